"""Cells that hold both results of an item, as “fail → pass”, parted into a column for each side."""

import re
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results.cells import empty, right_or_wrong, score

ARROW = re.compile(r"\s*(?:->|=>|→|⇒|➜|➔)\s*")
FEWEST = 2


def apart(grid: Grid) -> Grid:
    """The table with two columns for each whose cells hold two results with an arrow between, which is then told."""
    names = [name for name, column in grid.columns.items() if _is_pair(column)]
    if not names:
        return grid
    made = copy(grid)
    made.columns = {}
    for name, column in grid.columns.items():
        if name not in names:
            made.columns[name] = column
            continue
        for place, side in enumerate(("before", "after")):
            part = made.columns[f"{name} {side}"] = Column(f"{name} {side}")
            for code in column.codes:
                part.add(ARROW.split(column.cells[code])[place] if code else "")
            part.close()
    told = ", ".join(f"“{name[:60]}”" for name in names)
    made.notes = (*grid.notes, f"{told} parted at the arrow: before, after")
    return made


def _is_pair(column: Column) -> bool:
    cells = column.cells[1:]
    if len(cells) < FEWEST:
        return False
    for cell in cells:
        parts = ARROW.split(cell)
        if len(parts) != 2 or not all(empty(one) or _is_result(one) for one in parts):
            return False
    return True


def _is_result(cell: str) -> bool:
    return right_or_wrong(cell) is not None or score(cell) is not None
