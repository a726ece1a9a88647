"""Two results for each item, the one before tuning beside the one after."""

import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from calculators.files.given_table import Fault
from calculators.results.cells import RIGHT, SCORES, WIN_RATE
from calculators.statistics.comparison import Apart, Comparison, Counted, Scored, ScoredApart
from calculators.statistics.samples import Sample

FOUR = (1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0)
"""Right both times, gained, lost, wrong both times."""

CONTRADICTS = "contradicts"
"""The kind of fault of a row that names an item again with another result."""

ROUNDING = 1e-6
"""Changes below so small a part of the scores themselves are rounding, and no change."""

Values = tuple[float | None, ...]
"""One value for each item, None for no result."""


@dataclass(frozen=True, eq=False)
class Paired:
    """The results of every item: its name, its line, one value before and one after for each variant, None for none.

    `faults` tell what does not count. Where `less` is better, a change for the better is a negative one. `averaged`
    says that a value may be the mean of several runs.
    """

    kind: str
    items: tuple[str, ...]
    lines: Sequence[int]
    before: Mapping[str, Values]
    after: Mapping[str, Values]
    clusters: tuple[str, ...] | None
    faults: tuple[Fault, ...]
    rows: int
    letters: tuple[str, ...]
    less: bool = False
    averaged: bool = False
    weights: Values | None = None
    """How much each item counts, none for not at all; nothing where all count alike."""

    @property
    def contradicted(self) -> bool:
        """Whether an item stands there again with another result, of which the first counts."""
        return any(fault.kind == CONTRADICTS for fault in self.faults)

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of the models after."""
        return tuple(self.after)

    @property
    def sign(self) -> int:
        """-1 where less of a score is better, else 1; flags whose yes is bad are turned when they are read."""
        return -1 if self.less and self.kind == SCORES else 1

    @cached_property
    def units(self) -> int:
        """How many clusters there are."""
        return len(set(self.clusters)) if self.clusters else len(self.items)

    def _pairs(self, variant: str) -> Iterator[tuple[int, float, float]]:
        for place, (one, other) in enumerate(zip(self.before[variant], self.after[variant], strict=True)):
            if one is not None and other is not None and (self.weights is None or self.weights[place]):
                yield place, one, other

    def places(self, variant: str) -> list[int]:
        """Where both results are there."""
        return [place for place, _, _ in self._pairs(variant)]

    def changed(self, variant: str) -> list[tuple[int, float]]:
        """Of each item that changed its place, and after less before; the one that got worst first."""
        found = [(place, other - one) for place, one, other in self._pairs(variant) if one != other]
        return sorted(found, key=lambda one: self.sign * one[1])

    def worst(self, variant: str, most: int) -> tuple[int, list[tuple[int, float]]]:
        """How many items got worse, and the first ones of them as `changed` has them; without a list of all items."""
        counted = 0

        def lost() -> Iterator[tuple[int, float]]:
            nonlocal counted
            for place, one, other in self._pairs(variant):
                if self.sign * (other - one) < 0:
                    counted += 1
                    yield place, other - one

        found = nsmallest(most, lost(), key=lambda one: self.sign * one[1])
        return counted, found

    def alone(self, variant: str) -> list[int]:
        """Where there is only one of two results, or none."""
        pairs = enumerate(zip(self.before[variant], self.after[variant], strict=True))
        return [place for place, (one, other) in pairs if one is None or other is None]

    def comparison(self, variant: str) -> Comparison | None:
        """What comparing this variant with the one before comes to, more being better; None where nothing is there."""
        ones, others = array("d"), array("d")  # a list of pairs of a million items is large
        for _, one, other in self._pairs(variant):
            ones.append(one)
            others.append(other)
        weights = self._weights(self.places(variant))
        if not ones:
            return self._apart(variant)
        of = None if self.clusters is None else tuple(self.clusters[place] for place in self.places(variant))
        counts = (
            Counter(zip(ones, others, strict=True))
            if self.kind not in (SCORES, WIN_RATE) and weights is None
            else Counter()
        )
        if counts and set(counts) <= set(FOUR):
            sample = (
                Sample(tuple(after - before for before, after in zip(ones, others, strict=True)), of) if of else None
            )
            both, gained, lost, neither = (counts.get(result, 0) for result in FOUR)
            return Counted(both, gained, lost, neither, sample)
        sign = self.sign
        # Decimal scores: 0.8 - 0.7 is not 0.1 to the last digit, and two such changes are the same one.
        changes = tuple(round(sign * (after - before), 12) for before, after in zip(ones, others, strict=True))
        low, high = min(min(ones), min(others)), max(max(ones), max(others))
        largest = max(abs(low), abs(high))
        if max(map(abs, changes)) <= ROUNDING * largest:
            changes = (0.0,) * len(changes)
        before, after = (sign * Sample(tuple(values), weights=weights).mean for values in (ones, others))
        low, high = (0.0, 1.0) if 0 <= low <= high <= 1 else (-math.inf, math.inf)
        return Scored((before, after), Sample(changes, of, (low - high, high - low), weights))

    def _apart(self, variant: str) -> Comparison | None:
        before, after = (self._side(values) for values in (self.before[variant], self.after[variant]))
        if not before.values or not after.values:
            return None
        if self.kind == RIGHT and not self.averaged and before.clusters is None and self.weights is None:
            ones, others = before.values, after.values
            return Apart((round(sum(ones)), len(ones)), (round(sum(others)), len(others)))
        return ScoredApart(before, after)

    def _side(self, values: Values) -> Sample:
        """The results of one of two groups of separate items, with their documents where any share one."""
        weighed = self.weights or (1.0,) * len(values)
        places = [place for place, value in enumerate(values) if value is not None and weighed[place]]
        found = tuple(self.sign * (values[place] or 0.0) for place in places)
        shared = self.clusters is not None and self.units < len(self.items)
        of = tuple(self.clusters[place] for place in places) if shared and self.clusters else None
        weights = self._weights(places)
        limits = (0.0, 1.0) if self.kind == RIGHT and (of or weights) else (-math.inf, math.inf)
        return Sample(found, of, limits, weights)

    def _weights(self, places: Sequence[int]) -> tuple[float, ...] | None:
        return None if self.weights is None else tuple(self.weights[place] or 0.0 for place in places)
