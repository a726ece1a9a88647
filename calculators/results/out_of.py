"""Counts of right answers out of a number that another column holds, which differs from row to row."""

from collections.abc import Sequence

from calculators.files.grid import Column
from calculators.kit.inputs import Press
from calculators.results.cells import GUESS, SCORES, score, words
from calculators.results.draft import Draft, named
from calculators.results.headings import AS_AFTER, AS_BEFORE, AS_MODEL, side, words_of
from calculators.results.reading import Ask

AS_RIGHT = words(
    "right,correct,passed,pass,passes,solved,success,successes,hits,wins,yes,up,k,richtig,korrekt,bestanden,gelöst,corrects"
)
AS_WHOLE = words(
    "n,total,count,number,num,size,samples,attempts,trials,tries,questions,items,tests,cases,all,of,support,anzahl,gesamt"
)
"""Words of a number of right answers; of how many there were."""

FEWEST = 3


def ask(draft: Draft, names: Sequence[str]) -> None:
    """Ask whether results count right answers out of a number that differs, so that counts say little. Raises Ask."""
    if draft.told.kind != GUESS or draft.reading.kind != SCORES:
        return
    wholes = [name for name in draft.there if name not in names and _whole(name)]
    pairs = [
        (
            name,
            next(
                (one for one in sorted(wholes, key=lambda one: side(one) != side(name)) if _out_of(draft, name, one)),
                "",
            ),
        )
        for name in names
    ]
    if not all(whole for _, whole in pairs) or not any(words_of(name) & AS_RIGHT for name in names):
        return
    found = list(dict.fromkeys(whole for _, whole in pairs))
    if all(draft.there[whole].different < 2 for whole in found) and len(found) == 1:
        return
    asked = (
        f"Results: {named(names, 4)} seem to count how many were right of {named(found, 4)}, which differ"
        f"{'s' * (len(found) == 1)} from row to row, so that the counts say little. Write the share that was right in "
        "each row instead, beside how many there were (--weight-column). Or do the counts themselves count?"
    )
    raise Ask("results", asked, [Press("The counts themselves count", {"results": SCORES})])


def _whole(name: str) -> bool:
    of = words_of(name) - AS_BEFORE - AS_AFTER - AS_MODEL
    return bool(of & AS_WHOLE) and not of & AS_RIGHT


def _out_of(draft: Draft, name: str, whole: str) -> bool:
    """Whether a column holds whole numbers that are nowhere more than those of another, and seldom as many."""
    rows = list(zip(_numbers(draft.there[name]), _numbers(draft.there[whole]), strict=True))
    known = [(part, of) for part, of in rows if part is not None and of is not None]
    if len(known) < FEWEST or any(value % 1 or value < 0 for pair in known for value in pair):
        return False
    return (
        all(part <= of for part, of in known) and max(of for _, of in known) > 1 and any(part > 1 for part, _ in known)
    )


def _numbers(column: Column) -> list[float | None]:
    values = [score(cell) if cell else None for cell in column.cells]
    return [values[code] for code in column.codes]
