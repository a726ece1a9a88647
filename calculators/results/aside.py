"""Columns that take no part in a comparison, of which some may say that items, or results, hang together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from calculators.files.grid import Column, Grid
from calculators.results import beginnings, headings
from calculators.results.cells import PREFERENCE, RIGHT, looks, words
from calculators.results.comparison_words import documents
from calculators.results.draft import Draft
from calculators.results.headings import runs, words_of
from calculators.results.maxima import AS_MOST
from calculators.results.own_items import WHO, of_time
from calculators.results.reading import Reading
from calculators.results.structure import FEWEST_CLUSTERS, OF_COUNTS, constant, crossing, keys, renames
from calculators.statistics.comparison import Comparison, ScoredApart

OF_RESULTS = frozenset(
    {"vote", "votes", "tie", "ties", "draw", "draws", "margin", "delta", "diff", "difference", "gap"}
)
"""Words of columns that say more of the results, and of no document."""

OF_STAFF = frozenset({"owner", "owners", "assignee", "assigned", "tester", "qa", "maintainer", "status", "priority"})
"""Words of columns of who looks after an item, or how far it is, which make no items hang together."""

OF_DRAWS = frozenset({"fold", "folds", "seed", "seeds", "run", "trial", "hash", "shard"})
"""Words of numbers of what items were drawn or tried in, though they measure nothing."""

NEVER = (
    headings.AS_MEASURE | headings.AS_GOLD | headings.AS_PREDICTION | headings.AS_SUM | headings.AS_REASON | OF_RESULTS
    | OF_COUNTS
) - OF_DRAWS  # fmt: skip
"""Words of what items are asked, or measured."""

AS_SLICE = headings.AS_SPLIT | headings.AS_MODEL | (headings.AS_METRIC - {"name", "key"})
"""Words of what a set is parted into; of many parts each of few items may hang together."""

SURE = headings.AS_CLUSTER | WHO | OF_DRAWS
NAMES = headings.AS_NAME | SURE
"""Words of ids, which name items though they speak of the original, or the old one."""

OF_WORDING = words(
    "lang,language,languages,locale,translation,paraphrase,wording,phrasing,perturbation,style,tone,template,prompt",
    "sprache,langue,idioma,lingua,taal,语言,言語",
)
"""Words of columns that tell wordings of one item apart."""

OF_DAYS = frozenset({"date", "day", "time", "timestamp", "created"})
MOST_SLICES = 12
LARGE = 20
"""So few parts, or so many items in one, make slices of a set, and no documents."""

HALF = 0.5
MOST_SMALL = 11
MOST = 8
"""So many such columns are tried, those named like documents or people first."""


def fill(draft: Draft) -> None:
    """Say by which columns that take no part items may hang together, or the several results of each."""
    say, reading, grid = draft.told, draft.reading, draft.grid
    if say.cluster is not None:
        return
    taken = _taken(draft)
    begun = beginnings.named(grid, reading.item_name)
    items = keys(grid, reading.item) if reading.item else None
    left = sorted(
        (name for name in grid.columns if name not in taken),
        key=lambda name: not words_of(name) & (SURE | headings.AS_VOTER),
    )
    units = grid.columns[reading.cluster].codes if reading.cluster else items
    likely = [name for name in left if _may_group(draft, name, units) or _of_days(draft, name, items)]
    shared = [name for name in likely if units is None or constant(units, grid.columns[name].codes)]
    reading.groupings = tuple(
        [*([begun] if begun and not reading.cluster else []), *_translated(reading), *shared][:MOST]
    )
    if reading.averaged and items is not None and not reading.both_orders:
        crossed = (name for name in [*likely, reading.run] if name and name not in reading.groupings)
        reading.crossed = tuple(name for name in dict.fromkeys(crossed) if _crosses(grid, items, name))[:MOST]


def _translated(reading: Reading) -> tuple[str, ...]:
    """Of the columns that name an item together those that name what stands there in several languages or wordings."""
    others = [name for name in reading.item if not words_of(name) & OF_WORDING]
    return tuple(others) if len(others) == 1 < len(reading.item) and not reading.cluster else ()


def _taken(draft: Draft) -> set[str]:
    """The columns that take part, or that only say once more what those say."""
    reading, say, grid = draft.reading, draft.told, draft.grid
    taken = {reading.model, reading.result, reading.run, reading.metric, reading.gold, reading.order, reading.cluster}
    taken |= {
        *reading.item,
        *reading.sides,
        *reading.games,
        *reading.others,
        *reading.same,
        say.gold or "",
        say.order or "",
    }
    taken |= {part for name in (reading.before, *reading.after) for part in runs(name, grid.columns)}
    taken |= {
        name for name in grid.columns if name not in draft.there or (headings.side(name) and not words_of(name) & NAMES)
    }
    if reading.model:
        taken |= {name for name in grid.columns if renames(grid, name, reading.model)}
    return taken


def _may_group(draft: Draft, name: str, units: Sequence[int] | None) -> bool:
    """Whether several units share each value of a column, which is no slice of the set, no measure, no result."""
    column, of = draft.grid.columns[name], words_of(name)
    whole = len(set(units) - {0}) if units is not None else draft.grid.rows
    if of & (NEVER | AS_MOST) or not 3 <= column.different <= whole // 2 or column.filled < HALF * draft.grid.rows:
        return False
    if of & OF_STAFF and units is not None and constant(units, column.codes):  # else they gave the results
        return False
    if of & AS_SLICE and not of & SURE and (column.different <= MOST_SLICES or whole > LARGE * column.different):
        return False
    if column.different < FEWEST_CLUSTERS and not of & SURE and not _like_ids(column):
        return False
    if looks(column).kind in (RIGHT, PREFERENCE) or _decimal(column):
        return False
    return not (name in draft.results and column.different <= MOST_SMALL and not of & SURE)  # marks, such as 1 to 5


def _of_days(draft: Draft, name: str, items: Sequence[int] | None) -> bool:
    """Whether a column holds the days on which one model alone ran, whose items may swing together."""
    reading, column = draft.reading, draft.grid.columns[name]
    if not reading.model or not of_time(column) or not FEWEST_CLUSTERS <= column.different <= draft.grid.rows // 2:
        return False
    models = draft.grid.columns[reading.model].codes
    apart = items is None or not crossing(items, models).shared
    # On a day of both models both had the same weather.
    apart = apart and crossing(column.codes, models).shared < HALF
    return apart and words_of(name) & NEVER <= OF_DAYS and not all(map(str.isdigit, column.cells[1]))


def _like_ids(column: Column) -> bool:
    """Whether cells hold numbers, as ids do, and no mere words, as slices do."""
    return all(any(map(str.isdigit, cell)) for cell in column.cells[1:])


def _decimal(column: Column) -> bool:
    return any("." in cell and cell.replace(".", "", 1).lstrip("-").isdigit() for cell in column.cells[1:300])


def _crosses(grid: Grid, items: Sequence[int], name: str) -> bool:
    """Whether many values of a column each have results of several items, and each item of several values."""
    column = grid.columns[name]
    if column.different < FEWEST_CLUSTERS:
        return False
    pairs = {(item, code) for item, code in zip(items, column.codes, strict=True) if item and code}
    return len(pairs) >= 2 * column.different and len(pairs) > len(set(items) - {0})


class Tried(NamedTuple):
    """What counting by a column gives: the verdict, and whether items that share a value are more alike than others."""

    verdict: tuple[str, str]
    alike: bool


def alike(found: Comparison | None) -> bool:
    """Whether items of one document are more alike than others."""
    if isinstance(found, ScoredApart):
        return max(found.before.design_effect, found.after.design_effect) > 1
    sample = documents(found) if found else None
    return sample is not None and sample.design_effect > 1


def told(by: Mapping[str, Tried], shown: tuple[str, str], run: str = "") -> Iterator[str]:
    """What counting by such columns would change; nothing of `run`, of which the mean counts, where it is the same."""
    by = {name: one for name, one in by.items() if name != run or one.verdict != shown}
    same = [name for name, one in by.items() if one.verdict == shown]
    if same:
        yield f"Several items share a value of {_any(same)}. Counted together by it, they give the same verdict."
    surer = [name for name, one in by.items() if one.verdict != shown and shown[0] == "unclear"]
    if surer:
        yield (
            f"Several items share a value of {_any(surer)}. Counted together by it, they would tell more: if they "
            "belong together, name it as “Column of the document”."
        )
    others = [name for name in by if name not in {*same, *surer}]
    if others:
        told = "and are no more alike than others: each counts by itself"
        yield f"Several items share a value of {_any(others)}, {told}."


def _any(names: Sequence[str]) -> str:
    return " or of ".join(f"“{name[:60]}”" for name in names)
