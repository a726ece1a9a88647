"""How often the advice has been right in published cases kept aside, counted once, when the site is built."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from calculators.figures.tables import DATA
from calculators.proof import outcomes
from calculators.proof.outcomes import Score

PACKED = DATA / "how_often.json"
"""Where the bundle puts the counts for the page, in which counting would take long."""
CALLED = ("clear", "likely", "close", "too little is known")


def counted() -> Mapping[str, Any]:
    """The counts as plain values: which cases, and [right, of] in all and for each word on how sure the advice is."""
    fresh = bool(outcomes.said("advisor", outcomes.aside))
    advised = outcomes.said("advisor", outcomes.aside if fresh else outcomes.others)
    scores = {"all": outcomes.alone(advised), "either": outcomes.either(advised)}
    scores |= {word: outcomes.sure(advised, word) for word in CALLED}  # type: ignore[arg-type]  # all words are of that kind
    return {"aside": fresh} | {name: [score.right, score.of] for name, score in scores.items()}


@cache
def _counts() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(PACKED.read_text("utf-8")) if PACKED.exists() else counted()
    return found


def how_often(name: str = "all") -> Score:
    """In how many cases the likely end did best: in all; where it was called by a word of `CALLED`; or "either"."""
    right, of = _counts()[name]
    return Score(right, of)


def kept_aside() -> bool:
    """Whether the cases are such as no rule was made with in view."""
    return bool(_counts()["aside"])
