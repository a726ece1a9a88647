"""Where models stand beside each other: the error of each, how they go along, which one no other beats."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from calculators.statistics.proportions import square
from calculators.statistics.samples import Sample, deviation


@dataclass(frozen=True)
class Together:
    """Two models on the same items: the standard error of each mean, and how their results go along (Miller 2024).

    The correlation is None where one of them never varies.
    """

    before: float
    after: float
    correlation: float | None


def together(before: Sample, after: Sample) -> Together:
    """The standard errors (robust to documents, where there are any) and the correlation over items."""
    pairs = zip(before.values, after.values, strict=True)
    product = math.fsum((one - before.mean) * (two - after.mean) for one, two in pairs)
    spreads = before.spread * after.spread * (len(before.values) - 1)
    correlation = max(-1.0, min(1.0, product / spreads)) if spreads else None
    return Together(before.error, after.error, correlation)


def together_counted(both: int, gained: int, lost: int, neither: int) -> Together:
    """The same of right or wrong, by counts; the correlation is phi."""
    items = both + gained + lost + neither
    right_before, right_after = both + lost, both + gained
    wrong = (items - right_before) * (items - right_after)
    under = math.sqrt(right_before * right_after * wrong)
    errors = [
        math.sqrt(right * (items - right) / (items - 1)) / items if items > 1 else 0.0
        for right in (right_before, right_after)
    ]
    return Together(errors[0], errors[1], (both * neither - gained * lost) / under if under else None)


@dataclass(frozen=True)
class Repeated:
    """Items answered several times: the mean of each, and how much an answer varies around its item's mean."""

    means: tuple[float, ...]
    noise: float
    """Standard deviation of one answer of an item; 0 where none was answered twice."""
    answers: float
    """Answers per item, the harmonic mean."""

    @cached_property
    def spread(self) -> float:
        """Standard deviation of the items' own means, without the noise of their answers; 0 where noise explains all.

        Var(mean of K) = ω² + σ² / K (Miller 2024, section 3).
        """
        return math.sqrt(max(0.0, square(deviation(self.means)) - square(self.noise) / self.answers))


def repeated(items: Sequence[Sequence[float]]) -> Repeated:
    """Item means, and the noise pooled over the items that were answered more than once."""
    means = tuple(math.fsum(answers) / len(answers) for answers in items)
    apart = math.fsum(square(deviation(answers)) * (len(answers) - 1) for answers in items)
    freedom = sum(len(answers) - 1 for answers in items)
    harmonic = len(items) / math.fsum(1 / len(answers) for answers in items)
    return Repeated(means, math.sqrt(apart / freedom) if freedom else 0.0, harmonic)


def undominated(variants: Mapping[str, tuple[float, ...]], more_is_better: Sequence[bool]) -> frozenset[str]:
    """The variants that no other beats: none is as good in every measure and better in one (Pareto's front)."""
    signed = {
        name: tuple(value if more else -value for value, more in zip(values, more_is_better, strict=True))
        for name, values in variants.items()
    }

    def beaten(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
        return one != other and all(theirs >= ours for ours, theirs in zip(one, other, strict=True))

    return frozenset(name for name, one in signed.items() if not any(beaten(one, other) for other in signed.values()))
