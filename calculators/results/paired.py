"""Two results for each item, the one before tuning beside the one after, from a file of the reader's."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from calculators.files.given_table import Fault, Gathered, absent, gather, named, opened, refusing
from calculators.files.lines import Unreadable
from calculators.files.reading import Row
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.results.cells import GUESS, PARSERS, PREFERENCE, RIGHT, SCORES, WANTED, WIN_RATE, empty, kind_of
from calculators.results.columns import Columns, listed, words_of
from calculators.statistics.comparison import Apart, Comparison, Counted, Scored, ScoredApart
from calculators.statistics.resampling import Sample

FOUR = (1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0)
"""Right both times, gained, lost, wrong both times."""

Values = tuple[float | None, ...]
"""One value for each item, None for no result."""


@dataclass(frozen=True)
class Paired:
    """The results of every item: its name, its line, one value before and one after for each variant, None for none.

    `faults` tell what does not count.
    """

    kind: str
    items: tuple[str, ...]
    lines: tuple[int, ...]
    before: Mapping[str, Values]
    after: Mapping[str, Values]
    clusters: tuple[str, ...] | None
    faults: tuple[Fault, ...]
    rows: int
    latin: int

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of the models after."""
        return tuple(self.after)

    @cached_property
    def units(self) -> int:
        """How many clusters there are."""
        return len(set(self.clusters)) if self.clusters else len(self.items)

    def places(self, variant: str) -> list[int]:
        """Where both results are there."""
        pairs = zip(self.before[variant], self.after[variant], strict=True)
        return [place for place, pair in enumerate(pairs) if None not in pair]

    def changes(self, variant: str) -> list[tuple[int, float]]:
        """Of each item with both results its place, and after less before; the one that got worst first."""
        before, after = self.before[variant], self.after[variant]
        found = [(place, (after[place] or 0.0) - (before[place] or 0.0)) for place in self.places(variant)]
        return sorted(found, key=lambda one: one[1])

    def alone(self, variant: str) -> list[int]:
        """Where there is only one of two results, or none."""
        both = set(self.places(variant))
        return [place for place in range(len(self.items)) if place not in both]

    def comparison(self, variant: str, seed: int, resamples: int) -> Comparison | None:
        """What comparing this variant with the model before comes to; None where there is nothing to compare."""
        places = self.places(variant)
        if not places:
            return self._apart(variant)
        pairs = [(self.before[variant][place] or 0.0, self.after[variant][place] or 0.0) for place in places]
        # Decimal scores: 0.8 - 0.7 is not 0.1 to the last digit, and two such changes are the same one.
        changes = tuple(round(after - before, 12) for before, after in pairs)
        of = None if self.clusters is None else tuple(self.clusters[place] for place in places)
        sample = Sample(changes, of)
        if self.kind in (SCORES, WIN_RATE):
            means = tuple(math.fsum(values) / len(pairs) for values in zip(*pairs, strict=True))
            return Scored((means[0], means[1]), sample, seed, resamples)
        counts = {result: pairs.count(result) for result in set(pairs)}
        both, gained, lost, neither = (counts.get(result, 0) for result in FOUR)
        return Counted(both, gained, lost, neither, sample if of else None)

    def _apart(self, variant: str) -> Comparison | None:
        before = [value for value in self.before[variant] if value is not None]
        after = [value for value in self.after[variant] if value is not None]
        if not before or not after:
            return None
        if self.kind == RIGHT:
            return Apart((round(sum(before)), len(before)), (round(sum(after)), len(after)))
        return ScoredApart(Sample(tuple(before)), Sample(tuple(after)))


@lru_cache(maxsize=2)
def paired(file: GivenFile, columns: Columns, kind: str) -> Paired:
    """The results in a file. Raises Refused, by the names of the fields in which columns are named."""
    with refusing("File of results"):
        sheet = opened(file)
        _check(columns, sheet.columns)
        found = Found(columns)
        gather(file, sheet, found)
        if not found.items:
            raise Unreadable("there is no row that can be read below the heading")
        return found.paired(kind, sheet.lines.latin)


def _check(columns: Columns, there: Sequence[str]) -> None:
    """Raise Refused where a column that is named is not there, or none is named where one is needed."""
    named_columns: list[tuple[str, str, tuple[str, ...]]] = [
        ("item_column", "Column of the item", (columns.item,)),
        ("cluster_column", "Column of the document", (columns.cluster,)),
        ("model_column", "Column of the model", (columns.model,)),
        ("result_column", "Column of the results", (columns.result,)),
    ]
    if not columns.model:
        named_columns += [
            ("before_column", "Result before", listed(columns.before)),
            ("after_columns", "Results after", columns.after),
        ]
    problems = absent(((field, label, filter(None, names)) for field, label, names in named_columns), there)
    if not columns.after:
        needed = f"no column looks like results; the file has {named(there)}"
        # Most likely it is another file than was meant.
        problems["file"] = f"File of results: {needed}. Choose another file, or name the column of the results after."
    if columns.model and not columns.result:
        problems.setdefault("result_column", f"Column of the results: name one of {named(there)}.")
    if problems:
        raise Refused(problems)


class Found(Gathered):
    """What has been found of a file so far: the cells of every item, as they stand there."""

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self.columns = columns
        self.names = (columns.before, *columns.after)
        self.cells: list[list[str]] = []
        self.from_lines: list[list[int]] = []
        self.clusters: list[str] = []

    def take(self, row: Row, place: Mapping[str, int]) -> None:
        columns = self.columns
        item = self.name(row, place, columns.item)
        if not item:
            return
        if columns.model:
            model = row.cells[place[columns.model]].strip()
            if model in self.names:
                self._put(item, row, place, {self.names.index(model): row.cells[place[columns.result]].strip()})
            else:
                self.filled(row, place, columns.model, item)
            return
        if item in self.items:
            first = self.items[item]
            same = self._texts(row, place) == self.cells[first]
            self._repeated(item, row, self.lines[first], same=same)
            return
        self._put(item, row, place, dict(enumerate(self._texts(row, place))))

    def _texts(self, row: Row, place: Mapping[str, int]) -> list[str]:
        return [row.cells[place[name]].strip() if name else "" for name in self.names]

    def _repeated(self, item: str, row: Row, first: int, *, same: bool) -> None:
        results = "the same results" if same else "other results"
        self.fault(
            "repeated", row, item, f"the item stands in line {first:,} already, with {results}; the first one counts"
        )

    def _put(self, item: str, row: Row, place: Mapping[str, int], results: Mapping[int, str]) -> None:
        at, new = self.at(item, row)
        if new:
            self.cells.append([""] * len(self.names))
            self.from_lines.append([0] * len(self.names))
            if self.columns.cluster:
                # An item without a document is one of its own.
                self.clusters.append(row.cells[place[self.columns.cluster]].strip() or f"\0{row.number}")
        for number, text in results.items():
            if self.from_lines[at][number]:
                self._repeated(item, row, self.from_lines[at][number], same=text == self.cells[at][number])
            else:
                self.cells[at][number], self.from_lines[at][number] = text, row.number

    def paired(self, kind: str, latin: int) -> Paired:
        """The values of all cells; what cannot be read is a fault."""
        columns = self.columns
        shown = [number for number, name in enumerate(self.names) if name]
        if kind == GUESS:
            kind = kind_of([row[number] for row in self.cells for number in shown if not empty(row[number])])
            if kind == SCORES and not columns.before and {"win", "rate"} <= words_of(columns.after[0]):
                kind = WIN_RATE
        if kind not in (PREFERENCE, WIN_RATE) and not columns.before:
            raise Refused({"before_column": "Result before: name the column with the results before."})
        values = {number: self._values(number, kind) for number in shown}
        before, after = {}, {}
        for number, name in enumerate(columns.after, 1):
            sides = values.get(0, ()), values[number]
            before[name], after[name] = judged(kind, sides[1]) if kind in (PREFERENCE, WIN_RATE) else sides
        return Paired(
            kind,
            tuple(self.items),
            tuple(self.lines),
            before,
            after,
            tuple(self.clusters) if columns.cluster else None,
            self.in_order(),
            self.rows,
            latin,
        )

    def _values(self, number: int, kind: str) -> Values:
        """The values of one column, or of one model; None where there is none."""
        parse, values = PARSERS[kind], []
        for item, row, lines in zip(self.items, self.cells, self.from_lines, strict=True):
            value = parse(row[number])
            if value is None and not empty(row[number]):
                words = f"“{row[number][:40]}” in “{self.names[number]}” is {WANTED[kind]}"
                self.faults.append(Fault("unparsable", lines[number], item, words))
            values.append(value)
        return tuple(values)


def judged(kind: str, values: Values) -> tuple[Values, Values]:
    """Values before and after for judgements of both: the preferred one has 1; of a win-rate w the other has 1 - w."""
    if kind == PREFERENCE:
        before = tuple(None if value is None else float(value < 0) for value in values)
        return before, tuple(None if value is None else float(value > 0) for value in values)
    whole = 100.0 if any(value is not None and value > 1 for value in values) else 1.0
    shares = tuple(None if value is None else value / whole for value in values)
    return tuple(None if share is None else 1 - share for share in shares), shares
