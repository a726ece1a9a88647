"""How the cells of results count: right or wrong, as scores, or held against right answers; more or less is better."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from calculators.kit.inputs import Press
from calculators.results import (
    comparative,
    headings,
    made_dates,
    marks,
    no_results,
    numerals,
    out_of,
    pass_flags,
    scale_ends,
    strange,
)
from calculators.results.cells import (
    ERRORS,
    GRADES,
    GUESS,
    NO_CELL,
    PREFERENCE,
    RIGHT,
    SCORES,
    WANTED,
    empty,
    parts_of,
    plain,
    right_or_wrong,
    score,
    spent,
    with_more,
)
from calculators.results.directions import LESS as LESS_WORDS
from calculators.results.directions import (
    MEASURES,
    YES,
    metric_words,
    of_predictions,
    open_words,
    school_grades,
    speaks_of_less,
)
from calculators.results.directions import MORE as MORE_WORDS
from calculators.results.draft import Draft, named
from calculators.results.golds import gold, gold_choices, hold
from calculators.results.headings import runs, words_of
from calculators.results.legends import legend
from calculators.results.reading import LESS, Ask, Reading

MOST_LOOKED_AT = 2_000
MOST_WORDS = 8
OKAY = frozenset({"ok", "okay"})
"""Words that are grades beside other grades."""

NEARLY_ALL = 0.9
AS_FAILED = frozenset({"error", "errors", "exception", "traceback", "stderr", "message", "fehler", "erreur"})
"""Words of columns that say what went wrong in a row, and name no metric."""

PARTLY = (
    "fair",
    "average",
    "accept",
    "mittel",
    "moyen",
    "passable",
    "regular",
    "part",
    "half",
    "mixed",
    "teil",
    "halb",
    "mezz",
    "medi",
    "some",
    "almost",
    "fast",
    "parc",
    "部分",
    "一部",
    "△",
    "▲",
)
"""How words of what is half right begin."""

AS_FILE = frozenset({"file", "audio", "wav", "clip", "segment", "sentence", "document", "row", "line", "datei", "satz"})

BAD_LETTERS = frozenset("ifwnx")
"""Letters of what is incorrect, failed, wrong."""

MEANINGS = {"right": 1.0, "wrong": 0.0, "half": 0.5, "out": None}
"""What a tool's own word may count as."""


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
        reading.gold = gold(draft, names, tally)
    if reading.gold:
        reading.kind = RIGHT
        hold(draft, names)
        return
    if reading.kind == GUESS:
        reading.kind = _kind(draft, names, tally)
    if reading.kind == SCORES:
        reading.numbers = _numbers(draft, names, tally)
    counts = {plain(word): MEANINGS[said] for word, said in draft.roles.words.items()} | dict(reading.counts)
    if reading.kind == RIGHT and any(
        value not in (0, 1, None) for word, value in counts.items() if _stands(word, tally)
    ):
        reading.kind = SCORES
        known = {plain(cell): value for cell in tally if (value := right_or_wrong(cell)) is not None}
        counts = {**known, **counts}
    reading.counts = {word: value for word, value in counts.items() if _stands(word, tally) or word == "(empty)"}
    _words(draft, names, tally)
    _blank(draft, names, tally)
    strange.units(draft, names, tally)
    strange.codes(draft, names, tally)
    strange.scales(draft)
    out_of.ask(draft, names)
    _direction(draft, names, tally)
    _worst(draft, tally)


def _worst(draft: Draft, tally: Mapping[str, int]) -> None:
    """Say what a failure counts as among scores; where less is better it is not 0, which is the best. Raises Ask."""
    reading = draft.reading
    if reading.kind != SCORES:
        return
    reading.worst = _end(tally, reading, less=reading.less)
    typed = [part.rpartition("=") for part in parts_of(draft.told.cells)]
    wrong = [word.strip() for word, _, way in typed if way.strip() == "wrong"] if reading.less else []
    if wrong:
        words = (
            f"How cells count: {named(wrong)} as wrong would be 0, and where less is better that is the best score. "
            "Type a number, or leave it out. How does it count?"
        )
        raise Ask("cells", words, [
            Press(told, {"cells": with_more(draft.told.cells, dict.fromkeys(wrong, way))})
            for told, way in _out_or(reading.worst, less=True)
        ])  # fmt: skip


def _end(tally: Mapping[str, int], reading: Reading, *, less: bool) -> float:
    """The worst of some scores: 0 or less, or the largest where less is better."""
    read = numerals.reader(reading.numbers)
    values = [value for cell in tally if not empty(cell) and (value := read(cell)) is not None]
    return max(values, default=0.0) if less else min(0.0, *values, 0.0)


def _out_or(worst: float, *, less: bool) -> tuple[tuple[str, str], ...]:
    """Two ways to count a failure among scores."""
    return (("left out", "out"), (f"{worst:g}, the worst there is" if less else f"{worst:g}", f"{worst:g}"))


def _numbers(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> str:
    """What a comma or a point before three digits stands for, by the whole column and those beside it. Raises Ask."""
    if draft.told.numbers != GUESS:
        return draft.told.numbers
    cells = [cell.strip() for cell in tally if not empty(cell)]
    marks = {mark: found for mark in ",." if (found := numerals.open_cells(cells, mark))}
    if len(marks) > 1:
        told = named(found[0] for found in marks.values())
        raise Ask("file", f"File of results: {named(names, 4)} mix commas and points: {told}. Write them in one way.")
    for mark, found in marks.items():
        others = [name for name in draft.there if name not in names and draft.looks(name).kind == SCORES]
        elsewhere = [cell for name in others for cell in draft.grid.columns[name].cells[1:MOST_LOOKED_AT]]
        way = numerals.settled([list(draft.tally([name])) for name in names], mark, elsewhere)
        if mark == "." and draft.grid.delimiter != ";" and (way == GUESS or not draft.grid.delimiter):
            return numerals.DECIMAL  # as programs write numbers
        if way != GUESS:
            return way
        whole, part = found[0].replace(mark, ""), found[0].replace(",", ".")
        words = (
            f"A number such as {found[0]}: “{found[0]}” in {named(names, 4)} may be thousands or a decimal number, and "
            "no other cell tells. Which is it?"
        )
        choices = [
            Press(f"Thousands: {whole}", {"numbers": numerals.THOUSANDS}),
            Press(f"A decimal number: {part}", {"numbers": numerals.DECIMAL}),
        ]
        raise Ask("numbers", words, choices)
    return GUESS


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
        if draft.reading.joined and not gold_choices(draft, names):
            told = (
                f"File of the run after: both files say who is preferred ({named(cells)}), while two files are for two "
                "runs, each with its own results. Verdicts of both orders stand in one file: two columns, such as "
                "winner beside winner_swapped, or a row for each order with a column “order” (AB or BA)"
            )
            raise Ask("after_file", f"{told}.")
        words = (
            f"Results: {named(names, 4)} hold {named(cells)}, which are answers or grades "
            "and not right or wrong. Name the "
            "column of the right answers, or say how each counts, such as “A=right, B=wrong, C=wrong”."
        )
        grades = marks.presses(tally)
        raise Ask("gold_column", words, gold_choices(draft, names) + grades + _one_right(cells))
    if not kinds[kind]:
        _unknown(draft, names, tally)
    return kind


def _settled(draft: Draft, cell: str) -> bool:
    """Whether it is known what a cell counts as."""
    return empty(cell) or plain(cell) in draft.reading.counts or right_or_wrong(cell) is not None


def _one_right(cells: Sequence[str]) -> list[Press]:
    if len(cells) == 1:
        ways = (("right", "wrong"), ("wrong", "right"))
        return [
            Press(
                f"“{cells[0]}” is {one}, an empty cell {other}",
                {"cells": with_more("", {cells[0]: one, NO_CELL: other})},
            )
            for one, other in ways
        ]
    if not 1 < len(cells) <= MOST_WORDS:
        return []
    return [
        Press(
            f"“{good}” is right, the others wrong",
            {"cells": with_more("", {cell: "right" if cell == good else "wrong" for cell in cells})},
        )
        for good in sorted(cells[:4], key=lambda cell: (speaks_of_less(cell), plain(cell) in BAD_LETTERS))
    ]


def _others(tally: Mapping[str, int]) -> list[Press]:
    """How words count that stand beside some that say right or wrong."""
    unknown = [cell for cell in tally if not empty(cell) and right_or_wrong(cell) is None]
    known = {value for cell in tally if (value := right_or_wrong(cell)) is not None}
    if known != {0.0, 1.0} or len(unknown) > MOST_WORDS:
        return []
    told = {cell: "right" if right_or_wrong(cell) else "wrong" for cell in tally if right_or_wrong(cell) is not None}
    ways = (("count as wrong", "wrong"), ("are left out", "out"), ("count as half right", "half"))
    return [
        Press(f"{named(unknown)} {say}", {"cells": with_more("", told | dict.fromkeys(unknown, way))})
        for say, way in ways
    ]


def _unknown(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    cells = [cell for cell, _ in Counter(tally).most_common(6)]
    if not cells:
        return
    if all(plain(cell) in draft.reading.counts for cell in tally):
        draft.reading.kind = RIGHT
        return
    made_dates.refuse(names, tally)
    if all(no_results.answers(draft, name) for name in names) and not gold_choices(draft, names):
        raise Ask("file", *comparative.or_sides(draft, f"File of results: {no_results.unjudged(names)}", draft.results))
    words = (
        f"How cells count: {named(names, 4)} hold words that are not known: {named(cells)}. Say "
        f"how they count, such as “{cells[0][:30]}=right”, or name the column of the right "
        "answers (--gold-column)."
    )
    choices = gold_choices(draft, names) + marks.presses(tally) + (_others(tally) or _one_right(list(tally)))
    raise Ask("cells", words, choices)


def _words(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    """Words that say neither right nor wrong, or are no numbers: known, doubtful, or asked about. Raises Ask."""
    reading = draft.reading
    parse = numerals.parser(reading.kind, reading.numbers)
    unknown = {
        cell: count
        for cell, count in tally.items()
        if not empty(cell) and parse(cell) is None and plain(cell) not in reading.counts
    }
    if reading.kind == RIGHT and any(plain(cell) in GRADES for cell in unknown):
        # Beside "fair" or "excellent" a plain "ok" is a grade as well.
        unknown |= {cell: count for cell, count in tally.items() if plain(cell) in OKAY - {*reading.counts}}
    if not unknown:
        return
    made_dates.refuse(names, unknown)
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
        partly = all(plain(cell).startswith(PARTLY) for cell in cells)
        ways = [("wrong", "wrong"), ("left out", "out"), ("half right", "half"), ("right", "right")]
        ways = sorted(ways, key=lambda way: way[1] != "half") if partly else ways
        if reading.kind == SCORES:
            less = draft.told.better == LESS or any(map(speaks_of_less, metric_words(names)))
            less = less and draft.told.better != "more"
            ways = [*_out_or(_end(tally, reading, less=less), less=less)]
        subject = f"“{cells[0][:40]}” counts as" if len(cells) == 1 else "All count as"
        choices = [
            Press(f"{subject} {said}", {"cells": with_more(draft.told.cells, dict.fromkeys(cells, value))})
            for said, value in ways
        ]  # fmt: skip
        choices = (marks.presses(tally) if reading.kind == SCORES else []) + choices
        raise Ask("cells", words, choices)
    reading.doubtful = tuple(unknown)


def _blank(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    """Ask what an empty cell is where all others say right, or all say wrong, as crosses in a list do. Raises Ask."""
    reading = draft.reading
    if reading.kind != RIGHT or NO_CELL in reading.counts:
        return
    said = {reading.counts.get(plain(cell), right_or_wrong(cell)) for cell in tally if not empty(cell)} - {None}
    blank = draft.blank(names)
    if len(said) != 1 or not blank:
        return
    right = said == {1.0}
    words = [cell for cell, _ in Counter(tally).most_common(3) if not empty(cell)]
    told = (
        f"How cells count: {named(names, 4)} hold only {named(words)}, which counts as {'right' if right else 'wrong'}"
        f", and {blank:,} empty cells. How does an empty cell count?"
    )
    ways = (("wrong", "wrong"), ("left out", "out")) if right else (("right", "right"), ("left out", "out"))
    choices = [Press(f"An empty cell counts as {say}" if way != "out" else "An empty cell is left out",
                     {"cells": with_more("", {NO_CELL: way})}) for say, way in ways]  # fmt: skip
    raise Ask("cells", told, choices)


def _direction(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> None:
    """Whether more is better: where no word is left of the headings but known ones; else it is asked. Raises Ask."""
    reading, say = draft.reading, draft.told
    strange.perplexity(draft, names, tally)
    if say.better != GUESS:
        reading.less = say.better == LESS
        return
    if draft.roles.settled and names[0] == draft.roles.results[0]:
        return
    if any((reading.kind == SCORES and legend(name)) or scale_ends.ends(name) for name in names):
        _by_legend(draft, names)
        return
    found = open_words(
        (*metric_words(names), *(word for name in _metric_names(draft) for word in metric_words([name])))
    )
    flags = {plain(cell) for cell in tally if right_or_wrong(cell) == 1.0}
    # Words such as C, I, P say themselves what is good.
    marks = bool(reading.counts) and all(empty(cell) or plain(cell) in reading.counts for cell in tally)
    told_by_cells = draft.roles.more or marks or (reading.kind == RIGHT and not flags & YES)
    measured = (
        next((of for cell in islice(tally, MOST_LOOKED_AT) if (of := spent(cell))), "")
        if reading.kind == SCORES
        else ""
    )
    if measured and not found and not any(word in MORE_WORDS for word in metric_words(names)):
        found = (measured,)
    if predicted := reading.kind == SCORES and not found and all(map(of_predictions, names)):
        found = (names[0],)
    if not found or (told_by_cells and not any(map(speaks_of_less, found))):
        return
    if reading.kind == SCORES and (settled := pass_flags.direction(draft)):
        reading.less, reading.less_by = settled
        return
    speaks, less = f"the name speaks of “{found[0]}”", found[0] in LESS_WORDS
    if found == (measured,):
        speaks, less = f"the cells are numbers of {measured}", True
    if not less:
        speaks = f"“{found[0]}” in the name is no metric that is known"
    if predicted:
        speaks = f"by their names {named(names, 4)} are predictions, and these are no scores"
    if reading.kind == SCORES and school_grades(found, (v for cell in tally if (v := score(cell)) is not None)):
        speaks, less = f"“{found[0]}” from 1 to 6 may be a German school grade, of which 1 is the best", True
    if reading.kind == RIGHT:
        yes = named(sorted(flags)[:3]) or "“yes”"
        words = f"Better is: {speaks}, and cells say {yes}. Does {yes} count as wrong?"
        choices = [
            Press(f"Yes: {yes} is bad, and less is better", {"better": LESS}),
            Press(f"No: {yes} is good, and more is better", {"better": "more"}),
        ]
    else:
        words = f"Better is: {speaks}. Is less better, or more?"
        choices = [Press("Less is better", {"better": LESS}), Press("More is better", {"better": "more"})]
    raise Ask("better", words, choices if less else choices[::-1])


def _by_legend(draft: Draft, names: Sequence[str]) -> None:
    """Which end of a scale is the best, as a legend in the heading says, or it is asked. Raises Ask."""
    left = [name for name in names if name not in draft.grid.other_way]
    less, more = scale_ends.both_ways(left)
    if less and more:
        told = f"by their headings less is better of {named(less, 4)}, and more of {named(more, 4)}"
        raise Ask("file", f"File of results: {told}. Turn one of them round, or name two columns of one metric.")
    if (less or more) and not any(legend(name) and not scale_ends.ends(name) for name in left):
        draft.reading.less = bool(less)
        return
    told = next(", ".join(f"{mark} = {what}" for mark, what in legend(name).items()) for name in names if legend(name))
    choices = [Press("More is better", {"better": "more"}), Press("Less is better", {"better": LESS})]
    raise Ask("better", f"Better is: the heading says “{told}”. Is less better, or more?", choices)


def _metric_names(draft: Draft) -> list[str]:
    """Names of the metric that stand elsewhere: as it is told, in a column of metrics, in one that says losses."""
    by_name = headings.of_metrics(draft.reading.metric)
    found = [draft.reading.only, draft.told.metric or ""] if by_name or not draft.reading.only else []
    for name, column in draft.grid.columns.items():
        cells = [cell for cell, _ in column.tally() if not empty(cell)] if column.different < 3 else []
        everywhere = column.filled >= NEARLY_ALL * draft.grid.rows  # as a metric’s name is, and a label is not
        if len(cells) == 1 and column.filled > 1 and everywhere and not words_of(name) & AS_FAILED:
            [cell] = cells
            of = words_of(name) & headings.AS_METRIC - {"name", "key", "filter"}
            if speaks_of_less(cell) or (of and len(cell) <= 40):
                found.append(cell)
        # A heading such as "utterance (WER)" says it of the whole table.
        if words_of(name) & LESS_WORDS & MEASURES and words_of(name) & (headings.AS_ITEM | headings.AS_NAME | AS_FILE):
            found.append(" ".join(words_of(name) & LESS_WORDS))
    return [name for name in found if name]
