"""Several comparisons at once: which of them still count when one of many looks good by luck."""

from collections.abc import Sequence


def holm_steps(family: int, rank: int) -> int:
    """How many times as strict the test of this rank (1 is the smallest p) is, in a family of so many: Holm 1979."""
    return family - min(rank, family) + 1


def holm_adjusted(p_values: Sequence[float], family: int = 0) -> list[float]:
    """The p values of a family by Holm's step-down method (1979), in the order given.

    Each says from which error allowed on its comparison would count. `family` may be more than the p values that are
    known: then those given up count as the largest.
    """
    family = max(family, len(p_values))
    adjusted, least = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__), 1):
        least = max(least, min(1.0, holm_steps(family, rank) * p_values[place]))
        adjusted[place] = least
    return adjusted


def ranks(p_values: Sequence[float]) -> list[int]:
    """The place of each by its p value, from 1; of equal ones the first given stands first."""
    found = [0] * len(p_values)
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__), 1):
        found[place] = rank
    return found
