"""The question whether a label says that the rater could not tell, as “unsure” does, or 9 beside marks from 1 to 5."""

from collections.abc import Mapping

from calculators.kit.inputs import Press
from calculators.results.cells import as_typed, score
from calculators.results.draft import named
from calculators.results.no_answer import marks_from_one, no_answer, strays
from calculators.results.orders import ORDERS
from calculators.results.ratings import Ratings
from calculators.results.reading import Question

MOST_NAMED = 4
MANY_GAPS = 0.2
"""The share of labels that must be missing for crosses in a list, where empty cells say no."""

FEWEST_OF_SCALE = 4
"""So many labels that are all of one known scale, as “trifft nicht zu” may be, are all labels."""

FEWEST_MARKS = 3
"""So many marks make a lone word beside them no mark."""


def question(found: Ratings) -> Question | None:
    """The question which labels are none; None where no label looks so."""
    if len(found.labels) == 1 and found.gaps >= MANY_GAPS * len(found.items) * len(found.raters):
        words = (
            f"File of labels: every label says “{found.labels[0]}”, and {found.gaps:,} are not given. If an empty cell "
            "says something too, such as no, write that word there and choose the file again."
        )
        return Question("file", words)
    counts = [0] * len(found.labels)
    for unit in found.units:
        for label, count in unit:
            counts[label] += count
    open_ = [place for place, label in enumerate(found.labels) if no_answer(label)]
    values = {
        place: value
        for place, label in enumerate(found.labels)
        if place not in open_ and (value := score(label)) is not None
    }
    names = [place for place in range(len(found.labels)) if place not in values and place not in open_]
    if len(names) == 1 and len(values) >= FEWEST_MARKS:  # the one word beside marks
        open_ += names
    apart: set[float] = set()
    if len(values) + len(open_) == len(found.labels):  # beside names a number is a name
        apart = set(strays(values.values())) or ({0.0} if _no_lowest(found, values) else set())
        open_ += [place for place, value in values.items() if value in apart]
    known = {label.casefold() for label in found.labels}
    if not open_ or (len(known) >= FEWEST_OF_SCALE and any(known <= {*order} for order in ORDERS)):
        return None
    told = ", ".join(f"“{found.labels[place]}” ({counts[place]:,} of {sum(counts):,} labels)" for place in open_)
    rest = [found.labels[place] for place, value in values.items() if value not in apart]
    beside = f" beside {rest[0]} to {rest[-1]}" if apart and rest else ""
    left = [found.labels[place] for place in open_]
    which = ("Is it no label, or one" if len(left) == 1 else "Are they no labels, or some") + " like the others?"
    asked = f"Labels left out: {told}{beside} may say that a rater could not tell, or that nothing was given. {which}"
    choices = (
        Press(f"No label: {named(left, MOST_NAMED)} left out", {"left_out": as_typed(left)}),
        Press(f"{'A label' if len(left) == 1 else 'Labels'} like the others", {"left_out": ""}),
    )
    return Question("left_out", asked, choices)


def _no_lowest(found: Ratings, values: Mapping[int, float]) -> bool:
    """Whether 0 is likely no mark below 1: beside marks up to 5 or 7, where others do not give the lowest ones."""
    if not marks_from_one(values.values()):
        return False
    zero = next(place for place, value in values.items() if not value)
    beside, whole, labels = [], 0.0, 0
    for unit in found.units:
        marks = [(values[label], count) for label, count in unit if values.get(label)]
        whole += sum(value * count for value, count in marks)
        labels += sum(count for _, count in marks)
        if any(label == zero for label, _ in unit):
            beside += [value for value, count in marks for _ in range(count)]
    return not beside or sum(beside) / len(beside) > (1 + whole / labels) / 2
