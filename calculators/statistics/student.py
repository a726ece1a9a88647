"""Student's t distribution: what takes the place of the normal one where a spread is known from few units only."""

import math
from functools import lru_cache

from calculators.statistics.proportions import normal_tail, quantile, settled
from calculators.statistics.proportions import two_sided as normal_two_sided

MANY, STEPS = 400, 200
"""Up to so many degrees of freedom the noncentral distribution is summed, in so many steps."""

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


def power(shift: float, freedom: float, confidence: float) -> float:
    """How often the two-sided t test shows a shift, in standard errors, in its true direction.

    The noncentral t distribution, as the mean over all standard errors that the items may give; with more than MANY
    degrees of freedom in the way of Johnson and Welch (1940).
    """
    border = two_sided(confidence, freedom)
    if freedom > MANY:
        return normal_tail((border * (1 - 1 / (4 * freedom)) - shift) / math.sqrt(1 + border * border / (2 * freedom)))
    # Simpson's rule over the ratio of the standard error found to the true one: √(χ² / f).
    reach = 8 / math.sqrt(2 * freedom)
    low, high = max(0.0, 1 - reach), 1 + reach
    weights, shown = [], []
    for place in range(STEPS + 1):
        ratio = low + (high - low) * place / STEPS
        weight = (1 if place in (0, STEPS) else 2 + 2 * (place % 2)) * _density(ratio, freedom)
        weights.append(weight)
        shown.append(weight * math.erfc((border * ratio - shift) / math.sqrt(2)) / 2)
    return settled(math.fsum(shown) / math.fsum(weights))


def _density(ratio: float, freedom: float) -> float:
    """The density of √(χ² / f), up to a factor that is 1 at 1."""
    if ratio <= 0:
        return math.exp(freedom / 2) if freedom <= 1 else 0.0
    return math.exp((freedom - 1) * math.log(ratio) - freedom * (ratio * ratio - 1) / 2)


def items_for(spread: float, difference: float, confidence: float, wanted: float, a_unit: float = 1.0) -> int:
    """The least items whose t test shows a difference of this spread per item with the power wanted (a share).

    `a_unit` is how many items one unit of the test has: 1, or the items of a document.
    """
    effect = abs(difference) / spread if spread else math.inf

    def enough(items: int) -> bool:
        freedom = items / a_unit - 1
        return freedom >= 1 and power(effect * math.sqrt(items), freedom, confidence) >= wanted

    # The normal distribution asks for fewer, Student's for two units more where they are many.
    z = normal_two_sided(confidence) + quantile(wanted)
    low = max(0, int(z * z / (effect * effect)) - 1)
    high = low + math.ceil(4 * a_unit)
    while not enough(high):
        low, high = high, high + 2 * (high - low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
