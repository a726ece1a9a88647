"""How further comparisons are told: a table of slices, a table of metrics."""

from collections.abc import Iterator, Sequence

from calculators.kit.model import Table
from calculators.kit.numbers import say, say_number
from calculators.results.comparison_words import WORDS
from calculators.results.further import Asked, by_metric, by_slice, unbeaten
from calculators.results.paired import Paired
from calculators.results.standing_words import VERDICTS
from calculators.statistics.judging import Judged
from calculators.statistics.several import holm_adjusted

HEADS = ("Items", "Before", "After", "Difference", "Interval", "Verdict", "p by Holm")


def further_tables(asked: Asked, read: Paired, column: str, metrics: str) -> Iterator[Table]:
    """Every slice by a column, the worst first; every metric, in the order asked for. Raises Refused."""
    if column:
        slices = by_slice(asked, column, "slice_column", "Column of the slices")
        order = sorted(slices, key=lambda one: one.found.difference)
        told = "A slice that got worse may hide in a mean."
        yield _table("Slice by slice", "Slice", [(one, read) for one in order], told)
    if names := [name.strip() for name in metrics.split(",") if name.strip()]:
        found = by_metric(asked, names, "metrics", "Further metrics")
        yield _table("Every metric", "Metric", found, "Better and worse go by what each asks for, more or less.")
        reads = [of for _, of in found]
        means, front = unbeaten(reads) if len(reads) > 1 else ({}, frozenset[str]())
        if means:
            wholes = [WORDS[of.kind] for of in reads]
            yield Table(
                title="Which model no other beats",
                heads=("Model", *(one.name for one, _ in found), "Beaten by another in all"),
                rows=tuple(
                    (
                        name,
                        *(say(words.whole * mean, words.unit) for words, mean in zip(wholes, values, strict=True)),
                        "no" if name in front else "yes",
                    )
                    for name, values in means.items()
                ),
                note="A model that another equals in every metric, and beats in one, is out of the running. The means "
                "are taken as they are: a small lead may be luck.",
            )


def _table(title: str, head: str, found: Sequence[tuple[Judged, Paired]], note: str) -> Table:
    adjusted = holm_adjusted([one.found.p_value for one, _ in found])
    return Table(
        title=title,
        heads=(head, *HEADS),
        rows=tuple(_row(one, read, p) for (one, read), p in zip(found, adjusted, strict=True)),
        note=f"{note} All share one error by Holm’s method, and each interval is as wide as that holds it to.",
    )


def _row(one: Judged, read: Paired, p: float) -> tuple[str, ...]:
    words, sign = WORDS[read.kind], read.sign
    scale = sign * words.whole
    low, high = sorted(scale * end for end in one.found.interval(one.confidence))
    ends = "any" if low == -high == float("-inf") else f"{say_number(low)} to {say_number(high)}"
    before, after = (say(scale * mean, words.unit) for mean in one.found.means)
    told = say_number(p) if p >= 0.0001 else "below 0.0001"
    difference = say_number(scale * one.found.difference)
    return one.name, say_number(one.found.items), before, after, difference, ends, VERDICTS[one.verdict], told
