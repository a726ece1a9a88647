"""The question that is left where no column of a file looks like results."""

import itertools
from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings, marks
from calculators.results.cells import EMPTY, plain, with_more
from calculators.results.draft import Draft, named
from calculators.results.reading import Ask

MOST_CHOICES = 6
FEW_WORDS = 6


def _alike(draft: Draft) -> Sequence[str]:
    """Two columns or more of few words, mostly the same ones."""
    found = []
    for name, column in draft.there.items():
        if (
            1 <= column.different <= FEW_WORDS
            and column.filled > 2 * column.different
            and draft.looks(name).kind != EMPTY
        ):
            found.append((name, {plain(cell) for cell, _ in column.tally()}))
    groups = [[name for name, words in found if words & own] for _, own in found]
    best = max(groups, key=len, default=[])
    return best[:3] if len(best) > 1 else []


def ask(draft: Draft) -> None:
    """Ask how cells count, or which columns are meant, where none looks like results. Raises Ask."""
    sided = [name for name in draft.there if headings.side(name)]
    kind = "no column looks like results"
    if sided:
        cells = [cell for cell, _ in draft.tally(sided).most_common(6)]
        choices = marks.presses(draft.tally(sided))
        if not choices and 1 < len(draft.tally(sided)) <= 3:
            known = list(draft.tally(sided))
            choices = [
                Press(
                    f"“{good}” is right, the rest wrong",
                    {"cells": with_more("", {word: "right" if word == good else "wrong" for word in known})},
                )
                for good in known
            ]
        words = (
            f"How cells count: {named(sided, 4)} hold words that are not known: "
            f"{named(cells)}. Say how they count, such "
            f"as “{cells[0][:30] if cells else 'good'}=right”."
        )
        raise Ask("cells", words, choices)
    if pairs := list(itertools.permutations(_alike(draft), 2)):
        told = (
            f"Result before: {kind}, but {named(_alike(draft))} hold few words each, and no heading says before or "
            "after. Which one is before?"
        )
        choices = [
            Press(f"“{one}” is before, “{other}” after", {"before_column": one, "after_columns": other})
            for one, other in pairs[:MOST_CHOICES]
        ]
        raise Ask("before_column", told, choices)
    raise Ask(
        "file",
        f"File of results: {kind}; the file has {named(draft.there)}. Choose another file, "
        "or name the column of the results after.",
    )
