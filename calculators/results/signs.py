"""Numbers below zero in whatever way a minus is written, with a plain one in front: (1.5), 1.5-, –1.5, - 1.5."""

import re
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results.cells import empty

NUMBER = r"(?:[$€£¥]\s*)?\d[\d.,' \u00a0\u202f]*(?:\s*[%$€£¥])?"
BARE = re.compile(rf"\+?\s*{NUMBER}|-{NUMBER}")
BRACKETS = re.compile(rf"((?:[$€£¥]\s*)?)\(\s*[-−–]?\s*({NUMBER})\s*\)(\s*[%$€£¥]?)")
BEHIND = re.compile(rf"({NUMBER})\s*([-−–+])")
DASH = re.compile(rf"[-−–—‒﹣－]\s*({NUMBER})")
GRADE = re.compile(r"[1-6]\s*[-−–+]")
"""A mark with a sign behind it, which says that it is a little worse or better."""

FRONT, END = "($€£¥-−–—‒﹣－", "-−–+"
"""What a cell begins or ends with whose minus may be no plain one."""

NEARLY_ALL, LOOKED_AT = 0.9, 40


def signed(cell: str) -> str:
    """A number with its sign in front; empty for what is none."""
    text = cell.strip()
    if found := BRACKETS.fullmatch(text):
        return f"-{found[1]}{found[2]}{found[3]}"
    if found := BEHIND.fullmatch(text):
        return found[1] if found[2] == "+" else f"-{found[1]}"
    if found := DASH.fullmatch(text):
        return f"-{found[1]}"
    return text if BARE.fullmatch(text) else ""


def in_front(grid: Grid) -> Grid:
    """The table with a plain minus in front of all numbers below zero; as it is where each has one.

    Numbers in brackets are below zero only where some column holds bare ones as well, and marks from 1 to 6 with a sign
    behind them are school grades.
    """
    likely = {name: column for name, column in grid.columns.items() if _signs(column)}
    brackets = any(_some(column, BRACKETS) and _some(column, BARE) for column in likely.values())
    found = {
        name: column
        for name, column in likely.items()
        if (brackets or not _some(column, BRACKETS))
        and not all(map(GRADE.fullmatch, filter(BEHIND.fullmatch, column.cells[1:])) if _some(column, BEHIND) else [0])
    }
    if not found:
        return grid
    made = copy(grid)
    made.columns = {
        name: column.said(lambda cell: signed(cell) or cell) if name in found else column
        for name, column in grid.columns.items()
    }
    first = next(cell for column in found.values() for cell in column.cells[1:] if signed(cell) not in ("", cell))
    made.notes = (*grid.notes, f"a minus is written otherwise: “{first}” is {signed(first)}")
    return made


def _some(column: Column, shape: re.Pattern[str]) -> bool:
    return any(shape.fullmatch(cell.strip()) for cell in column.cells[1:])


def _signs(column: Column) -> bool:
    """Whether nearly all cells are numbers, some with a minus that is not a plain one in front."""
    some = [cell for cell in column.cells[1:LOOKED_AT] if not empty(cell)]
    if 2 * sum(bool(signed(cell)) for cell in some) < len(some):
        return False
    marked = (cell for cell in column.cells[1:] if cell[0] in FRONT or cell[-1] in END)
    if not any(signed(cell) not in ("", cell) for cell in marked):
        return False
    cells = [(cell, count) for cell, count in column.tally() if not empty(cell)]
    known = sum(count for cell, count in cells if signed(cell))
    return known >= NEARLY_ALL * sum(count for _, count in cells)
