"""What the rows of a table are by the structure of all of them: which column names items, which tells models apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from calculators.files.grid import Column, Grid
from calculators.results import headings
from calculators.results.cells import RIGHT, SCORES, empty, looks
from calculators.results.directions import MORE
from calculators.results.headings import tokens, words_of
from calculators.results.judges_apart import of_judges

MOST_MODELS = 12
NUMBERED = frozenset({"model", "version", "variant", "release", "build", "deployment"})
"""Words of models that may be told apart by numbers alone, such as 1.0, 1.1."""

MOST_CELLS = 40_000_000
"""Items times models up to which pairs are counted."""

MANY = 3
MOST_PARTS = 60
FEWEST_CLUSTERS = 6
"""With fewer no test tells anything, so what may be topics as well is not taken for documents unasked."""

NEARLY_ALL = 0.9

OF_COUNTS = frozenset({"turns", "messages", "rounds", "words", "pages", "sentences", "lines", "replies", "visits"})
"""Words of columns that count what is in a document, and name none."""

OF_TURNS = frozenset(
    {
        "turn",
        "step",
        "message",
        "msg",
        "round",
        "utterance",
        "exchange",
        "runde",
        "zug",
        "tour",
        "turno",
        "paso",
        "beurt",
    }
    | {"nachricht", "轮次", "轮", "ターン"}
)
"""Words of numbers of what stands one behind the other in a document."""
HALF = 0.5


class Crossing(NamedTuple):
    """How items meet models: the share of rows whose item has two models, rows beyond the first of item with model."""

    shared: float
    repeated: int


def keys(grid: Grid, names: Sequence[str]) -> Sequence[int]:
    """A number for each row, the same where these columns say the same; 0 where all are empty."""
    columns = [grid.columns[name].codes for name in names]
    if len(columns) == 1:
        return columns[0]
    found: dict[tuple[int, ...], int] = {(0,) * len(columns): 0}
    return [found.setdefault(key, len(found)) for key in zip(*columns, strict=True)]


def crossing(items: Sequence[int], models: Sequence[int]) -> Crossing:
    """How these items, by number, meet these models."""
    width, height = max(models, default=0) + 1, max(items, default=0) + 1
    if width * height > MOST_CELLS:
        return Crossing(0, 0)
    seen, of_item, repeated = bytearray(width * height), bytearray(height), 0
    for item, model in zip(items, models, strict=True):
        at = item * width + model
        if seen[at]:
            repeated += 1
        else:
            seen[at] = 1
            if item and model and of_item[item] < 255:
                of_item[item] += 1
    shared = sum(1 for item in items if of_item[item] > 1)
    return Crossing(shared / max(1, len(items)), repeated)


def once_each(grid: Grid, taken: Iterable[str], models: Sequence[int]) -> str:
    """The column whose values each stand once for every model: the item, whatever it is called; empty for none."""
    for name, column in grid.columns.items():
        if name in set(taken) or column.different < MANY or column.filled < NEARLY_ALL * grid.rows:
            continue
        if any("." in cell and _number(cell) for cell in column.cells[1:300]):
            continue
        met = crossing(column.codes, models)
        if not met.repeated and met.shared >= NEARLY_ALL:
            return name
    return ""


def finer(grid: Grid, item: tuple[str, ...], models: Sequence[int]) -> tuple[str, ...]:
    """The item with the part of the set that it is of, where its number begins again there; itself otherwise."""
    for name, column in grid.columns.items():
        if name in item or not words_of(name) & headings.AS_SPLIT or not 2 <= column.different <= MOST_PARTS:
            continue
        if of_judges(column):
            continue
        found = crossing(keys(grid, (name, *item)), models)
        if not found.repeated and found.shared > HALF:
            return (name, *item)
    return item


def repeats(items: Sequence[int]) -> int:
    """Rows beyond the first of each item."""
    filled = [item for item in items if item]
    return len(filled) - len(set(filled))


FILE = re.compile(r"\S+\.[A-Za-z]\w{1,4}|\w+://\S+")
DECIMALS = re.compile(r"\.|,\d{1,2}$")


def item_names(grid: Grid, taken: Iterable[str]) -> Iterator[str]:
    """The columns that may name items, the likelier first: by their name, or by texts that seldom come again."""
    left = [name for name in grid.columns if name not in set(taken)]
    strong = [name for name in left if words_of(name) & headings.AS_NAME]
    # A key that points elsewhere (user_id) is a name of something else only where it repeats, which structure tells.
    weak = [name for name in left if words_of(name) & headings.AS_ITEM and not _scored(grid.columns[name])]
    plain = [name for name in left if _texts(grid.columns[name])]
    yield from dict.fromkeys([*sorted(strong, key=_specific), *weak, *plain])


def _specific(name: str) -> int:
    """Names of rows or runs stand behind those of items."""
    of = words_of(name)
    if of & {"item", "example", "question", "task", "sample", "case", "qid", "doc", "problem", "instance"}:
        return 0
    return 2 if of & {"eval", "run", "trace", "log", "span", "session", "user", "hash", "created"} else 1


def _scored(column: Column) -> bool:
    """Whether cells are right, wrong or fractions, which a number of an item is not."""
    found = looks(column)
    if found.kind == RIGHT:
        return found.different <= 2
    return found.kind == SCORES and any("." in cell or "," in cell for cell in column.cells[1:200])


def _texts(column: Column) -> bool:
    """Whether cells are texts or whole numbers that nearly never come again."""
    if column.different < 2 or column.different < NEARLY_ALL / MOST_MODELS * column.filled:
        return False
    some = column.cells[1:300]
    return not any(empty(cell) for cell in some) and not all(_number(cell) for cell in some)


def _number(cell: str) -> bool:
    return cell.replace(".", "", 1).replace(",", "", 1).removeprefix("-").isdigit()


def single(grid: Grid, taken: Iterable[str]) -> str:
    """The column that names the rows, each once or nearly so; empty where none does."""
    left = [name for name in grid.columns if name not in set(taken)]
    for name in [*item_names(grid, taken), *left]:
        column = grid.columns[name]
        # A name of items holds though rows come again, of which is told, or asked, elsewhere.
        least = HALF if words_of(name) & headings.AS_NAME and not words_of(name) & headings.AS_CLUSTER else NEARLY_ALL
        if column.filled and column.different >= least * column.filled and column.filled >= NEARLY_ALL * grid.rows:
            named = words_of(name) & (headings.AS_NAME | headings.AS_ITEM) and not _scored(column)
            measure = words_of(name) & (headings.AS_MEASURE - headings.AS_NAME | headings.AS_SUM)
            measure -= {"row"} if _texts(column) else frozenset()  # “Row Labels”
            if named or (not measure and not any(map(_measured, column.cells[1:300]))):
                return name
    return ""


def _measured(cell: str) -> bool:
    """Whether a cell is a decimal number, or sentences; what names a file is neither."""
    return bool(DECIMALS.search(cell)) if _number(cell) else "." in cell and not FILE.fullmatch(cell)


def clusters(grid: Grid, taken: Iterable[str], items: Sequence[int] | None) -> str:
    """The column of the document: named like one, the same for all rows of an item, and not each row's own."""
    for name in grid.columns:
        column = grid.columns[name]
        if name in set(taken) or not words_of(name) & headings.AS_CLUSTER or all(map(empty, column.cells)):
            continue
        if words_of(name) & (headings.AS_MEASURE - {"hash"}) or column.different > NEARLY_ALL * column.filled:
            continue
        if tokens(name)[-1] in OF_COUNTS:
            continue
        sure = bool(words_of(name) & {"document", "doc", "passage", "article", "conversation"})
        sure = sure and tokens(name)[-1] in headings.AS_CLUSTER | headings.AS_NAME  # and no “conversation length”
        if column.different < FEWEST_CLUSTERS and not sure:
            continue
        if len(column.cells) > 1 and max(map(len, column.cells[:50])) > 110:  # long texts are what was asked
            continue
        if items is not None and column.different >= len(set(items) - {0}):  # each item has one of its own
            continue
        if items is None or constant(items, column.codes):
            return name
    return ""


def whole_of(grid: Grid, item: Sequence[str]) -> str:
    """Of the columns that name an item together the one of the document, as a conversation is of its turns; or empty.

    An example's number begins again in each task, and so names no document.
    """
    for name in item:
        others = [other for other in item if other != name]
        if not others or grid.columns[name].different >= grid.rows:
            continue
        turns = all(words_of(other) & OF_TURNS for other in others) and not words_of(name) & OF_TURNS
        documents = bool(words_of(name) & (headings.AS_CLUSTER - {"doc"}))
        documents = documents and grid.columns[name].different >= FEWEST_CLUSTERS
        documents = documents and not any(words_of(other) & headings.AS_SPLIT for other in others)
        if (turns or documents) and not words_of(name) & headings.AS_SPLIT:
            return name
    return ""


def constant(items: Sequence[int], codes: Sequence[int]) -> bool:
    """Whether all rows of an item say the same."""
    of: dict[int, int] = {}
    return all(of.setdefault(item, code) == code for item, code in zip(items, codes, strict=True) if item)


def renames(grid: Grid, name: str, model: str) -> bool:
    """Whether a column only says the model again: one cell for each."""
    codes, models = grid.columns[name].codes, grid.columns[model].codes
    if grid.columns[name].different > grid.columns[model].different:
        return False
    of: dict[int, int] = {}
    same = all(of.setdefault(one, code) == code for one, code in zip(models, codes, strict=True))
    return same and len(set(of.values())) == len(of)


def models(grid: Grid, taken: Iterable[str]) -> Iterator[str]:
    """The columns that may name the model of a row, the likelier first."""
    weak = []
    for name, column in grid.columns.items():
        if name in set(taken) or not 2 <= column.different <= MOST_MODELS:
            continue
        names = [cell for cell, _ in column.tally()]
        of, sides = words_of(name), {headings.side(cell) for cell in names}
        if looks(column).kind == RIGHT or (
            all(_number(cell) for cell in names)
            and (not of & NUMBERED or bool(of & (MORE | headings.AS_BEFORE | headings.AS_AFTER)))
        ):
            continue
        if of & headings.AS_MODEL and not of & headings.AS_MEASURE - {"run", "epoch"}:
            yield name
        elif {-1, 1} <= sides and max(map(len, names)) < 80:
            weak.append(name)
    yield from weak
