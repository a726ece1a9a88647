"""Verdicts on comparisons: better, worse, or not to be told yet, each held to its share of the error allowed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from calculators.statistics.comparison import Comparison
from calculators.statistics.several import holm_steps, ranks


@dataclass(frozen=True)
class Judged:
    """A comparison and its verdict: better, worse or unclear, at the confidence that it is held to among several."""

    name: str
    found: Comparison
    confidence: float
    passes: bool
    clear: bool

    @property
    def verdict(self) -> str:
        """A difference needs both a test that passes and an interval that leaves 0 out."""
        if not (self.passes and self.clear):
            return "unclear"
        return "better" if self.found.difference > 0 else "worse"


def judged(compared: Mapping[str, Comparison], allowed: float, family: int, looks: int, first: int = 1) -> list[Judged]:
    """The comparisons of a family with their verdicts by Holm's method, in the order given.

    `allowed` is the error of the whole family, which the looks share evenly; `first` is the rank of the smallest p
    among all of the family, those not given too. Once one fails, all with larger p fail.
    """
    order = ranks([found.p_value for found in compared.values()])
    made, failed = {}, False
    for rank, name in sorted(zip(order, compared, strict=True)):
        found = compared[name]
        confidence = 1 - allowed / (holm_steps(family, rank + first - 1) * looks)
        passes = found.p_value <= 1 - confidence and found.units >= least_units(confidence)
        failed = failed or not passes
        made[name] = Judged(name, found, confidence, not failed, found.clear(confidence))
    return [made[name] for name in compared]


def least_units(confidence: float) -> int:
    """So many changed items, all for the better, are the least that an exact test takes for more than luck."""
    return math.ceil(math.log2(2 / (1 - confidence)) - 1e-9)
