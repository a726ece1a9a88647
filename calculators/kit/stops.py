"""The stops of a slider: few plain values on the way from one end to the other."""

import math

RUNGS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
"""The stops of each power of ten: each about a quarter more than the one before."""


def ladder(low: float, high: float, *, whole: bool = True) -> tuple[float, ...]:
    """Plain values by ratio, for what may differ by powers of ten."""
    powers = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    values = (float(f"{rung}e{power}") for power in powers for rung in RUNGS)
    return tuple(value for value in values if low <= value <= high and (not whole or value == int(value)))


def doubling(low: int, high: int) -> tuple[float, ...]:
    """Values of which each is twice the one before, for what machines count in powers of two."""
    return tuple(float(low << times) for times in range((high // low).bit_length()))


def steps(low: float, high: float, step: float) -> tuple[float, ...]:
    """Values as far from each other as the step is; the high end is the last where the steps meet it."""
    return tuple(low + step * at for at in range(int((high - low) / step) + 1))
