"""A table in a file of the reader's, gone through row by row; what cannot be read or found is refused in words."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple, Protocol

from calculators.files.reading import Row, Sheet, Unreadable, table
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.kit.progress import Progress

LOOKED_AT = 300
"""Rows by which columns are guessed."""

TOLD_EVERY = 500
MOST_NAMED = 12


class Fault(NamedTuple):
    """Something in the file that does not count: its kind, its line, its item, and what is wrong, in words."""

    kind: str
    line: int
    item: str
    words: str


class Found(Protocol):
    """What is gathered from the rows of a table."""

    rows: int

    def add(self, row: Row, place: Mapping[str, int]) -> None:
        """Take one row; `place` says where each column stands in it."""


def first_cells(file: GivenFile) -> dict[str, Sequence[str]]:
    """The cells of the first rows by column, to guess from; none where the file cannot be read."""
    try:
        sheet = table(file)
        rows = [row.cells for row in islice(sheet.rows, LOOKED_AT) if not row.problem]
    except (Unreadable, OSError):
        return {}
    return dict(zip(sheet.columns, zip(*rows, strict=True), strict=True)) if rows else {}


def opened(file: GivenFile) -> Sheet:
    """The table of a file, with a row at least. Raises Unreadable."""
    sheet = table(file)
    first = next(sheet.rows, None)
    if first is None:
        raise Unreadable("there is nothing below the heading; choose a file with a row for each item")
    return sheet._replace(rows=chain((first,), sheet.rows))


def gather(file: GivenFile, sheet: Sheet, found: Found) -> None:
    """Give every row to whoever gathers, and tell the page how far that is."""
    progress = Progress(file.size, "rows")
    place = {name: number for number, name in enumerate(sheet.columns)}
    for row in sheet.rows:
        if found.rows % TOLD_EVERY == 0:
            progress.at(row.offset, found.rows)
        found.add(row, place)


@contextmanager
def refusing(label: str) -> Iterator[None]:
    """Lays what makes a file unreadable to the field `file`, which has this label. Raises Refused."""
    try:
        yield
    except Unreadable as problem:
        raise Refused({"file": f"{label}: {problem}."}) from None
    except OSError as problem:
        raise Refused({"file": f"{label}: it cannot be read ({problem.strerror}); choose it again."}) from None


def named(columns: Sequence[str]) -> str:
    """The columns of a file, for a sentence."""
    return ", ".join(f"“{name}”" for name in columns[:MOST_NAMED]) + (" …" if len(columns) > MOST_NAMED else "")


def absent(label: str, name: str, columns: Sequence[str]) -> str:
    """That a file has no column of a name, for the field with this label."""
    return f"{label}: there is no column “{name}”; the file has {named(columns)}."
