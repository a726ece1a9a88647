"""Which model stood on either side of a pair, as columns say that change places, or one that lists both in order."""

import json
import re
from collections.abc import Iterable, Sequence
from copy import copy

from calculators.files.grid import Column, Grid
from calculators.results import headings
from calculators.results.cells import words
from calculators.results.headings import apart, sides_of, words_of

AS_SOURCE = words(
    "source,sources,origin,author,by,from,bot,chatbot,engine,llm,provider,vendor,version,variant,arm,checkpoint,name",
    "agent,written,produced,generated,id,modell,modèle,modelo,modello,systeme,système,sistema,quelle,origine,versie",
    "versión,模型,系统,モデル,システム",
)
"""Words of columns that say where the text on either side comes from, where nothing changes places."""

MARK = re.compile(r"\s*(?:\||;|,|/|→|->|\bvs\b\.?|\bversus\b|\bthen\b)\s*|\s+[-–]\s+")
LIST = re.compile(r"[\[({]")
MOST, LONGEST, NEARLY_ALL = 12, 80, 0.98


def named(grid: Grid, names: Sequence[str]) -> tuple[str, ...]:
    """The two of some columns that hold the models of each row; none where there are none.

    Their headings say so, as model_a beside model_b; or the same few names stand in both, never one beside itself.
    """
    if found := sides_of(names, headings.AS_SIDES):
        return found
    left = [name for name in names if not words_of(name) & (headings.AS_VOTER | headings.AS_REASON)]
    pairs = [(one, other) for one in left for other in left if apart(one, other) in headings.SIDES]
    return next((pair for pair in pairs if _change_places(*(grid.columns[name] for name in pair))), ())


def _change_places(one: Column, other: Column) -> bool:
    """Whether two columns hold the same few names, which change places and never meet; or each a name of a source."""
    both = {cell for cell, _ in one.tally()}, {cell for cell, _ in other.tally()}
    if one.filled != other.filled or any(len(cell) > LONGEST for of in both for cell in of):
        return False
    if not all(any(map(str.isalpha, cell)) for of in both for cell in of):
        return False
    if len(both[0]) == len(both[1]) == 1:
        return both[0] != both[1] and bool(words_of(one.name) & AS_SOURCE) and one.filled > 1
    if both[0] != both[1] or not 2 <= len(both[0]) <= MOST:
        return False
    met = sum(one.cells[a] == other.cells[b] for a, b in zip(one.codes, other.codes, strict=True) if a and b)
    return met <= (1 - NEARLY_ALL) * one.filled


def in_order(grid: Grid) -> Grid:
    """The table with two columns for one that lists the two models of each row, in the order in which they stood."""
    for name, column in grid.columns.items():
        parts = [_two(cell) for cell in column.cells]
        there = {both for both, count in zip(parts, column.counts, strict=True) if count and both}
        models = {model for both in there for model in both}
        if len(there) < 2 or not all(parts[1:]) or len(models) > MOST or not _both_ways(there):
            continue
        made = copy(grid)
        made.columns = {other: one for other, one in grid.columns.items() if other != name}
        for place in (0, 1):
            head = f"{name}: model {place + 1}"
            of = {cell: both[place] for cell, both in zip(column.cells, parts, strict=True) if both}
            made.columns[head] = column.said(lambda cell, of=of: of.get(cell, ""))  # type: ignore[misc]
            made.columns[head].name = head
        made.notes = (*grid.notes, f"“{name[:60]}” lists the models of both sides in their order")
        return made
    return grid


def _both_ways(there: Iterable[tuple[str, ...]]) -> bool:
    """Whether names are listed in either order."""
    known = {*there}
    return any(both[::-1] in known for both in known) and all(
        len(one) > 1 and any(map(str.isalpha, one)) for both in known for one in both
    )


def _two(cell: str) -> tuple[str, ...]:
    """The two different names that a cell lists; nothing of another cell."""
    if not cell or len(cell) > 2 * LONGEST:
        return ()
    parts = _listed(cell) if LIST.match(cell) else MARK.split(cell)
    names = tuple(part.strip(" \"'") for part in parts)
    return names if len(names) == 2 and all(names) and names[0] != names[1] else ()


def _listed(cell: str) -> list[str]:
    """What stands in a list or an object as JSON or Python writes it, the sides of an object in their order."""
    try:
        found = json.loads(cell.replace("(", "[").replace(")", "]").replace("'", '"'))
    except ValueError:
        return []
    if isinstance(found, dict):
        keys = list(found)
        pair = next(((one, other) for one in keys for other in keys if apart(one, other) in headings.SIDES), ())
        found = [found[key] for key in pair]
    return [str(one) for one in found] if isinstance(found, list) else []
