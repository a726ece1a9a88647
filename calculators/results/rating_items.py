"""Which columns name the items of a file of labels together, where no one of them does."""

from collections.abc import Sequence

from calculators.files.grid import Grid
from calculators.results import headings
from calculators.results.headings import tokens, words_of
from calculators.results.structure import crossing, keys, repeats

MOST_PARTS = 60
SLIPS, FEW = 0.05, 0.02
WHOLE = 0.9
MOST_LEFT = 2 / 3
"""The share of rows that still name an item again with a column of models from which it names no item with it."""


def with_models(grid: Grid, item: tuple[str, ...], codes: Sequence[int]) -> tuple[str, ...]:
    """The item with the columns of two models, with the turn, where raters vote on several pairs of it."""
    repeated = crossing(keys(grid, item), codes).repeated
    for name in grid.columns if repeated > SLIPS * grid.rows else ():
        if words_of(name) & headings.AS_MODEL and name not in item:
            left = crossing(keys(grid, (*item, name)), codes).repeated
            if SLIPS * grid.rows < left <= MOST_LEFT * repeated:  # another column tells the rest apart
                item, repeated = (*item, name), left
    sides = headings.sides_of(grid.columns, headings.AS_SIDES)
    for more in (sides, (*sides, *(name for name in grid.columns if words_of(name) == {"turn"}))):
        before = crossing(keys(grid, item), codes).repeated
        if sides and before > SLIPS * grid.rows and not set(more) & {*item}:
            found = (*item, *more)
            if crossing(keys(grid, found), codes).repeated <= SLIPS * grid.rows:
                return found
    return item


def item(grid: Grid, raters: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The columns that name the items together where one begins again in each part; else the one that comes again.

    Both empty where no column is named like one of items.
    """
    left = [name for name in grid.columns if name not in raters and grid.columns[name].filled >= WHOLE * grid.rows]
    likely = sorted((name for name in left if _named(name)), key=lambda name: not words_of(name) & headings.AS_NAME)
    for name in likely:
        if grid.columns[name].different < 3:
            continue
        for other in left:
            parts = 2 <= grid.columns[other].different <= MOST_PARTS and other != name
            split = words_of(other) & (headings.AS_SPLIT | headings.AS_MODEL | headings.AS_CLUSTER | {"batch", "round"})
            if parts and split and repeats(keys(grid, (name, other))) <= FEW * grid.rows:
                return (other, name), ""
    return (), next((name for name in likely if 3 <= grid.columns[name].different < grid.rows), "")


def _named(name: str) -> bool:
    of = words_of(name)
    return (
        bool(of & (headings.AS_NAME | headings.AS_ITEM))
        and not of & (headings.AS_SPLIT - {"task"})
        and (tokens(name)[-1:] != ("type",))
    )
