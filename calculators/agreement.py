"""Tell whether labels deserve trust, from how well raters agree."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, ClassVar

from calculators.bills import fields
from calculators.exports.labels import DOCCANO
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused, Rows, choice, counts, number, text, upload
from calculators.kit.model import Calculator
from calculators.kit.remarks import Remark
from calculators.results import rated, rating_gaps, rating_left, rating_scale, revisions, same_labels
from calculators.results.cells import GUESS
from calculators.results.column_fields import ACCEPTS, FILE, column, of_file
from calculators.results.file_report import FAULTS, faults_csv, remarks, write_one
from calculators.results.rated import Rated
from calculators.results.rating_counts import COUNTS, LABELS
from calculators.results.rating_reading import Reading, Told
from calculators.results.rating_shapes import ROWS_ITEMS, ROWS_RATERS
from calculators.results.ratings import Ratings, ratings, reading
from calculators.results.ratings_report import DISPUTED, items_csv
from calculators.results.revisions import WAYS
from calculators.statistics import agreement as stats
from calculators.statistics.agreement import INTERVAL, NOMINAL, ORDINAL
from calculators.statistics.agreement import Agreement as Found

TWO, SEVERAL = "two", "several"
DESIGNS: Mapping[str, tuple[str, str]] = {
    TWO: ("Two raters who both labelled every item", ""),
    SEVERAL: ("Several raters, gaps allowed", ""),
}

SCALES: Mapping[str, tuple[str, str]] = {
    NOMINAL: ("Labels without order: the same or not", ""),
    ORDINAL: ("Labels with an order: a near miss counts less", ""),
    INTERVAL: ("Numbers: the distance counts", ""),
}

HOLD: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the file looks", ""),
    LABELS: ("The label of a rater", ""),
    COUNTS: ("How many raters chose the label of the heading", ""),
}

ROWS: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the file looks", ""),
    ROWS_ITEMS: ("An item, with a column for each rater", ""),
    ROWS_RATERS: ("A rater, with a column for each item", ""),
}

YES_NO = Rows(((45, 15), (25, 115)))
FIVE_ITEMS = Rows(((3, 0), (3, 0), (2, 1), (0, 3), (0, 2)))

SAID = {
    "item": "item_column", "raters":
        "rater_columns", "rater": "rater_column", "label": "label_column", "aspect": "aspect",
    "out": "left_out", "counted": "cells_hold", "same": "same_labels",
    "repeats": "repeats", "rows": "rows_are",
}  # fmt: skip
"""What the reader may say of a file, and the input that says it."""

HOW_SURE = "How sure, and how good"


def table(self: "Agreement") -> Rows:
    """The counts that stand there at first."""
    return YES_NO if self.design == TWO else FIVE_ITEMS


@dataclass(frozen=True)
class Agreement(Calculator):
    """Where people who know the work give different labels, no model can be right by both of them.

    The calculator says how far raters agree beyond chance, whether their labels deserve trust, and which score even a
    perfect model could not pass when it is measured against them. From a file, which is read in this page and sent
    nowhere, it also says which items are disputed most.
    """

    slug = "agreement"
    title = "Agreement of raters"
    question = "Do the labels deserve trust, and how high can any score against them be?"
    asked_otherwise: ClassVar = frozenset({"design", "good", "tolerable", "confidence"})
    verdicts: ClassVar = {
        "good": "the labels deserve trust",
        "tentative": "the labels deserve trust with care",
        "poor": "the labels do not deserve trust yet",
        "unknown": "nobody can tell",
    }

    file: GivenFile | None = upload(
        "File of labels",
        help="CSV, JSON or JSON Lines, also as labelling tools export it: a row for each item with a column for each "
        "rater, or a row for each label with its item and its rater. With a file, the table typed plays no part.",
        accepts=ACCEPTS,
    )
    design: str = choice(TWO, "Raters", lambda: DESIGNS, help="Who labelled what.")
    table: Rows = counts(
        table,
        "Counts",
        help="Two raters: a row for each label of the first, a column for each label of the second, in the same order. "
        "Several: a row for each item, a column for each label, how many raters chose it.",
        rows=200,
        columns=12,
    )
    scale: str = choice(
        NOMINAL,
        "Scale",
        lambda: SCALES,
        help="Typed counts: the labels are in order, and one step apart from each other.",
    )

    item_column: str = column("item", "Column of the item", "Its name or number.", 200, shown="item_name")
    rater_columns: str = column(
        "raters", "Columns of the raters", "Where each rater has a column: their names, with commas between.", 2_000
    )
    rows_are: str = choice(GUESS, "Each row is", lambda: ROWS, FILE, "Where labels have a column each.")
    cells_hold: str = choice(GUESS, "Cells hold", lambda: HOLD, FILE, "Where labels or raters have a column each.")
    rater_column: str = column("rater", "Column of the rater", "Where each row holds one label.", 200)
    label_column: str = column("label", "Column of the label", "Where each row holds one label.", 200)
    aspect: str = column("aspect", "Aspect", "Which one, where raters label several of each item.", 200)
    left_out: str = text(
        "", "Labels left out", FILE, "Such as “9, unsure”: what a rater says who gives no label.", most=2_000
    )
    repeats: str = choice(
        GUESS, "An item again", lambda: WAYS, FILE, "Which label counts where a rater gave an item several."
    )
    same_labels: str = text(
        "", "Labels that mean the same", FILE, "Such as “good=1, bad=0”, where raters use other words.", most=2_000
    )
    label_order: str = text(
        "", "Order of the labels", FILE, "The least first, with commas between, where the order counts.", most=2_000
    )

    good: float = number(
        0.8, "Trust from", HOW_SURE, "Kappa or alpha from which you rely on the labels; 0.8 is a common custom.", most=1
    )
    tolerable: float = number(
        0.667, "With care from", HOW_SURE, "From here conclusions are tentative; 0.667 is a common custom.", most=1
    )
    confidence: float = fields.confidence(HOW_SURE, "Of the interval.")

    @property
    def said(self) -> Told:
        """What the reader says of the file; what is not said is proposed."""
        return Told(**{part: getattr(self, name) for part, name in SAID.items() if name in self.told})

    def guess(self, but: str = "") -> Reading:
        """What the file likely holds under what the reader says, but for one part; nothing without a file to read."""
        try:
            told = self.said._replace(**{but: None}) if but else self.said
            return reading(self.file, told) if self.file else Reading()
        except Refused:
            return Reading()

    @property
    def ratings(self) -> Ratings | None:
        """The labels in the file. Raises Refused where a question is open, or a column is named that is not there."""
        return ratings(self.file, self.said, self.scale, self.label_order) if self.file else None

    @cached_property
    def rated(self) -> Rated:
        """How far raters agree, in the file or by the counts typed. Raises Refused."""
        if self.file:
            self._ask_labels()
            return rated.of_file(self.file, self.said, self.scale, self.label_order)
        return rated.of_table(self._checked, self.scale, two=self.design == TWO)

    def _ask_labels(self) -> None:
        """Raises Refused where nobody says whether all labels are some, or how those count that look ordered."""
        # The labels of doccano's older export are numbers of labels.
        if not self.ratings or (self.guess().tool == DOCCANO.name and self.ratings.numeric):
            return
        if self.said.out is None and (asked := rating_gaps.question(self.ratings)):
            raise asked.refused
        if self.said.same is None and (asked := same_labels.question(self.ratings.by_name)):
            raise asked.refused
        if self.said.repeats is None and self._hangs_on_repeats(self.ratings):
            raise revisions.question(sets=self._may_be_sets(self.ratings)).refused
        if self._hangs_on_rows():
            raise rating_left.asked(self.guess().again)
        if "scale" in self.told:
            return
        if asked := rating_scale.orders(self.ratings) or rating_scale.question(
            self.ratings, ordered=bool(self.label_order)
        ):
            raise asked.refused

    def _hangs_on_repeats(self, found: Ratings) -> bool:
        """Whether another label that a rater gave an item later turns the verdict."""
        if not self.file or not any(fault.kind == "contradicts" for fault in found.faults):
            return False
        further = (revisions.LAST, revisions.ALL) if self._may_be_sets(found) else (revisions.LAST,)
        ways = (self.said, *(self.said._replace(repeats=way) for way in further))
        by_way = [rated.of_file(self.file, said, self.scale, self.label_order).judged for said in ways]
        return len({self._verdict_of(one) for one in by_way}) > 1

    def _may_be_sets(self, found: Ratings) -> bool:
        """Whether several labels of a rater can be given at once, as numbers, or steps of a scale, cannot."""
        return self.scale == NOMINAL and not found.numeric

    def _hangs_on_rows(self) -> bool:
        """Whether the verdict is another one where rows that name an item again are of that item."""
        again = self.guess().again
        if not self.file or not again:
            return False
        ways = (self.said, self.said._replace(item=again))
        by_way = [rated.of_file(self.file, said, self.scale, self.label_order).judged for said in ways]
        return len({self._verdict_of(one) for one in by_way}) > 1

    @property
    def _checked(self) -> Rows:
        """The table. Raises Refused where its shape does not fit the raters."""
        rows = self.table
        if self.design == TWO and len(rows) != len(rows[0]):
            shape = f"{len(rows)} row{'s' * (len(rows) > 1)} and {len(rows[0])} column{'s' * (len(rows[0]) > 1)}"
            raise Refused({"table": f"Counts: two raters need as many rows as columns; there are {shape}."})
        if len(rows[0]) < 2:
            raise Refused({"table": "Counts: labels that can differ need at least two columns; there is one."})
        return rows

    @property
    def labels(self) -> int:
        """How many labels there are to choose from."""
        return len(self.rated.labels)

    @property
    def items(self) -> int:
        """Items that at least two raters labelled."""
        return self.rated.items

    @property
    def judged(self) -> Found | None:
        """The agreement that the verdict rests on: kappa of two raters, else alpha, and where near misses count."""
        return self.rated.judged

    @property
    def name(self) -> str:
        """The name of that coefficient."""
        return "kappa" if self.judged is self.rated.cohen else "alpha"

    @property
    def raw(self) -> float | None:
        """The share of pairs of raters who agree on an item."""
        return self.rated.raw

    @property
    def by_chance(self) -> float | None:
        """The share on which raters would give the same label by chance."""
        return self.rated.by_chance

    @property
    def ceiling(self) -> float | None:
        """How often each rater is right, and with it the score of a perfect model; None where dice agree better.

        Where a near miss counts less than a far one, right and wrong is not the measure: see `correlation`.
        """
        if self.raw is None or self.scale != NOMINAL or self.labels < 2:
            return None
        return stats.accuracy(self.raw, self.labels)

    @property
    def correlation(self) -> float | None:
        """How far a perfect model's scores go along with one rater's: the root of the reliability."""
        found = self.judged
        if self.scale == NOMINAL or found is None or found.coefficient is None or found.coefficient < 0:
            return None
        return math.sqrt(found.coefficient)

    @property
    def enough(self) -> float | None:
        """The raw agreement at which the labels would deserve trust, the shares of the labels kept."""
        found = self.judged
        if found is None or found.coefficient is None or self.scale != NOMINAL:
            return None
        return found.chance + self.good * (1 - found.chance)

    @property
    def verdict(self) -> str:
        return self._verdict_of(self.judged)

    def _verdict_of(self, found: Found | None) -> str:
        if found is None or found.coefficient is None:
            return "unknown"
        if found.coefficient >= self.good:
            return "good"
        return "tentative" if found.coefficient >= self.tolerable else "poor"

    @property
    def idle(self) -> frozenset[str]:
        return frozenset({"design", "table"}) if self.file else of_file(type(self))

    @property
    def unused(self) -> frozenset[str]:
        # Another scale is another question, and every item would be reckoned again.
        return self.idle | {"scale", "rows_are", "repeats"} if self.file else self.idle

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return remarks(self.file.path, self.ratings.faults) if self.file and self.ratings else ()

    def write(self, key: str, out: BinaryIO) -> None:
        found = self.ratings
        if found is None:
            raise KeyError(key)
        texts = {DISPUTED.key: lambda: items_csv(found, self.scale), FAULTS.key: lambda: faults_csv(found.faults)}
        write_one(key, texts, out)

    @property
    def prevalence(self) -> float | None:
        """How much more common one of two labels is than the other, as a share of the items; None for more labels."""
        rows = self.rated.confusion
        return abs(rows[0][0] - rows[1][1]) / self.items if len(rows) == 2 and self.items else None

    @property
    def bias(self) -> float | None:
        """How much more often one of two raters gives a label than the other does; None for more labels."""
        rows = self.rated.confusion
        return abs(rows[0][1] - rows[1][0]) / self.items if len(rows) == 2 and self.items else None
