"""Rows that somebody has marked to be left out, as in a column “exclude”: asked about, never counted in silence."""

from array import array
from collections import Counter
from copy import copy
from typing import NamedTuple

from calculators.files.grid import Column, Grid
from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import empty, words
from calculators.results.draft import Draft
from calculators.results.headings import AS_COUNTED, AS_LEFT_OUT, words_of
from calculators.results.rating_shapes import ROWS_ITEMS
from calculators.results.reading import Ask

UNMARKED = "unmarked"
"""What a reader says who wants marked rows to be left out."""

NO = words("no,n,false,f,0,0.0,-,nein,non,ne,falso,falsch,faux,nee,否,いいえ")
YES = words("yes,y,true,t,1,1.0,x,ja,oui,si,sí,vero,wahr,vrai,是,はい")
MOST_MARKS = 12
"""So many different marks or reasons; more of them are texts about something else."""

HALF = 0.5


class Marks(NamedTuple):
    """A column that marks rows to be left out."""

    column: str
    rows: frozenset[int]
    told: str
    """What stands most often in those rows."""


def marks(grid: Grid) -> Marks | None:
    """The column that marks rows to be left out, if one marks some of them and not most."""
    found = [one for name in grid.columns if (one := _marks(grid, name))]
    return min(found, key=lambda one: bool(words_of(one.column) & headings.AS_REASON)) if found else None


def _marks(grid: Grid, name: str) -> Marks | None:
    of, column = words_of(name), grid.columns[name]
    if not of & (AS_LEFT_OUT | AS_COUNTED) or headings.side(name) or column.different > MOST_MARKS:
        return None
    if of & AS_LEFT_OUT:
        out = {cell for cell in column.cells if not empty(cell) and cell.strip().casefold() not in NO}
        marked = any(cell.strip().casefold() in YES for cell in out)
        sure = marked or bool(of & headings.AS_REASON)
    else:
        said = {cell.strip().casefold() for cell in column.cells if not empty(cell)}
        out = {cell for cell in column.cells if empty(cell) or cell.strip().casefold() in NO}
        sure = said <= YES | NO and bool(said & YES)
    rows = frozenset(row for row, code in enumerate(column.codes) if column.cells[code] in out)
    if not sure or not 0 < len(rows) <= HALF * grid.rows:
        return None
    ((mark, _),) = Counter(column.cells[column.codes[row]] for row in rows).most_common(1)
    return Marks(name, rows, mark)


def ask(draft: Draft) -> None:
    """Ask whether marked rows count. Raises Ask."""
    reading, found = draft.reading, marks(draft.grid)
    taken = {reading.before, *reading.after, reading.model, reading.result, reading.run, reading.metric, *reading.item}
    if draft.told.rows in (ROWS_ITEMS, UNMARKED) or not found or found.column in taken:
        return
    mark = f"“{found.told[:40]}”" if not empty(found.told) else "nothing"
    asked = (
        f"Each row is: {len(found.rows):,} of {draft.grid.rows:,} rows are marked to be left out: "
        f"“{found.column[:60]}” holds {mark} there. Shall they be left out, or count like all others?"
    )
    choices = [
        Press("Leave the marked rows out", {"rows_are": UNMARKED}),
        Press("Count all rows", {"rows_are": ROWS_ITEMS}),
    ]
    raise Ask("rows_are", asked, choices)


def without(grid: Grid) -> Grid:
    """The table without the rows that are marked to be left out; as it is where none are."""
    found = marks(grid)
    if not found:
        return grid
    left = [row for row in range(grid.rows) if row not in found.rows]
    made = copy(grid)
    made.columns = {name: Column(name) for name in grid.columns}
    for name, column in grid.columns.items():
        for row in left:
            made.columns[name].add(column.cells[column.codes[row]])
    made.lines = array("I", [grid.lines[row] for row in left])
    made.second = grid.second if grid.second < 0 else sum(row < grid.second for row in left)
    made.notes = (*grid.notes, f"{len(found.rows):,} more left out, as “{found.column[:60]}” marks them")
    return made.close()
