"""Which end of a scale is the best, as a heading such as “grade (1 = best)” says; scales that run the other way."""

import re
from collections.abc import Iterable
from copy import copy
from functools import lru_cache
from typing import NamedTuple

from calculators.files.grid import Column, Grid
from calculators.results.cells import empty, plain, score
from calculators.results.legends import BEST, WORST, legend

ENDS = "|".join(sorted(map(re.escape, BEST | WORST), key=len, reverse=True))
UNIT = r"(?:stars?|sterne?|punkte?|points?|pts|étoiles?|puntos)?"
NUMBER_FIRST = re.compile(rf"(?<![\w.,])(\d+)\s*{UNIT}\s*(?:=+|→|->)\s*({ENDS})(?!\w)", re.IGNORECASE)
IN_BRACKETS = re.compile(rf"(?<=[(\[,;–])\s*(\d+)\s*{UNIT}\s*(?::|is|ist|est|es|è|\()?\s*({ENDS})(?!\w)", re.IGNORECASE)
"""The same without a sign, as in “(1 best, 5 worst)”; elsewhere “run 1 correct” is no scale."""

WORD_FIRST = re.compile(rf"(?<!\w)({ENDS})\s*(?:=+|→|->)\s*(\d+)(?![\w.,])", re.IGNORECASE)

LOW = (
    r"(?:lower|less|smaller|fewer|niedriger|kleiner|weniger|plus bas|moins|menor|menos|minore|meno|lager|minder|越低越"
    r"|越小越)"
)
HIGH = (
    r"(?:higher|more|larger|greater|bigger|höher|größer|mehr|plus haut|plus|mayor|más|maggiore|più|hoger|meer|越高越"
    r"|越大越)"
)
GOOD = (
    r"(?:is|are|=|ist|sind|es|è|c['’]est|desto|est|:)?,?\s*(?:the\s+|desto\s+)?"
    r"(?:better|best|besser|mieux|mejor|meglio|beter|好)"
)
SAYS_LESS = re.compile(rf"(?<!\w)(?:the\s+|je\s+)?{LOW}(?:,\s*(?:the\s+)?)?\s*{GOOD}|[↓⬇▼]", re.IGNORECASE)
SAYS_MORE = re.compile(rf"(?<!\w)(?:the\s+|je\s+)?{HIGH}(?:,\s*(?:the\s+)?)?\s*{GOOD}|[↑⬆▲]", re.IGNORECASE)

LEAST_AT, MOST_AT = 1, 3
"""A lone mark up to the one is the least of its scale, from the other on the most."""


class Ends(NamedTuple):
    """Whether the least mark is the best; the marks of a scale that a heading names as its least, as its most."""

    less: bool
    low: int | None = None
    high: int | None = None


@lru_cache(maxsize=4_000)
def ends(heading: str) -> Ends | None:
    """What a heading says of the ends of a scale; None where it says nothing of that."""
    marks = {int(mark): plain(said) for mark, said in legend(heading).items() if mark.lstrip("-").isdigit()}
    for first, second in (*NUMBER_FIRST.findall(heading), *IN_BRACKETS.findall(heading)):
        marks[int(first)] = plain(second)
    for first, second in WORD_FIRST.findall(heading):
        marks.setdefault(int(second), plain(first))
    known = {mark: said in BEST for mark, said in marks.items() if said in BEST | WORST}
    if len(marks) > 1:
        low, high = min(marks), max(marks)
        if low not in known and high not in known:
            return None
        return Ends(known[low] if low in known else not known[high], low, high)
    for mark, best in known.items():
        if mark <= LEAST_AT:
            return Ends(best, low=mark)
        return Ends(not best, high=mark) if mark >= MOST_AT else None
    less, more = bool(SAYS_LESS.search(heading)), bool(SAYS_MORE.search(heading))
    return Ends(less) if less != more else None


def bare(heading: str) -> str:
    """A heading without what it says of the ends of its scale."""
    if not ends(heading):
        return heading
    for said in (NUMBER_FIRST, IN_BRACKETS, WORD_FIRST, SAYS_LESS, SAYS_MORE):
        heading = said.sub(" ", heading)
    return heading


def one_way(grid: Grid) -> Grid:
    """The table with the marks turned of columns of which 1 is the best, where of others 5 is, as headings say.

    Only marks between those ends are turned, which is then told.
    """
    said = {name: found for name in grid.columns if (found := ends(name))}
    high = {found.high for found in said.values() if not found.less and found.high is not None}
    if len(high) != 1 or not any(found.less for found in said.values()):
        return grid
    [most] = high
    made, told = copy(grid), []
    made.columns = dict(grid.columns)
    for name, found in said.items():
        column, least = grid.columns[name], found.low
        if not found.less or least is None or found.high not in (None, most) or not _within(column, least, most):
            continue
        made.columns[name] = _turned(column, least + most)
        told.append(name)
    if not told:
        return grid
    names = ", ".join(f"“{name[:60]}”" for name in told)
    made.notes = (*grid.notes, f"{names} turned so that {most} is the best as beside it")
    made.other_way = tuple(told)
    return made


def _within(column: Column, low: int, high: int) -> bool:
    """Whether a column holds only marks between two, more than one of them."""
    values = [score(cell) for cell, _ in column.tally() if not empty(cell)]
    return len(values) > 1 and all(value is not None and low <= value <= high for value in values)


def _turned(column: Column, both: int) -> Column:
    """A column with each mark as far from the other end."""

    def say(cell: str) -> str:
        value = score(cell) if not empty(cell) else None
        return cell if value is None else f"{both - value:g}"

    return column.said(say)


def both_ways(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of some columns those of which less is better, those of which more is, as their headings say."""
    said = [(name, found.less) for name in names if (found := ends(name))]
    return [name for name, less in said if less], [name for name, less in said if not less]
