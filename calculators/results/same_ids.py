"""Names of items that two files write in two ways, as 001 beside 1, or with other spaces, written in one."""

import re
from collections.abc import Iterable, Mapping

from calculators.files.grid import Column, Grid
from calculators.results.answers import OUTER
from calculators.results.headings import AS_ITEM, AS_NAME, side, words_of

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
        if not set(sides[0].values()) & set(sides[1].values()):
            sides = _without_models(sides)
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


def _without_models(sides: list[dict[str, str]]) -> list[dict[str, str]]:
    """The ids without what all of a file begin or end with, where that says before in the first and after in the other.

    So “base/clip 1” is “tuned/clip 1”. What holds digits, or other words such as June and July, may be part of the id.
    """
    made = []
    for wanted, ids in zip((-1, 1), sides, strict=True):
        first, last = _begin(ids.values()), _begin(one[::-1] for one in ids.values())[::-1]
        first, last = (part if side(part) == wanted else "" for part in (first, last))
        made.append({cell: one.removeprefix(first).removesuffix(last) for cell, one in ids.items()})
    return made


def _begin(texts: Iterable[str]) -> str:
    """What all texts begin with, up to the first digit."""
    listed = sorted(texts)  # what the first and the last share all share
    first, last = listed[0], listed[-1]
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return re.split(r"\d", first[:same])[0]


def _written(column: Column, as_: Mapping[str, str]) -> Column:
    made = Column(column.name)
    for code in column.codes:
        made.add(as_.get(column.cells[code], ""))
    made.close()
    return made
