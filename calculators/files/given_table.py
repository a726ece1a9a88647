"""A table in a file of the reader's, gone through row by row; what cannot be read or found is refused in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple

from calculators.files.lines import Unreadable
from calculators.files.reading import Row, Sheet, table
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


class Gathered:
    """What is gathered from the rows of a table: a place for each item, the line where it stands first, the faults."""

    def __init__(self) -> None:
        self.items: dict[str, int] = {}
        self.lines: list[int] = []
        self.faults: list[Fault] = []
        self.rows = 0

    def add(self, row: Row, place: Mapping[str, int]) -> None:
        """Take one row; `place` says where each column stands in it."""
        self.rows += 1
        if row.problem:
            self.fault("unreadable", row, "", row.problem)
        else:
            self.take(row, place)

    def take(self, row: Row, place: Mapping[str, int]) -> None:
        """Take one row that can be read."""
        raise NotImplementedError

    def fault(self, kind: str, row: Row, item: str, words: str) -> None:
        """Note what does not count of a row."""
        self.faults.append(Fault(kind, row.number, item, words))

    def name(self, row: Row, place: Mapping[str, int], column: str) -> str:
        """The item of a row, after its line where no column names it; empty, and a fault, where the cell is empty."""
        return self.filled(row, place, column, "") if column else f"line {row.number}"

    def filled(self, row: Row, place: Mapping[str, int], column: str, item: str) -> str:
        """The text of a cell that names something; an empty one is a fault."""
        text = row.cells[place[column]].strip()
        if not text:
            self.fault("nameless", row, item, f"the column “{column}” is empty")
        return text

    def at(self, item: str, row: Row) -> tuple[int, bool]:
        """The place of an item, and whether it is a new one."""
        new = item not in self.items
        if new:
            self.items[item] = len(self.items)
            self.lines.append(row.number)
        return self.items[item], new

    def in_order(self) -> tuple[Fault, ...]:
        """All faults by their lines."""
        return tuple(sorted(self.faults, key=lambda fault: fault.line))


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


def gather(file: GivenFile, sheet: Sheet, found: Gathered) -> None:
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


def absent(named_columns: Iterable[tuple[str, str, Iterable[str]]], there: Sequence[str]) -> dict[str, str]:
    """The columns that are named and not there, told by the field that names them; each as field, label, names."""
    return {
        field: f"{label}: there is no column “{name}”; the file has {named(there)}."
        for field, label, names in named_columns
        for name in names
        if name not in there
    }
