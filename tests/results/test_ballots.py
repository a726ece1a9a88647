"""A form with a row for each person: its columns are the items, each vote counts."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from tests.results.made import given, pressed, said, table

RATERS, ITEMS = 8, 20
WORDS = {1: "Answer B", 0: "About the same", -1: "Answer A"}


def _vote(rater: int, item: int) -> int:
    """Of 20 items seven in ten are for B by most; the second is by all of them."""
    if item == 1:
        return 1
    return 0 if (rater + item) % 6 == 5 else 1 if (item % 10 < 7) == ((rater * 3 + item) % 8 > 1) else -1


def _form(who: str, heading: str, people: int = RATERS) -> str:
    heads = [heading.format(number + 1) for number in range(ITEMS)]
    rows = [
        (f"2026-11-0{rater + 1}", f"Person {rater}", *(WORDS[_vote(rater, item)] for item in range(ITEMS)))
        for rater in range(people)
    ]
    return table("", [("Timestamp", who, *heads), *rows], "\t").lstrip("\n")


def _by_item() -> tuple[float, float]:
    votes = [[_vote(rater, item) for rater in range(RATERS)] for item in range(ITEMS)]
    return tuple(sum(one.count(side) for one in votes) / RATERS / ITEMS for side in (-1, 1))  # type: ignore[return-value]


@pytest.mark.parametrize("who", ["Your name", "Rater", "Ihr Name", "Participant"])
@pytest.mark.parametrize(
    "heading", ["Question {} [A = current, B = new]", "Q{}: which is better? (A: old bot, B: new bot)"]
)
def test_each_vote_of_a_form_counts_for_its_question(who: str, heading: str, tmp_path: Path) -> None:
    case = BeforeAfter(file=given(tmp_path, "form.tsv", _form(who, heading)))
    assert case.found is not None
    assert case.found.items == ITEMS
    assert case.found.means == pytest.approx(_by_item())
    read = {one.label: one.words for one in case.result().read}
    assert "each row of the file is a rater" in read["File"]
    assert "“rater” tells them apart" in read["Runs"]


def test_where_the_first_column_only_says_name_it_is_asked(tmp_path: Path) -> None:
    file = given(tmp_path, "form.tsv", _form("Name", "{}: better answer"))
    told, asked = said(file)
    assert asked is not None, told
    assert set(asked.problems) == {"rows_are"}
    by_person = {**pressed(asked, "row is a rater"), "cells": "Answer A=before, Answer B=after"}
    case = BeforeAfter(file=file, **by_person)  # type: ignore[arg-type]
    assert case.found is not None
    assert case.found.items == ITEMS
    _, again = said(file, **pressed(asked, "row is an item"))
    assert again is not None
    told, last = said(file, **pressed(asked, "row is an item"), **pressed(again, "All 20"), cells=by_person["cells"])
    assert last is None, last
    assert f"{RATERS} of {RATERS} items" in told


@pytest.mark.parametrize("heading", ["rater {}", "Annotator {} vote"])
def test_columns_of_raters_are_left_as_they_are(heading: str, tmp_path: Path) -> None:
    file = given(tmp_path, "votes.tsv", _form("Your name", heading))
    told, asked = said(file)
    assert asked is not None, told
    assert set(asked.problems) != {"rows_are"}


def test_marks_of_people_are_no_votes(tmp_path: Path) -> None:
    rows = [(f"Person {n}", *(1 + (n + item) % 3 for item in range(6))) for n in range(9)]
    text = table(",".join(["Your name", *(f"{n}. How fluent is text {n}?" for n in range(6))]), rows)
    told, asked = said(given(tmp_path, "marks.csv", text))
    assert asked is not None, told
    assert set(asked.problems) != {"rows_are"}
