"""The labels that raters gave to items, from a file of the reader's."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from calculators.files.given_table import Fault, Gathered, absent, gather, named, opened, refusing
from calculators.files.lines import Unreadable
from calculators.files.reading import Row
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.results.cells import score, words
from calculators.results.rating_columns import Columns
from calculators.statistics.agreement import NOMINAL, ORDINAL, Table, Unit
from calculators.statistics.proportions import square

GAPS = words(",-,–,na,n/a,#n/a,nan,null")
"""What a cell says where no label was given. Words such as "none" or "missing" are labels."""

WHOLE = re.compile(r"(-?\d+)\.0+")
"""A whole number as programs write it whose columns have gaps."""

MOST_LABELS = 200
"""With more different labels the cells hold texts, unless they are numbers whose distances count."""

ORDERS = (
    "very low,low,medium,high,very high",
    "very bad,bad,poor,fair,ok,good,very good,excellent",
    "strongly disagree,disagree,neutral,agree,strongly agree",
    "never,rarely,sometimes,often,always",
    "none,low,minor,medium,moderate,high,major,severe,critical",
    "wrong,partly,partial,partly right,right",
    "no,maybe,unsure,yes",
)
"""Words whose order is known, the least first."""


@dataclass(frozen=True)
class Ratings:
    """The labels of every item: pairs of a rater's and a label's place; `values` are what the labels stand for."""

    items: tuple[str, ...]
    lines: tuple[int, ...]
    raters: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[float, ...]
    given: tuple[tuple[tuple[int, int], ...], ...]
    faults: tuple[Fault, ...]
    rows: int
    latin: int
    guessed_order: bool
    numeric: bool
    gap_words: tuple[str, ...]

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The labels of each item, counted."""
        return tuple(tuple(sorted(Counter(label for _, label in one).items())) for one in self.given)

    @cached_property
    def rated(self) -> int:
        """Items that at least two raters labelled."""
        return sum(len(one) > 1 for one in self.given)

    @property
    def gaps(self) -> int:
        """Labels that were not given, of all that all raters could have."""
        return len(self.items) * len(self.raters) - sum(map(len, self.given))

    @cached_property
    def confusion(self) -> Table:
        """Of two raters: how often the first gave the label of the row and the second that of the column."""
        cells = [[0] * len(self.labels) for _ in self.labels]
        for one in self.given:
            if len(one) == 2:
                (_, first), (_, second) = sorted(one)
                cells[first][second] += 1
        return cells

    @cached_property
    def counts(self) -> Table:
        """Of several raters: a row for each item, how many gave each label."""
        rows = [[0] * len(self.labels) for _ in self.items]
        for row, unit in zip(rows, self.units, strict=True):
            for label, count in unit:
                row[label] = count
        return rows

    def disputed(self, scale: str) -> list[tuple[int, float]]:
        """Of each item with two labels or more its place and how far they lie apart; the most disputed first.

        That is the share of pairs of raters who differ; with an order or distances the mean squared distance of a pair,
        as a part of the largest there is.
        """
        places = range(len(self.labels)) if scale == ORDINAL else self.values
        widest = square(max(places) - min(places)) or 1.0 if places else 1.0
        found = []
        for place, one in enumerate(self.given):
            pairs = len(one) * (len(one) - 1) // 2
            if not pairs:
                continue
            apart = [
                (first != second) if scale == NOMINAL else square(places[first] - places[second]) / widest
                for at, (_, first) in enumerate(one)
                for _, second in one[at + 1 :]
            ]
            found.append((place, sum(map(float, apart)) / pairs))
        return sorted(found, key=lambda each: -each[1])

    @cached_property
    def by_rater(self) -> list[tuple[str, int, float | None]]:
        """Of each rater: the name, how many labels, how often another one agrees; the one who differs most first."""
        given, same, pairs = ([0] * len(self.raters) for _ in range(3))
        for one, unit in zip(self.given, self.units, strict=True):
            counted = dict(unit)
            for rater, label in one:
                given[rater] += 1
                same[rater] += counted[label] - 1
                pairs[rater] += len(one) - 1
        shares = [s / p if p else None for s, p in zip(same, pairs, strict=True)]
        found = list(zip(self.raters, given, shares, strict=True))
        return sorted(found, key=lambda one: 2 if one[2] is None else one[2])


@lru_cache(maxsize=2)
def ratings(file: GivenFile, columns: Columns, scale: str, order: str) -> Ratings:
    """The labels in a file. Raises Refused, by the names of the fields in which columns are named."""
    with refusing("File of labels"):
        sheet = opened(file)
        _check(columns, sheet.columns)
        found = Found(columns)
        gather(file, sheet, found)
        return found.ratings(scale, order, sheet.lines.latin)


def _check(columns: Columns, there: Sequence[str]) -> None:
    """Raise Refused where a column that is named is not there, or none is named where one is needed."""
    named_columns = (
        ("item_column", "Column of the item", (columns.item,)),
        ("rater_columns", "Columns of the raters", columns.raters),
        ("rater_column", "Column of the rater", (columns.rater,)),
        ("label_column", "Column of the label", (columns.label,)),
    )
    problems = absent(((field, label, filter(None, names)) for field, label, names in named_columns), there)
    if columns.rater and not columns.label:
        problems.setdefault("label_column", f"Column of the label: name one of {named(there)}.")
    if not columns.rater and len(columns.raters) < 2:
        needed = "at least two are needed, one for each rater"
        problems.setdefault("rater_columns", f"Columns of the raters: {needed}; the file has {named(there)}.")
    if columns.rater and not columns.item:
        problems.setdefault("item_column", f"Column of the item: name one of {named(there)}.")
    if problems:
        raise Refused(problems)


class Found(Gathered):
    """What has been found of a file so far: for each item the labels by rater, as they stand there."""

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self.columns = columns
        self.given: list[dict[str, tuple[str, int]]] = []
        self.raters: dict[str, int] = dict.fromkeys(columns.raters, 0)
        self.gap_words: Counter[str] = Counter()

    def take(self, row: Row, place: Mapping[str, int]) -> None:
        columns = self.columns
        item = self.name(row, place, columns.item)
        if not item:
            return
        if not columns.rater:
            if item in self.items:
                words = f"the item stands in line {self.lines[self.items[item]]:,} already; the first one counts"
                self.fault("repeated", row, item, words)
                return
            self._item(item, row)
            for name in columns.raters:
                self._label(item, name, row.cells[place[name]], row.number)
            return
        rater = self.filled(row, place, columns.rater, item)
        if not rater:
            return
        self.raters.setdefault(rater, 0)
        self._item(item, row)
        if rater in self.given[self.items[item]]:
            line = self.given[self.items[item]][rater][1]
            words = f"“{rater[:40]}” labelled the item in line {line:,} already; the first label counts"
            self.fault("repeated", row, item, words)
            return
        self._label(item, rater, row.cells[place[columns.label]], row.number)

    def _item(self, item: str, row: Row) -> None:
        _, new = self.at(item, row)
        if new:
            self.given.append({})

    def _label(self, item: str, rater: str, text: str, line: int) -> None:
        label = " ".join(text.split())
        if label.lower() in GAPS:
            self.gap_words[label] += 1
        else:
            self.given[self.items[item]][rater] = WHOLE.sub(r"\1", label) if WHOLE.fullmatch(label) else label, line

    def ratings(self, scale: str, order: str, latin: int) -> Ratings:
        """All labels; those that are no numbers where distances count are faults."""
        names = [*self.items]
        field = "label_column" if self.columns.rater else "rater_columns"
        shown: dict[str, str] = {}  # "Yes" and "yes" are one label, written as it came first
        for one in self.given:
            for text, _ in one.values():
                shown.setdefault(text.casefold(), text)
        numbers = {key: score(key) for key in shown}
        if scale not in (NOMINAL, ORDINAL):
            for name, one in zip(names, self.given, strict=True):
                for rater, (text, line) in list(one.items()):
                    if numbers[text.casefold()] is None:
                        self.faults.append(
                            Fault("unparsable", line, name, f"“{text[:40]}” of “{rater[:40]}” is no number")
                        )
                        del one[rater]
            shown = {key: text for key, text in shown.items() if numbers[key] is not None}
            # 1 and 1.0 are one label.
            same = {value: key for key, value in reversed(numbers.items()) if value is not None}
            shown = {same[value]: shown[same[value]] for value in sorted(same)}
            ranks = {key: at for at, key in enumerate(shown)}
            place = {key: ranks[same[value]] for key, value in numbers.items() if value is not None}
            values = tuple(sorted(same))
            guessed = False
        else:
            if len(shown) > MOST_LABELS:
                label = "Column of the label" if self.columns.rater else "Columns of the raters"
                raise Refused(
                    {field: f"{label}: {len(shown):,} different labels are texts; up to {MOST_LABELS} are read."}
                )
            ordered, guessed = ranked(list(shown), numbers, order)
            shown = {key: shown[key] for key in ordered}
            place = {key: at for at, key in enumerate(shown)}
            values = tuple(float(at) for at in range(len(shown)))
        if not shown:
            raise Unreadable("there is no label in the columns that are named")
        raters = {rater: at for at, rater in enumerate(self.raters)}
        given = tuple(
            tuple(sorted((raters[rater], place[text.casefold()]) for rater, (text, _) in one.items()))
            for one in self.given
        )
        return Ratings(
            tuple(names),
            tuple(self.lines),
            tuple(raters),
            tuple(shown.values()),
            values,
            given,
            self.in_order(),
            self.rows,
            latin,
            guessed,
            all(value is not None for value in numbers.values()),
            tuple(word for word in self.gap_words if word),
        )


def ranked(labels: list[str], numbers: dict[str, float | None], order: str) -> tuple[list[str], bool]:
    """Labels in their order, and whether it is a mere guess: the reader's own, that of numbers, that of known words."""
    own = [" ".join(word.split()).casefold() for word in order.split(",") if word.strip()]
    if own:
        return sorted(labels, key=lambda label: (own.index(label) if label in own else len(own), label)), False
    if all(numbers[label] is not None for label in labels):
        return sorted(labels, key=lambda label: (numbers[label] or 0.0, label)), False
    for known in ORDERS:
        least_first = known.split(",")
        if all(label in least_first for label in labels):
            return sorted(labels, key=least_first.index), False
    return sorted(labels), True
