"""Latency, cost, tokens: what is asked where a file holds nothing else that could be results."""

from collections.abc import Sequence
from itertools import permutations

from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import SCORES, words
from calculators.results.draft import Draft, named
from calculators.results.headings import tokens, words_of
from calculators.results.reading import LESS, MORE, Ask
from calculators.results.structure import models

COSTS = words(
    "latency,time,ms,seconds,duration,tokens,token,cost,costs,price,usd,length,chars,size,retries,count,number,steps"
)
"""Words of what a call takes, which beside results is none."""

NEVER = headings.AS_NAME - {"number"} | headings.AS_ITEM | {"timestamp", "date", "created", "updated", "start", "end"}
MOST_CHOICES = 3


def columns(draft: Draft) -> list[str]:
    """The columns of such measures."""
    return [
        name
        for name in draft.there
        if words_of(name) & COSTS and not words_of(name) & NEVER
        if draft.is_result(name) and draft.looks(name).kind == SCORES and draft.grid.columns[name].different > 1
    ]


def ask(draft: Draft) -> None:
    """Ask which measure is before, which after, and whether less is better; or which one counts. Raises Ask."""
    names = columns(draft)
    if not names:
        return
    model = draft.reading.joined or draft.told.model or next(models(draft.grid, names), "")
    ways = ((LESS, "less is better"), (MORE, "more is better"))
    if model and not draft.told.before and not draft.told.after:
        words = (
            f"Column of the results: no column looks like results but for {named(names)}, which tell what a call takes."
            " Which one is the answer to be about, and is less of it better?"
        )
        choices = [
            Press(f"“{name}”, {told}", {"result_column": name, "better": way})
            for name in names[:MOST_CHOICES]
            for way, told in ways
        ]
        raise Ask("result_column", words, choices)
    pairs = [pair for pair in permutations(names, 2) if _one_measure(*pair)]
    if not pairs and draft.reading.tool:
        return
    if not pairs:
        words = (
            f"File of the run after: {named(names)} tell{'s' * (len(names) == 1)} what a call of one model takes. To "
            "compare, choose the file of the other run as well (--after-file), or join both in one file."
        )
        raise Ask("after_file", words)
    words = (
        f"Result before: no column looks like results but for {named(names)}, which tell what a call takes. Which one "
        "is before, and is less of it better?"
    )
    choices = [
        Press(
            f"“{one}” is before, “{other}” after, {told}", {"before_column": one, "after_columns": other, "better": way}
        )
        for way, told in ways
        for one, other in pairs[: 2 * MOST_CHOICES]
    ]
    raise Ask("before_column", words, choices)


def _one_measure(one: str, other: str) -> bool:
    """Whether two names speak of one measure of two models: "latency_v1", "latency_v2", and not "cost", "tokens"."""
    first, second = (words_of(name) & COSTS for name in (one, other))
    return first == second and tokens(one) != tokens(other)


def named_alone(draft: Draft, name: str) -> Sequence[str]:
    """The measures of another model beside one that is named."""
    return [other for other in columns(draft) if other != name and _one_measure(name, other)]
