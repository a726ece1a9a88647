"""The labels that raters gave to items, from a file of the reader's."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from calculators.files.given_table import Fault, refusing
from calculators.files.grid import Grid
from calculators.files.lines import Unreadable
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from calculators.results.cells import GUESS, score, words
from calculators.results.draft import named
from calculators.results.orders import LETTERS, ORDERS, graded
from calculators.results.rating_columns import proposed
from calculators.results.rating_counts import MOST, count
from calculators.results.rating_reading import Reading, Told
from calculators.results.revisions import ALL, LAST, moments
from calculators.results.same_labels import LABEL as LABEL_SAME
from calculators.results.same_labels import counts_as, pairs_of
from calculators.results.sets import JOINED, labels_of
from calculators.results.spellings import alike, same_form
from calculators.statistics.agreement import NOMINAL, ORDINAL, Table, Unit
from calculators.statistics.proportions import square

LABEL = "File of labels"

GAPS = words(",-,–,na,n/a,#n/a,nan,null")
"""What a cell says where no label was given. Words such as "none" or "missing" are labels."""

WHOLE = re.compile(r"(-?\d+)\.0+")
"""A whole number as programs write it whose columns have gaps."""

MOST_LABELS = 200
"""With more different labels the cells hold texts, unless they are numbers whose distances count."""


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
    letters: tuple[str, ...]
    guessed_order: bool
    numeric: bool
    gap_words: tuple[str, ...]
    alike: tuple[tuple[str, str], ...] = ()
    """Labels that are other spellings of one, each with that one."""
    counted: bool = False
    """Whether only the numbers of raters are known, and not who gave which label."""

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The labels of each item, counted."""
        return tuple(tuple(sorted(Counter(label for _, label in one).items())) for one in self.given)

    @cached_property
    def rated(self) -> int:
        """Items that at least two raters labelled."""
        return sum(len(one) > 1 for one in self.given)

    @property
    def by_name(self) -> Mapping[str, Sequence[str]]:
        """The labels that each rater gave; none where raters are not known."""
        found: dict[str, dict[int, None]] = {} if self.counted else {name: {} for name in self.raters}
        for one in () if self.counted else self.given:
            for rater, label in one:
                found[self.raters[rater]][label] = None
        return {name: [self.labels[label] for label in sorted(labels)] for name, labels in found.items()}

    @property
    def gaps(self) -> int:
        """Labels that were not given, of all that all raters could have; none where raters are not known."""
        return 0 if self.counted else len(self.items) * len(self.raters) - sum(map(len, self.given))

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
            for label, given in unit:
                row[label] = given
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


def reading(file: GivenFile, told: Told) -> Reading:
    """How a file is read. Raises Refused where it cannot be read at all."""
    with refusing(LABEL):
        return proposed(file, told)


@lru_cache(maxsize=2)
def ratings(file: GivenFile, told: Told, scale: str, order: str) -> Ratings:
    """The labels in a file. Raises Refused, with the question that is open and its choices where there is one."""
    found = reading(file, told)
    if found.question:
        raise found.question.refused
    with refusing(LABEL):
        grid = labels_of(file, found.rows)[0].grid
        return Found(grid, found).ratings(scale, order, grid.letters)


def _spelt(text: str) -> str:
    """A label with one space between its words, a whole number without its point."""
    label = " ".join(text.split())
    return WHOLE.sub(r"\1", label) if WHOLE.fullmatch(label) else label


class Found:
    """What is found of a file: for each item the labels by rater, as they stand there."""

    def __init__(self, grid: Grid, found: Reading) -> None:
        self.grid, self.found = grid, found
        self.out = {_spelt(word).casefold(): word for word in found.left_out}
        self.items: dict[str, int] = {}
        self.lines: list[int] = []
        self.faults = [Fault("unreadable", one.line, "", one.words) for one in grid.unread]
        self.given: list[dict[str, tuple[str, int]]] = []
        self.raters: dict[str, int] = dict.fromkeys(() if found.counted else found.raters, 0)
        self.gap_words: Counter[str] = Counter()
        self.rows = len(grid.unread)
        self.when = moments(grid.columns[found.time]) if found.time else ()
        self.written: dict[tuple[int, str], int] = {}
        """In which row the label of an item and a rater stands; of a row for each item that of the item."""
        self.revised = 0
        for row in range(grid.rows):
            if not found.aspect or self._cell(found.aspect_column, row) == found.aspect:
                self.rows += 1
                self._take(row)
        self.alike = self._same() if found.same else self._alike()

    def _same(self) -> tuple[tuple[str, str], ...]:
        """Write labels as those that the reader says mean the same. Raises Refused where no label is one of them."""
        said = pairs_of(self.found.same)
        by_rater: dict[str, dict[str, None]] = {}
        for one in self.given:
            for rater, (text, _) in one.items():
                by_rater.setdefault(rater, {})[text] = None
        there = {text.casefold(): text for labels in by_rater.values() for text in labels}
        if strange := [word for word in said if word not in there]:
            words = f"{LABEL_SAME}: no label says {named(strange)}; the file has {named(there.values())}."
            raise Refused({"same_labels": words})
        same = {rater: counts_as(said, list(labels)) for rater, labels in by_rater.items()}
        for one in self.given:
            for rater, (text, line) in one.items():
                one[rater] = same[rater].get(text.casefold(), text), line
        return tuple((there[word], to) for word, to in said.items())

    def _alike(self) -> tuple[tuple[str, str], ...]:
        """Write yes beside TRUE, or “très bon” beside “tres-bon”, in one way; what was so written."""
        by_rater: dict[str, dict[str, None]] = {}
        for one in self.given:
            for rater, (text, _) in one.items():
                by_rater.setdefault(rater, {})[text] = None
        same = alike(by_rater.values()) or same_form(text for labels in by_rater.values() for text in labels)
        for one in self.given if same else ():
            for rater, (text, line) in one.items():
                one[rater] = same.get(text.casefold(), text), line
        spelt = {text.casefold(): text for labels in by_rater.values() for text in labels}
        return tuple((spelt[text], to) for text, to in same.items() if text != to.casefold())

    def _cell(self, name: str, row: int) -> str:
        column = self.grid.columns[name]
        return column.cells[column.codes[row]]

    def _take(self, row: int) -> None:
        found, line = self.found, self.grid.lines[row]
        parts = [self._cell(name, row) for name in found.item]
        item = " · ".join(parts) if any(parts) else "" if found.item else f"line {line}"
        if not item:
            self.faults.append(Fault("nameless", line, "", f"the column “{found.item_name}” is empty"))
            return
        if not found.rater:
            if item in self.items:
                at = self.items[item]
                if not self._revises(row, at, ""):
                    words = f"the item stands in line {self.lines[at]:,} already; the first one counts"
                    self.faults.append(Fault("repeated", line, item, words))
                    return
                words = f"the item stands in line {line:,} again; the latest one counts"
                self.faults.append(Fault("revised", self.lines[at], item, words))
                self.given[at], self.lines[at] = {}, line
            self._item(item, line)
            self.written[self.items[item], ""] = row
            if found.counted:
                self._count(item, row)
                return
            for name in found.raters:
                self._label(item, name, self._cell(name, row), line)
            return
        rater = self._cell(found.rater, row)
        if not rater:
            self.faults.append(Fault("nameless", line, item, f"the column “{found.rater}” is empty"))
            return
        self.raters.setdefault(rater, 0)
        self._item(item, line)
        at = self.items[item]
        if rater in self.given[at]:
            label, first = self.given[at][rater]
            if found.repeats == ALL:
                both = {part.casefold(): part for part in (*label.split(JOINED), _spelt(self._cell(found.label, row)))}
                self.given[at][rater] = JOINED.join(both[key] for key in sorted(both)), first
                return
            other = _spelt(self._cell(found.label, row)).casefold() != label.casefold()
            said = "with another label" if other else "with the same label"
            if not (other and self._revises(row, at, rater)):
                words = f"“{rater[:40]}” labelled the item in line {first:,} already, {said}; that label counts"
                self.faults.append(Fault("contradicts" if other else "repeated", line, item, words))
                return
            words = f"“{rater[:40]}” labelled the item again in line {line:,}, {said}; the latest label counts"
            self.faults.append(Fault("revised", first, item, words))
        self.written[at, rater] = row
        self._label(item, rater, self._cell(found.label, row), line)

    def _revises(self, row: int, item: int, rater: str) -> bool:
        """Whether a further row of an item, or of an item and a rater, counts instead of the one above."""
        if not self.when or self.found.repeats != GUESS:
            return self.found.repeats == LAST
        codes = self.grid.columns[self.found.time].codes
        now, before = self.when[codes[row]], self.when[codes[self.written[item, rater]]]
        return now is not None and before is not None and now > before

    def _count(self, item: str, row: int) -> None:
        """Give the item as many labels as its raters are counted."""
        line = self.grid.lines[row]
        for label in self.found.raters:
            cell = self._cell(label, row)
            many = count(cell)
            if many is None:
                words = f"“{cell[:40]}” in “{label}” is no number of raters up to {MOST:,}"
                self.faults.append(Fault("uncounted", line, item, words))
                continue
            for _ in range(many):
                rater = f"rater {len(self.given[self.items[item]]) + 1}"
                self.raters.setdefault(rater, 0)
                self.given[self.items[item]][rater] = label, line

    def _item(self, item: str, line: int) -> None:
        if item not in self.items:
            self.items[item] = len(self.items)
            self.lines.append(line)
            self.given.append({})

    def _label(self, item: str, rater: str, text: str, line: int) -> None:
        label = _spelt(text)
        if label.lower() in GAPS or label.casefold() in self.out:
            self.gap_words[label] += 1
        else:
            self.given[self.items[item]][rater] = label, line

    def _known_out(self) -> None:
        """Raises Refused where no label says what is to be left out."""
        met = {word.casefold() for word in self.gap_words}
        strange = [word for key, word in self.out.items() if key not in met]
        if strange:
            labels = dict.fromkeys(text for one in self.given for text, _ in one.values())
            words = f"Labels left out: no label says {named(strange)}; the file has {named(labels)}."
            raise Refused({"left_out": words})

    def ratings(self, scale: str, order: str, letters: tuple[str, ...]) -> Ratings:
        """All labels; those that are no numbers where distances count are faults."""
        names = [*self.items]
        self._known_out()
        field = "label_column" if self.found.rater else "rater_columns"
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
                label = "Column of the label" if self.found.rater else "Columns of the raters"
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
            tuple(sorted(self.faults, key=lambda fault: fault.line)),
            self.rows,
            letters,
            guessed,
            all(value is not None for value in numbers.values()),
            tuple(word for word in self.gap_words if word),
            self.alike,
            self.found.counted,
        )


def ranked(labels: list[str], numbers: dict[str, float | None], order: str) -> tuple[list[str], bool]:
    """Labels in their order, and whether it is a mere guess: the reader's own, that of numbers, that of known words."""
    own = [" ".join(word.split()).casefold() for word in order.split(",") if word.strip()]
    if own:
        return sorted(labels, key=lambda label: (own.index(label) if label in own else len(own), label)), False
    if all(numbers[label] is not None for label in labels):
        return sorted(labels, key=lambda label: (numbers[label] or 0.0, label)), False
    for known in (*ORDERS, *((LETTERS,) if graded(labels) else ())):
        if set(labels) <= set(known):
            return sorted(labels, key=known.index), False
    return sorted(labels), True
