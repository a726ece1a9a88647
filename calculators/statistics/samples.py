"""What other items of the same kind might have given, as far as those at hand tell."""

import math
import operator
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from calculators.statistics import student
from calculators.statistics.proportions import Interval, square, unseen


@dataclass(frozen=True)
class Sample:
    """One value for each item, and its unit: the document that items share, or nothing where each stands alone.

    Units are drawn from all there might be; the items of one unit may resemble one another.
    """

    values: tuple[float, ...]
    clusters: tuple[Hashable, ...] | None = None
    limits: Interval = (-math.inf, math.inf)
    """The least and the largest value that an item can have."""
    weights: tuple[float, ...] | None = None
    """How much each value counts, above 0, such as how many items it stands for; nothing where all count alike."""

    @cached_property
    def mean(self) -> float:
        """The mean of all items, by their weights."""
        if self.weights is None:
            return math.fsum(self.values) / len(self.values)
        return math.fsum(map(operator.mul, self.weights, self.values)) / self.whole

    @cached_property
    def whole(self) -> float:
        """What all items count together: how many there are, or the sum of their weights."""
        return len(self.values) if self.weights is None else math.fsum(self.weights)

    @cached_property
    def spread(self) -> float:
        """The standard deviation from item to item; 0 for one item."""
        return deviation(self.values)

    @cached_property
    def units(self) -> tuple[tuple[float, float], ...]:
        """The sum and the number of items of each unit, by their weights, in the order in which they first appear."""
        if self.weights is not None:
            return self._weighted(self.weights)
        if self.clusters is None:
            return tuple((value, 1) for value in self.values)
        members: dict[Hashable, list[float]] = {}
        for value, cluster in zip(self.values, self.clusters, strict=True):
            members.setdefault(cluster, []).append(value)
        return tuple((math.fsum(values), len(values)) for values in members.values())

    def _weighted(self, weights: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
        members: dict[Hashable, list[tuple[float, float]]] = {}
        names = range(len(self.values)) if self.clusters is None else self.clusters
        for value, weight, name in zip(self.values, weights, names, strict=True):
            members.setdefault(name, []).append((weight * value, weight))
        return tuple((math.fsum(v for v, _ in one), math.fsum(w for _, w in one)) for one in members.values())

    @property
    def groups(self) -> int:
        """How many units there are."""
        # Without clusters each value is one, and a million pairs need not be made.
        return len(self.values) if self.clusters is None else len(self.units)

    @cached_property
    def degrees(self) -> float:
        """Degrees of freedom of the standard error: the units less one where all are of one size, fewer where not.

        Satterthwaite's, as of Bell and McCaffrey (2002), for items that vary alike; 0 for one unit.
        """
        if len(self.sizes) == 1:
            return float(self.groups - 1)
        items = self.whole
        # With v = 1 / (1 - size / n): the squared off-diagonal of the matrix whose trace is n.
        parts = [count * count / (1 - count / items) for _, count in self.units]
        total = math.fsum(parts)
        off = math.fsum(part * (total - part) for part in parts) / square(items)
        return square(items) / (math.fsum(square(count) for _, count in self.units) + off)

    @cached_property
    def sizes(self) -> frozenset[float]:
        """The sizes of the units, by the weights of their items."""
        alone = self.clusters is None and self.weights is None
        return frozenset({1} if alone else {count for _, count in self.units})

    @cached_property
    def error(self) -> float:
        """The standard error of the mean, robust to clusters: CR2, in which large ones count as what they are.

        Bell and McCaffrey 2002; of clusters of one size it is that of Miller (2024) with g / (g - 1). 0 for one unit.
        """
        if self.groups < 2:
            return 0.0
        if self.clusters is None and self.weights is None:
            return self.spread / math.sqrt(len(self.values))
        items = self.whole
        apart = math.fsum(square(total - count * self.mean) / (1 - count / items) for total, count in self.units)
        return math.sqrt(apart) / items

    @property
    def design_effect(self) -> float:
        """How many times as many items it takes because they share units: the ratio of the variances of the mean."""
        alone = self.spread / math.sqrt(len(self.values))
        return square(self.error / alone) if alone and self.error else 1.0

    @property
    def likeness(self) -> float:
        """How alike items of one unit are, from 0 to 1: what the design effect says for units of the mean size."""
        size = len(self.values) / len(self.units)
        return min(1.0, max(0.0, (self.design_effect - 1) / (size - 1))) if size > 1 else 0.0

    @property
    def varies(self) -> bool:
        """Whether units differ by more than the last digits of their values."""
        return self.error > 1e-12 * max(map(abs, self.values))

    def interval(self, confidence: float) -> Interval:
        """The mean, and as many standard errors to either side as Student's t asks for, within what values can be.

        Where all units are alike, no spread is known: then the share of other units that may differ, though none of so
        many did, counts as at the ends of what values can be.
        """
        low, high = self.limits
        if self.groups < 2:
            return low, high
        if not self.varies:
            return without_spread(self.mean, self.limits, self.groups, confidence)
        half = student.two_sided(confidence, self.degrees) * self.error
        return max(min(low, self.mean), self.mean - half), min(max(high, self.mean), self.mean + half)

    @property
    def p_value(self) -> float:
        """How often a mean as far from 0 comes by chance, by the t test of the units; 1 where nothing is known.

        Of units that are all alike by the sign test: how often tosses of a coin fall alike.
        """
        if self.groups < 2 or not self.mean:
            return 1.0
        if not self.varies:
            return min(1.0, math.ldexp(2.0, -self.groups))
        return min(1.0, 2 * student.tail(abs(self.mean) / self.error, self.degrees))


def without_spread(mean: float, limits: Interval, units: int, confidence: float) -> Interval:
    """Where the mean likely is if so many units were all alike: as many others as may stay unseen lie at the limits."""
    other = unseen(units, confidence)
    return mean + other * (limits[0] - mean), mean + other * (limits[1] - mean)


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of values, with n − 1; 0 for one value, or where all are the same."""
    if len(values) < 2 or min(values) == max(values):
        return 0.0
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum(square(value - mean) for value in values) / (len(values) - 1))
