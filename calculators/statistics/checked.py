"""Two models compared by a judge whose errors are put right by people's labels on some of the items."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from calculators.statistics import student
from calculators.statistics.comparison import whole
from calculators.statistics.correction import Corrected, prediction_powered
from calculators.statistics.proportions import Interval
from calculators.statistics.samples import without_spread


class Both(NamedTuple):
    """The results of one item: of the model before, of the one after."""

    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True)
class Checked:
    """The same items before and after, by a judge, and by people where they labelled both: a comparison.

    `judged` are the judge's results of all items, `labels` people's, None for none; `clusters` the documents that items
    share. What counts is the difference that people would find in all items.
    """

    judged: tuple[Both, ...]
    labels: tuple[Both | None, ...]
    clusters: tuple[Hashable, ...] | None = None
    limits: Interval = (-math.inf, math.inf)
    """The least and the largest difference that an item can have."""

    @property
    def items(self) -> int:
        return len(self.judged)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where people labelled both."""
        return tuple(place for place, label in enumerate(self.labels) if label is not None)

    @property
    def labelled(self) -> int:
        """How many items people labelled."""
        return len(self.places)

    @property
    def units(self) -> int:
        if self.clusters is None:
            return self.labelled
        return len({self.clusters[place] for place in self.places})

    @cached_property
    def corrected(self) -> Corrected | None:
        """The difference put right; None where too few labels are there."""
        if self.labelled == self.items:
            return None
        of = self._clusters_apart() if self.clusters is not None else None
        return prediction_powered(
            [one.change for one in self._others(self.judged)],
            [self.judged[place].change for place in self.places],
            [label.change for label in self.labels if label is not None],
            of,
        )

    def _others(self, of: Sequence[Both]) -> list[Both]:
        return [one for one, label in zip(of, self.labels, strict=True) if label is None]

    def _clusters_apart(self) -> tuple[list[Hashable], list[Hashable]]:
        assert self.clusters is not None
        apart = [one for one, label in zip(self.clusters, self.labels, strict=True) if label is None]
        return apart, [self.clusters[place] for place in self.places]

    @property
    def trust(self) -> float:
        """The weight that the judge is given, from 0 to 1."""
        return self.corrected.trust if self.corrected else 0.0

    @cached_property
    def means(self) -> tuple[float, float]:
        """Both means as people would find them, within what results can be where that is known."""
        found = []
        for side in (0, 1):
            few = [label[side] for label in self.labels if label is not None]
            judge = [self.judged[place][side] for place in self.places]
            others = [one[side] for one in self._others(self.judged)]
            shift = math.fsum(others) / len(others) - math.fsum(judge) / len(judge)
            mean = math.fsum(few) / len(few) + self.trust * shift
            found.append(min(1.0, max(0.0, mean)) if self.limits == (-1.0, 1.0) else mean)
        return found[0], found[1]

    @property
    def by_judge(self) -> tuple[float, float]:
        """Both means as the judge alone has them."""
        first, second = (math.fsum(one[side] for one in self.judged) / self.items for side in (0, 1))
        return first, second

    @property
    def difference(self) -> float:
        return self.corrected.mean if self.corrected else 0.0

    @property
    def _varies(self) -> bool:
        return bool(self.corrected) and self.error > 1e-9 * max(1.0, abs(self.difference))

    @property
    def error(self) -> float:
        """The standard error of the difference."""
        return self.corrected.error if self.corrected else 0.0

    @property
    def p_value(self) -> float:
        """By the t test of what is put right; 1 where nothing is known."""
        if not self.corrected or not self.difference:
            return 1.0
        if not self._varies:
            return min(1.0, math.ldexp(2.0, -self.units))
        return min(1.0, 2 * student.tail(abs(self.difference) / self.error, self.corrected.degrees))

    def interval(self, confidence: float) -> Interval:
        """The difference, and as many standard errors to either side as Student's t asks for, within its limits."""
        low, high = self.limits
        if not self.corrected:
            return low, high
        if not self._varies:
            return without_spread(self.difference, self.limits, self.units, confidence)
        ends = self.corrected.interval(confidence)
        return max(low, ends[0]), min(high, ends[1])

    def clear(self, confidence: float) -> bool:
        """Whether the interval leaves 0 out."""
        low, high = self.interval(confidence)
        return not low <= 0 <= high

    def needed(self, confidence: float, power: float) -> int | None:
        """Items that tell, if as large a share of them has labels as now."""
        if not self.difference or not self._varies:
            return None
        spread = self.error * math.sqrt(self.labelled)
        labels = student.items_for(spread, self.difference, confidence, power, self.labelled / max(1, self.units))
        return whole(labels * self.items / self.labelled)
