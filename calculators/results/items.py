"""Which column names the items of a file with a column for each model; what rows mean that name an item again."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import both_orders, headings
from calculators.results.draft import Draft
from calculators.results.headings import runs, words_of
from calculators.results.parts import begins_again
from calculators.results.reading import Ask
from calculators.results.retries import FIRST, LAST, MEAN
from calculators.results.seeds import crossed
from calculators.results.structure import clusters, constant, keys, repeats, single, whole_of

SLIPS = 0.1
"""The share of rows that may name an item again by a slip, of which the first counts, as is told."""


FEWEST = 8
"""So many items with the same results wherever they stand are the same items; fewer may be by chance."""


def items(draft: Draft) -> None:
    """Say which column names the items of a wide file, which the documents; whether an item has several rows."""
    say, reading, grid = draft.told, draft.reading, draft.grid
    taken = {*_parts(reading.before, draft), *(part for name in reading.after for part in _parts(name, draft))}
    taken |= {reading.gold, *reading.sides, *reading.games}
    role = tuple(name for name in draft.roles.item if name in draft.there)
    if say.item is not None:
        reading.item = tuple(runs(say.item, draft.there)) if say.item else ()
    elif role:
        reading.item = role
    elif reading.named and say.run is None and (pair := both_orders.item(draft, taken)):
        reading.item, reading.averaged, reading.both_orders = (pair,), True, True
    else:
        cluster = {say.cluster} if say.cluster else set()
        name = single(grid, taken | cluster | {say.run or ""})
        reading.item = (name,) if name else ()
        if not name or repeats(grid.columns[name].codes) > SLIPS * grid.rows:
            reading.item = _combined(draft, taken | cluster) or reading.item
        tried, seed = crossed(draft, reading.item, taken | cluster)
        if tried and say.run is None:
            reading.item, reading.run = (tried,), seed
        if not reading.item and reading.named:
            both_orders.ask(draft, taken)
    numbers = keys(grid, reading.item) if reading.item else None
    if say.run is not None:
        reading.run = say.run
    if numbers is not None:
        again(draft, repeats(numbers), numbers)
    if say.cluster is not None:
        reading.cluster = say.cluster
    elif draft.roles.cluster in draft.there and draft.roles.cluster:
        shared = numbers is None or grid.columns[draft.roles.cluster].different < len(set(numbers) - {0})
        reading.cluster = draft.roles.cluster * shared  # where no two items share a document, none is worth a word
    else:
        taken |= {*reading.item, reading.run}
        reading.cluster = whole_of(grid, () if role else reading.item) or clusters(grid, taken, numbers)


def _parts(name: str, draft: Draft) -> tuple[str, ...]:
    return runs(name, draft.there)


def _combined(draft: Draft, taken: set[str]) -> tuple[str, ...]:
    """The item where its rows are told apart by a run, or its number by the part of the set that it is of."""
    grid = draft.grid
    for name in grid.columns:
        of = words_of(name)
        column = grid.columns[name]
        if name not in taken and (voter := _voter(draft, name, taken)):
            draft.reading.run = voter
            return (name,)
        if name in taken or not of & (headings.AS_NAME | headings.AS_ITEM) or of & headings.AS_CLUSTER - {"doc"}:
            continue
        if column.different < 3 or column.filled < 0.9 * grid.rows:
            continue
        for other in grid.columns:
            if other in taken | {name} or grid.columns[other].different < 2:
                continue
            alone = repeats(keys(grid, (name, other))) == 0
            if alone and other == draft.reading.order:
                return (name,)
            if alone and words_of(other) & headings.AS_RUN and grid.columns[other].different <= 100:
                draft.reading.run = other
                return (name,)
            if alone and words_of(other) & headings.AS_SPLIT and grid.columns[other].different <= 60:
                return (name,) if _overlap(draft, name, other) else (other, name)
        few = column.different < max(column.counts[1:])  # a run or a log has more rows than there are of them
        if of & headings.AS_NAME and not few and column.different <= column.filled / 2 and _even(column.counts[1:]):
            return (name,)
    return ()


def _overlap(draft: Draft, name: str, part: str) -> bool:
    """Whether all items stand in one part, such as “all”, and some of them in others again, with the same results.

    Numbers that begin again in each part name other items there, whose results differ.
    """
    grid, reading = draft.grid, draft.reading
    sizes = grid.columns[part].counts[1:]
    if max(sizes) != grid.columns[name].different or min(sizes) == max(sizes):
        return False
    results = [each for one in (reading.before, *reading.after) for each in _parts(one, draft)]
    column = grid.columns[name]
    several = sum(count > 1 for count in column.counts[1:])
    return several >= FEWEST and all(constant(column.codes, grid.columns[each].codes) for each in results)


def _voter(draft: Draft, name: str, taken: set[str]) -> str:
    """The column of who judged, each of whom has one row for every value of another at most; empty for none."""
    grid = draft.grid
    column = grid.columns[name]
    of = words_of(name)
    again = 3 <= column.different <= column.filled / 2 and column.filled >= 0.9 * grid.rows
    if not again or of <= headings.AS_VOTER | headings.AS_SPLIT:
        return ""
    for other in grid.columns:
        if other in taken | {name} or not words_of(other) & headings.AS_VOTER or grid.columns[other].different < 2:
            continue
        if grid.columns[other].different <= column.different and not repeats(keys(grid, (name, other))):
            return other
    return ""


def _even(counts: Sequence[int]) -> bool:
    """Whether all items come about as often."""
    return min(counts) > 1 and max(counts) <= 2 * min(counts)


def again(draft: Draft, extra: int, numbers: Sequence[int]) -> None:
    """Say what rows mean that name an item again: several results of it, or slips. Raises Ask."""
    reading, say = draft.reading, draft.told
    if say.repeats != "guess":
        reading.averaged, reading.repeats = say.repeats == MEAN, say.repeats
        return
    if reading.run or ((reading.order or reading.sides) and extra):
        reading.averaged = True
        return
    if extra <= SLIPS * len(numbers) or _same_rows(draft, numbers):
        return
    if begins_again(draft, numbers):
        return
    different = len(numbers) - extra
    if extra >= different * 0.5:
        reading.averaged = True
        return
    words = (
        f"Rows of an item again: {extra:,} of {len(numbers):,} rows name an item (“{reading.item_name}”) that stands "
        "above already. Are they several results of it, whose mean counts, slips, of which the first counts, or "
        "further tries?"
    )
    choices = [
        Press("Several results: the mean counts", {"repeats": MEAN}),
        Press("Slips: the first counts", {"repeats": FIRST}),
        Press("Further tries: the last counts", {"repeats": LAST}),
    ]
    raise Ask("repeats", words, choices)


def _same_rows(draft: Draft, numbers: Sequence[int]) -> bool:
    """Whether rows that name an item again say the same in every column, but for the part of the set."""
    columns = [column.codes for name, column in draft.grid.columns.items() if not words_of(name) & headings.AS_SPLIT]
    first: dict[int, tuple[int, ...]] = {}
    return all(
        first.setdefault(item, row) == row for item, row in zip(numbers, zip(*columns, strict=True), strict=True)
    )
