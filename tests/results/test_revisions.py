"""A rater who labels an item again: the latest label counts where a column says when, else it is told or asked."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, pressed, table

AGREE = [("x", "x")] * 10 + [("y", "y")] * 8 + [("x", "y")] * 2


def _rows(times: tuple[str, str, str]) -> list[tuple[object, ...]]:
    """Both disagreements are settled by the second rater, in rows below all others."""
    first, second, third = times
    rows = [
        (n, rater, label, when)
        for n, pair in enumerate(AGREE)
        for rater, label, when in zip(("lea", "tom"), pair, (first, second), strict=True)
    ]
    return rows + [(n, "tom", "x", third) for n, pair in enumerate(AGREE) if pair == ("x", "y")]


@pytest.mark.parametrize(
    "times",
    [
        ("2025-01-01T10:00:39", "2025-01-02T10:00", "2025-01-03T09:00:01"),
        ("2025-01-01", "2025-01-02", "2025-02-01"),
        ("1735725600", "1735812000", "1735898400"),
        ("01.02.2025 10:00", "02.02.2025 10:00", "01.03.2025 09:00"),
        ("1/30/2025 11:00 PM", "1/31/2025 9:00 AM", "1/31/2025 1:00 PM"),
    ],
)
def test_the_latest_label_counts(times: tuple[str, str, str], tmp_path: Path) -> None:
    case = Agreement(file=given(tmp_path, "labels.csv", table("item,rater,label,timestamp", _rows(times))))
    assert case.raw == 1.0
    line = next(one for one in case.result().read if one.label == "An item again")
    assert line.words.startswith("“timestamp” says when: the latest label of a rater counts")
    first = Agreement(file=case.file, **dict(line.presses[0].fills))  # type: ignore[arg-type]
    assert first.raw == 0.9


def test_an_earlier_row_below_replaces_nothing(tmp_path: Path) -> None:
    rows = _rows(("2025-01-01", "2025-01-02", "2024-12-01"))
    case = Agreement(file=given(tmp_path, "labels.csv", table("item,rater,label,created_at", rows)))
    assert case.raw == 0.9


def test_without_a_time_the_verdict_that_hangs_on_it_is_asked_about(tmp_path: Path) -> None:
    rows = [row[:3] for row in _rows(("", "", ""))]
    file = given(tmp_path, "labels.csv", table("item,rater,label", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file, good=0.95).result()
    assert set(refused.value.problems) == {"repeats"}
    fills = pressed(refused.value, "The last")
    assert Agreement(file=file, good=0.95, **fills).raw == 1.0  # type: ignore[arg-type]


def test_where_no_verdict_hangs_on_it_it_is_told(tmp_path: Path) -> None:
    rows = [row[:3] for row in _rows(("", "", ""))]
    case = Agreement(file=given(tmp_path, "labels.csv", table("item,rater,label", rows)), good=0.5)
    assert case.raw == 0.9
    assert any("with another label, of which the first counts" in notice for notice in case.result().notices)
