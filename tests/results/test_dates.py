"""Of two runs told apart by their dates the earlier one is before, whichever stands first in the file."""

from itertools import permutations
from pathlib import Path

import pytest

from calculators.results.earlier import in_order
from tests.results.made import ANSWER, PAIRS, given, said, table

DATES = [
    ("2026-03-01", "2026-03-10"), ("2025-12-30", "2026-01-02"), ("01.03.2026", "10.03.2026"),
    ("28.02.2026", "01.03.2026"), ("2026/3/1", "2026/3/10"), ("20260301", "20260310"), ("2/28/2026", "3/1/2026"),
    ("2026-03-01 14:02", "2026-03-01 15:30"), ("2026-03-01T09:00:00Z", "2026-03-02T08:00:00Z"),
    ("run_2026-03-01", "run_2026-03-10"), ("eval-20260301", "eval-20260310"), ("2026_03_01", "2026_03_10"),
]  # fmt: skip


@pytest.mark.parametrize("dates", DATES)
@pytest.mark.parametrize("first", [0, 1])
def test_the_earlier_column_is_before(dates: tuple[str, str], first: int, tmp_path: Path) -> None:
    sides = [first, 1 - first]
    heading = ",".join(["id", *(dates[side] for side in sides)])
    rows = [(n, *(pair[side] for side in sides)) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "days.csv", table(heading, rows)))
    assert asked is None, asked
    assert f"Before: “{dates[0]}”" in told
    assert ANSWER in told


@pytest.mark.parametrize("dates", DATES)
@pytest.mark.parametrize("first", [0, 1])
def test_the_earlier_rows_are_before(dates: tuple[str, str], first: int, tmp_path: Path) -> None:
    rows = [(n, dates[side], pair[side]) for side in (first, 1 - first) for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "days.csv", table("id,run_date,correct", rows))
    _, asked = said(file)
    assert asked is not None
    told, asked = said(file, **dict(asked.choices[0].fills))
    assert asked is None, asked
    assert f"Before: “{dates[0]}”" in told
    assert ANSWER in told


def test_of_two_metrics_by_date_one_is_asked_about(tmp_path: Path) -> None:
    names = [f"{metric}_{date}" for date in ("2026-03-10", "2026-03-01") for metric in ("accuracy", "recall")]
    rows = [(n, b, n % 2, a, n % 3 % 2) for n, (a, b) in enumerate(PAIRS)]
    file = given(tmp_path, "days.csv", table(",".join(["id", *names]), rows))
    _, asked = said(file)
    assert asked is not None
    assert asked.choices[0].fills == {"metric": "accuracy"}
    told, asked = said(file, metric="accuracy")
    assert asked is None, asked
    assert ANSWER in told


@pytest.mark.parametrize(
    "names",
    [
        ("gpt-4o-2024-05-13", "gpt-4o-2024-08-06"), ("v1", "v2"), ("v9", "v10"), ("W10", "W12"), ("A", "B"),
        ("January", "March"), ("Jan 2026", "Feb 2026"), ("epoch 1", "epoch 2"), ("3/1/2026", "4/1/2026"),
        ("Q1", "Q2"), ("1", "2"), ("llama-3", "llama-3.1"), ("prompt v1", "prompt v2"),
    ],
)  # fmt: skip
def test_what_need_not_be_an_order_is_asked_about_the_earlier_first(names: tuple[str, str], tmp_path: Path) -> None:
    """A later version may be given up again, and 3/1 be in January."""
    for first in (0, 1):
        rows = [(n, names[side], pair[side]) for side in (first, 1 - first) for n, pair in enumerate(PAIRS)]
        _, asked = said(given(tmp_path, "runs.csv", table("id,model,correct", rows)))
        assert asked is not None
        assert asked.choices[0].fills == {"before_column": names[0]}
        heading = ",".join(["id", *(names[side] for side in (first, 1 - first))])
        rows = [(n, *(pair[side] for side in (first, 1 - first))) for n, pair in enumerate(PAIRS)]
        _, asked = said(given(tmp_path, "runs.csv", table(heading, rows)))
        if not {"1", "epoch 1"} & {*names}:
            assert asked is not None
            assert asked.choices[0].fills == {"before_column": names[0], "after_columns": names[1]}


@pytest.mark.parametrize("names", [("no", "yes"), ("off", "on"), ("C", "T"), ("v1", "v2", "v10"), ("a", "b", "c")])
def test_any_order_of_the_file_comes_to_one(names: tuple[str, ...]) -> None:
    assert {tuple(in_order(one)) for one in permutations(names)} == {names}


def test_names_that_say_no_order_stay_as_they_are() -> None:
    assert in_order(["llama-ft", "gpt-4o"]) == ["llama-ft", "gpt-4o"]


def test_a_file_after_that_is_the_earlier_one_is_told(tmp_path: Path) -> None:
    files = [given(tmp_path, f"results_2026-03-{day}.csv", table("id,correct", [(n, pair[side])
             for n, pair in enumerate(PAIRS)])) for side, day in enumerate(("10", "01"))]  # fmt: skip
    told, asked = said(*files)
    assert asked is None, asked
    assert "the run after is the earlier one by its name" in told
    told, _ = said(*files[::-1])
    assert "earlier one" not in told
