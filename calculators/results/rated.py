"""How far raters agree, whether by counts typed or by a file of labels: every coefficient that applies."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache

from calculators.kit.given_file import GivenFile
from calculators.results.rating_reading import Told
from calculators.results.ratings import ratings
from calculators.statistics import agreement as stats
from calculators.statistics.agreement import NOMINAL, Agreement, Table, Unit

MOST_COUNTED = 60
"""Of more different labels, as numbers may have, no table is made."""


@dataclasses.dataclass(frozen=True)
class Rated:
    """What was found: the labels' names, the items that two or more labelled, and the coefficients, None if not theirs.

    `confusion` counts the pairs of labels of two raters, `counts` the labels of each item; either may be empty.
    """

    two: bool
    labels: tuple[str, ...]
    items: int
    raw: float | None
    by_chance: float | None
    cohen: Agreement | None = None
    fleiss: Agreement | None = None
    alpha: Agreement | None = None
    confusion: Table = ()
    counts: Table = ()
    scale: str = NOMINAL

    @property
    def judged(self) -> Agreement | None:
        """The agreement that counts: kappa of two raters; alpha of several, and where a near miss is not a far one.

        The borders of trust are Krippendorff's, and weighted kappas are lower or higher by their weights.
        """
        return self.cohen if self.cohen and self.scale == NOMINAL else self.alpha

    @property
    def uneven(self) -> bool:
        """Whether items have different numbers of raters."""
        return bool(self.counts) and not self.two and self.fleiss is None

    @cached_property
    def specific(self) -> list[tuple[str, float, float]]:
        """Of each label that was given: its name, its share, how often another rater gives it too; worst first."""
        found = []
        for label, name in enumerate(self.labels if self.items else ()):
            if self.confusion:
                given = sum(self.confusion[label]) + sum(row[label] for row in self.confusion)
                same, share = 2 * self.confusion[label][label], given / (2 * self.items)
            elif self.counts:
                rated = [row for row in self.counts if sum(row) > 1]
                same = sum(row[label] * (row[label] - 1) for row in rated)
                given = sum(row[label] * (sum(row) - 1) for row in rated)
                share = sum(row[label] for row in rated) / sum(map(sum, rated))
            else:
                break
            if given:
                found.append((name, share, same / given))
        return sorted(found, key=lambda one: one[2])


# A search for what would change the answer asks for the same labels again and again.
@lru_cache(maxsize=8)
def of_table(table: Table, scale: str, *, two: bool) -> Rated:
    """By a table of counts, whose labels are one step apart from each other."""
    labels = tuple(f"Label {place + 1}" for place in range(len(table[0])))
    return _of_two(table, labels, range(len(labels)), scale) if two else _of_several(table, labels, scale)


def _of_two(table: Table, labels: tuple[str, ...], values: Sequence[float], scale: str) -> Rated:
    items = sum(map(sum, table))
    if not items:
        return Rated(True, labels, 0, None, None, confusion=table)
    plain = stats.cohen(table)
    if scale == NOMINAL:
        return Rated(True, labels, items, plain.raw, plain.chance, plain, confusion=table)
    weighted = stats.cohen(table, stats.credit(scale, values))
    pairs: Counter[Unit] = Counter()
    for first, row in enumerate(table):
        for second, count in enumerate(row):
            pairs[((first, 2),) if first == second else ((min(first, second), 1), (max(first, second), 1))] += count
    alpha = stats.alpha(+pairs, values, scale)
    return Rated(True, labels, items, plain.raw, plain.chance, weighted, alpha=alpha, confusion=table, scale=scale)


def _of_several(table: Table, labels: tuple[str, ...], scale: str) -> Rated:
    items = sum(sum(row) > 1 for row in table)
    raw = stats.pairwise(table)
    if not items:
        return Rated(False, labels, 0, raw, None, counts=table)
    alpha, fleiss = stats.krippendorff(table), stats.fleiss(table)
    chance = (fleiss or alpha or stats.Agreement(0, 0, None, None)).chance
    if scale != NOMINAL:
        units = [tuple((label, count) for label, count in enumerate(row) if count) for row in table]
        alpha = stats.alpha(units, range(len(labels)), scale)
    return Rated(False, labels, items, raw, chance, fleiss=fleiss, alpha=alpha, counts=table, scale=scale)


@lru_cache(maxsize=2)
def of_file(file: GivenFile, told: Told, scale: str, order: str) -> Rated:
    """By a file. Raises Refused where a question is open, or a column is named that is not there."""
    read = ratings(file, told, scale, order)
    two, few = len(read.raters) == 2 and not read.counted, len(read.labels) <= MOST_COUNTED
    alpha = stats.alpha(read.units, read.values, scale)
    if alpha is None:
        return Rated(two, read.labels, 0, None, None)
    if two and few:
        found = _of_two(read.confusion, read.labels, read.values, scale)
        return dataclasses.replace(found, alpha=alpha)
    raw = stats.pairwise(read.counts) if few else alpha.raw
    fleiss = stats.fleiss(read.counts) if few else None
    chance = (fleiss or alpha).chance
    return Rated(two, read.labels, read.rated, raw, chance, None, fleiss, alpha, (), read.counts if few else (), scale)
