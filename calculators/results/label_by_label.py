"""Where raters give several labels to an item: how far they agree on each label by itself, given or not."""

from collections import Counter
from typing import NamedTuple

from calculators.kit.model import Table
from calculators.kit.numbers import say, say_number
from calculators.results.rating_reading import Reading
from calculators.results.ratings import Ratings
from calculators.results.sets import JOINED
from calculators.statistics import agreement as stats
from calculators.statistics.agreement import NOMINAL, Agreement, Unit

SHOWN = 30
"""So many labels are shown."""


class OfLabel(NamedTuple):
    """One label: its name, the share of sets that hold it, how far raters agree whether an item has it."""

    name: str
    share: float
    found: Agreement


def are_sets(read: Reading, found: Ratings) -> bool:
    """Whether labels are sets of several, each written in one order."""
    there = read.rater or {*read.sets} & {*read.raters}
    return bool(there) and any(JOINED in label for label in found.labels)


def by_label(found: Ratings) -> list[OfLabel]:
    """Every label of sets, the one that raters least agree on first: Cohen's kappa of two raters, alpha of several."""
    sets = [frozenset(label.split(JOINED)) for label in found.labels]
    made = []
    for name in dict.fromkeys(part for label in found.labels for part in label.split(JOINED)):
        has = [name in one for one in sets]
        units: Counter[Unit] = Counter()
        for unit in found.units:
            yes = sum(count for label, count in unit if has[label])
            no = sum(count for label, count in unit if not has[label])
            units[tuple(pair for pair in ((0, no), (1, yes)) if pair[1])] += 1
        whole = sum(items * count for unit, items in units.items() for _, count in unit)
        given = sum(items * count for unit, items in units.items() for label, count in unit if label)
        agreed = _cohen(found, has) if len(found.raters) == 2 else stats.alpha(units, (0.0, 1.0), NOMINAL)
        if agreed:
            made.append(OfLabel(name, given / whole, agreed))
    return sorted(made, key=lambda one: 2 if one.found.coefficient is None else one.found.coefficient)


def _cohen(found: Ratings, has: list[bool]) -> Agreement | None:
    cells = [[0, 0], [0, 0]]
    for first, row in enumerate(found.confusion):
        for second, count in enumerate(row):
            cells[has[first]][has[second]] += count
    return stats.cohen(cells) if any(map(sum, cells)) else None


def label_table(read: Reading, found: Ratings, sure: float) -> Table | None:
    """All labels of sets with their coefficients; None where labels are no sets. `sure` is the confidence, a share."""
    if not are_sets(read, found):
        return None
    name = "Kappa" if len(found.raters) == 2 else "Alpha"
    labels = by_label(found)
    rows = [
        (one.name, say(100 * one.share, "%"), say(100 * one.found.raw, "%"), *_coefficient(one.found, sure))
        for one in labels[:SHOWN]
    ]
    more = f" These are {SHOWN} of {len(labels):,} labels." if len(labels) > SHOWN else ""
    return Table(
        title="Label by label",
        heads=("Label", "In so many sets", "Raters agree", name, "Interval"),
        rows=tuple(rows),
        note="Each label by itself: whether an item has it or not. The answer above counts a set as one label, so that "
        f"two sets that share a label agree no more than two that share none.{more}",
    )


def _coefficient(found: Agreement, sure: float) -> tuple[str, str]:
    if found.coefficient is None:
        return "none", ""
    ends = found.interval(sure)
    return say_number(found.coefficient), " to ".join(map(say_number, ends)) if ends else ""
