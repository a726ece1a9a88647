"""Columns whose sign may say which of two answers is better, as scores from -3 to 3 of both side by side do."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results.cells import PREFERENCE, SCORES, empty, score
from calculators.results.draft import Draft, named

MOST, FARTHEST = 21, 10
"""So many steps a scale has at most, and so far from 0 its ends are."""

MOST_CHOICES = 4


def columns(draft: Draft, names: Sequence[str]) -> list[str]:
    """Those of some columns that hold a few whole or half numbers, below 0 as well as above."""
    return [name for name in names if draft.looks(name).kind == SCORES and _both_sides(draft, name)]


def _both_sides(draft: Draft, name: str) -> bool:
    cells = [cell for cell in draft.there[name].cells[1 : MOST + 2] if not empty(cell)]
    values = {score(cell) for cell in cells}
    known = [value for value in values if value is not None]
    if draft.there[name].different > MOST or len(known) != len(values) or len(known) < 2:
        return False
    return -FARTHEST <= min(known) < 0 < max(known) <= FARTHEST and not any(value * 2 % 1 for value in known)


def or_sides(draft: Draft, words: str, names: Sequence[str]) -> tuple[str, list[Press]]:
    """A question with the further one whether such columns say who is better, and what says so."""
    found = columns(draft, names)
    if not found:
        return words, []
    told = f"{words} Or does {named(found, 3)}, below 0 as well as above, say which of two answers is better?"
    several = f"All {len(found)}: above 0 one model is better, below 0 the other"
    press = [Press(several, _fills(" + ".join(found)))] if len(found) > 1 else []
    return told, press + [
        Press(f"“{name}”: above 0 one model is better, below 0 the other", _fills(name))
        for name in found[:MOST_CHOICES]
    ]


def _fills(columns: str) -> dict[str, str]:
    return {"after_columns": columns, "results": PREFERENCE}
