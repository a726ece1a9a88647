"""A company's own tables stand in for ours row by row, as strictly read, told as such."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from calculators.figures.tables import DATA, OVERLAID, Catalogue, catalogue, own_tables, plain_tables
from calculators.kit.strict import DataError

OWN = Path(__file__).parent / "own_data"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def overlaid() -> Catalogue:
    return catalogue(DATA, OWN)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the company's folder, to make mistakes in."""
    return Path(shutil.copytree(OWN, tmp_path / "acme"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Python with DATA= set, as `DATA=tests/figures/own_data make site` runs it."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=DATA.parent,
        env={**os.environ, "DATA": str(OWN)},
        capture_output=True,
        text=True,
    )


def test_a_row_of_theirs_replaces_ours_and_another_is_added(overlaid: Catalogue) -> None:
    ours = catalogue()
    assert list(overlaid.api_models) == [*ours.api_models, "acme/house-model"]
    assert list(overlaid.gpu_prices) == [*ours.gpu_prices, "acme/h100-sxm"]
    assert overlaid.gpu_prices["acme/h100-sxm"].card is overlaid.gpus["h100-sxm"]
    assert overlaid.api_models["openai/gpt-6.1-sol"].price("input", DAY) == 1.5
    assert ours.api_models["openai/gpt-6.1-sol"].price("input", DAY) == 2


def test_each_figure_remembers_whether_it_is_theirs(overlaid: Catalogue) -> None:
    price = overlaid.api_models["openai/gpt-6.1-sol"].price("output", DAY)
    assert price is not None
    assert (price.own, price.source, price.times(2, "USD").own) == (True, "acme-contract", True)
    other = overlaid.api_models["openai/gpt-4.1"].price("output", DAY)
    assert other is not None
    assert not other.own
    assert overlaid.gpu_prices["acme/h100-sxm"].per_hour.own
    assert [source.key for source in overlaid.sources.values() if source.own] == ["acme-contract"]
    assert not any(row.own for row in catalogue().api_models.values())


def test_a_tuned_price_that_follows_their_base_price_is_theirs(own: Path) -> None:
    path = own / "api_models.yaml"
    path.write_text(path.read_text("utf-8").replace("openai/gpt-6.1-sol:", "openai/gpt-4.1:"), "utf-8")
    offers = catalogue(DATA, own).tuning_offers.values()
    following = [offer for offer in offers if offer.base == "openai/gpt-4.1"]
    prices = [offer.tuned_price("input", DAY) for offer in following if offer.tuned_tokens == "base prices"]
    assert prices
    assert all(price is not None and price.own and price == 1.5 for price in prices)


@pytest.mark.parametrize(
    ("table", "right", "wrong", "told"),
    [
        (
            "api_models",
            "input: 1.5",
            "inptu: 1.5",
            "row 'openai/gpt-6.1-sol', line 17: prices.0.inptu: 'inptu' is not a",
        ),
        (
            "api_models",
            "input: 1.5",
            "input: cheap",
            "row 'openai/gpt-6.1-sol', line 17: prices.0.input: a number is ne",
        ),
        (
            "api_models",
            "output: USD/Mtok",
            "output: EUR/Mtok",
            "line 6: units.output: 'EUR/Mtok' is not the unit of thi",
        ),
        (
            "api_models",
            "  acme/house-model:",
            "  openai/gpt-6.1-sol:",
            "line 26: the key 'openai/gpt-6.1-sol' stands tw",
        ),
        (
            "gpu_prices",
            "source: acme-contract",
            "source: acme",
            "row 'acme/h100-sxm', line 15: source: 'acme' is not a key of data/sources.yaml or acme/sources.yaml",
        ),
        (
            "gpu_prices",
            "gpu: h100-sxm",
            "gpu: h1000",
            "line 7: gpu: 'h1000' is not a key of data/gpus.yaml or acme/gpus",
        ),
    ],
)
def test_a_mistake_of_theirs_is_told_with_file_row_and_line(
    own: Path, table: str, right: str, wrong: str, told: str
) -> None:
    path = own / f"{table}.yaml"
    path.write_text(path.read_text("utf-8").replace(right, wrong, 1), "utf-8")
    with pytest.raises(DataError) as refused:
        assert catalogue(DATA, own).gpu_prices
    assert str(refused.value).startswith(f"acme/{table}.yaml, ")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (
            "api_model.yaml",
            "acme/api_model.yaml: this is not the name of a table; allowed: sources.yaml, api_models.yaml",
        ),
        ("gpus.yml", "acme/gpus.yml: this is not the name of a table; allowed:"),
        ("terms.yaml", "acme/terms.yaml: this is not the name of a table; allowed:"),
    ],
)
def test_a_table_that_would_be_passed_over_is_refused(
    own: Path, file: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / file).write_text("units: {}\nrows: {}\n", "utf-8")
    monkeypatch.setenv("DATA", str(own))
    with pytest.raises(DataError) as refused:
        own_tables()
    assert str(refused.value).startswith(told)


@pytest.mark.parametrize(("folder", "told"), [("nowhere", "there is no such folder"), ("docs", "there is no table in")])
def test_a_folder_without_tables_is_refused(folder: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA", folder)
    with pytest.raises(DataError, match=rf"^DATA={folder}: {told}"):
        own_tables()


def test_every_table_of_figures_can_be_overlaid() -> None:
    for name in OVERLAID:
        assert (DATA / f"{name}.yaml").exists()
        assert getattr(catalogue(), name)


def test_the_page_gets_their_tables_too(overlaid: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA", str(OWN))
    (tmp_path / "own").mkdir()
    for place, table in plain_tables():
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(json.dumps(table), "utf-8")
    packed = catalogue(tmp_path, tmp_path / "own")
    assert packed.sources == overlaid.sources
    for name in OVERLAID:
        assert [(key, row.own) for key, row in getattr(packed, name).items()] == [
            (key, row.own) for key, row in getattr(overlaid, name).items()
        ]


def test_the_bundle_packs_their_tables_and_the_day_of_the_build() -> None:
    program = """
from calculators.page.bundle import _sources
print(*(name for name, _ in _sources() if name.startswith("lib/app/data/")))
"""
    packed = run("-c", program).stdout.split()
    assert {"lib/app/data/build_date.json", "lib/app/data/api_models.json", "lib/app/data/rules.json"} <= set(packed)
    own = ["api_models", "gpu_prices", "sources"]
    assert [name for name in packed if "/own/" in name] == [f"lib/app/data/own/{name}.json" for name in own]


def test_pages_and_answers_say_which_figures_are_theirs() -> None:
    program = """
from calculators import calculator
from calculators.macros.figures import gpu_price_table
from calculators.page.render import form
from calculators.macros.tables import api_model_table, source_table
for html in (api_model_table(), gpu_price_table(), source_table(), form(calculator("break-even"))):
    print(html.count("own figure"))
print(api_model_table().count("{#openai}"))
"""
    ran = run("-c", program)
    assert ran.stderr == ""
    # Two models, one GPU, one source; four prices of the answer, in its list and under their inputs; OpenAI once.
    assert ran.stdout.split() == ["2", "1", "1", "8", "1"]


def test_the_command_line_follows() -> None:
    ran = run("-m", "calculators", "break-even", "--json")
    sources = json.loads(ran.stdout)["sources"]
    assert {source["value"] for source in sources if source["own"]} == {0.1, 1.5, 8}
    assert any(not source["own"] for source in sources)
