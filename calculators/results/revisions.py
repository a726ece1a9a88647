"""Which of several labels that a rater gave to one item counts: the latest where a column says when, or it is asked."""

import re
from collections.abc import Iterable, Mapping, Sequence

from calculators.files.grid import Column, Grid
from calculators.kit.inputs import Press
from calculators.results.cells import GUESS, empty
from calculators.results.headings import tokens
from calculators.results.reading import Question

FIRST, LAST, ALL = "first", "last", "all"
WAYS: Mapping[str, tuple[str, str]] = {
    GUESS: ("The latest where a column says when, else the first", ""),
    FIRST: ("The first in the file", ""),
    LAST: ("The last in the file", ""),
    ALL: ("All: a rater gave several labels at once", ""),
}

AS_TIME = (
    "updated", "modified", "submitted", "completed", "annotated", "labelled", "labeled", "created", "timestamp",
    "datetime", "date", "time", "zeitstempel", "datum", "zeit", "horodateur", "fecha", "data", "tstamp",
)  # fmt: skip
"""Words of columns that say when a label was given, the surer first."""

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?.*")
PARTED = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?", re.I)
SECONDS = re.compile(r"\d{9,16}(\.\d+)?")
NOON, LOOKED_AT = 12, 20

Moment = tuple[float, ...]


def time_column(grid: Grid, taken: Iterable[str]) -> str:
    """The column that says when each row was written; empty where none does."""
    left = [name for name in grid.columns if name not in set(taken)]
    for word in AS_TIME:
        for name in left:
            if word in tokens(name) and moments(grid.columns[name]):
                return name
    return ""


def moments(column: Column) -> Sequence[Moment | None]:
    """When each different cell of a column was, in an order that can be compared; nothing where any does not say."""
    cells = [cell for cell in column.cells if not empty(cell)]
    if not all(_moment(cell.strip(), day_first=True) for cell in cells[:LOOKED_AT]):
        return []
    parts = [PARTED.fullmatch(cell.strip()) for cell in cells]
    days = {int(part[at]) for part in parts if part for at in (1,)}, {int(part[3]) for part in parts if part}
    dotted = any(part and part[2] == "." for part in parts)
    day_first = dotted or any(day > NOON for day in days[0])
    if any(parts) and not day_first and not any(day > NOON for day in days[1]):
        return []  # 3/4/2025 may be in April or in March
    found = [None if empty(cell) else _moment(cell.strip(), day_first=day_first) for cell in column.cells]
    known = [moment for moment in found if moment]
    return found if len(known) == len(cells) > 1 else []


def _moment(cell: str, *, day_first: bool) -> Moment | None:
    if SECONDS.fullmatch(cell):
        return (float(cell),)
    if iso := ISO.fullmatch(cell):
        return tuple(float(part or 0) for part in iso.groups())
    if part := PARTED.fullmatch(cell):
        first, second = int(part[1]), int(part[3])
        day, month = (first, second) if day_first else (second, first)
        hour = int(part[5] or 0)
        if part[8]:
            hour = hour % NOON + NOON * (part[8].lower() == "pm")
        return tuple(map(float, (part[4], month, day, hour, part[6] or 0, part[7] or 0)))
    return None


def question(*, sets: bool) -> Question:
    """Which label counts, where the verdict hangs on it; with `sets` several may be given at once."""
    words = (
        "An item again: raters gave some items several labels, and the answer hangs on which of them counts. Which one "
        "does?"
    )
    ways = [("The last: it revises the first", LAST), ("The first", FIRST)]
    ways += [("All: several labels were given at once", ALL)] if sets else []
    return Question("repeats", words, tuple(Press(say, {"repeats": way}) for say, way in ways))
