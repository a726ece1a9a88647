"""How likely each technique is the end of a case: what the rules say, joined with what published cases say."""

import dataclasses
import math
from collections.abc import Mapping
from typing import Literal

from calculators.advice.techniques import TECHNIQUES, Spoken, Technique
from calculators.statistics.proportions import settled

Certainty = Literal["clear", "likely", "close", "too little is known"]
"""How sure the end is, from the shares that the techniques come to."""

POINT = 0.065
"""What a point weighs, as a logarithm of odds.

Points and votes were weighed against each other on the published cases that vote, each left out with its source; both
are then so small that the shares stated come on average to what cases set aside have shown. Which end is the
likeliest hangs on their proportion alone."""
VOTES = 0.53
"""What the published cases weigh beside the rules: 1 is as much as if they were the only evidence."""
CLEAR, LIKELY, LEAST = 0.75, 0.65, 0.25
"""The shares from which an end is called clear or likely, and under which nothing is said."""
ANSWERED = 2
"""Fewer answers than this say too little, whatever the rules make of them."""


@dataclasses.dataclass(frozen=True)
class Ends:
    """The share of each technique, the likeliest first; those that are ruled out are left out."""

    shares: tuple[tuple[Technique, float], ...]

    @property
    def first(self) -> Technique:
        """The likely end."""
        return self.shares[0][0]

    @property
    def rival(self) -> Technique | None:
        """The next, if there is one."""
        return self.shares[1][0] if len(self.shares) > 1 else None


def certainty(ends: Ends, answered: int) -> Certainty:
    """How sure an end is, where so many questions were answered."""
    share = ends.shares[0][1]
    if ends.rival is None:
        return "clear"
    if answered < ANSWERED or share < LEAST:
        return "too little is known"
    if share >= CLEAR:
        return "clear"
    return "likely" if share >= LIKELY else "close"


def joined(spoken: Spoken, votes: Mapping[Technique, float]) -> Ends:
    """The shares: what points and votes come to, both as logarithms of odds, each with its weight."""
    able = [name for name in TECHNIQUES if name not in spoken.ruled_out]
    weights = {name: POINT * spoken.points[name] + VOTES * votes.get(name, 0.0) for name in able}
    most = max(weights.values())
    odds = {name: math.exp(weight - most) for name, weight in weights.items()}
    whole = math.fsum(odds.values())
    # Sorting keeps the order of TECHNIQUES where shares are level: the cheapest to try stands first.
    return Ends(tuple(sorted(((name, settled(odds[name] / whole)) for name in able), key=lambda one: -one[1])))
