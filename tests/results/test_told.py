"""What a reading says of itself: the metric that is named beside columns, capitals in answers, needless questions."""

import json
from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.results.headings import listed
from tests.exports import samples
from tests.results.made import ANSWER, PAIRS, given, pressed, said, table, wide


def test_a_metric_that_the_named_columns_are_not_of_is_asked_about(tmp_path: Path) -> None:
    rows = [(n, *pair, *pair[::-1]) for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "runs.csv", table("id,exact_before,exact_after,tone_before,tone_after", rows))
    columns = {"before_column": "exact_before", "after_columns": "exact_after"}
    told, asked = said(file, metric="tone", **columns)
    assert not told
    assert asked is not None
    assert "do not say “tone”" in asked.problems["metric"]
    assert ANSWER in said(file, **(columns | pressed(asked, "The columns")))[0]
    assert ANSWER in said(file, metric="exact", **columns)[0]


def test_a_heading_that_is_the_other_without_its_word_of_after_is_before(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "runs.csv", wide("GPT-4o", "GPT-4o tuned")))
    assert asked is None, asked
    assert ANSWER in told


def test_answers_that_differ_in_capitals_alone_are_counted(tmp_path: Path) -> None:
    rows = [(n, "Yes", "yes" if before else "no", "Yes" if after else "no") for n, (before, after) in enumerate(PAIRS)]
    rows[0] = (0, "No", "no", "No")
    told, asked = said(given(tmp_path, "answers.csv", table("id,gold,pred_base,pred_tuned", rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert "brackets, end marks; 36 are right only so" in told


@pytest.mark.parametrize("name", ["graded", "context_recall", "tone_accuracy", "domain_correct"])
def test_names_that_speak_of_no_loss_are_not_asked_about(name: str, tmp_path: Path) -> None:
    rows = [(n, before - 0.25, after - 0.25) for n, (before, after) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "runs.csv", table(f"id,{name}_before,{name}_after", rows)))
    assert asked is None, asked
    assert "0.5 after, 0.35 before" in told


@pytest.mark.parametrize("name", ["not_correct", "missed_recall", "time_to_correct", "gap", "hallucination_score"])
def test_names_that_may_speak_of_a_loss_still_are(name: str, tmp_path: Path) -> None:
    rows = [(n, before - 0.25, after - 0.25) for n, (before, after) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "runs.csv", table(f"id,{name}_before,{name}_after", rows)))
    assert not told
    assert asked is not None
    assert "better" in asked.problems


def test_marks_that_say_right_or_wrong_settle_the_direction(tmp_path: Path) -> None:
    logs = [samples.inspect_log(at) for at in (0, 1)]
    for log in logs:
        for n, one in enumerate(log["samples"]):
            given_ = one.pop("scores")["match"]
            one["scores"] = {"quiddity": {"value": "P" if n % 10 == 9 else given_["value"]}}
    told, asked = said(*(given(tmp_path, f"{at}.json", json.dumps(log)) for at, log in enumerate(logs)))
    assert asked is None, asked
    assert "more is better" in told


def test_the_worst_items_are_the_same_with_and_without_a_list_of_all(tmp_path: Path) -> None:
    rows = [(f"q{n}", 0.5, 0.5 + (n * 7 % 11 - 5) / 10) for n in range(60)]
    read = BeforeAfter(file=given(tmp_path, "scores.csv", table("id,before,after", rows))).paired
    assert read is not None
    lost = [one for one in read.changed("after") if one[1] < 0]
    assert read.worst("after", 10) == (len(lost), lost[:10])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("a, b", ("a", "b")),
        ("Q1 [A=old, B=new], a", ("Q1 [A=old, B=new]", "a")),
        ("a,Q1 [A=old, B=new] , Q2, or 3?", ("a", "Q1 [A=old, B=new]", "Q2, or 3?")),
        ("Q1 [A=old, B=new] + Q2, or 3?", ("Q1 [A=old, B=new] + Q2, or 3?",)),
        ("none of them, b", ("none of them", "b")),
        (" , a,", ("a",)),
    ],
)
def test_headings_that_hold_commas_can_be_named_among_others(typed: str, names: tuple[str, ...]) -> None:
    assert listed(typed, ("a", "b", "Q1 [A=old, B=new]", "Q2, or 3?", "Q2")) == names
