"""The standard error of a coefficient of agreement, if the true coefficient were another than the one seen."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculators.statistics import student
from calculators.statistics.proportions import Interval, settled, square, two_sided

HALVINGS = 50

TRUSTED = 10
"""So many items on which raters differ make the spread that was seen count as much as the one supposed."""

Quadratic = tuple[float, float, float]
"""What stands with 1, a, a², where a is 1 less the coefficient."""


@dataclass(frozen=True)
class Supposed:
    """The variance of a coefficient, times the items, as a function of the true one t, where labels follow one model.

    With probability t all raters give an item the same label, drawn by the shares of the labels; else each draws one of
    its own. Then t is the coefficient, whatever the distances between labels. `alike` goes with t, `apart` with 1 - t.
    `seen` is how many times as large the variance is, as far as the items tell; with `freedom` Student's t counts.
    """

    alike: Quadratic
    apart: Quadratic
    items: float
    freedom: int | None = None
    seen: float = 1.0

    def error(self, true: float) -> float:
        """The standard error if this were the true coefficient; below 0 it is that at 0."""
        t = min(1.0, max(0.0, true))
        a = 1 - t
        parts = (
            share * part * power
            for share, quadratic in ((t, self.alike), (a, self.apart))
            for part, power in zip(quadratic, (1.0, a, a * a), strict=True)
        )
        return math.sqrt(max(0.0, math.fsum(parts)) * self.seen / self.items)

    def around(self, coefficient: float, confidence: float) -> Interval:
        """Between which coefficients the one seen lies no farther off than the confidence lets it."""
        far = two_sided(confidence) if self.freedom is None else student.two_sided(confidence, self.freedom)

        def end(limit: float) -> float:
            inside, outside = coefficient, limit
            if abs(coefficient - limit) <= far * self.error(limit):
                return limit
            for _ in range(HALVINGS):
                middle = (inside + outside) / 2
                if abs(coefficient - middle) <= far * self.error(middle):
                    inside = middle
                else:
                    outside = middle
            return settled(inside)

        return min(coefficient, end(-1.0)), max(coefficient, end(1.0))


def of_kappa(shares: Sequence[float], weights: Sequence[Sequence[float]], items: int) -> Supposed:
    """Of Cohen's kappa: the variance of Fleiss, Cohen and Everitt (1969) under the model, both raters' shares pooled.

    `weights` say how nearly two labels agree, from 0 to 1.
    """
    near = [math.fsum(share * weight for share, weight in zip(shares, row, strict=True)) for row in weights]
    chance = math.fsum(share * one for share, one in zip(shares, near, strict=True))
    cells = [
        (one * two, weight, of_one + of_two)
        for one, row, of_one in zip(shares, weights, near, strict=True)
        for two, weight, of_two in zip(shares, row, near, strict=True)
    ]
    # The mean of (w - a · s)² over the cells, less (t - a · chance)², which is (1 - a · (1 + chance))².
    mean = 1.0, 1 + chance, square(1 + chance)
    alike = (1.0, 2 * chance, math.fsum(share * square(2 * one) for share, one in zip(shares, near, strict=True)))
    apart = (
        math.fsum(part * square(weight) for part, weight, _ in cells),
        math.fsum(part * weight * both for part, weight, both in cells),
        math.fsum(part * square(both) for part, _, both in cells),
    )

    def less(one: Quadratic) -> Quadratic:
        once, crossed, squared = (part - other for part, other in zip(one, mean, strict=True))
        return once / square(1 - chance), -2 * crossed / square(1 - chance), squared / square(1 - chance)

    return Supposed(less(alike), less(apart), items)


@dataclass(frozen=True)
class Distances:
    """Of two labels drawn by their shares: the mean distance, its variance from label to label, from pair to pair."""

    mean: float
    between: float
    within: float


def unordered(shares: Sequence[float]) -> Distances:
    """Distance 1 between any two different labels."""
    mean = math.fsum(share * (1 - share) for share in shares)
    between = math.fsum(share * square(1 - share - mean) for share in shares)
    return Distances(mean, between, mean * (1 - mean))


def ordered(shares: Sequence[float], places: Sequence[float]) -> Distances:
    """The squared distance of places on a line."""
    middle = math.fsum(share * place for share, place in zip(shares, places, strict=True))
    second = math.fsum(share * square(place - middle) for share, place in zip(shares, places, strict=True))
    fourth = math.fsum(share * square(square(place - middle)) for share, place in zip(shares, places, strict=True))
    # (x - y)⁴ of two independent values has the mean 2 μ₄ + 6 σ⁴.
    return Distances(2 * second, fourth - square(second), 2 * fourth + 2 * square(second))


def of_labels(apart: Distances, raters: Iterable[tuple[int, int]]) -> Supposed:
    """Of a coefficient of several raters, from pairs of their number and how many items have so many of them.

    The distance of the labels of one item is a U statistic (Hoeffding 1948), which gives its variance under the model.
    """
    counted = list(raters)
    items = sum(count for _, count in counted)
    mean = sum(number * count for number, count in counted) / items
    room = square(apart.mean)
    weight = pairs = each = 0.0
    for number, count in counted:
        part = count / items * square(number / mean)
        weight += part
        pairs += part * 2 / (number * (number - 1)) * (2 * (number - 2) * apart.between + apart.within)
        each += part * apart.between / number
    alike = 0.0, 0.0, weight * (1 + 4 * apart.between / room)
    drawn = weight + pairs / room, -2 * weight - 8 * each / room, weight + 4 * each / room
    return Supposed(alike, drawn, items, items - 1)


def with_seen(supposed: Supposed, coefficient: float, error: float | None, differing: int) -> Supposed:
    """The same, its variance brought nearer to the one seen, the more items there are on which raters differ."""
    expected = supposed.error(coefficient)
    if error is None or not expected:
        return supposed
    weight = differing / (differing + TRUSTED)
    seen = 1 + weight * (square(error / expected) - 1)
    return Supposed(supposed.alike, supposed.apart, supposed.items, supposed.freedom, seen)
