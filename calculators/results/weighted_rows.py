"""Rows that count several items each, as pairs of labels with their number: every item gets a row of its own."""

from array import array
from collections.abc import Sequence
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import score, words
from calculators.results.draft import named
from calculators.results.headings import words_of
from calculators.results.reading import Ask

AS_COUNT = words(
    "count,counts,n,freq,frequency,frequencies,num,number,cases,times,weight,weights,anzahl,anz,häufigkeit,fälle,nombre",
    "effectif,effectifs,fréquence,cantidad,frecuencia,número,numero,conteggio,frequenza,contagem,aantal,数量,件数,次数,频数",
    "gewicht,poids,peso,items,total,sum,occurrences",
)
"""Words of a column that says how many items a row stands for."""

BESIDE = frozenset({"of", "the", "items", "rows", "cases", "der", "de"})
MOST_ROWS, MOST_ITEMS = 400, 1_000_000
MOST_LABELS, FEWEST = 20, 8
NUMBERS = frozenset({"n", "num", "number", "numero", "número", "total", "sum", "items", "cases", "times", "nombre"})
"""Of those words the ones that may number or sum up something else."""

ITEM = "item"


def whole(cell: str) -> int | None:
    """A count as it stands in a cell; None for what is none."""
    text = cell.strip().replace(" ", "").removesuffix(".0")
    return int(text) if text.isdigit() and len(text) < 8 else None


def named_count(name: str) -> bool:
    """Whether a heading says no more than that a number of items stands below it."""
    of = words_of(name)
    return name.strip() in ("#", "№") or (bool(of & AS_COUNT) and of <= AS_COUNT | BESIDE)


def counts(grid: Grid) -> list[str]:
    """The columns of whole numbers that may say how many items each row stands for: no two rows say the same beside it.

    None where another column names the rows.
    """
    if not 2 <= grid.rows <= MOST_ROWS or len(grid.columns) < 3:
        return []
    found = []
    for name, column in grid.columns.items():
        if column.filled < grid.rows or any(whole(cell) is None for cell in column.cells[1:]):
            continue
        rest = [other for other in grid.columns.values() if other is not column and other.filled and not runs_on(other)]
        labels = all(one.different <= MOST_LABELS for one in rest)
        if not labels or len(rest) < 2 or any(one.different == grid.rows for one in rest):
            continue
        if any(words_of(one.name) & (headings.AS_ITEM | headings.AS_NAME) for one in rest):
            continue
        if len({*zip(*(one.codes for one in rest), strict=True)}) == grid.rows and _several(column):
            found.append(name)
    return found


def runs_on(column: Column) -> bool:
    """Whether a column only numbers the rows, or items of as many rows each."""
    values = [whole(column.cells[code]) for code in column.codes]
    given = sorted({value for value in values if value is not None})
    even = len({values.count(value) for value in given}) == 1 and len(given) > FEWEST
    if even and given in ([*range(len(given))], [*range(1, len(given) + 1)]):
        return True
    return values in ([*range(len(values))], [*range(1, len(values) + 1)])


def unused(grid: Grid, labels: Sequence[str]) -> list[str]:
    """The columns beside labels that are named like weights of the rows, which is not reckoned with."""
    weights = AS_COUNT - NUMBERS
    return [
        name
        for name, column in grid.columns.items()
        if name not in labels and words_of(name) & weights and words_of(name) <= weights | BESIDE | {"sample", "item"}
        if column.different > 1 and all(score(cell) is not None for cell in column.cells[1:])
    ]


def _several(column: Column) -> bool:
    values = [whole(column.cells[code]) or 0 for code in column.codes]
    return max(values) > 1 and sum(values) <= MOST_ITEMS


def repeated(grid: Grid) -> Grid:
    """The table with a row for every item, where a column is named like their number; else as it is."""
    names = [name for name in counts(grid) if named_count(name)]
    if len(names) != 1:
        return grid
    by = grid.columns[names[0]]
    times = [whole(by.cells[code]) or 0 for code in by.codes]
    made = copy(grid)
    made.columns = {ITEM: Column(ITEM)}
    made.lines = array("I")
    for row, count in enumerate(times):
        for place in range(count):
            made.columns[ITEM].add(f"line {grid.lines[row]}, {place + 1}")
            made.lines.append(grid.lines[row])
    for name, column in grid.columns.items():
        if name == names[0]:
            continue
        one = copy(column)
        one.__dict__.pop("counts", None)
        one.codes = array("I", (code for code, count in zip(column.codes, times, strict=True) for _ in range(count)))
        made.columns[name if name != ITEM else f"{name} (2)"] = one
    made.columns[ITEM].close()
    made.notes = (*grid.notes, f"“{names[0][:60]}” says how many items each row stands for")
    return made


def ask(grid: Grid, labels: Sequence[str]) -> None:
    """Ask what a column of whole numbers says where each pair of labels stands once beside it. Raises Ask."""
    if weights := unused(grid, labels):
        words = (
            f"Columns of the raters: “{weights[0]}” may say how much each row counts, or for how many items it stands, "
            "with which nothing is reckoned here; repeat each row as often instead. Or does every row count once?"
        )
        press = Press("Every row counts once", {"rater_columns": ", ".join(labels)})
        raise Ask("rater_columns", words, [press])
    names = [name for name in counts(grid) if name not in labels]
    if len(names) != 1 or len(labels) != 2 or grid.rows < len(labels):
        return
    words = (
        f"File of labels: each pair of labels of {named(labels)} stands once, beside “{names[0]}”. If that says how "
        "many items each row stands for, call the column “count” and choose the file again. Or is each row one item?"
    )
    raise Ask("rater_columns", words, [Press("Each row is one item", {"rater_columns": ", ".join(labels)})])
