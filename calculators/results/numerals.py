"""What a comma or a point before three digits stands for in a column of numbers: thousands, or decimals."""

import re
from collections.abc import Callable, Iterable, Sequence

from calculators.results.cells import GUESS, OPEN, PARSERS, RIGHT, SCORES, score

THOUSANDS, DECIMAL = "thousands", "decimal"

HUNDREDS = re.compile(r"[-+]?[1-9]\d{2}")
UNMARKED = re.compile(r"[-+]?\d{4,}")


def open_cells(cells: Iterable[str], mark: str) -> list[str]:
    """The cells that can be read in two ways by this mark."""
    return [cell for cell in cells if mark in cell and OPEN.fullmatch(cell.strip())]


def settled(columns: Sequence[Sequence[str]], mark: str, elsewhere: Iterable[str] = ()) -> str:
    """What the mark stands for by all cells of some columns, or by other columns of numbers; GUESS where none does.

    Where nothing else does, whole hundreds in the same column do: beside 950 a 1,234 is no decimal.
    """
    other = "," if mark == "." else "."
    bare = [[cell.strip().rstrip("%").strip() for cell in cells] for cells in columns]
    found = _ways([cell for cells in bare for cell in cells], mark, other)
    if not found:
        found = _ways([cell.strip().rstrip("%").strip() for cell in elsewhere], mark, other)
    if not found and any(_hundreds(cells, mark) for cells in bare):
        found = {THOUSANDS}
    return found.pop() if len(found) == 1 else GUESS


def _hundreds(cells: Sequence[str], mark: str) -> bool:
    """Whether whole hundreds stand beside numbers with the mark, and no thousand without it."""
    some = any(map(HUNDREDS.fullmatch, cells)) and not any(map(UNMARKED.fullmatch, cells))
    return some and bool(open_cells(cells, mark))


def _ways(cells: Iterable[str], mark: str, other: str) -> set[str]:
    """What some cells say that the mark stands for."""
    one, two = re.escape(mark), re.escape(other)
    grouped = re.compile(rf"[-+]?[1-9]\d{{0,2}}(({one}\d{{3}})+{two}\d+|({one}\d{{3}}){{2,}})")
    # The other mark behind which no three digits stand is that of decimals, so this one is not.
    turned = re.compile(rf"[-+]?(\d*{two}(\d{{1,2}}|\d{{4,}})|(0|\d{{4,}}){two}\d+)")
    decimal = re.compile(rf"[-+]?(\d*{one}(\d{{1,2}}|\d{{4,}})|(0|\d{{4,}}){one}\d+|\d{{1,3}}({two}\d{{3}})+{one}\d+)")
    found = set()
    for cell in cells:
        if grouped.fullmatch(cell) or turned.fullmatch(cell):
            found.add(THOUSANDS)
        elif decimal.fullmatch(cell):
            found.add(DECIMAL)
    return found


def reader(marks: str) -> Callable[[str], float | None]:
    """How cells are read as numbers where it is known what a mark before three digits stands for."""
    if marks not in (THOUSANDS, DECIMAL):
        return score

    def read(cell: str) -> float | None:
        text = cell.strip().removesuffix("%").strip()
        if OPEN.fullmatch(text):
            return float(re.sub("[.,]", "" if marks == THOUSANDS else ".", text))
        return score(cell)

    return read


def parser(kind: str, marks: str) -> Callable[[str], float | None]:
    """How the cells of results of this kind are read."""
    return reader(marks) if kind == SCORES else PARSERS.get(kind, PARSERS[RIGHT])
