"""Two columns that say the same fact row by row leave no choice; where they differ it is asked, with how often."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, said, table

WAYS = {
    "verdict,passed": [("passed", True), ("failed: wrong value", False)],
    "score,pass": [(1, True), (0, False)],
    "label,is_correct": [("correct", "yes"), ("incorrect", "no")],
    "accepted,rejected_wrong": [(True, False), (False, True)],
    "correct,correct_pct": [("1", "1.0"), ("0", "0.0")],
}


def rows(both: list[tuple[object, object]], slips: int = 0) -> list[tuple[object, ...]]:
    """A row for each item of two models, of which the first few say something else in the second column."""
    made = []
    for side, model in enumerate(("base", "tuned")):
        for n, pair in enumerate(PAIRS):
            one, two = both[0] if pair[side] else both[1]
            other = both[1 if pair[side] else 0][1]
            made.append((f"q{n}", model, one, other if n < slips else two))
    return made


@pytest.mark.parametrize("heading", WAYS)
def test_one_of_them_is_taken_and_the_other_is_said_to_say_the_same(heading: str, tmp_path: Path) -> None:
    answer, asked = said(given(tmp_path, "runs.csv", table(f"item,model,{heading}", rows(WAYS[heading]))))
    assert asked is None
    assert ANSWER in answer
    assert "says the same row by row" in answer


@pytest.mark.parametrize("heading", ["score,pass", "label,is_correct"])
def test_where_they_differ_it_is_asked_with_the_rows_in_which_they_do(heading: str, tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "runs.csv", table(f"item,model,{heading}", rows(WAYS[heading], slips=3))))
    assert asked is not None
    assert "They differ in 6 of 120 rows." in str(asked)
    assert len(asked.choices) == 2


def test_so_it_is_with_a_column_for_each_model(tmp_path: Path) -> None:
    lines = [(n, a, b, bool(a), bool(b)) for n, (a, b) in enumerate(PAIRS)]
    text = table("id,base_score,tuned_score,base_pass,tuned_pass", lines)
    answer, asked = said(given(tmp_path, "wide.csv", text))
    assert asked is None
    assert ANSWER in answer
    assert "“base_pass”, “tuned_pass” say the same row by row" in answer


def test_what_is_bad_in_all_rows_in_which_another_is_good_is_asked_about(tmp_path: Path) -> None:
    lines = [
        (n, model, pair[at], pair[at]) for at, model in enumerate(("base", "tuned")) for n, pair in enumerate(PAIRS)
    ]
    _, asked = said(given(tmp_path, "runs.csv", table("id,model,correct,toxic", lines)))
    assert asked is not None
    assert len(asked.choices) == 2
