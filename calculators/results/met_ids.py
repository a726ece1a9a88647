"""Ids of which some have results of both models: users that slipped into both arms of a test, or pairs."""

from collections import Counter
from collections.abc import Iterator

from calculators.files.grid import Column
from calculators.kit.inputs import Press
from calculators.kit.numbers import say_number
from calculators.results import headings
from calculators.results.draft import Draft
from calculators.results.headings import words_of
from calculators.results.own_items import WHO, of_time
from calculators.results.reading import Ask

FEW, HALF, NEARLY_ALL = 0.1, 0.5, 0.9
"""Of the ids of the smaller arm: up to so many met by a slip; so many are pairs; so many of anything but users are."""

FEWEST = 20


def settled(draft: Draft, model: str, item: tuple[str, ...]) -> tuple[str, ...]:
    """The item where some of the ids have results of both models: the id, or none where each row counts by itself.

    Rows of one id count together then. Raises Ask where that is open.
    """
    for name in item if len(item) == 1 else () if item else _ids(draft, model):
        column = draft.grid.columns[name]
        both, smaller, whole, repeated = _met(column, draft.grid.columns[model])
        users = bool(words_of(name) & WHO)
        if not both or min(smaller, whole - smaller + both) < FEWEST or (repeated and not users):
            continue
        told = f"{say_number(both)} of {say_number(whole)} have results of both models"
        share = both / smaller
        if share <= FEW:
            draft.reading.met = name, told
            return ()
        if share > (NEARLY_ALL if users else HALF):
            return item if item or repeated else (name,)
        asked = (
            f"Column of the item: of “{name}” {told}, so that by pairs alone the results of all others would be lost. "
            "Are they the items of both models, or does each row count, those of one together?"
        )
        choices = [
            Press(f"Each row counts, those of one “{name}” together", {"item_column": "none", "cluster_column": name}),
            Press(f"Pairs: only what “{name}” has of both counts", {"item_column": name}),
        ]
        raise Ask("item_column", asked, choices)
    return item


def _ids(draft: Draft, model: str) -> Iterator[str]:
    """The columns of ids, those of users first."""
    never = {model, draft.told.result, draft.told.cluster, draft.told.run, draft.told.gold, *draft.results}
    left = [name for name in draft.there if name not in never and words_of(name) & (headings.AS_NAME | WHO)]
    for name in sorted(left, key=lambda name: not words_of(name) & WHO):
        other = words_of(name) & (headings.AS_VOTER | headings.AS_CLUSTER - WHO | headings.AS_RUN | headings.AS_SPLIT)
        column = draft.there[name]
        if not other and not of_time(column) and column.filled >= NEARLY_ALL * draft.grid.rows:
            yield name


def _met(ids: Column, models: Column) -> tuple[int, int, int, int]:
    """Of the two models with most rows the ids of both, of the smaller, of either, and rows beyond an id's first."""
    often = [code for code, _ in Counter(code for code in models.codes if code).most_common(2)]
    sides: dict[int, set[int]] = {code: set() for code in often}
    rows = 0
    for one, model in zip(ids.codes, models.codes, strict=True):
        if one and model in sides:
            rows += 1
            sides[model].add(one)
    first, second = (*sides.values(), set(), set())[:2]
    return len(first & second), min(len(first), len(second)), len(first | second), rows - len(first) - len(second)
