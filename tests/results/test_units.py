"""Numbers with a unit are numbers; several units in one column are refused; a unit is part of an answer."""

from pathlib import Path

import pytest

from calculators.results.answers import same
from tests.results.made import PAIRS, given, said, table


@pytest.mark.parametrize("unit", [" ms", "s", " Punkte", " points", " min.", " tokens", " ± 0.4", " +/- 1"])
def test_a_unit_behind_every_number_is_left_away(unit: str, tmp_path: Path) -> None:
    rows = [(n, *(f"{5 + 2 * right}{unit}" for right in pair)) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "runs.csv", table("id,score_before,score_after", rows)))
    assert asked is None, asked
    assert "a mean score of 6.5 after, 6.2 before" in told


def test_two_units_are_refused(tmp_path: Path) -> None:
    rows = [(n, f"{1 + n / 60:.2f} s", f"{900 + n} ms") for n in range(60)]
    _, asked = said(given(tmp_path, "runs.csv", table("id,score_before,score_after", rows)))
    assert "hold numbers written in several ways" in str(asked)


@pytest.mark.parametrize("ways", [("{}0 %", "0.{}"), ("{}/10", "{}0 %"), ("{}/10", "{}")])
def test_shares_written_in_two_ways_are_refused(ways: tuple[str, str], tmp_path: Path) -> None:
    rows = [(n, ways[n % 3 > 0].format(2 + n % 7), ways[n % 2].format(1 + n % 8)) for n in range(60)]
    _, asked = said(given(tmp_path, "runs.csv", table("id,score_before,score_after", rows)))
    assert "hold numbers written in several ways" in str(asked)


@pytest.mark.parametrize("tops", [(5, 10), (4, 10), (10, 100), (1, 5)])
def test_marks_to_the_top_of_two_scales_are_asked_about(tops: tuple[int, int], tmp_path: Path) -> None:
    rows = [(n, *(round(top * (0.2 + (n % 5) / 5), 2) for top in tops)) for n in range(60)]
    _, asked = said(given(tmp_path, "runs.csv", table("id,score_before,score_after", rows)))
    assert "seem to be on two scales" in str(asked)


@pytest.mark.parametrize(("answer", "right"), [("5 min", "5 s"), ("3 h", "3")])
def test_another_unit_is_another_answer(answer: str, right: str) -> None:
    assert not same(answer, right)
