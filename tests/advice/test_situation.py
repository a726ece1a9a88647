"""What follows from the answers: the trouble, the kinds of gap, an amount, what is reached; where it turns."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.advice.questions import questions
from calculators.advice.situation import GAPS, GOOD_ENOUGH, amount, bounds, reach, situation

OPEN: dict[str, Any] = {name: "unknown" if one.choices else None for name, one in questions().items()}


@pytest.mark.parametrize(
    ("count", "word"),
    [
        *((None, "unknown"), (0, "none"), (1, "few"), (49, "few"), (50, "hundreds"), (799, "hundreds")),
        *((800, "thousands"), (9_999, "thousands"), (10_000, "many"), (10**9, "many")),
    ],
)
def test_an_amount_of_examples_has_a_word(count: float | None, word: str) -> None:
    assert amount(count) == word


@pytest.mark.parametrize(
    ("best", "goal", "word"),
    [
        *((None, None, "unknown"), (None, 90, "unknown"), (GOOD_ENOUGH, None, "at"), (79.9, None, "below")),
        *((80, 81, "below"), (50, 50, "at"), (0, 0, "at")),
    ],
)
def test_what_must_be_reached_is_what_somebody_names_or_else_good_enough(
    best: float | None, goal: float | None, word: str
) -> None:
    assert reach(best, goal) == word


@pytest.mark.parametrize(
    ("first", "second", "trouble", "gap"),
    [
        ("unknown", "unknown", {"unknown"}, set()),
        ("unknown", "none", {"unknown"}, set()),
        ("facts", "none", {"facts"}, {"facts"}),
        ("unknown", "facts", {"facts"}, {"facts"}),
        ("facts", "style", {"facts", "style"}, {"facts", "behaviour", "both"}),
        ("skill", "style", {"skill", "style"}, {"behaviour"}),
        ("latency", "cost", {"latency", "cost"}, {"speed", "price"}),
        ("nothing", "facts", {"nothing", "facts"}, {"facts"}),
        ("unmeasured", "unknown", {"unmeasured"}, set()),
    ],
)
def test_the_trouble_is_all_that_falls_short_and_both_are_facts_and_behaviour(
    first: str, second: str, trouble: set[str], gap: set[str]
) -> None:
    words = situation(OPEN | {"falls_short": first, "also_short": second}).words
    assert (set(words["trouble"]), set(words["gap"])) == (trouble, gap)


def test_every_shortcoming_is_a_kind_of_gap() -> None:
    second = questions()["also_short"].choices
    assert second is not None
    assert set(GAPS) == set(second) - {"none"}


@given(
    st.sampled_from(["examples_count", "best_score", "goal_score"]),
    st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(0, 100),
)
def test_nothing_that_follows_from_a_number_turns_but_beside_its_bounds(
    name: str, pair: list[int], best: int | None, goal: int | None
) -> None:
    values = OPEN | {"best_score": best, "goal_score": goal}
    least, most = sorted(200 * one if name == "examples_count" else one for one in pair)
    one, other = (situation(values | {name: value}) for value in (least, most))
    if not any(least <= bound <= most for bound in bounds(name, values)):
        assert one.words == other.words
