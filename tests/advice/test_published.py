"""Published cases: all can be read, those set aside never vote, the nearest are found by what is known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.advice.published import (
    ALLOWS,
    ANSWER,
    FEW,
    NEAREST,
    alike,
    answered,
    counts,
    given_answers,
    nearest,
    outcomes,
    profile,
    profiles,
    situations,
    votes,
)
from calculators.advice.questions import questions
from calculators.advice.techniques import TECHNIQUES
from calculators.advisor import Advisor

VOTING = sorted(profiles())
SOME = st.sampled_from(VOTING)


@pytest.mark.parametrize("key", outcomes())
def test_the_answers_of_a_published_case_can_be_given_and_its_situation_is_told(key: str) -> None:
    reading = Advisor.read(outcomes()[key].answers)
    assert not reading.problems
    assert not reading.unknown
    assert situations()[key]


def test_what_was_set_aside_votes_in_nothing() -> None:
    aside = {key for key, outcome in outcomes().items() if outcome.set == "aside"}
    assert not aside & set(profiles())
    assert aside | set(profiles()) == set(outcomes())


@given(SOME, SOME)
def test_how_alike_two_cases_are_is_a_share_and_the_same_from_both_sides(one: str, other: str) -> None:
    there, back = alike(profiles()[one], profiles()[other]), alike(profiles()[other], profiles()[one])
    assert there == pytest.approx(back)
    assert 0 <= there <= 1
    assert alike(profiles()[one], profiles()[one]) == pytest.approx(1)


@given(SOME)
def test_a_case_is_nearest_to_itself_unless_it_is_left_out(key: str) -> None:
    found = nearest(profiles()[key])
    assert len(found) == NEAREST
    assert found[0].alike == pytest.approx(1)
    assert not found[0].differs
    assert [one.alike for one in found] == sorted((one.alike for one in found), reverse=True)
    without = nearest(profiles()[key], frozenset({key}))
    assert key not in {one.outcome.key for one in without}


def test_each_case_that_votes_counts_once_in_all_and_once_for_each_of_its_answers() -> None:
    counted = counts()
    assert sum(counted[None].values()) == pytest.approx(len(profiles()))
    for answer in {answer for known in profiles().values() for answer in known.items()}:
        gave = sum(answer in known.items() for known in profiles().values())
        assert sum(counted[answer].values()) == pytest.approx(gave)


def test_a_winner_that_leaves_several_techniques_open_votes_for_each_of_them_in_equal_parts() -> None:
    for winner, allowed in ALLOWS.items():
        key = next(key for key in profiles() if outcomes()[key].winner == winner)
        with_it, without = counts()[None], counts(frozenset({key}))[None]
        assert {name: with_it[name] - without[name] for name in allowed} == pytest.approx(
            dict.fromkeys(allowed, 1 / len(allowed))
        )
    assert "fine-tuning" not in ALLOWS["not-fine-tuning"] + ALLOWS["not-available"]


def test_votes_are_what_the_formula_makes_of_the_counts() -> None:
    everyone, same = counts()[None], counts()["training", "no"]
    whole, of = len(profiles()) + len(TECHNIQUES), sum(same.values())
    for name, found in votes({"training": "no"}).items():
        usual = (everyone[name] + 1) / whole
        assert found == pytest.approx(
            math.log(usual) + ANSWER * math.log((same[name] + FEW * usual) / (of + FEW) / usual)
        )
    assert max(votes({}), key=votes({}).__getitem__) == max(everyone, key=everyone.__getitem__)


@given(SOME)
def test_a_case_that_is_left_out_has_no_vote(key: str) -> None:
    known, technique = profiles()[key], ALLOWS[outcomes()[key].winner][0]
    others = [name for name in TECHNIQUES if name not in ALLOWS[outcomes()[key].winner]]
    with_it, without = votes(known), votes(known, frozenset({key}))
    assert all(with_it[technique] - with_it[name] > without[technique] - without[name] for name in others)


def test_an_answer_counts_as_often_as_it_is_given_and_a_number_for_the_largest_that_it_reaches() -> None:
    yes = sum(values.get("training") == "yes" for values in answered().values())
    assert given_answers("training", ("yes", "no"))["yes"] == yes + 1
    counts = [values["examples_count"] for values in answered().values() if values.get("examples_count") is not None]
    found = given_answers("examples_count", (0, 50, 800))
    assert found == {
        0: 1 + sum(one < 50 for one in counts),
        50: 1 + sum(50 <= one < 800 for one in counts),
        800: 1 + sum(one >= 800 for one in counts),
    }


def test_nothing_known_is_alike_to_nothing() -> None:
    assert alike({}, {}) == 0
    assert profile({}) == {}


def test_numbers_are_compared_as_words_and_what_does_not_count_is_left_out() -> None:
    values = {"examples_count": 60, "corpus_tokens": 199_999, "calls_per_day": 50_000, "best_score": 70, "task": "sql"}
    known = profile(values | {"evaluation_set": "yes", "facts_in": "unknown"})
    assert known == {"task": "sql", "examples_count": "hundreds", "corpus_tokens": "little", "calls_per_day": "much"}
    assert set(known) <= {name for name, one in questions().items() if one.alike}


def test_a_neighbour_tells_only_where_both_answer_and_differ() -> None:
    known = {"task": "sql", "facts_in": "private"}
    for one in nearest(known):
        theirs = profiles()[one.outcome.key]
        assert one.differs == tuple(name for name in known if name in theirs and theirs[name] != known[name])
