"""Runs that differ in more than the model: other items under one name, other judges, other metrics; right answers."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from tests.results.made import ANSWER, PAIRS, given, pressed, said, table, wide

SIDES = ("north", "south", "east")
BEFORE = table("id,question,correct", [(n, f"Why {n}?", a) for n, (a, _) in enumerate(PAIRS)])
OTHERS = table("id,question,correct", [(n, f"Who made {n}?", b) for n, (_, b) in enumerate(PAIRS)])


def test_items_of_one_number_that_ask_something_else_are_asked_about(tmp_path: Path) -> None:
    files = given(tmp_path, "base.csv", BEFORE), given(tmp_path, "tuned.csv", OTHERS)
    told, asked = said(*files)
    assert not told
    assert asked is not None
    assert "60 of 60 items of one “id” differ in “question”" in asked.problems["item_column"]
    assert ANSWER in said(*files, **pressed(asked, "The same items"))[0]
    case = BeforeAfter(file=files[0], after_file=files[1], **pressed(asked, "Separate items"))
    assert case.separate


def test_in_rows_of_both_models_too(tmp_path: Path) -> None:
    rows = [
        (n, name, f"{ask} {n}?", right)
        for n, pair in enumerate(PAIRS)
        for name, ask, right in zip(("base", "tuned"), ("Why", "Who"), pair, strict=True)
    ]
    told, asked = said(given(tmp_path, "runs.csv", table("id,model,question,correct", rows)))
    assert not told
    assert asked is not None
    assert "differ in “question”" in asked.problems["item_column"]


def test_that_the_judge_differs_is_told(tmp_path: Path) -> None:
    files = [
        given(
            tmp_path, f"{name}.csv", table("id,correct,judge", [(n, pair[at], judge) for n, pair in enumerate(PAIRS)])
        )
        for at, (name, judge) in enumerate((("base", "judge-1"), ("tuned", "judge-2")))
    ]
    result = BeforeAfter(file=files[0], after_file=files[1]).result()
    assert "“judge” is “judge-1” before, “judge-2” after" in " ".join(result.notices)


def test_an_error_rate_is_never_held_against_an_accuracy(tmp_path: Path) -> None:
    values = [(n, n % 7 / 10 + 0.05) for n in range(60)]
    files = [given(tmp_path, f"{name}.csv", table(f"id,{name}", values)) for name in ("wer", "accuracy")]
    told, asked = said(*files)
    assert not told
    assert asked is not None
    assert "“wer”, “accuracy”" in " ".join(asked.problems.values())


def test_a_reference_of_yes_and_no_may_be_the_right_answer(tmp_path: Path) -> None:
    file = given(tmp_path, "runs.csv", wide("reference", "tuned"))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert "may be the model before, or the right answers" in asked.problems["before_column"]
    assert ANSWER in said(file, **pressed(asked, "“reference” is the model before"))[0]


@pytest.mark.parametrize(("before", "after"), [("до", "после"), ("قبل", "بعد"), ("전", "후"), ("önce", "sonra")])
def test_before_and_after_in_further_languages(tmp_path: Path, before: str, after: str) -> None:
    told, asked = said(given(tmp_path, "runs.csv", wide(before, after)))
    assert asked is None, asked
    assert ANSWER in told


@pytest.mark.parametrize("heading", ["gold", "expected_output"])
def test_other_right_answers_to_items_of_one_number_are_asked_about(tmp_path: Path, heading: str) -> None:
    files = [
        given(
            tmp_path,
            f"{name}.csv",
            table(f"id,{heading},correct", [(n, SIDES[(n + at) % 3], pair[at]) for n, pair in enumerate(PAIRS)]),
        )
        for at, name in enumerate(("base", "tuned"))
    ]
    told, asked = said(*files)
    assert not told
    assert asked is not None
    assert f"differ in “{heading}”" in asked.problems["item_column"]
