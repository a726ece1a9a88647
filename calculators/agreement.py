"""Tell whether labels deserve trust, from how well raters agree, and what they leave to be measured."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, ClassVar

from calculators.bills import fields
from calculators.kit.chart import Bar, Intervals
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused, Rows, choice, counts, number, text, upload
from calculators.kit.model import Calculator, Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_number
from calculators.results.columns import listed
from calculators.results.paired_report import faults_csv, left_out
from calculators.results.rated import Rated, of_file, of_table
from calculators.results.rating_columns import Columns, guessed
from calculators.results.ratings import Ratings, ratings
from calculators.results.ratings_report import DISPUTED, FAULTS, by_rater, disputed, items_csv, notices
from calculators.statistics import agreement as stats
from calculators.statistics.agreement import INTERVAL, NOMINAL, ORDINAL
from calculators.statistics.agreement import Agreement as Found
from calculators.statistics.proportions import two_sided, wilson

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

FILE = "What the columns of the file hold"

YES_NO = Rows(((45, 15), (25, 115)))
FIVE_ITEMS = Rows(((3, 0), (3, 0), (2, 1), (0, 3), (0, 2)))

HOW_SURE = "How sure, and how good"

SHOWN = 20
"""So many labels are shown."""

SKEWED = 0.6
"""From this prevalence index on, one label is so common that kappa punishes few disagreements hard."""


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
    verdicts: ClassVar = {
        "good": "the labels deserve trust",
        "tentative": "the labels deserve trust with care",
        "poor": "the labels do not deserve trust yet",
        "unknown": "nobody can tell",
    }

    file: GivenFile | None = upload(
        "File of labels",
        help="CSV or JSONL: a row for each item with a column for each rater, or a row for each label with its item "
        "and its rater. With a file, the table typed plays no part.",
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

    item_column: str = text(lambda self: self.guess.item, "Column of the item", FILE, "Its name or number.", most=200)
    rater_columns: str = text(
        lambda self: ", ".join(self.guess.raters),
        "Columns of the raters",
        FILE,
        "Where each rater has a column: their names, with commas between.",
        most=2_000,
    )
    rater_column: str = text(
        lambda self: self.guess.rater, "Column of the rater", FILE, "Where each row holds one label.", most=200
    )
    label_column: str = text(
        lambda self: self.guess.label, "Column of the label", FILE, "Where each row holds one label.", most=200
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
    def guess(self) -> Columns:
        """What the columns of the file likely hold; nothing without a file."""
        return guessed(self.file) if self.file else Columns()

    @property
    def columns(self) -> Columns:
        """What they hold by the reader's word."""
        several = () if self.rater_column else listed(self.rater_columns)
        return Columns(self.item_column, several, self.rater_column, self.label_column)

    @property
    def ratings(self) -> Ratings | None:
        """The labels in the file. Raises Refused where columns are named that are not there."""
        return ratings(self.file, self.columns, self.scale, self.label_order) if self.file else None

    @cached_property
    def rated(self) -> Rated:
        """How far raters agree, in the file or by the counts typed. Raises Refused."""
        if self.file:
            return of_file(self.file, self.columns, self.scale, self.label_order)
        return of_table(self._checked, self.scale, two=self.design == TWO)

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
        found = self.judged
        if found is None or found.coefficient is None:
            return "unknown"
        if found.coefficient >= self.good:
            return "good"
        return "tentative" if found.coefficient >= self.tolerable else "poor"

    @property
    def idle(self) -> frozenset[str]:
        of_file = frozenset(name for name, declared in self.inputs().items() if declared.group == FILE)
        return frozenset({"design", "table"}) if self.file else of_file

    @property
    def unused(self) -> frozenset[str]:
        # Another scale is another question, and every item would be reckoned again.
        return self.idle | {"scale"} if self.file else self.idle

    def write(self, key: str, out: BinaryIO) -> None:
        found = self.ratings
        if found is None or key not in (DISPUTED.key, FAULTS.key):
            raise KeyError(key)
        written = items_csv(found, self.scale) if key == DISPUTED.key else faults_csv(found.faults)
        out.write(written.encode())

    def result(self) -> Result:
        found = self.ratings
        tables = [disputed(found, self.scale) if found else None, self._table()]
        tables += [by_rater(found), left_out(found.faults)] if found else []
        first, *others = [*filter(None, tables), None]
        downloads = ((DISPUTED, FAULTS) if found.faults else (DISPUTED,)) if found else ()
        return Result(
            verdict=self.verdict,
            answer=self._answer(),
            why=self._why(),
            notices=(*self._notices(), *(notices(found) if found else ())),
            figures=tuple(self._figures()),
            working=tuple(self._working()),
            chart=self._chart(),
            table=first,
            more_tables=tuple(filter(None, others)),
            plan=tuple(self._plan()),
            downloads=downloads,
        )

    def _ends(self, found: Found) -> tuple[float, float] | tuple[None, None]:
        """The interval of a coefficient, within -1 and 1."""
        if found.coefficient is None or found.error is None:
            return None, None
        half = two_sided(self.confidence / 100) * found.error
        return max(-1.0, found.coefficient - half), min(1.0, found.coefficient + half)

    def _answer(self) -> str:
        found = self.judged
        if found is None:
            return "Nobody can tell: no item has labels of two raters."
        if found.coefficient is None:
            return "Nobody can tell: every label is the same one, so that raters who guess would agree as well."
        low, high = self._ends(found)
        spread = "" if low is None or high is None else f" ({say_number(low)} to {say_number(high)})"
        opening = {
            "good": "The labels deserve trust",
            "tentative": "The labels deserve trust with care",
            "poor": "The labels do not deserve trust yet",
        }[self.verdict]
        raw = say(100 * (self.raw or 0), "%")
        return f"{opening}: {self.name} is {say_number(found.coefficient)}{spread}, with raters agreeing on {raw}."

    def _why(self) -> str:
        found = self.judged
        if found is None or found.coefficient is None:
            return "Agreement tells something only where raters had a choice and could have differed."
        chance = say(100 * (self.by_chance or 0), "%")
        told = f"By chance they would agree on {chance}; {self.name} counts what lies beyond"
        if self.scale != NOMINAL:
            told = f"{told}, a near miss less than a far one."
            if self.correlation is None:
                return f"{told} They agree less than dice would, so nothing can be measured against these labels."
            return (
                f"{told} A perfect model’s scores would go along with one rater’s by a correlation of at most about "
                f"{say_number(self.correlation)}."
            )
        told += "."
        if self.ceiling is None:
            return f"{told} They agree less than dice would, so nothing can be measured against these labels."
        if self.ceiling >= 1:
            return f"{told} They never differ, so the labels set no ceiling to a score."
        return (
            f"{told} If raters err equally often and independently, each is right on {say(100 * self.ceiling, '%')}: a "
            "perfect model would score no more against the labels of one."
        )

    def _notices(self) -> Iterator[str]:
        found = self.judged
        if found is None or found.coefficient is None:
            return
        low, high = self._ends(found)
        if low is None or high is None:
            yield "Too few items for an interval."
        elif any(low < border <= high for border in (self.good, self.tolerable)):
            yield "The interval reaches over a border, so more items could turn this answer."
        if self.prevalence is not None and self.prevalence >= SKEWED:
            yield (
                "One label is far more common than the other. Chance then explains most agreement, and few "
                "disagreements pull kappa down: look at both figures, and at the agreement on the rare label below."
            )
        if self.rated.uneven:
            yield "Items have different numbers of raters; Fleiss’ kappa needs as many for each, alpha does not."
        if found.coefficient < 0:
            yield "They agree less than chance would have it: perhaps two labels are swapped."
        yield from self._notices_of_labels()

    def _notices_of_labels(self) -> Iterator[str]:
        read = self.ratings
        if read is None:
            return
        if self.scale == ORDINAL and read.guessed_order:
            order = ", ".join(read.labels[:12])
            yield f"The order of the labels is that of the alphabet ({order}): type theirs into “Order of the labels”."
        if self.scale == NOMINAL and read.numeric and len(read.labels) > 2:
            yield "The labels are numbers. If a near miss is better than a far one, choose another scale."

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

    def _figures(self) -> Iterator[Figure]:
        raw = self.raw
        agreed = None if raw is None else 100 * raw
        low, high = self._share
        yield Figure("agreement", "Raters agree", agreed, "% of items", low, high, text=none(raw))
        by_chance = None if self.by_chance is None else 100 * self.by_chance
        yield Figure("chance", "By chance they would", by_chance, "%", text=none(by_chance))
        weights = {NOMINAL: "", ORDINAL: ", linear weights", INTERVAL: ", squared weights"}[self.scale]
        if self.rated.two:
            yield self._coefficient("kappa", f"Cohen’s kappa{weights}", self.rated.cohen)
            if self.rated.alpha:
                yield self._coefficient("alpha", "Krippendorff’s alpha", self.rated.alpha)
            for key, label, index in (
                ("prevalence", "Prevalence index", self.prevalence),
                ("bias", "Bias index", self.bias),
            ):
                if index is not None:
                    yield Figure(key, label, index, "")
        else:
            yield self._coefficient("alpha", "Krippendorff’s alpha", self.rated.alpha)
            if self.scale == NOMINAL:
                yield self._coefficient("kappa", "Fleiss’ kappa", self.rated.fleiss)
        yield Figure("items", "Items that two or more labelled", self.items, "items")
        ceiling = self.ceiling
        if self.scale == NOMINAL:
            score = None if ceiling is None else 100 * ceiling
            yield Figure("ceiling", "A perfect model would score", score, "%", text=none(ceiling))
        else:
            along = self.correlation
            yield Figure("correlation", "A perfect model would correlate by", along, "", text=none(along))
        if ceiling is not None and self.labels == 2:
            yield Figure("ceiling_three", "By the majority of three", 100 * stats.majority(ceiling, 3), "%")
        if self.enough is not None and self.verdict != "good":
            yield Figure("enough", "Agreement that would deserve trust", 100 * self.enough, "% of items")
        if read := self.ratings:
            yield Figure("rows", "Rows of the file", read.rows, "rows")
            yield Figure("raters", "Raters", len(read.raters), "raters")
            yield Figure("gaps", "Gaps", read.gaps, "labels")

    @property
    def _share(self) -> tuple[float, float] | tuple[None, None]:
        """Wilson's interval, in percent, of how often two raters agree; none for several, whose pairs share raters."""
        raw = self.raw
        if not self.rated.two or raw is None:
            return None, None
        low, high = wilson(raw * self.items, self.items, two_sided(self.confidence / 100))
        return 100 * min(low, raw), 100 * max(high, raw)

    def _coefficient(self, key: str, label: str, found: Found | None) -> Figure:
        value = found.coefficient if found else None
        low, high = self._ends(found) if found else (None, None)
        return Figure(key, label, value, "", low, high, text=none(value))

    def _working(self) -> Iterator[Step]:
        found = self.judged
        if found is None or found.coefficient is None or self.raw is None:
            return
        if self.rated.two and self.rated.confusion:
            same = sum(row[place] for place, row in enumerate(self.rated.confusion))
            counted = f"{say_number(same)} / {say_number(self.items)} items"
            yield Step("Raters agree", counted, 100 * self.raw, "%")
        if self.scale != NOMINAL:
            beyond = "1 − mean squared distance of two labels of an item / that of any two labels"
            yield Step("Alpha", beyond, found.coefficient, "")
            return
        raw, chance = f"{found.raw:.4g}", f"{found.chance:.4g}"
        beyond = f"({raw} − {chance}) / (1 − {chance})"
        yield Step(self.name.capitalize(), beyond, found.coefficient, "")
        if self.ceiling is not None:
            share, others = f"{self.raw:.4g}", self.labels - 1
            root = f"(1 + √({others} × ({self.labels} × {share} − 1))) / {self.labels}"
            yield Step("A perfect model would score", root, 100 * self.ceiling, "%")

    def _chart(self) -> Intervals | None:
        names = (
            ("Cohen’s kappa", self.rated.cohen),
            ("Krippendorff’s alpha", self.rated.alpha),
            ("Fleiss’ kappa", self.rated.fleiss if self.scale == NOMINAL else None),
        )
        bars = [
            Bar(name, found.coefficient, *self._ends(found))
            for name, found in names
            if found and found.coefficient is not None
        ]
        if not bars:
            return None
        return Intervals(
            title=f"Agreement beyond chance, from 0 to 1, with {say(self.confidence, '%')} confidence",
            summary=self._answer(),
            unit="",
            bars=tuple(bars),
            zero="chance",
        )

    def _table(self) -> Table | None:
        """Where raters differ, label by label."""
        specific = self.rated.specific
        if not specific:
            return None
        rows = tuple((name, say(100 * share, "%"), say(100 * agreed, "%")) for name, share, agreed in specific[:SHOWN])
        count = " Labels count by column." if not self.file else ""
        return Table(
            title="Where raters differ",
            heads=("Label", "Its share", "Another rater gives it too"),
            rows=rows,
            note=f"The label that raters least agree on stands first: its rule needs work.{count}",
        )

    def _plan(self) -> Iterator[PlanStep]:
        if self.verdict not in ("poor", "tentative"):
            return
        worst = self.rated.specific[0][0] if self.rated.specific else ""
        worst = f"“{worst}”" if self.file else worst[:1].lower() + worst[1:]
        items = f"items with {worst}" if worst and self.scale == NOMINAL else "the most disputed items"
        yield PlanStep(
            "First",
            f"Let the raters talk over {items}, and write the rule down",
            "Then all label fresh items, and you measure again. A clear rule is cheaper than more raters.",
            "Price of labels by several raters",
            "training-data",
            "raters=3",
        )


def none(value: object) -> str:
    """What stands in place of a figure that cannot be given."""
    return "none" if value is None else ""
