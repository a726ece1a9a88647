"""A flag beside scores that says which end of them is good: all that pass lie below all that fail, or above them."""

from collections.abc import Iterator, Sequence

from calculators.results import numerals
from calculators.results.cells import RIGHT, empty, right_or_wrong
from calculators.results.directions import metric_words, speaks_of_less
from calculators.results.draft import Draft
from calculators.results.headings import AS_GOLD, words_of

FEWEST = 3
"""So many rows must pass, and so many fail."""

AS_FLAG = frozenset(
    {"pass", "passed", "passes", "result", "ok", "success", "verdict", "accepted", "valid", "bestanden"}
)


def direction(draft: Draft) -> tuple[bool, str] | None:
    """Whether less of the scores is better, and the flag that says so, in words; None where no flag settles it."""
    reading, grid = draft.reading, draft.grid
    if not reading.model or reading.result not in grid.columns:
        return None
    column = grid.columns[reading.result]
    read = numerals.reader(reading.numbers)
    scores = [None if empty(cell) else read(cell) for cell in column.cells]
    for name in _flags(draft):
        flag = grid.columns[name]
        said = [None if empty(cell) else right_or_wrong(cell) for cell in flag.cells]
        rows = [(scores[one], said[two]) for one, two in zip(column.codes, flag.codes, strict=True)]
        good, bad = ([score for score, way in rows if score is not None and way == of] for of in (1.0, 0.0))
        if min(len(good), len(bad)) < FEWEST:
            continue
        if max(good) < min(bad):
            return True, f"what passes by “{name}” lies at {max(good):g} or less, what fails at {min(bad):g} or more"
        if max(bad) < min(good):
            return False, f"what passes by “{name}” lies at {min(good):g} or more, what fails at {max(bad):g} or less"
    return None


def _flags(draft: Draft) -> Iterator[str]:
    """Columns of pass or fail, those of the same metric first."""
    own = words_of(draft.reading.result)
    found: Sequence[str] = [
        name
        for name in draft.there
        if name != draft.reading.result and draft.looks(name).kind == RIGHT and draft.looks(name).share == 1
        if words_of(name) & AS_FLAG and not words_of(name) & (AS_GOLD - {"correct", "true"})
        if not any(map(speaks_of_less, set(metric_words([name])) - own))
    ]
    yield from sorted(found, key=lambda name: -len(words_of(name) & own))
