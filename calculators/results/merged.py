"""Cells that were merged over several rows: the first of them holds the text, which goes on in the empty ones below."""

from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results.headings import AS_ITEM, AS_NAME, words_of

FEWEST = 3
MOST = 20
"""So many rows may one merged cell span."""


def filled(grid: Grid) -> Grid:
    """The table with the columns that name items filled down where their cells were merged, which is then told.

    So it is where every text stands above as many empty cells as any other, and no text comes again.
    """
    names = [name for name, column in grid.columns.items() if _merged(name, column)]
    if not names:
        return grid
    made = copy(grid)
    made.columns = {name: _down(column) if name in names else column for name, column in grid.columns.items()}
    made.notes = (
        *grid.notes,
        f"an empty cell of {', '.join(f'“{name[:60]}”' for name in names)} goes on with the one above",
    )
    return made


def _merged(name: str, column: Column) -> bool:
    codes = column.codes
    if column.different < FEWEST or not len(codes) or not codes[0] or not words_of(name) & (AS_ITEM | AS_NAME):
        return False
    starts = [row for row, code in enumerate(codes) if code]
    span = starts[1] - starts[0]
    even = starts == list(range(0, len(codes), span))
    return 2 <= span <= MOST and even and len(codes) % span == 0 and len({codes[row] for row in starts}) == len(starts)


def _down(column: Column) -> Column:
    made, text = Column(column.name), ""
    for code in column.codes:
        text = column.cells[code] or text
        made.add(text)
    made.close()
    return made
