"""Tell from counts whether the tuned model is better than the one before."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from calculators.kit import fields
from calculators.kit import proportions as stats
from calculators.kit.chart import Bar, Intervals
from calculators.kit.inputs import FRONT, choice, number
from calculators.kit.model import Calculator, Example, Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_number, write_number

PAIRED, SEPARATE = "paired", "separate"
DESIGNS: Mapping[str, tuple[str, str]] = {
    PAIRED: ("The same items before and after", ""),
    SEPARATE: ("Separate items before and after", ""),
}

FRESH, CHOSEN_BY = "fresh", "chosen-by"
USES: Mapping[str, tuple[str, str]] = {
    FRESH: ("For this comparison only", ""),
    CHOSEN_BY: ("To choose a prompt, a checkpoint or a variant, too", ""),
}

GROUPS = "For separate items"
CERTAINTY = "How sure"

FEW = 5
"""Where fewer are right or wrong in one of two groups, the normal test of separate groups is rough."""


def count(default: int, label: str, meaning: str, group: str = FRONT) -> Any:
    """Declare a count of items."""
    return number(default, label, group, meaning, unit="items", most=1_000_000, whole=True)


@dataclass(frozen=True)
class BeforeAfter(Calculator):
    """Two models answered the items of an evaluation set. Some items were gained, some were lost, and luck had a part.

    The calculator says how much better or worse the model after is, within which limits, whether luck alone could have
    done it, and, where nobody can tell yet, how many more items would.
    """

    slug = "before-after"
    title = "Before and after"
    question = "Is the tuned model better than the one before, or was it luck?"
    verdicts: ClassVar = {
        "better": "it is better",
        "worse": "it is worse",
        "unclear": "nobody can tell yet",
        "none": "there is nothing to compare",
    }

    examples = (
        Example(
            "200 items: 25 gained, 10 lost",
            {},
            answer="Better: 87.5 % right after, 80 % before, 7.5 points more",
            figures={"difference": 7.5, "right_before": 80, "right_after": 87.5, "p_value": 0.0166738},
            source="by hand: (25 − 10) / 200; scipy’s binomtest gives 0.0166738 for 10 of 35",
            tolerance=1e-5,
        ),
        Example(
            "The same with 50 items: 6 gained, 3 lost",
            {"both_right": 37, "items_gained": 6, "items_lost": 3, "both_wrong": 4},
            answer="Cannot tell yet",
            figures={"difference": 6, "p_value": 260 / 512},
            source="by hand: 3 heads or fewer in 9 tosses, twice: 2 · (1 + 9 + 36 + 84) / 512",
        ),
        Example(
            "A president’s approval, asked twice: 150 lost, 86 gained of 1,600",
            {"both_right": 794, "items_gained": 86, "items_lost": 150, "both_wrong": 570},
            answer="Worse: 55 % right after, 59 % before, 4 points fewer",
            figures={"difference": -4, "chi_square": 64**2 / 236},
            source="published: Agresti’s survey; the difference is −0.04, its chi-square 17.36",
        ),
        Example(
            "Separate items: 48 of 80 before, 56 of 70 after",
            {"design": SEPARATE, "before_right": 48, "before_wrong": 32, "after_right": 56, "after_wrong": 14},
            answer="Better: 80 % right after, 60 % before, 20 points more",
            figures={"difference": 20},
            source="by hand: 56 / 70 − 48 / 80; Newcombe’s paper of 1998 gives the interval 5.24 to 33.39",
        ),
    )

    design: str = choice(PAIRED, "Design", lambda: DESIGNS, help="The same items tell far more than separate ones do.")
    both_right: int = count(150, "Right both times", "Right before and right after.")
    items_gained: int = count(25, "Gained", "Wrong before and right after.")
    items_lost: int = count(10, "Lost", "Right before and wrong after.")
    both_wrong: int = count(15, "Wrong both times", "Wrong before and wrong after.")

    before_right: int = count(160, "Right before", "Items that the model before got right.", GROUPS)
    before_wrong: int = count(40, "Wrong before", "Items that the model before got wrong.", GROUPS)
    after_right: int = count(175, "Right after", "Other items that the model after got right.", GROUPS)
    after_wrong: int = count(25, "Wrong after", "Other items that the model after got wrong.", GROUPS)

    confidence: float = fields.confidence(CERTAINTY, "Of the interval, and of the two-sided test.")
    power: float = fields.power(CERTAINTY, "How surely the further items shall tell.")
    variants: int = fields.variants(
        CERTAINTY, "How many tuned models were compared with the one before, those that you gave up too."
    )
    rank: int = number(
        1,
        "Rank of this variant",
        CERTAINTY,
        "1 if its p value is the smallest of all variants, 2 if the next; it counts only if those before it passed.",
        least=1,
        most=1_000,
        whole=True,
    )
    looks: int = number(
        1,
        "Looks at the results",
        CERTAINTY,
        "How often you looked, this time included, and could have stopped.",
        unit="looks",
        least=1,
        most=1_000,
        whole=True,
    )
    item_use: str = choice(
        FRESH, "These items were used", lambda: USES, CERTAINTY, "Items that helped to choose flatter what was chosen."
    )

    @property
    def tests(self) -> int:
        """How many tests share the error that is allowed: Holm's steps left at this rank, times the looks."""
        return (self.variants - min(self.rank, self.variants) + 1) * self.looks

    @property
    def level(self) -> float:
        """The confidence of this one test and its interval, as a share."""
        return 1 - (1 - self.confidence / 100) / self.tests

    @cached_property
    def z(self) -> float:
        """Standard errors to either side at this confidence."""
        return stats.two_sided(self.level)

    @property
    def before(self) -> tuple[int, int]:
        """Right and all items of the model before."""
        if self.design == PAIRED:
            return self.both_right + self.items_lost, self.items
        return self.before_right, self.before_right + self.before_wrong

    @property
    def after(self) -> tuple[int, int]:
        """Right and all items of the model after."""
        if self.design == PAIRED:
            return self.both_right + self.items_gained, self.items
        return self.after_right, self.after_right + self.after_wrong

    @property
    def items(self) -> int:
        """Items that both models answered; those of both groups where they are separate."""
        if self.design == PAIRED:
            return self.both_right + self.items_gained + self.items_lost + self.both_wrong
        return self.before[1] + self.after[1]

    @property
    def changed(self) -> int:
        """Items that are right only before or only after."""
        return self.items_gained + self.items_lost

    @property
    def difference(self) -> float:
        """The share right after less the share right before."""
        if self.design == PAIRED:
            return (self.items_gained - self.items_lost) / self.items
        return self.after[0] / self.after[1] - self.before[0] / self.before[1]

    @cached_property
    def interval(self) -> tuple[float, float]:
        """Where the difference likely is: Tango's interval for the same items, Newcombe's for separate ones."""
        if self.design == PAIRED:
            return stats.tango(self.items_gained, self.items_lost, self.items, self.z)
        return stats.newcombe(self.before, self.after, self.z)

    @property
    def p_value(self) -> float:
        """How often luck alone makes a difference as large: McNemar's exact test, or the z test of separate groups."""
        if self.design == PAIRED:
            return stats.mcnemar(int(self.items_gained), int(self.items_lost))  # a search for turns sets floats
        return min(1.0, 2 * stats.normal_tail(abs(self.z_score)))

    @property
    def z_score(self) -> float:
        """The difference in standard errors, if nothing but luck were at work."""
        if self.design == PAIRED:
            return (self.items_gained - self.items_lost) / math.sqrt(self.changed) if self.changed else 0.0
        return stats.separate_test(self.before, self.after)

    @property
    def clear_of_zero(self) -> bool:
        """Whether the interval leaves 0 out; that of the same items does where the score of no difference exceeds z."""
        if self.design == PAIRED:
            return abs(self.z_score) > self.z
        return not self.interval[0] <= 0 <= self.interval[1]

    @property
    def passes(self) -> bool:
        """Whether the test calls the difference more than luck."""
        return self.p_value <= 1 - self.level

    @property
    def verdict(self) -> str:
        if not self.before[1] or not self.after[1]:
            return "none"
        if not (self.passes and self.clear_of_zero):
            return "unclear"
        return "better" if self.difference > 0 else "worse"

    @property
    def unused(self) -> frozenset[str]:
        paired = {"both_right", "items_gained", "items_lost", "both_wrong"}
        separate = {"before_right", "before_wrong", "after_right", "after_wrong"}
        rank = {"rank"} if self.variants == 1 else set()
        return frozenset((separate if self.design == PAIRED else paired) | rank)

    def needed(self, power: float) -> int | None:
        """Items (in each group) that tell with this power (percent), if the rates stay; None where they are equal."""
        if not self.difference:
            return None
        z_power = stats.quantile(power / 100)
        if self.design == PAIRED:
            gained, lost = self.items_gained / self.items, self.items_lost / self.items
            found = stats.paired_items(gained, lost, self.z, z_power)
        else:
            shares = self.before[0] / self.before[1], self.after[0] / self.after[1]
            found = stats.separate_items(*shares, self.z, z_power)
        return math.ceil(found * (1 - 1e-12))

    def more(self, power: float) -> int | None:
        """Items still missing to tell with this power (percent), of both groups where they are separate."""
        needed = self.needed(power)
        if needed is None or self.design == PAIRED:
            return needed and max(0, needed - self.items)
        return sum(max(0, needed - group[1]) for group in (self.before, self.after))

    def result(self) -> Result:
        if self.verdict == "none":
            return Result(
                verdict="none",
                answer="There is nothing to compare: no items are counted.",
                why="Count for both models which items are right and which are wrong.",
                figures=(Figure("difference", "Difference", None, "% points", text="none"),),
            )
        return Result(
            verdict=self.verdict,
            answer=self._answer(),
            why=self._why(),
            notices=tuple(self._notices()),
            figures=tuple(self._figures()),
            working=tuple(self._working()),
            chart=self._chart(),
            more_charts=(self._scores(),),
            table=self._table(),
            plan=tuple(self._plan()),
        )

    @property
    def _ends(self) -> tuple[float, float]:
        """The interval of the difference, in points, the difference within it whatever the last digit does."""
        low, high = self.interval
        return 100 * min(low, self.difference), 100 * max(high, self.difference)

    def _answer(self) -> str:
        points, (low, high) = 100 * self.difference, self._ends
        before, after = (say(100 * right / items, "%") for right, items in (self.before, self.after))
        shares = f"{after} right after, {before} before"
        sure = f"with {say(100 * self.level, '%')} confidence"
        if self.verdict == "better":
            return f"Better: {shares}, {more(points)} ({say_number(low)} to {say_number(high)} {sure})."
        if self.verdict == "worse":
            return f"Worse: {shares}, {more(points)} ({say_number(-high)} to {say_number(-low)} {sure})."
        fits = f"anything from {more(low)} to {more(high)} fits the counts"
        return f"Cannot tell yet: {shares}, and {fits}.{self._would_tell()}"

    def _would_tell(self) -> str:
        missing = self.more(self.power)
        if not missing:
            return ""
        each = " of both groups" if self.design == SEPARATE else ""
        return f" About {say_number(missing)} more items{each} would likely tell."

    def _why(self) -> str:
        chance = f"p = {say_number(self.p_value)}" if self.p_value >= 0.0001 else "p below 0.0001"
        if self.design == SEPARATE:
            return (
                f"Right before: {say_number(self.before[0])} of {say_number(self.before[1])}; right after: "
                f"{say_number(self.after[0])} of {say_number(self.after[1])}. If both models were equally good, luck "
                f"alone would part them so far in {self._luck()} ({chance})."
            )
        if not self.changed:
            return "Not one item changed: both models are right and wrong on the very same items."
        return (
            f"Of {say_number(self.items)} items {say_number(self.changed)} changed: {say_number(self.items_gained)} "
            f"gained, {say_number(self.items_lost)} lost. If both models were equally good, luck alone would part "
            f"these so unevenly in {self._luck()} ({chance})."
        )

    def _luck(self) -> str:
        """How often luck does as much, in words."""
        if self.p_value >= 1:
            return "every evaluation"
        if self.p_value >= 0.01:
            return f"{say_number(100 * self.p_value)} of 100 evaluations"
        return f"at most {say_number(math.ceil(self.p_value * 1000 * (1 - 1e-12)))} of 1,000 evaluations"

    def _figures(self) -> Iterator[Figure]:
        yield Figure("difference", "Difference", 100 * self.difference, "% points", *self._ends)
        for key, label, (right, items) in (
            ("right_before", "Right before", self.before),
            ("right_after", "Right after", self.after),
        ):
            share = right / items
            low, high = stats.wilson(right, items, self.z)
            yield Figure(key, label, 100 * share, "%", 100 * min(low, share), 100 * max(high, share))
        small = "" if self.p_value >= 0.0001 else "below 0.0001"
        if self.design == PAIRED:
            yield Figure("changed", "Items that changed", self.changed, "items")
            yield Figure("p_value", "p value, McNemar’s exact test", self.p_value, "", text=small)
            yield Figure("chi_square", "McNemar’s chi-square, not corrected", stats.square(self.z_score), "")
        else:
            yield Figure("standard_error", "Standard error of the difference", 100 * self._error, "% points")
            yield Figure("p_value", "p value, z test with pooled variance", self.p_value, "", text=small)
        if self.verdict == "unclear":
            missing = self.more(self.power)
            told = "no number" if missing is None else ""
            yield Figure("more_items", "Further items that would likely tell", missing, "items", text=told)

    @property
    def _error(self) -> float:
        """Standard error of the difference of two separate groups, each with its own variance."""
        shares = ((right / items, items) for right, items in (self.before, self.after))
        return math.sqrt(math.fsum(share * (1 - share) / items for share, items in shares))

    def _notices(self) -> Iterator[str]:
        if self.verdict == "unclear":
            yield "“Cannot tell” is not “equally good”: the interval says what is still possible."
            if self.passes != self.clear_of_zero:
                lone, other = ("test", "interval") if self.passes else ("interval", "test")
                yield f"A close case: the {lone} alone would call it a difference, the {other} does not."
        if self.design == PAIRED:
            least = math.ceil(math.log2(2 / (1 - self.level)) - 1e-9)
            if self.changed < least:
                yield (
                    f"With {say_number(self.changed)} changed item{'' if self.changed == 1 else 's'} nothing can be "
                    f"told: even if all were gained, the test needs {least}."
                )
        else:
            yield (
                "Both models were asked different items, so part of the difference may lie in the items. The same "
                "items for both usually tell more, with fewer labels."
            )
            if min(self.before[0], self.after[0], self.before_wrong, self.after_wrong) < FEW:
                yield f"Fewer than {FEW} are right or wrong in one group: the p value is rough there."
        allowed = say_number(1 - self.level)
        if self.variants > 1:
            yield (
                f"Of {say_number(self.variants)} variants some look good by luck. By Holm’s method this one must pass "
                f"a p value of {allowed}."
            )
        if self.looks > 1:
            most = 100 * (1 - (self.confidence / 100) ** self.looks)
            yield (
                f"Who looks {say_number(self.looks)} times and stops when it pleases is fooled by luck in up to "
                f"{say(most, '%')} of cases. The looks share the error allowed: this one must pass a p value of "
                f"{allowed}."
            )
        if self.item_use == CHOSEN_BY:
            yield (
                "Items that helped to choose a prompt, a checkpoint or a variant flatter what was chosen, and no test "
                "can put that right. Repeat the comparison on fresh items before you rely on it."
            )

    def _working(self) -> Iterator[Step]:
        if self.tests > 1:
            strict = f"100 − (100 − {say_number(self.confidence)}) / {self.tests} tests"
            yield Step("Confidence of this test", strict, 100 * self.level, "%")
        if self.design == PAIRED:
            spread = f"({say_number(self.items_gained)} − {say_number(self.items_lost)}) / {say_number(self.items)}"
            yield Step("Difference", spread, 100 * self.difference, "% points")
            fewer = say_number(min(self.items_gained, self.items_lost))
            tossed = f"2 × chance of {fewer} heads or fewer in {say_number(self.changed)} tosses, at most 1"
            yield Step("p value", tossed, self.p_value, "")
        else:
            parts = (f"{say_number(right)} / {say_number(items)}" for right, items in (self.after, self.before))
            yield Step("Difference", " − ".join(parts), 100 * self.difference, "% points")
            yield Step("z, with the pooled variance", "difference / its standard error", self.z_score, "")
            yield Step(
                "p value", f"2 × chance of a normal value above {say_number(abs(self.z_score))}", self.p_value, ""
            )
        if self.verdict == "unclear" and (needed := self.needed(self.power)):
            each = " in each group" if self.design == SEPARATE else ""
            rates = "as reckoned by “Items to evaluate” from these rates"
            yield Step(f"Items that would likely tell{each}", rates, needed, "items")

    def _chart(self) -> Intervals:
        low, high = self._ends
        return Intervals(
            title=f"Right after less right before, with {say(100 * self.level, '%')} confidence",
            summary=self._answer(),
            unit="% points",
            bars=(Bar("Difference", 100 * self.difference, low, high),),
            zero="no difference",
        )

    def _scores(self) -> Intervals:
        bars = []
        for name, (right, items) in (("Right before", self.before), ("Right after", self.after)):
            low, high = stats.wilson(right, items, self.z)
            bars.append(Bar(name, 100 * right / items, 100 * low, 100 * high))
        return Intervals(
            title="Each model by itself",
            summary="On the same items these two may overlap although the difference is clear.",
            unit="%",
            bars=tuple(bars),
        )

    def _table(self) -> Table | None:
        """Items that would tell, by how surely."""
        if self.verdict != "unclear" or not self.difference:
            return None
        each = " in each group" if self.design == SEPARATE else ""
        rows = (
            (f"{power} of 100", say_number(self.needed(power) or 0), say_number(self.more(power) or 0))
            for power in (50, 80, 95)
        )
        return Table(
            title="How many items would tell, if the rates stay",
            heads=("In how many evaluations", f"Items{each}", "Still missing"),
            rows=tuple(rows),
            note="Say how many before you look again; else every look needs a stricter test.",
        )

    def _plan(self) -> Iterator[PlanStep]:
        missing = self.more(self.power) if self.verdict == "unclear" else None
        if not missing:
            return
        if self.design == PAIRED:
            gained = round(100 * self.items_gained / self.items, 4)
            lost = min(round(100 * self.items_lost / self.items, 4), 100 - gained)
            rates = {"items": self.items, "gained": write_number(gained), "lost": write_number(lost)}
        else:
            shares = [write_number(round(100 * right / items, 4)) for right, items in (self.before, self.after)]
            least = min(self.before[1], self.after[1])
            rates = {"design": SEPARATE, "items": least, "right_before": shares[0], "right_after": shares[1]}
        certainty: dict[str, str] = {
            name: write_number(getattr(self, name)) for name in ("confidence", "power") if name in self.given
        }
        if self.tests > 1:
            certainty["variants"] = str(min(self.tests, 1_000))  # what shares the error, there as here
        yield PlanStep(
            "Next",
            f"Add {say_number(missing)} items",
            "What fewer of them would show, and what they cost, stands there.",
            "Items to evaluate",
            "sample-size",
            urlencode(rates | certainty),
        )


def more(points: float) -> str:
    """A difference in words: "2.5 points more", "1 point fewer"."""
    said = say_number(abs(points))
    return f"{said} point{'' if said == '1' else 's'} {'fewer' if points < 0 else 'more'}"
