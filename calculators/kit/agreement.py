"""How well raters agree: the coefficients of Cohen, Fleiss and Krippendorff, and what they leave to be measured."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from calculators.kit.proportions import settled, square

Table = Sequence[Sequence[int]]

EQUAL = 1e-12
"""Where so little is left to disagree by chance, every label is the same one."""


@dataclass(frozen=True)
class Agreement:
    """How often raters agree, how often they would by chance, and the coefficient with its standard error.

    All are shares. The coefficient is None where every label is the same, since chance then explains all; its error is
    None where one item alone leaves nothing to tell it from.
    """

    raw: float
    chance: float
    coefficient: float | None
    error: float | None


def cohen(table: Table) -> Agreement:
    """Cohen's kappa of two raters: cell (i, j) counts the items that the first gave label i and the second label j.

    The standard error is that of Fleiss, Cohen and Everitt (1969).
    """
    items, labels = sum(map(sum, table)), range(len(table))
    cells = [[cell / items for cell in row] for row in table]
    first = [math.fsum(row) for row in cells]
    second = [math.fsum(column) for column in zip(*cells, strict=True)]
    raw = math.fsum(cells[i][i] for i in labels)
    chance = math.fsum(first[i] * second[i] for i in labels)
    if 1 - chance < EQUAL:
        return Agreement(raw, chance, None, None)
    kappa = (raw - chance) / (1 - chance)
    agreed = math.fsum(cells[i][i] * square(1 - (first[i] + second[i]) * (1 - kappa)) for i in labels)
    apart = math.fsum(cells[i][j] * square(second[i] + first[j]) for i in labels for j in labels if i != j)
    spread = agreed + square(1 - kappa) * apart - square(kappa - chance * (1 - kappa))
    return Agreement(raw, chance, kappa, math.sqrt(max(0.0, spread) / items) / (1 - chance))


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

    return _summed([(_pairs(row), *row) for row in table], of)


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

    return _summed([(_pairs(row) / (sum(row) - 1), *row) for row in rated], of)


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
