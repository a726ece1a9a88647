"""Statistics of shares that are right: their intervals, their tests, the items that a difference takes."""

import math
from functools import lru_cache

Interval = tuple[float, float]


def settled(value: float) -> float:
    """A value without the last digits, in which the mathematics of one host may differ from another's."""
    return float(f"{value:.12g}")


def square(value: float) -> float:
    """A product is the same on every host; a power need not be."""
    return value * value


def quantile(share: float) -> float:
    """The value below which so large a share of a standard normal distribution lies; 0 < share < 1."""
    if share < 0.5:
        return -_upper(share)
    return _upper(1 - share)


@lru_cache(maxsize=256, typed=True)
def _upper(tail: float) -> float:
    """The value above which `tail` (at most a half) lies; Newton's steps from 0 come to it from below."""
    value = 0.0
    for _ in range(200):
        step = (math.erfc(value / math.sqrt(2)) / 2 - tail) * math.sqrt(2 * math.pi) * math.exp(value * value / 2)
        value += step
        if step <= 1e-14 * (1 + value):
            break
    return settled(value)


def normal_tail(value: float) -> float:
    """The share of a standard normal distribution above a value."""
    return settled(math.erfc(value / math.sqrt(2)) / 2)


def two_sided(confidence: float) -> float:
    """How many standard errors a two-sided interval of this confidence (as a share) reaches to either side."""
    return _upper((1 - confidence) / 2)


def wilson(right: float, items: float, z: float) -> Interval:
    """Wilson's interval for a share of which `right` of `items` were seen (Wilson 1927)."""
    share, more = right / items, z * z / items
    middle = share + more / 2
    half = z * math.sqrt(share * (1 - share) / items + more / (4 * items))
    low, high = (middle - half) / (1 + more), (middle + half) / (1 + more)
    return (0.0 if right == 0 else max(0.0, low), 1.0 if right == items else min(1.0, high))


def wilson_margin(share: float, items: float, z: float) -> float:
    """Half the width of Wilson's interval, where a share is seen in so many items."""
    return z * math.sqrt(share * (1 - share) / items + z * z / (4 * items * items)) / (1 + z * z / items)


def wilson_items(share: float, margin: float, z: float) -> float:
    """Items at which half the width of Wilson's interval is the margin: the root of h²(n + z²)² = z²(pqn + z²/4)."""
    if margin >= 0.5:
        return 1.0
    h, q = margin * margin, share * (1 - share)
    linear = 2 * h - q
    root = math.sqrt(linear * linear + 4 * h * (0.25 - h))
    return max(1.0, z * z * (root - linear) / (2 * h))


def unseen(items: float, confidence: float) -> float:
    """The share that may fail although none of so many items did: 1 - (1 - confidence)^(1/n), about 3/n at 95 %."""
    return settled(-math.expm1(math.log1p(-confidence) / items))


def newcombe(before: tuple[float, float], after: tuple[float, float], z: float) -> Interval:
    """Newcombe's interval for after - before in separate groups, each (right, items): his method 10 of 1998."""
    shares = [right / items for right, items in (before, after)]
    (low_before, high_before), (low_after, high_after) = (wilson(*group, z) for group in (before, after))
    difference = shares[1] - shares[0]
    return (
        difference - math.sqrt(square(shares[1] - low_after) + square(high_before - shares[0])),
        difference + math.sqrt(square(high_after - shares[1]) + square(shares[0] - low_before)),
    )


def tango(gained: float, lost: float, items: float, z: float) -> Interval:
    """Tango's score interval for after - before on the same items (Tango 1998): where the score is z and -z."""
    seen = (gained - lost) / items

    def score(difference: float) -> float:
        linear = (2 * items - gained + lost) * difference - gained - lost
        constant = -lost * difference * (1 - difference)
        share_lost = (math.sqrt(max(0.0, linear * linear - 8 * items * constant)) - linear) / (4 * items)
        variance = items * (2 * share_lost + difference * (1 - difference))
        distance = gained - lost - items * difference
        return distance / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, distance)

    def edge(end: float, wanted: float) -> float:
        inside, outside = seen, end
        for _ in range(60):
            middle = (inside + outside) / 2
            if abs(score(middle)) < wanted:
                inside = middle
            else:
                outside = middle
        return (inside + outside) / 2

    return edge(-1.0, z), edge(1.0, z)


def separate_test(before: tuple[float, float], after: tuple[float, float]) -> float:
    """The z of two separate groups, each (right, items), with the pooled variance; 0 where nothing varies."""
    pooled = (before[0] + after[0]) / (before[1] + after[1])
    variance = pooled * (1 - pooled) * (1 / before[1] + 1 / after[1])
    return (after[0] / after[1] - before[0] / before[1]) / math.sqrt(variance) if variance > 0 else 0.0


def separate_items(before: float, after: float, z: float, z_power: float) -> float:
    """Items in each of two groups to tell two shares apart: pooled variance for z, unpooled for the power."""
    return square((z * _pooled(before, after) + z_power * _unpooled(before, after)) / (after - before))


def separate_power(before: float, after: float, items: float, z: float) -> float:
    """How often so many items in each of two groups tell two shares apart (the formula of R's power.prop.test)."""
    reach = math.sqrt(items) * abs(after - before) - z * _pooled(before, after)
    return _chance(reach, _unpooled(before, after))


def baseline_items(before: float, after: float, z: float, z_power: float) -> float:
    """The same with the baseline's variance in place of the pooled one, as on Evan Miller's page."""
    baseline = math.sqrt(2 * before * (1 - before))
    return square((z * baseline + z_power * _unpooled(before, after)) / (after - before))


def arcsine_items(before: float, after: float, z: float, z_power: float) -> float:
    """The same after Cohen's arcsine transformation, which makes the variance the same everywhere."""
    effect = settled(2 * math.asin(math.sqrt(after)) - 2 * math.asin(math.sqrt(before)))
    return 2 * square((z + z_power) / effect)


def _pooled(before: float, after: float) -> float:
    middle = (before + after) / 2
    return math.sqrt(2 * middle * (1 - middle))


def _unpooled(before: float, after: float) -> float:
    return math.sqrt(before * (1 - before) + after * (1 - after))


def paired_items(gained: float, lost: float, z: float, z_power: float) -> float:
    """Items that show gains and losses (shares) on the same items: Miettinen 1968, Connor 1987."""
    changed, difference = gained + lost, gained - lost
    spread = math.sqrt(max(0.0, changed - difference * difference))
    return square((z * math.sqrt(changed) + z_power * spread) / difference)


def paired_power(gained: float, lost: float, items: float, z: float) -> float:
    """How often so many items show these gains and losses."""
    changed, difference = gained + lost, abs(gained - lost)
    reach = math.sqrt(items) * difference - z * math.sqrt(changed)
    return _chance(reach, math.sqrt(max(0.0, changed - difference * difference)))


def paired_detectable(changed: float, items: float, z: float, z_power: float) -> float | None:
    """The least difference that so many items show where a share of them changes; None where none is large enough."""
    under_root = items - z * z + z_power * z_power
    if under_root < 0 or changed <= 0:
        return None
    reach = z * math.sqrt(items) + z_power * math.sqrt(under_root)
    found = math.sqrt(changed) * reach / (items + z_power * z_power)
    return found if found <= changed else None


def score_items(variance: float, difference: float, z: float, z_power: float) -> float:
    """Items that show a difference of scores, of this variance per item (Miller 2024)."""
    return variance * square((z + z_power) / difference)


def score_power(variance: float, difference: float, items: float, z: float) -> float:
    """How often so many items show a difference of scores."""
    return _chance(math.sqrt(items) * difference - z * math.sqrt(variance), math.sqrt(variance))


def _chance(reach: float, spread: float) -> float:
    """How often a normal value with this spread stays below `reach`."""
    if spread <= 0:
        return 1.0 if reach >= 0 else 0.0
    return normal_tail(-reach / spread)
