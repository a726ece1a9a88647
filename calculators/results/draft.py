"""What a proposal works with: the table, what its tool says, what the reader says, the reading so far."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from calculators.exports.roles import Roles
from calculators.files.grid import Column, Grid
from calculators.results import both_sides, headings, maxima
from calculators.results.cells import EMPTY, PREFERENCE, RIGHT, SCORES, TEXT, Looks, empty, looks, score
from calculators.results.directions import MORE, SURE
from calculators.results.headings import listed, tokens, words_of
from calculators.results.marks import NUMERAL
from calculators.results.reading import Reading, Told

ENOUGH = 0.6
"""The share of cells that must be readable as results."""

BOTH_WAYS = {*headings.SIDES, *(pair[::-1] for pair in headings.SIDES)}
MOST_NAMED, LONGEST = 12, 60
ASIDE = re.compile(r"\([^()]*\)\s*$")
NAMELESS = re.compile(r"column \d+")
"""What stands in brackets at the end of a heading; what a column without one is called."""


class Draft:
    """A reading in the making."""

    def __init__(self, grid: Grid, roles: Roles, told: Told, reading: Reading) -> None:
        self.grid = grid
        self.roles = roles
        self.told = told
        self.reading = reading
        self._looks: dict[tuple[str, str], Looks] = {}

    @cached_property
    def there(self) -> Mapping[str, Column]:
        """The columns that there are, but for those of people who labelled what a judge saw."""
        aside = listed(self.told.people or "", self.grid.columns)
        return {name: column for name, column in self.grid.columns.items() if name not in aside}

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The two columns that name the models of each row, such as model_a, model_b; none where there are none."""
        return both_sides.named(self.grid, [name for name in self.there if self.looks(name).kind != SCORES])

    def looks(self, name: str) -> Looks:
        """What the cells of a column look like, those of the metric where rows are of several."""
        key = name, self.reading.only
        if key not in self._looks:
            self._looks[key] = looks(self._column(name))
        return self._looks[key]

    def _column(self, name: str) -> Column:
        """A column, but that of the results without the rows of other metrics."""
        reading, column = self.reading, self.grid.columns[name]
        if not reading.metric or name != reading.result:
            return column
        of, made = self.grid.columns[reading.metric], Column(name)
        wanted = of.cells.index(reading.only)
        for code, metric in zip(column.codes, of.codes, strict=True):
            if metric == wanted:
                made.add(column.cells[code])
        return made

    def is_result(self, name: str) -> bool:
        """Whether a column's cells can be read as results and its name does not say something else."""
        found = self.looks(name)
        return found.kind in (RIGHT, SCORES, PREFERENCE) and found.share >= ENOUGH

    @cached_property
    def results(self) -> tuple[str, ...]:
        """The columns that look like results: those of the tool, or any whose name does not speak of other things."""
        if self.roles.results:
            # Where some rows are in other columns, as in tables of several tools, a tool's own may be empty.
            named = tuple(name for name in self.roles.results if name in self.there and self.looks(name).kind != EMPTY)
            if named:
                return named
        found = []
        for name in self.there:
            of = words_of(name)
            if (ended := ASIDE.search(name)) and words_of(name[: ended.start()]) & MORE:  # “score (trial)”
                of -= words_of(ended[0]) & (headings.AS_RUN | headings.AS_ITEM)
            if name in (self.told.gold, self.roles.rater) or not self.is_result(name):
                continue
            measure = headings.AS_MEASURE - ({"grade"} if self.looks(name).kind == RIGHT else frozenset())
            if of & SURE:  # "run-a: accuracy" is no number of a run
                measure = measure - headings.AS_RUN - {"n", "number", "count"}
            if self._reasons(name):
                continue
            if name in ("", "index", "#", "№") or "unnamed" in of:  # as pandas writes the numbers of rows
                continue
            if of & measure and not self._of_side(name):
                continue
            if of & (headings.AS_NAME - {"key", "no", "nr", "number"}) or self._counts_rows(name):
                continue
            of_item = of & (headings.AS_CLUSTER | headings.AS_ITEM) and not self._of_side(name)
            if of_item and self._whole(name) and not self._one_of_two(name):
                continue
            if of & (headings.AS_MODEL | headings.AS_VOTER) and self.looks(name).kind == PREFERENCE:
                continue
            found.append(name)
        aside = {*self.grid.failing, *maxima.among(self.grid, found)}
        found = [name for name in found if name not in aside] or found
        of_rows = headings.AS_LEFT_OUT | headings.AS_COUNTED
        return tuple(name for name in found if self._of_side(name) or not words_of(name) & of_rows) or tuple(found)

    def _reasons(self, name: str) -> bool:
        """Whether a column of words says why: "correct_reason", and not "reasoning accuracy"."""
        of = tokens(name)
        if not headings.AS_REASON & {*of} or (of[-1] not in headings.AS_REASON and SURE & {*of}):
            return False
        some = [cell for cell in self.grid.columns[name].cells[1:50] if not empty(cell)]
        return any(score(cell) is None and not NUMERAL.fullmatch(cell) for cell in some)

    def _of_side(self, name: str) -> bool:
        return headings.side(name) != 0

    def _one_of_two(self, name: str) -> bool:
        """Whether a column holds points of one of two sides: "points prompt A" beside "points prompt B"."""
        return bool(words_of(name) & MORE) and any(headings.apart(name, one) in BOTH_WAYS for one in self.there)

    def _whole(self, name: str) -> bool:
        """Whether all cells are whole numbers, and more than 0 or 1."""
        found, column = self.looks(name), self.grid.columns[name]
        return found.kind == SCORES and all(cell.lstrip("-").isdigit() for cell in column.cells[1:500])

    def _counts_rows(self, name: str) -> bool:
        """Whether a column only counts: whole numbers, none of them twice, without a word of results."""
        column = self.grid.columns[name]
        # Of two files each may count its rows in a column without a heading.
        twice = NAMELESS.fullmatch(name) and 2 * column.different >= column.filled
        if column.different < 3 or (column.different != column.filled and not twice) or headings.side(name):
            return False
        return all(cell.isdigit() for cell in column.cells[1:500]) and _runs_on(column.cells[1:500])

    def tally(self, names: Iterable[str]) -> Counter[str]:
        """How often each cell stands in some columns."""
        found: Counter[str] = Counter()
        for name in names:
            for cell, count in self._column(name).tally():
                found[cell] += count
        return found

    def blank(self, names: Iterable[str]) -> int:
        """How many cells of some columns hold nothing."""
        columns = [self._column(name) for name in names]
        return sum(
            count for column in columns for cell, count in zip(column.cells, column.counts, strict=True) if empty(cell)
        )

    def text(self, name: str) -> bool:
        """Whether a column holds words, not results."""
        return self.looks(name).kind in (TEXT, EMPTY)


def _runs_on(cells: Sequence[str]) -> bool:
    numbers = [int(cell) for cell in cells if len(cell) < 15]
    return all(later - earlier == 1 for earlier, later in itertools.pairwise(numbers))


def named(columns: Iterable[str], most: int = MOST_NAMED) -> str:
    """Some columns or words, for a sentence."""
    listed = list(columns)
    alike = sum(len(name) > LONGEST for name in listed) > 1  # as questions, whose ends tell which is which
    shown = (_both_ends(name) if alike else name[:LONGEST] for name in listed[:most])
    return ", ".join(f"“{name}”" for name in shown) + (" …" if len(listed) > most else "")


def _both_ends(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST // 2]} … {name[-LONGEST // 2 :]}"
