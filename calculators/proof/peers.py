"""What the tools that people use say of one pair of runs, by their own formulas, beside what we say."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from calculators.before_after import BeforeAfter
from calculators.kit.numbers import say, say_number
from calculators.statistics import proportions as stats
from calculators.statistics.comparison import Counted

PAIR = Counted(both_right=122, gained=18, lost=5, both_wrong=55)
"""Both runs on the same 200 items, chosen because the tools do not agree on them."""

ALLOWED = 0.05
"""The error that each of them allows by default."""


@dataclass(frozen=True)
class Peer:
    """What one tool says: the name of its comparison, its figures in words, the sources, why it differs.

    `tells` is whether it calls the second run better, None where it makes no test.
    """

    name: str
    shows: str
    verdict: str
    tells: bool | None
    why: str
    sources: tuple[str, ...]


def own_error(right: int, items: int) -> float:
    """The standard error of one run's share, with n - 1: lm-eval's `acc_stderr`, inspect's `stderr()`."""
    share = right / items
    return math.sqrt(share * (1 - share) / (items - 1))


def unpaired(pair: Counted) -> tuple[float, float]:
    """lm-eval's model comparator: z = difference / √(SE² + SE²), as if each run had items of its own; z and p."""
    errors = [own_error(*group) for group in (pair.before, pair.after)]
    z = pair.difference / math.sqrt(math.fsum(map(stats.square, errors)))
    return z, 2 * stats.normal_tail(abs(z))


def corrected(pair: Counted) -> tuple[float, float]:
    """McNemar's chi-square with Edwards' correction: (|b - c| - 1)² / (b + c), and its p value."""
    if not pair.changed:
        return 0.0, 1.0
    chi_square = stats.square(max(0, abs(pair.gained - pair.lost) - 1)) / pair.changed
    return chi_square, 2 * stats.normal_tail(math.sqrt(chi_square))


def effect(pair: Counted) -> float:
    """Cohen's d of the differences: their mean over their standard deviation, with n - 1."""
    variance = (pair.changed - pair.items * stats.square(pair.difference)) / (pair.items - 1)
    return pair.difference / math.sqrt(variance) if variance else 0.0


def peers(pair: Counted = PAIR) -> Iterator[Peer]:
    """Every tool's word on the pair, ours last."""
    before, after = (say(100 * mean, "%") for mean in pair.means)
    errors = [say_number(100 * own_error(*group)) for group in (pair.before, pair.after)]
    each = f"{before} ± {errors[0]}, then {after} ± {errors[1]}"
    yield Peer(
        "promptfoo, “Compare with another eval”",
        f"{before} passing, then {after} passing, answers side by side",
        "none: the reader judges",
        None,
        "It counts what passes and shows which answers differ. It makes no test and gives no interval, so that a "
        "difference by luck looks like any other. Errors count as not passing.",
        ("promptfoo-show", "promptfoo-compare"),
    )
    yield Peer(
        "inspect_ai, accuracy with stderr of each log",
        each,
        "none: the intervals overlap",
        None,
        "Each run has a standard error of its own, and whoever compares two intervals that overlap calls this a "
        "tie. Both runs met the same hard items; what they share does not blur their difference, but it does "
        "widen both intervals.",
        ("inspect-stderr",),
    )
    z, p = unpaired(pair)
    yield Peer(
        "lm-evaluation-harness, scripts/model_comparator.py",
        f"{each}; z = {say_number(z)}, p = {say_number(p)}",
        _says(p),
        p <= ALLOWED,
        "The z test takes the runs for separate items: it adds both variances and leaves out how they go along. "
        f"On the same items that makes the error of the difference {say_number(_wider(pair))} times as large.",
        ("lm-eval-comparator", "lm-eval-3831"),
    )
    chi_square, p = corrected(pair)
    yield Peer(
        "inspect_ai, compare_evals as proposed (it was not taken in)",
        f"chi-square = {say_number(chi_square)}, p = {say_number(p)}, Cohen’s d = {say_number(effect(pair))}",
        _says(p),
        p <= ALLOWED,
        "McNemar’s test, as here, by the chi-square with a correction in place of the exact count; with few changed "
        "items the two part. It gives the size of the effect in standard deviations, not in points with an interval.",
        ("inspect-3511",),
    )
    ours = BeforeAfter(
        both_right=pair.both_right, items_gained=pair.gained, items_lost=pair.lost, both_wrong=pair.both_wrong
    )
    yield Peer(
        "Before and after, here",
        ours.result().answer,
        f"p = {say_number(ours.p_value)}: {ours.verdict}",
        ours.verdict == "better",
        "McNemar’s exact test on the items that changed, and Tango’s interval of the difference.",
        (),
    )


def _says(p: float) -> str:
    return "a difference" if p <= ALLOWED else "no difference that counts"


def _wider(pair: Counted) -> float:
    """How many times as large the error is that takes the same items for separate ones."""
    apart = math.sqrt(math.fsum(stats.square(own_error(*group)) for group in (pair.before, pair.after)))
    variance = (pair.changed - pair.items * stats.square(pair.difference)) / (pair.items - 1)
    return apart / math.sqrt(variance / pair.items)
