"""Further attempts at an item that are there only because the first failed: which one counts is asked."""

from collections.abc import Sequence

from calculators.files.grid import Grid
from calculators.kit.inputs import Press
from calculators.results.cells import GUESS, RIGHT, empty, plain, right_or_wrong, score, words
from calculators.results.draft import Draft
from calculators.results.headings import words_of
from calculators.results.reading import Ask, Reading
from calculators.results.structure import keys

FIRST, LAST, MEAN = "first", "last", "mean"
AS_RETRY = words(
    "attempt,attempts,try,tries,retry,retries,versuch,tentative,essai,intento,tentativo,tentativa,poging,尝试,重试,試行"
)
"""Words of numbers of attempts, of which a further one may be made because the last failed."""

FEWEST = 3
SLIPS = 0.05


def ask(draft: Draft) -> None:
    """Ask which attempt counts where some items have more of them than others, as after a failure. Raises Ask.

    The mean of such attempts is neither how often the first try is right nor how often the last is.
    """
    reading, say = draft.reading, draft.told
    if say.repeats != GUESS or not reading.averaged or not reading.model or not reading.item:
        return
    groups = [group for group in _attempts(draft) if group]
    several = [group for group in groups if len(group) > 1]
    if len(several) < FEWEST or len({*map(len, groups)}) < 2:
        return
    after_failure = sum(not any(group[:-1]) for group in several) >= (1 - SLIPS) * len(several)
    named_so = bool(words_of(reading.run) & AS_RETRY)
    # By chance alone some of as many runs would be right before the last.
    told = reading.kind == RIGHT and after_failure and any(group[0] for group in groups)
    if not told and not named_so:
        return
    why = (
        "there is a further one only where those before failed"
        if told
        else f"“{reading.run}” tells them apart, and not all have as many"
    )
    asked = (
        f"Rows of an item again: {len(several):,} of {len(groups):,} results were tried more than once, and {why}. "
        "Their mean is then neither the first try nor the final result. Which one counts?"
    )
    ways = (("The last: the final result", LAST), ("The first: one try", FIRST), ("The mean of all", MEAN))
    raise Ask("repeats", asked, [Press(say, {"repeats": way}) for say, way in ways])


def _attempts(draft: Draft) -> list[list[float]]:
    """Of each item and model what its attempts came to, in their order."""
    reading, grid = draft.reading, draft.grid
    column = grid.columns[reading.result]
    values = [_value(reading, cell) for cell in column.cells]
    parts = (*reading.item, reading.model, *((reading.metric,) if reading.metric else ()))
    numbers = keys(grid, parts)
    only = grid.columns[reading.metric].cells.index(reading.only) if reading.metric and reading.only else 0
    found: dict[int, list[float]] = {}
    for row in in_order(grid, reading, range(grid.rows)):
        if numbers[row] and not (only and grid.columns[reading.metric].codes[row] != only):
            found.setdefault(numbers[row], []).append(values[column.codes[row]])
    return [*found.values()]


def _value(reading: Reading, cell: str) -> float:
    """What a result came to; nothing for an error, an empty cell."""
    if empty(cell):
        return 0.0
    value = reading.counts.get(plain(cell), right_or_wrong(cell) if reading.kind == RIGHT else score(cell))
    less = reading.less and reading.kind == RIGHT and plain(cell) not in reading.counts
    return 1.0 - value if less and value is not None else value or 0.0


def in_order(grid: Grid, reading: Reading, rows: Sequence[int]) -> Sequence[int]:
    """Rows in the order of their attempts, as the file has them where no column numbers those."""
    if not reading.run:
        return rows
    column = grid.columns[reading.run]
    numbers = [score(cell) for cell in column.cells]
    if any(number is None and not empty(cell) for number, cell in zip(numbers, column.cells, strict=True)):
        return rows
    return sorted(rows, key=lambda row: numbers[column.codes[row]] or 0.0)


def counting(grid: Grid, reading: Reading, rows: Sequence[int]) -> Sequence[int]:
    """Rows so that the one of an item that counts is the first: in their order, or with the last attempt before."""
    if reading.averaged or reading.repeats not in (FIRST, LAST):
        return rows
    ordered = in_order(grid, reading, rows)
    return ordered if reading.repeats == FIRST else ordered[::-1]
