"""Proposes how a file of results is to be read, from its structure, from all of its rows."""

from collections.abc import Sequence
from copy import copy
from functools import lru_cache

from calculators.exports.table import Export, export
from calculators.files.grid import Grid, below
from calculators.files.lines import Unreadable
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Press
from calculators.results import (
    arrows,
    aside,
    ballots,
    beginnings,
    both_sides,
    counting,
    cross_tables,
    crossed_headings,
    durations,
    failures,
    items,
    judged,
    judges_apart,
    legends,
    long,
    merged,
    no_items,
    rankings,
    retries,
    scale_ends,
    set_aside,
    signs,
    training_logs,
    turned_tables,
    weights,
    wide,
)
from calculators.results.cells import GUESS, PREFERENCE, WIN_RATE, added, meanings
from calculators.results.directions import MEASURES
from calculators.results.draft import Draft, named
from calculators.results.earlier import earliest
from calculators.results.headings import AS_NAME, listed, runs, tokens, words_of
from calculators.results.own_items import of_time
from calculators.results.reading import Ask, Question, Reading, Told
from calculators.results.same_ids import same_numbers
from calculators.results.structure import crossing, finer, item_names, keys, once_each

FILE = "file"
"""The column that says, of two files below each other, which one a row is of."""

LABELS = {
    "item": ("item_column", "Column of the item"),
    "cluster": ("cluster_column", "Column of the document"),
    "model": ("model_column", "Column of the model"),
    "result": ("result_column", "Column of the results"),
    "run": ("run_column", "Column of the run"),
    "gold": ("gold_column", "Column of the right answers"),
    "weight": ("weight_column", "Column of the weight"),
}
OF_MODELS = frozenset({"output", "outputs", "response", "responses", "completion", "prediction", "predictions", "pred"})
"""Words of columns of what models said, by which no two rows are of one item."""

MOST_SMALL = 400
"""Rows of two files up to which they may be tables of totals."""

FEWEST_SHARED = 0.05
MOST_SAME = 0.25
"""The share of rows of two runs from which on their texts are those of items, and no words that come again."""


@lru_cache(maxsize=4)
def table(file: GivenFile, second: GivenFile | None, rows: str = GUESS) -> tuple[Export, str]:
    """The rows of one file, or of two below each other; and how those were joined. Raises Unreadable.

    `rows` is what the reader says of them: items, raters, or items but for those marked to be left out.
    """
    found, joined = _whole(file, second, rows)
    found = judges_apart.apart(found)
    return (found._replace(grid=set_aside.without(found.grid)) if rows == set_aside.UNMARKED else found), joined


def _whole(file: GivenFile, second: GivenFile | None, rows: str) -> tuple[Export, str]:
    if second is None:
        found = export(file)
        if found.roles.unjoined:
            raise Unreadable(found.roles.unjoined)
        if found.tool:
            return found, ""
        if (grid := turned_tables.upright(found.grid)) is not found.grid:
            return found._replace(grid=grid), ""
        grid = ballots.apart(scale_ends.one_way(legends.spelled_out(merged.filled(found.grid))), rows)
        grid = failures.marked(grid)
        return found._replace(
            grid=signs.in_front(durations.in_seconds(rankings.apart(both_sides.in_order(arrows.apart(grid)))))
        ), ""
    # Read anew, so that nothing keeps both beside their joined rows.
    joined, how = _joined(file, export.__wrapped__(file), second, export.__wrapped__(second))
    if joined.tool:
        return joined, how
    grid = durations.in_seconds(failures.marked(legends.spelled_out(joined.grid)))
    return joined._replace(grid=signs.in_front(grid)), how


def _joined(file: GivenFile, first: Export, second: GivenFile, after: Export) -> tuple[Export, str]:
    for given, found in ((file, first), (second, after)):
        if found.roles.unjoined:
            raise Unreadable(found.roles.unjoined)
        inside = found.grid.columns.get(found.roles.model)
        if inside and inside.different > 1:
            told = named(cell for cell, _ in inside.tally())
            raise Unreadable(
                f"“{given.name}” holds several models itself ({told}); of two files each must hold one run"
            )
    if file == second or (first.grid.rows == after.grid.rows and _same(first.grid, after.grid)):
        raise Unreadable("both files hold the very same rows; choose the run before and the run after")
    if first.grid.rows == after.grid.rows == 1:
        raise Unreadable("each file holds one row, as of the totals of a run; choose files with a row for each item")
    after = _one_name(first, after)
    alike = same_numbers(first.grid, after.grid)
    heading = FILE if FILE not in first.grid.columns else "given file"
    names = (
        (f"{file.name} (before)", f"{second.name} (after)") if file.name == second.name else (file.name, second.name)
    )
    grid = below(first.grid, after.grid, names, heading)
    roles = first.roles._replace(model=heading, one="")
    if not first.roles.item and after.roles.item:
        roles = roles._replace(item=after.roles.item)
    common = {name for name in first.grid.columns if name in after.grid.columns}
    named_so = tuple(name for name in roles.item if name in common)
    best, share = _meeting(grid, named_so, common - {roles.run}, heading)
    apart = _apart(grid, best, common) if share < FEWEST_SHARED else ""
    tool = first.tool if first.tool == after.tool else ""
    told = f" but for how it is written, so that {alike[best[0]]}" if len(best) == 1 and best[0] in alike else ""
    return Export(tool, roles._replace(item=best), grid, apart, told), f"“{names[0]}” and “{names[1]}”"


def _apart(grid: Grid, best: Sequence[str], common: set[str]) -> str:
    """Why no item is in both of two files."""
    ids = best or [name for name in grid.columns if name in common and words_of(name) & AS_NAME]
    if ids:
        return f"the two files have no item in common (compared by {named(ids)})"
    return (
        "the two files have no column in common that names the same items; give both an id of each item, such as the "
        "number of its row where both have the same items in the same order"
    )


def _meeting(grid: Grid, item: tuple[str, ...], common: set[str], heading: str) -> tuple[tuple[str, ...], float]:
    """The columns by which most rows of two files meet, and the share of those rows."""
    codes = grid.columns[heading].codes
    best, share = item, crossing(keys(grid, item), codes).shared if item else 0.0
    if share < 0.5:
        best, share = _best_meeting(grid, best, share, common, heading)
    elif crossing(keys(grid, best), codes).repeated:
        # Numbers that begin again in each part of a set; of several runs of an item every name of it repeats.
        for name in item_names(grid, {*best, heading}):
            met = crossing(keys(grid, (*best, name)), codes)
            if name in common and not met.repeated and met.shared >= 0.5:
                best, share = (*best, name), met.shared
                break
    if best and (name := _other_texts(grid, best, common, heading)):
        return (name,), crossing(grid.columns[name].codes, codes).shared
    return best, share


def _other_texts(grid: Grid, item: tuple[str, ...], common: set[str], heading: str) -> str:
    """The column of texts by which the rows of two files meet, where the rows that meet by number say other texts.

    So it is where numbers only count rows, and a run has them in another order, or one more.
    """
    codes, numbers = grid.columns[heading].codes, keys(grid, item)
    if not all(cell.isdigit() for part in item for cell in grid.columns[part].cells[1:300]):
        return ""
    for name in common - {*item, heading}:
        if words_of(name) & OF_MODELS:  # what models say differs, and may be alike
            continue
        column = grid.columns[name]
        long = [cell for cell in column.cells[1:300] if " " in cell]
        if 2 * len(long) < min(299, column.different) or column.different < MOST_SAME * grid.rows:
            continue
        if crossing(column.codes, codes).shared < 0.5:
            continue
        first: dict[int, int] = {}
        apart = sum(first.setdefault(number, code) != code for number, code in zip(numbers, column.codes, strict=True))
        if apart > FEWEST_SHARED * grid.rows:
            return name
    return ""


def _best_meeting(
    grid: Grid, item: tuple[str, ...], share: float, common: set[str], heading: str
) -> tuple[tuple[str, ...], float]:
    """The columns by which most rows meet, where those that a tool names do not make half of them meet."""
    best, codes = item, grid.columns[heading].codes
    for name in item_names(grid, {heading}):
        if name in common and grid.columns[name].different > 1 and not words_of(name) & OF_MODELS:
            met = crossing(grid.columns[name].codes, codes)
            if met.repeated and of_time(grid.columns[name]):
                continue
            # What repeats, as a topic does, names parts, and takes no place of what names the items of most rows.
            if met.shared > share + 0.05 and not (met.repeated and share >= 0.5):
                best, share = (name,), met.shared
    if share < 0.5 and (name := once_each(grid, set(grid.columns) - common | {heading}, codes)):
        best, share = (name,), crossing(grid.columns[name].codes, codes).shared
    if best and crossing(keys(grid, best), codes).repeated:
        best = finer(grid, best, codes)
    return best, share


def _one_name(first: Export, after: Export) -> Export:
    """The second file with the headings of the first where they differ in spelling, or name the one column of results.

    “Item ID” is “item_id”; one column of results beside one other is the same, however it is called.
    """
    spelt = {tokens(name): name for name in first.grid.columns}
    names = {name: spelt.get(tokens(name), name) for name in after.grid.columns if name not in first.grid.columns}
    mine, theirs = (list(Draft(one.grid, one.roles, Told(), Reading()).results) for one in (first, after))
    measures = [words_of(one[0]) & MEASURES if one else frozenset() for one in (mine, theirs)]
    other = all(measures) and not measures[0] & measures[1]  # an error rate is no accuracy
    if len(mine) == len(theirs) == 1 and mine[0] not in after.grid.columns and not other:
        names[theirs[0]] = mine[0]
    made = copy(after.grid)
    made.columns = {}
    for name, column in after.grid.columns.items():
        new = names.get(name, name)
        made.columns[name if new in made.columns or (new != name and new in after.grid.columns) else new] = column
    return after._replace(grid=made)


def _same(first: Grid, second: Grid) -> bool:
    return first.columns.keys() == second.columns.keys() and all(
        first.columns[name].cells == second.columns[name].cells
        and first.columns[name].codes == second.columns[name].codes
        for name in first.columns
    )


@lru_cache(maxsize=32)
def proposed(file: GivenFile, second: GivenFile | None, told: Told) -> Reading:
    """The reading of a file, or of two, under what the reader says. Raises Unreadable, or OSError."""
    found, joined = table(file, second, told.rows)
    reading = Reading(found.tool, failing=found.grid.failing)
    if joined:
        said = runs(told.item, found.grid.columns) if told.item else ()
        item = found.roles.item if told.item is None else said
        if found.apart and told.item is None:
            reading.question = _separate(found.apart)
            return reading
        by = f"joined by {named(item)}{found.joined}" if item else "each with items of its own"
        late = second and earliest((file.name, second.name), any_words=True) == second.name != file.name
        reading.joined = f"{joined}, {by}{'; the run after is the earlier one by its name' * bool(late)}"
    draft = Draft(found.grid, found.roles, told, reading)
    try:
        reading.counts = meanings(told.cells)
    except ValueError as problem:
        reading.faulty = {"cells": f"How cells count: {problem}."}
        return reading
    reading.faulty = _absent(draft)
    if reading.faulty:
        return reading
    try:
        if found.grid.heading_again and not joined:
            cross_tables.refuse(draft)
            line = found.grid.heading_again
            words = (
                f"File of the run after: line {line:,} repeats the heading, so two files seem "
                "to stand below each other. Choose each file by itself, the run before and the "
                "run after (--after-file)."
            )
            raise Ask("after_file", words)
        if joined and second and found.grid.rows <= MOST_SMALL and not found.tool:
            _small(file, second, told)
        _fill(draft, bool(joined))
    except Ask as open_:
        reading.question = _kept(open_.question, told)
    return reading


def _small(file: GivenFile, second: GivenFile, told: Told) -> None:
    """Tell where the rows of two small files are no items. Raises Ask."""
    for given in (file, second):
        one = export(given)
        draft = Draft(one.grid, one.roles, told, Reading())
        cross_tables.refuse(draft)
        no_items.refuse(draft)


def _separate(apart: str) -> Question:
    """The question whether two files that share no item are of separate items."""
    words = (
        f"Column of the item: {apart}. Did each model answer items of its own, so that the two are compared as "
        "separate items?"
    )
    return Question("item_column", words, (Press("Yes: separate items", {"item_column": "none"}),))


def _kept(question: Question, told: Told) -> Question:
    """A question whose choices forget nothing of what is said of how words count."""
    choices = (
        Press(one.words, {**one.fills, "cells": added(told.cells, one.fills["cells"])}) if "cells" in one.fills else one
        for one in question.choices
    )
    return question._replace(choices=tuple(choices))


def _absent(draft: Draft) -> dict[str, str]:
    """The columns that the reader names and that are not there, by field."""
    say, there = draft.told, draft.there
    problems = {}
    for part, (field, label) in LABELS.items():
        for name in runs(getattr(say, part) or "", there):
            if name and name not in there and not (part == "cluster" and beginnings.known(draft.grid, name)):
                problems[field] = f"{label}: there is no column “{name}”; the file has {named(there)}."
    if say.model or (draft.roles.model in there and draft.roles.model):
        return problems
    models = {
        cell
        for name, column in there.items()
        if column.different <= 50 or name in draft.roles.sides
        for cell in column.cells
    }
    for field, label, names in (
        ("before_column", "Result before", listed(say.before or "", there)),
        ("after_columns", "Results after", listed(say.after or "", there)),
    ):
        for name in names:
            for part in runs(name, there):
                if part not in there and part not in models:
                    problems[field] = f"{label}: there is no column “{part}”; the file has {named(there)}."
    return problems


def _fill(draft: Draft, joined: bool) -> None:
    _layout(draft, joined)
    set_aside.ask(draft)
    reading = draft.reading
    if reading.kind not in (PREFERENCE, WIN_RATE):
        counting.fill(draft)
        retries.ask(draft)
    if not reading.model:
        items.items(draft)
    aside.fill(draft)
    weights.fill(draft)


def _layout(draft: Draft, joined: bool) -> None:
    """Say how the file is laid out: a winner, a column for each model, or a row for each. Raises Ask."""
    say, there = draft.told, draft.there
    training_logs.refuse(draft)
    no_items.times(draft)
    if joined:
        draft.reading.before = draft.grid.columns[draft.roles.model].cells[1]
        draft.reading.after = (draft.grid.columns[draft.roles.model].cells[2],)
        if not long.fill(_two(draft), draft.roles.model):
            wide.ask_sides(draft)
        return
    cross_tables.refuse(draft)
    no_items.refuse(draft)
    ballots.ask(draft)
    if say.model:
        if not long.fill(draft):
            raise Ask("result_column", f"Column of the results: name one of {named(there)}.", _names(draft))
        return
    before, after = listed(say.before or "", there), listed(say.after or "", there)
    columns = all(part in there for name in (*before, *after) for part in runs(name, there))
    models = not columns and judged.names_models(draft, (*before, *after))
    if ((before or after) and columns and say.model is None) or (say.model == "" and (before or after) and not models):
        winner = (
            after
            and not before
            and (
                say.kind in (PREFERENCE, WIN_RATE)
                or (say.kind == GUESS and all(name in judged.columns(draft) for name in runs(after[0], there)))
                or (say.kind == GUESS and len(after) == 1 and _preferences(draft, after[0]))
            )
        )
        if winner:
            judged.fill(draft, after[0])
        else:
            wide.told(draft)
        return
    if say.kind in (GUESS, PREFERENCE, WIN_RATE) and (models or not before) and (name := judged.column(draft)):
        if say.kind == GUESS and not models:
            wide.ask_beside(draft, name)
        judged.fill(draft, name)
        return
    if say.before == "" and draft.results:
        wide.told(draft)
        return
    by_tool = draft.roles.model in there and bool(draft.roles.model)
    if by_tool and long.fill(draft, draft.roles.model):
        return
    if not before and not after and not say.result and say.model is None and wide.fill(draft):
        return
    if say.model is None and long.fill(draft):
        return
    if not before and not after and not say.result and crossed_headings.fill(draft):
        return
    wide.ask_sides(draft)


def _preferences(draft: Draft, name: str) -> bool:
    """Whether a column, or each of several runs, says which of two is preferred."""
    return all(part in draft.there and draft.looks(part).kind == PREFERENCE for part in runs(name, draft.there))


def _two(draft: Draft) -> Draft:
    """Of two files the models are the files, whatever is said of models in them."""
    reading = draft.reading
    say = draft.told._replace(before=reading.before, after=None, model=None)
    made = Draft(draft.grid, draft.roles, say, reading)
    reading.before, reading.after = "", ()
    return made


def _names(draft: Draft) -> list[Press]:
    left = [name for name in draft.results if name != draft.told.model]
    left = left or [name for name in draft.there if name != draft.told.model and draft.is_result(name)]
    return [Press(name, {"result_column": name}) for name in left[:6]]
