"""Pairs of answers that a judge saw twice, the second time with their places changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from calculators.statistics.tosses import mcnemar


@dataclass(frozen=True)
class Swapped:
    """Pairs of answers that were judged twice, the second time with their places changed.

    `after`, `before` and `ties` count pairs judged alike both times; `first` and `second` those where the judge chose
    that place both times; `other` the rest, such as a preference one way and a tie the other.
    """

    after: int
    before: int
    ties: int
    first: int
    second: int
    other: int

    @property
    def pairs(self) -> int:
        return self.after + self.before + self.ties + self.first + self.second + self.other

    @property
    def consistent(self) -> float:
        """The share of pairs that were judged alike."""
        return (self.after + self.before + self.ties) / self.pairs

    @property
    def bias(self) -> float:
        """Share of pairs that went to the first place less those that went to the second."""
        return (self.first - self.second) / self.pairs

    @property
    def p_value(self) -> float:
        """How often a judge without a favourite place parts the inconsistent pairs so unevenly: the sign test."""
        return mcnemar(self.first, self.second)


AFTER, BEFORE, TIE = 1, -1, 0


def swapped(after_first: Sequence[int], after_second: Sequence[int]) -> Swapped:
    """Both judgements of every pair (AFTER, BEFORE or TIE): with the answer after in the first place, then the second.

    Pairs judged differently count as ties in the comparison, as in MT-bench (Zheng et al. 2023).
    """
    pairs = list(zip(after_first, after_second, strict=True))
    kept = [pairs.count((verdict, verdict)) for verdict in (AFTER, BEFORE, TIE)]
    places = pairs.count((AFTER, BEFORE)), pairs.count((BEFORE, AFTER))
    after, before, ties = kept
    return Swapped(after, before, ties, *places, len(pairs) - sum(kept) - sum(places))
