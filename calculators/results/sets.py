"""Cells of several labels, such as insult|toxicity, written in one order, as the order of a set says nothing."""

import ast
import json
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from itertools import chain

from calculators.exports.table import Export, export
from calculators.files.grid import LONGEST, Column, Grid
from calculators.kit.given_file import GivenFile
from calculators.results import merged
from calculators.results.cells import GUESS, score, words
from calculators.results.headings import words_of
from calculators.results.legends import spelled_out
from calculators.results.rating_shapes import AS_RATER, raters_down
from calculators.results.scale_ends import one_way
from calculators.results.vote_rows import pivoted
from calculators.results.weighted_rows import repeated

LIST = "["
MARKS = (LIST, "|", ";;", ";", "\n", "<br>", "::", "~", "+", ",", "&", " and ", " und ", " et ", " y ", "/", " ")
"""What stands between labels of one cell; the first stands for lists as JSON or Python writes them."""

IN_NAMES = frozenset({"/", " "})
"""Of those what often stands within one name."""

EDGES = {"[": "]", "(": ")", "{": "}"}
EMPTY_SETS = frozenset({"set()", "frozenset()"})
ADJACENT = re.compile(r"['\"]\s+['\"]")
"""Between texts without a comma, as numpy writes them, which are one text to Python."""

QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")

JOINED = " + "
MOST_PARTS, LONGEST_PART = 60, 40
RANKED = words("rank,ranks,ranked,ranking,rankings,order,ordering,sequence,top,rang,rangfolge,reihenfolge,classement")
"""Words of headings above labels whose order counts."""

NEARLY_ALL, TWICE, MOST_RATERS = 0.9, 0.3, 20
"""The share of cells that are lists where raters stand in lists, of those that hold a label twice; the longest list."""

SLIPS = 0.05
OFTEN, HALF = 0.75, 0.5
"""The share of cells with several labels whose labels must also stand alone, or beside others; of lists it is half."""

Parts = tuple[str, ...]


@lru_cache(maxsize=4)
def labels_of(file: GivenFile, rows: str = GUESS) -> tuple[Export, tuple[str, ...]]:
    """A file of labels with its sets in one order; the columns that hold sets. Raises Unreadable, or OSError."""
    found = export(file)
    if not found.tool:
        found = found._replace(
            grid=lists_apart(repeated(pivoted(one_way(spelled_out(merged.filled(raters_down(found.grid, rows)))))))
        )
    marks = _marks(found.grid)
    if not marks:
        return found, ()
    grid = copy(found.grid)
    shown: dict[str, str] = {}  # "Insult" and "insult" are one label, written as it came first
    grid.columns = {
        name: _in_order(column, marks[name], shown) if name in marks else column
        for name, column in found.grid.columns.items()
    }
    return found._replace(grid=grid), tuple(marks)


def lists_apart(grid: Grid) -> Grid:
    """The table with a column for each place of lists that hold the labels of all raters; else as it is.

    So it is where the same label comes twice in many of them, as no set has it, and none is rather long.
    """
    if grid.turned or any(words_of(name) & AS_RATER for name in grid.columns):
        return grid  # what was the heading of a column names an item
    lists = {name: mark for name, column in grid.columns.items() for mark in MARKS if _several(column, mark)}
    for name, mark in lists.items() if len(lists) == 1 else ():
        column = grid.columns[name]
        if _of_raters(column, mark):
            made = copy(grid)
            parts = [_parts(cell, mark) or () for cell in column.cells]
            most = max(map(len, parts))
            apart = {
                f"{name} {place + 1}": [one[place] if place < len(one) else "" for one in parts]
                for place in range(most)
            }
            made.columns = {other: one for other, one in grid.columns.items() if other != name}
            for other, cells in apart.items():
                made.columns[other] = Column(other)
                for code in column.codes:
                    made.columns[other].add(cells[code])
                made.columns[other].close()
            made.notes = (*grid.notes, f"each place in the lists of “{name[:60]}” taken for a rater")
            return made
    return grid


def _several(column: Column, mark: str) -> dict[Parts, int]:
    """The lists of a column nearly all of whose cells are lists of several; nothing of another."""
    split = _split(column, mark)
    several = {parts: count for parts, count in split.items() if len(parts) > 1}
    return several if sum(several.values()) >= NEARLY_ALL * sum(split.values()) else {}


def _of_raters(column: Column, mark: str) -> bool:
    """Whether lists are of the labels of several raters, in which the same label comes twice."""
    several = _several(column, mark)
    whole = sum(several.values())
    if max(map(len, several)) > MOST_RATERS:
        return False
    labels = {part.casefold() for parts in several for part in parts}
    twice = sum(count for parts, count in several.items() if len(set(map(str.casefold, parts))) < len(parts))
    if mark == " " and any(label.endswith("?") or label.startswith("(") for label in labels):  # a question
        return False
    return len(labels) <= MOST_PARTS and twice >= TWICE * whole


def _in_order(column: Column, mark: str, shown: dict[str, str]) -> Column:
    """A column whose sets are written in one order."""
    made = Column(column.name)
    places = array("I")
    for cell in column.cells:
        parts = {part.casefold(): shown.setdefault(part.casefold(), part) for part in _parts(cell, mark) or ()}
        places.append(made.new(JOINED.join(parts[key] for key in sorted(parts)) or cell))
    made.codes = array("I", map(places.__getitem__, column.codes))
    made.close()
    return made


def _marks(grid: Grid) -> dict[str, str]:
    """Of each column that holds sets what stands between their labels."""
    marks: dict[str, str] = {}
    for mark in MARKS:
        likely = {
            name: parts
            for name, column in grid.columns.items()
            if name not in marks and not words_of(name) & RANKED
            if (parts := _split(column, mark))
        }
        of = {name: {part.casefold() for part in chain(*parts)} for name, parts in likely.items()}
        for name in likely:
            alike = [other for other in likely if 2 * len(of[name] & of[other]) >= min(len(of[name]), len(of[other]))]
            pooled: Counter[Parts] = Counter()
            for other in alike:
                pooled.update(likely[other])
            if _are_sets(pooled, mark):
                marks[name] = mark
    return marks


def _parts(cell: str, mark: str) -> Parts | None:
    """The labels of one cell; None where it cannot be parted so."""
    if cell.startswith((LIST, "{")) or (cell.startswith("(") and cell.endswith(")")) or cell in EMPTY_SETS:
        return _listed(cell) if mark == LIST else None
    if mark == LIST:  # a list of one stands there without its brackets
        return (" ".join(cell.split()),) if 0 < len(cell) <= LONGEST_PART else None
    parts = [" ".join(part.split()) for part in cell.split(mark)]
    if len(parts) > 1 and mark in "|;\n" and not parts[-1]:  # forms write "a;b;"
        parts.pop()
    return tuple(parts) if all(0 < len(part) <= LONGEST_PART for part in parts) else None


def _listed(cell: str) -> Parts | None:
    """The labels of a list, a tuple or a set, also without quotes or commas; of names with 1 or 0 those with 1."""
    if cell in EMPTY_SETS:
        return ()
    if cell[-1] != EDGES[cell[0]] or len(cell) > LONGEST:
        return None
    for read in (json.loads, ast.literal_eval) if not ADJACENT.search(cell) else ():
        try:
            found = read(cell)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue
        if isinstance(found, dict):
            found = _of_names(found)
        if not isinstance(found, list | tuple | set | frozenset):
            found = (found,) if isinstance(found, str) else (None,)
        scalars = all(isinstance(one, str | int) for one in found)
        return tuple(" ".join(str(one).split()) for one in found) if scalars else None
    quoted = [one or other for one, other in QUOTED.findall(cell)]
    parts = [part.strip() for part in cell[1:-1].split(",")]
    return tuple(quoted or parts) if all(quoted or parts) and ":" not in cell else None


def _of_names(found: Mapping[str, object]) -> object:
    """The labels that an object with one list holds, or those of its names that are marked with 1."""
    values = list(found.values())
    if len(values) == 1 and isinstance(values[0], list):
        return values[0]
    return [name for name, value in found.items() if value == 1] if all(value in (0, 1) for value in values) else None


def _split(column: Column, mark: str) -> dict[Parts, int]:
    """The labels of all cells of a column with how often they stand so; empty where they are surely no sets."""
    found: Counter[Parts] = Counter()
    for cell, count in column.tally():
        parts = _parts(cell, mark)
        if parts is None:
            return {}
        found[parts] += count
        if len(found) > MOST_PARTS * MOST_PARTS:
            return {}
    few = len({part.casefold() for part in chain(*found)}) <= MOST_PARTS
    return found if few else {}


def _are_sets(cells: Mapping[Parts, int], mark: str) -> bool:
    """Whether the parts of cells are labels of a set: they stand alone as well, or beside others."""
    several = {parts: count for parts, count in cells.items() if len(parts) > 1}
    whole = sum(several.values())
    sets = {frozenset(map(str.casefold, parts)) for parts in cells}
    orders = Counter(map(frozenset, {tuple(map(str.casefold, parts)) for parts in several}))
    # All of one size they may be ranks, or names with a comma, but where two sets or more come in two orders or more.
    if not whole or (len({*map(len, cells)}) < 2 and (len(orders) < 2 or max(orders.values()) < 2)):
        return False
    if mark == "," and _numbers(several):
        return False
    if mark in IN_NAMES and sum(count > 1 for count in orders.values()) < 2:  # and/or is one name
        return False
    twice = sum(count for parts, count in several.items() if len(set(map(str.casefold, parts))) < len(parts))
    if twice > SLIPS * whole:
        return False
    of = Counter(chain.from_iterable(sets))
    known = 0
    for parts, count in several.items():
        one = frozenset(map(str.casefold, parts))
        again = [of[part] > 1 for part in one]
        # In two orders it is a set; but of A, B beside B, A alone a comma may part ranks.
        if all(again) or (orders[one] > 1 and (mark not in (",", *IN_NAMES) or any(again))):
            known += count
    return known >= (HALF if mark == LIST else OFTEN) * whole


def _numbers(several: Iterable[Sequence[str]]) -> bool:
    """Whether commas may stand within numbers, as in 3,5 or 1,234,567."""
    several = list(several)
    if not all(score(part) is not None for parts in several for part in parts):
        return False
    return all(len(parts) == 2 or all(len(part) == 3 for part in parts[1:]) for parts in several)
