"""Items whose number begins again in each part of a set, told apart from items that were tried several times."""

from collections.abc import Iterator, Sequence

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import RIGHT, TEXT
from calculators.results.draft import Draft, named
from calculators.results.headings import runs, words_of
from calculators.results.reading import Ask
from calculators.results.structure import MOST_PARTS, constant, repeats

AS_AGAIN = headings.AS_RUN | headings.AS_METRIC | headings.AS_VOTER | {"scorer"}
"""Words of what tells several results of one item apart."""


def begins_again(draft: Draft, numbers: Sequence[int]) -> bool:
    """Whether rows that name an item again are other items, of another part, as the reading then says. Raises Ask.

    `numbers` tell by row the item, with its model where each row is of one.
    """
    parts = list(_apart(draft, numbers))
    if not parts or any(words_of(name) & AS_AGAIN for name in parts):
        return False
    reading = draft.reading
    name = next((one for one in parts if words_of(one) & (headings.AS_SPLIT | headings.AS_CLUSTER)), parts[0])
    same, other = _texts(draft, numbers, name)
    if same and not other:
        return False
    if other or words_of(name) & (headings.AS_SPLIT | headings.AS_CLUSTER):
        reading.item = (name, *reading.item)
        return True
    words = (
        f"Column of the item: rows that name an item (“{reading.item_name}”) again differ in {named([name])}. Are they "
        "other items, whose number begins again there, or further results of the same item, whose mean counts?"
    )
    choices = [
        Press("Other items", {"item_column": f"{name} + {reading.item_name}"}),
        Press("Further results: the mean counts", {"run_column": name}),
    ]
    raise Ask("item_column", words, choices)


def _apart(draft: Draft, numbers: Sequence[int]) -> Iterator[str]:
    """Columns that tell the rows of an item apart."""
    reading, grid = draft.reading, draft.grid
    taken = {*reading.item, reading.model, reading.result, reading.gold, reading.metric, *reading.sides}
    taken |= {part for name in (reading.before, *reading.after) for part in runs(name, grid.columns)}
    for name, column in grid.columns.items():
        few = 2 <= column.different <= min(MOST_PARTS, grid.rows // 3) and column.filled == grid.rows
        if name in taken or not few or draft.looks(name).kind == RIGHT:
            continue
        if any("." in cell for cell in column.cells[1:]) and draft.looks(name).kind != TEXT:
            continue
        if not repeats(_both(numbers, column.codes)):
            yield name


def _texts(draft: Draft, numbers: Sequence[int], part: str) -> tuple[bool, bool]:
    """Whether a column of texts stays the same for all rows of an item; whether one changes with the part."""
    same = other = False
    whole = _both(numbers, draft.grid.columns[part].codes)
    taken = {*draft.reading.item, draft.reading.model, part}
    for name, column in draft.grid.columns.items():
        if name in taken or draft.looks(name).kind != TEXT or column.different < 0.5 * len(set(numbers)):
            continue
        if constant(numbers, column.codes):
            same = True
        elif constant(whole, column.codes):
            other = other or words_of(name) & headings.AS_ITEM != frozenset()
    return same, other


def _both(numbers: Sequence[int], codes: Sequence[int]) -> list[int]:
    """A number for each row, the same where both say the same."""
    found: dict[tuple[int, int], int] = {}
    return [found.setdefault(key, len(found) + 1) for key in zip(numbers, codes, strict=True)]
