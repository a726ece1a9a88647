"""How several variants are told beside each other, each against the model before."""

import math
from collections.abc import Sequence

from calculators.kit.chart import Bar, Intervals
from calculators.kit.model import Table
from calculators.kit.numbers import say_number
from calculators.results.comparison_words import Words
from calculators.results.standing_words import VERDICTS
from calculators.statistics.judging import Judged
from calculators.statistics.several import holm_adjusted

BARS = 12
"""So many variants are charted."""

Ends = tuple[float, float] | tuple[()]


def ends_of(one: Judged, words: Words, sign: int) -> Ends:
    """The interval of a difference, in points, the difference within it whatever the last digit does.

    Nothing where any difference fits, as with one item and scores of any size. `sign` is -1 where less is better.
    """
    low, high = one.found.interval(one.confidence)
    if math.isinf(low) or math.isinf(high):
        return ()
    low, high = words.whole * min(low, one.found.difference), words.whole * max(high, one.found.difference)
    return (low, high) if sign > 0 else (-high, -low)


def variants_table(judged: Sequence[Judged], family: int, words: Words, sign: int) -> Table | None:
    """Every variant beside the others, the largest difference first; None where there is one."""
    if len(judged) < 2:
        return None
    adjusted = holm_adjusted([one.found.p_value for one in judged], family)
    rows = []
    for one, p in sorted(zip(judged, adjusted, strict=True), key=lambda row: -row[0].found.difference):
        ends = " to ".join(map(say_number, ends_of(one, words, sign))) or "any"
        p_told = say_number(p) if p >= 0.0001 else "below 0.0001"
        difference = say_number(sign * words.whole * one.found.difference)
        rows.append((one.name, difference, ends, VERDICTS[one.verdict], say_number(one.found.items), p_told))
    return Table(
        title="The variants, each against the model before",
        heads=("Variant", f"Difference ({words.points})", "Interval", "Verdict", "Items", "p by Holm"),
        rows=tuple(rows),
        note="The intervals are as wide as Holm’s method holds each variant to.",
    )


def variants_chart(judged: Sequence[Judged], words: Words, sign: int, sure: str, summary: str) -> Intervals:
    """The difference of every variant with its interval; `sure` says how sure those are."""
    bars = [
        Bar(
            one.name if len(judged) > 1 else "Difference",
            sign * words.whole * one.found.difference,
            *ends_of(one, words, sign),
        )
        for one in sorted(judged, key=lambda one: -one.found.difference)[:BARS]
    ]
    return Intervals(
        title=f"{words.label} after less {words.label.lower()} before, with {sure}",
        summary=summary,
        unit=words.unit and words.points,
        bars=tuple(bars),
        zero="no difference",
    )
