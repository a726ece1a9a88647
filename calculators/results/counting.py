"""How the cells of results count: right or wrong, as scores, or held against right answers; more or less is better."""

from collections import Counter
from collections.abc import Mapping, Sequence

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import (
    EMPTY,
    ERRORS,
    GRADES,
    GUESS,
    PARSERS,
    PREFERENCE,
    RIGHT,
    SCORES,
    TEXT,
    WANTED,
    empty,
    plain,
    right_or_wrong,
    score,
)
from calculators.results.draft import Draft, named
from calculators.results.headings import less_words, runs, words_of
from calculators.results.judged import with_more
from calculators.results.reading import LESS, Ask

SAME_WORDS = 0.6
MOST_ANSWERS = 12
SCALES_APART = 20
"""So many times as large are scores on another scale, as percent beside shares."""
MEANINGS = {"right": 1.0, "wrong": 0.0, "half": 0.5, "c": 1.0, "i": 0.0, "p": 0.5, "n": 0.0}


def columns(draft: Draft) -> tuple[str, ...]:
    """The columns whose cells are results."""
    reading = draft.reading
    if reading.model:
        return (reading.result,)
    parts = [part for name in (reading.before, *reading.after) if name for part in runs(name, draft.there)]
    return tuple(parts)


def fill(draft: Draft) -> None:
    """Say of what kind the results are, how their words count, and whether more is better. Raises Ask."""
    reading, say = draft.reading, draft.told
    names = columns(draft)
    tally = draft.tally(names)
    if say.kind != GUESS:
        reading.kind = say.kind
    if say.gold is not None:
        reading.gold = say.gold
    elif say.kind == GUESS and not reading.counts:
        reading.gold = _gold(draft, names, tally)
    if reading.gold:
        reading.kind = RIGHT
        return
    if reading.kind == GUESS:
        reading.kind = _kind(draft, names, tally)
    counts = {plain(word): MEANINGS[said] for word, said in draft.roles.words.items()} | dict(reading.counts)
    if reading.kind == RIGHT and any(
        value not in (0, 1, None) for word, value in counts.items() if _stands(word, tally)
    ):
        reading.kind = SCORES
        known = {plain(cell): value for cell in tally if (value := right_or_wrong(cell)) is not None}
        counts = {**known, **counts}
    reading.counts = {word: value for word, value in counts.items() if _stands(word, tally) or word == "(empty)"}
    _scale(draft)
    _words(draft, tally)
    _direction(draft, names, tally)


def _stands(word: str, tally: Mapping[str, int]) -> bool:
    return any(plain(cell) == word for cell in tally)


def _kind(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> str:
    """What most cells can be read as, those of all sides together; of equal ones the simpler."""
    if draft.roles.words and any(plain(cell) in draft.roles.words for cell in tally):
        numbers = sum(
            count for cell, count in tally.items() if score(cell) is not None and right_or_wrong(cell) is None
        )
        return SCORES if numbers else RIGHT
    if draft.reading.counts and all(_settled(draft, cell) for cell in tally):
        return RIGHT
    looked = [draft.looks(name) for name in names]
    kinds = Counter(
        {
            kind: sum(one.share * one.filled for one in looked if one.kind == kind)
            for kind in (RIGHT, SCORES, PREFERENCE)
        }
    )
    if any(one.kind == SCORES for one in looked):  # 0 and 1 beside fractions are scores
        return SCORES
    kind = max(kinds, key=lambda kind: kinds[kind])
    if kind == PREFERENCE:
        cells = [cell for cell, _ in Counter(tally).most_common(6)]
        words = (
            f"Results: {named(names, 4)} hold {named(cells)}, which are answers or grades "
            "and not right or wrong. Name the "
            "column of the right answers, or say how each counts, such as “A=right, B=wrong, C=wrong”."
        )
        raise Ask("gold_column", words, _gold_choices(draft, names) + _one_right(cells))
    if not kinds[kind]:
        _unknown(draft, names, tally)
    return kind


def _settled(draft: Draft, cell: str) -> bool:
    """Whether it is known what a cell counts as."""
    return empty(cell) or plain(cell) in draft.reading.counts or right_or_wrong(cell) is not None


def _one_right(cells: Sequence[str]) -> list[Press]:
    if not 1 < len(cells) < 5:
        return []
    return [
        Press(
            f"“{good}” is right, the others wrong",
            {"cells": ", ".join(f"{cell}={'right' if cell == good else 'wrong'}" for cell in cells)},
        )
        for good in cells[:4]
    ]


def _unknown(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    cells = [cell for cell, _ in Counter(tally).most_common(6)]
    if not cells:
        return
    if all(plain(cell) in draft.reading.counts for cell in tally):
        draft.reading.kind = RIGHT
        return
    words = (
        f"How cells count: {named(names, 4)} hold words that are not known: {named(cells)}. Say "
        f"how they count, such as “{cells[0][:30]}=right”, or name the column of the right "
        "answers (--gold-column)."
    )
    raise Ask("cells", words, _gold_choices(draft, names) + _one_right(cells if len(tally) < 5 else ()))


def _gold_choices(draft: Draft, names: Sequence[str]) -> list[Press]:
    return [Press(f"Hold them against “{name}”", {"gold_column": name}) for name in _golds(draft, names)[:2]]


def _golds(draft: Draft, names: Sequence[str]) -> list[str]:
    """Columns that may hold the right answers."""
    taken = {
        *names,
        *draft.reading.others,
        *draft.reading.item,
        draft.reading.model,
        draft.reading.cluster,
        draft.reading.run,
    }
    return [
        name
        for name in draft.there
        if name not in taken and words_of(name) & headings.AS_GOLD and not words_of(name) & {"id", "length"}
        if not headings.side(name) and draft.looks(name).filled
    ]  # fmt: skip


def _gold(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> str:
    """The column of right answers that the cells are to be held against; empty for none. Raises Ask."""
    total = sum(count for cell, count in tally.items() if not empty(cell))
    for gold in _golds(draft, names):
        right = {plain(cell) for cell, _ in draft.grid.columns[gold].tally()}
        own = {plain(cell) for cell in tally if not empty(cell)}
        same = sum(count for cell, count in tally.items() if plain(cell) in right)
        if len(right) < 2 or same < SAME_WORDS * total:
            continue
        kinds = {draft.looks(name).kind for name in names}
        predicted = any(words_of(name) & headings.AS_PREDICTION for name in names)
        letters = all(len(word) == 1 and word.isalpha() for word in right | own)
        if kinds <= {TEXT, EMPTY} or predicted or (letters and not own <= {"y", "n", "t", "f"}):
            return gold
        if kinds <= {SCORES} and len(own) > MOST_ANSWERS:
            continue
        words = (
            f"Column of the right answers: {named(names, 4)} hold the same words as "
            f"“{gold}”. Are they answers to be held "
            f"against “{gold}”, or do they say right or wrong?"
        )
        choices = [Press(f"Answers: hold them against “{gold}”", {"gold_column": gold})]
        choices.append(
            Press("They say right or wrong, or are scores", {"results": SCORES if kinds <= {SCORES} else RIGHT})
        )
        raise Ask("gold_column", words, choices)
    return ""


def _words(draft: Draft, tally: Mapping[str, int]) -> None:
    """Words that say neither right nor wrong, or are no numbers: known, doubtful, or asked about. Raises Ask."""
    reading = draft.reading
    parse = PARSERS[reading.kind if reading.kind in PARSERS else RIGHT]
    unknown = {
        cell: count
        for cell, count in tally.items()
        if not empty(cell) and parse(cell) is None and plain(cell) not in reading.counts
    }
    if reading.kind == RIGHT and any(plain(cell) in GRADES for cell in unknown):
        # Beside "fair" or "excellent" a plain "ok" is a grade as well.
        unknown |= {cell: count for cell, count in tally.items() if plain(cell) == "ok" and "ok" not in reading.counts}
    if not unknown:
        return
    failed = [
        cell for cell in unknown if plain(cell) in ERRORS or plain(cell).startswith(("error", "timeout", "exception"))
    ]
    asked = {cell: count for cell, count in unknown.items() if cell not in failed and count > 1}
    if asked and reading.kind == SCORES and len(asked) > 20:
        asked = dict(Counter(asked).most_common(6))
    if asked:
        cells = [cell for cell, _ in Counter(asked).most_common(6)]
        told = "; ".join(f"“{cell[:40]}” in {asked[cell]:,}" for cell in cells)
        words = f"How cells count: of {sum(tally.values()):,} cells, {told}, {WANTED[reading.kind]}. How do they count?"
        ways = [("right", "right"), ("wrong", "wrong"), ("half right", "half"), ("left out", "out")]
        if reading.kind == SCORES:
            ways = [("0", "0"), ("left out", "out")]
        subject = f"“{cells[0][:40]}” counts as" if len(cells) == 1 else "All count as"
        choices = [
            Press(f"{subject} {said}", {"cells": with_more(draft.told.cells, dict.fromkeys(cells, value))})
            for said, value in ways
        ]  # fmt: skip
        raise Ask("cells", words, choices)
    reading.doubtful = tuple(unknown)


def _direction(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    """Whether more is better; asked where a name speaks of losses, errors, costs. Raises Ask."""
    reading, say = draft.reading, draft.told
    if say.better != GUESS:
        reading.less = say.better == LESS
        return
    found = less_words(*names, reading.only, *_stems(draft))
    if reading.kind == SCORES and not found:
        values = [value for cell in tally if (value := score(cell)) is not None]
        if values and max(values) <= 0 and min(values) < 0:
            return  # log-likelihoods: more is better
    if not found:
        return
    if reading.kind == RIGHT:
        flags = sorted({plain(cell) for cell in tally if right_or_wrong(cell) == 1.0})
        yes = named(flags[:3]) or "“yes”"
        words = f"Better is: the name speaks of “{found[0]}”, and cells say {yes}. Does {yes} count as wrong?"
        choices = [
            Press(f"Yes: {yes} is bad, and less is better", {"better": LESS}),
            Press(f"No: {yes} is good, and more is better", {"better": "more"}),
        ]
    else:
        words = f"Better is: the name speaks of “{found[0]}”. Is less better, or more?"
        choices = [Press("Less is better", {"better": LESS}), Press("More is better", {"better": "more"})]
    raise Ask("better", words, choices)


def _scale(draft: Draft) -> None:
    """Scores of 0 to 1 beside scores of 0 to 100 are not on one scale. Raises Ask."""
    reading = draft.reading
    if reading.kind != SCORES or reading.model:
        return
    first = _ends(draft, reading.before)
    for name in reading.after:
        second = _ends(draft, name)
        if not first or not second:
            continue
        (low, small), (least, large) = sorted((first, second), key=lambda ends: ends[1])
        if low >= 0 and 0 < small <= 1 and least >= 0 and large > SCALES_APART * small:
            words = (
                f"Result before: “{reading.before}” goes up to {first[1]:g} and “{name}” up to {second[1]:g}, so they "
                "seem to be on two scales; bring both to one, or name other columns."
            )
            raise Ask("before_column", words)


def _ends(draft: Draft, name: str) -> tuple[float, float] | None:
    """The least of the scores in some columns, the largest; None where there are none."""
    tally = draft.tally(runs(name, draft.there))
    values = [value for cell in tally if not empty(cell) and (value := score(cell)) is not None]
    return (min(values), max(values)) if values else None


def _stems(draft: Draft) -> tuple[str, ...]:
    return (draft.told.metric or "",)
