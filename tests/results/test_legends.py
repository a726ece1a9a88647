"""A legend in a heading says what its cells stand for: nothing is read against it."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.results.legends import legend
from tests.results.made import PAIRS, given, pressed, said, table

SAYS_NOTHING = ["winner", "vote A/B", "A: tuned answer", "score: k = 5", "accuracy (t = 0.5, k = 3)", "see http://a.b"]


@pytest.mark.parametrize("heading", SAYS_NOTHING)
def test_what_is_no_legend_is_none(heading: str) -> None:
    assert not legend(heading)


VOTES = [
    ("winner (A={new}; B={old})", "A", "B"),
    ("better answer? [A = {new}, B = {old}]", "Answer A", "Answer B"),
    ("pick: 1 is {new}, 2 is {old}", "1", "2"),
    ("Bevorzugt (A → {new}, B → {old})", "a", "b"),
    ("preferred (left: {new} / right: {old})", "left", "right"),
    ("choice (1 = {new}, 2 = {old}, 0 = tie)", "1", "2"),
]


def _votes(heading: str, after: str, before: str, new: str, old: str) -> str:
    words = [after if one < other else before if one > other else "tie" for one, other in PAIRS]
    return table(f'id,"{heading.format(new=new, old=old)}"', list(enumerate(words)), "\t").replace("id,", "id\t")


@pytest.mark.parametrize(("heading", "after", "before"), VOTES)
def test_a_winner_is_whom_the_heading_says(heading: str, after: str, before: str, tmp_path: Path) -> None:
    for words, marks in ((("tuned bot", "old bot"), (after, before)), (("old bot", "tuned bot"), (before, after))):
        case = BeforeAfter(file=given(tmp_path, f"{marks[0]}.tsv", _votes(heading, *marks, *words)))
        assert case.found is not None
        assert case.found.means == pytest.approx((5 / 60, 14 / 60))


def test_names_that_say_no_side_are_asked_about(tmp_path: Path) -> None:
    text = _votes("winner (A={new}; B={old})", "A", "B", "ours", "gpt-4o")
    told, asked = said(given(tmp_path, "votes.tsv", text))
    assert asked is not None, told
    assert "“ours”, “gpt-4o”" in asked.problems["cells"] or "“gpt-4o”, “ours”" in asked.problems["cells"]


@pytest.mark.parametrize(
    ("legend", "yes", "no"),
    [
        ("(0=yes, 1=no)", 0, 1), ("(1 = ja, 2 = nein)", 1, 2), ("[Y = pass, N = fail]", "Y", "N"),
        ("(a: wrong / b: right)", "b", "a"), ("(1=yes; 0=no)", 1, 0),
    ],
)  # fmt: skip
def test_right_is_what_the_heading_says(legend: str, yes: object, no: object, tmp_path: Path) -> None:
    rows = [(n, *(yes if right else no for right in pair)) for n, pair in enumerate(PAIRS)]
    heading = f"id\t“correct” before {legend}\t“correct” after {legend}"
    told, asked = said(given(tmp_path, "results.tsv", heading + "\n" + table("", rows, "\t").lstrip("\n")))
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told


@pytest.mark.parametrize(
    ("legend", "less"),
    [
        ("(1 = best, 5 = worst)", True), ("[1: excellent - 5: unusable]", True), ("(1=sehr gut, 5=ungenügend)", True),
        ("(1 = worst, 5 = best)", False), ("(1 = poor to 5 = excellent)", False),
    ],
)  # fmt: skip
def test_the_best_end_of_a_scale_is_what_the_heading_says(legend: str, less: bool, tmp_path: Path) -> None:
    rows = [(n, 1 + n % 4, 2 + n % 4 - (n % 7 == 0)) for n in range(60)]
    heading = f"id\tquality old {legend}\tquality new {legend}"
    told, asked = said(given(tmp_path, "scores.tsv", heading + "\n" + table("", rows, "\t").lstrip("\n")))
    assert asked is None, asked
    assert ("Worse" if less else "Better") in told


def test_ends_of_unknown_words_are_asked_about(tmp_path: Path) -> None:
    rows = [(n, 1 + n % 4, 2 + n % 4 - (n % 7 == 0)) for n in range(60)]
    of = "(1 = fully backed, 5 = made up)"
    text = f"id\tscore old {of}\tscore new {of}\n" + table("", rows, "\t").lstrip("\n")
    told, asked = said(given(tmp_path, "scores.tsv", text))
    assert asked is not None, told
    assert "1 = fully backed, 5 = made up" in asked.problems["better"]
    told, again = said(given(tmp_path, "scores.tsv", text), **pressed(asked, "Less"))
    assert again is None
    assert "Worse" in told


def test_that_one_mark_says_that_there_is_no_fault_hides_no_word(tmp_path: Path) -> None:
    rows = [(n, *pair) for n, pair in enumerate(PAIRS)]
    heading = "id\tbefore (1 = error, 0 = none)\tafter (1 = error, 0 = none)"
    told, asked = said(given(tmp_path, "flags.tsv", heading + "\n" + table("", rows, "\t").lstrip("\n")))
    assert asked is not None, told
    assert set(asked.problems) == {"better"}
