"""A whole table kept column by column, each different cell once, so that a guess can look at every row."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

LONGEST = 120
"""Characters up to which a cell is kept whole; of a longer one the beginning, and what tells it from others."""

BEGINNING = 90
MOST_COLUMNS = 1_000


class Unread(NamedTuple):
    """A row that does not count: its line, what is wrong with it, the kind of fault."""

    line: int
    words: str
    kind: str = "unreadable"


class Column:
    """One column: `cells` are its different texts in the order they come, the empty one first; `codes` their places."""

    def __init__(self, name: str, empty: int = 0) -> None:
        self.name = name
        self.cells: list[str] = [""]
        self.codes = array("I", bytes(4 * empty))
        self.places: dict[str, int] = {"": 0}
        """Where each text stands among the cells."""

    def add(self, cell: str) -> None:
        """Put one more cell below the others."""
        place = self.places.get(cell)
        self.codes.append(self.new(cell) if place is None else place)

    def extend(self, other: "Column") -> None:
        """Put all cells of another column below these."""
        places = array("I", map(self.new, other.cells))
        self.codes.extend(map(places.__getitem__, other.codes))

    def new(self, cell: str) -> int:
        """The place of a cell that is not known as it is written: that of its text, or one more."""
        text = cell.strip()
        if len(text) > LONGEST:
            text = " ".join(text.split())
            text = f"{text[:BEGINNING]} … {blake2b(text.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"
        place = self.places.get(text)
        if place is None:
            place = self.places[text] = len(self.cells)
            self.cells.append(text)
        return place

    def said(self, say: Callable[[str], str]) -> "Column":
        """The same with other words in each cell."""
        made = Column(self.name)
        places = array("I", (made.new(say(cell)) for cell in self.cells))
        made.codes = array("I", map(places.__getitem__, self.codes))
        made.close()
        return made

    def close(self) -> None:
        """Nothing more will be put in, so what only finds places goes."""
        self.places = {}

    @cached_property
    def counts(self) -> Sequence[int]:
        """How often each of the cells stands there."""
        found = array("I", bytes(4 * len(self.cells)))
        for code in self.codes:
            found[code] += 1
        return found

    def tally(self) -> Iterator[tuple[str, int]]:
        """Each different cell that is not empty, and how often it stands there."""
        for cell, count in zip(self.cells, self.counts, strict=True):
            if cell and count:
                yield cell, count

    @property
    def filled(self) -> int:
        """How many cells are not empty."""
        return len(self.codes) - self.counts[0]

    @property
    def different(self) -> int:
        """How many different cells there are, the empty one left out."""
        return len(self.cells) - 1


class Grid:
    """A table: its columns by name, the line of each row, and the rows that could not be read."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.columns: dict[str, Column] = {name: Column(name) for name in names}
        self.lines = array("I")
        self.unread: list[Unread] = []
        self.aside = 0
        """How many rows hold no item by the format of the tool that wrote them."""
        self.letters: tuple[str, ...] = ()
        """What is to be told of the letters in which it was read."""
        self.heading_again = 0
        """The line in which the heading stands once more; 0 where it does not."""
        self.heading = 0
        """The line of the headings where titles or notes stand above them; else 0."""
        self.delimiter = ""
        """What separates the cells of CSV; empty for other files."""
        self.counted: tuple[str, ...] = ()
        """The columns that count people, where rows that did so became one for each item."""
        self.notes: tuple[str, ...] = ()
        """What else is to be told of how it was read."""
        self.turned = ""
        """What the rows of the file are where they are the columns here; else empty."""
        self.failing: tuple[str, ...] = ()
        """The columns that say which calls failed."""
        self.other_way: tuple[str, ...] = ()
        """The columns whose marks were turned, as the headings say that other columns run the other way."""
        self.second = -1
        """The row with which a second file begins; -1 where there is one file."""

    @property
    def rows(self) -> int:
        """How many rows could be read."""
        return len(self.lines)

    def add(self, line: int, cells: Sequence[str]) -> None:
        """Take a row with a cell for each column, in their order."""
        for column, cell in zip(self.columns.values(), cells, strict=True):
            place = column.places.get(cell)
            column.codes.append(column.new(cell) if place is None else place)
        self.lines.append(line)

    def put(self, line: int, row: Mapping[str, str]) -> None:
        """Take a row by the names of its columns; new ones are empty above it."""
        if row.keys() != self.columns.keys():
            for name in row:
                if name not in self.columns and len(self.columns) < MOST_COLUMNS:
                    self.columns[name] = Column(name, len(self.lines))
        for name, column in self.columns.items():
            cell = row.get(name, "")
            place = column.places.get(cell)
            column.codes.append(column.new(cell) if place is None else place)
        self.lines.append(line)

    def close(self) -> "Grid":
        """The grid when all rows are in."""
        for column in self.columns.values():
            column.close()
        return self

    @property
    def told(self) -> str:
        """What is told behind the number of rows: how many more there are, where the headings stand; or nothing."""
        aside = f", {self.aside:,} more take no part" if self.aside else ""
        turned = f", turned: its columns are the items, its rows the {self.turned}" if self.turned else ""
        heading = f", headings in line {self.heading:,}" if self.heading else ""
        return "".join([aside, heading, turned, *(f", {note}" for note in self.notes)])

    def place(self, row: int) -> str:
        """Where a row stands, in words."""
        return f"{'second file, ' if self.second >= 0 and row >= self.second else ''}line {self.lines[row]:,}"


def turned(grid: Grid, names: str, item: str, rows: str = "models", without: Collection[str] = ()) -> Grid:
    """A table whose rows are columns, called what `names` says, and whose columns are rows, named under `item`.

    `rows` tells what the rows of the file are, `without` names columns that are left out.
    """
    others = [name for name in grid.columns if name != names and name not in without]
    heads = grid.columns[names]
    made = Grid([item, *(heads.cells[code] for code in heads.codes)])
    for name in others:
        column = grid.columns[name]
        made.add(grid.lines[0], [name, *(column.cells[code] for code in column.codes)])
    made.unread, made.letters, made.delimiter, made.heading, made.turned = (
        grid.unread, grid.letters, grid.delimiter, grid.heading, rows
    )  # fmt: skip
    return made.close()


def below(first: Grid, second: Grid, names: tuple[str, str], heading: str) -> Grid:
    """Two tables as one, the second below the first; the column `heading` says which of the two a row is of."""
    made = Grid([heading, *first.columns, *(name for name in second.columns if name not in first.columns)])
    for column in made.columns.values():
        for grid, name in zip((first, second), names, strict=True):
            if column.name == heading:
                column.codes.extend(array("I", [column.new(name)]) * grid.rows)
            elif column.name in grid.columns:
                column.extend(grid.columns[column.name])
            else:
                column.codes.extend(array("I", bytes(4 * grid.rows)))
        column.close()
    for grid in (first, second):
        made.lines.extend(grid.lines)
        made.unread += grid.unread
        made.aside += grid.aside
        made.letters = tuple(dict.fromkeys((*made.letters, *grid.letters)))
        made.delimiter = made.delimiter or grid.delimiter
        made.heading = made.heading or grid.heading
        made.heading_again = made.heading_again or grid.heading_again
    made.second = first.rows
    return made
