"""The question which column tells models apart where no heading says so: a prompt, a bot, a commit, an arm."""

from collections.abc import Iterator

from calculators.kit.inputs import Press
from calculators.results import arms, headings
from calculators.results.cells import PREFERENCE, RIGHT, words
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask
from calculators.results.structure import MOST_MODELS, constant, keys, single

FEWEST_ROWS = 2
MOST_UNEVEN = 3
"""So many times as many rows as the fewest of a model may another have."""

MOST_CHOICES = 4
AS_VARIANT = headings.AS_MODEL | words(
    "prompt,bot,template,setting,settings,commit,branch,trace,tracename,group,temperature,sha",
    "step,steps,revision,release,tag,name,label,recipe,mode,persona,backend,vendor,team,treatment,stage,phase",
    "vorlage,gruppe",
)
"""Words of columns that may tell models apart."""

NEVER = headings.AS_SPLIT - headings.AS_MODEL | headings.AS_VOTER | headings.AS_GOLD


def _likely(draft: Draft) -> Iterator[str]:
    """Columns with few values, each of about as many rows, that are no results and say nothing of the item alone."""
    grid = draft.grid
    item = single(grid, ())
    items = keys(grid, (item,)) if item else None
    weak = []
    for name, column in draft.there.items():
        of = words_of(name)
        if name in (item, draft.told.item, draft.told.gold) or name in draft.results or column.filled < grid.rows:
            continue
        counts = [count for cell, count in column.tally()]
        if not 2 <= len(counts) <= MOST_MODELS or min(counts) < FEWEST_ROWS or max(counts) > MOST_UNEVEN * min(counts):
            continue
        if draft.looks(name).kind == RIGHT or (
            items is not None and column.different > 2 and constant(items, column.codes)
        ):
            continue
        if of & AS_VARIANT:
            yield name
        elif not of & NEVER:
            weak.append(name)
    yield from weak


def ask(draft: Draft) -> None:
    """Ask whether one of these tells models apart. Raises Ask where there is one."""
    if draft.told.model is not None or draft.told.before or draft.told.after:
        return
    of_arms = list(arms.found(draft))
    many = len(draft.results) > MOST_CHOICES
    sure = many or (len(draft.results) > 1 and not any(words_of(name) & AS_VARIANT for name in _likely(draft)))
    votes = [] if of_arms else arms.letters(draft)
    found = [*of_arms, *([] if sure else _likely(draft)), *votes][:MOST_CHOICES]
    if not found:
        return
    told = "; ".join(
        f"“{name}” says {named((cell for cell, _ in draft.grid.columns[name].tally()), 4)}" for name in found
    )
    asked = (
        f"Column of the model: {told}. Does {'it' if len(found) == 1 else 'one of them'} tell the models apart "
        "(--model-column)? Else this is one run: choose the file of the other run as well (--after-file)."
    )
    choices = [Press(f"“{name}” tells them apart", {"model_column": name}) for name in found]
    choices += [
        Press(f"“{name}” says who is preferred", {"after_columns": name, "results": PREFERENCE}) for name in votes
    ]
    raise Ask("model_column", asked, choices)
