"""Which column holds the right answers, against which the answers of both models are held."""

from collections.abc import Mapping, Sequence

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import EMPTY, RIGHT, SCORES, TEXT, empty, plain
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask
from calculators.results.structure import constant, keys

SAME_WORDS = 0.6
MOST_OTHERS = 0.1
"""The share of cells of a column of right answers that may be none of the results’ words."""

MOST_ANSWERS = 12
MOST_NAMED = 4
OTHERWISE = headings.AS_MEASURE | headings.AS_NAME | headings.AS_RUN
"""Words of columns that hold neither answers nor results, though they may hold the same numbers."""


def gold_choices(draft: Draft, names: Sequence[str]) -> list[Press]:
    """The presses that name a column of right answers."""
    return [Press(f"Hold them against “{name}”", {"gold_column": name}) for name in _named_so(draft, names)[:2]]


def gold(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> str:
    """The column of right answers that the cells are to be held against; empty for none. Raises Ask."""
    total = sum(count for cell, count in tally.items() if not empty(cell))
    own = {plain(cell) for cell in tally if not empty(cell)}
    kinds = {draft.looks(name).kind for name in names}
    for name in _named_so(draft, names):
        right = {plain(cell) for cell, _ in draft.grid.columns[name].tally()}
        same = sum(count for cell, count in tally.items() if plain(cell) in right)
        # One right answer to all questions, as of a set of traps, is a gold answer too where models say it.
        one = len(right) == 1 and right <= own and len(own) > 1
        if not one and (len(right) < 2 or same < SAME_WORDS * total):
            continue
        predicted = any(words_of(one) & headings.AS_PREDICTION for one in names)
        letters = all(len(word) == 1 and word.isalpha() for word in right | own)
        if kinds <= {TEXT, EMPTY} or predicted or (letters and not own <= {"y", "n", "t", "f"}):
            return name
        if kinds <= {SCORES} and len(own) > MOST_ANSWERS:
            continue
        words = (
            f"Column of the right answers: {named(names, 4)} hold the same words as “{name}”. Are they answers to be "
            f"held against “{name}”, or do they say right or wrong?"
        )
        raise Ask("gold_column", words, _ways(draft, names, [name]))
    if alike := _alike(draft, names, tally, total):
        which = "is it" if len(alike) == 1 else "is one of them"
        words = (
            f"Column of the right answers: {named(alike, MOST_NAMED)} hold{'s' * (len(alike) == 1)} the same words as "
            f"{named(names, 4)}: {which} the right answer, another model, or neither?"
        )
        raise Ask("gold_column", words, _ways(draft, names, alike))
    return ""


def _ways(draft: Draft, names: Sequence[str], alike: Sequence[str]) -> list[Press]:
    """What columns that hold the words of results may be."""
    reading = draft.reading
    found = [Press(f"Answers: hold them against “{name}”", {"gold_column": name}) for name in alike[:MOST_NAMED]]
    if not reading.model and not draft.told.model:
        found += [
            Press(
                f"“{name}” is another model after",
                {
                    "gold_column": "",
                    "before_column": reading.before,
                    "after_columns": ", ".join((*reading.after, name)),
                },
            )
            for name in alike[:MOST_NAMED]
        ]
    scores = {draft.looks(name).kind for name in names} <= {SCORES}
    neither = "They say right or wrong, or are scores" if len(alike) < 2 else "None of them: they say right or wrong"
    kind = {"results": SCORES if scores else RIGHT} if draft.looks(names[0]).kind in (SCORES, RIGHT) else {}
    return [*found, Press(neither, {"gold_column": "", **kind})]


def _taken(draft: Draft, names: Sequence[str]) -> set[str]:
    reading = draft.reading
    return {*names, *reading.item, reading.model, reading.cluster, reading.run, reading.metric, draft.roles.metric}


def _named_so(draft: Draft, names: Sequence[str]) -> list[str]:
    """Columns whose names say that they hold the right answers."""
    taken = _taken(draft, names)
    return [
        name
        for name in draft.there
        if name not in taken and words_of(name) & headings.AS_GOLD and not words_of(name) & {"id", "length"}
        if (not headings.side(name) or words_of(name) & headings.AS_BEFORE <= headings.AS_GOLD)
        and headings.side(name) < 1
        and draft.looks(name).filled
        and not (name in draft.reading.others and draft.looks(name).kind == RIGHT and not _fixed(draft, name))
    ]  # fmt: skip


def _alike(draft: Draft, names: Sequence[str], tally: Mapping[str, int], total: int) -> list[str]:
    """Further columns whose cells are drawn from the words of the results, whatever they are called."""
    if draft.roles.results:
        return []
    own = {plain(cell) for cell in tally if not empty(cell)}
    kinds = {draft.looks(name).kind for name in names}
    numbers = SCORES in kinds
    if len(own) < 2 or (numbers and len(own) > MOST_ANSWERS):
        return []
    taken, never = _taken(draft, names), OTHERWISE
    if numbers:
        never = never | headings.AS_CLUSTER | headings.AS_SPLIT
    found = []
    for name, column in draft.grid.columns.items():
        if name in taken or headings.side(name) or words_of(name) & never or column.different < 2:
            continue
        cells = [(plain(cell), count) for cell, count in column.tally() if not empty(cell)]
        filled = sum(count for _, count in cells)
        strange = sum(count for cell, count in cells if cell not in own)
        right = {cell for cell, _ in cells}
        same = sum(count for cell, count in tally.items() if plain(cell) in right)
        if (
            filled >= 0.5 * draft.grid.rows
            and strange <= MOST_OTHERS * filled
            and len(right) > 1
            and same >= SAME_WORDS * total
            and _fixed(draft, name)
        ):
            found.append(name)
    return found


def _fixed(draft: Draft, name: str) -> bool:
    """Whether a column says the same for both models of an item, as right answers do."""
    reading = draft.reading
    if not reading.model or not reading.item:
        return not reading.model or name not in reading.others
    return constant(keys(draft.grid, reading.item), draft.grid.columns[name].codes)
