"""Tables whose rows are models, whose columns are items, perhaps with totals beside them: they are read turned."""

from calculators.files.grid import Column, Grid, turned
from calculators.results import headings
from calculators.results.cells import EMPTY, RIGHT, SCORES, looks, score
from calculators.results.directions import LESS, MEASURES, MORE
from calculators.results.draft import NAMELESS
from calculators.results.headings import words_of
from calculators.results.structure import MOST_MODELS

ITEMS = "item"
"""The column that names the items of a table whose rows are models, when it is turned."""

FEWEST_MARKED = 5
"""So many columns of right or wrong are items where the rows are models."""

TOTAL_ROUNDED = 0.006
"""So far may a written total be from the one counted, as a share of it or of 1."""

MOST_ASIDE = 6
"""So many columns may say something of a whole row."""

OF_ROWS = headings.AS_SUM | headings.AS_MEASURE | headings.AS_REASON | MORE | LESS | MEASURES
"""Words of columns that say something of a whole row."""


def upright(grid: Grid) -> Grid:
    """The same with a row for each item where each row is a model; else as it is."""
    others = [name for name in grid.columns if name != next(iter(grid.columns), "")]
    if not 2 <= grid.rows <= MOST_MODELS or len(others) < FEWEST_MARKED:
        return grid
    total = _total_across(grid)
    without = [name for name in others if name == total or _of_row(grid.columns[name])]
    items = [name for name in others if name not in without]
    names = _models_down(grid, items) if len(without) <= MOST_ASIDE else ""
    if not names:
        return grid
    made = turned(grid, names, ITEMS, without=without)
    told = ", ".join(f"“{name}”" for name in without)
    made.notes = (*grid.notes, f"{told} of each row left out") if without else grid.notes
    return made


def _of_row(column: Column) -> bool:
    """Whether a column says something of a whole row: a total by its heading, a remark by its cells."""
    numbered = any(map(str.isdigit, column.name))
    remark = looks(column).kind not in (RIGHT, SCORES, EMPTY) and column.different > 1
    return (not numbered and bool(words_of(column.name) & OF_ROWS)) or remark


def _total_across(grid: Grid) -> str:
    """The last column where it is the sum, or the mean, or the mean in percent of all numbers before it; or empty."""
    columns = list(grid.columns.values())[1:]
    if any(map(str.isdigit, columns[-1].name)):
        return ""
    for row in range(grid.rows):
        *marks, total = [score(column.cells[column.codes[row]]) for column in columns]
        known = [mark for mark in marks if mark is not None]
        mean = sum(known) / max(len(known), 1)
        if total is None or all(
            abs(total - one) > TOTAL_ROUNDED * max(1, abs(one)) for one in (sum(known), mean, 100 * mean)
        ):
            return ""
    return columns[-1].name


def _models_down(grid: Grid, items: list[str]) -> str:
    """The column that names the models where each row is one and these columns are items; or empty.

    They are numbered; or they hold nothing but right or wrong, which no summary of a model does.
    """
    first = next(iter(grid.columns))
    right = all(looks(grid.columns[name]).kind == RIGHT for name in items)
    fewest = max(FEWEST_MARKED, 2 * grid.rows) if right else max(MOST_MODELS, 3 * grid.rows)
    names = grid.columns[first]
    sides = {headings.side(cell) for cell in names.cells[1:]}
    if len(items) < fewest or names.different < grid.rows:
        return ""
    nameless = NAMELESS.fullmatch(first) and looks(names).kind not in (RIGHT, SCORES)
    if not (words_of(first) & headings.AS_MODEL or {-1, 1} <= sides or nameless):
        return ""
    stems = {"".join(letter for letter in name if not letter.isdigit()) for name in items}
    numbered = all(any(letter.isdigit() for letter in name) for name in items) and len(stems) <= 2
    results = all(looks(grid.columns[name]).kind in (RIGHT, SCORES, EMPTY) for name in items)
    return first if results and (numbered or right) else ""
