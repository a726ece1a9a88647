"""The question that is left where no column of a file looks like results."""

import itertools
from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings, made_dates, marks, measures, right_answers
from calculators.results.cells import EMPTY, TEXT, plain, with_more
from calculators.results.directions import MORE, metric_words, speaks_of_less
from calculators.results.draft import Draft, named
from calculators.results.earlier import in_order
from calculators.results.reading import Ask

MOST_CHOICES = 6
FEW_WORDS = 6
MOST_TWINS = 3
OF_RESULTS = frozenset(
    {"status", "result", "results", "outcome", "verdict", "ergebnis", "resultat", "résultat", "estado"}
)


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


def _twins(draft: Draft) -> Sequence[str]:
    """Two columns of the same few words whose headings speak of results, and differ in a version or a date alone."""
    few = {
        name: {plain(cell) for cell, _ in column.tally()}
        for name, column in draft.there.items()
        if 1 <= column.different <= FEW_WORDS and column.filled > 2 * column.different
        if headings.words_of(name) & (OF_RESULTS | MORE)
    }
    for name, words in few.items():
        found = [other for other in few if few[other] & words and _of(other) == _of(name)]
        if 1 < len(found) <= MOST_TWINS:
            return found
    return []


def _of(name: str) -> tuple[str, ...]:
    """What a heading says beside versions, numbers, sides."""
    return tuple(word for word in metric_words([name]) if not any(map(str.isdigit, word)))


def ask(draft: Draft) -> None:
    """Ask how cells count, or which columns are meant, where none looks like results. Raises Ask."""
    measures.ask(draft)
    sided = [name for name in draft.there if headings.side(name)]
    made_dates.refuse(sided, draft.tally(sided))
    kind = "no column looks like results"
    twins = _twins(draft)
    alike = twins or _alike(draft)
    held = not sided and right_answers.golds_among(alike)
    texts = [] if twins or held else [name for name in sided or draft.there if answers(draft, name)]
    if sided and not texts:
        cells = [cell for cell, _ in draft.tally(sided).most_common(6)]
        choices = marks.presses(draft.tally(sided))
        if not choices and 1 < len(draft.tally(sided)) <= 3:
            known = sorted(draft.tally(sided), key=speaks_of_less)
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
    if not texts:
        right_answers.ask(draft, alike)
    if not texts and (pairs := list(itertools.permutations(in_order(alike), 2))):
        told = (
            f"Result before: {kind}, but {named(alike)} hold few words each, and no heading says before or "
            "after. Which one is before?"
        )
        choices = [
            Press(f"“{one}” is before, “{other}” after", {"before_column": one, "after_columns": other})
            for one, other in pairs[:MOST_CHOICES]
        ]
        raise Ask("before_column", told, choices)
    words = f"File of results: {kind}; the file has {named(draft.there)}."
    if texts:
        raise Ask("file", f"{words} {unjudged(texts)}", _against(draft, texts))
    raise Ask("file", f"{words} Choose another file, or name the column of the results after.")


def unjudged(names: Sequence[str]) -> str:
    """What must be done first where columns only hold what models wrote."""
    return (
        f"{named(names, 4)} hold{'s' * (len(names) == 1)} texts, and nothing says which are right or better. Have them "
        "judged first, by people, by a model or against right answers: then each model needs a column that says right "
        "or wrong, or holds a score, or one column says whose text is preferred."
    )


def _against(draft: Draft, texts: Sequence[str]) -> list[Press]:
    """What holds two columns of texts against one of right answers, where there is one."""
    golds = [name for name in draft.there if headings.words_of(name) & headings.AS_GOLD - {"answer"}]
    left = [name for name in texts if name not in golds]
    if len(golds) != 1 or len(left) != 2:
        return []
    return [
        Press(
            f"“{one}” is before, “{other}” after, both held against “{golds[0]}”",
            {"before_column": one, "after_columns": other, "gold_column": golds[0]},
        )
        for one, other in (left, left[::-1])
    ]


def answers(draft: Draft, name: str) -> bool:
    """Whether a column likely holds what models wrote: texts that seldom come again, and no names or questions."""
    column = draft.grid.columns[name]
    if draft.looks(name).kind != TEXT or headings.words_of(name) & (headings.AS_NAME | headings.AS_ITEM):
        return False
    some = column.cells[1:50]
    return column.different > column.filled / 2 and any(" " in cell and cell[0] not in "[{" for cell in some)
