"""A file of results or labels as one table, whatever tool wrote it, with what its format says of the columns."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from calculators.exports import inspect_zip, nested, qualtrics
from calculators.exports.known import TOOLS
from calculators.exports.roles import Change, Made, Roles, Rows
from calculators.exports.sums import NUMBER, OF_TREC, TREC, Sums, below_totals, last_sum
from calculators.files import columnar
from calculators.files.grid import Column, Grid, Unread
from calculators.files.lines import Lines, Unreadable
from calculators.files.objects import flat, is_json, objects, rows_of
from calculators.files.reading import Row, table
from calculators.kit.given_file import GivenFile
from calculators.kit.progress import Progress

TOLD_EVERY = 2_000
SAMPLED = 30
LONGEST_NAME = 60
FEWEST_ROWS = 4

PAGE = ("<!doctype", "<html", "<table", "<body", "<head", "<div")
NOTHING = "there is nothing below the heading; choose a file with a row for each item"
NO_ITEM = "this is read as {}, and none of its {:,} rows is an item by that format; choose a file with a row for each"


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
    if first.lstrip("\ufeff \t").lower().startswith(PAGE):
        raise Unreadable(
            "this is a page (HTML); copy its table into a spreadsheet, save that as CSV (UTF-8), choose that"
        )
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
        raise Unreadable(NO_ITEM.format(found.tool, found.grid.aside) if found.grid.aside else NOTHING)
    if not found.grid.rows:
        line, words, _ = found.grid.unread[0]
        raise Unreadable(
            f"line {line:,}: {words}" if found.grid.delimiter else f"line {line:,} is not a JSON object: {words}"
        )
    return found


def _of_json(file: GivenFile) -> Export:
    given = objects(file)
    if given.whole is not None:
        found = _of_whole(given.whole)
        found.grid.letters = given.lines.remarks
        return found
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
        _put(grid, line, change(row) if change else (row,))
        if grid.rows % TOLD_EVERY == 0:
            progress.at(0, grid.rows)
    grid.letters = given.lines.remarks
    return Export(tool, made.roles if made else Roles(), grid.close())


def _of_whole(whole: Any) -> Export:
    """The table in the one value of a file."""
    for one in TOOLS:
        made = one.whole(whole) if one.whole else None
        if made:
            return Export(one.name, made.roles, _of_rows(made.rows or (whole,), made.change))
    if isinstance(whole, dict) and "nbformat" in whole:
        raise Unreadable("this is a notebook; let it write its table of results (to_csv) and choose that")
    rows = rows_of(whole)
    if rows is None and isinstance(whole, dict):
        rows = nested.by_item(whole) or [whole]
    if not rows:
        raise Unreadable("this JSON holds no rows: no list of objects was found in it")
    return _named(rows)


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
        _put(grid, number, change(row) if change else (row,))
    return grid.close()


def _put(grid: Grid, line: int, parts: Rows) -> None:
    """Take what a tool's row holds, or count it where that is no item."""
    before = grid.rows
    for part in parts:
        grid.put(line, flat(part))
    grid.aside += grid.rows == before


def _of_cells(file: GivenFile) -> Export:
    sheet = table(file)
    columns = sheet.columns
    tool, made = "", None
    for one in TOOLS:
        made = one.headings(columns) if one.headings else None
        if made:
            tool = one.name
            break
    in_markdown = sheet.delimiter == "|" and "\n" in sheet.heading
    heading_cells = [] if in_markdown else next(csv.reader([sheet.heading], delimiter=sheet.delimiter), [])
    rows, below, above, notes = sheet.rows, sheet.below, list[str](), tuple[str, ...]()
    if not made and sheet.delimiter and (lead := list(islice(rows, 2))):
        if more := qualtrics.below(lead):
            whole, places = columns, qualtrics.kept(columns)
            columns = tuple(qualtrics.names(columns, lead)[place] for place in places)
            answered = _answered(whole, chain(lead[more:], rows))
            rows, below = (_only(row, places) for row in answered), lead[more - 1].number
            notes = ("responses of Qualtrics without previews, tests, columns of who answered when",)
        elif lower := below_totals(heading_cells, lead[0].cells):
            above, columns, below = [heading_cells[0]], lower, lead[0].number
            rows = chain(lead[1:], rows)
        else:
            rows = chain(lead, rows)
    if not made and not below and (sample := list(islice(rows, SAMPLED))):
        if heads := _by_spaces(columns, sample):
            columns, heading_cells = tuple(heads), list(heads)
            sample, rows = ([*map(_parted(columns), sample)], map(_parted(columns), rows))
        if second := _second_heading(columns, heading_cells, sample):
            columns, sample = second, sample[1:]
        rows = chain(sample, rows)
        if not second and _headless(heading_cells, [row.cells for row in sample]):
            columns = tuple(f"column {place}" for place in range(1, len(columns) + 1))
            if len(columns) == len(TREC) and all(OF_TREC.fullmatch(row.cells[0].strip()) for row in sample):
                columns = TREC
            first = Row(max(1, sample[0].number - 1), 0, tuple(heading_cells), sheet.heading)
            rows = chain([first], rows)
    grid = Grid(() if made and made.change else columns)
    grid.delimiter, grid.heading, grid.notes = sheet.delimiter, below, notes
    grid.unread += [Unread(below - 1, f"“{name}” sums the other rows up", "summary") for name in above]
    sums = Sums()
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
        if not made and sums.holds(row):
            continue
        if made and made.change:
            _put(grid, row.number, made.change(dict(zip(columns, cells, strict=True))))
        else:
            grid.add(row.number, cells)
        if grid.rows % TOLD_EVERY == 0:
            progress.at(row.offset, grid.rows)
    sums.settle(grid)
    grid.letters = sheet.lines.remarks
    if not made:
        last_sum(grid)
    return Export(tool, made.roles if made else Roles(), grid.close())


def _answered(columns: Sequence[str], rows: Iterable[Row]) -> Iterable[Row]:
    """The rows of Qualtrics but for previews and tests."""
    return (row for row in rows if row.problem or not qualtrics.preview(columns, row.cells))


def _only(row: Row, places: Sequence[int]) -> Row:
    """A row with the cells of these places."""
    return row._replace(cells=tuple(row.cells[place] for place in places))


def _by_spaces(columns: Sequence[str], rows: Sequence[Row]) -> Sequence[str]:
    """The headings of a table whose columns only spaces part, as many in each row; nothing for other tables."""
    heads = columns[0].split() if len(columns) == 1 else []
    parted = [len(row.cells[0].split()) for row in rows if not row.problem]
    return heads if len(heads) > 2 and {*parted} == {len(heads)} and len({*heads}) == len(heads) else ()


def _parted(columns: Sequence[str]) -> Callable[[Row], Row]:
    """What parts a row at its spaces; one that then has other cells than there are columns has a problem."""

    def made(row: Row) -> Row:
        cells = tuple(row.cells[0].split()) if row.cells else ()
        odd = f"{len(cells)} columns where the heading has {len(columns)}" if len(cells) != len(columns) else ""
        return row._replace(cells=cells, problem=row.problem or odd)

    return made


def _headless(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first line is a row like the others: a number stands above each column of numbers."""
    numbers = [
        place
        for place in range(len(heading))
        if all(NUMBER.fullmatch(cells[place].strip()) for cells in rows if place < len(cells) and cells[place].strip())
    ]
    given = [heading[place].strip() for place in numbers]
    counted = [str(n) for n in range(len(heading) + 1)]
    if not numbers or given in (counted[:-1], counted[1:]) or not all(NUMBER.fullmatch(cell) for cell in given):
        return False
    # A lone number may be the name of a model or a year, but for a fraction, or a 0 or 1 above such.
    alone = {cells[numbers[0]].strip() for cells in rows if numbers[0] < len(cells)} | {*given}
    return len(numbers) > 1 or "." in given[0] or (alone <= {"0", "1"} and len(alone) > 1)


def _second_heading(columns: Sequence[str], heading: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    """The names of columns whose heading goes on in the first row, above numbers, as surveys have it; else none."""
    cells = [[cell.strip() for cell in row.cells] for row in rows if not row.problem]
    if len(cells) <= FEWEST_ROWS:
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
