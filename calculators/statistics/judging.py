"""Verdicts on comparisons: better, worse, good enough, or not to be told yet, each held to its share of the error."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from calculators.statistics.comparison import Comparison, Counted
from calculators.statistics.several import holm_steps, ranks

ROUNDING = 1e-8
"""A difference that is a smaller part of the means comes from their last digits."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a difference, as shares or in points of the score, by which test of right or wrong.

    `margin` is how much worse the model after may be and still do; `least` is how large a difference must be to matter.
    0 asks for neither. With `mid` McNemar's test takes the mid-p value.
    """

    margin: float = 0.0
    least: float = 0.0
    mid: bool = False


@dataclass(frozen=True)
class Judged:
    """A comparison and its verdict, at the confidence that it is held to among several."""

    name: str
    found: Comparison
    confidence: float
    passes: bool
    clear: bool
    wanted: Wanted = Wanted()

    @property
    def verdict(self) -> str:
        """Better or worse, if a test passes and an interval leaves 0 out, and the difference is one that matters.

        Slight where it is a difference, too small to matter. Not worse where the interval ends above the margin, at
        half the error allowed (as trials of medicines are judged, ICH E9). Unclear where nobody can tell.
        """
        shown = self.passes and self.clear
        if self.good_enough and not (shown and self.found.difference > 0 and self.matters):
            return "not-worse"
        if not shown:
            return "unclear"
        if not self.matters:
            return "slight"
        return "better" if self.found.difference > 0 else "worse"

    @property
    def good_enough(self) -> bool:
        """Whether every difference that fits is above the margin asked for."""
        return self.wanted.margin > 0 and self.found.interval(self.confidence)[0] > -self.wanted.margin

    @property
    def matters(self) -> bool:
        """Whether the difference is as large as asked for, and more than the last digits of the means."""
        noise = ROUNDING * max(map(abs, self.found.means))
        return abs(self.found.difference) >= max(self.wanted.least * (1 - ROUNDING), noise)


def judged(
    compared: Mapping[str, Comparison],
    allowed: float,
    family: int,
    looks: int,
    first: int = 1,
    wanted: Wanted = Wanted(),  # frozen
) -> list[Judged]:
    """The comparisons of a family with their verdicts by Holm's method, in the order given.

    `allowed` is the error of the whole family, which the looks share evenly; `first` is the rank of the smallest p
    among all of the family, those not given too. Once one fails, all with larger p fail.
    """
    if wanted.mid:
        compared = {
            name: replace(found, mid=True) if isinstance(found, Counted) else found for name, found in compared.items()
        }
    order = ranks([found.p_value for found in compared.values()])
    made, failed = {}, False
    for rank, name in sorted(zip(order, compared, strict=True)):
        found = compared[name]
        confidence = 1 - allowed / (holm_steps(family, rank + first - 1) * looks)
        passes = found.p_value <= 1 - confidence and found.units >= least_units(confidence)
        failed = failed or not passes
        made[name] = Judged(name, found, confidence, not failed, found.clear(confidence), wanted)
    return [made[name] for name in compared]


def least_units(confidence: float) -> int:
    """So many changed items, all for the better, are the least that an exact test takes for more than luck."""
    return math.ceil(math.log2(2 / (1 - confidence)) - 1e-9)
