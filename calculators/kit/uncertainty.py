"""Ranges carried through to the answer: many draws of what is uncertain, always the same for the same seed."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Shifts = tuple[float, ...]


@lru_cache(maxsize=4)
def shifts(seed: int, draws: int, factors: int) -> tuple[Shifts, ...]:
    """For each draw and each factor a number from -1 to 1, most often near 0 (triangular: two even draws, subtracted).

    The generator is Python's Mersenne Twister started with `seed`, so the same seed gives the same draws everywhere.
    """
    chance = random.Random(seed).random  # nothing is secret here; it must be repeatable
    return tuple(tuple(chance() - chance() for _ in range(factors)) for _ in range(draws))


def factor(range_percent: float, shift: float) -> float:
    """What an amount is multiplied by: (1 + range) to the power of the shift, so that half and double weigh the same.

    `range_percent` says how far the amount may be above what is expected: 50 means up to 1.5 times, or down to 1 / 1.5.
    """
    return math.exp(math.log1p(range_percent / 100) * shift)


@dataclass(frozen=True)
class Uncertain:
    """Options whose amounts are sums of parts, each part multiplied by some uncertain factors.

    `parts` gives for each option the expected USD by the names of the factors that move it, `ranges` how far each
    factor may be above expectation, in percent.
    """

    parts: Mapping[str, Mapping[tuple[str, ...], float]]
    ranges: Mapping[str, float]

    def totals(self, factors: Mapping[str, float]) -> dict[str, float]:
        """USD by option where the factors have these values."""
        return {
            option: math.fsum(usd * math.prod(factors[name] for name in names) for names, usd in parts.items())
            for option, parts in self.parts.items()
        }

    def drawn(self, seed: int, draws: int) -> dict[str, list[float]]:
        """USD by option for each draw."""
        names = list(self.ranges)
        scales = [math.log1p(self.ranges[name] / 100) for name in names]
        places = {name: place for place, name in enumerate(names)}
        kinds = list({moved for parts in self.parts.values() for moved in parts})
        where = {moved: place for place, moved in enumerate(kinds)}
        moved_by = [[places[name] for name in moved] for moved in kinds]
        sums = {
            option: [(where[moved], usd) for moved, usd in parts.items() if usd] for option, parts in self.parts.items()
        }
        drawn: dict[str, list[float]] = {option: [] for option in self.parts}
        for draw in shifts(seed, draws, len(names)):
            logs = [scale * shift for scale, shift in zip(scales, draw, strict=True)]
            products = [math.exp(math.fsum([logs[place] for place in moved])) for moved in moved_by]
            for option, parts in sums.items():
                drawn[option].append(math.fsum([usd * products[place] for place, usd in parts]))
        return drawn


def middle(values: Sequence[float], share: float) -> tuple[float, float]:
    """The ends of the middle share (0 to 1) of the values: 0.9 leaves out a twentieth at either end."""
    ordered = sorted(values)
    cut = round(len(ordered) * (1 - share) / 2)
    cut = min(cut, (len(ordered) - 1) // 2)
    return ordered[cut], ordered[-1 - cut]


def wins(drawn: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The share of draws in which each option is the cheapest; a draw that several share is split between them."""
    shares = dict.fromkeys(drawn, 0.0)
    count = len(next(iter(drawn.values())))
    for amounts in zip(*drawn.values(), strict=True):
        least = min(amounts)
        cheapest = [option for option, amount in zip(drawn, amounts, strict=True) if amount == least]
        for option in cheapest:
            shares[option] += 1 / (count * len(cheapest))
    return shares
