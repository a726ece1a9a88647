"""Tell how many items an evaluation takes, and what the items at hand can show."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from calculators.bills import fields
from calculators.kit.chart import Chart, Line, Mark, Point
from calculators.kit.inputs import Refused, choice, number
from calculators.kit.model import Calculator, Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number, write_number
from calculators.statistics import proportions as stats

PAIRED, SEPARATE, SCORES, SINGLE = "paired", "separate", "scores", "single"
DESIGNS: Mapping[str, tuple[str, str]] = {
    PAIRED: ("The same items before and after, right or wrong", "Before and after"),
    SEPARATE: ("Separate items before and after, right or wrong", "Before and after"),
    SCORES: ("The same items before and after, scores from 0 to 1", "Before and after"),
    SINGLE: ("One score with a margin", "One model"),
}

ONE_SCORE = "For one score"
GROUPS = "For separate items"
FRACTIONS = "For scores from 0 to 1"
CLUSTERS = "For items that share documents"
CERTAINTY = "How sure"
LABELS = "Price of the labels"

LEAST = 1e-4
"""A smaller difference, as a share, counts as none: no evaluation has the hundreds of millions of items for it."""

STEPS = 40
"""Points of the chart's line."""


@dataclass(frozen=True)
class SampleSize(Calculator):
    """An evaluation is a sample: with few items, a better model can look worse by luck, and a worse one better.

    The calculator says how many items it takes to see the difference that you hope for, what the items that you have
    can show, and why other calculators give other numbers for the same question.
    """

    slug = "sample-size"
    title = "Items to evaluate"
    question = "How many items must you evaluate, and what can the items that you have show?"
    verdicts: ClassVar = {
        "enough": "your items are enough",
        "too-few": "your items are too few",
        "nothing": "there is no difference to find",
    }

    design: str = choice(PAIRED, "Design", lambda: DESIGNS, help="Before and after on the same items takes the fewest.")
    items: int = number(
        200,
        "Items at hand",
        help="Items of your evaluation set; for separate items, in each of the two groups.",
        unit="items",
        least=1,
        most=100_000_000,
        whole=True,
    )
    gained: float = number(
        10, "Gained", help="Share of the items that are wrong before and right after.", unit="%", most=100
    )
    lost: float = number(
        5, "Lost", help="Share of the items that are right before and wrong after.", unit="%", most=100
    )
    right_before: float = number(
        80, "Right before", help="Share of items that are right now, or that you expect.", unit="%", most=100
    )

    right_after: float = number(
        85, "Right after", GROUPS, "The least share that would be worth the change.", unit="%", most=100
    )
    margin: float = number(
        5, "Margin", ONE_SCORE, "Half the width of the interval around the score.", unit="% points", least=0.01, most=49
    )
    difference: float = number(
        0.05, "Difference to find", FRACTIONS, "Of the mean score.", unit="points", least=LEAST, most=1
    )
    spread: float = number(
        0.3,
        "Spread from item to item",
        FRACTIONS,
        "Standard deviation of after − before over the items, from a pilot.",
        unit="points",
        most=1,
    )
    noise_before: float = number(
        0,
        "Noise of an answer before",
        FRACTIONS,
        "Standard deviation of the score when the same item is answered again; leave 0 if the spread holds it.",
        unit="points",
        most=0.5,
    )
    noise_after: float = number(
        0, "Noise of an answer after", FRACTIONS, "The same for the model after.", unit="points", most=0.5
    )
    samples_before: int = number(
        1, "Answers per item before", FRACTIONS, "Their mean is the item’s score.", unit="answers", least=1, most=1_000,
        whole=True,
    )  # fmt: skip
    samples_after: int = number(
        1, "Answers per item after", FRACTIONS, "The same for the model after.", unit="answers", least=1, most=1_000,
        whole=True,
    )  # fmt: skip

    cluster_size: float = number(
        1, "Items per document", CLUSTERS, "Or per conversation, topic, customer; 1 if each item stands alone.",
        unit="items", least=1, most=10_000,
    )  # fmt: skip
    likeness: float = number(
        20,
        "Likeness within a document",
        CLUSTERS,
        "0: no more alike than any two items; 100: one tells all of the others. “Before and after” reckons it from a "
        "file.",
        unit="%",
        most=100,
    )

    confidence: float = fields.confidence(CERTAINTY, "Of the interval, and of the two-sided test.")
    power: float = fields.power(CERTAINTY, "How often a difference that is there shall show.")
    variants: int = fields.variants(
        CERTAINTY, "Each is compared with the model before; the more, the stricter the test of the best."
    )
    label_price: float = number(
        1, "Labelling", LABELS, "Writing or labelling and checking one item.", unit="USD/item", most=10_000
    )

    @property
    def level(self) -> float:
        """The confidence that the strictest of the tests is held to, as a share: 1 - (1 - confidence) / variants."""
        return 1 - (1 - self.confidence / 100) / self.variants

    @cached_property
    def z(self) -> float:
        """Standard errors to either side at this confidence."""
        return stats.two_sided(self.level)

    @cached_property
    def z_power(self) -> float:
        """Standard errors that the power asks for."""
        return stats.quantile(self.power / 100)

    @property
    def before(self) -> float:
        """The share that is right before."""
        return self.right_before / 100

    @property
    def variance(self) -> float:
        """Variance of an item's difference of scores: ω² + σ²/K before + σ²/K after."""
        noise = stats.square(self.noise_before) / self.samples_before
        noise += stats.square(self.noise_after) / self.samples_after
        return stats.square(self.spread) + noise

    @property
    def shift(self) -> float:
        """The difference to find, as a share or in points of the score; the margin for one score."""
        if self.design == PAIRED:
            return (self.gained - self.lost) / 100
        if self.design == SEPARATE:
            return (self.right_after - self.right_before) / 100
        return self.difference if self.design == SCORES else self.margin / 100

    @property
    def _checked(self) -> "SampleSize":
        """Itself. Raises Refused where more items change than there are."""
        if self.design == PAIRED and self.gained + self.lost > 100 + 1e-9:
            rest = write_number(100 - self.gained)
            told = f"Lost: {say(self.gained, '%')} gained and {say(self.lost, '%')} lost are more than all items"
            raise Refused({"lost": f"{told}; type at most {rest} %."})
        return self

    @property
    def design_effect(self) -> float:
        """How many times as many items it takes because they share documents: 1 + (m − 1) · likeness (Kish 1965)."""
        return 1 + (self.cluster_size - 1) * self.likeness / 100

    def worth(self, items: float) -> float:
        """How many items that stand alone these are worth."""
        return items / self.design_effect

    @property
    def needed(self) -> float | None:
        """Items (in each group), not rounded; None where there is no difference to find."""
        return None if self.alone is None else self.alone * self.design_effect

    @cached_property
    def alone(self) -> float | None:
        """The same if each item stood alone."""
        case = self._checked
        if abs(case.shift) < LEAST:
            return None
        if case.design == PAIRED:
            return stats.paired_items(case.gained / 100, case.lost / 100, case.z, case.z_power)
        if case.design == SEPARATE:
            return stats.separate_items(case.before, case.right_after / 100, case.z, case.z_power)
        if case.design == SCORES:
            return stats.score_items(case.variance, case.shift, case.z, case.z_power)
        return stats.wilson_items(case.before, case.shift, case.z)

    @property
    def items_needed(self) -> int | None:
        """Items (in each group), whole; None where there is no difference to find."""
        return None if self.needed is None else whole(self.needed)

    @property
    def groups(self) -> int:
        """How many groups of items are labelled."""
        return 2 if self.design == SEPARATE else 1

    @property
    def label_cost(self) -> float | None:
        """USD for the labels of all items needed."""
        return None if self.items_needed is None else self.items_needed * self.groups * self.label_price

    @property
    def up_front_cost(self) -> float:
        """USD for the labels of all items needed; 0 where there is no difference to find."""
        return self.label_cost or 0.0

    @property
    def chance(self) -> float | None:
        """How often, in percent, the items at hand show the difference; None for one score."""
        if self.design == SINGLE or abs(self.shift) < LEAST:
            return None
        if self.design == PAIRED:
            return 100 * stats.paired_power(self.gained / 100, self.lost / 100, self.worth(self.items), self.z)
        if self.design == SEPARATE:
            return 100 * stats.separate_power(self.before, self.right_after / 100, self.worth(self.items), self.z)
        return 100 * stats.score_power(self.variance, self.shift, self.worth(self.items), self.z)

    def detectable(self, items: float, halvings: int = 50) -> float | None:
        """The least difference (share, points, or margin) that so many items show; None where none is large enough."""
        items = self.worth(items)
        if self.design == PAIRED:
            return stats.paired_detectable((self.gained + self.lost) / 100, items, self.z, self.z_power)
        if self.design == SCORES:
            found = (self.z + self.z_power) * math.sqrt(self.variance / items)
            return found if found <= 1 else None
        if self.design == SINGLE:
            return stats.wilson_margin(self.before, items, self.z)
        way = 1 if self.right_after >= self.right_before else -1
        too_small, enough = 0.0, 1 - self.before if way > 0 else self.before
        if enough <= 0 or stats.separate_items(self.before, self.before + way * enough, self.z, self.z_power) > items:
            return None
        for _ in range(halvings):
            middle = (too_small + enough) / 2
            if stats.separate_items(self.before, self.before + way * middle, self.z, self.z_power) > items:
                too_small = middle
            else:
                enough = middle
        return enough

    @property
    def verdict(self) -> str:
        if self.needed is None:
            return "nothing"
        return "enough" if self.items >= whole(self.needed) else "too-few"

    @property
    def idle(self) -> frozenset[str]:
        of_design = {
            PAIRED: {"gained", "lost", "power", "right_before"},
            SEPARATE: {"right_before", "right_after", "power"},
            SCORES: {"difference", "spread", "noise_before", "noise_after", "samples_before", "samples_after", "power"},
            SINGLE: {"right_before", "margin"},
        }
        always = {"design", "items", "confidence", "variants", "label_price", "cluster_size"}
        if self.cluster_size > 1:
            always.add("likeness")
        return frozenset(self.inputs()) - of_design[self.design] - always

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

    @property
    def _unit(self) -> str:
        """The unit of a difference."""
        return "points" if self.design == SCORES else "% points"

    def _points(self, difference: float) -> str:
        """A difference to read, in the reader's unit."""
        said = say_number(abs(self._scaled(difference)))
        return f"{said} point{'' if said == '1' else 's'}"

    def _scaled(self, difference: float) -> float:
        return difference if self.design == SCORES else 100 * difference

    @property
    def _in_each(self) -> str:
        return " in each group" if self.design == SEPARATE else ""

    @property
    def _what(self) -> str:
        """The difference in words: "a gain of 5 points"."""
        return f"a {'gain' if self.shift > 0 else 'loss'} of {self._points(self.shift)}"

    def _answer(self) -> str:
        count, each = say_number(self.items), self._in_each
        if self.items_needed is None:
            return "There is no difference to find: both models would be right equally often."
        needed = f"{say_number(self.items_needed)} item{'' if self.items_needed == 1 else 's'}"
        enough = self.verdict == "enough"
        if self.design == SINGLE:
            reached = f"a margin of {self._points(self.detectable(self.items) or 0)}"
            if enough:
                return f"Your {count} items are enough: they give {reached}, and {needed} would give {self._margin}."
            return f"You need {needed} for a margin of {self._margin}: with {count} you get {reached}."
        shown = f"{say_number(round(self.chance or 0))} of 100 evaluations"
        if enough:
            return f"Your {count} items{each} are enough: they show {self._what} in {shown}; {needed}{each} would do."
        return f"You need {needed}{each} to see {self._what}: with {count}{each}, only {shown} would show it."

    @property
    def _margin(self) -> str:
        return self._points(self.shift)

    def _why(self) -> str:
        if self.items_needed is None:
            return "Only a difference can be found by more items; where there is none, they only say so more surely."
        if self.design == PAIRED:
            changed = self.items_needed * (self.gained + self.lost) / 100
            told = f"Only items that change tell the two apart: of {say_number(self.items_needed)}, about "
            told += f"{say_number(round(changed))}."
            separate = self._separate
            if separate is not None:
                told += f" On separate items it would take {say_number(separate)} in each group."
            return told
        if self.design == SEPARATE:
            return (
                "Each group has its own luck in which items it holds, and both add up. "
                "The same items before and after take far fewer."
            )
        if self.design == SCORES:
            return (
                f"An item’s difference varies by {say_number(math.sqrt(self.variance))} points around its mean, so "
                f"the mean of {say_number(self.items_needed)} varies by "
                f"{say_number(math.sqrt(self.variance / self.worth(self.items_needed)))}."
            )
        low, high = self._interval
        return (
            f"If {say(self.right_before, '%')} of {say_number(self.items)} items are right, the share that would be "
            f"right of all such inputs is likely between {say(low, '%')} and {say(high, '%')}."
        )

    @property
    def _separate(self) -> int | None:
        """Items in each group that separate items would take for the same difference; None where it cannot be."""
        after = self.before + self.shift
        if abs(self.shift) < LEAST or not 0 <= after <= 1:
            return None
        return self._whole(stats.separate_items(self.before, after, self.z, self.z_power))

    def _whole(self, alone: float) -> int:
        """Whole items, in documents, for a number of items that stand alone."""
        return whole(alone * self.design_effect)

    @property
    def _interval(self) -> tuple[float, float]:
        """Wilson's interval, in percent, around the share expected, with the items at hand."""
        items = self.worth(self.items)
        low, high = stats.wilson(self.before * items, items, self.z)
        return 100 * low, 100 * high

    def _figures(self) -> Iterator[Figure]:
        needed, each = self.items_needed, self._in_each
        yield Figure("items_needed", f"Items needed{each}", needed, "items", text="" if needed else "no number")
        if self.design == SINGLE:
            reached = self.detectable(self.items)
            yield Figure("margin", "Margin with your items", 100 * (reached or 0), "% points")
            yield Figure("interval", "Interval with your items", self.right_before, "%", *self._clear(self._interval))
            yield Figure(
                "unseen",
                "May fail though none of your items does",
                100 * stats.unseen(self.worth(self.items), self.level),
                "%",
            )
            textbook = stats.square(self.z / self.shift) * self.before * (1 - self.before)
            yield Figure("items_textbook", "By the textbook formula", self._whole(textbook), "items")
        else:
            yield Figure("power", "Your items show it", self.chance, "% of evaluations", text=self._none(self.chance))
            shown = self.detectable(self.items)
            scaled = None if shown is None else self._scaled(shown)
            yield Figure("detectable", "Least difference they show", scaled, self._unit, text=self._none(shown))
        if self.design == PAIRED:
            separate = self._separate
            yield Figure(
                "items_separate", "On separate items, in each group", separate, "items", text=self._none(separate)
            )
        if self.design == SEPARATE and needed:
            for key, label, formula in (
                ("items_baseline", "By Evan Miller’s formula", stats.baseline_items),
                ("items_arcsine", "By the arcsine formula", stats.arcsine_items),
            ):
                found = formula(self.before, self.right_after / 100, self.z, self.z_power)
                # As his page rounds.
                rounded = round(found * self.design_effect) if key == "items_baseline" else self._whole(found)
                yield Figure(key, label, rounded, "items")
        if self.cluster_size > 1:
            told = "So many times as many items it takes because they share documents."
            yield Figure("design_effect", "Design effect", self.design_effect, "", help=told)
            yield Figure("worth", "Your items are worth", self.worth(self.items), "items that stand alone")
            if needed is not None:
                yield Figure("documents", f"Documents needed{each}", whole(needed / self.cluster_size), "documents")
        if needed is not None:
            yield Figure("labels_needed", "Labels needed", needed * self.groups, "labels")
            yield Figure("label_cost", "Their price", self.label_cost, "USD")
            missing = max(0, needed - self.items) * self.groups
            yield Figure("missing_cost", "Price of those still missing", missing * self.label_price, "USD")

    def _clear(self, ends: tuple[float, float]) -> tuple[float, float]:
        """The ends of an interval, the value within them whatever the last digit does."""
        return min(ends[0], self.right_before), max(ends[1], self.right_before)

    @staticmethod
    def _none(value: float | None) -> str:
        return "none" if value is None else ""

    def _notices(self) -> Iterator[str]:
        if self.variants > 1:
            yield (
                f"With {say_number(self.variants)} variants the best of them is held to {say(100 * self.level, '%')} "
                "confidence (Holm’s first step): among many, one looks good by luck."
            )
        if self.design == PAIRED and self.needed is not None:
            least = math.ceil(math.log2(2 / (1 - self.level)) - 1e-9)
            changed = self.worth(self.items) * (self.gained + self.lost) / 100
            if changed < 3 * least:
                yield (
                    f"Of your items about {say_number(round(changed))} would change. Even if all changed for the "
                    f"better, the exact test needs {least} to call it more than luck."
                )
        if self.design == SINGLE and self.before in (0, 1):
            yield (
                "A share of 0 or 100 % in a sample is not one of all inputs: see above how many may fail though none "
                "of your items does."
            )

    def _working(self) -> Iterator[Step]:
        if self.variants > 1:
            strict = f"100 − (100 − {say_number(self.confidence)}) / {self.variants}"
            yield Step("Confidence of the strictest test", strict, 100 * self.level, "%")
        yield Step("z, two-sided", f"{say(100 * self.level, '%')} confidence", self.z, "")
        if self.design != SINGLE:
            yield Step("z of the power", say(self.power, "%"), self.z_power, "")
        if self.alone is None or self.needed is None:
            return
        yield Step(f"Items{self._in_each}", self._formula(), self.alone, "items")
        if self.cluster_size > 1:
            effect = f"1 + ({digits(self.cluster_size)} − 1) × {digits(self.likeness / 100)}"
            yield Step("Design effect", effect, self.design_effect, "")
            counted = f"{digits(self.alone)} × {digits(self.design_effect)}"
            yield Step(f"Items in documents{self._in_each}", counted, self.needed, "items")

    def _formula(self) -> str:
        z, z_power, shift = digits(self.z), digits(self.z_power), digits(abs(self.shift))
        if self.design == PAIRED:
            changed = (self.gained + self.lost) / 100
            rest = digits(max(0.0, changed - stats.square(self.shift)))
            return f"({z} × √{digits(changed)} + {z_power} × √{rest})² / {shift}²"
        if self.design == SEPARATE:
            after, middle = self.right_after / 100, (self.before + self.right_after / 100) / 2
            pooled = digits(2 * middle * (1 - middle))
            own = digits(self.before * (1 - self.before) + after * (1 - after))
            return f"({z} × √{pooled} + {z_power} × √{own})² / {shift}²"
        if self.design == SCORES:
            return f"({z} + {z_power})² × {digits(self.variance)} / {shift}²"
        share = f"{digits(self.before)} × {digits(1 - self.before)}"
        return f"n with {z} × √({share} / n + {z}² / 4n²) / (1 + {z}² / n) = {shift}"

    def _chart(self) -> Chart | None:
        """Items against the difference that they show."""
        needed = self.needed or self.items
        most = min(max(1.5 * needed, 1.2 * self.items), 6 * needed)
        least = max(1.0, most / 100)
        counts = [least * (most / least) ** (step / STEPS) for step in range(STEPS + 1)]
        shown = [(count, self.detectable(count, 30)) for count in counts]
        points: list[Point] = [(count, self._scaled(found)) for count, found in shown if found is not None]
        if len(points) < 2:
            return None
        marks = []
        reached = self.detectable(self.items)
        if reached is not None:
            marks.append(Mark(self.items, self._scaled(reached), f"yours: {self._points(reached)}"))
        if self.items_needed and self.items_needed != self.items:
            marks.append(Mark(self.items_needed, None, f"{say_number(self.items_needed)} needed"))
        name = "Margin" if self.design == SINGLE else "Least difference shown"
        return Chart(
            title=f"{name}, by items{self._in_each}",
            summary=self._answer(),
            x_label="Evaluation set",
            x_unit="items",
            y_unit=self._unit,
            lines=(Line(name, tuple(points)),),
            marks=tuple(marks),
        )

    def _table(self) -> Table | None:
        rows = tuple((name, say_number(self._whole(items)), where) for name, items, where in self._formulas())
        if not rows:
            return None
        return Table(
            title="Why other calculators give other numbers",
            heads=("Formula", f"Items{self._in_each}", "Where it is met"),
            rows=rows,
            note="The first is the one used here. None is wrong: each is near in its own way, and says so too seldom.",
        )

    def _formulas(self) -> Iterator[tuple[str, float, str]]:
        """The formulas for this question, ours first: name, items, where it is used."""
        if self.alone is None:
            return
        z, z_power, shift = self.z, self.z_power, self.shift
        if self.design == SINGLE:
            yield "Wilson’s interval", self.alone, "what before and after is measured with on this site"
            yield "z² · p · (1 − p) / margin²", stats.square(z / shift) * self.before * (1 - self.before), "textbooks"
            yield "z² / (4 · margin²): as if p were 50 %", stats.square(z / shift) / 4, "polls, when nothing is known"
        elif self.design == PAIRED:
            changed = (self.gained + self.lost) / 100
            yield "Unconditional, Miettinen and Connor", self.alone, "tables for McNemar’s test"
            normal = stats.square((z + z_power) / shift) * max(0.0, changed - shift * shift)
            yield "Mean of the differences, Miller 2024", normal, "evaluations of language models"
            if self._separate is not None:
                separate = stats.separate_items(self.before, self.before + shift, z, z_power)
                yield "As if the items were separate", separate, "pages for A/B tests: in each group"
        elif self.design == SEPARATE:
            shares = self.before, self.right_after / 100
            yield "Pooled and unpooled variance", self.alone, "R’s power.prop.test"
            yield "Variance of the baseline", stats.baseline_items(*shares, z, z_power), "Evan Miller’s page"
            yield "Arcsine", stats.arcsine_items(*shares, z, z_power), "R’s pwr, statsmodels’ NormalIndPower"
            variance = math.fsum(share * (1 - share) for share in shares)
            yield "Unpooled variance alone", stats.score_items(variance, shift, z, z_power), "textbooks"
        else:
            yield "Miller 2024, with your answers per item", self.alone, "evaluations of language models"
            no_noise = stats.score_items(stats.square(self.spread), shift, z, z_power)
            yield "The same with so many answers that noise is gone", no_noise, "the floor"

    def _plan(self) -> Iterator[PlanStep]:
        if self.items_needed is None:
            return
        labels = self.items_needed * self.groups
        missing = max(0, self.items_needed - self.items) * self.groups
        if missing:
            yield PlanStep(
                "First",
                f"Label {say_number(missing)} more items that training never sees",
                f"At {say(self.label_price, 'USD/item')} they cost {say_money(missing * self.label_price)}; all "
                f"{say_number(labels)} cost {say_money(self.label_cost or 0)}. Several raters, guidelines and checks "
                "cost more.",
                "Reckon the labels whole",
                "training-data",
                f"examples_count={missing}",
            )
        if self.design in (PAIRED, SEPARATE):
            yield PlanStep(
                "Then" if missing else "First",
                "Measure both models, once, when all items are there",
                "Count which items are right before and which are right after.",
                "Before and after",
                "before-after",
                "design=separate" if self.design == SEPARATE else "",
            )


def whole(items: float) -> int:
    """A whole number of items that is enough; the last digit of a float does not cost an item."""
    return max(1, math.ceil(items * (1 - 1e-12)))


def digits(value: float) -> str:
    """A number with the four digits that reckoning by hand takes."""
    return f"{value:.4g}"
