"""Labels that look ordered, such as marks from 1 to 5, of which it is asked how a near miss counts."""

import re

from calculators.kit.inputs import Press
from calculators.results.cells import words
from calculators.results.draft import named
from calculators.results.orders import ORDERS, graded
from calculators.results.ratings import Ratings
from calculators.results.reading import Question
from calculators.statistics.agreement import INTERVAL, NOMINAL, ORDINAL

NUMBERED = re.compile(r"-?\d+([.,]\d+)?(?!\d)\W*(\D*)")
"""A label that begins with its number: 4, "4 stars", "2 - rather bad"."""

UNASKED = tuple(map(words, ("negative,neutral,positive", "no,maybe,unsure,yes,partial,wrong,right")))
"""Labels that mostly count as names although they can be put in order."""

ORDERED = re.compile(r"\s*[>≻»]+\s*")
FEWEST = 3
"""Of two labels any scale is the same."""


def numbered(labels: tuple[str, ...]) -> bool:
    """Whether every label begins with a number, or is a row of stars."""
    return all(NUMBERED.fullmatch(label) or set(label) <= set("★☆⭐ ") for label in labels)


def in_known_order(labels: tuple[str, ...]) -> bool:
    """Whether all labels are words of one known order."""
    known = {label.casefold() for label in labels}
    return any(known <= {*order} for order in ORDERS) and not any(known <= one for one in UNASKED)


def orders(found: Ratings) -> Question | None:
    """The question whether orders such as “a > b > c” count as labels; None where labels are none."""
    parts = [ORDERED.split(label.casefold()) for label in found.labels]
    if len(parts) < 2 or any(len(one) < FEWEST or {*one} != {*parts[0]} for one in parts):
        return None
    words = (
        f"Scale: the labels are orders, such as {named(found.labels, 2)}. How far orders agree (Kendall’s W) is not "
        "reckoned here: as labels, two that differ in one place agree no more than opposite ones. Name a column that "
        "says who is first, or write the place of each into a column. Or does each order count as one label?"
    )
    return Question("scale", words, (Press("Each order is one label, the same or not", {"scale": NOMINAL}),))


def question(found: Ratings, *, ordered: bool = False) -> Question | None:
    """The question how labels count that look ordered; None where they do not, or it makes no difference.

    `ordered` says that the reader has given their order.
    """
    labels = found.labels
    if len(labels) < FEWEST or not (ordered or numbered(labels) or in_known_order(labels) or graded(labels)):
        return None
    choices = [Press("They have an order: a near miss counts less", {"scale": ORDINAL})]
    if found.numeric:
        choices.append(Press("They are numbers: the distance counts", {"scale": INTERVAL}))
    choices.append(Press("They are names without order", {"scale": NOMINAL}))
    told = (
        f"Scale: the labels are {named(labels, 8)}. Do they have an order, so that raters who give neighbours agree "
        "more than raters who give the ends?"
    )
    return Question("scale", told, tuple(choices))
