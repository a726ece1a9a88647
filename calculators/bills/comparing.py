"""Which of several bills is the least, with ties told as ties."""

from collections.abc import Mapping

TIED = " = "
"""Stands between the keys of those that are the cheapest together."""

SAME = 1e-9
"""Bills that differ by less than this share differ only by rounding: the same figures, reckoned in another order."""


def same(one: float, other: float, share: float = SAME) -> bool:
    """Whether two bills differ by no more than a share of the larger."""
    return abs(one - other) <= share * max(one, other)


def cheapest(costs: Mapping[str, float]) -> tuple[str, ...]:
    """The keys of those that cost least: one, several that cost the same, or none where there is none."""
    least = min(costs.values(), default=0.0) * (1 + SAME)
    return tuple(key for key, cost in costs.items() if cost <= least)
