"""How often ranges hold what was measured, each source judged by what the others teach."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from calculators.bills.margins import WIDEST
from calculators.proof.cases import Check, cases, checks
from calculators.proof.outcomes import Score

AIM = 0.85
"""Which part of the measurements ranges shall hold."""


@dataclass(frozen=True)
class Held:
    """One measurement beside our range: the source, what was measured, our low end, what we expect, our high end."""

    source: str
    measured: float
    low: float
    expected: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether our range holds it."""
        return self.low <= self.measured <= self.high

    @property
    def off(self) -> float:
        """How far what we expect is off, as a share of what was measured."""
        return abs(self.expected / self.measured - 1)

    @property
    def stretch(self) -> float:
        """How many times as wide our range would have to be, on the side where the measurement is, to hold it."""
        side = self.high - self.expected if self.measured > self.expected else self.expected - self.low
        return (
            abs(self.measured - self.expected) / side if side else 0 if self.measured == self.expected else float("inf")
        )

    def stretched(self, times: float) -> "Held":
        """The same with a range so many times as wide, though no wider than may be told; the high end stays."""
        high = self.expected + times * (self.high - self.expected)
        low = max(self.expected - times * (self.expected - self.low), high / WIDEST)
        return Held(self.source, self.measured, min(low, self.expected), self.expected, high)


def held(checked: Check) -> Held | None:
    """What a case of a measurement shows; None for any other case, or where no one figure is told."""
    first, *rest = checked.case.expected
    if not first.figure.endswith(".low") or first.most is None or not rest:
        return None
    name = first.figure.removesuffix(".low")
    figures = [checked.figures.get(key) for key in (f"{name}.low", name, f"{name}.high")]
    low, expected, high = (figure.value if figure else None for figure in figures)
    if low is None or expected is None or high is None:
        return None
    return Held(checked.case.source, first.most, low, expected, high)


def learned(known: Sequence[Held], aim: float = AIM) -> float:
    """How many times as wide ranges must be to hold that part of what is known, each source counted alike."""
    of_source: dict[str, int] = defaultdict(int)
    for one in known:
        of_source[one.source] += 1
    so_far, whole = 0.0, len(of_source)
    for one in sorted(known, key=lambda one: one.stretch):
        so_far += 1 / of_source[one.source]
        if so_far >= aim * whole * (1 - 1e-9):
            return one.stretch
    return 1.0


def left_out(known: Sequence[Held]) -> Score:
    """How many lie within, the width of every range learned from all sources but its own."""
    sources = {one.source for one in known}
    times = {source: learned([one for one in known if one.source != source]) for source in sources}
    return Score(sum(one.stretched(times[one.source]).inside for one in known), len(known))


def as_it_stands(known: Iterable[Held]) -> Score:
    """How many lie within our ranges as they are."""
    inside = [one.inside for one in known]
    return Score(sum(inside), len(inside))


def median_off(known: Iterable[Held]) -> float:
    """How far what we expect is off in the middle case, in %."""
    return 100 * statistics.median(one.off for one in known)


@dataclass(frozen=True)
class Rates:
    """Today's rates of one calculator: all measurements, those that a figure is told for."""

    slug: str
    all: int
    known: tuple[Held, ...]

    @property
    def widest(self) -> float:
        """How many times its low end the high end of the widest range is."""
        return max(one.high / one.low for one in self.known)


@cache
def rates(slug: str) -> Rates:
    """The rates of a calculator over all cases of measurements."""
    ours = [one for one in checks().values() if one.case.calculator == slug]
    measured = [one for one in ours if one.case.expected[0].figure.endswith(".low")]
    return Rates(slug, len(measured), tuple(filter(None, map(held, measured))))


@cache
def out_of_memory(verdict: str) -> Score:
    """Of how many runs that ran out of memory this is said, such as "fits", of how many."""
    verdicts = [checked_verdict(key) for key in cases() if "oom-" in key]
    return Score(verdicts.count(verdict), len(verdicts))


def checked_verdict(key: str) -> str:
    """What “memory” says of a case."""
    from calculators import calculator

    case = cases()[key]
    return calculator(case.calculator).read(case.inputs).calculator.verdict
