"""Names of items that two files write in two ways, as 001 beside 1, or with other spaces, written in one."""

import re
from collections.abc import Mapping

from calculators.files.grid import Column, Grid
from calculators.results.answers import OUTER
from calculators.results.headings import AS_ITEM, AS_NAME, words_of

HALF = 0.5
ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")
POINT = re.compile(r"(?<=\d)\.0+$")


def plainly(cell: str) -> str:
    """An id or a text without leading zeros of its numbers, ".0", capitals, more than one space, marks around it."""
    text = " ".join(ZEROS.sub("", POINT.sub("", cell)).casefold().split())
    return text.strip(OUTER) or text


def same_numbers(first: Grid, second: Grid) -> Mapping[str, str]:
    """Write ids of both in one way where so they meet and as they stand they do not; an example of each column."""
    found = {}
    for name, one in list(first.columns.items()):
        other = second.columns.get(name)
        if other is None or not words_of(name) & (AS_NAME | AS_ITEM) or not one.different or not other.different:
            continue
        least = min(one.different, other.different)
        if len(set(one.cells[1:]) & set(other.cells[1:])) >= HALF * least:
            continue
        sides = [{cell: plainly(cell) for cell in column.cells[1:]} for column in (one, other)]
        if any(len(set(side.values())) < len(side) for side in sides):  # two ids would become one
            continue
        common = set(sides[0].values()) & set(sides[1].values())
        if len(common) < HALF * least:
            continue
        back = [{plain: cell for cell, plain in side.items()} for side in sides]
        odd = next((plain for plain in back[0] if plain in common and back[0][plain] != back[1][plain]), "")
        if not odd:
            continue
        first.columns[name], second.columns[name] = _written(one, sides[0]), _written(other, sides[1])
        found[name] = f"“{back[0][odd]}” is “{back[1][odd]}”"
    return found


def _written(column: Column, as_: Mapping[str, str]) -> Column:
    made = Column(column.name)
    for code in column.codes:
        made.add(as_.get(column.cells[code], ""))
    made.close()
    return made
