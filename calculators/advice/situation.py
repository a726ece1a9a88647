"""A situation as the rules look at it: the answers, with what follows from them."""

from collections.abc import Mapping
from typing import Any

from calculators.advice.rules import UNKNOWN, Case

GAPS = {
    "facts": "facts",
    "style": "behaviour",
    "skill": "behaviour",
    "format": "form",
    "cost": "price",
    "latency": "speed",
}
"""What kind of trouble each shortcoming is."""

AMOUNTS: tuple[tuple[float, str], ...] = (
    (0, "none"),
    (49, "few"),
    (799, "hundreds"),
    (9_999, "thousands"),
    (float("inf"), "many"),
)
"""Labelled examples up to so many are called this. Fifty is where vendors begin to tune, 800 what a hundred examples a
class come to in a usual task; both our judgement."""

GOOD_ENOUGH = 80
"""The share that is taken for what must be reached where nobody names one (per cent; lesson 1's rule of thumb)."""


def trouble(values: Mapping[str, Any]) -> frozenset[str]:
    """All that falls short; "unknown" where nobody knows."""
    named = {values["falls_short"], values["also_short"]} - {UNKNOWN, "none"}
    return frozenset(named or {UNKNOWN})


def amount(count: float | None) -> str:
    """The labelled examples as a word."""
    return UNKNOWN if count is None else next(word for most, word in AMOUNTS if count <= most)


def reach(best: float | None, goal: float | None) -> str:
    """Where the best prompt stands beside what must be reached."""
    if best is None:
        return UNKNOWN
    return "at" if best >= (GOOD_ENOUGH if goal is None else goal) else "below"


def bounds(name: str, values: Mapping[str, Any]) -> tuple[float, ...]:
    """The values of a number at which a word that follows from it turns, beside these answers."""
    if name == "examples_count":
        return tuple(most for most, _ in AMOUNTS[:-1])
    if name == "best_score":
        return (GOOD_ENOUGH if values["goal_score"] is None else values["goal_score"],)
    return (values["best_score"],) if name == "goal_score" and values["best_score"] is not None else ()


def situation(values: Mapping[str, Any], offer: str = UNKNOWN, offered: str = UNKNOWN) -> Case:
    """The case of these answers by field: text for a choice, a number or None. `offer` tells what is on sale."""
    short = trouble(values)
    gap = {GAPS[one] for one in short if one in GAPS}
    words = {
        "trouble": short,
        "gap": frozenset(gap | ({"both"} if {"facts", "behaviour"} <= gap else set())),
        "amount": frozenset({amount(values["examples_count"])}),
        "reach": frozenset({reach(values["best_score"], values["goal_score"])}),
        "offer": frozenset({offer}),
        "offered": frozenset({offered}),
    }
    numbers: dict[str, float | None] = {}
    for name, value in values.items():
        if isinstance(value, str):
            words[name] = frozenset({value})
        elif value is None or isinstance(value, int | float):
            numbers[name] = value
            words[name] = frozenset({UNKNOWN if value is None else "known"})
    return Case(words, numbers)
