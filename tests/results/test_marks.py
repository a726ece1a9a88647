"""Grades in letters or words are offered as marks, the best one named; they are told as the marks that they are."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.inputs import Refused
from tests.results.made import given, table

WORDS = ("trifft nicht zu", "trifft eher nicht zu", "teils/teils", "trifft eher zu", "trifft voll zu")
LETTERS = ("F", "D+", "C", "B-", "A")


def sheet(worst_first: tuple[str, ...], before: str, after: str) -> str:
    """Of 40 items the grade after is one better on most, the same on the others."""
    rows = [(f"q{n}", worst_first[n % 4], worst_first[n % 4 + (n % 5 > 0)]) for n in range(40)]
    return table(f"item,{before},{after}", rows)


@pytest.mark.parametrize("grades", [LETTERS, ("E", "D", "C", "B", "A"), ("F", "D", "C", "B", "A+"), WORDS])
@pytest.mark.parametrize("sides", [("grade_before", "grade_after"), ("alt", "neu"), ("base rating", "tuned rating")])
def test_grades_are_offered_as_marks(grades: tuple[str, ...], sides: tuple[str, str], tmp_path: Path) -> None:
    file = given(tmp_path, "grades.csv", sheet(grades, *sides))
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=file).result()
    [marks] = [one for one in refused.value.choices if "A is best" in one.words or "Marks from 0 to 1" in one.words]
    case = BeforeAfter(file=file, **marks.fills)  # type: ignore[arg-type]
    assert case.verdict == "better"
    assert case.found.items == 40


def test_letters_are_worth_points(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=given(tmp_path, "grades.csv", sheet(LETTERS, "grade_before", "grade_after"))).result()
    words = next(one.words for one in refused.value.choices if "best" in one.words)
    assert words == "Letter grades, A is best: A 4, B- 2.7, C 2, D+ 1.3, F 0"


@pytest.mark.parametrize("heading", ["Schulnote", "Note", "Gesamtnote"])
@pytest.mark.parametrize("step", [1, 0.3])
def test_of_german_school_grades_the_least_is_likely_the_best(heading: str, step: float, tmp_path: Path) -> None:
    rows = [(n, 2 + n % 3 + step, 2 + n % 3 + step * (n % 4 == 0)) for n in range(40)]
    file = given(tmp_path, "grades.csv", table(f"Aufsatz,{heading} vorher,{heading} nachher", rows))
    with pytest.raises(Refused, match="from 1 to 6 may be a German school grade, of which 1 is the best") as refused:
        BeforeAfter(file=file).result()
    assert BeforeAfter(file=file, **refused.value.choices[0].fills).verdict == "better"  # type: ignore[arg-type]


def test_grades_out_of_twenty_are_no_german_ones(tmp_path: Path) -> None:
    rows = [(n, 8 + n % 9, 9 + n % 9 - n % 4) for n in range(40)]
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=given(tmp_path, "grades.csv", table("copie,note avant,note après", rows))).result()
    assert refused.value.choices[0].words == "More is better"


@pytest.mark.parametrize("heading", ["Note", "Bewertung"])
def test_a_plus_makes_a_german_grade_less(heading: str, tmp_path: Path) -> None:
    grades = ("5", "4-", "3+", "2", "1-")
    file = given(tmp_path, "grades.csv", sheet(grades, f"{heading} vorher", f"{heading} nachher"))
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=file).result()
    marks = refused.value.choices[0]
    assert marks.words == "School grades, 1 is best: 1- 1.3, 2 2, 3+ 2.7, 4- 4.3, 5 5"
    assert BeforeAfter(file=file, **marks.fills).verdict == "better"  # type: ignore[arg-type]


def test_marks_are_told_as_marks(tmp_path: Path) -> None:
    cells = ", ".join(f"{word}={mark}" for mark, word in enumerate(WORDS, 1))
    case = BeforeAfter(file=given(tmp_path, "survey.csv", sheet(WORDS, "alt", "neu")), cells=cells)
    told = next(line.words for line in case.result().read if line.label == "Results")
    assert "“trifft nicht zu” 1 (" in told
    assert "right" not in told


STARS = tuple("★" * n + "☆" * (5 - n) for n in range(1, 6))
NUMBERED = ("1 - disagree", "2 - neutral", "3 - rather", "4 - agree", "5 - fully")
WORST_LAST = ("6 = ungenügend", "4 = ausreichend", "3 = befriedigend", "2 = gut", "1 = sehr gut")


@pytest.mark.parametrize("grades", [STARS, NUMBERED, tuple(f"({n}) {w}" for n, w in enumerate("abcde", 1)), WORST_LAST])
def test_stars_or_numbers_beside_words_are_marks(grades: tuple[str, ...], tmp_path: Path) -> None:
    """Where the words say that the first number is the best, less is better."""
    file = given(tmp_path, "marks.csv", sheet(grades, "alt", "neu"))
    with pytest.raises(Refused) as refused:
        BeforeAfter(file=file).result()
    case = BeforeAfter(file=file, **refused.value.choices[0].fills)  # type: ignore[arg-type]
    assert case.verdict == "better"
    assert (case.paired.less if case.paired else None) == (grades is WORST_LAST)
