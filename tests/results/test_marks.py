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


def test_marks_are_told_as_marks(tmp_path: Path) -> None:
    cells = ", ".join(f"{word}={mark}" for mark, word in enumerate(WORDS, 1))
    case = BeforeAfter(file=given(tmp_path, "survey.csv", sheet(WORDS, "alt", "neu")), cells=cells)
    told = next(line.words for line in case.result().read if line.label == "Results")
    assert "“trifft nicht zu” 1 (" in told
    assert "right" not in told
