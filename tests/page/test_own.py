"""A reader's own figures: read as strictly as ours, told by row or line, reduced to what differs, never markup."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculators.figures import tables
from calculators.figures.tables import OVERLAID
from calculators.page import own
from calculators.page.browser import OWN_FIGURES, answer
from calculators.page.own import TITLES, check, row_texts

OWN = Path(__file__).parents[1] / "figures" / "own_data"
TEXTS = {path.stem: path.read_text("utf-8") for path in OWN.glob("*.yaml")}
HEAD, ROWS = row_texts("api_models")
KEY = "openai/gpt-4.1"


def forget() -> None:
    """Empty what the calculators keep, as a fresh start in the page does: lists of options, tables, figures."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "calculators":
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the page would put a reader's tables."""
    folder = tmp_path / "yours"
    folder.mkdir()
    monkeypatch.setattr(tables, "READERS", folder)
    monkeypatch.setattr(own, "READERS", folder)
    forget()
    yield folder
    forget()


def test_every_table_that_can_be_overlaid_is_offered() -> None:
    assert set(TITLES) == set(OVERLAID)


@pytest.mark.parametrize("name", TITLES)
def test_all_of_ours_taken_over_unchanged_are_no_figures_of_the_readers(name: str) -> None:
    head, rows = row_texts(name)
    verdict = check({name: head + "".join(rows.values())})
    assert (verdict.problems, verdict.kept) == ((), {})


def test_only_the_rows_that_differ_are_kept() -> None:
    text = HEAD + "".join(ROWS.values()).replace("input: 2\n", "input: 2.125\n", 1)
    verdict = check({"api_models": text, "sources": "units: {}\nrows: {}"})
    (changed,) = verdict.changed["api_models"]
    assert verdict.words == "1 row of API prices"
    assert list(json.loads(verdict.kept["api_models"])["rows"]) == [changed]
    assert list(verdict.kept) == ["api_models"]


def test_tables_that_need_each_other_are_checked_together() -> None:
    verdict = check(TEXTS)
    assert verdict.problems == ()
    assert verdict.words == "2 rows of API prices, 1 row of GPU prices, 1 row of sources"
    assert verdict.changed["api_models"] == ("openai/gpt-6.1-sol",)
    assert verdict.added["api_models"] == ("acme/house-model",)
    alone = check({"api_models": TEXTS["api_models"]})
    assert "'acme-contract' is not a key of data/sources.yaml or yours/sources.yaml" in alone.problems[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "yours/api_models.yaml: a mapping with the keys units and rows is needed, not nothing"),
        ("rows: [", "yours/api_models.yaml, line 1: this is not YAML"),
        ("a: 1\nb: \x00", "yours/api_models.yaml, line 2: this is not YAML: special characters are not allowed"),
        (HEAD, "line 11: rows: a mapping from key to row is needed, not nothing"),
        (HEAD + ROWS[KEY].replace("input: 2", f"input: {'9' * 400}"), "prices.0.input: a finite number is needed"),
        (HEAD + ROWS[KEY].replace("input: 2", f"input: {'9' * 9000}"), f"line 20: '{'9' * 60}' is not a value"),
        (HEAD + ROWS[KEY].replace("name: GPT-4.1", 'name: "\\ud800"'), "line 13: there is a character that does not"),
        ("x\ud800", "yours/api_models.yaml: a mapping with the keys units and rows is needed, not text"),
        ("#" * 1_000_001, "yours/api_models.yaml: the file has 1,000,001 bytes; allowed: up to 1,000,000"),
        ("[" * 100_000, "line 1: nested more than 12 deep"),
    ],
    ids=["empty", "broken", "nul", "no rows", "400 digits", "9000 digits", "half a pair", "half", "long", "deep"],
)
def test_what_cannot_be_right_is_refused_in_words(text: str, told: str) -> None:
    verdict = check({"api_models": text})
    assert told in verdict.problems[0]
    assert verdict.kept == {}


@pytest.mark.parametrize("number", ["012", "1:30", "0x10", "1_000", "0b11", "0o17", "1,000:1", "+0x1F"])
def test_a_number_that_yaml_reads_as_another_is_refused_with_its_place(number: str) -> None:
    text = HEAD + ROWS[KEY].replace("input: 2", f"input: {number}")
    (problem,) = check({"api_models": text}).problems
    assert problem.startswith("yours/api_models.yaml, ")
    assert "line 20" in problem
    assert number in problem


@pytest.mark.parametrize("number", ["2.5", "0", ".5", "2.", "0.0", "+3"])
def test_a_plain_number_is_read(number: str) -> None:
    assert check({"api_models": HEAD + ROWS[KEY].replace("input: 2", f"input: {number}")}).problems == ()


def test_every_row_that_is_wrong_is_told_at_once() -> None:
    wrong = [row.replace("output:", "outputs:", 1) for row in list(ROWS.values())[:3]]
    verdict = check({"api_models": HEAD + "".join(wrong)})
    assert [problem.partition(":")[0].split("'")[1] for problem in verdict.problems] == list(ROWS)[:3]
    assert all("'outputs' is not a key here" in problem for problem in verdict.problems)
    html = answer(OWN_FIGURES, json.dumps({"api_models": HEAD + "".join(wrong)}))
    assert "There are 3 problems" in html
    many = check({"api_models": HEAD + "".join(f"  acme/{count}: 1\n" for count in range(500))})
    assert len(many.problems) == 20


def test_a_table_that_does_not_exist_is_refused() -> None:
    assert "../x.yaml: this is not the name of a table; allowed: sources, api_models" in check({"../x": ""}).problems[0]


def test_an_address_that_would_run_a_script_is_refused() -> None:
    text = TEXTS["sources"].replace("licence:", "url: 'javascript:alert(1)'\n    licence:")
    assert "row 'acme-contract'" in check({"sources": text}).problems[0]
    assert "url must begin with https:// or http://" in check({"sources": text}).problems[0]


@pytest.mark.parametrize("attack", ["<img src=x>", "</textarea><script>alert(1)</script>", "'\"&<b>"])
def test_no_text_becomes_markup(attack: str) -> None:
    key = json.dumps(f"acme/{attack}")
    for text in (HEAD + ROWS[KEY].replace(f"{KEY}:", f"{key}:"), HEAD + f"  {key}: {json.dumps(attack)}\n"):
        html = answer(OWN_FIGURES, json.dumps({"api_models": text}))
        assert "acme/" in html
        assert not any(f"<{tag}" in html for tag in ("img", "script", "/textarea", "b>"))


def test_answers_are_with_the_kept_rows_and_say_so(readers: Path) -> None:
    for name, table in check(TEXTS).kept.items():
        (readers / f"{name}.json").write_text(table, "utf-8")
    html = answer("break-even", "base_model=acme%2Fhouse-model&cache_hits=0")
    words = "2 rows of API prices, 1 row of GPU prices, 1 row of sources"
    assert f"Answers with your own figures ({words})." in html
    assert '<div data-slot="options-base_model"><optgroup' in html
    assert '<option value="acme/house-model">House model</option>' in html
    assert "our contract, <b>own figure</b>" in html


def test_kept_rows_that_no_longer_fit_are_put_aside_and_told(readers: Path) -> None:
    kept = check({"api_models": HEAD + ROWS[KEY].replace("input: 2", "input: 3")}).kept["api_models"]
    (readers / "api_models.json").write_text(kept.replace("cache_writes", "caches"), "utf-8")
    html = answer("break-even", "")
    assert "Answers with our figures, because yours do not fit this edition of the course" in html
    assert "&#39;caches&#39; is not a key here" in html
    assert "own figure<" not in html
    assert 'data-slot="options-' not in html


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        "3",
        '{"rows": "w"}',
        '{"units": {}, "rows": [1]}',
        '{"units": 1, "rows": {"x": 1}}',
        "[" * 100_000,
    ],
)
def test_kept_rows_damaged_in_any_way_are_put_aside_and_the_calculators_answer(readers: Path, text: str) -> None:
    (readers / "api_models.json").write_text(text, "utf-8")
    html = answer("break-even", "")
    assert "Answers with our figures, because yours do not fit this edition of the course" in html
    assert "data-answer" in html


def test_kept_rows_of_a_table_that_is_gone_are_put_aside_and_told(readers: Path) -> None:
    (readers / "old_prices.json").write_text('{"rows": {}}')
    assert "do not fit this edition of the course: it has no table old_prices." in answer("break-even", "")
    assert not readers.exists()


def test_without_figures_of_a_reader_nothing_is_said_and_no_list_is_sent() -> None:
    html = answer("break-even", "")
    assert '<div data-slot="own"></div>' in html
    assert 'data-slot="options-' not in html


def test_an_ordinary_start_and_one_with_kept_rows_need_no_yaml(tmp_path: Path) -> None:
    packed = tmp_path / "course"
    shutil.copytree(tables.DATA.parent / "calculators", packed / "calculators")
    shutil.copytree(tables.DATA.parent / "overrides/partials", packed / "overrides/partials")
    (packed / "data/yours").mkdir(parents=True)
    for place, table in tables.plain_tables():
        file = packed / "data" / place
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(table), "utf-8")
    for name, table in check(TEXTS).kept.items():
        (packed / f"data/yours/{name}.json").write_text(table, "utf-8")
    program = """
import sys
from calculators.page.browser import answer
assert "Answers with your own figures" in answer("break-even", "")
print("yaml" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", program], cwd=packed, capture_output=True, text=True)
    assert (ran.stdout.strip(), ran.stderr) == ("False", "")
