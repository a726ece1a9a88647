"""A reading of a file of labels, with what the reader says of it."""

from dataclasses import dataclass
from typing import NamedTuple

from calculators.results.cells import GUESS
from calculators.results.reading import Question


class Told(NamedTuple):
    """What the reader says of a file of labels; None where nothing is said."""

    item: str | None = None
    raters: str | None = None
    rater: str | None = None
    label: str | None = None
    aspect: str | None = None
    out: str | None = None
    """Labels that say that a rater gave none, with commas between."""
    counted: str | None = None
    """What the cells of several columns hold: the labels of a rater each, or how many raters chose the label."""
    repeats: str | None = None
    rows: str | None = None
    """What each row is: an item, or a rater."""
    same: str | None = None
    """Labels that mean the same, such as “good=1, bad=0”."""


@dataclass(eq=False)
class Reading:
    """What the columns of a file of labels hold: a column for each rater, or one of the rater beside one of the label.

    Rows of which `aspect_column` says something else than `aspect` play no part. `aside` are columns that hold the same
    labels and are no rater's. `left_out` are labels of whoever gives none. `sets` are columns of several labels in a
    cell, written in one order. Where `counted`, `raters` are labels, and cells say how many raters chose them.
    """

    tool: str = ""
    headings: str = ""
    """Where the headings stand, in words; empty where they come first."""
    item: tuple[str, ...] = ()
    raters: tuple[str, ...] = ()
    rater: str = ""
    label: str = ""
    aspect_column: str = ""
    aspect: str = ""
    aside: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    same: str = ""
    repeats: str = GUESS
    rows: str = GUESS
    time: str = ""
    """The column that says when a label was given."""
    counted: bool = False
    again: str = ""
    """A column that is named like one of items and comes again, though each row counts."""
    unused: tuple[str, ...] = ()
    """Columns that are named like weights of the rows."""
    question: Question | None = None

    @property
    def item_name(self) -> str:
        """The columns of the item as one text."""
        return " + ".join(self.item)
