"""How many lines of titles or notes stand above the headings of a table."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

MOST_ABOVE = 12
"""Rows of titles or notes that may stand above the headings."""

FEWEST_BELOW = 3
"""So many rows must stand below headings for a line above them to be told by."""

NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*\s*%?")


class Line(Protocol):
    """A row as it was read: the line where it begins, its cells, its text, what is wrong with it."""

    @property
    def number(self) -> int:
        """The line, from 1."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells."""

    @property
    def source(self) -> str:
        """The line as it stands in the file."""

    @property
    def problem(self) -> str:
        """What is wrong with it, or nothing."""


def above_headings(rows: Sequence[Line], delimiter: str) -> int:
    """How many of the first rows are titles or notes; empty lines are no rows.

    They fill fewer cells than the headings below them, but for a sentence with commas: that has spaces behind them.
    """
    return _sentences(rows, delimiter) or _notes(rows)


def _sentences(rows: Sequence[Line], delimiter: str) -> int:
    """How many rows sentences take whose own commas may part them into cells."""
    for place in range(1, min(MOST_ABOVE, len(rows) - FEWEST_BELOW)):
        if _heads(rows[place:]):
            count, spaced = len(rows[place].cells), f"{delimiter} "
            if spaced in rows[place].source or not all(
                len(row.cells) < count or row.source.count(delimiter) == row.source.count(spaced) > 0
                for row in rows[:place]
            ):
                return 0
            return place
    return 0


def _heads(rows: Sequence[Line]) -> bool:
    """Whether the first of some rows is of headings: as many as each row below has cells, no number, none of its words.

    Below at least one of them stand numbers, or a few words again and again.
    """
    first, *rest = rows
    count = len(first.cells)
    if count < 2 or any(len(row.cells) != count for row in rest) or any(map(_number, first.cells)):
        return False
    columns = [[row.cells[place].strip() for row in rest] for place in range(count)]
    if any(cell.strip() in column for cell, column in zip(first.cells, columns, strict=True) if cell.strip()):
        return False
    return any(all(map(_number, filter(None, column))) or 2 * len({*column}) < len(column) for column in columns)


def _number(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell.strip()))


def _notes(rows: Sequence[Line]) -> int:
    """How many of the first rows are titles or notes: they fill fewer cells than the headings below them."""
    filled = [[cell for cell in row.cells if cell.strip()] for row in rows]
    if not rows or any(row.problem for row in rows[:MOST_ABOVE]):
        return 0
    full = Counter(map(len, filled)).most_common(1)[0][0]
    for place, (row, cells) in enumerate(zip(rows[:MOST_ABOVE], filled, strict=False)):
        unnamed = len(row.cells) == full == len(cells) + 1 and not row.cells[0].strip()  # the numbers of the rows
        if full < 2 or unnamed or len(cells) >= full or not _note(row, cells, full):
            # A row of values is no heading, so that nothing stood above one.
            return 0 if any(re.fullmatch(r"[-+]?\d+[.,]\d+", cell.strip()) for cell in cells) else place
    return 0


def _note(row: Line, cells: Sequence[str], full: int) -> bool:
    """Whether a row is a title, a blank one, or a note such as "Model:, gpt-4o"."""
    if not cells:
        return True
    first = row.cells[0].strip()
    alone = len(cells) == 1 and bool(first)
    return alone or len(cells) < 0.6 * full or (first.endswith(":") and len(cells) == 2) or first.startswith("# ")
