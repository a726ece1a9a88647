"""Runs under several seeds: what is tried under each of them is the item, of which the seeds are runs."""

import math
from collections.abc import Iterable, Sequence

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import GUESS, SCORES, score, words
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask
from calculators.results.structure import keys, repeats

AS_ITEMS = Press("Each row counts as one item", {"results": SCORES})
AS_DRAWN = words("seed,seeds,run,trial,fold,split,epoch,checkpoint,replicate,repetition,lauf,durchlauf")
OF_SEEDS = words("seed,seeds,run,trial,fold,replicate,repetition,rep,lauf,durchlauf,wiederholung")
"""Words of columns of whole runs; of those under which the same things are tried again."""

NEARLY_ALL, HALF, MOST = 0.9, 0.5, 1_000
"""The share of all pairs of an item and a seed that have a row; that of cells with decimals; the most seeds."""


def crossed(draft: Draft, item: Sequence[str], taken: Iterable[str], by: str = "") -> tuple[str, str]:
    """What was tried under every seed, and the column of the seeds; empty where the item is known, or there is none.

    `by` names the column of the models, where each row is of one.
    """
    grid = draft.grid
    if [name for name in item if not words_of(name) & OF_SEEDS] and len(item) == 1:
        return "", ""
    never = {*taken, by}
    drawn = [name for name in draft.there if name not in never and _of_seeds(draft, name)]
    for runs in dict.fromkeys([*((one,) for one in drawn), tuple(drawn)] if drawn else ()):
        for name, column in draft.there.items():
            of = words_of(name)
            if name in never or name in drawn or name in draft.results or column.filled < grid.rows:
                continue
            if of & (headings.AS_MEASURE | headings.AS_MODEL) and not of & headings.AS_NAME:
                continue
            names = tuple(filter(None, (*runs, name, by)))
            pairs = math.prod(grid.columns[one].different for one in names)
            if column.different > 1 and not repeats(keys(grid, names)) and grid.rows >= NEARLY_ALL * pairs:
                return name, runs[0]
    return "", ""


def _of_seeds(draft: Draft, name: str) -> bool:
    """Whether a column names runs, each of several rows."""
    column = draft.there[name]
    few = 2 <= column.different <= min(MOST, draft.grid.rows // 2) and column.filled == draft.grid.rows
    return few and bool(words_of(name) & OF_SEEDS)


def ask_whole(draft: Draft, name: str) -> None:
    """Ask whether rows are whole runs, each named in this column, with the mean of all items. Raises Ask."""
    asked = (
        f"Results: each row seems to be a whole run (“{name}”: {named(draft.there[name].cells[1:], 3)}), with the "
        "mean of its items. How sure a difference is on other items, only the items tell: choose the files with a row "
        "for each item. Or does each row count as one item?"
    )
    raise Ask("results", asked, [AS_ITEMS])


def ask_seeds(draft: Draft) -> None:
    """Ask the same where the item of a table with a row for each result is only the seed, with decimals. Raises Ask."""
    reading, say = draft.reading, draft.told
    seeds = all(words_of(name) & OF_SEEDS for name in reading.item) and len(reading.item) == 1
    if seeds and say.item is None and say.kind == GUESS and decimal(draft, reading.result):
        ask_whole(draft, reading.item[0])


def decimal(draft: Draft, name: str) -> bool:
    """Whether a column holds scores with decimals in most cells, as means do."""
    values = [score(cell) for cell in draft.there[name].cells[1:]]
    return draft.looks(name).kind == SCORES and sum((value or 0) % 1 > 0 for value in values) > HALF * len(values)
