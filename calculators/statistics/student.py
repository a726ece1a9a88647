"""Student's t distribution: what takes the place of the normal one where a spread is known from few units only."""

import math
from functools import lru_cache

from calculators.statistics.proportions import settled

LARGE = 120.0
"""From here on a series gives the ratio of two gamma functions to the last digit."""


@lru_cache(maxsize=512, typed=True)
def tail(t: float, freedom: float) -> float:
    """The share of the distribution with so many degrees of freedom that lies above t, t not below 0."""
    if t <= 0:
        return 0.5
    if math.isinf(t):
        return 0.0
    square = t * t
    inside, outside = square / (freedom + square), freedom / (freedom + square)
    # The common factor of both fractions: x^(f/2) (1-x)^(1/2) / B(f/2, 1/2), with 1 - x = t²/(f + t²).
    factor = math.exp(-freedom / 2 * math.log1p(square / freedom)) * math.sqrt(inside / math.pi) * _ratio(freedom / 2)
    if outside < (freedom / 2 + 1) / (freedom / 2 + 2.5):
        return settled(factor / (freedom / 2) * _fraction(freedom / 2, 0.5, outside) / 2)
    return settled((1 - factor / 0.5 * _fraction(0.5, freedom / 2, inside)) / 2)


@lru_cache(maxsize=256, typed=True)
def two_sided(confidence: float, freedom: float) -> float:
    """How many standard errors a two-sided interval of this confidence (as a share) reaches to either side."""
    wanted = (1 - confidence) / 2
    inside, outside = 0.0, 1.0
    while tail(outside, freedom) > wanted:
        inside, outside = outside, 2 * outside
    for _ in range(60):
        middle = (inside + outside) / 2
        if tail(middle, freedom) > wanted:
            inside = middle
        else:
            outside = middle
    return settled(outside)


def _ratio(x: float) -> float:
    """Gamma(x + 1/2) / Gamma(x), by products and roots alone, which every host reckons alike."""
    factor = 1.0
    while x < LARGE:
        factor *= x / (x + 0.5)
        x += 1
    part = 1 / x
    series = 1 - part / 8 * (1 - part / 16 * (1 + part * 5 / 8 * (1 - part * 21 / 160 * (1 + part * 19 / 8))))
    return factor * math.sqrt(x) * series


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method, for x below (a + 1) / (a + b + 2)."""
    tiny = 1e-300
    up, down = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    found = down
    for m in range(1, 10_000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            down = 1 / ((1 + term * down) or tiny)
            up = (1 + term / up) or tiny
            found *= up * down
        if abs(up * down - 1) < 1e-16:
            break
    return found
