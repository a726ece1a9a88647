"""What a comparison of two models came to: by counts on the same items, by scores, or on separate items."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from calculators.statistics import proportions as stats
from calculators.statistics import student, tosses
from calculators.statistics.proportions import Interval
from calculators.statistics.samples import Sample, without_spread

Group = tuple[int, int]
"""How many are right, of how many."""


class Comparison(Protocol):
    """The model after less the model before. Shares and scores alike are called means."""

    @property
    def items(self) -> int:
        """Items that were compared; those of both groups where they are separate."""

    @property
    def means(self) -> tuple[float, float]:
        """The mean before and the mean after."""

    @property
    def difference(self) -> float:
        """The mean after less the mean before."""

    @property
    def p_value(self) -> float:
        """How often luck alone makes a difference as large."""

    @property
    def units(self) -> int:
        """What must be many for the test to tell anything: items that changed, items with scores, or documents."""

    def interval(self, confidence: float) -> Interval:
        """Where the difference likely is, at this confidence (a share)."""

    def clear(self, confidence: float) -> bool:
        """Whether the interval leaves 0 out."""

    def needed(self, confidence: float, power: float) -> int | None:
        """Items (in each group) that tell with this power (a share), if rates stay; None where there is no difference.

        Of items in clusters it counts as many to a cluster as there are.
        """


@dataclass(frozen=True)
class Counted:
    """The same items, right or wrong before and after. Of preferences those for the model after count as gained.

    With clusters the sample says which items belong together, a gain as 1 and a loss as -1; it may only make the answer
    less sure, so that two documents alone never prove a thing. `mid` takes the mid-p value.
    """

    both_right: int
    gained: int
    lost: int
    both_wrong: int
    clustered: Sample | None = None
    mid: bool = False

    @property
    def items(self) -> int:
        return self.both_right + self.gained + self.lost + self.both_wrong

    @property
    def changed(self) -> int:
        """Items that are right only before or only after."""
        return self.gained + self.lost

    @property
    def units(self) -> int:
        return min(self.changed, self.clustered.groups) if self.clustered else self.changed

    @property
    def before(self) -> Group:
        """Right before, of all."""
        return self.both_right + self.lost, self.items

    @property
    def after(self) -> Group:
        """Right after, of all."""
        return self.both_right + self.gained, self.items

    @property
    def means(self) -> tuple[float, float]:
        return self.before[0] / self.items, self.after[0] / self.items

    @property
    def difference(self) -> float:
        return (self.gained - self.lost) / self.items

    @property
    def z_score(self) -> float:
        """The difference in standard errors, if nothing but luck were at work."""
        return (self.gained - self.lost) / math.sqrt(self.changed) if self.changed else 0.0

    @property
    def p_value(self) -> float:
        """By McNemar's exact test, or mid-p; with clusters the t test over them, where that is less sure."""
        exact = tosses.mcnemar(int(self.gained), int(self.lost), mid=self.mid)  # a search for turns sets floats
        return max(exact, self.clustered.p_value) if self.clustered else exact

    def interval(self, confidence: float) -> Interval:
        """Tango's interval; with clusters the robust one, where that reaches farther."""
        low, high = stats.tango(self.gained, self.lost, self.items, stats.two_sided(confidence))
        if self.clustered:
            robust = replace(self.clustered, limits=(-1.0, 1.0)).interval(confidence)
            low, high = min(low, robust[0]), max(high, robust[1])
        return low, high

    def clear(self, confidence: float) -> bool:
        alone = abs(self.z_score) > stats.two_sided(confidence)  # where Tango's interval leaves 0 out
        return alone and (self.clustered is None or self.clustered.p_value < 1 - confidence)

    def needed(self, confidence: float, power: float) -> int | None:
        if not self.difference:
            return None
        found = tosses.items_for(self.gained / self.items, self.lost / self.items, confidence, power, mid=self.mid)
        if not self.clustered:
            return found
        by_clusters = _score_items(self.clustered, self.difference, confidence, power)
        return max(whole(found * self.design_effect), by_clusters)

    @property
    def design_effect(self) -> float:
        """How many times as many items it takes because they share documents; at least 1."""
        return max(1.0, self.clustered.design_effect) if self.clustered else 1.0


@dataclass(frozen=True)
class Scored:
    """The same items with scores before and after; the sample holds after - before of each item."""

    means: tuple[float, float]
    sample: Sample

    @property
    def items(self) -> int:
        return len(self.sample.values)

    @property
    def units(self) -> int:
        return self.sample.groups

    @property
    def difference(self) -> float:
        return self.sample.mean

    @property
    def p_value(self) -> float:
        """By the paired t test, over clusters where there are any."""
        return self.sample.p_value

    def interval(self, confidence: float) -> Interval:
        """As many standard errors to either side as Student's t asks for, over clusters where there are any."""
        return self.sample.interval(confidence)

    def clear(self, confidence: float) -> bool:
        return _leaves_0_out(self.interval(confidence))

    def needed(self, confidence: float, power: float) -> int | None:
        if not self.difference:
            return None
        return _score_items(self.sample, self.difference, confidence, power)


@dataclass(frozen=True)
class Summed:
    """The same items with scores, of which only the means and the spread of after - before over the items are known."""

    means: tuple[float, float]
    spread: float
    items: int
    limits: Interval = (-math.inf, math.inf)
    """The least and the largest difference that an item can have."""

    @property
    def units(self) -> int:
        return self.items

    @property
    def difference(self) -> float:
        return self.means[1] - self.means[0]

    @property
    def error(self) -> float:
        """Standard error of the difference."""
        return self.spread / math.sqrt(self.items)

    @property
    def p_value(self) -> float:
        """By the paired t test; where no item differs from another by the sign test."""
        if self.items < 2 or not self.difference:
            return 1.0
        if not self.spread:
            return min(1.0, math.ldexp(2.0, -self.items))
        return min(1.0, 2 * student.tail(abs(self.difference) / self.error, self.items - 1))

    def interval(self, confidence: float) -> Interval:
        """As many standard errors to either side as Student's t asks for; of no spread by what can be."""
        low, high = self.limits
        if self.items < 2:
            return low, high
        if not self.spread:
            return without_spread(self.difference, self.limits, self.items, confidence)
        half = student.two_sided(confidence, self.items - 1) * self.error
        return self.difference - half, self.difference + half

    def clear(self, confidence: float) -> bool:
        return self.items > 1 and _leaves_0_out(self.interval(confidence))

    def needed(self, confidence: float, power: float) -> int | None:
        if not self.difference:
            return None
        return student.items_for(self.spread, self.difference, confidence, power)


@dataclass(frozen=True)
class Apart:
    """Separate items before and after, right or wrong."""

    before: Group
    after: Group

    @property
    def groups(self) -> tuple[int, int]:
        """Items before, items after."""
        return self.before[1], self.after[1]

    @property
    def items(self) -> int:
        return sum(self.groups)

    units = items

    @property
    def means(self) -> tuple[float, float]:
        return self.before[0] / self.before[1], self.after[0] / self.after[1]

    @property
    def difference(self) -> float:
        return self.means[1] - self.means[0]

    @property
    def z_score(self) -> float:
        """The difference in standard errors, if nothing but luck were at work."""
        return stats.separate_test(self.before, self.after)

    @property
    def p_value(self) -> float:
        """By the z test with the pooled variance."""
        return min(1.0, 2 * stats.normal_tail(abs(self.z_score)))

    @property
    def fewest(self) -> int:
        """The smallest of the four counts."""
        return min(count for right, items in (self.before, self.after) for count in (right, items - right))

    @property
    def error(self) -> float:
        """Standard error of the difference, each group with its own variance."""
        shares = zip(self.means, (self.before[1], self.after[1]), strict=True)
        return math.sqrt(math.fsum(share * (1 - share) / items for share, items in shares))

    def interval(self, confidence: float) -> Interval:
        """Newcombe's interval, made of the Wilson intervals of both shares."""
        return stats.newcombe(self.before, self.after, stats.two_sided(confidence))

    def clear(self, confidence: float) -> bool:
        return _leaves_0_out(self.interval(confidence))

    def needed(self, confidence: float, power: float) -> int | None:
        if not self.difference:
            return None
        return whole(stats.separate_items(*self.means, stats.two_sided(confidence), stats.quantile(power)))


@dataclass(frozen=True)
class ScoredApart:
    """Separate items with scores before and after; of documents, by the errors of their means that are robust to them.

    For two groups of users with several sessions each this is the delta method of a ratio, with small-sample CR2.
    As of counts, documents never make the answer surer than if each item stood alone.
    """

    before: Sample
    after: Sample

    @property
    def clustered(self) -> bool:
        """Whether items share documents."""
        return self.before.clusters is not None or self.after.clusters is not None

    @property
    def groups(self) -> tuple[int, int]:
        """Items before, items after."""
        return len(self.before.values), len(self.after.values)

    @property
    def items(self) -> int:
        return sum(self.groups)

    units = items

    @property
    def means(self) -> tuple[float, float]:
        return self.before.mean, self.after.mean

    @property
    def difference(self) -> float:
        return self.after.mean - self.before.mean

    @cached_property
    def error(self) -> float:
        """Standard error of the difference."""
        by_document = stats.square(self.before.error) + stats.square(self.after.error) - 2 * min(0.0, self._together)
        alone = (stats.square(one.spread) / len(one.values) for one in (self.before, self.after))
        return math.sqrt(max(by_document, math.fsum(alone))) if self.clustered else math.sqrt(by_document)

    @cached_property
    def _strays(self) -> tuple[Mapping[Hashable, float], Mapping[Hashable, float]]:
        """What each document adds to either mean beyond that mean, in the small-sample form CR2."""
        return _strays(self.before), _strays(self.after)

    @property
    def _shared(self) -> list[Hashable]:
        """The documents with items in both groups."""
        before, after = self._strays
        return [cluster for cluster in before if cluster in after]

    @property
    def _together(self) -> float:
        """The covariance of both means."""
        before, after = self._strays
        return math.fsum(before[cluster] * after[cluster] for cluster in self._shared)

    @property
    def freedom(self) -> float:
        """Welch's degrees of freedom; those of the smaller group where documents are in both."""
        if self._shared:
            return min(self.before.degrees, self.after.degrees)
        parts = [(stats.square(one.error), one.degrees) for one in (self.before, self.after)]
        total = math.fsum(part for part, _ in parts)
        return total * total / math.fsum(part * part / freedom for part, freedom in parts)

    @property
    def _known(self) -> bool:
        return min(self.before.groups, self.after.groups) > 1 and (self.before.varies or self.after.varies)

    @property
    def p_value(self) -> float:
        """By Welch's t test."""
        return min(1.0, 2 * student.tail(abs(self.difference) / self.error, self.freedom)) if self._known else 1.0

    def interval(self, confidence: float) -> Interval:
        """As many standard errors to either side as Student's t asks for (Welch); all that can be without a spread."""
        (low_before, high_before), (low_after, high_after) = self.before.limits, self.after.limits
        low, high = low_after - high_before, high_after - low_before
        if not self._known:
            return low, high
        half = student.two_sided(confidence, self.freedom) * self.error
        return max(low, self.difference - half), min(high, self.difference + half)

    def clear(self, confidence: float) -> bool:
        return self._known and _leaves_0_out(self.interval(confidence))

    def needed(self, confidence: float, power: float) -> int | None:
        if not self.difference:
            return None
        variance = math.fsum(stats.square(one.spread) * one.design_effect for one in (self.before, self.after))
        z = stats.two_sided(confidence), stats.quantile(power)
        # Two groups have about twice the degrees of freedom, so that Student's t asks for one item more in each.
        return whole(stats.score_items(variance, self.difference, *z)) + 1


def _strays(sample: Sample) -> Mapping[Hashable, float]:
    items, mean = sample.whole, sample.mean
    if sample.clusters is None or sample.groups < 2:
        return {}
    names = dict.fromkeys(sample.clusters)  # in the order of the units
    return {
        name: (total - count * mean) / items / math.sqrt(1 - count / items)
        for name, (total, count) in zip(names, sample.units, strict=True)
    }


def whole(items: float) -> int:
    """A whole number of items that is enough; the last digit of a float does not cost an item."""
    return math.ceil(items * (1 - 1e-12))


def _leaves_0_out(ends: Interval) -> bool:
    low, high = ends
    return not low <= 0 <= high


def _score_items(sample: Sample, difference: float, confidence: float, power: float) -> int:
    """How many items, in units such as there are, it takes to tell this mean (confidence and power as shares)."""
    effect = max(1.0, sample.design_effect)
    size = len(sample.values) / sample.groups
    return student.items_for(sample.spread * math.sqrt(effect), difference, confidence, power, size)
