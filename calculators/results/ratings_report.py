"""What a file of labels says item by item, rater by rater."""

from collections.abc import Iterator

from calculators.files.csv_text import as_csv
from calculators.kit.inputs import Press
from calculators.kit.model import Download, Table, Understood
from calculators.kit.numbers import say, say_number
from calculators.results.cells import GUESS
from calculators.results.draft import named
from calculators.results.file_report import rows_named
from calculators.results.headings import AS_JUDGE, AS_PEOPLE, words_of
from calculators.results.label_by_label import are_sets
from calculators.results.rating_reading import Reading
from calculators.results.ratings import Ratings
from calculators.results.revisions import FIRST
from calculators.statistics.agreement import NOMINAL

SHOWN = 10

DISPUTED = Download("disputed", "Save the items", "disputed.csv", "every item with its labels, the most disputed first")


def disputed(found: Ratings, scale: str) -> Table | None:
    """The items that raters differ on most; None where they differ on none."""
    apart = [(place, distance) for place, distance in found.disputed(scale) if distance > 0]
    if not apart:
        return None
    rows = tuple(
        (found.items[place][:80], str(found.lines[place]), _labels(found, place), say(100 * distance, "%"))
        for place, distance in apart[:SHOWN]
    )
    first = f"The first {SHOWN} of {say_number(len(apart))}" if len(apart) > SHOWN else say_number(len(apart))
    measure = (
        "pairs of raters who differ" if scale == NOMINAL else "the mean squared distance of a pair, of the largest"
    )
    return Table(
        title=f"{first} disputed item{'s' * (len(apart) > 1)}",
        heads=("Item", "Line", "Labels", "Dispute"),
        rows=rows,
        note=f"Talk over these first: what they share is what the rules leave open. Dispute: {measure}.",
    )


def _labels(found: Ratings, place: int) -> str:
    told = [
        f"{count} × {found.labels[label]}" if count > 1 else found.labels[label] for label, count in found.units[place]
    ]
    return ", ".join(told)


def by_rater(found: Ratings) -> Table | None:
    """How often others agree with each rater, where there are more than two."""
    if len(found.raters) < 3 or found.counted:
        return None
    rows = tuple(
        (name[:60], say_number(count), "none" if share is None else say(100 * share, "%"))
        for name, count, share in found.by_rater[:SHOWN]
    )
    more = f" These are {SHOWN} of {len(found.raters):,} raters." if len(found.raters) > SHOWN else ""
    note = (
        f"The rater whom others least agree with stands first: perhaps one who sees more, perhaps one who errs.{more}"
    )
    return Table("The raters", ("Rater", "Labels", "Another one agrees"), rows, note)


def understood(read: Reading, found: Ratings) -> Iterator[Understood]:
    """What a file of labels was taken to hold, part by part."""
    rows = f"{say_number(found.rows)} row{'s' * (found.rows != 1)}"
    yield Understood("File", f"{read.tool or 'a table'}, {rows}{read.headings}", "file")
    items = f"{named(read.item)}; " if read.item else "each row is one; "
    alike = f"; all count alike, {named(read.unused, 2)} is not used" * bool(read.unused)
    yield Understood("Item", f"{items}{say_number(len(found.items))} items{alike}", "item_column")
    if read.rater:
        yield Understood("Rater", f"“{read.rater}”: {say_number(len(found.raters))} raters", "rater_column")
        yield Understood("Label", f"“{read.label}”: {named(found.labels, 8)}{_as_one(read, found)}", "label_column")
    elif read.counted:
        told = f"{named(read.raters, 8)}: each cell says how many raters chose the label of its heading"
        yield Understood("Cells hold", told, "cells_hold")
    else:
        aside = f"; {named(read.aside)} left aside: not named like the raters" if read.aside else ""
        with_aside = Press(f"{named(read.aside)} as well", {"rater_columns": ", ".join((*read.raters, *read.aside))})
        yield Understood(
            "Raters", f"{named(read.raters)}{aside}", "rater_columns", (with_aside,) if read.aside else _alone(read)
        )
        yield Understood("Labels", f"{named(found.labels, 8)}{_as_one(read, found)}", "rater_columns")
    if revised := sum(fault.kind == "revised" for fault in found.faults):
        when = f"“{read.time}” says when: " if read.repeats == GUESS else ""
        told = f"{when}the latest label of a rater counts, which is another one in {say_number(revised)} cases"
        yield Understood("An item again", told, "repeats", (Press("The first counts", {"repeats": FIRST}),))
    if read.left_out:
        presses = (Press("They are labels like the others", {"left_out": ""}),)
        yield Understood("Left out", f"{named(read.left_out)}: no label was given", "left_out", presses)
    if read.aspect:
        yield Understood("Aspect", f"“{read.aspect}” of the column “{read.aspect_column}”", "aspect")


def _alone(read: Reading) -> tuple[Press, ...]:
    """What leaves a judge out that stands beside several people."""
    judges = [name for name in read.raters if words_of(name) & AS_JUDGE and not words_of(name) & AS_PEOPLE]
    people = [name for name in read.raters if name not in judges]
    if len(judges) != 1 or len(people) < 2:
        return ()
    return (Press(f"Without “{judges[0]}”", {"rater_columns": ", ".join(people)}),)


def _as_one(read: Reading, found: Ratings) -> str:
    """What was done to labels: that several in a cell are a set, that two are spellings of one."""
    sets = "; several labels in a cell count as one, the set: their order does not count" * are_sets(read, found)
    alike = ", ".join(f"“{word}” counts as “{to}”" for word, to in found.alike)
    return f"{sets}; {alike}" if alike else sets


def notices(found: Ratings) -> Iterator[str]:
    """What a reader must know of the file before the answer is relied on."""
    yield from rows_named(
        found.faults,
        {
            "unreadable": "could not be read",
            "nameless": "{have} no item or no rater",
            "repeated": "{repeat} what stands above, of which the first counts",
            "contradicts": "{repeat} what stands above with another label, of which the first counts",
            "revised": "{hold} a label that a later one replaces",
            "unparsable": "{hold} a label that is no number",
            "uncounted": "{hold} no number of raters",
        },
    )
    if found.gaps:
        every = len(found.items) * len(found.raters)
        yield f"{found.gaps:,} of {every:,} labels were not given: gaps, which count neither for nor against anyone."
    if found.gap_words:
        said = ", ".join(f"“{word}”" for word in found.gap_words)
        yield f"Cells that say {said} count as labels not given."
    alone = sum(len(one) == 1 for one in found.given)
    if alone:
        yield f"Items with a label of one rater only, which tell nothing: {alone:,}."
    yield from found.letters


def items_csv(found: Ratings, scale: str) -> str:
    """Every item with its labels, the most disputed first; of many raters the labels in one cell."""
    distances = dict(found.disputed(scale))
    order = [*distances, *(place for place in range(len(found.items)) if place not in distances)]
    wide = len(found.raters) <= 50

    def row(place: int) -> list[object]:
        distance = distances.get(place)
        cells: list[object] = [found.items[place], found.lines[place], None if distance is None else round(distance, 6)]
        labels = {rater: found.labels[label] for rater, label in found.given[place]}
        if wide:
            return cells + [labels.get(rater) for rater in range(len(found.raters))]
        return [*cells, "; ".join(f"{found.raters[rater]}: {label}" for rater, label in labels.items())]

    heading = ["item", "line", "dispute", *(found.raters if wide else ("labels",))]
    return as_csv(heading, (row(place) for place in order))
