"""Rows that a column marks to be left out are asked about, whatever the verdict, before any answer."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, pressed, said, table

LEAKED = [(0, 1)] * 12
"""Items that would flatter the run after: 72 items, 31 + 5 right before, 45 + 12 after."""


def marked(heading: str, mark: str, other: str) -> str:
    rows = [(n, *pair, other) for n, pair in enumerate(PAIRS)]
    return table(f"id,before,after,{heading}", [*rows, *((60 + n, *pair, mark) for n, pair in enumerate(LEAKED))])


@pytest.mark.parametrize(
    ("heading", "mark", "other"),
    [
        ("exclude", "x", ""),
        ("Excluded?", "TRUE", "FALSE"),
        ("is_excluded", "1", "0"),
        ("exclusion_reason", "leaked into the prompt", ""),
        ("ausschließen", "ja", "nein"),
        ("include", "no", "yes"),
        ("keep", "", "x"),
        ("排除", "是", "否"),
    ],
)
def test_marked_rows_are_asked_about(heading: str, mark: str, other: str, tmp_path: Path) -> None:
    file = given(tmp_path, "reviewed.csv", marked(heading, mark, other))
    _, asked = said(file)
    assert asked is not None
    assert set(asked.problems) == {"rows_are"}
    assert f"12 of 72 rows are marked to be left out: “{heading}”" in str(asked)
    told, _ = said(file, **pressed(asked, "Leave the marked rows out"))
    assert ANSWER in told
    assert f"60 rows, 12 more left out, as “{heading}” marks them" in told
    told, _ = said(file, **pressed(asked, "Count all rows"))
    assert "79.2 % right after, 50 % before" in told


@pytest.mark.parametrize(
    ("heading", "mark", "other"),
    [
        ("exclude", "", ""),
        ("exclude", "no", ""),
        ("include", "yes", "yes"),
        ("topic", "exclude", ""),
        ("keep_alive", "", "30"),
        ("excluded_ingredients", "nuts and milk", "milk"),
    ],
)
def test_what_marks_no_rows_asks_nothing(heading: str, mark: str, other: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "plain.csv", marked(heading, mark, other)))
    assert asked is None, asked
    assert "79.2 % right after, 50 % before" in told


def test_marked_rows_of_two_files_leave_both(tmp_path: Path) -> None:
    rows = [(n, *pair, "") for n, pair in enumerate(PAIRS)] + [(60 + n, *pair, "x") for n, pair in enumerate(LEAKED)]
    files = [
        given(tmp_path, name, table("id,correct,exclude", [(row[0], row[side], row[3]) for row in rows]))
        for side, name in ((1, "old.csv"), (2, "new.csv"))
    ]
    _, asked = said(*files)
    assert asked is not None
    told, _ = said(*files, **pressed(asked, "Leave the marked rows out"))
    assert ANSWER in told
