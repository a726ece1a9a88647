"""Cells that put models in an order, as “tuned > base > gpt”, as a column of ranks for each, or as a winner of two."""

import ast
import re
from array import array
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results.cells import empty, words
from calculators.results.headings import AS_JUDGED, AS_ORDER, words_of

ABOVE = re.compile(r"\s*(?:>+|≻|»|›)\s*")
EQUAL = re.compile(r"\s*(?:=+|~|≈)\s*")
RANKED = words("rank,ranks,ranked,ranking,rankings,rangfolge,rangliste,rang,classement,clasificación,classifica")
"""Words of headings above lists that say an order, the best first."""

SHOWN = AS_ORDER | {"reihenfolge", "ordre", "orden", "ordine", "sequence"}
"""Words of headings above what stood first, which is no order of quality."""

MOST, LONGEST = 12, 60
NEARLY_ALL, LOOKED_AT = 0.95, 20


def apart(grid: Grid) -> Grid:
    """The table with a column of ranks, 1 the best, for each model that cells put in an order; else as it is.

    Of two models it is a column that says who is first, or a tie.
    """
    for name, column in grid.columns.items():
        if words_of(name) & SHOWN and not words_of(name) & RANKED:
            continue
        lists = bool(words_of(name) & RANKED)
        if not all(_places(cell, lists=lists) for cell in column.cells[1:LOOKED_AT] if not empty(cell)):
            continue
        places = [_places(cell, lists=lists) for cell in column.cells]
        there = [(place, count) for place, count in zip(places, column.counts, strict=True) if place and count]
        models = list(dict.fromkeys(model for place, _ in there for model in place))
        known = sum(count for place, count in there if len(place) == len(models))
        if not 2 <= len(models) <= MOST or len(there) < 2 or known < NEARLY_ALL * column.filled:
            continue
        made = copy(grid)
        made.columns = {other: one for other, one in grid.columns.items() if other != name}
        if len(models) == 2 and all(len(model) == 1 for model in models):
            made.columns[name if words_of(name) & AS_JUDGED else "winner"] = column  # which is A, is asked
        elif len(models) == 2:
            made.columns["winner"] = _column("winner", column, [_first(place) for place in places])
        else:
            for model in models:
                head = f"Rank: {model}"
                made.columns[head] = _column(
                    head, column, [f"{place[model]:g}" if model in place else "" for place in places]
                )
        what = "who is first" if len(models) == 2 else "the rank of each, 1 the best"
        made.notes = (*grid.notes, f"“{name[:60]}” holds orders: {what}")
        return made
    return grid


def _places(cell: str, *, lists: bool) -> dict[str, float]:
    """The rank of each model in a cell, of equal ones the mean of theirs; nothing of a cell that holds no order."""
    if empty(cell) or len(cell) > LONGEST * MOST:
        return {}
    groups = [EQUAL.split(part) for part in ABOVE.split(cell.strip())]
    if len(groups) < 2 and len(groups[0]) < 2:
        given = _listed(cell) if lists else []
        groups = [[model] for model in given]
    found: dict[str, float] = {}
    at = 1
    for group in groups:
        for model in group:
            name = model.strip()
            if not name or len(name) > LONGEST or name in found:
                return {}
            found[name] = at + (len(group) - 1) / 2
        at += len(group)
    return found if len(found) > 1 else {}


def _listed(cell: str) -> list[str]:
    """The texts of a list as JSON or Python writes it, or with commas between."""
    if not cell.startswith("["):
        return [part for part in cell.split(",") if part.strip()] if "," in cell else []
    try:
        found = ast.literal_eval(cell)
    except (ValueError, SyntaxError):
        return []
    return found if isinstance(found, list) and all(isinstance(one, str) for one in found) else []


def _first(place: dict[str, float]) -> str:
    if len(place) < 2:
        return ""
    (one, first), (other, second) = place.items()
    return "tie" if first == second else one if first < second else other


def _column(name: str, column: Column, cells: list[str]) -> Column:
    made = Column(name)
    new = array("I", map(made.new, cells))
    made.codes = array("I", map(new.__getitem__, column.codes))
    made.close()
    return made
