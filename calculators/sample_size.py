"""Tell how many items an evaluation takes, or what the items at hand can show."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from calculators.bills import fields
from calculators.bills.fields import share
from calculators.bills.labelling import usual_price
from calculators.kit.inputs import Refused, choice, number
from calculators.kit.model import Calculator
from calculators.kit.numbers import say, write_number
from calculators.kit.stops import ladder, steps
from calculators.statistics import proportions as stats
from calculators.statistics import student, tosses

PAIRED, SEPARATE, SCORES, SINGLE = "paired", "separate", "scores", "single"
DESIGNS: Mapping[str, tuple[str, str]] = {
    PAIRED: ("The same items, right or wrong", "Before and after"),
    SEPARATE: ("Separate items, right or wrong", "Before and after"),
    SCORES: ("The same items, scores from 0 to 1", "Before and after"),
    SINGLE: ("One score with a margin", "One model"),
}

ONE_SCORE = "For one score"
GROUPS = "For separate items"
FRACTIONS = "For scores from 0 to 1"
CLUSTERS = "For items that share documents"
CERTAINTY = "How sure"
LABELS = "Price of the labels"

GAINED, LOST, RIGHT_AFTER = 10, 5, 85
"""Percent of the items that change either way, that are right after, where nobody says more."""

LEAST = 1e-4
"""A smaller difference, as a share, counts as none: no evaluation has the hundreds of millions of items for it."""


def _said(case: "SampleSize", name: str) -> Any:
    """What an input is, also while later ones than this are still open."""
    return getattr(case, name) if name in case.told else case.inputs()[name].default


def by_shares(case: "SampleSize") -> bool:
    """Whether the reader says, of the same items, how many are right after, and not how many are gained or lost."""
    return "right_after" in case.told and not {"gained", "lost"} <= case.told and _said(case, "design") == PAIRED


def likely_changes(case: "SampleSize") -> tuple[float, float]:
    """Percent of the items gained, lost, where the reader does not say so: a few both ways, the rest one way."""
    if not by_shares(case):
        return GAINED, LOST
    before, after = _said(case, "right_before"), _said(case, "right_after")
    if "lost" in case.told:
        return min(100.0, max(0.0, case.lost + after - before)), LOST
    if "gained" in case.told:
        return GAINED, min(100.0, max(0.0, case.gained + before - after))
    both = max(0, min(LOST, before, after, 100 - before, 100 - after))
    return both + max(0, after - before), both + max(0, before - after)


def likely_after(case: "SampleSize") -> float:
    """Percent right after where the reader does not say so: of the same items what those that change come to."""
    if case.design != PAIRED:
        return RIGHT_AFTER
    return min(100.0, max(0.0, case.right_before + case.gained - case.lost))


@dataclass(frozen=True)
class SampleSize(Calculator):
    """An evaluation is a sample: with few items, a better model can look worse by luck, and a worse one better.

    The calculator says how many items it takes to see the difference that you hope for, what the items that you have
    can show, and why other calculators give other numbers for the same question.
    """

    slug = "sample-size"
    title = "Items to evaluate"
    question = "How many items must you evaluate, and what can the items that you have show?"
    asked_otherwise: ClassVar = frozenset({"confidence", "power"})
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
        stops=ladder(20, 20_000),
    )
    gained: float = share(
        lambda self: likely_changes(self)[0],
        "Gained",
        help="Share of the items that are wrong before and right after.",
        stops=steps(0, 50, 1),
    )
    lost: float = share(
        lambda self: likely_changes(self)[1],
        "Lost",
        help="Share of the items that are right before and wrong after.",
        stops=steps(0, 50, 1),
    )
    right_before: float = share(
        80, "Right before", help="Share of items that are right now, or that you expect.", stops=steps(0, 100, 5)
    )

    right_after: float = share(
        lambda self: likely_after(self), "Right after", GROUPS, "The least share that would be worth the change."
    )
    margin: float = number(
        5, "Margin", ONE_SCORE, "Half the interval around the score.", unit="percentage points", least=0.01, most=49
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
    likeness: float = share(
        20,
        "Likeness within a document",
        CLUSTERS,
        "0: no more alike than any two items; 100: one tells all of the others. “Before and after” calculates it "
        "from a file.",
    )

    confidence: float = fields.confidence(CERTAINTY, "Of the interval, and of the two-sided test.")
    power: float = fields.power(CERTAINTY, "How often a difference that is there shall show.")
    test: str = choice(
        tosses.EXACT,
        "Test of right or wrong",
        lambda: tosses.TESTS,
        CERTAINTY,
        "The one that “Before and after” shall use on the same items.",
    )
    variants: int = fields.variants(
        CERTAINTY, "Each is compared with the model before; the more, the stricter the test of the best."
    )
    label_price: float = fields.label_price(LABELS, usual_price, "One item by one rater; checks come on top.", "item")

    @property
    def unused(self) -> frozenset[str]:
        # Of the same items it is only another way to say how many are gained.
        return self.idle | ({"right_after"} if self.design == PAIRED else set())

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
    def spread_of_items(self) -> float:
        """Standard deviation of after − before over the items, as a share or in points of the score."""
        if self.design == SCORES:
            return math.sqrt(self.variance)
        return math.sqrt(max(0.0, (self.gained + self.lost) / 100 - stats.square(self.shift)))

    @property
    def needed(self) -> float | None:
        """Items (in each group), not rounded; None where there is no difference to find.

        Of items that share documents both tests that the comparison makes must show it: as if they stood alone and
        were worth fewer, and by Student's t over the documents.
        """
        if self.alone is None:
            return None
        found = self.alone * self.design_effect
        if self.design == PAIRED and self.cluster_size > 1:
            return max(found, self._by_documents)
        return found

    @property
    def _by_documents(self) -> float:
        spread = self.spread_of_items * math.sqrt(self.design_effect)
        return student.items_for(spread, self.shift, self.level, self.power / 100, self.cluster_size)

    @cached_property
    def alone(self) -> float | None:
        """The same if each item stood alone."""
        case = self._checked
        if abs(case.shift) < LEAST:
            return None
        if case.design == PAIRED:
            shares = case.gained / 100, case.lost / 100
            return tosses.items_for(*shares, case.level, case.power / 100, mid=case.mid)
        if case.design == SEPARATE:
            return stats.separate_items(case.before, case.right_after / 100, case.z, case.z_power)
        if case.design == SCORES:
            # Divided again below: the documents of a score count by their own degrees of freedom.
            return case._by_documents / case.design_effect
        return stats.wilson_items(case.before, case.shift, case.z)

    @property
    def mid(self) -> bool:
        """Whether McNemar's test takes the mid-p value."""
        return self.test == tosses.MID

    @property
    def by_formula(self) -> float | None:
        """Items that stand alone by the formula of textbooks, for which every test is a normal one."""
        if self.alone is None or self.design not in (PAIRED, SCORES):
            return self.alone
        if self.design == PAIRED:
            return stats.paired_items(self.gained / 100, self.lost / 100, self.z, self.z_power)
        return stats.score_items(self.variance, self.shift, self.z, self.z_power)

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
        if self.design == SEPARATE:
            return 100 * stats.separate_power(self.before, self.right_after / 100, self.worth(self.items), self.z)
        return 100 * self._chance(self.items, self.shift)

    def _chance(self, items: float, shift: float) -> float:
        """How often (a share) so many items show this difference; for pairs the share that changes is kept."""
        changed = (self.gained + self.lost) / 100
        by_documents = 1.0
        if self.design == SCORES or self.cluster_size > 1:
            variance = self.variance if self.design == SCORES else max(0.0, changed - stats.square(shift))
            freedom = items / self.cluster_size - 1
            error = math.sqrt(variance * self.design_effect / items)
            by_documents = (
                student.power(abs(shift) / error if error else math.inf, freedom, self.level) if freedom >= 1 else 0
            )
        if self.design == SCORES:
            return by_documents
        shares = (changed + abs(shift)) / 2, max(0.0, (changed - abs(shift)) / 2)
        return min(by_documents, tosses.power(*shares, int(self.worth(items) + 1e-9), self.level, mid=self.mid))

    def detectable(self, items: float, halvings: int = 50) -> float | None:
        """The least difference (share, points, or margin) that so many items show; None where none is large enough."""
        if self.design in (PAIRED, SCORES):
            return self._least(items, min(halvings, 24))
        items = self.worth(items)
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

    def _least(self, items: float, halvings: int) -> float | None:
        """The least difference of the same items, right or wrong or with scores, that shows with the power wanted."""
        wanted = self.power / 100
        too_small, enough = 0.0, (self.gained + self.lost) / 100 if self.design == PAIRED else 1.0
        if not enough or self._chance(items, enough) < wanted:
            return None
        for _ in range(halvings):
            middle = (too_small + enough) / 2
            if self._chance(items, middle) >= wanted:
                enough = middle
            else:
                too_small = middle
        return stats.settled(enough)

    def line(self, items: float) -> float | None:
        """About the least difference that so many items show, quick enough for the many points of a chart.

        For the same items the textbook's formula, brought to the exact one at the items at hand and at those needed.
        """
        if self.design not in (PAIRED, SCORES):
            return self.detectable(items, 30)
        found = self._by_textbook(items)
        (one, at_one), (two, at_two) = self._anchors
        place = (math.log(items) - math.log(one)) / (math.log(two) - math.log(one)) if one != two else 0.0
        return None if found is None else found * (at_one + (at_two - at_one) * min(1.0, max(0.0, place)))

    @cached_property
    def _anchors(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Two numbers of items, and how many times as large as by the textbook the least difference there is."""
        found = []
        for items, shown in ((self.items, self.detectable(self.items)), (self.needed, abs(self.shift))):
            textbook = None if items is None else self._by_textbook(items)
            if items and shown and textbook:
                found.append((float(items), shown / textbook))
        found = sorted(found) or [(1.0, 1.0)]
        return found[0], found[-1]

    def _by_textbook(self, items: float) -> float | None:
        items = self.worth(items)
        if self.design == PAIRED:
            return stats.paired_detectable((self.gained + self.lost) / 100, items, self.z, self.z_power)
        found = (self.z + self.z_power) * math.sqrt(self.variance / items)
        return found if found <= 1 else None

    @property
    def verdict(self) -> str:
        if self.needed is None:
            return "nothing"
        return "enough" if self.items >= whole(self.needed) else "too-few"

    @property
    def idle(self) -> frozenset[str]:
        of_design = {
            PAIRED: {"gained", "lost", "power", "right_before", "test"},
            SEPARATE: {"right_before", "right_after", "power"},
            SCORES: {"difference", "spread", "noise_before", "noise_after", "samples_before", "samples_after", "power"},
            SINGLE: {"right_before", "margin"},
        }
        if not {"gained", "lost"} <= self.told:
            of_design[PAIRED].add("right_after")
        always = {"design", "items", "confidence", "variants", "label_price", "cluster_size"}
        if self.cluster_size > 1:
            always.add("likeness")
        return frozenset(self.inputs()) - of_design[self.design] - always


def whole(items: float) -> int:
    """A whole number of items that is enough; the last digit of a float does not cost an item."""
    return max(1, math.ceil(items * (1 - 1e-12)))
