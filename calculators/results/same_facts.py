"""Columns that say the same fact row by row, of which one counts: a verdict in words beside a flag."""

from collections.abc import Mapping, Sequence

from calculators.files.grid import Column
from calculators.results.cells import RIGHT, empty, plain, right_or_wrong, score
from calculators.results.directions import metric_words, speaks_of_less
from calculators.results.draft import Draft

FEWEST = 2
"""So many different values must a column have: where all rows say the same, it says of no other that it agrees."""


def told_once(draft: Draft, names: Sequence[str]) -> dict[str, list[str]]:
    """Of some columns of results those that are left, each with those that only say the same."""
    left: dict[str, list[str]] = {}
    # A column whose words are all known says it for one that adds why; what is good for what is bad.
    order = sorted(names, key=lambda name: (_bad(name), draft.looks(name).kind != RIGHT or not _known(draft, name)))
    for name in order:
        first = next((one for one in left if same(draft, one, name)), "")
        if first:
            left[first].append(name)
        else:
            left[name] = []
    return {name: left[name] for name in names if name in left}


def same(draft: Draft, name: str, other: str) -> bool:
    """Whether a column says in each row what another says."""
    first, second = draft.grid.columns[name], draft.grid.columns[other]
    if not _varied(first) or _bad(name) > _bad(other):
        return False
    of: dict[str, float] = {}
    turned = _bad(other) and not _bad(name)
    for one, two in {*zip(first.codes, second.codes, strict=True)}:
        cell, beside = first.cells[one], second.cells[two]
        if empty(cell) or empty(beside):
            if empty(cell) != empty(beside):
                return False
            continue
        value, told = right_or_wrong(cell), right_or_wrong(beside)
        if value is None or (told is None and turned):
            if value is not None or score(cell) is None or score(cell) != score(beside):
                return False
        elif told is not None:
            if told != (1 - value if turned else value):
                return False
        elif value or of.setdefault(plain(beside), value) != value:  # a word that is not known may say why it is wrong
            return False
    return True


def apart(draft: Draft, names: Sequence[str]) -> str:
    """In how many rows two verdicts differ, in words; empty for others."""
    if len(names) != 2 or any(draft.looks(name).kind != RIGHT or _bad(name) for name in names):
        return ""
    first, second = (draft.grid.columns[name] for name in names)
    said = [
        (right_or_wrong(first.cells[one]), right_or_wrong(second.cells[two]))
        for one, two in zip(first.codes, second.codes, strict=True)
    ]
    both = [pair for pair in said if None not in pair]
    differ = sum(one != other for one, other in both)
    return f" They differ in {differ:,} of {len(both):,} rows." if differ else ""


def merged(draft: Draft, found: Mapping[tuple[str, ...], Sequence[str]]) -> dict[tuple[str, ...], list[str]]:
    """Of metrics with a column for each model those that are left, each with the columns that only say the same."""
    left: dict[tuple[str, ...], list[str]] = {}
    for of, columns in sorted(found.items(), key=lambda one: any(map(_bad, one[1]))):
        for first in left:
            others = found[first]
            if len(others) == len(columns) and all(
                same(draft, one, other) for one, other in zip(others, columns, strict=True)
            ):
                left[first].extend(columns)
                break
        else:
            left[of] = []
    return {of: left[of] for of in found if of in left}


def _bad(name: str) -> bool:
    return any(map(speaks_of_less, metric_words([name])))


def _varied(column: Column) -> bool:
    return sum(not empty(cell) for cell, _ in column.tally()) >= FEWEST


def _known(draft: Draft, name: str) -> bool:
    return all(empty(cell) or right_or_wrong(cell) is not None for cell, _ in draft.grid.columns[name].tally())
