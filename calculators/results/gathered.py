"""The values of every item, gathered from a table by a reading of it."""

from array import array
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from dataclasses import replace
from functools import lru_cache

from calculators.exports.table import Export
from calculators.files.given_table import Fault, refusing
from calculators.files.grid import Grid
from calculators.files.lines import Unreadable
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.results import beginnings, retries, weights
from calculators.results.answers import held
from calculators.results.cells import NO_CELL, PREFERENCE, RIGHT, WANTED, WIN_RATE, empty, plain, score, tied
from calculators.results.headings import before_first, runs, swapped_name
from calculators.results.judged import at, of_pair, of_side
from calculators.results.numerals import parser, reader
from calculators.results.paired import CONTRADICTS, Paired, Values
from calculators.results.propose import proposed, table
from calculators.results.reading import Reading, Told
from calculators.results.structure import keys

LABEL = "File of results"
Counts = MutableSequence[int]
BOTH = 3
"""Stands for an item whose answers were judged in both orders."""


def reading(file: GivenFile, second: GivenFile | None, told: Told) -> Reading:
    """How a file is read. Raises Refused where it cannot be read at all."""
    with refusing(LABEL):
        return proposed(file, second, told)


@lru_cache(maxsize=8)
def paired(file: GivenFile, second: GivenFile | None, told: Told, doubtful: float | None = None) -> Paired:
    """The results in a file. Raises Refused, with the question that is open and its choices where there is one.

    `doubtful` is what words count as of which the reading is not sure; None for not at all.
    """
    found = reading(file, second, told)
    if found.faulty:
        raise Refused(found.faulty)
    if found.question:
        raise found.question.refused
    with refusing(LABEL):
        export, _ = table(file, second, told.rows)
        return Gathering(export, found, doubtful).paired()


def otherwise(
    file: GivenFile, second: GivenFile | None, told: Told, doubtful: float | None
) -> Iterator[tuple[str, Paired]]:
    """The results once more by each column that takes no part: those that share a value of it as of one document.

    Where an item has several results, one for each value, each of them counts then, and not their mean.
    """
    read, found = paired(file, second, told, doubtful), proposed(file, second, told)
    export, _ = table(file, second, told.rows)
    if found.groupings:
        gathering = Gathering(export, found, doubtful)
        yield from ((name, replace(read, clusters=gathering.of(name))) for name in found.groupings)
    for name in found.crossed:
        by = replace(found, item=(*found.item, name), run="", cluster=name)
        yield name, Gathering(export, by, doubtful).paired()


def weighed(
    file: GivenFile, second: GivenFile | None, told: Told, doubtful: float | None
) -> Iterator[tuple[str, Paired]]:
    """The results once more by each column that may say how much an item counts."""
    read, found = paired(file, second, told, doubtful), proposed(file, second, told)
    export, _ = table(file, second, told.rows)
    first = Gathering(export, found, doubtful).first if found.weighing else ()
    for name in found.weighing:
        yield name, replace(read, weights=weights.of_items(export.grid.columns[name], first))


class Gathering:
    """Goes through a table once more, and puts each result to its item."""

    def __init__(self, export: Export, found: Reading, doubtful: float | None) -> None:
        self.grid: Grid = export.grid
        self.found = found
        self.doubtful = doubtful
        self.faults = [Fault(one.kind, one.line, "", one.words) for one in self.grid.unread]
        self.again: set[int] = set()
        self.rows = self._rows()
        self.numbers, self.names, self.first = self._items()

    def _rows(self) -> Sequence[int]:
        """The rows that take part: of one metric, where they are of several; of the two models compared."""
        grid, found = self.grid, self.found
        if found.sides and found.kind == PREFERENCE:
            rows = []
            for row, takes_part in enumerate(of_pair(grid, found)):
                if takes_part:
                    rows.append(row)
                else:
                    words = " and ".join(
                        f"“{grid.columns[side].cells[grid.columns[side].codes[row]]}”" for side in found.sides if side
                    )
                    self.faults.append(Fault("others", grid.lines[row], "", f"{words} are not the two models compared"))
            return rows
        if not found.metric:
            return range(grid.rows)
        column = grid.columns[found.metric]
        wanted = column.cells.index(found.only)
        return [row for row, code in enumerate(column.codes) if code == wanted]

    def _items(self) -> tuple[Sequence[int], tuple[str, ...], Counts]:
        """Of each row the number of its item, -1 for none; of each item its name, and the row where it stands first."""
        grid, found = self.grid, self.found
        if not found.item:
            alone = array("i", [-1]) * grid.rows
            for at, row in enumerate(self.rows):
                alone[row] = at
            return alone, tuple(self._line(row) for row in self.rows), array("I", self.rows)
        given = keys(grid, found.item)
        place = array("i", [-1]) * (max(given, default=0) + 1)
        names: list[str] = []
        first = array("I")
        columns = [grid.columns[name] for name in found.item]
        numbers = array("i", [-1]) * grid.rows
        for row in self.rows:
            key = given[row]
            if not key:
                words = f"the column “{found.item_name}” is empty"
                self.faults.append(Fault("nameless", grid.lines[row], "", words))
                continue
            if place[key] < 0:
                place[key] = len(names)
                parts = [column.cells[column.codes[row]] for column in columns]
                names.append(parts[0] if len(parts) == 1 else " · ".join(parts))
                first.append(row)
            numbers[row] = place[key]
        return numbers, tuple(names), first

    def _line(self, row: int) -> str:
        return self.grid.place(row)

    def paired(self) -> Paired:
        """The results of every item."""
        found = self.found
        if not self.names:
            raise Unreadable("there is no row that can be read below the heading")
        before: dict[str, Values] = {}
        after: dict[str, Values] = {}
        if found.named:
            before[found.after[0]], after[found.after[0]] = self._judged(found.after[0])
        else:
            first = self._values(found.before)
            for name in found.after:
                before[name], after[name] = first, self._values(name)
        clusters = None
        if found.cluster:
            clusters = self.of(found.cluster)
        faults = tuple(sorted(self.faults, key=lambda fault: fault.line))
        rows = len(self.rows) + len(self.grid.unread)
        lines = array("I", (self.grid.lines[row] for row in self.first))
        return Paired(
            found.kind,
            self.names,
            lines,
            before,
            after,
            clusters,
            faults,
            rows,
            self.grid.letters,
            found.less,
            found.averaged,
            weights.of_items(self.grid.columns[found.weight], self.first) if found.weight else None,
        )

    def of(self, name: str) -> tuple[str, ...]:
        """What a column says of each item; of an empty cell that the item stands alone."""
        column = beginnings.column(self.grid, name)
        return tuple(column.cells[column.codes[row]] or f"\0{row}" for row in self.first)

    def _values(self, name: str) -> Values:
        """The value of every item for one model: of a column or several, or of the rows that name it."""
        grid, found = self.grid, self.found
        sums, counts = [0.0] * len(self.names), array("H", [0]) * len(self.names)
        from_row = array("I", [0]) * len(self.names)
        if found.model:
            models = grid.columns[found.model]
            code = models.cells.index(name)
            wanted = [row for row in self.rows if models.codes[row] == code]
            self._add(found.result, wanted, sums, counts, from_row)
        else:
            for part in runs(name, grid.columns):
                self._add(part, self.rows, sums, counts, from_row)
        # One result is kept as it is; of several their mean counts.
        return tuple(None if not n else total if n == 1 else total / n for total, n in zip(sums, counts, strict=True))

    def _add(self, name: str, rows: Sequence[int], sums: list[float], counts: Counts, from_row: Counts) -> None:
        """Put the results of one column to their items."""
        grid, found = self.grid, self.found
        column = grid.columns[name]
        values = self._meanings(name)
        gold = grid.columns[found.gold] if found.gold else None
        several = found.averaged
        way = found.answers, reader(found.numbers)
        seen = bytearray(len(self.names)) if not several else None
        numbers, codes = self.numbers, column.codes
        for row in retries.counting(grid, found, rows):
            item = numbers[row]
            if item < 0:
                continue
            code = codes[row]
            if seen is not None:
                if seen[item]:
                    self._repeated(row, item, from_row[item], name)
                    continue
                seen[item] = 1
                from_row[item] = row
            value = values[code] if gold is None else held(column.cells[code], gold.cells[gold.codes[row]], *way)
            if value is None:
                if not empty(column.cells[code]) and plain(column.cells[code]) not in found.counts:
                    self._unparsable(row, item, column.cells[code], name)
                continue
            sums[item] += value
            counts[item] += 1

    def answers(self, name: str) -> list[list[float]]:
        """Every result of every item for one model, in the order of the rows; none of an item without results."""
        grid, found = self.grid, self.found
        made: list[list[float]] = [[] for _ in self.names]
        code = grid.columns[found.model].cells.index(name) if found.model else 0
        way = found.answers, reader(found.numbers)
        for part in (found.result,) if found.model else runs(name, grid.columns):
            values, column = self._meanings(part), grid.columns[part]
            gold = grid.columns[found.gold] if found.gold else None
            for row in self.rows:
                if self.numbers[row] < 0 or (found.model and grid.columns[found.model].codes[row] != code):
                    continue
                at = column.codes[row]
                value = values[at] if gold is None else held(column.cells[at], gold.cells[gold.codes[row]], *way)
                if value is not None:
                    made[self.numbers[row]].append(value)
        return made

    def _meanings(self, name: str) -> list[float | None]:
        """What each different cell of a column counts as."""
        found = self.found
        if found.gold:
            return []
        parse = parser(found.kind, found.numbers)
        doubtful = {plain(cell) for cell in found.doubtful}
        none = found.counts.get(NO_CELL)

        def value(cell: str) -> float | None:
            if not cell or (empty(cell) and plain(cell) not in found.counts):
                return none
            word = plain(cell) if found.counts or doubtful else cell
            if word in found.counts:
                return found.counts[word]
            if word in doubtful:
                return self.doubtful if found.kind == RIGHT or self.doubtful is None else found.worst
            return parse(cell)

        def turned(cell: str) -> float | None:
            given = value(cell)
            # Of flags such as "hallucinated" yes is bad; an error stays as bad as it is.
            flag = (
                found.less and found.kind == RIGHT and plain(cell) not in found.counts and plain(cell) not in doubtful
            )
            return 1.0 - given if flag and given is not None and cell else given

        return [turned(cell) for cell in self.grid.columns[name].cells]

    def _repeated(self, row: int, item: int, first: int, name: str) -> None:
        """Note once of a row that its item stands above."""
        if row in self.again:
            return
        self.again.add(row)
        found, grid = self.found, self.grid
        sides = [part for side in (found.before, *found.after) if side for part in runs(side, grid.columns)]
        columns = [grid.columns[one].codes for one in ([name] if found.model else sides)]
        same = all(codes[row] == codes[first] for codes in columns)
        results = "the same results" if same else "other results"
        words = f"the item stands in {self._line(first)} already, with {results}; the first one counts"
        kind = "repeated" if same else CONTRADICTS
        if found.repeats == retries.LAST:
            kind, words = (
                "earlier",
                f"the item stands in {self._line(first)} again, with {results}; the last one counts",
            )
        self.faults.append(Fault(kind, self.grid.lines[row], self.names[item], words))

    def _unparsable(self, row: int, item: int, cell: str, name: str) -> None:
        words = f"“{cell[:40]}” in “{name}” is {WANTED[self.found.kind]}"
        self.faults.append(Fault("unparsable", self.grid.lines[row], self.names[item], words))

    def _judged(self, name: str) -> tuple[Values, Values]:
        """The values before and after of every item where one column says who wins, or how often the one after does.

        Of preferences the preferred one has 1, the other 0, in a tie both 0: of several votes each has its share, of
        judgements in both orders what is left of them. Of a win-rate w the other has 1 - w.
        """
        found, grid = self.found, self.grid
        sums = [[0.0] * len(self.names), [0.0] * len(self.names)]
        counts, places = array("H", [0]) * len(self.names), bytearray(len(self.names))
        parse = score if found.kind == WIN_RATE else None
        parts = runs(name, grid.columns)
        for part in parts:
            column = grid.columns[part]
            for row in retries.counting(grid, found, self.rows):
                item, cell = self.numbers[row], column.cells[column.codes[row]]
                if item < 0 or (counts[item] and not found.averaged and len(parts) == 1):
                    if item >= 0:
                        self._repeated(row, item, self.first[item], name)
                    continue
                value = parse(cell) if parse else self._won(row, cell, part)
                if parse and value is not None and found.sides and at(grid, found, row, 1) == -1.0:
                    value = 1.0 - value
                if value is None:
                    if not empty(cell) and found.counts.get(plain(cell), 0) is not None:
                        self._unparsable(row, item, cell, part)
                    continue
                sums[0][item] += max(0.0, -value)
                sums[1][item] += max(0.0, value)
                counts[item] += 1
                if (first := self._after_first(row, part)) is not None:
                    places[item] |= 1 if first else 2
        for item, (count, stood) in enumerate(zip(counts, places, strict=True)):
            if count == 2 and (
                stood == BOTH or found.both_orders
            ):  # one judge in both orders: what goes with the place cancels out
                least = min(sums[0][item], sums[1][item])
                sums[0][item], sums[1][item] = sums[0][item] - least, sums[1][item] - least
        before, after = (
            tuple(None if not n else total if n == 1 else total / n for total, n in zip(side, counts, strict=True))
            for side in sums
        )
        return (before, after) if parse is None else _of_rates(after)

    def _won(self, row: int, cell: str, part: str) -> float | None:
        """Who is preferred in a row, by this column."""
        found, word = self.found, plain(cell)
        if found.places and (side := of_side(word)):
            first = self._after_first(row, part)
            return None if first is None else 1.0 if first == (side < 0) else -1.0
        if word in found.counts:
            return found.counts[word]
        if empty(cell):
            return found.counts.get(NO_CELL)
        if tied(word.replace("-", " ")):
            return 0.0
        if found.leans.get(word) == 0:
            return 0.0
        if found.sides and (side := found.leans.get(word) or of_side(word)):
            return at(self.grid, found, row, 0 if side < 0 else 1)
        if cell in found.doubtful:
            return None if self.doubtful is None else 1.0 if self.doubtful else -1.0
        return None

    def _after_first(self, row: int, part: str) -> bool | None:
        """Whether the answer after stood first in a row, by this column; None where nothing says so."""
        grid, found = self.grid, self.found
        if found.sides:
            return (at(grid, found, row, 0) == 1.0) != (part in found.games[1:])
        if found.order:
            column = grid.columns[found.order]
            before = before_first(column.cells[column.codes[row]], found.order)
            return None if before is None else not before
        return swapped_name(part) if " + " in found.after[0] else None

    def stood(self) -> set[bool] | None:
        """In which places the answer after stood, True for the first; None where nothing says so."""
        found = self.found
        if not found.named or found.kind != PREFERENCE or not (found.sides or found.order):
            return None
        places = (self._after_first(row, found.after[0]) for row in self.rows)
        return {place for place in places if place is not None}

    def in_both_orders(self) -> Iterator[tuple[int, int]]:
        """Both judgements of every pair: with the answer after in the first place, then in the second."""
        found = self.found
        if not found.named or found.kind != PREFERENCE:
            return
        seen: dict[int, dict[bool, int]] = {}
        for part in found.games or runs(found.after[0], self.grid.columns):
            column = self.grid.columns[part]
            for row in self.rows:
                value = self._won(row, column.cells[column.codes[row]], part)
                first = self._after_first(row, part)
                if self.numbers[row] >= 0 and value is not None and first is not None:
                    seen.setdefault(self.numbers[row], {}).setdefault(first, round(value))
        yield from ((one[True], one[False]) for one in seen.values() if len(one) == 2)


def gathering(file: GivenFile, second: GivenFile | None, told: Told, doubtful: float | None) -> Gathering:
    """What goes through the table of a file once more, for what stands beside the comparison."""
    export, _ = table(file, second, told.rows)
    return Gathering(export, proposed(file, second, told), doubtful)


def _of_rates(values: Values) -> tuple[Values, Values]:
    """Both win-rates, by that of the model after."""
    whole = 100.0 if any(value is not None and value > 1 for value in values) else 1.0
    shares = tuple(None if value is None else value / whole for value in values)
    return tuple(None if share is None else 1 - share for share in shares), shares


def doubts(
    file: GivenFile, second: GivenFile | None, told: Told, words: Sequence[str]
) -> Mapping[str, tuple[int, int]]:
    """How often each doubtful word stands before, how often after; of one column the second figure is 0."""
    export, _ = table(file, second, told.rows)
    found = proposed(file, second, told)
    grid = export.grid
    if found.model:
        column, models = grid.columns[found.result], grid.columns[found.model]
        sides: list[Sequence[str]] = []
        for names in ((found.before,), found.after):
            codes = {models.cells.index(name) for name in names}
            sides.append(
                [column.cells[code] for code, of in zip(column.codes, models.codes, strict=True) if of in codes]
            )
    else:
        sides = []
        for name in filter(None, (found.before, *found.after[:1])):
            columns = [grid.columns[part] for part in runs(name, grid.columns)]
            sides.append([column.cells[code] for column in columns for code in column.codes])
    return {word: (sides[0].count(word), sides[1].count(word) if len(sides) > 1 else 0) for word in words}
