"""Tell whether labels deserve trust, from how well raters agree, and what they leave to be measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import ClassVar

from calculators.kit import agreement as stats
from calculators.kit import fields
from calculators.kit.agreement import Agreement as Found
from calculators.kit.chart import Bar, Intervals
from calculators.kit.inputs import Refused, Rows, choice, counts, number
from calculators.kit.model import Calculator, Example, Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_number
from calculators.kit.proportions import two_sided, wilson

TWO, SEVERAL = "two", "several"
DESIGNS: Mapping[str, tuple[str, str]] = {
    TWO: ("Two raters who both labelled every item", ""),
    SEVERAL: ("Several raters, gaps allowed", ""),
}

YES_NO = Rows(((45, 15), (25, 115)))
FIVE_ITEMS = Rows(((3, 0), (3, 0), (2, 1), (0, 3), (0, 2)))

HOW_SURE = "How sure, and how good"

SKEWED = 0.6
"""From this prevalence index on, one label is so common that kappa punishes few disagreements hard."""


# A search for what would change the answer asks for the same table again and again.
cohen, fleiss, krippendorff = (
    lru_cache(maxsize=4)(formula) for formula in (stats.cohen, stats.fleiss, stats.krippendorff)
)


def table(self: "Agreement") -> Rows:
    """The counts that stand there at first."""
    return YES_NO if self.design == TWO else FIVE_ITEMS


@dataclass(frozen=True)
class Agreement(Calculator):
    """Where people who know the work give different labels, no model can be right by both of them.

    The calculator says how far raters agree beyond chance, whether their labels deserve trust, and which score even a
    perfect model could not pass when it is measured against them.
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

    examples = (
        Example(
            "200 items, yes or no: raters agree on 80 %, much of it by chance",
            {},
            answer="The labels do not deserve trust yet",
            figures={"agreement": 80, "chance": 56, "kappa": 0.24 / 0.44},
            source="by hand: (45 + 115) / 200; 0.3 · 0.35 + 0.7 · 0.65 = 0.56; (0.8 − 0.56) / (1 − 0.56)",
        ),
        Example(
            "Cohen’s kappa of 0.4",
            {"table": Rows(((20, 5), (10, 15)))},
            answer="kappa is 0.4",
            figures={"agreement": 70, "chance": 50, "kappa": 0.4},
            source="published: the first example of Wikipedia’s page on Cohen’s kappa",
        ),
        Example(
            "The same 90 % of agreement with a rare label: a lower kappa",
            {"table": Rows(((5, 10), (10, 175)))},
            answer="The labels do not deserve trust yet",
            figures={"agreement": 90, "kappa": (0.9 - 0.86125) / (1 - 0.86125)},
            source="by hand: 0.075² + 0.925² = 0.86125 by chance",
        ),
        Example(
            "14 raters, 10 items, 5 labels: Fleiss’ example",
            {
                "design": SEVERAL,
                "table": Rows(
                    (
                        (0, 0, 0, 0, 14),
                        (0, 2, 6, 4, 2),
                        (0, 0, 3, 5, 6),
                        (0, 3, 9, 2, 0),
                        (2, 2, 8, 1, 1),
                        (7, 7, 0, 0, 0),
                        (3, 2, 6, 3, 0),
                        (2, 5, 3, 2, 2),
                        (6, 5, 2, 1, 0),
                        (0, 2, 2, 3, 7),
                    )
                ),
            },
            answer="The labels do not deserve trust yet",
            figures={"agreement": 37.8, "chance": 21.3, "kappa": 0.21},
            source="published: Wikipedia’s page on Fleiss’ kappa",
            tolerance=2e-3,
        ),
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
    good: float = number(
        0.8, "Trust from", HOW_SURE, "Kappa or alpha from which you rely on the labels; 0.8 is a common custom.", most=1
    )
    tolerable: float = number(
        0.667, "With care from", HOW_SURE, "From here conclusions are tentative; 0.667 is a common custom.", most=1
    )
    confidence: float = fields.confidence(HOW_SURE, "Of the interval.")

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
        return len(self.table[0])

    @cached_property
    def items(self) -> int:
        """Items that at least two raters labelled."""
        if self.design == TWO:
            return sum(map(sum, self._checked))
        return sum(sum(row) > 1 for row in self._checked)

    @cached_property
    def cohen(self) -> Found | None:
        """Cohen's kappa, of two raters."""
        return cohen(self._checked) if self.design == TWO and self.items else None

    @cached_property
    def fleiss(self) -> Found | None:
        """Fleiss' kappa, of as many raters for every item."""
        return fleiss(self._checked) if self.design == SEVERAL and self.items else None

    @cached_property
    def krippendorff(self) -> Found | None:
        """Krippendorff's alpha, of several raters with gaps."""
        return krippendorff(self._checked) if self.design == SEVERAL and self.items else None

    @property
    def judged(self) -> Found | None:
        """The agreement that the verdict rests on: kappa of two raters, alpha of several."""
        return self.cohen if self.design == TWO else self.krippendorff

    @property
    def name(self) -> str:
        """The name of that coefficient."""
        return "kappa" if self.design == TWO else "alpha"

    @property
    def raw(self) -> float | None:
        """The share of pairs of raters who agree on an item."""
        if self.design == TWO:
            return self.cohen.raw if self.cohen else None
        return stats.pairwise(self._checked)

    @property
    def ceiling(self) -> float | None:
        """How often each rater is right, and with it the score of a perfect model; None where dice agree better."""
        return None if self.raw is None else stats.accuracy(self.raw, self.labels)

    @property
    def enough(self) -> float | None:
        """The raw agreement at which the labels would deserve trust, the shares of the labels kept."""
        found = self.judged
        if found is None or found.coefficient is None:
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

    def result(self) -> Result:
        return Result(
            verdict=self.verdict,
            answer=self._answer(),
            why=self._why(),
            notices=tuple(self._notices()),
            figures=tuple(self._figures()),
            working=tuple(self._working()),
            chart=self._chart(),
            table=self._table(),
            plan=tuple(self._plan()),
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
        told = f"By chance they would agree on {say(100 * found.chance, '%')}; {self.name} counts what lies beyond."
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
        if self.design == SEVERAL and self.fleiss is None:
            yield "Items have different numbers of raters; Fleiss’ kappa needs as many for each, alpha does not."
        if self.raw is not None and self.raw < found.chance:
            yield "They agree less than chance would have it: perhaps two labels are swapped."

    @property
    def prevalence(self) -> float | None:
        """How much more common one of two labels is than the other, as a share of the items; None for more labels."""
        if self.design != TWO or self.labels != 2 or not self.items:
            return None
        return abs(self.table[0][0] - self.table[1][1]) / self.items

    @property
    def bias(self) -> float | None:
        """How much more often one of two raters gives a label than the other does; None for more labels."""
        if self.design != TWO or self.labels != 2 or not self.items:
            return None
        return abs(self.table[0][1] - self.table[1][0]) / self.items

    def _figures(self) -> Iterator[Figure]:
        found, raw = self.judged, self.raw
        agreed = None if raw is None else 100 * raw
        low, high = self._share
        yield Figure("agreement", "Raters agree", agreed, "% of items", low, high, text=none(raw))
        chance = self.fleiss or found
        by_chance = 100 * chance.chance if chance else None
        yield Figure("chance", "By chance they would", by_chance, "%", text=none(chance))
        if self.design == TWO:
            yield self._coefficient("kappa", "Cohen’s kappa", self.cohen)
            for key, label, index in (
                ("prevalence", "Prevalence index", self.prevalence),
                ("bias", "Bias index", self.bias),
            ):
                if index is not None:
                    yield Figure(key, label, index, "")
        else:
            yield self._coefficient("alpha", "Krippendorff’s alpha", self.krippendorff)
            yield self._coefficient("kappa", "Fleiss’ kappa", self.fleiss)
        yield Figure("items", "Items that two or more labelled", self.items, "items")
        ceiling = self.ceiling
        yield Figure(
            "ceiling",
            "A perfect model would score",
            None if ceiling is None else 100 * ceiling,
            "%",
            text=none(ceiling),
        )
        if ceiling is not None and self.labels == 2:
            yield Figure("ceiling_three", "By the majority of three", 100 * stats.majority(ceiling, 3), "%")
        if self.enough is not None and self.verdict != "good":
            yield Figure("enough", "Agreement that would deserve trust", 100 * self.enough, "% of items")

    @property
    def _share(self) -> tuple[float, float] | tuple[None, None]:
        """Wilson's interval, in percent, of how often two raters agree; none for several, whose pairs share raters."""
        if self.cohen is None:
            return None, None
        raw = self.cohen.raw
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
        if self.design == TWO:
            same = sum(row[place] for place, row in enumerate(self.table))
            counted = f"{say_number(same)} / {say_number(self.items)} items"
            yield Step("Raters agree", counted, 100 * found.raw, "%")
        raw, chance = f"{found.raw:.4g}", f"{found.chance:.4g}"
        beyond = f"({raw} − {chance}) / (1 − {chance})"
        yield Step(self.name.capitalize(), beyond, found.coefficient, "")
        if self.ceiling is not None:
            share, others = f"{self.raw:.4g}", self.labels - 1
            root = f"(1 + √({others} × ({self.labels} × {share} − 1))) / {self.labels}"
            yield Step("A perfect model would score", root, 100 * self.ceiling, "%")

    def _chart(self) -> Intervals | None:
        names = (
            ("Cohen’s kappa", self.cohen),
            ("Krippendorff’s alpha", self.krippendorff),
            ("Fleiss’ kappa", self.fleiss),
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

    @property
    def specific(self) -> list[tuple[int, float, float]]:
        """Of each label that was given: its place, its share, how often another rater gives it too; worst first."""
        rows = self._checked
        found = []
        for label in range(self.labels):
            if self.design == TWO:
                same, given = 2 * rows[label][label], sum(rows[label]) + sum(row[label] for row in rows)
                share = given / (2 * self.items)
            else:
                rated = [row for row in rows if sum(row) > 1]
                same = sum(row[label] * (row[label] - 1) for row in rated)
                given = sum(row[label] * (sum(row) - 1) for row in rated)
                share = sum(row[label] for row in rated) / sum(map(sum, rated))
            if given:
                found.append((label + 1, share, same / given))
        return sorted(found, key=lambda one: one[2])

    def _table(self) -> Table | None:
        if not self.items:
            return None
        rows = tuple(
            (f"Label {place}", say(100 * share, "%"), say(100 * agreed, "%")) for place, share, agreed in self.specific
        )
        return Table(
            title="Where raters differ",
            heads=("Label", "Its share", "Another rater gives it too"),
            rows=rows,
            note="The label that raters least agree on stands first: its rule needs work. Labels count by column.",
        )

    def _plan(self) -> Iterator[PlanStep]:
        if self.verdict not in ("poor", "tentative"):
            return
        worst = self.specific[0][0]
        yield PlanStep(
            "First",
            f"Let the raters talk over items with label {worst}, and write the rule down",
            "Then all label fresh items, and you measure again. A clear rule is cheaper than more raters.",
            "Price of labels by several raters",
            "training-data",
            "raters=3",
        )


def none(value: object) -> str:
    """What stands in place of a figure that cannot be given."""
    return "none" if value is None else ""
