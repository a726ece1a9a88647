"""What stands for no answer, a word such as “unsure” or a number far from all others, is asked about or left out."""

import random
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from calculators.results.no_answer import strays
from tests.results.made import PAIRS, given, said, table

MARKS = (1, 2, 3, 4, 5)


def rows(code: object, marks: tuple[object, ...] = MARKS) -> list[tuple[object, ...]]:
    """Labels of two raters on 60 items: each cannot say of eight, which are not the same ones."""
    chance = random.Random(7)
    made = []
    for n in range(60):
        first = chance.choice(marks)
        second = first if n % 4 else marks[(marks.index(first) + 1) % len(marks)]
        made.append((n, code if n % 8 == 0 else first, code if n % 8 == 3 else second))
    return made


CODES = [9, 8, 99, 77, -1, -9, 0, "unklar", "unsure", "skip", "Cannot say", "ne sait pas", "?", "X"]
NUMBERED = ["99 - cannot say", "(unclear)", "Other / not sure", "9: keine Angabe"]


@pytest.mark.parametrize("code", [*CODES, *NUMBERED])
def test_whether_it_is_a_label_is_asked_and_it_can_be_left_out(code: object, tmp_path: Path) -> None:
    file = given(tmp_path, "labels.csv", table("id,anna,ben", rows(code)))
    with pytest.raises(Refused) as asked:
        Agreement(file=file, scale="ordinal").result()
    assert set(asked.value.problems) == {"left_out"}
    assert f"“{code}” (16 of 120 labels)" in str(asked.value)
    out, kept = (Agreement(file=file, scale="ordinal", **dict(one.fills)) for one in asked.value.choices)  # type: ignore[arg-type]
    assert out.items == 44
    assert kept.items == 60
    gaps = Agreement(file=given(tmp_path, "gaps.csv", table("id,anna,ben", rows(""))), scale="ordinal")
    assert out.judged is not None
    assert gaps.judged is not None
    assert out.judged.coefficient == pytest.approx(gaps.judged.coefficient)
    told = {one.label: one for one in out.result().read}
    assert told["Left out"].words == f"“{code}”: no label was given"


def test_it_is_asked_of_a_label_in_each_row_too(tmp_path: Path) -> None:
    long = [
        (n, who, label)
        for n, *labels in rows("unknown", ("yes", "no"))
        for who, label in zip("ab", labels, strict=True)
    ]
    with pytest.raises(Refused, match="“unknown” \\(16 of 120 labels\\)"):
        Agreement(file=given(tmp_path, "labels.csv", table("item,annotator,label", long))).result()


def test_what_a_program_writes_as_9_0_is_left_out_as_9(tmp_path: Path) -> None:
    made = [(n, *(f"{label}.0" for label in labels)) for n, *labels in rows(9)]
    file = given(tmp_path, "labels.csv", table("id,anna,ben", made))
    assert Agreement(file=file, scale="ordinal", left_out="9").items == 44


def test_a_label_that_nobody_gave_cannot_be_left_out(tmp_path: Path) -> None:
    file = given(tmp_path, "labels.csv", table("id,anna,ben", rows("")))
    with pytest.raises(Refused, match="Labels left out: no label says “7”; the file has “"):
        Agreement(file=file, scale="ordinal", left_out="7").result()


@pytest.mark.parametrize("marks", [(0, 1, 2, 3, 4, 5), (1, 2, 3), (-1, 0, 1), tuple(range(11)), (1, 3, 5, 7, 9)])
def test_marks_of_a_scale_are_not_asked_about(marks: tuple[int, ...], tmp_path: Path) -> None:
    """Raters who are one step apart at the most, so that 0 stands beside 1."""
    made = [(n, marks[n % len(marks)], marks[max(0, n % len(marks) - n % 2)]) for n in range(99)]
    assert Agreement(file=given(tmp_path, "labels.csv", table("id,anna,ben", made)), scale="ordinal").items == 99


@pytest.mark.parametrize("code", [9, 8, 99, -1, 0])
def test_a_score_far_from_the_others_is_asked_about_too(code: int, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "scores.csv", table("id,rating_before,rating_after", rows(code))))
    assert not told
    assert asked is not None
    assert f"“{code}” in 16 cells" in str(asked)


def test_numbers_that_stand_apart_may_be_codes() -> None:
    assert strays([1, 2, 7, 9]) == [7, 9]
    assert strays([1, 2, 3, 4, 5, 8, 9]) == [8, 9]
    assert strays([1, 2, 3, 4, 5, 6, 7, 9]) == [9]
    assert strays([0, 1, 9]) == [9]
    assert strays([0, 0.5, 1, -1]) == [-1]
    assert strays([10, 40, 60, 99]) == []
    assert strays([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == []
    assert strays([6, 7, 9]) == []


def test_a_label_with_a_comma_can_be_left_out(tmp_path: Path) -> None:
    made = [(n, *(f'"{label}, really"' for label in labels)) for n, *labels in rows("unsure", ("yes", "no"))]
    file = given(tmp_path, "labels.csv", table("id,anna,ben", made))
    assert Agreement(file=file, left_out='"unsure, really"').items == 44


def test_words_beside_words_are_labels(tmp_path: Path) -> None:
    file = given(tmp_path, "labels.csv", table("id,anna,ben", rows("other", ("ham", "spam", "eggs"))))
    assert Agreement(file=file).items == 60


@pytest.mark.parametrize("word", ["n/a", "k.A.", "-", "#DIV/0!"])
@pytest.mark.parametrize("scores", [False, True])
def test_words_that_say_that_nothing_is_there_are_told_with_how_often(word: str, scores: bool, tmp_path: Path) -> None:
    rows = [(n, word if n in (3, 7) else 2 * a + scores, word if n == 9 else 2 * b + scores) if scores
            else (n, word if n in (3, 7) else a, word if n == 9 else b) for n, (a, b) in enumerate(PAIRS)]  # fmt: skip
    told, asked = said(given(tmp_path, "results.csv", table("id,score_before,score_after", rows)))
    assert asked is None, asked
    assert f"no result in “{word}” (3)" in told
    assert "Left out: 3 rows have no partner" in told


def test_a_word_of_no_answer_is_likely_no_mark(tmp_path: Path) -> None:
    rows = [(n, "not rated" if n % 9 == 0 else 1 + n % 4, 2 + n % 4) for n in range(60)]
    _, asked = said(given(tmp_path, "marks.csv", table("id,score_before,score_after", rows)))
    assert asked is not None
    assert "“not rated” in 7" in str(asked)
    assert "left out" in asked.choices[0].words
