"""Rows that are no items: sums at the foot, a first line of numbers; numbers that may be read in two ways."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, pressed, said, table, wide


@pytest.mark.parametrize("name", ["Gesamt", "promedio", "合计", "OVERALL:"])
def test_a_row_that_sums_the_others_up_is_left_out_and_told(name: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", wide("before", "after") + f"{name},0.6,0.75\n"))
    assert asked is None, asked
    assert ANSWER in told
    assert "a sum or a mean of the others" in told


def test_an_item_of_such_a_name_counts_where_others_stand_below(tmp_path: Path) -> None:
    rows = [("total" if n == 20 else f"q{n}", *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "results.csv", table("id,before,after", rows)))
    assert asked is None, asked
    assert ANSWER in told


def test_a_file_without_headings_loses_no_row(tmp_path: Path) -> None:
    text = wide("before", "after").partition("\n")[2]
    file = given(tmp_path, "results.csv", text)
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **pressed(asked, "“column 2” is before, “column 3” after"))
    assert again is None, again
    assert ANSWER in told


@pytest.mark.parametrize("mark", [".", ","])
def test_numbers_that_may_be_thousands_or_decimals_are_asked_about(mark: str, tmp_path: Path) -> None:
    rows = [(n, f"{1 + n % 7}{mark}{100 + n}", 300 + n) for n in range(40)]
    _, asked = said(given(tmp_path, "results.csv", table("id,score_before,score_after", rows, ";")))
    assert asked is not None
    assert "may be thousands or a decimal number" in str(asked.problems)


def test_grades_of_a_known_order_are_offered_as_marks(tmp_path: Path) -> None:
    words = ("bad", "average", "very good", "excellent")
    rows = [(n, words[n % 3], words[n % 3 + (n % 4 > 0)]) for n in range(40)]
    file = given(tmp_path, "results.csv", table("id,before,after", rows))
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **pressed(asked, "Marks from 0 to 1: bad, average, very good, excellent"))
    assert again is None, again
    assert "Better" in told
