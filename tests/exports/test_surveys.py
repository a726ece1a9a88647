"""Surveys as Qualtrics exports them, with three lines of headings; totals that stand above the headings."""

import csv
import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.before_after import BeforeAfter
from calculators.exports.table import export
from tests.results.made import ANSWER, PAIRS, given, pressed, said, table

META = ("StartDate", "Status", "Duration (in seconds)", "Finished", "ResponseId", "UserLanguage")
SAID = ("2025-03-01 10:00:00", "IP Address", "312", "True", "R_{}", "EN")


def survey(asked: Sequence[str], cell: Callable[[int, int], object], people: int) -> str:
    """A survey of these questions; the first row is a preview."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([*META, *(f"Q{n + 1}" for n in range(len(asked)))])
    rows.writerow(["Start Date", "Response Type", *META[2:], *asked])
    rows.writerow([f'{{"ImportId":"{name}"}}' for name in (*META, *asked)])
    for person in range(-1, people):
        kind = "Survey Preview" if person < 0 else SAID[1]
        meta = [SAID[0], kind, *SAID[2:4], SAID[4].format(person), SAID[5]]
        rows.writerow([*meta, *(cell(person, place) for place in range(len(asked)))])
    return out.getvalue()


def test_only_answers_are_kept_with_what_was_asked(tmp_path: Path) -> None:
    text = survey([f"How fluent is text {n}?" for n in range(15)], lambda person, place: (person + place) % 5 + 1, 4)
    grid = export(given(tmp_path, "survey.csv", text)).grid
    assert list(grid.columns)[:2] == ["ResponseId", "Q1: How fluent is text 0?"]
    assert len(grid.columns) == 16
    assert grid.rows == 4


def test_people_in_the_rows_are_raters(tmp_path: Path) -> None:
    draw = random.Random(3)
    marks = [[draw.randint(1, 3) for _ in range(15)] for _ in range(4)]
    text = survey([f"Text {n}" for n in range(15)], lambda person, place: marks[person][place], 4)
    case = Agreement(file=given(tmp_path, "survey.csv", text), scale="nominal")
    plain = table("item,rater 1,rater 2,rater 3,rater 4", [(n, *(row[n] for row in marks)) for n in range(15)])
    same = Agreement(file=given(tmp_path, "plain.csv", plain), scale="nominal")
    assert case.judged is not None
    assert same.judged is not None
    assert case.judged.coefficient == pytest.approx(same.judged.coefficient)


def test_ratings_of_two_models_are_compared(tmp_path: Path) -> None:
    text = survey(["Quality of the old model", "Quality of the new model"], lambda _, place: 3 + place, 30)
    case = BeforeAfter(file=given(tmp_path, "survey.csv", text))
    assert case.difference == 1
    assert case.found.items == 30


@pytest.mark.parametrize(
    "above", ["Total,,36,45\n", "Summe,,36,45\n", "Accuracy,,60%,75%\n", "Results of March\n\nTotal correct,,36,45\n"]
)
def test_totals_above_the_headings_are_no_headings(above: str, tmp_path: Path) -> None:
    rows = [(f"q{n}", "x", *pair) for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "results.csv", above + table("question,topic,before,after", rows))
    told, asked = said(file)
    if asked:
        told, asked = said(file, **pressed(asked, "Every item counts"))
    assert asked is None, asked
    assert "60 of 60 items" in told
    assert "Before: “before”. After: “after”." in told
    assert ANSWER in told


def test_what_tells_the_columns_of_one_question_apart_is_told(tmp_path: Path) -> None:
    question = "How clear was the summary, on the whole? (1 = not at all, 5 = very) - "
    asked = [f"{question}{side} assistant, in English" for side in ("Current", "Candidate")]
    text = survey(asked, lambda _, place: 3 + place, 30)
    assert list(export(given(tmp_path, "survey.csv", text)).grid.columns)[1:] == [
        "Q1: Current assistant; in English",
        "Q2: Candidate assistant; in English",
    ]
    case = BeforeAfter(file=given(tmp_path, "survey.csv", text), better="more")
    assert case.difference == 1
