"""Ranges carried through to the answer: many draws of what is uncertain, always the same for the same seed."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import eq

Column = Sequence[float]
"""One number for each draw."""


@lru_cache(maxsize=4, typed=True)
def shifts(seed: int, draws: int, factors: int) -> tuple[Column, ...]:
    """For each factor and each draw a number from -1 to 1, most often near 0 (triangular: two even draws, subtracted).

    The generator is Python's Mersenne Twister started with `seed`, so the same seed gives the same draws everywhere.
    """
    chance = random.Random(seed).random  # nothing is secret here; it must be repeatable
    drawn = [chance() - chance() for _ in range(draws * factors)]
    return tuple(drawn[place::factors] for place in range(factors))


@lru_cache(maxsize=16, typed=True)
def multipliers(seed: int, draws: int, factors: int, moved: tuple[tuple[int, float], ...]) -> Column:
    """What an amount is multiplied by in each draw, if it is moved by these factors, given as place and range.

    Kept, because a reader who types an amount changes none of them.
    """
    columns = shifts(seed, draws, factors)
    logs = [[math.log1p(percent / 100) * shift for shift in columns[place]] for place, percent in moved]
    if not logs:
        return [1.0] * draws
    return list(map(math.exp, map(math.fsum, zip(*logs, strict=True))))


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

    def drawn(self, seed: int, draws: int) -> dict[str, Column]:
        """USD by option for each draw."""
        ranges = dict(zip(self.ranges, enumerate(self.ranges.values()), strict=True))
        drawn: dict[str, Column] = {}
        for option, parts in self.parts.items():
            columns = [
                [usd * by for by in multipliers(seed, draws, len(ranges), tuple(ranges[name] for name in moved))]
                for moved, usd in parts.items()
                if usd
            ]
            drawn[option] = list(map(math.fsum, zip(*columns, strict=True))) if columns else [0.0] * draws
        return drawn


def middle(values: Sequence[float], share: float) -> tuple[float, float]:
    """The ends of the middle share (0 to 1) of the values: 0.9 leaves out a twentieth at either end."""
    ordered = sorted(values)
    cut = round(len(ordered) * (1 - share) / 2)
    cut = min(cut, (len(ordered) - 1) // 2)
    return ordered[cut], ordered[-1 - cut]


def wins(drawn: Mapping[str, Column]) -> dict[str, float]:
    """The share of draws in which each option is the cheapest; a draw that several share is split between them."""
    least = list(map(min, *drawn.values())) if len(drawn) > 1 else list(*drawn.values())
    won = {option: list(map(eq, amounts, least)) for option, amounts in drawn.items()}
    parts = [1 / count for count in map(sum, zip(*won.values(), strict=True))]
    return {option: math.fsum(compress(parts, of_option)) / len(least) for option, of_option in won.items()}
