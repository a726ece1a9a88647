"""Files with a row for each result: which column names the model, which the item, which holds the result."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results import headings, met_ids, other_items, own_items
from calculators.results.against_dates import against_dates
from calculators.results.cells import EMPTY, PREFERENCE, RIGHT, SCORES, TEXT, right_or_wrong, score, words
from calculators.results.draft import Draft, named
from calculators.results.earlier import earliest, in_order
from calculators.results.headings import first_of, listed, runs, words_of
from calculators.results.items import again
from calculators.results.judges_apart import of_judges
from calculators.results.reading import Ask
from calculators.results.same_facts import apart, told_once
from calculators.results.seeds import ask_seeds, crossed
from calculators.results.structure import (
    clusters,
    constant,
    crossing,
    finer,
    item_names,
    keys,
    models,
    once_each,
    renames,
    whole_of,
)
from calculators.results.wide import MOST_CHOICES

BESIDE = words(
    "output,outputs,text,response,completion,prediction,predictions,pred,preds,answer,gold,target,expected,reference",
    "input,inputs,at,ts,start,started,end,ended",
)
"""The last word of columns of texts or times."""

AS_RESULT = frozenset({"score", "scores", "grade", "graded", "outcome", "correctness", "verdict", "mark"})
MOST_WORDS = 6
"""Words of columns of results, whose cells may say so few words."""

MOST_SHARED = 0.5
"""The share of rows whose item must have results of two models."""


def fill(draft: Draft, model: str = "") -> bool:
    """Say which column is which; False where no column tells models apart. Raises Ask."""
    say, reading = draft.told, draft.reading
    wanted = model or say.model or ""
    found = sorted(models(draft.grid, _never(draft)), key=lambda name: "model" not in words_of(name))
    names = [wanted] if wanted else found
    if not names:
        return False
    best, best_share = "", -1.0
    best_item: tuple[str, ...] = ()
    for name in names:
        item, share = _item(draft, name)
        if share > best_share + 1e-9:
            best, best_share, best_item = name, share, item
    strong = wanted or words_of(best) & headings.AS_MODEL or _sides_told(draft, best)
    if not strong or not _result(draft, best, best_item):
        return False
    known = say.item is not None or reading.tool
    tried = "" if known else crossed(draft, best_item, {say.result or "", reading.result, say.cluster or ""}, best)[0]
    reading.model, reading.item = best, own_items.settled(draft, best, (tried,) if tried else best_item)
    if say.item is None and not (reading.tool or reading.joined or draft.roles.item or say.run or tried):
        reading.item = met_ids.settled(draft, best, reading.item)
    _metric(draft)
    _sides(draft)
    _rows(draft)
    other_items.ask(draft)
    ask_seeds(draft)
    return True


def _never(draft: Draft) -> set[str]:
    say = draft.told
    never = {one for one in (say.item, say.cluster, say.result, say.run, say.gold) if one}
    never |= {name for name in draft.there if headings.side(name) and draft.is_result(name)}
    # Of two columns such as model_a, model_b none tells the rows apart: both models stand in each.
    sided = [name for name in draft.there if words_of(name) & headings.AS_SIDES]
    twins = {(a, b) for a in sided for b in sided if headings.apart(a, b) in headings.SIDES}
    return never | {name for pair in twins for name in pair}


def _sides_told(draft: Draft, name: str) -> bool:
    return {-1, 1} <= {headings.side(cell) for cell, _ in draft.grid.columns[name].tally()}


def _item(draft: Draft, model: str) -> tuple[tuple[str, ...], float]:
    """The columns of the item that bring most rows of two models together, and the share of those rows."""
    say, grid = draft.told, draft.grid
    codes = grid.columns[model].codes
    if say.item is not None:
        item = runs(say.item, draft.there) if say.item else ()
        return item, crossing(keys(grid, item), codes).shared if item else 0.0
    role = tuple(name for name in draft.roles.item if name in draft.there)
    of_role = crossing(keys(grid, role), codes).shared if role else 0.0
    if role and (of_role or draft.reading.joined):
        return role, of_role
    best: tuple[tuple[str, ...], float] = ((), 0.0)
    least = grid.rows
    for name in item_names(grid, {model, say.result or "", say.cluster or "", say.run or ""}):
        if name in draft.results and not words_of(name) & headings.AS_NAME:
            continue
        if grid.columns[name].filled < 0.9 * grid.rows or grid.columns[name].different < 2:
            continue
        found = crossing(grid.columns[name].codes, codes)
        if found.shared > max(MOST_SHARED, best[1] + 0.05) or (
            found.shared > MOST_SHARED and found.shared >= best[1] - 0.02 and found.repeated < least / 2
        ):
            best, least = ((name,), found.shared), found.repeated
    if not best[0] or least:
        taken = {model, say.result, say.cluster, say.run, say.gold, draft.roles.metric}
        if name := once_each(grid, {one for one in taken if one}, codes):
            return (name,), crossing(grid.columns[name].codes, codes).shared
    if best[0] and least > 0.05 * grid.rows:
        item = finer(grid, best[0], codes)
        best = item, crossing(keys(grid, item), codes).shared
    return best if best[0] else (role, of_role)  # a tool may number the answers of either model


def _result(draft: Draft, model: str, item: Sequence[str]) -> bool:
    """Whether there is a column of results, which is then said. Raises Ask where there are several."""
    say, reading = draft.told, draft.reading
    taken = {model, *item, draft.roles.metric, draft.roles.run, draft.roles.cluster, say.cluster, say.run, say.gold}
    names = [name for name in draft.results if name not in taken and not renames(draft.grid, name, model)]
    if not names:
        names = [name for name in _in_words(draft) if name not in taken]
    if not names:
        names = [name for name in _predictions(draft) if name not in taken]
    if not names and not say.result:
        return False
    if item and len(names) > 1:  # what is the same for all models of an item, and called so, is the right answer
        items = keys(draft.grid, item)
        names = [
            name
            for name in names
            if not (
                words_of(name) & headings.AS_GOLD - {"correct", "true"}
                and constant(items, draft.grid.columns[name].codes)
            )
        ] or names
    if not draft.roles.results:
        names = [name for name in names if not _beside(draft, name)] or names
    once = {} if draft.roles.settled or say.result else told_once(draft, names)
    names = list(once) or names
    reading.others = tuple(names)
    if say.metric:
        never = headings.AS_NAME | headings.AS_MEASURE
        left = [name for name in draft.there if name not in {*names, *taken} and not words_of(name) & never]
        more = [name for name in left if draft.is_result(name)]
        names = _like(names, say.metric) or _like(more, say.metric) or names
        reading.others = (*reading.others, *more)
    if say.result:
        reading.result = say.result
        return True
    settled = draft.roles.settled and names[0] == draft.roles.results[0]
    graded = [name for name in names[1:] if _otherwise(draft, names[0], name)] if settled else []
    if len(names) == 1 or (settled and not graded):
        reading.result, reading.same = names[0], tuple(once.get(names[0], ()))
        return True
    plain = [name for name in names if words_of(name) & {"correct", "success", "passed", "accuracy"}]
    if len(plain) == 1 and all(words_of(name) & {"is", "incorrect", "attempted"} for name in names):
        reading.result = plain[0]
        return True
    both = headings.people_beside(names)
    press = []
    if both:
        told = f"“{both[0]}”, put right by people’s labels in “{both[1]}”"
        press = [Press(told, {"result_column": both[0], "people_columns": both[1]})]
    words = (
        f"Column of the results: the file holds {len(names)} metrics, {named(names)}.{apart(draft, names)} Which one "
        "is the answer to be about?"
    )
    if graded:
        words = (
            f"Column of the results: “{names[0]}” says whether an item passed, {named(graded)} how good it is, which "
            "need not come to the same. Which one counts?"
        )
    raise Ask("result_column", words, press + [Press(name, {"result_column": name}) for name in names[:MOST_CHOICES]])


def _beside(draft: Draft, name: str) -> bool:
    """Whether a column that can be read as results is likely none: a text, a time, a status that never changes."""
    last = ("", *headings.tokens(name))[-1]
    return last in BESIDE or (last == "status" and draft.grid.columns[name].different < 2)


def _otherwise(draft: Draft, verdict: str, name: str) -> bool:
    """Whether a column holds scores that say more than the verdict beside them, or something else."""
    first, column = draft.grid.columns[verdict], draft.grid.columns[name]
    scores = [score(cell) for cell in column.cells]
    if column.different < 2 or draft.looks(name).kind not in (SCORES, RIGHT):
        return False
    if {*scores} - {None, 0.0, 1.0}:
        return True
    said = [right_or_wrong(cell) for cell in first.cells]
    pairs = set(zip(first.codes, column.codes, strict=True))
    return any(None not in (said[one], scores[other]) and said[one] != scores[other] for one, other in pairs)


def _like(names: Sequence[str], metric: str) -> list[str]:
    """The name that is a metric's, or all that hold it."""
    return [name for name in names if name == metric] or [name for name in names if metric.lower() in name.lower()]


def _in_words(draft: Draft) -> list[str]:
    """Columns that are named like results, and say them in a few words that are not known, such as C or I."""
    return [
        name
        for name, column in draft.there.items()
        if words_of(name) & AS_RESULT and draft.looks(name).kind in (TEXT, PREFERENCE)
        and 2 <= column.different <= MOST_WORDS and column.filled > 2 * column.different
    ]  # fmt: skip


def _predictions(draft: Draft) -> list[str]:
    """Columns of answers that can be held against a column of right ones."""
    return [
        name
        for name in draft.there
        if words_of(name) & headings.AS_PREDICTION and draft.looks(name).kind in (TEXT, EMPTY)
    ]


def _metric(draft: Draft) -> None:
    """Where rows are of several metrics, say of which one. Raises Ask."""
    say, reading, grid = draft.told, draft.reading, draft.grid
    name = draft.roles.metric if draft.roles.metric in draft.there else _metric_column(draft)
    values = [cell for cell, _ in grid.columns[name].tally()] if name else []
    usual = draft.roles.usual if draft.roles.usual in values else ""
    asked = say.metric and (usual or len(values) < 2)
    if asked and not _like([reading.result, *reading.others, *values], say.metric or ""):
        there = (*(reading.others or (reading.result,)), *(one for one in values if usual and one != usual))
        words = f"Metric: there is no “{say.metric}”; the file has {named(there)}."
        raise Ask("metric", words, [Press(one, {"metric": one}) for one in there[:MOST_CHOICES]])
    if not name:
        return
    reading.metric = name
    if len(values) == 1:
        reading.only = values[0]
        return
    if say.metric in values or usual:
        reading.only = str(say.metric) if say.metric in values else usual
        return
    told = f"there is no “{say.metric}”; " if say.metric else ""
    words = f"Metric: {told}“{name}” names {len(values)}, {named(values)}. Which one is the answer to be about?"
    raise Ask("metric", words, [Press(value, {"metric": value}) for value in values[:MOST_CHOICES]])


def _metric_column(draft: Draft) -> str:
    """A column named like one of metrics that tells the rows of an item and model apart."""
    reading, grid = draft.reading, draft.grid
    if not reading.item:
        return ""
    codes = grid.columns[reading.model].codes
    if not crossing(keys(grid, reading.item), codes).repeated:
        return ""
    for name, column in grid.columns.items():
        taken = {reading.model, reading.result, *reading.item}
        if name not in taken and of_judges(column):
            return name
        if name in taken or not words_of(name) & headings.AS_METRIC or not 2 <= column.different <= 60:
            continue
        if all(score(cell) is not None for cell in column.cells[1:]):  # names of metrics are no numbers
            continue
        if not crossing(keys(grid, (*reading.item, name)), codes).repeated:
            return name
    return ""


def _sides(draft: Draft) -> None:
    """Say which model is before, which are after. Raises Ask where their names do not."""
    say, reading = draft.told, draft.reading
    column = draft.grid.columns[reading.model]
    names = [cell for cell in column.cells if cell and cell in dict(column.tally())]
    if reading.metric:
        other = draft.grid.columns[reading.metric]
        wanted = other.cells.index(reading.only)
        there = {code for code, of in zip(column.codes, other.codes, strict=True) if of == wanted}
        names = [name for name in names if column.cells.index(name) in there]
    if say.before:
        reading.before = say.before
    if say.after:
        reading.after = listed(say.after, names)
    for name in filter(None, (reading.before, *reading.after)):
        if name not in names:
            field = "before_column" if name == reading.before else "after_columns"
            label = "Result before" if name == reading.before else "Results after"
            raise Ask(
                field,
                f"{label}: “{reading.model}” names no model “{name[:60]}”; it names {named(names)}.",
                _firsts(names),
            )
    if len(names) < 2:
        only = names[0] if names else "none"
        words = (
            f"File of the run after: {draft.reading.tool or 'the file'} holds one model, "
            f"“{only[:60]}”. To compare, choose the "
            "file of the other run as well (--after-file), or join both in one file."
        )
        raise Ask("after_file", words)
    first = first_of(names) or earliest(names)
    if first and not reading.before and not reading.after:
        against_dates(draft, first, [name for name in names if name != first])
    reading.before = reading.before or (first if not reading.after else _other(names, reading.after))
    if not reading.before:
        words = (
            f"Result before: “{reading.model}” names {named(names)}, and the names do not say "
            "which model was before. Which one was?"
        )
        raise Ask("before_column", words, _firsts(names))
    reading.after = reading.after or tuple(name for name in names if name != reading.before)


def _other(names: Sequence[str], after: Sequence[str]) -> str:
    left = [name for name in names if name not in after]
    return left[0] if len(left) == 1 else ""


def _firsts(names: Sequence[str]) -> list[Press]:
    """Each model as the one before; first one by whose name others begin, as “llama” before “llama-dpo”."""
    likely = sorted(
        in_order(names),
        key=lambda name: (headings.side(name), -sum(other != name and other.startswith(name) for other in names)),
    )
    return [Press(f"“{name[:60]}” is before", {"before_column": name}) for name in likely[:MOST_CHOICES]]


def _rows(draft: Draft) -> None:
    """Say what several rows of an item and model are; which column is the run, which the document."""
    say, reading, grid = draft.told, draft.reading, draft.grid
    if say.run is not None:
        reading.run = say.run
    elif draft.roles.run in draft.there and draft.roles.run and grid.columns[draft.roles.run].different > 1:
        reading.run = draft.roles.run
    codes = grid.columns[reading.model].codes
    if reading.item:
        names = (*reading.item, reading.metric) if reading.metric else reading.item
        numbers = keys(grid, names)
        met = crossing(numbers, codes)
        if met.repeated and not reading.run and say.run is None:
            reading.run = _run_column(draft, numbers, codes)
        if met.repeated:
            again(draft, met.repeated, keys(grid, (*names, reading.model)))
        else:
            reading.run = "" if say.run is None else reading.run
    if say.cluster is not None:
        reading.cluster = say.cluster
    elif reading.met:
        reading.cluster = reading.met[0]
    elif draft.roles.cluster and draft.roles.cluster in draft.there:
        # Where no two items share a document, none is worth a word.
        shared = grid.columns[draft.roles.cluster].different < len(set(keys(grid, reading.item)) - {0})
        reading.cluster = draft.roles.cluster if shared else ""
    else:
        taken = {reading.model, reading.result, reading.run, reading.metric, *reading.item}
        taken |= {name for name in grid.columns if renames(grid, name, reading.model)}
        by_item = keys(grid, reading.item) if reading.item else None
        by_tool = set(draft.roles.item) & set(reading.item)
        reading.cluster = whole_of(grid, () if by_tool else reading.item) or clusters(grid, taken, by_item)


def _run_column(draft: Draft, by_item: Sequence[int], codes: Sequence[int]) -> str:
    grid = draft.grid
    for name, column in grid.columns.items():
        if name in draft.reading.item or not words_of(name) & headings.AS_RUN or not 2 <= column.different <= 200:
            continue
        together: dict[tuple[int, int], int] = {}
        both = [together.setdefault(key, len(together) + 1) for key in zip(by_item, column.codes, strict=True)]
        if not crossing(both, codes).repeated:
            return name
    return ""
