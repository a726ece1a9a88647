"""`make data` shows what the package of prices has otherwise; it writes that alone, only when told to."""

import difflib
import re
import shutil
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import pytest

from calculators.figures.prices import ApiModel
from calculators.kit import strict
from calculators.kit.facts import Source
from tools.price_lists import Lists
from tools.refresh import refresh

STOOD = Path(__file__).parent / "refresh_data"
READ = date(2026, 11, 22)
TODAY = date(2027, 2, 1)


def prices(**mtok: Any) -> Thing:
    """Prices as the package holds them: Decimals, or a base with tiers."""
    return Thing(
        **{f"{name}_mtok": value if isinstance(value, Thing) else Decimal(value) for name, value in mtok.items()}
    )


def tiered(base: str, start: int, price: str) -> Thing:
    return Thing(base=Decimal(base), tiers=[Thing(start=start, price=Decimal(price))])


def since(day: date | None, these: Thing) -> Thing:
    return Thing(constraint=day and Thing(start_date=day), prices=these)


def provider(key: str, these: Thing | list[Thing], batch: list[Thing] | None = None) -> Thing:
    """A provider with one model, by the key of our row."""
    maker, _, model = key.partition("/")
    variants = [Thing(when={"processing": "batch"}, **vars(one)) for one in batch or []]
    return Thing(id=maker, models=[Thing(id=model, prices=these, price_variants=variants)])


TERRA = "openai/gpt-6.1-terra"
TERRA_PRICES = prices(
    input=tiered("1", 272_000, "2"),
    cache_read=tiered("0.05", 272_000, "0.1"),
    cache_write=tiered("1.25", 272_000, "2.5"),
    output=tiered("5", 272_000, "7.5"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of tables as they once stood, to write into."""
    return Path(shutil.copytree(STOOD, tmp_path / "data"))


def run(
    folder: Path,
    *providers: Thing,
    write: bool = False,
    version: str = "0.3.0",
    before: tuple[Thing, ...] | None = None,
    second: dict[str, dict[str, Any]] | None = None,
) -> str:
    lists = Lists(providers, version, before, second or {}, "1.0" if second else None)
    return "\n".join(refresh(folder, lists, TODAY, write=write))


def second(key: str, price: str, output: str, **more: Any) -> dict[str, dict[str, Any]]:
    """A model of the second list, by USD/Mtok."""
    a_token = {"input_cost_per_token": Decimal(price) / 10**6, "output_cost_per_token": Decimal(output) / 10**6}
    return {key: {"mode": "chat", **a_token, **more}}


def models(folder: Path) -> dict[str, ApiModel]:
    known = {"sources": strict.table(folder / "sources.yaml", Source)}
    return strict.table(folder / "api_models.yaml", ApiModel, known)


def changed(folder: Path, name: str = "api_models") -> list[str]:
    """The lines that were taken out and put in."""
    before, after = ((place / f"{name}.yaml").read_text("utf-8").splitlines() for place in (STOOD, folder))
    return [line for line in difflib.ndiff(before, after) if line[0] in "+-"]


def test_a_package_that_says_the_same_changes_nothing(folder: Path) -> None:
    said = run(folder, provider(TERRA, TERRA_PRICES), write=True, version="0.2.3")
    assert "The newest genai-prices is 0.2.3; litellm is not at hand." in said
    assert "last compared with genai-prices 0.2.3, 71 days ago, on 2026-11-22" in said
    assert "No price differs." in said
    assert said.endswith("There is nothing to write.")
    assert changed(folder) == changed(folder, "sources") == []


def test_differences_are_told_and_not_written_unless_asked(folder: Path) -> None:
    said = run(folder, provider("openai/gpt-4.1", prices(input="3", cache_read="0.5", output="8")))
    assert re.search(r"^openai/gpt-4.1 +input +2 +3 +- +- +new row from 2027-02-01$", said, re.MULTILINE)
    assert "Not in the package: openai/gpt-6.1-terra," in said
    assert said.endswith("Nothing was written. To write: make data WRITE=1")
    assert changed(folder) == []


def test_a_price_that_changed_gets_a_row_of_its_own_and_the_old_one_stays(folder: Path) -> None:
    cut = prices(
        input=tiered("0.9", 272_000, "1.8"),
        cache_read=tiered("0.045", 272_000, "0.09"),
        cache_write=tiered("1.125", 272_000, "2.25"),
        output=tiered("4.5", 272_000, "6.75"),
    )
    half = prices(input=tiered("0.45", 272_000, "0.9"), output=tiered("2.25", 272_000, "3.375"))
    batch = [since(date(2027, 1, 15), half), since(None, prices(input="9", output="9"))]
    run(
        folder,
        provider(TERRA, [since(None, TERRA_PRICES), since(date(2027, 1, 15), cut)], batch),
        provider("openai/gpt-4o", prices(input="2.5", cache_read="1.25", output="10")),
        write=True,
    )
    assert changed(folder) == [
        "+     - since: 2027-01-15",
        "+       input: 0.9",
        "+       cached_input: 0.045",
        "+       cache_writes: priced",
        "+       cache_write: 1.125",
        "+       output: 4.5",
        "+       long_context:",
        "+         above_input_tokens: 272000",
        "+         input: 1.8",
        "+         cached_input: 0.09",
        "+         cache_write: 2.25",
        "+         output: 6.75",
        "+       batch:",
        "+         input: 0.45",
        "+         cached_input: null",
        "+         output: 2.25",
        "+         long_context:",
        "+           input: 0.9",
        "+           cached_input: null",
        "+           output: 3.375",
        "+         source: genai-prices",
        "+       source: genai-prices",
        "+       as_of: 2027-02-01",
        "+       confidence: medium",
        # GPT-4o costs what it cost: the package was read again, and still says so.
        "-       as_of: 2026-11-22",
        "+       as_of: 2027-02-01",
        "-     review_by: 2027-01-14",
        "+     review_by: 2027-05-04",
    ]
    assert changed(folder, "sources") == [
        "-     title: genai-prices 0.2.3, a Python package of model prices",
        "+     title: genai-prices 0.3.0, a Python package of model prices",
        "-     accessed: 2026-11-22",
        "+     accessed: 2027-02-01",
    ]
    terra = models(folder)[TERRA]
    assert [terra.price("input", day) for day in (READ, date(2027, 1, 14), date(2027, 1, 15))] == [1, 1, 0.9]


def test_what_was_written_is_not_told_again(folder: Path) -> None:
    package = provider("openai/gpt-4.1", prices(input="3", cache_read="0.5", output="8"))
    run(folder, package, write=True)
    assert "There is nothing to write." in run(folder, package, write=True)


def test_a_coming_price_is_put_right_in_its_place_or_added(folder: Path) -> None:
    flash = "google/gemini-3.8-flash"
    now = since(None, prices(input="0.75", cache_read="0.075", output="3.75"))
    later = date(2027, 4, 1)
    package = provider(flash, [now, since(date(2027, 1, 1), prices(input="1.5", cache_read="0.15", output="7.5"))])
    package.models[0].prices.append(since(later, prices(input="2", cache_read="0.2", output="8")))
    argon = provider(
        "google/gemini-4-argon",
        [
            since(None, prices(input="2", cache_read="0.1", output="10")),
            since(date(2026, 12, 1), prices(input="4", cache_read="0.4", output="20")),
        ],
    )
    lines = list(refresh(folder, Lists((package, argon), "0.3.0"), date(2026, 11, 25), write=True))
    assert any(re.search(r"cached_input  0.2 +0.4 .* 2026-12-01  put right", line) for line in lines)
    written = models(folder)
    assert [row.since for row in written[flash].prices] == [None, date(2027, 1, 1), later]
    assert written[flash].price("input", later) == 2
    assert written["google/gemini-4-argon"].price("cached_input", date(2026, 12, 1)) == 0.4
    assert len(written["google/gemini-4-argon"].prices) == 2
    assert "-       cached_input: 0.2" in changed(folder)
    assert "+       cached_input: 0.4" in changed(folder)


def test_what_was_checked_by_hand_is_kept(folder: Path) -> None:
    peak = [since(None, prices(input="9", cache_read="0.022", output="1.98"))]
    peak.append(Thing(constraint=Thing(start_time=time(1), end_time=time(4)), prices=prices(input="99", output="99")))
    said = run(
        folder,
        provider("together/meta-llama/Llama-3.3-70B-Instruct-Turbo", prices(input="1.04", output="1.04")),
        provider("deepseek/deepseek-v4-pro", peak),
        provider("cohere/command-a", prices(input="2.5", output="10")),
        write=True,
    )
    assert re.search(r" 1.04 .* kept: disputed$", said, re.MULTILINE)
    assert re.search(r" 9 .* kept: has peak hours$", said, re.MULTILINE)
    # A retirement and notes are ours; only the day on which Command A was confirmed moves, and that of its review.
    assert changed(folder) == [
        "-       as_of: 2026-11-22",
        "+       as_of: 2027-02-01",
        "-     review_by: 2027-02-22",
        "+     review_by: 2027-05-04",
    ]


def test_a_package_that_would_break_the_table_writes_nothing(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"api_models\.yaml, row 'openai/gpt-4\.1', line \d+: .* out of range"):
        run(folder, provider("openai/gpt-4.1", prices(input="3000", cache_read="0.5", output="8")), write=True)
    assert changed(folder) == changed(folder, "sources") == []


FOUR_ONE = "openai/gpt-4.1"
LLAMA = "together/meta-llama/Llama-3.3-70B-Instruct-Turbo"
SECOND_LLAMA = "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo"


def mistyped(folder: Path) -> Thing:
    """The folder with a price that was typed wrong, and what the list has always said."""
    table = folder / "api_models.yaml"
    text = table.read_text("utf-8")
    head, row, rest = text.partition(f"  {FOUR_ONE}:")
    table.write_text(head + row + rest.replace("input: 2\n", "input: 3\n", 1), "utf-8")
    return provider(FOUR_ONE, prices(input="2", cache_read="0.5", output="8"))


def test_what_was_wrong_from_the_start_is_put_right_and_makes_no_history(folder: Path) -> None:
    package = mistyped(folder)
    for version in ("0.2.3", "0.3.0"):
        assert "put right" in run(folder, package, version=version, before=(package,))
    run(folder, package, version="0.2.3", before=(package,), write=True)
    (row,) = models(folder)[FOUR_ONE].prices
    assert (row.since, row.input) == (None, 2)
    assert changed(folder) == []


def test_a_price_that_has_moved_since_is_history_though_the_list_that_was_read_last_is_at_hand(folder: Path) -> None:
    before = provider(FOUR_ONE, prices(input="2", cache_read="0.5", output="8"))
    run(folder, provider(FOUR_ONE, prices(input="3", cache_read="0.5", output="8")), before=(before,), write=True)
    assert [(row.since, row.input) for row in models(folder)[FOUR_ONE].prices] == [(None, 2), (TODAY, 3)]


def test_a_dispute_goes_on_while_the_lists_differ_and_is_over_once_they_agree(folder: Path) -> None:
    package = provider(LLAMA, prices(input="0.88", output="0.88"))
    run(folder, package, second=second(SECOND_LLAMA, "1.04", "1.04"), write=True)
    assert models(folder)[LLAMA].prices[-1].disagrees
    assert models(folder)[LLAMA].review_by == date(2026, 12, 22)  # somebody is to look
    agreed = second(SECOND_LLAMA, "0.88", "0.88")
    assert "dispute over: taken out" in run(folder, package, second=agreed, write=True)
    (row,) = models(folder)[LLAMA].prices
    assert (row.input, row.disagrees) == (0.88, None)
    assert "dispute" not in run(folder, package, second=agreed)


def test_where_both_lists_agree_on_another_price_the_disputed_row_is_refreshed_again(folder: Path) -> None:
    package = provider(LLAMA, prices(input="1.04", output="1.04"))
    both = second(SECOND_LLAMA, "1.04", "1.04")
    said = run(folder, package, second=both, write=True)
    assert "new row from 2027-02-01" in said
    old, new = models(folder)[LLAMA].prices
    assert (old.input, old.disagrees, new.input, new.disagrees) == (0.88, None, 1.04, None)


def test_a_review_is_planned_no_later_than_a_known_change(folder: Path) -> None:
    argon = [
        since(None, prices(input="2", cache_read="0.2", output="10")),
        since(date(2026, 12, 1), prices(input="4", cache_read="0.4", output="20")),
    ]
    lists = Lists((provider("google/gemini-4-argon", argon),), "0.3.0")
    list(refresh(folder, lists, date(2026, 11, 25), write=True))
    assert models(folder)["google/gemini-4-argon"].review_by == date(2026, 12, 1)


def test_models_that_both_lists_have_and_we_lack_are_listed_with_their_prices(folder: Path) -> None:
    new, old = prices(input="1.5", output="6"), prices(input="9", output="9")
    lists = provider("openai/gpt-7", new), provider("openai/gpt-2", old), provider("nobody/else", new)
    known = second("gpt-7", "1.5", "6") | second("gpt-2", "9", "9", deprecation_date="2026-01-01")
    said = run(folder, *lists, second=known | second("else", "1", "1") | second("openai/gpt-8", "1", "1"))
    lines = [re.sub(" +", " ", line) for line in said.splitlines() if "add by hand" in line]
    assert lines == ["openai/gpt-7 input / output - 1.5 / 6 1.5 / 6 - add by hand"]


def test_the_second_list_tells_of_retirements_and_of_prices_of_its_own_and_nothing_is_written(folder: Path) -> None:
    package = provider(FOUR_ONE, prices(input="2", cache_read="0.5", output="8"))
    other = second("gpt-4.1", "2.5", "8", deprecation_date="2027-04-14")
    said = run(folder, package, second=other, version="0.2.3", write=True)
    assert re.search(r"gpt-4.1 +input +2 +the same +2.5 +- +told only", said)
    assert re.search(r"gpt-4.1 +retirement +2027-01-14 +- +2027-04-14 .* told only", said)
    assert changed(folder) == []
