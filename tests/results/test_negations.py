"""The negation of a word that says right says wrong; other words are asked about as ever."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, given, said, wide

PAIRS_OF_WORDS = [
    ("ok", "not ok"), ("OK", "Not OK"), ("ok", "nok"), ("ok", "n.ok"), ("ok", "not_ok"), ("ok", "NOT-OK"),
    ("ok", "isn't ok"), ("ok", "isn’t ok"), ("correct", "not correct"), ("correct", "was not correct"),
    ("pass", "no pass"), ("pass", "did not pass"), ("passed", "didn't pass"), ("passed", "non-passed"),
    ("solved", "not solved"), ("resolved", "not yet resolved"), ("good", "not good"), ("true", "not true"),
    ("successful", "unsuccessful"), ("fulfilled", "not fulfilled"), ("met", "not met"), ("i.O.", "n.i.O."),
    ("richtig", "nicht richtig"), ("korrekt", "nicht korrekt"), ("correct", "pas correct"),
    ("juste", "n'est pas juste"),
    ("correcto", "no correcto"), ("corretto", "non corretto"), ("correto", "não correto"), ("goed", "niet goed"),
    ("对", "不对"), ("正确", "不正确"), ("success", "no success"), ("in Ordnung", "nicht in Ordnung"),
]  # fmt: skip


@pytest.mark.parametrize(("yes", "no"), PAIRS_OF_WORDS)
def test_a_negated_word_is_wrong(yes: str, no: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "words.csv", wide("before", "after", yes, no)))
    assert asked is None, asked
    assert ANSWER in told
    assert f"“{no}” wrong" in told


@pytest.mark.parametrize("no", ["not bad", "not sure", "no 1", "not fair", "not half ok", "nothing", "not"])
def test_what_only_looks_like_a_negation_is_asked_about(no: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "words.csv", wide("before", "after", "ok", no)))
    assert not told
    assert asked is not None
    assert no in str(asked)


@pytest.mark.parametrize("word", ["helpful", "relevant", "grounded", "found"])
def test_a_word_that_may_be_no_verdict_is_asked_about_its_negation_last(word: str, tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "words.csv", wide("before", "after", word, f"not {word}")))
    assert asked is not None
    assert asked.choices[0].fills == {"cells": f"{word}=right, not {word}=wrong"}
