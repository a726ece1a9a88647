"""Counts of right answers out of a number that another column holds, which differs from row to row."""

from collections.abc import Mapping, Sequence

from calculators.files.grid import Column
from calculators.kit.inputs import Press
from calculators.results.cells import GUESS, OF, SCORES, score, words
from calculators.results.draft import Draft, named
from calculators.results.headings import AS_AFTER, AS_BEFORE, AS_MODEL, side, words_of
from calculators.results.reading import Ask

AS_RIGHT = words(
    "right,correct,passed,pass,passes,solved,success,successes,hits,wins,yes,up,k,c,richtig,korrekt,bestanden,gelöst,corrects"
)
AS_WHOLE = words(
    "n,total,count,number,num,size,samples,attempts,trials,tries,questions,items,tests,cases,all,of,support,anzahl,gesamt"
)
"""Words of a number of right answers; of how many there were."""

FEWEST = 3
NEARLY_ALL = 0.9


def ask(draft: Draft, names: Sequence[str]) -> None:
    """Ask whether results count right answers out of a number that differs, so that counts say little. Raises Ask."""
    if draft.told.kind != GUESS or draft.reading.kind != SCORES:
        return
    found = _in_cells(draft, names) or _beside(draft, names)
    if not found or len({tuple(of) for _, of in found.values()}) == 1 == len({*next(iter(found.values()))[1]}):
        return
    wholes = list(dict.fromkeys(whole for whole, _ in found.values() if whole))
    of = f"of {named(wholes, 4)}, which differ{'s' * (len(wholes) == 1)}" if wholes else "of numbers that differ"
    asked = (
        f"Results: {named(names, 4)} seem to count how many were right {of} from row to row, so that rows are no items "
        f"that count alike.{_sums(draft, names, found)} Choose a file with a row for each item; or write the share "
        "that was right in each row, beside a column that says of how many (--weight-column). Or does each row count "
        "as one item, as it stands?"
    )
    raise Ask("results", asked, [Press("Each row counts as one item, as it stands", {"results": SCORES})])


Found = Mapping[str, tuple[str, Sequence[float]]]
"""By column of results the column of how many there were, empty where the cells say so; and these numbers by row."""


def _in_cells(draft: Draft, names: Sequence[str]) -> Found:
    """Where cells such as 34/51 say out of how many; nothing where the same number stands in all of them."""
    found = {}
    for name in names:
        parts = [OF.fullmatch(cell.strip()) for cell, _ in draft.there[name].tally()]
        wholes = [float(part[2]) for part in parts if part]
        if len(wholes) < NEARLY_ALL * len(parts) or len({*wholes}) < max(FEWEST, draft.there[name].filled / 2):
            return {}  # of few sizes they are points of items, such as 3/5
        found[name] = ("", wholes)
    return found


def _beside(draft: Draft, names: Sequence[str]) -> Found:
    """Where another column says out of how many, the same for all or one for each model."""
    if not all(name in draft.there for name in names):
        return {}
    numbers = {name: _numbers(column) for name, column in draft.there.items()}
    found, tight = {}, False
    named_so = any(words_of(name) & AS_RIGHT for name in names)
    for name in names:
        others = sorted((one for one in numbers if one not in names), key=lambda one: side(one) != side(name))
        for other in others:
            twin = side(name) and side(other) == side(name)
            if not _bounded(numbers[name], numbers[other]) or not (_whole(other) or twin):
                continue
            found[name] = (other, [value or 0.0 for value in numbers[other]])
            tight = tight or _tight(numbers[name], numbers[other]) or (named_so and bool(_whole(other) or twin))
            break
    return found if len(found) == len(names) and tight else {}


def _whole(name: str) -> bool:
    of = words_of(name) - AS_BEFORE - AS_AFTER - AS_MODEL
    return bool(of & AS_WHOLE) and not of & AS_RIGHT


def _bounded(parts: Sequence[float | None], wholes: Sequence[float | None]) -> bool:
    """Whether numbers are counts that are nowhere more than others."""
    known = [(part, of) for part, of in zip(parts, wholes, strict=True) if part is not None and of is not None]
    if len(known) < max(FEWEST, NEARLY_ALL * len(parts)) or any(
        value % 1 or value < 0 for one in known for value in one
    ):
        return False
    return all(part <= of for part, of in known) and any(part > 1 for part, _ in known)


def _tight(parts: Sequence[float | None], wholes: Sequence[float | None]) -> bool:
    """Whether they would be more than others in some rows, were it only for their size."""
    return max(part or 0 for part in parts) > min(of for of in wholes if of is not None)


def _numbers(column: Column) -> list[float | None]:
    values = [score(cell) if cell else None for cell in column.cells]
    return [values[code] for code in column.codes]


def _sums(draft: Draft, names: Sequence[str], found: Found) -> str:
    """What all rows come to, as what may be typed, where two columns are compared."""
    reading = draft.reading
    if (
        reading.model
        or [reading.before, *reading.after] != [*names]
        or len(names) != 2
        or not all(w for w, _ in found.values())
    ):
        return ""
    right = [round(sum(value or 0 for value in _numbers(draft.there[name]))) for name in names]
    of = [round(sum(found[name][1])) for name in names]
    typed = " ".join(
        f"--{part}_right {count} --{part}_wrong {all_ - count}"
        for part, count, all_ in zip(("before", "after"), right, of, strict=True)
    )
    return (
        f" In all {right[0]:,} of {of[0]:,} were right before, {right[1]:,} of {of[1]:,} after: if they were tried on "
        f"different items, give these instead of the file (--design separate {typed})."
    )
