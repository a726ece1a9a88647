"""Ids such as “conv03/turn2” that begin alike where items are of one document, though no column of its own says so."""

import re
from functools import lru_cache

from calculators.files.grid import Column, Grid
from calculators.results.structure import FEWEST_CLUSTERS

OF = "beginning of "
"""Stands before the heading of ids whose beginnings name documents."""

PARTS = re.compile(r"(?P<whole>.*\d.*?)[\s_/:.#|\\-]+(?P<part>[^\W\d_]{0,12}\d{1,3}|[a-z])", re.IGNORECASE)
NEARLY_ALL = 0.95
LARGE = 20
"""With more items in each, beginnings are parts of a set."""


def column(grid: Grid, name: str) -> Column:
    """A column of the table, or what its ids begin with. Raises KeyError where neither is there."""
    if name in grid.columns or not name.startswith(OF):
        return grid.columns[name]
    if (made := _begun(grid.columns[name.removeprefix(OF)])) is None:
        raise KeyError(name)
    return made


def named(grid: Grid, name: str) -> str:
    """What the beginnings of a column's ids are called; empty where they name no documents."""
    return f"{OF}{name}" if name in grid.columns and _begun(grid.columns[name]) else ""


def known(grid: Grid, name: str) -> bool:
    """Whether a name is that of such beginnings."""
    return name.startswith(OF) and bool(named(grid, name.removeprefix(OF)))


@lru_cache(maxsize=8)
def _begun(ids: Column) -> Column | None:
    """The beginning of each id, where the ends come again behind several of them; None where they do not."""
    cells = ids.cells[1:]
    found = [PARTS.fullmatch(cell) for cell in cells]
    parted = [one for one in found if one]
    if len(parted) < NEARLY_ALL * len(cells) or not parted:
        return None
    wholes = {one["whole"] for one in parted}
    behind: dict[str, int] = {}
    for one in parted:
        behind[one["part"]] = behind.get(one["part"], 0) + 1
    if not FEWEST_CLUSTERS <= len(wholes) <= len(cells) // 2 or len(cells) > LARGE * len(wholes):
        return None
    if sum(count for count in behind.values() if count > 1) < NEARLY_ALL * len(parted):
        return None
    made = Column(f"{OF}{ids.name}")
    texts = ["", *(one["whole"] if one else cell for one, cell in zip(found, cells, strict=True))]
    for code in ids.codes:
        made.add(texts[code])
    made.close()
    return made
