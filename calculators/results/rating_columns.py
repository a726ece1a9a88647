"""A reading of a file of labels: which columns are the raters, or which one names the rater beside its label."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from calculators.exports.labels import SPANS, marks_places
from calculators.exports.roles import Roles
from calculators.files.grid import Column, Grid
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Press
from calculators.results import (
    headings,
    rating_counts,
    rating_items,
    rating_left,
    rating_shapes,
    spellings,
    weighted_rows,
)
from calculators.results.cells import GUESS, empty, listed_words, right_or_wrong, score
from calculators.results.draft import named
from calculators.results.headings import listed, runs, tokens, words_of
from calculators.results.no_answer import no_answer
from calculators.results.own_items import of_time
from calculators.results.rater_words import AS_AGREED, AS_LABEL, AS_OTHER, AS_RATER, apart_by_number, of_rater
from calculators.results.rating_items import SLIPS, with_models
from calculators.results.rating_reading import Reading, Told
from calculators.results.reading import Ask
from calculators.results.revisions import time_column
from calculators.results.sets import labels_of
from calculators.results.structure import crossing, item_names, keys, repeats, single

MOST_LABELS = 200
LONG = 60
"""Texts longer than so many characters are no labels."""

FEW_LABELS = 20
AS_PART = frozenset({"project", "batch", "round", "folder", "site", "page"})
"""Words of what items are parted into, whose numbers begin again in each."""

ALIKE = 0.5
MOST_CHOICES = 6


@lru_cache(maxsize=32)
def proposed(file: GivenFile, told: Told) -> Reading:
    """The reading of a file under what the reader says. Raises Unreadable, or OSError."""
    found, sets = labels_of(file, told.rows or GUESS)
    reading = Reading(found.tool, found.grid.told, left_out=listed_words(told.out or ""), sets=sets)
    reading.same, reading.repeats = told.same or "", told.repeats or GUESS
    reading.rows = told.rows or GUESS
    if found.grid.counted and not (told.raters or told.rater or told.label):
        told = told._replace(raters=", ".join(found.grid.counted), counted=rating_counts.COUNTS)
    try:
        _Proposal(found.grid, found.roles, told, reading).fill()
        if reading.raters and not reading.counted:
            if not told.raters and not found.grid.turned:
                rating_left.ask(found.grid, reading.raters)
                rating_left.agreed(found.grid, reading.raters)
            if told.item is None and not reading.item and not found.tool:
                reading.item, reading.again = rating_items.item(found.grid, reading.raters)
        taken = (*reading.raters, reading.label, *reading.item, reading.rater)
        reading.time = time_column(found.grid, taken)
        reading.unused = tuple(weighted_rows.unused(found.grid, taken))
    except Ask as open_:
        reading.question = open_.question
    return reading


class _Proposal:
    def __init__(self, grid: Grid, roles: Roles, told: Told, reading: Reading) -> None:
        self.grid, self.roles, self.told, self.reading = grid, roles, told, reading
        self.labelled: set[str] = set()
        """Columns that hold the same labels, and so name no items."""

    def fill(self) -> None:
        """Say which columns are which. Raises Ask."""
        say = self.told
        self._absent()
        if not (say.raters or say.rater or say.label):
            rating_shapes.cross_table(self.grid)
            if say.counted is None:
                never = AS_RATER | AS_OTHER | headings.AS_NAME | headings.AS_ITEM
                rating_counts.ask(self.grid, [name for name in self.grid.columns if not words_of(name) & never])
        for name in (say.label,) if say.label else self.grid.columns:
            some = self.grid.columns[name].cells[1:50]
            if some and sum(map(marks_places, some)) > len(some) / 2:
                raise Ask("label_column", f"Column of the label: in “{name}” {SPANS}.")
        if say.rater or (say.rater is None and not say.raters and self.roles.rater in self.grid.columns):
            self._long(say.rater or self.roles.rater)
            return
        if say.raters or say.counted == rating_counts.COUNTS:
            self._wide(listed(say.raters or "", self.grid.columns))
            return
        alike = self._alike()
        self.labelled = set(alike) if len(alike) > 1 else set()
        beside = sum(bool(words_of(name) & AS_RATER) for name in alike) > 1
        if say.rater is None and not beside and (rater := self._rater()):
            self._long(rater)
        else:
            self._wide(alike)

    def _absent(self) -> None:
        there = self.grid.columns
        for field, label, names in (
            ("item_column", "Column of the item", runs(self.told.item or "", there)),
            ("rater_columns", "Columns of the raters", listed(self.told.raters or "", there)),
            ("rater_column", "Column of the rater", (self.told.rater or "",)),
            ("label_column", "Column of the label", (self.told.label or "",)),
        ):
            for name in filter(None, names):
                if name not in there:
                    raise Ask(field, f"{label}: there is no column “{name}”; the file has {named(there)}.")

    # A row for each label.

    def _rater(self) -> str:
        """The column that names the rater of each row; empty where there is none."""
        for name, column in self.grid.columns.items():
            if not words_of(name) & AS_RATER or not 2 <= column.different <= column.filled / 2:
                continue
            if self._item(name) and self._labels(name):
                return name
        return ""

    def _item(self, rater: str) -> tuple[str, ...]:
        """The columns of the item: those by which raters meet."""
        if self.told.item is not None:
            return runs(self.told.item, self.grid.columns) if self.told.item else ()
        role = tuple(name for name in self.roles.item if name in self.grid.columns)
        if role:
            return role
        best, share, least = "", 0.3, self.grid.rows
        codes = self.grid.columns[rater].codes
        taken = {rater, self.told.label or "", *self.labelled}
        items = headings.AS_CLUSTER | {"unit", "units", "einheit", "message", "post", "record", "tweet", "snippet"}
        documents = [name for name in self.grid.columns if words_of(name) & items and name not in taken]
        for name in dict.fromkeys([*item_names(self.grid, taken), *documents]):
            column = self.grid.columns[name]
            if column.filled < 0.7 * self.grid.rows or column.different < 2 or words_of(name) & AS_RATER:
                continue
            found = crossing(column.codes, codes)
            if found.shared > share + 0.05 or (found.shared >= share and found.repeated < least / 2):
                best, share, least = name, found.shared, found.repeated
        return with_models(self.grid, (best,), codes) if best else ()

    def _labels(self, rater: str) -> list[str]:
        """The columns that may hold the labels, those named so first."""
        item = self._item(rater)
        items = keys(self.grid, item) if item else None
        parts = tuple(name for name in self.roles.label if name.endswith("."))  # the beginning of several
        named_so = [name for name in self.grid.columns if name in self.roles.label or name.startswith(parts)]
        given = named_so or list(self.grid.columns)
        found = [
            name
            for name in given
            if name in self.grid.columns and name not in {rater, *item}
            if self._is_label(name, items, role=bool(self.roles.label))
        ]  # fmt: skip
        like = [name for name in found if words_of(name) & AS_LABEL]
        return found if self.roles.label else like or found

    def _is_label(self, name: str, items: Sequence[int] | None, *, role: bool) -> bool:
        column = self.grid.columns[name]
        if not role and column.different < 2:
            return False
        if not column.filled or column.different > max(MOST_LABELS, column.filled / 2) or not _short(column):
            return False
        if not role and words_of(name) & (AS_OTHER | headings.AS_NAME):
            return False
        if (
            words_of(name) & headings.AS_METRIC - {"measure"}
            and column.different <= 20
            and not words_of(name) & AS_LABEL
        ):
            return False
        # What is the same for all rows of an item is the item's own text; but raters may all agree on few labels.
        return items is None or column.different <= 12 or not _constant(items, column.codes)

    def _long(self, rater: str) -> None:
        reading, say, there = self.reading, self.told, self.grid.columns
        reading.rater, reading.item = rater, self._item(rater)
        if not reading.item:
            raise Ask("item_column", f"Column of the item: name one of {named(there)}.", _presses("item_column", there))
        names = self._labels(rater)
        if say.label:
            reading.label = say.label
        elif len(names) == 1:
            reading.label = names[0]
        else:
            told = (
                f"the file holds {len(names)}, {named(names)}; which one is meant?"
                if names
                else f"name one of {named(there)}."
            )
            raise Ask("label_column", f"Column of the label: {told}", _presses("label_column", names or there))
        self._aspect()

    def _aspect(self) -> None:
        """Where raters label several aspects of an item, say which. Raises Ask."""
        reading, grid = self.reading, self.grid
        codes = grid.columns[reading.rater].codes
        if self.told.aspect is None and crossing(keys(grid, reading.item), codes).repeated <= SLIPS * grid.rows:
            return
        for name, column in grid.columns.items():
            if name in {reading.rater, reading.label, *reading.item} or not 2 <= column.different <= 60:
                continue
            if self.told.aspect is None and of_time(column):  # when a label was given again
                continue
            if crossing(keys(grid, (*reading.item, name)), codes).repeated > SLIPS * grid.rows:
                continue
            values = [cell for cell, _ in column.tally()]
            reading.aspect_column = name
            if self.told.aspect in values:
                reading.aspect = str(self.told.aspect)
                return
            words = (
                f"Aspect: raters label each item several times, and “{name}” tells them apart: "
                f"{named(values)}. Which one is the answer to be about?"
            )
            choices = [Press(value, {"aspect": value}) for value in values[:MOST_CHOICES]]
            item = " + ".join((*reading.item, name))
            own = Press(f"None: each “{name}” has items of its own", {"item_column": item})
            of_part = words_of(name) & (headings.AS_SPLIT | headings.AS_CLUSTER | AS_PART)
            raise Ask("aspect", words, [own, *choices] if of_part else [*choices, own])

    # A column for each rater.

    def _wide(self, names: tuple[str, ...]) -> None:
        reading, there = self.reading, self.grid.columns
        if len(names) < 2 and self.told.raters is None:
            found = self._named_raters()
            few = len(found) == 2 and max(there[name].different for name in found) <= FEW_LABELS
            names = tuple(found) if few else names
        reading.raters = names
        if len(names) < 2:
            self._scales(self._named_raters())
            if self.told.rows is None:
                numbered = [name for name in there if any(map(str.isdigit, tokens(name))) and _short(there[name])]
                rating_shapes.ask_rows(self.grid, numbered)
            lists = [name for name, column in there.items() if _lists(column)]
            told = f"; {named(lists)} hold lists, so write each label in a row or a column of its own" if lists else ""
            raise Ask(
                "rater_columns",
                "Columns of the raters: at least two are needed, one for each rater; the "
                f"file has {named(there)}{told}. Where each row holds the label of one rater, name the column of "
                "the rater (--rater-column) and that of the label (--label-column). Where there is a file for each "
                "rater, put them below each other with a column that names the rater.",
                self._columns_of_raters(),
            )
        if self.told.counted == rating_counts.COUNTS:
            reading.counted, reading.raters = True, names
        if self.told.raters is None and not any(of_rater(name) for name in names):
            rating_shapes.two_models(names)
        if self.told.raters is None:
            weighted_rows.ask(self.grid, names)
            if self.told.rows is None:
                rating_shapes.ask_rows(self.grid, names)
        self._scales(names)
        if self.told.item is not None:
            reading.item = runs(self.told.item, there) if self.told.item else ()
            return
        name = single(self.grid, {*names, *(other for other in there if self._labelled(other))})
        if not name:
            weak = [
                one
                for one in item_names(self.grid, names)
                if repeats(self.grid.columns[one].codes) <= SLIPS * self.grid.rows
            ]
            name = weak[0] if weak else ""
        reading.item = (name,) if name else ()

    def _scales(self, names: Sequence[str]) -> None:
        """Tell that two raters marked on two scales, or on one that each took the other way round. Raises Ask."""
        if self.told.raters is None:
            rating_shapes.both_ways([name for name in names if name not in self.grid.other_way])
        if len(names) == 2 and self.told.raters is None and self.told.same is None:
            rating_shapes.two_scales(names, [self.grid.columns[name] for name in names])

    def _otherwise(self, names: Sequence[str]) -> tuple[str, ...]:
        """Columns that are named like those of further raters, who use other labels."""
        columns = {name: one for name, one in self.grid.columns.items() if name not in names and of_rater(name)}
        never = AS_OTHER | headings.AS_REASON | headings.AS_NAME | headings.AS_ITEM | headings.AS_MEASURE
        return tuple(
            name
            for name, one in columns.items()
            if not words_of(name) & never and 2 <= one.different <= FEW_LABELS and _short(one) and _repeating(one)
        )

    def _named_raters(self) -> list[str]:
        """Columns that are named like those of raters, though their labels differ."""
        columns = self.grid.columns
        found = [name for name in apart_by_number(list(columns)) if words_of(name) & AS_RATER and columns[name].filled]
        if len(found) > 1:
            return found
        labels = [name for name, one in columns.items() if one.filled and _short(one) and _repeating(one)]
        found = [name for name in labels if of_rater(name) and not words_of(name) & (AS_OTHER | headings.AS_REASON)]
        return found if len(found) == 2 else []

    def _columns_of_raters(self) -> list[Press]:
        """What takes such columns, or those that say yes and no in several spellings."""
        found = self._named_raters()
        if len(found) < 2:
            found = [name for name, column in self.grid.columns.items() if _yes_or_no(column)]
        if len(found) < 2:
            found = rating_left.numeric(self.grid)
        return (
            [Press(f"{named(found, 4)} are the raters", {"rater_columns": ", ".join(found)})] if len(found) > 1 else []
        )

    def _spelt_alike(self, names: Sequence[str]) -> bool:
        """Whether columns hold the same labels in several spellings, as Yes beside TRUE."""
        return bool(spellings.alike(self.grid.columns[name].cells[1:] for name in names))

    def _labelled(self, name: str) -> bool:
        return bool(words_of(name) & AS_OTHER) and not words_of(name) & headings.AS_ITEM

    def _one_aspect(self, names: Sequence[str]) -> None:
        """Ask which aspect is meant where the same raters have a column for each of several. Raises Ask."""
        aspects: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            if words_of(name) & AS_RATER:
                of = tuple(part for part in tokens(name) if part not in AS_RATER and not part.isdigit())
                aspects.setdefault(of, []).append(name)
        several = {of: group for of, group in aspects.items() if of and len(group) > 1}
        if len(several) < 2:
            return
        words = (
            f"Columns of the raters: raters have a column for each of {named(map(' '.join, several))}. Which is meant?"
        )
        raise Ask(
            "rater_columns",
            words,
            [
                Press(" ".join(of), {"rater_columns": ", ".join(group)})
                for of, group in list(several.items())[:MOST_CHOICES]
            ],
        )

    def _ask_aside(self, names: Sequence[str]) -> None:
        """Ask whether a column with the words of numbered raters is one more rater. Raises Ask."""
        known = headings.AS_GOLD | AS_AGREED | headings.AS_MODEL | AS_OTHER
        left = [name for name in self.reading.aside if not words_of(name) & known]
        cells = [cell for name in left for cell, _ in self.grid.columns[name].tally()]
        words_there = not any(score(cell) is not None or right_or_wrong(cell) is not None for cell in cells)
        numbered = all(any(map(str.isdigit, tokens(name))) for name in left)  # as ids of people are
        if self.told.raters is not None or not left or not (words_there or numbered):
            return
        words = (
            f"Columns of the raters: {named(left, 4)} hold the same labels as {named(names, 4)}. Are they raters, too?"
        )
        raise Ask(
            "rater_columns",
            words,
            [
                Press("Yes, all are raters", {"rater_columns": ", ".join((*names, *left))}),
                Press(f"No, only {named(names, 4)}", {"rater_columns": ", ".join(names)}),
            ],
        )

    def _alike(self) -> tuple[str, ...]:
        """The largest group of columns that hold the same labels; of equal ones the one with words of raters."""
        if self.grid.turned == rating_shapes.ROWS_RATERS:
            return rating_shapes.all_rows(self.grid)
        item = single(self.grid, ())
        item = item if words_of(item) & (headings.AS_NAME | headings.AS_ITEM) else ""
        names = [
            name
            for name, column in self.grid.columns.items()
            if name != item and _short(column) and column.filled and not _lists(column)
            and (_repeating(column) or words_of(name) & AS_RATER)
            and not words_of(name) & (headings.AS_NAME | AS_OTHER - {"model"})
            and (not words_of(name) & AS_OTHER - {"model"} or words_of(name) & AS_LABEL)
        ]  # fmt: skip
        groups: list[list[str]] = []
        for name in names:
            of = next(
                (
                    group
                    for group in groups
                    if _same_labels(self.grid.columns[group[0]], self.grid.columns[name])
                    or (of_rater(group[0]) and of_rater(name) and self._spelt_alike((*group, name)))
                ),
                None,
            )
            if of is None:
                groups.append([name])
            else:
                of.append(name)
        best = max(groups, key=lambda group: (len(group), any(words_of(name) & AS_RATER for name in group)), default=[])
        self._one_aspect(best)
        if self.told.raters is None:
            rating_shapes.several_questions(best)
        numbered = apart_by_number(best)
        if 1 < len(numbered) < len(best):
            # A judge beside numbered people rates the same items.
            of_raters = AS_RATER - {"r"} | headings.AS_JUDGE
            others = (name for name in best if name not in numbered and words_of(name) & of_raters)
            numbered += [name for name in others if not words_of(name) & (headings.AS_GOLD - AS_LABEL | AS_AGREED)]
            self.reading.aside = tuple(name for name in best if name not in numbered)
            self.reading.aside += self._otherwise([*numbered, *best])
            self._ask_aside(numbered)
            return tuple(numbered)
        like = [name for name in best if words_of(name) & AS_RATER - {"r"} and not words_of(name) & AS_AGREED]
        if len(like) > 1 and len(like) == len([name for name in like if not words_of(name) & headings.AS_GOLD]):
            best, rest = like, [name for name in best if name not in like]
        else:
            agreed = headings.AS_GOLD - AS_LABEL | AS_AGREED
            rest = [name for name in best if words_of(name) & agreed] if len(best) > 2 else []
            best = [name for name in best if name not in rest]
        self.reading.aside = (*rest, *self._otherwise([*best, *rest])) if len(best) > 1 else tuple(rest)
        return tuple(best)


def _yes_or_no(column: Column) -> bool:
    """Whether a column holds yes and no, in whichever spelling."""
    said = {right_or_wrong(cell) for cell, _ in column.tally() if not no_answer(cell)}
    return said == {0.0, 1.0}


def _presses(field: str, names: Iterable[str]) -> list[Press]:
    return [Press(name, {field: name}) for name in list(names)[:MOST_CHOICES]]


def _short(column: Column) -> bool:
    return all(len(cell) <= LONG for cell in column.cells[:2_000])


def _repeating(column: Column) -> bool:
    """Whether labels come again, as they do and texts do not; of few rows one cannot tell."""
    return column.filled < 6 or column.different <= column.filled / 2


def _lists(column: Column) -> bool:
    return column.filled > 0 and all(cell.startswith(("[", "{")) for cell in column.cells[1:50])


def _constant(items: Sequence[int], codes: Sequence[int]) -> bool:
    of: dict[int, int] = {}
    return all(of.setdefault(item, code) == code for item, code in zip(items, codes, strict=True) if item)


def _plain(cell: str) -> str:
    return cell.casefold() if score(cell) is not None else spellings.form(cell)


def _same_labels(one: Column, other: Column) -> bool:
    """Whether most labels of either column stand in the other, or both hold numbers of the same range."""
    mine, theirs = (
        {_plain(cell): count for cell, count in column.tally() if not empty(cell)} for column in (one, other)
    )
    if not mine or not theirs:
        return True
    shares = [
        sum(count for cell, count in first.items() if cell in second) / sum(first.values())
        for first, second in ((mine, theirs), (theirs, mine))
    ]
    if min(shares) >= ALIKE:
        return True
    ranges = []
    for cells in (mine, theirs):
        values = [value for cell in cells if (value := score(cell)) is not None]
        if len(values) < len(cells):
            return False
        ranges.append((min(values), max(values)))
    (low, high), (least, most) = ranges
    alike = high - low <= 2 * (most - least) and most - least <= 2 * (high - low)
    return alike and low <= most and least <= high
