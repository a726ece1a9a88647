"""Items that have both results because of what one of them was, as where only failures were tried again."""

from collections.abc import Sequence

from calculators.kit.inputs import Press, Refused
from calculators.kit.numbers import say, say_number
from calculators.results.cells import NO_CELL, RIGHT, with_more
from calculators.results.paired import Paired, Values
from calculators.results.reading import Question
from calculators.statistics.comparison import Apart, ScoredApart
from calculators.statistics.samples import Sample

FEWEST = 8
"""So many items must have both results, and so many lack one, that a difference tells anything."""

RARE = 1e-4
"""How seldom chance may leave out items so unlike those that are left."""


def question(read: Paired, variant: str, cells: str) -> Refused | None:
    """The question whether items lack a result by chance, where those that have both differ far from the others."""
    for part, other, values, partners in (
        ("before", "after", read.before[variant], read.after[variant]),
        ("after", "before", read.after[variant], read.before[variant]),
    ):
        both = _of(values, partners, there=True)
        alone = _of(values, partners, there=False)
        if min(len(both), len(alone)) < FEWEST or _chance(read.kind, both, alone) > RARE:
            continue
        words = (
            f"File of the run after: {len(both):,} of {len(both) + len(alone):,} items with a result {part} have one "
            f"{other}, and {part} they were otherwise than the rest: {_mean(read.kind, both)}, the rest "
            f"{_mean(read.kind, alone)}. If only items were tried again that had failed, chance alone makes them "
            "better, and none can get worse: run the others too. Or are they missing for another reason?"
        )
        press = Press("For another reason: they are left out", {"cells": with_more(cells, {NO_CELL: "out"})})
        return Question("after_file", words, (press,)).refused
    return None


def _of(values: Values, partners: Values, *, there: bool) -> list[float]:
    pairs = zip(values, partners, strict=True)
    return [value for value, partner in pairs if value is not None and (partner is not None) == there]


def _chance(kind: str, both: Sequence[float], alone: Sequence[float]) -> float:
    """How often two draws differ so far by luck."""
    if kind == RIGHT and {*both, *alone} <= {0.0, 1.0}:
        return Apart((round(sum(both)), len(both)), (round(sum(alone)), len(alone))).p_value
    one, other = Sample(tuple(both)), Sample(tuple(alone))
    if not one.varies and not other.varies:
        return float(one.mean == other.mean)
    return ScoredApart(one, other).p_value


def _mean(kind: str, values: Sequence[float]) -> str:
    mean = sum(values) / len(values)
    return f"{say(100 * mean, '%')} right" if kind == RIGHT else f"a mean of {say_number(mean)}"
