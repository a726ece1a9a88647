"""McNemar's test: whether the items that changed fell like tosses of a coin, how many items it takes to show not."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from calculators.statistics.proportions import normal_tail, paired_items, quantile, settled, square, two_sided

EXACT, MID = "exact", "mid-p"
TESTS: Mapping[str, tuple[str, str]] = {
    EXACT: ("McNemar’s exact test: luck passes at most as often as allowed", ""),
    MID: ("McNemar’s mid-p test: luck passes about as often as allowed", ""),
}

FAR = 9.0
"""So many standard deviations from the mean number of changed items nothing is left to count."""

MANY = 5_000
"""Of more changed items the normal distribution, a step of the test short, says the same to three digits."""

SMALL = 16
"""Below it the error of Stirling's formula comes from the factorial itself."""


@lru_cache(maxsize=4096, typed=True)
def mcnemar(gained: int, lost: int, *, mid: bool = False) -> float:
    """The two-sided p value of McNemar's exact test: how often chance alone parts the changed items so unevenly.

    With `mid` the outcome seen counts by half (mid-p; Lancaster 1961, Fagerland, Lydersen and Laake 2013): nearer to
    its level, but without the promise that luck never passes more often.
    """
    changed, fewer = gained + lost, min(gained, lost)
    seen = binomial(fewer, changed, 0.5)
    if 2 * fewer >= changed - 1:
        return settled(1 - seen) if mid and 2 * fewer < changed else 1.0
    term, terms = seen, [seen]
    while fewer and term > 1e-17 * seen:
        term *= fewer / (changed - fewer + 1)
        fewer -= 1
        terms.append(term)
    return min(1.0, settled(2 * math.fsum(terms) - (seen if mid else 0.0)))


def binomial(successes: int, tosses: int, share: float) -> float:
    """The chance of exactly so many successes, to the last digits for any number of tosses (Loader 2000)."""
    failures = tosses - successes
    if share <= 0 or share >= 1:
        return float(successes == (0 if share <= 0 else tosses))
    if not successes:
        return math.exp(tosses * math.log1p(-share))
    if not failures:
        return math.exp(tosses * math.log(share))
    apart = _stirling(tosses) - _stirling(successes) - _stirling(failures)
    apart -= _deviance(successes, tosses * share) + _deviance(failures, tosses * (1 - share))
    return math.exp(apart) * math.sqrt(tosses / (2 * math.pi * successes * failures))


def _stirling(n: int) -> float:
    """The error of Stirling's formula for the logarithm of n!."""
    if n < SMALL:
        return math.log(math.factorial(n)) - ((n + 0.5) * math.log(n) - n + math.log(2 * math.pi) / 2)
    small = 1 / (n * n)
    return (1 / 12 - small * (1 / 360 - small * (1 / 1260 - small * (1 / 1680 - small / 1188)))) / n


def _deviance(seen: float, expected: float) -> float:
    """Seen · log(seen / expected) + expected - seen, without loss of digits where both are near."""
    apart = seen - expected
    if abs(apart) >= 0.1 * (seen + expected):
        return seen * math.log(seen / expected) - apart
    ratio = apart / (seen + expected)
    found, term = apart * ratio, 2 * seen * ratio
    for odd in range(3, 1_000, 2):
        term *= ratio * ratio
        more = found + term / odd
        if more == found:
            break
        found = more
    return found


def power(gained: float, lost: float, items: int, confidence: float, *, mid: bool = False) -> float:
    """How often so many items, of which these shares are gained and lost, make the test show the difference.

    Every number of changed items counts, and every way they may fall; only what shows in its true direction is shown.
    """
    if items * (gained + lost) > MANY:
        spread = math.sqrt(gained + lost - square(gained - lost))
        reach = math.sqrt(items) * abs(gained - lost) - two_sided(confidence) * math.sqrt(gained + lost)
        reach -= 0.0 if mid else 1 / math.sqrt(items)
        return normal_tail(-reach / spread) if spread else float(reach >= 0)
    low, high = _reach(gained + lost, items)
    return _weighed(gained + lost, items, low, _shown(gained, lost, low, high, confidence, mid=mid), low)


def items_for(gained: float, lost: float, confidence: float, wanted: float, *, mid: bool = False) -> int:
    """The least items at which the test shows these shares, gained and lost, with the power wanted (a share)."""
    changed, difference = gained + lost, abs(gained - lost)
    about = paired_items(gained, lost, two_sided(confidence), quantile(wanted))
    if about * changed > MANY:
        # The same with a step less: the root of d x² - (z √c + z' √(c - d²)) x - 1, x² the items.
        root = math.sqrt(about)
        if not mid:
            root = (root + math.sqrt(about + 4 / difference)) / 2
        return math.ceil(square(root) * (1 - 1e-12))
    # The exact test wants about 2 / difference more.
    low, high = max(0, int(0.9 * about - 2 / difference) - 1), math.ceil(1.05 * about + 4 / difference) + 8
    first, last = _reach(changed, low)[0], _reach(changed, high)[1]
    shown = _shown(gained, lost, first, last, confidence, mid=mid)

    def enough(items: int) -> bool:
        return _weighed(changed, items, _reach(changed, items)[0], shown, first) >= wanted

    while not enough(high):
        high *= 2
        shown = _shown(gained, lost, first, _reach(changed, high)[1], confidence, mid=mid)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    while high > 1 and enough(high - 1):
        high -= 1
    return high


def _reach(changed: float, items: int) -> tuple[int, int]:
    """Between which numbers of changed items nearly all samples lie."""
    mean, far = items * changed, FAR * math.sqrt(items * changed * (1 - changed)) + FAR
    return max(0, math.floor(mean - far)), min(items, math.ceil(mean + far))


def _weighed(changed: float, items: int, low: int, shown: Sequence[float], first: int) -> float:
    """The mean of what each number of changed items shows, by how often it comes."""
    high = _reach(changed, items)[1]
    mode = min(high, max(low, int((items + 1) * changed)))
    chances = {mode: binomial(mode, items, changed)}
    odds = changed / (1 - changed) if changed < 1 else math.inf
    if changed < 1:
        for count in range(mode, high):
            chances[count + 1] = chances[count] * (items - count) / (count + 1) * odds
        for count in range(mode, low, -1):
            chances[count - 1] = chances[count] * count / (items - count + 1) / odds
    return settled(min(1.0, math.fsum(chance * shown[count - first] for count, chance in chances.items())))


@lru_cache(maxsize=64)
def _shown(gained: float, lost: float, low: int, high: int, confidence: float, *, mid: bool) -> Sequence[float]:
    """For each number of changed items from low to high: how often the test passes in the true direction.

    One more toss adds half the chance of standing right below the border, so that no tail is summed twice.
    """
    share, allowed = max(gained, lost) / (gained + lost), (1 - confidence) * (1 + 1e-12)
    border = _border(low, allowed, mid=mid)
    by_chance, by_share = _Tail(border, low, 0.5), _Tail(border, low, share)
    found = []
    for tosses in range(low, high + 1):
        # The border moves up by at most one with a toss more.
        while border <= tosses and 2 * by_chance.above - (by_chance.at if mid else 0.0) > allowed:
            by_chance.up()
            by_share.up()
            border += 1
        found.append(min(1.0, max(0.0, by_share.above)) if border <= tosses else 0.0)
        by_chance.toss()
        by_share.toss()
    return found


def _border(tosses: int, allowed: float, *, mid: bool) -> int:
    """The least heads of so many tosses that pass the test; one more than all where none do."""
    passing, failing = tosses + 1, (tosses + 1) // 2 - 1
    while passing - failing > 1:
        middle = (passing + failing) // 2
        if mcnemar(middle, tosses - middle, mid=mid) <= allowed:
            passing = middle
        else:
            failing = middle
    return passing


class _Tail:
    """How often tosses give at least so many heads (`above`), and exactly so many (`at`), toss by toss."""

    def __init__(self, border: int, tosses: int, share: float) -> None:
        self.border, self.tosses, self.share = border, tosses, share
        self.at = binomial(border, tosses, share) if border <= tosses else 0.0
        self.below = binomial(border - 1, tosses, share) if border > 0 else 0.0
        self.above = self._summed(border, 1) if border > tosses * share else 1 - self._summed(border - 1, -1)

    def _summed(self, heads: int, way: int) -> float:
        """How often there are so many heads or, on that way, any farther from their mean."""
        found, term = 0.0, self.at if way > 0 else self.below
        odds = self.share / (1 - self.share) if self.share < 1 else math.inf
        while term > 1e-18 * found and 0 <= heads <= self.tosses:
            found += term
            more = (self.tosses - heads) / (heads + 1) * odds if way > 0 else heads / (self.tosses - heads + 1) / odds
            term, heads = term * more, heads + way
        return found

    def up(self) -> None:
        """One head more is asked for."""
        self.above -= self.at
        self.below = self.at
        self.border += 1
        self.at = binomial(self.border, self.tosses, self.share) if self.border <= self.tosses else 0.0

    def toss(self) -> None:
        """One toss more is made."""
        self.above += self.share * self.below
        self.at, before = (1 - self.share) * self.at + self.share * self.below, self.below
        if self.border < 1:
            return
        self.tosses += 1
        if self.border - 1 > self.tosses - 1:
            self.below = 0.0 if self.border - 1 > self.tosses else binomial(self.border - 1, self.tosses, self.share)
        elif self.share < 1:
            heads = self.border - 1
            self.below = before * self.tosses / (self.tosses - heads) * (1 - self.share)
        else:
            self.below = float(self.border - 1 == self.tosses)


def detectable(changed: float, items: int, confidence: float, wanted: float, *, mid: bool = False) -> float | None:
    """The least difference that so many items show where a share of them changes; None where none is large enough."""
    if changed <= 0 or power(changed, 0.0, items, confidence, mid=mid) < wanted:
        return None
    inside, outside = 0.0, changed
    for _ in range(24):
        middle = (inside + outside) / 2
        shown = power((changed + middle) / 2, (changed - middle) / 2, items, confidence, mid=mid)
        inside, outside = (inside, middle) if shown >= wanted else (middle, outside)
    return settled(outside)
