"""Answers beside a column of right ones are held against it, whatever their form; what stays open is asked."""

from pathlib import Path

import pytest

from calculators.results.answers import CONTAINS, held, same, within
from tests.results.made import ANSWER, PAIRS, given, pressed, said, table


def number(n: int, right: int, way: str = "{}") -> str:
    """The number that is the answer to an item, or one beside it, written in some way."""
    return way.format(1_000 + 37 * n + (0 if right else 1))


@pytest.mark.parametrize(
    "names", [("gold", "base", "tuned"), ("reference", "old", "new"), ("Lösung", "Antwort vorher", "Antwort nachher")]
)
@pytest.mark.parametrize("way", ["{}", "{}.0", '"{:,}"'])
def test_numbers_beside_a_column_of_right_ones_are_answers(names: tuple[str, ...], way: str, tmp_path: Path) -> None:
    rows = [(n, number(n, 1), number(n, b), number(n, a, way)) for n, (b, a) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "sums.csv", table(f"id,{','.join(names)}", rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert f"“{names[0]}”: an answer is right" in told


def test_numbers_that_seldom_meet_the_right_ones_are_asked_about(tmp_path: Path) -> None:
    rows = [(n, 3.5 * n, 3.5 * n + b + 0.5, 3.5 * n + 2 * a + 0.25) for n, (b, a) in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "prices.csv", table("id,target,base,tuned", rows)))
    assert asked is not None
    assert set(asked.problems) == {"gold_column"}


@pytest.mark.parametrize("way", ["{}.", "({})", "**{}**", "“{}”", "{}"])
def test_marks_around_an_answer_say_nothing(way: str, tmp_path: Path) -> None:
    words = ("Elm", "Oak", "Yew")
    rows = [
        (n, words[n % 3], words[(n + 1 - b) % 3], way.format(words[(n + 1 - a) % 3])) for n, (b, a) in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "trees.csv", table("id,gold,base,tuned", rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert ("60 are right only so" in told or "45 are right only so" in told) == (way != "{}")


def test_the_right_answer_within_a_sentence_is_asked_about(tmp_path: Path) -> None:
    words = ("elm", "oak", "yew")
    rows = [
        (n, words[n % 3], words[(n + 1 - b) % 3], f"It must be {words[(n + 1 - a) % 3]} I think")
        for n, (b, a) in enumerate(PAIRS)
    ]
    file = given(tmp_path, "trees.csv", table("id,gold,base,tuned", rows))
    _, asked = said(file)
    assert asked is not None
    assert set(asked.problems) == {"answers"}
    told, again = said(file, **pressed(asked, "stands in the answer"))
    assert again is None, again
    assert ANSWER in told
    assert "45 more are longer" in told
    told, again = said(file, **pressed(asked, "say the same"))
    assert again is None, again
    assert "0 % right after" in told


def test_answers_too_long_to_look_into_are_not_counted_unasked(tmp_path: Path) -> None:
    rows = [(n, "elm", "elm" if b else "oak", f"{'because ' * 40}elm {n}") for n, (b, _) in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "long.csv", table("id,gold,base_answer,tuned_answer", rows)))
    assert asked is not None
    assert "a column of its own" in " ".join(asked.problems.values())


@pytest.mark.parametrize(
    ("cell", "gold"), [("57.0", "57"), ("$57", "57"), ("B)", "b"), ("(57)", "57"), ("Oak!", "oak")]
)
def test_other_forms_say_the_same(cell: str, gold: str) -> None:
    assert same(cell, gold)


@pytest.mark.parametrize(("cell", "gold"), [(".5", "5"), ("-5", "5"), ("C++", "C"), ("57", "5.7"), ("AB", "B")])
def test_other_answers_do_not(cell: str, gold: str) -> None:
    assert not same(cell, gold)


@pytest.mark.parametrize(
    ("cell", "gold", "there"),
    [
        ("so it is 14 in all", "14", True),
        ("so it is 14.5 in all", "14", False),
        ("a total of 1400", "14", False),
        ("a nice day, so B", "B", True),
        ("a nice day", "A", False),
        ("oakwood", "oak", False),
        ("答案是東京です", "東京", True),
    ],
)
def test_the_right_answer_stands_in_a_text_as_a_word(cell: str, gold: str, there: bool) -> None:
    assert within(cell, gold) is there
    assert held(cell, gold, CONTAINS) == float(there)
