"""A column of the most points that each item can have, which is no result."""

from collections.abc import Iterator, Sequence

from calculators.files.grid import Column, Grid
from calculators.results.cells import empty, score, words
from calculators.results.headings import side, words_of

AS_MOST = words(
    "max,maximum,maximal,maximale,maxima,possible,available,attainable,achievable,obtainable,full,erreichbar,erreichbare",
    "mögliche,möglich,höchstpunktzahl,maximalpunktzahl,maximalpunkte,barème,máximo,máxima,posible,posibles,massimo",
    "massimi,满分,最高分,満点",
)
"""Words of what is the most that can be reached."""


def among(grid: Grid, names: Sequence[str]) -> Iterator[str]:
    """Of some columns those that say out of how many points: called so, and nowhere less than another one."""
    likely = [name for name in names if words_of(name) & AS_MOST and not side(name)]
    others = [name for name in names if name not in likely]
    for name in likely if others else ():
        if any(_bounds(grid.columns[name], grid.columns[other]) for other in others):
            yield name


def _bounds(most: Column, points: Column) -> bool:
    """Whether numbers are nowhere more than others, and not all of them the same as those."""
    limits, values = ([None if empty(cell) else score(cell) for cell in column.cells] for column in (most, points))
    pairs = [(limits[a], values[b]) for a, b in zip(most.codes, points.codes, strict=True)]
    known = [(limit, value) for limit, value in pairs if limit is not None and value is not None]
    return bool(known) and all(value <= limit for limit, value in known) and any(a != b for a, b in known)


def told(grid: Grid, names: Sequence[str]) -> str:
    """What is told of such a column beside these results, where it differs from item to item; else nothing."""
    for name, column in grid.columns.items():
        if name in names or not words_of(name) & AS_MOST or side(name):
            continue
        values = {value for cell, _ in column.tally() if (value := score(cell)) is not None}
        known = [grid.columns[one] for one in names if one in grid.columns]
        if len(values) > 1 and len(known) == len(names) and all(_bounds(column, one) for one in known):
            return (
                f"by “{name[:60]}” an item has at most {min(values):g} to {max(values):g}, so one with more of them "
                "counts for more; for shares write them into the file"
            )
    return ""
