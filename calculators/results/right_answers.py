"""The question where a column named like the right answers stands beside those of models: which of those is before."""

from collections import Counter
from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import RIGHT, SCORES
from calculators.results.directions import LESS, MEASURES
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask

MOST_CHOICES = 6


def golds_among(names: Sequence[str]) -> list[str]:
    """Of some columns of results those that are named like the right answers, as “gold” beside “roberta”, “deberta”.

    A word that several of them share, as in label_a, label_b, says nothing; “correct” alone is a result.
    """
    often = Counter(word for name in names for word in words_of(name))
    found = []
    for name in names:
        of = words_of(name) & (headings.AS_GOLD | headings.AS_PEOPLE - headings.AS_VOTER - {"annotators"})
        alone = {word for word in of if often[word] == 1} or (of if of == words_of(name) else set())
        sided = headings.side(name) and "reference" not in alone
        if alone - {"correct"} and not sided and not words_of(name) & (MEASURES | LESS):
            found.append(name)
    return found if len(found) < len(names) else []


def ask(draft: Draft, names: Sequence[str]) -> None:
    """Ask which of these columns is before, where one is named like the right answers. Raises Ask."""
    golds = golds_among(names)
    models = [name for name in names if name not in golds]
    kinds = {draft.looks(name).kind for name in models}
    if not golds or len(kinds) > 1 or draft.reading.tool:
        return
    told = f"{named(golds)} {'is' if len(golds) == 1 else 'are'} named like the right answers"
    if len(models) == 1:
        words = (
            f"File of the run after: {told}, and only “{models[0]}” is left, so this holds one run. To compare, choose "
            "the file of the other run as well (--after-file), or join both in one file."
        )
        raise Ask("after_file", words)
    words = f"Result before: {told}, and no heading of {named(models)} says before or after. Which one is before?"
    raise Ask("before_column", words, _choices(golds[0], models, kinds))


def _choices(gold: str, models: Sequence[str], kinds: set[str]) -> list[Press]:
    first = headings.first_of(models)
    orders = [(one, [other for other in models if other != one]) for one in models if one == first or not first]
    made = []
    for own, told in ((False, f"all held against “{gold}”"), (True, f"“{gold}” plays no part")):
        if own and (len(models) > 2 or not kinds <= {RIGHT, SCORES}):  # what they hold is asked after that
            break
        for before, after in orders[:MOST_CHOICES]:
            fills = {"before_column": before, "after_columns": ", ".join(after)}
            if own:
                fills |= {"gold_column": "", "results": SCORES if kinds == {SCORES} else RIGHT}
            elif len(models) == 2:
                fills["gold_column"] = gold
            also = f", {told}" if len(models) == 2 else ""
            made.append(Press(f"“{before}” is before, {named(after, 3)} after{also}", fills))
    return made


def ask_named(draft: Draft) -> None:
    """Ask whether a column is a model's as the reader says, though it is named like the right answers. Raises Ask."""
    reading = draft.reading
    names = [name for name in (reading.before, *reading.after) if name in draft.there]
    golds = golds_among(names)
    if draft.told.gold is not None or not golds:
        return
    rest = [name for name in names if name not in golds]
    more = [name for name in draft.results if name not in names and name not in golds_among(draft.results)]
    words = (
        f"Column of the right answers: {named(golds)} is named like the right answers, and chosen as a model’s. Are "
        "the others to be held against it, or is it a model’s, too?"
    )
    fills = {"before_column": reading.before, "after_columns": ", ".join(reading.after), "gold_column": ""}
    choices = [
        Press(
            f"“{one}” is before, “{other}” after, both held against “{golds[0]}”",
            {"before_column": one, "after_columns": other, "gold_column": golds[0]},
        )
        for one, other in _pairs(rest, more)[:MOST_CHOICES]
    ]
    raise Ask("gold_column", words, [*choices, Press(f"“{golds[0]}” is a model’s", fills)])


def _pairs(rest: Sequence[str], more: Sequence[str]) -> list[tuple[str, str]]:
    """Which columns may be before and after instead: those named, one of them beside a further one."""
    there = [*rest, *more]
    return [(one, other) for one in there for other in there if one != other and {one, other} & {*rest}]
