"""A file of the reader's as a table: CSV however it is separated, or one JSON object on each line."""

import csv
import json
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from calculators.files.jsonl import Faulty, record
from calculators.files.lines import Given, Line, Lines, Unreadable
from calculators.files.titles import above_headings

DELIMITERS = ",;\t|"
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
RULED = re.compile(r"[\s|:]*-[\s|:\-]*")
"""The line below the headings of a table in Markdown."""

GUESSED_FROM = 30
KEYS_FROM = 1_000
LONGEST_CELL = 1_000_000
MOST_COLUMNS = 1_000

PARTED = r"[\W_]+|(?<=[a-z])(?=[A-Z])"
"""What parts the words of a name: marks, or a capital where the next one begins (answerKey)."""

CSV = "CSV"
JSONL = "JSONL"


class Row(NamedTuple):
    """One row: the line and the byte where it begins, a text for each column, and what is wrong with it.

    `source` is the row as it stands in the file, line ends within it included.
    """

    number: int
    offset: int
    cells: tuple[str, ...]
    source: str
    problem: str = ""


class Sheet(NamedTuple):
    """A table of texts: what the file is, its columns, its rows in order, and what separates the cells of CSV."""

    kind: str
    columns: tuple[str, ...]
    rows: Iterator[Row]
    delimiter: str
    lines: Lines
    heading: str = ""
    """The line of the headings as it stands in the file."""
    below: int = 0
    """The number of that line where titles or notes stand above it; else 0."""


def table(file: Given) -> Sheet:
    """The table that a file holds. Raises Unreadable."""
    given = Lines(file)
    first = next((line.text for line in given if line.text.strip()), "")
    if not first:
        raise Unreadable("there is nothing in this file; choose one with at least one line")
    if first.lstrip()[0] == "[":
        raise Unreadable("this file is one JSON list; write one object on each line, without a list around them")
    if first.lstrip()[0] == "{":
        return _objects(given)
    return _cells(given)


def guessed(columns: Sequence[str], *names: str) -> str:
    """The column whose name is one of these, or else holds one of them as a word; empty if there is none."""
    plain = {re.sub(PARTED, " ", column).strip().lower(): column for column in reversed(columns)}
    for name in names:
        if name in plain:
            return plain[name]
    for name in names:
        for words, column in reversed(plain.items()):
            if re.search(rf"\b{re.escape(name)}\b", words):
                return column
    return ""


def _objects(given: Lines) -> Sheet:
    """The table of a file of JSON objects; its columns are the keys of the first thousand."""
    rows = ((line, *_record(line)) for line in given if line.text.strip())
    first = list(islice(rows, KEYS_FROM))
    columns = tuple(dict.fromkeys(key for _, made, _ in first for key in made))[:MOST_COLUMNS]
    if not columns:
        raise Unreadable(f"line {first[0][0].number:,} is not a JSON object: {first[0][2] or 'it has no keys'}")
    rest = (
        Row(line.number, line.offset, tuple(_text(made.get(column)) for column in columns), line.text, problem)
        for line, made, problem in chain(first, rows)
    )
    return Sheet(JSONL, columns, rest, "", given)


def _record(line: Line) -> tuple[dict[str, Any], str]:
    if line.problem:
        return {}, line.problem
    try:
        return record(line.text), ""
    except Faulty as problem:
        return {}, str(problem)


def _text(made: Any) -> str:
    """A JSON value as the text of a cell."""
    if made is None:
        return ""
    return made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)


class _Feed:
    """Hands lines to the reader of CSV, and takes those back that it swallowed behind a quote never closed."""

    def __init__(self, given: Iterator[Line]) -> None:
        self._given = given
        self._again: deque[Line] = deque()
        self.taken: list[Line] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._given)
        self.taken.append(line)
        return line.text + "\n"

    def back(self) -> None:
        """Take all lines but the first back."""
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def _cells(given: Lines) -> Sheet:
    """The table of a file of separated cells; its columns are named in the first line that is no title or note."""
    csv.field_size_limit(LONGEST_CELL)
    sample = list(islice(given, GUESSED_FROM))
    delimiter, spaced = _delimiter([line.text for line in sample])
    ruled = delimiter == "|" and any("|" in line.text and RULED.fullmatch(line.text) for line in sample)
    rows = _ruled_rows(given) if ruled else _rows(_Feed(iter(given)), delimiter, spaced)
    begin = [row for row in islice(rows, GUESSED_FROM) if not re.fullmatch(r"sep=.?", row.source, re.IGNORECASE)]
    above = above_headings(begin, delimiter)
    below = chain(begin[above:], rows)
    heading = next(below, None)
    if heading is None or heading.problem:
        problem = heading.problem if heading else "it has no heading"
        raise Unreadable(f"the first line must name the columns, and it cannot be read: {problem}")
    if len(heading.cells) > MOST_COLUMNS:
        raise Unreadable(f"the first line names {len(heading.cells):,} columns; up to {MOST_COLUMNS:,} are read")
    columns, at = _named(heading.cells), heading.number if above else 0
    if _numbered(begin[above + 1 :], len(columns)):
        columns = _named(("", *heading.cells))
    elif both := _two_lines(begin, above):
        columns, more = _named(both[0]), both[1]
        at = begin[above + more].number
        for _ in range(more):
            next(below)
    return Sheet(CSV, columns, (_even(row, len(columns)) for row in below), delimiter, given, heading.source, at)


def _numbered(rows: Sequence[Row], columns: int) -> bool:
    """Whether each row has its number before the columns that the heading names, as R writes tables (write.table)."""
    more = [row.cells[0] for row in rows if len(row.cells) == columns + 1 and row.cells[-1].strip()]
    return len(more) > 1 and len(more) == len(set(more)) == len(rows) and all(map(str.isdecimal, more))


def _two_lines(rows: Sequence[Row], above: int) -> tuple[list[str], int] | None:
    """Headings in two lines as one, and how many lines below the first take part; None where there is one line.

    So pandas writes columns of several levels, perhaps with a third line that only names the rows, and so sheets do
    whose upper headings stand over several columns.
    """
    for upper, lower in ((above, above + 1), (above - 1, above)):
        if not 0 <= upper < lower < len(rows) or len(rows[upper].cells) != len(rows[lower].cells):
            continue
        over, under = ([cell.strip() for cell in rows[at].cells] for at in (upper, lower))
        spread = list(over)
        for place in range(2, len(over)):
            spread[place] = over[place] or (under[place - 1] and spread[place - 1])
        # Under a heading that is of one column alone, such as “question”, nothing need stand.
        both = [(one, other) for one, other in zip(spread[1:], under[1:], strict=True) if other]
        twice = len({one for one, _ in both if one}) < len([one for one, _ in both if one])
        again = len({other for _, other in both}) < len(both)
        named = all(
            not re.fullmatch(r"[-+]?[\d.,]+%?|true|false|yes|no|nan", other, re.IGNORECASE) for _, other in both
        )
        bare = any(not one and not other for one, other in zip(over[1:], under[1:], strict=True))
        if not (twice and again and named and len(set(both)) == len(both)) or bare:
            continue
        names = [under[0] or over[0], *(" ".join(filter(None, one)) for one in zip(spread[1:], under[1:], strict=True))]
        more = lower - above
        if lower + 1 < len(rows):
            third = [cell.strip() for cell in rows[lower + 1].cells]
            if third[0] and not any(third[1:]):
                names[0], more = third[0], more + 1
        return names, more
    return None


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each only once."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return tuple(names)


def _even(row: Row, columns: int) -> Row:
    """A row with a cell for each column, and a problem where it had more or fewer."""
    if len(row.cells) == columns + 1 and not row.cells[-1].strip():  # a separator at the end of the line
        row = row._replace(cells=row.cells[:-1])
    count = len(row.cells)
    if count == columns and not row.problem:
        return row
    if row.problem:
        return row._replace(cells=(*row.cells, *[""] * columns)[:columns])
    words = (
        f"this row has {count:,} cells where the heading has {columns:,}; put a cell that holds the separator in quotes"
    )
    return row._replace(cells=(*row.cells, *[""] * columns)[:columns], problem=words)


def _ruled_rows(given: Lines) -> Iterator[Row]:
    """The rows of the first table in Markdown, the headings first, with the line below them (GFM, tables)."""
    before: Line | None = None
    begun = False
    for line in given:
        if "|" not in line.text:
            if begun:
                return
        elif begun:
            yield Row(line.number, line.offset, _ruled_cells(line.text), line.text, line.problem)
        elif before and RULED.fullmatch(line.text):
            begun = True
            yield Row(before.number, before.offset, _ruled_cells(before.text), f"{before.text}\n{line.text}")
        before = line


def _ruled_cells(text: str) -> tuple[str, ...]:
    inside = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", text)
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inside))


def _rows(feed: _Feed, delimiter: str, spaced: bool) -> Iterator[Row]:
    reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=spaced, strict=True)
    while True:
        feed.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            words = str(problem)
            if "unexpected end of data" in words or "field larger" in words:
                words = "a quote is opened in this line and never closed; a quote within a cell is written twice"
                feed.back()  # at most once for each row: another opening quote among them would have ended the first
            else:
                words = "a quote within a cell is written once; write it twice, and the cell in quotes"
            yield Row(feed.taken[0].number, feed.taken[0].offset, (), _source(feed.taken), words)
            continue
        first = feed.taken[0]
        if cells:
            problem_here = next((line.problem for line in feed.taken if line.problem), "")
            yield Row(first.number, first.offset, tuple(cells), _source(feed.taken), problem_here)


def _source(taken: Sequence[Line]) -> str:
    return taken[0].text if len(taken) == 1 else "\n".join(line.text for line in taken)


def _delimiter(sample: Sequence[str]) -> tuple[str, bool]:
    """What separates the cells: what gives most rows the same number, more than one; and whether spaces follow it."""
    lines = [f"{text}\n" for text in sample]

    def evenness(delimiter: str, spaced: bool = False) -> tuple[float, int]:
        try:
            counts = Counter(map(len, csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced)))
        except csv.Error:
            return 0, 0
        counts.pop(0, None)
        cells, rows = counts.most_common(1)[0] if counts else (1, 0)
        return (rows / counts.total(), cells) if cells > 1 else (0, 0)

    found = re.fullmatch(r"sep=(.)", sample[0].strip("\ufeff"), re.IGNORECASE)
    delimiter = found[1] if found else max(DELIMITERS, key=evenness)
    # Where a space stands before an opening quote, the quote would else be part of the cell.
    return delimiter, evenness(delimiter, spaced=True)[0] > evenness(delimiter)[0]
