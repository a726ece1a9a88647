"""Shares of the techniques: whole, gated, ties to the cheapest to try, told as surely as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.advice.likely import ANSWERED, CLEAR, LEAST, LIKELY, Ends, certainty, joined
from calculators.advice.techniques import TECHNIQUES, Spoken, Technique

POINTS = st.fixed_dictionaries({name: st.integers(-20, 20).map(float) for name in TECHNIQUES})
VOTED = st.dictionaries(st.sampled_from(TECHNIQUES), st.floats(-9, 0))
GATED = st.sets(st.sampled_from(TECHNIQUES), max_size=4)


@given(POINTS, VOTED, GATED)
def test_shares_are_whole_and_leave_out_what_is_ruled_out(
    points: dict[Technique, float], votes: dict[Technique, float], gated: set[str]
) -> None:
    ends = joined(Spoken(points, (), frozenset(gated)), votes)
    assert {name for name, _ in ends.shares} == set(TECHNIQUES) - gated
    assert sum(share for _, share in ends.shares) == pytest.approx(1)
    assert all(0 <= share <= 1 for _, share in ends.shares)
    assert [round(share, 9) for _, share in ends.shares] == sorted((round(s, 9) for _, s in ends.shares), reverse=True)


@given(GATED)
def test_a_tie_goes_to_the_cheapest_to_try(gated: set[str]) -> None:
    ends = joined(Spoken(dict.fromkeys(TECHNIQUES, 3.0), (), frozenset(gated)), {})
    assert [name for name, _ in ends.shares] == [name for name in TECHNIQUES if name not in gated]


@given(POINTS, VOTED, st.sampled_from(TECHNIQUES), st.integers(1, 8))
def test_more_points_or_votes_never_lower_a_share(
    points: dict[Technique, float], votes: dict[Technique, float], name: Technique, more: int
) -> None:
    before = dict(joined(Spoken(points, (), frozenset()), votes).shares)[name]
    spoken = Spoken(points | {name: points[name] + more}, (), frozenset())
    assert dict(joined(spoken, votes).shares)[name] >= before
    more_votes = votes | {name: votes.get(name, 0) + more}
    assert dict(joined(Spoken(points, (), frozenset()), more_votes).shares)[name] >= before - 1e-12


@given(st.floats(0.2, 1), st.integers(0, 9))
def test_the_certainty_in_words_agrees_with_the_share(share: float, answered: int) -> None:
    told = certainty(Ends((("rag", share), ("prompting", 1 - share))), answered)
    if answered < ANSWERED or share < LEAST:
        assert told == "too little is known"
    else:
        assert told == ("clear" if share >= CLEAR else "likely" if share >= LIKELY else "close")


def test_where_one_technique_is_left_it_has_no_rival() -> None:
    ends = joined(Spoken(dict.fromkeys(TECHNIQUES, 0.0), (), frozenset(TECHNIQUES[1:])), {})
    assert (ends.first, ends.rival) == ("prompting", None)
