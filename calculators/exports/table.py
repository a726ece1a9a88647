"""A file of results or labels as one table, whatever tool wrote it, with what its format says of the columns."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from calculators.exports import inspect_zip, nested
from calculators.exports.known import TOOLS
from calculators.exports.roles import Change, Made, Roles
from calculators.files import columnar
from calculators.files.grid import Column, Grid, Unread
from calculators.files.lines import Lines, Unreadable
from calculators.files.objects import flat, is_json, objects, rows_of
from calculators.files.reading import Row, table
from calculators.kit.given_file import GivenFile
from calculators.kit.progress import Progress

TOLD_EVERY = 2_000
SAMPLED = 30
NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?\s*%?")
SUMS = frozenset(
    {"mean", "total", "average", "avg", "sum", "overall", "summe", "gesamt", "mittelwert", "durchschnitt", "moyenne"}
    | {"somme", "media", "promedio", "suma", "totale", "somma", "média", "soma", "gemiddelde", "totaal"}
    | {"平均", "总计", "合计", "合計", "平均值", "平均値"}
    | {"totals", "averages", "median", "std", "stdev", "accuracy", "acc", "gesamtergebnis", "durchschnittlich"}
)
"""What a row is called that sums the others up."""

BESIDE_SUMS = frozenset(
    {"grand", "overall", "score", "row", "rows", "macro", "micro", "weighted", "general", "all", "of"}
)
"""Words that may stand beside one of those, as in "Grand Total"."""

LONGEST_SUM = 20
LONGEST_NAME = 60
FEWEST_SUMMED = 4
NEAR = 0.02
"""The share by which a rounded sum or mean may differ from what is above it."""

NOTHING = "there is nothing below the heading; choose a file with a row for each item"


class Export(NamedTuple):
    """A file as a table: which tool's it is, empty where none is known; what the columns are for; the table.

    `apart` says of two files below each other why nothing joins their rows, `joined` how their ids were compared.
    """

    tool: str
    roles: Roles
    grid: Grid
    apart: str = ""
    joined: str = ""


@lru_cache(maxsize=4)
def export(file: GivenFile) -> Export:
    """The table in a file. Raises Unreadable, or OSError."""
    path = Path(file.path)
    if inspect_zip.is_eval(path):
        made = inspect_zip.unpacked(path)
        return _checked(Export("an inspect_ai log", made.roles, _of_rows(made.rows or ())))
    if (rows := columnar.rows(path)) is not None:
        return _checked(_named(list(rows)))
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods", ".numbers") and path.read_bytes()[:2] == b"PK":
        raise Unreadable("this is a spreadsheet; save it as CSV (UTF-8) and choose that")
    first = next((line.text for line in Lines(file) if line.text.strip()), "")
    return _checked(_of_json(file) if is_json(first) else _of_cells(file))


def _varied(grid: Grid, roles: Roles) -> Roles:
    """The roles where what a model was given tells variants apart: alone, or with several models beside them."""
    model = grid.columns.get(roles.model)
    number, words = (grid.columns.get(name) for name in (*roles.variant, "", "")[:2])
    if model is None or number is None or words is None:
        return roles
    both = list(zip(model.codes, number.codes, strict=True))
    if len(set(both)) == model.different:
        return roles
    said: dict[int, set[str]] = {}
    for code, other in zip(number.codes, words.codes, strict=True):
        said.setdefault(code, set()).add(words.cells[other])
    # The words of a prompt that holds the case are no name of it, but where they begin alike.
    prompts = {code: _in_common(found) for code, found in said.items()}
    several = len({model.cells[code] for code, _ in both}) > 1 or len(set(prompts.values())) < len(prompts)
    names = {
        (of, code): ", ".join(filter(None, [model.cells[of] if several else "", prompts[code]]))
        for of, code in set(both)
    }
    if len(set(names.values())) < len(names):
        names = {key: f"{name}, {number.cells[key[1]]}" for key, name in names.items()}
    made = Column(roles.model)
    for key in both:
        made.add(names[key])
    made.close()
    grid.columns[roles.model] = made
    return roles


def _in_common(texts: set[str]) -> str:
    """The one text, or how several begin alike."""
    first, last = min(texts), max(texts)  # in order, so what these share all share
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    begin = " ".join(first[:same].split())[:LONGEST_NAME]
    return begin if len(texts) == 1 or not begin else f"{begin} …"


def _checked(found: Export) -> Export:
    found = found._replace(roles=_varied(found.grid, found.roles))
    if not found.grid.rows and not found.grid.unread:
        raise Unreadable(NOTHING)
    if not found.grid.rows:
        line, words, _ = found.grid.unread[0]
        raise Unreadable(f"line {line:,} is not a JSON object: {words}")
    return found


def _of_json(file: GivenFile) -> Export:
    given = objects(file)
    if given.whole is not None:
        for one in TOOLS:
            whole = one.whole(given.whole) if one.whole else None
            if whole:
                return Export(one.name, whole.roles, _of_rows(whole.rows or (given.whole,), whole.change))
        rows = rows_of(given.whole)
        if rows is None and isinstance(given.whole, dict):
            rows = nested.by_item(given.whole) or [given.whole]
        if not rows:
            raise Unreadable("this JSON holds no rows: no list of objects was found in it")
        return _named(rows)
    records = given.records
    before: list[tuple[int, dict[str, Any], str]] = []
    for record in records:
        before.append(record)
        if not record[2]:
            break
    progress = Progress(file.size, "rows")
    tool, made = _known(before[-1][1] if before and not before[-1][2] else {})
    change = made.change if made else nested.change(before[-1][1] if before else {})
    grid = Grid()
    for line, row, problem in chain(before, records):
        if problem:
            grid.unread.append(Unread(line, problem))
            continue
        for part in change(row) if change else (row,):
            grid.put(line, flat(part))
            if grid.rows % TOLD_EVERY == 0:
                progress.at(0, grid.rows)
    grid.latin = given.lines.latin
    return Export(tool, made.roles if made else Roles(), grid.close())


def _known(first: Mapping[str, Any]) -> tuple[str, Made | None]:
    """Whose objects these are, by the first."""
    for tool in TOOLS if first else ():
        made = tool.first(first) if tool.first else None
        if made:
            return tool.name, made
    return "", None


def _named(rows: Sequence[Mapping[str, Any]]) -> Export:
    """Rows that stand in one value."""
    tool, made = _known(dict(rows[0])) if rows else ("", None)
    change = made.change if made else nested.change(rows[0])
    return Export(tool, made.roles if made else Roles(), _of_rows(rows, change))


def _of_rows(rows: Iterable[Mapping[str, Any]], change: Change | None = None) -> Grid:
    grid = Grid()
    for number, row in enumerate(rows, 1):
        for part in change(row) if change else (row,):
            grid.put(number, flat(part))
    return grid.close()


def _of_cells(file: GivenFile) -> Export:
    sheet = table(file)
    columns = sheet.columns
    tool, made = "", None
    for one in TOOLS:
        made = one.headings(columns) if one.headings else None
        if made:
            tool = one.name
            break
    heading_cells = next(csv.reader([sheet.heading], delimiter=sheet.delimiter), []) if sheet.heading else []
    rows = sheet.rows
    if not made and not sheet.below and (sample := list(islice(rows, SAMPLED))):
        if second := _second_heading(columns, heading_cells, sample):
            columns, sample = second, sample[1:]
        rows = chain(sample, rows)
        if not second and _headless(heading_cells, [row.cells for row in sample]):
            columns = tuple(f"column {place}" for place in range(1, len(columns) + 1))
            first = Row(max(1, sample[0].number - 1), 0, tuple(heading_cells), sheet.heading)
            rows = chain([first], rows)
    grid = Grid(() if made and made.change else columns)
    grid.delimiter, grid.heading = sheet.delimiter, sheet.below
    sums: list[Row] = []
    progress = Progress(file.size, "rows")
    heading = tuple(name.lower() for name in columns)
    for row in rows:
        if row.problem:
            grid.unread.append(Unread(row.number, row.problem))
            continue
        cells = row.cells
        if cells[0].strip().lower() == heading[0] and tuple(cell.strip().lower() for cell in cells) == heading:
            grid.heading_again = grid.heading_again or row.number
            continue
        if _ruled(cells):
            continue
        if not made and _sums(cells):
            if grid.rows:
                sums.append(row)
            else:
                grid.unread.append(_summed(row))
            continue
        if sums:  # rows below it, so it was an item of this name
            for held in sums:
                grid.add(held.number, held.cells)
            sums = []
        if made and made.change:
            for part in made.change(dict(zip(columns, cells, strict=True))):
                grid.put(row.number, flat(part))
        else:
            grid.add(row.number, cells)
        if grid.rows % TOLD_EVERY == 0:
            progress.at(row.offset, grid.rows)
    grid.unread += map(_summed, sums)
    grid.latin = sheet.lines.latin
    if not made:
        _nameless_sum(grid)
    return Export(tool, made.roles if made else Roles(), grid.close())


def _summed(row: Row) -> Unread:
    return Unread(row.number, f"“{_first(row.cells)}” sums the other rows up", "summary")


def _nameless_sum(grid: Grid) -> None:
    """Take away a last row without a name whose numbers are the sums or the means of those above."""
    columns = list(grid.columns.values())
    if grid.rows < FEWEST_SUMMED or not columns or columns[0].codes[-1] or 0 in columns[0].codes[:-1]:
        return
    met = 0
    for column in columns:
        last = column.cells[column.codes[-1]]
        above = [_number(column.cells[code]) for code in column.codes[:-1]]
        known = [value for value in above if value is not None]
        value = _number(last)
        if not last:
            continue
        if value is None or len(known) < len(above) / 2:
            return
        whole = sum(known)
        near = (whole, whole / len(known), 100 * whole / len(known), whole / len(above))
        if not any(abs(value - one) <= NEAR * max(abs(one), 1e-9) for one in near):
            return
        met += 1
    if not met:
        return
    for column in columns:
        code = column.codes.pop()
        if code == len(column.cells) - 1 and code not in column.codes:
            column.cells.pop()
    grid.unread.append(Unread(grid.lines.pop(), "a row without a name that sums the others up", "summary"))


def _number(cell: str) -> float | None:
    text = cell.strip().removesuffix("%").strip()
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def _first(cells: Sequence[str]) -> str:
    return next((cell.strip() for cell in cells if cell.strip()), "")


def _sums(cells: Sequence[str]) -> bool:
    """Whether a row begins as one that sums the others up."""
    if cells[0][-1:].isdigit():  # as most names of items end, which come by the million
        return False
    first = cells[0].strip() or _first(cells)
    if len(first) >= LONGEST_SUM or any(letter.isdigit() for letter in first):
        return False
    found = set(re.findall(r"[^\W_]+", first.lower()))
    return bool(found & SUMS) and found <= SUMS | BESIDE_SUMS


def _headless(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first line is a row like the others: a number stands above each column of numbers, two or more."""
    numbers = [
        place
        for place in range(len(heading))
        if all(NUMBER.fullmatch(cells[place].strip()) for cells in rows if place < len(cells) and cells[place].strip())
    ]
    given = [heading[place].strip() for place in numbers]
    counted = [str(n) for n in range(len(heading) + 1)]
    if len(numbers) < 2 or given in (counted[:-1], counted[1:]):
        return False
    return all(NUMBER.fullmatch(cell) for cell in given)


def _second_heading(columns: Sequence[str], heading: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    """The names of columns whose heading goes on in the first row, above numbers, as surveys have it; else none."""
    cells = [[cell.strip() for cell in row.cells] for row in rows if not row.problem]
    if len(cells) <= FEWEST_SUMMED:
        return ()
    first, *rest = cells
    numbers = [
        place
        for place in range(len(columns))
        if sum(bool(row[place]) for row in rest) > len(rest) / 2
        and all(NUMBER.fullmatch(row[place]) for row in rest if row[place])
    ]
    goes_on = [place for place in numbers if any(letter.isalpha() for letter in first[place])]
    blank = any(not name.strip() for name in heading) or any(not cell for cell in first)
    if len(goes_on) < 2 or not blank or any(first[place] and place not in goes_on for place in numbers):
        return ()
    made, above = [], ""
    for place, name in enumerate(columns):
        given = heading[place].strip() if place < len(heading) else ""
        above = given or above
        made.append(f"{given or above} {first[place]}".strip() if first[place] else name)
    return tuple(made) if len({*made}) == len(made) else ()


def _ruled(cells: Sequence[str]) -> bool:
    """Whether a row is the line below the heading of a table in Markdown."""
    return cells[-1] == "" and any(cells) and all(set(cell.strip()) <= set("-:") for cell in cells) and any(
        "--" in cell for cell in cells
    )  # fmt: skip
