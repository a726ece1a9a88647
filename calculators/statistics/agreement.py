"""How well raters agree: the coefficients of Cohen, of Fleiss, of Krippendorff."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from calculators.statistics.proportions import Interval, settled, square
from calculators.statistics.supposed import Distances, Supposed, of_kappa, of_labels, ordered, unordered, with_seen

Table = Sequence[Sequence[int]]

Unit = tuple[tuple[int, int], ...]
"""The labels of one item: pairs of a label's place and how many raters gave it, by place."""

NOMINAL, ORDINAL, INTERVAL = "nominal", "ordinal", "interval"
"""Labels without order, labels with one, and numbers whose distances count."""

MOST_PATTERNS = 1_200
"""So many different items are left out one by one; of more, so many groups as keep the work the same."""

EQUAL = 1e-12
"""Where so little is left to disagree by chance, every label is the same one."""


@dataclass(frozen=True)
class Agreement:
    """How often raters agree, how often they would by chance, and the coefficient with its standard error.

    All are shares. The coefficient is None where every label is the same, since chance then explains all; its error is
    None where one item alone leaves nothing to tell it from. `supposed` says what the standard error would be if the
    coefficient were another, with which quantile it is taken; None where no interval can be told.
    """

    raw: float
    chance: float
    coefficient: float | None
    error: float | None
    supposed: Supposed | None = field(default=None, compare=False, repr=False)

    def interval(self, confidence: float) -> Interval | None:
        """All coefficients that what was seen does not rule out at this confidence (a share), within -1 and 1.

        As Wilson's interval it takes the standard error at the coefficient in question, not at the one seen, so it has
        a width even where raters never differ (for two labels: Lee and Tu 1994).
        """
        if self.coefficient is None or self.supposed is None:
            return None
        return self.supposed.around(self.coefficient, confidence)


def cohen(table: Table, credit: Callable[[int, int], float] | None = None) -> Agreement:
    """Cohen's kappa of two raters: cell (i, j) counts the items that the first gave label i and the second label j.

    `credit` says how nearly two labels agree, from 0 to 1; without it only the same one does. The standard error is
    that of Fleiss, Cohen and Everitt (1969).
    """
    items, labels = sum(map(sum, table)), range(len(table))
    weights = [[credit(i, j) if credit else float(i == j) for j in labels] for i in labels]
    cells = [[cell / items for cell in row] for row in table]
    first = [math.fsum(row) for row in cells]
    second = [math.fsum(column) for column in zip(*cells, strict=True)]
    raw = math.fsum(cells[i][j] * weights[i][j] for i in labels for j in labels)
    chance = math.fsum(first[i] * second[j] * weights[i][j] for i in labels for j in labels)
    if 1 - chance < EQUAL:
        return Agreement(raw, chance, None, None)
    kappa = (raw - chance) / (1 - chance)
    of_first = [math.fsum(second[j] * weights[i][j] for j in labels) for i in labels]
    of_second = [math.fsum(first[i] * weights[i][j] for i in labels) for j in labels]
    apart = math.fsum(
        cells[i][j] * square(weights[i][j] - (of_first[i] + of_second[j]) * (1 - kappa)) for i in labels for j in labels
    )
    spread = apart - square(kappa - chance * (1 - kappa))
    error = math.sqrt(max(0.0, spread) / items) / (1 - chance)
    shares = [(one + other) / 2 for one, other in zip(first, second, strict=True)]
    return Agreement(raw, chance, kappa, error, of_kappa(shares, weights, items))


def credit(scale: str, values: Sequence[float]) -> Callable[[int, int], float] | None:
    """How nearly two labels agree: linear weights by order, squared distances of numbers; none without order."""
    if scale == NOMINAL or len(values) < 2:
        return None
    if scale == ORDINAL:
        return lambda i, j: 1 - abs(i - j) / (len(values) - 1)
    width = max(values) - min(values)
    return lambda i, j: 1 - square((values[i] - values[j]) / width)


def fleiss(table: Table) -> Agreement | None:
    """Fleiss' kappa of several raters: cell (u, c) counts the raters who gave item u label c, as many for every item.

    None where items have different numbers of raters, or fewer than two.
    """
    raters = {sum(row) for row in table}
    if len(raters) > 1 or min(raters) < 2:
        return None
    m = raters.pop()

    def of(sums: Sequence[float], items: int) -> tuple[float, float]:
        agreeing, *labels = sums
        return agreeing / (items * m * (m - 1)), math.fsum(square(label / (items * m)) for label in labels)

    return _with_interval(_summed([(_pairs(row), *row) for row in table], of), table)


def krippendorff(table: Table) -> Agreement | None:
    """Krippendorff's alpha for labels without order, of any number of raters for each item; None without any pair."""
    rated = [row for row in table if sum(row) > 1]
    if not rated:
        return None

    def of(sums: Sequence[float], items: int) -> tuple[float, float]:  # noqa: ARG001  # weighs items by their raters
        agreeing, *labels = sums
        total = math.fsum(labels)
        expected = math.fsum(label * (label - 1) for label in labels) / (total * (total - 1))
        return agreeing / total, expected

    return _with_interval(_summed([(_pairs(row) / (sum(row) - 1), *row) for row in rated], of), rated)


def alpha(units: Iterable[Unit] | Counter[Unit], values: Sequence[float], scale: str) -> Agreement | None:
    """Krippendorff's alpha for any number of raters of each item, on any of the scales; None without any pair.

    Many items may be given counted, where there are at most MOST_PATTERNS different ones.

    `values` are the numbers that the labels stand for, in order. The error is the jackknife's; the shares are of labels
    that are the same.
    """
    rated = [unit for unit in units if _raters(unit) > 1]
    if not rated:
        return None
    patterns = Counter({unit: units[unit] for unit in rated} if isinstance(units, Counter) else rated)
    same, by_chance = _disagreement(patterns, values, NOMINAL)
    whole = _alpha(patterns, values, scale)
    if whole is None:
        return Agreement(1 - same, 1 - by_chance, None, None)
    error = _jackknife(rated, patterns, values, scale)
    given = _given(patterns, len(values))
    shares = [count / sum(given) for count in given]
    places = _middles(given) if scale == ORDINAL else values
    distances = unordered(shares) if scale == NOMINAL else ordered(shares, places)
    raters: Counter[int] = Counter()
    for unit, count in patterns.items():
        raters[_raters(unit)] += count
    differing = sum(count for unit, count in patterns.items() if len(unit) > 1)
    supposed = _supposed(distances, raters, whole, error, differing)
    return Agreement(1 - same, 1 - by_chance, whole, error, supposed)


def _supposed(
    distances: Distances, raters: Counter[int], coefficient: float, error: float | None, differing: int
) -> Supposed | None:
    """The standard error at other coefficients than the one seen; None for one item."""
    if raters.total() < 2:
        return None
    return with_seen(of_labels(distances, raters.items()), coefficient, error, differing)


def _given(patterns: Mapping[Unit, int], labels: int) -> list[int]:
    """How often each label was given."""
    given = [0] * labels
    for unit, items in patterns.items():
        for label, count in unit:
            given[label] += items * count
    return given


def _raters(unit: Unit) -> int:
    return sum(count for _, count in unit)


def _alpha(patterns: Mapping[Unit, int], values: Sequence[float], scale: str) -> float | None:
    seen, expected = _disagreement(patterns, values, scale)
    return None if expected < EQUAL else 1 - seen / expected


def _disagreement(patterns: Mapping[Unit, int], values: Sequence[float], scale: str) -> tuple[float, float]:
    """The mean squared distance of two labels of one item, and of any two labels, as parts of the largest there is."""
    given = _given(patterns, len(values))
    total = sum(given)
    if scale == NOMINAL:
        expected = (total * total - sum(count * count for count in given)) / (total * (total - 1))
        apart = (
            items * (_raters(unit) - sum(count * count for _, count in unit) / _raters(unit))
            * _raters(unit) / (_raters(unit) - 1)
            for unit, items in patterns.items()
        )  # fmt: skip
        return math.fsum(apart) / total, expected
    places = _middles(given) if scale == ORDINAL else values
    widest = square(max(places) - min(places)) or 1.0
    spread = _spread([(places[label], count) for label, count in enumerate(given)])
    within = (
        items * _spread([(places[label], count) for label, count in unit]) * 2 * _raters(unit) / (_raters(unit) - 1)
        for unit, items in patterns.items()
    )
    return math.fsum(within) / total / widest, 2 * spread / (total - 1) / widest


def _middles(given: Sequence[int]) -> list[float]:
    """The middle rank of each label: Krippendorff's distance between two by order is that of their middle ranks."""
    below, middles = 0, []
    for count in given:
        middles.append(below + count / 2)
        below += count
    return middles


def _spread(counted: Sequence[tuple[float, int]]) -> float:
    """The sum of squared distances from the mean, of places with their counts."""
    mean = math.fsum(place * count for place, count in counted) / sum(count for _, count in counted)
    return math.fsum(square(place - mean) * count for place, count in counted)


def _jackknife(rated: Sequence[Unit], patterns: Counter[Unit], values: Sequence[float], scale: str) -> float | None:
    """The standard error of alpha: how much it moves without each item, or without each of some groups of items."""
    items = patterns.total()
    if items < 2:
        return None
    if len(patterns) <= MOST_PATTERNS:
        without = [(_alpha(patterns - Counter([one]), values, scale), count) for one, count in patterns.items()]
    else:
        groups = max(50, MOST_PATTERNS * MOST_PATTERNS // len(patterns))
        parts = [Counter(rated[place::groups]) for place in range(min(groups, items))]
        without = [(_alpha(patterns - part, values, scale), 1) for part in parts]
        items = len(parts)
    known = [(one, count) for one, count in without if one is not None]
    if len(known) < len(without):
        return None
    mean = math.fsum(one * count for one, count in known) / items
    return math.sqrt((items - 1) / items * math.fsum(square(one - mean) * count for one, count in known))


def _pairs(row: Sequence[int]) -> float:
    """Ordered pairs of raters who gave one item the same label."""
    return float(sum(cell * (cell - 1) for cell in row))


def _summed(parts: Sequence[Sequence[float]], of: Callable[[Sequence[float], int], tuple[float, float]]) -> Agreement:
    """A coefficient from sums over items, and its error by the jackknife: how much it moves without each item."""
    sums, items = [math.fsum(column) for column in zip(*parts, strict=True)], len(parts)
    raw, chance = of(sums, items)
    whole = _coefficient(raw, chance)
    if whole is None or items < 2:
        return Agreement(raw, chance, whole, None)
    without = [
        _coefficient(*of([total - part for total, part in zip(sums, one, strict=True)], items - 1)) for one in parts
    ]
    if any(one is None for one in without):
        return Agreement(raw, chance, whole, None)
    known = [one for one in without if one is not None]
    mean = math.fsum(known) / items
    spread = math.fsum(square(one - mean) for one in known)
    return Agreement(raw, chance, whole, math.sqrt((items - 1) / items * spread))


def _with_interval(found: Agreement, rated: Table) -> Agreement:
    """The same with its interval, for labels without order."""
    if found.coefficient is None:
        return found
    given = [sum(column) for column in zip(*rated, strict=True)]
    raters, differing = Counter(map(sum, rated)), sum(max(row) < sum(row) for row in rated)
    distances = unordered([count / sum(given) for count in given])
    return replace(found, supposed=_supposed(distances, raters, found.coefficient, found.error, differing))


def _coefficient(raw: float, chance: float) -> float | None:
    return None if 1 - chance < EQUAL else (raw - chance) / (1 - chance)


def pairwise(table: Table) -> float | None:
    """The mean share of pairs of raters who agree, over the items that have pairs."""
    shares = [_pairs(row) / (sum(row) * (sum(row) - 1)) for row in table if sum(row) > 1]
    return math.fsum(shares) / len(shares) if shares else None


def accuracy(raw: float, labels: int) -> float | None:
    """How often each rater is right, if all err equally often, independently, and into every wrong label alike.

    The root of raw = a² + (1 - a)² / (labels - 1); None where raters agree less than dice do.
    """
    under_root = (labels - 1) * (labels * raw - 1)
    return None if under_root < 0 else min(1.0, (1 + math.sqrt(under_root)) / labels)


def majority(right: float, raters: int) -> float:
    """How often the majority of an odd number of raters is right, where there are two labels."""
    ways: Iterable[int] = range(raters // 2 + 1, raters + 1)
    return settled(math.fsum(math.comb(raters, k) * right**k * (1 - right) ** (raters - k) for k in ways))
