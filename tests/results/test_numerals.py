"""Numbers with thousands separators: read where the file settles what a mark stands for, else asked about."""

from pathlib import Path

import pytest

from tests.results.made import given, pressed, said

BEFORE = [950 + 37 * n for n in range(40)]
AFTER = [970 + 37 * n + 10 * (n % 5) for n in range(40)]
MEANS = "1,712 after, 1,672 before, 40 points more"
"""By hand: 950 + 37 × 19.5 is 1,671.5, and they are 20 + 10 × 2 more."""


def grouped(value: float, mark: str) -> str:
    """A number with this mark between its thousands."""
    return f"{value:,}".replace(",", mark)


def written(mark: str, separator: str, more: str = "", floor: int = 0) -> str:
    """A table whose scores are written with this mark; `more` stands in a further column."""
    head = separator.join(["id", "score_before", "score_after", *(["share"] if more else [])])
    rows = [
        separator.join(
            [f"q{n}", *(f'"{grouped(value + floor, mark)}"' for value in pair), *([f'"{more}"'] if more else [])]
        )
        for n, pair in enumerate(zip(BEFORE, AFTER, strict=True))
    ]
    return "\n".join([head, *rows]) + "\n"


@pytest.mark.parametrize(
    ("mark", "separator"), [(",", ","), (",", ";"), (".", ";"), (" ", ","), ("'", ";"), ("\u202f", ";")]
)
def test_hundreds_beside_thousands_settle_the_mark(mark: str, separator: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "scores.csv", written(mark, separator)))
    assert asked is None, asked
    assert MEANS in told


@pytest.mark.parametrize(("mark", "more"), [(",", "0.25"), (".", "0,25")])
def test_a_column_beside_settles_the_mark(mark: str, more: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "scores.csv", written(mark, ";", more, floor=1_000)), item_column="id")
    assert asked is None, asked
    assert "2,712 after, 2,672 before" in told


def test_decimals_beside_settle_that_it_is_a_decimal(tmp_path: Path) -> None:
    rows = [f'q{n};"0,{500 + n}";"1,{125 + n}"' for n in range(30)]
    told, asked = said(given(tmp_path, "scores.csv", "id;score_before;score_after\n" + "\n".join(rows)))
    assert asked is None, asked
    assert "1.14 after, 0.515 before" in told


def test_what_nothing_settles_is_asked_and_either_answer_read(tmp_path: Path) -> None:
    file = given(tmp_path, "scores.csv", written(",", ",", floor=1_000))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert "may be thousands or a decimal number" in asked.problems["numbers"]
    assert "2,712 after, 2,672 before" in said(file, **pressed(asked, "Thousands"))[0]
    assert "2.71 after, 2.67 before" in said(file, **pressed(asked, "A decimal number"))[0]


def test_a_reading_of_thousands_is_told_and_can_be_turned(tmp_path: Path) -> None:
    file = given(tmp_path, "scores.csv", written(",", ","))
    assert "“1,024” is 1,024" in said(file)[0]
    assert "“1,024” is 1.02" in said(file, numbers="decimal")[0]


def test_commas_and_points_in_one_column_are_refused(tmp_path: Path) -> None:
    rows = [f'q{n};"{n % 3 + 1},{100 + n}";"{n % 3 + 1}.{100 + n}"' for n in range(30)]
    told, asked = said(given(tmp_path, "scores.csv", "id;score_before;score_after\n" + "\n".join(rows)))
    assert not told
    assert "mix commas and points" in str(asked)


def test_points_in_json_are_decimals_however_many_digits(tmp_path: Path) -> None:
    rows = [f'{{"id": {n}, "score_before": {1 + n / 1000}, "score_after": {3 + n / 1000}}}' for n in range(101, 140)]
    told, asked = said(given(tmp_path, "scores.jsonl", "\n".join(rows)))
    assert asked is None, asked
    assert "3.12 after, 1.12 before" in told
