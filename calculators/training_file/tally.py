"""How numbers are spread: ends, tenths, middle, mean."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """How a list of numbers is spread."""

    least: float
    p10: float
    median: float
    mean: float
    p90: float
    most: float


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of ordered numbers lies, between two of them on the straight line."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(numbers: Sequence[float]) -> Spread | None:
    """How numbers are spread; None if there are none."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    p10, median, p90 = (quantile(ordered, share) for share in (0.1, 0.5, 0.9))
    mean = math.fsum(ordered) / len(ordered)
    return Spread(ordered[0], p10, median, mean, p90, ordered[-1])


def top_share(numbers: Sequence[float]) -> float:
    """The share of the sum that the largest tenth holds."""
    ordered = sorted(numbers, reverse=True)
    tenth = ordered[: math.ceil(len(ordered) / 10)]
    return math.fsum(tenth) / (math.fsum(ordered) or 1)
