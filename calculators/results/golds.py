"""Which column holds the right answers, against which the answers of both models are held."""

from collections.abc import Mapping, Sequence

from calculators.files.grid import Column
from calculators.kit.inputs import Press
from calculators.results import answers, headings
from calculators.results.answers import CONTAINS, EXACT, TRUTH, Met
from calculators.results.cells import EMPTY, GUESS, RIGHT, SCORES, TEXT, empty, plain
from calculators.results.directions import MEASURES, SURE
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask
from calculators.results.right_answers import golds_among
from calculators.results.structure import constant, keys

SAME_WORDS = 0.6
MOST_OTHERS = 0.1
"""The share of cells of a column of right answers that may be none of the results’ words."""

MOST_ANSWERS = 12
MANY_SAME, FEW_SAME = 0.3, 0.1
"""The share of numbers that are the right ones from which they are answers, under any heading or one of answers."""

MARKS = frozenset("yntfcipwrx")
"""Letters that say right or wrong as well: C of correct, I of incorrect, P of passed or partial."""

LOOSE = 0.02
"""The share of answers that hold the right one within a longer text from which that is asked about."""

MOST_NAMED = 4
OTHERWISE = headings.AS_MEASURE | headings.AS_NAME | headings.AS_RUN
"""Words of columns that hold neither answers nor results, though they may hold the same numbers."""


def gold_choices(draft: Draft, names: Sequence[str]) -> list[Press]:
    """The presses that name a column of right answers."""
    return [Press(f"Hold them against “{name}”", {"gold_column": name}) for name in _named_so(draft, names)[:2]]


def gold(draft: Draft, names: Sequence[str], tally: Mapping[str, int]) -> str:
    """The column of right answers that the cells are to be held against; empty for none. Raises Ask."""
    # Numbers of a metric, or what a tool says of its own metrics, are no answers.
    if any(words_of(name) & MEASURES for name in names) or set(names) <= set(draft.roles.results):
        return ""
    total = sum(count for cell, count in tally.items() if not empty(cell))
    own = {plain(cell) for cell in tally if not empty(cell)}
    kinds = {draft.looks(name).kind for name in names}
    for name in _named_so(draft, names):
        if kinds <= {SCORES} and len(own) > MOST_ANSWERS:
            if _numbers(draft, names, name):
                return name
            continue
        if _yes_or_no(draft, names, name):
            return name
        seen = _met(draft, names, name)
        right = {plain(cell) for cell, _ in draft.grid.columns[name].tally()}
        bare = {answers.bare(cell) for cell in right}
        same = sum(count for cell, count in tally.items() if answers.bare(cell) in bare)
        same = max(same, sum(one.same + one.within for one in seen))
        # One right answer to all questions, as of a set of traps, is a gold answer too where models say it.
        one = len(right) == 1 and right <= own and len(own) > 1
        if not one and (len(right) < 2 or same < SAME_WORDS * total):
            if len(right) > 2 and any(met.same >= MANY_SAME * max(1, met.filled) for met in seen):
                words = (
                    f"Column of the right answers: {named(names, 4)} often say the same as “{name}”. Are they answers "
                    f"to be held against “{name}”, or do they say right or wrong?"
                )
                raise Ask("gold_column", words, _ways(draft, names, [name]))
            continue
        predicted = any(words_of(one) & headings.AS_PREDICTION for one in names)
        letters = all(len(word) == 1 and word.isalpha() for word in right | own)
        strange = sum(count for cell, count in tally.items() if not empty(cell) and plain(cell) not in right)
        marks = letters and (own <= MARKS or strange > MOST_OTHERS * total)
        if (kinds <= {TEXT, EMPTY} or predicted or letters) and not marks:
            return name
        words = (
            f"Column of the right answers: {named(names, 4)} hold the same words as “{name}”. Are they answers to be "
            f"held against “{name}”, or do they say right or wrong?"
        )
        ways = _ways(draft, names, [name])
        raise Ask("gold_column", words, ways[::-1] if marks else ways)
    if alike := _alike(draft, names, tally, total):
        which = "is it" if len(alike) == 1 else "is one of them"
        words = (
            f"Column of the right answers: {named(alike, MOST_NAMED)} hold{'s' * (len(alike) == 1)} the same words as "
            f"{named(names, 4)}: {which} the right answer, another model, or neither?"
        )
        raise Ask("gold_column", words, _ways(draft, names, alike))
    return ""


def _yes_or_no(draft: Draft, names: Sequence[str], name: str) -> bool:
    """Whether answers say yes or no as the right ones do, though in other words. Raises Ask where that is open.

    Held against each other by words alone they would be wrong, and a yes alone is not right.
    """
    columns = [draft.grid.columns[one] for one in names]
    gold = draft.grid.columns[name]
    if (
        gold.different < 2
        or not all(map(answers.truths, (*columns, gold)))
        or answers.vocabulary(columns) <= answers.vocabulary([gold])
    ):
        return False
    if any(words_of(one) & SURE for one in names):
        return False
    if all(words_of(one) & headings.AS_PREDICTION for one in names):
        return True
    asked = (
        f"Column of the right answers: {named(names, 4)} say yes or no, and so does “{name}”, in other words. Are they "
        f"answers to be held against “{name}”, or do they say right or wrong?"
    )
    raise Ask("gold_column", asked, _ways(draft, names, [name]))


def _met(draft: Draft, names: Sequence[str], name: str, way: str = GUESS) -> list[Met]:
    columns = draft.grid.columns
    return [answers.met(columns[one], columns[name], way) for one in names]


def _numbers(draft: Draft, names: Sequence[str], name: str) -> bool:
    """Whether numbers are answers to be held against a column of right numbers. Raises Ask where that is open."""
    column = draft.grid.columns[name]
    predicted = all(words_of(one) & headings.AS_PREDICTION for one in names)
    # "true price" is of prices, and no price.
    otherwise = headings.AS_NAME | headings.AS_RUN if predicted else OTHERWISE
    if draft.looks(name).kind not in (SCORES, RIGHT) or words_of(name) & otherwise - {"key"}:
        return False
    seen = _met(draft, names, name, answers.marks([draft.grid.columns[one] for one in names], column))
    most = max((one.same / one.filled for one in seen if one.filled), default=0)
    if column.different > MOST_ANSWERS and (most >= MANY_SAME or (predicted and most >= FEW_SAME)):
        return True
    off = "If they estimate it, write how far each is off into columns instead, of which less is better. " * predicted
    words = (
        f"Column of the right answers: {named(names, 4)} hold numbers, and so does “{name}”. {off}Are they answers to "
        f"be held against “{name}”, or scores?"
    )
    raise Ask("gold_column", words, _ways(draft, names, [name]))


def hold(draft: Draft, names: Sequence[str]) -> None:
    """Say how answers are held against the right ones. Raises Ask where many only hold the right one within a text."""
    reading, say, grid = draft.reading, draft.told, draft.grid
    gold = grid.columns[reading.gold]
    columns = [grid.columns[name] for name in names]
    reading.numbers = say.numbers if say.numbers != GUESS else answers.marks(columns, gold)
    seen = [answers.met(column, gold, reading.numbers) for column in columns]
    reading.answers = say.answers if say.answers != GUESS else EXACT
    if say.answers == GUESS and _in_other_words(columns, gold):
        reading.answers = TRUTH
        return
    filled = sum(one.filled for one in seen)
    long, inside = sum(one.long for one in seen), sum(one.within for one in seen)
    short = all(not answers.SHORTENED.search(cell) for cell in gold.cells)
    if say.answers != EXACT and short and long > LOOSE * filled:
        words = (
            f"An answer is right where: {long:,} of {filled:,} answers are long texts, and only the beginning of such "
            f"is kept, while “{reading.gold}” holds short ones. Write the final answer of each into a column of its "
            "own, or count them as wrong."
        )
        raise Ask("answers", words, [Press("Right only where they say the same", {"answers": EXACT})])
    if say.answers != GUESS or inside <= LOOSE * filled:
        return
    told = ", ".join(f"“{name}” {one.within:,}" for name, one in zip(names, seen, strict=True))
    words = (
        f"An answer is right where: {inside:,} of {filled:,} answers hold the right one (“{reading.gold}”) within a "
        f"longer text ({told}). Do they count as right?"
    )
    choices = [
        Press("Yes: right where it stands in the answer", {"answers": CONTAINS}),
        Press("No: right only where they say the same", {"answers": EXACT}),
    ]
    raise Ask("answers", words, choices)


def _in_other_words(columns: Sequence[Column], gold: Column) -> bool:
    """Whether yes and no are said in other words than the right answers. Raises Ask where no word is one of theirs."""
    if all(map(answers.truths, (*columns, gold))):
        return not answers.vocabulary(columns) <= answers.vocabulary([gold])
    right = answers.vocabulary([gold])
    strange = [one for one in columns if one.filled and not answers.vocabulary([one]) & right]
    strange = [one for one in strange if len(right) <= MOST_ANSWERS and not sum(answers.met(one, gold)[1:])]
    if not strange:
        return False
    words = (
        f"An answer is right where: “{strange[0].name}” never says a word of “{gold.name}” "
        f"({named(sorted(answers.vocabulary(strange)), 4)} beside {named(sorted(right), 4)}), so that none would be "
        "right. Write both in the same words and choose the file again. Or is every such answer wrong?"
    )
    raise Ask("answers", words, [Press("Yes: right only where they say the same", {"answers": EXACT})])


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
            if name not in golds_among([*names, name])
        ]
    scores = {draft.looks(name).kind for name in names} <= {SCORES}
    say = "they are scores" if scores else "they say right or wrong"
    neither = "They say right or wrong, or are scores" if len(alike) < 2 else f"None of them: {say}"
    kind = {"results": SCORES if scores else RIGHT} if draft.looks(names[0]).kind in (SCORES, RIGHT) else {}
    return [*found, Press(neither, {"gold_column": "", **kind})]


def _taken(draft: Draft, names: Sequence[str]) -> set[str]:
    reading = draft.reading
    return {
        *names,
        *reading.same,
        *reading.item,
        reading.model,
        reading.cluster,
        reading.run,
        reading.metric,
        draft.roles.metric,
    }


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
        and not words_of(name) & MEASURES
        and not (name in draft.reading.others and not _fixed(draft, name))
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
    taken, never = _taken(draft, names), OTHERWISE | MEASURES | headings.AS_LEFT_OUT | headings.AS_COUNTED
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
