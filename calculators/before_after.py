"""Tell whether the tuned model is better than the one before, from counts or from a file of results."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, BinaryIO, ClassVar
from urllib.parse import urlencode

from calculators.bills import fields
from calculators.kit.chart import Bar, Intervals
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import FRONT, choice, number, text, upload
from calculators.kit.model import Calculator, Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_number, write_number
from calculators.results.cells import GUESS, PREFERENCE, RIGHT, SCORES, WIN_RATE
from calculators.results.columns import Columns, guessed, listed
from calculators.results.comparison_words import WORDS, Words, interval_name, more, test_name
from calculators.results.paired import Paired, paired
from calculators.results.paired_report import FAULTS, ITEMS, faults_csv, faults_of, items_csv, left_out, notices, worse
from calculators.statistics import proportions as stats
from calculators.statistics.comparison import Apart, Comparison, Counted, Scored, ScoredApart, Summed, whole
from calculators.statistics.judging import Judged, judged, least_units
from calculators.statistics.resampling import Sample
from calculators.statistics.several import holm_adjusted, ranks

PAIRED, SEPARATE, PREFERRED, SCORED = "paired", "separate", "preferred", "scored"
DESIGNS: Mapping[str, tuple[str, str]] = {
    PAIRED: ("The same items before and after", ""),
    SEPARATE: ("Separate items before and after", ""),
    PREFERRED: ("Which of two answers is preferred, item by item", ""),
    SCORED: ("The same items with scores before and after", ""),
}

KINDS: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the cells look", ""),
    RIGHT: ("Right or wrong: true or false, 1 or 0, yes or no, pass or fail", ""),
    SCORES: ("Scores: the higher, the better", ""),
    PREFERENCE: ("Which is preferred: before (A), after (B) or tie", ""),
    WIN_RATE: ("Win-rate of the model after, from 0 to 1 or in %", ""),
}

FRESH, CHOSEN_BY = "fresh", "chosen-by"
USES: Mapping[str, tuple[str, str]] = {
    FRESH: ("For this comparison only", ""),
    CHOSEN_BY: ("To choose a prompt, a checkpoint or a variant, too", ""),
}

FILE = "What the columns of the file hold"
GROUPS = "For separate items"
PREFERENCES = "For preferences"
MEANS = "For scores"
CERTAINTY = "How sure"

DRAWING = frozenset({"resamples", "seed"})

FEW = 5
"""Where fewer are right or wrong in one of two groups, the normal test of separate groups is rough."""

ROUGH = 30
"""With fewer items or documents the middle of the means drawn is a little too narrow."""

BARS = 12
"""So many variants are charted."""


def count(default: int, label: str, meaning: str, group: str = FRONT) -> Any:
    """Declare a count of items."""
    return number(default, label, group, meaning, unit="items", most=1_000_000, whole=True)


def column(part: str, label: str, meaning: str) -> Any:
    """Declare the name of a column; its default is the one that looks like it."""
    return text(lambda self: ", ".join(listed_part(self.guess, part)), label, FILE, meaning, most=1_000)


def listed_part(columns: Columns, part: str) -> tuple[str, ...]:
    """The names that stand for a part of the columns."""
    names: str | tuple[str, ...] = getattr(columns, part)
    return names if isinstance(names, tuple) else (names,)


@lru_cache(maxsize=2)
def compared(file: GivenFile, columns: Columns, kind: str, seed: int, resamples: int) -> Mapping[str, Comparison]:
    """What comparing each variant of a file comes to, by its name."""
    found = paired(file, columns, kind)
    made = ((name, found.comparison(name, seed, resamples)) for name in found.variants)
    return {name: comparison for name, comparison in made if comparison}


@dataclass(frozen=True)
class BeforeAfter(Calculator):
    """Two models answered the items of an evaluation set. Some items were gained, some were lost, and luck had a part.

    From counts, or from a file with both results of every item, the calculator says how much better or worse the model
    after is, within which limits, whether luck alone could have done it, which items got worse, and, where nobody can
    tell yet, how many more items would. A file is read in this page and sent nowhere.
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

    file: GivenFile | None = upload(
        "File of results",
        help="CSV or JSONL: a row for each item, with its results before and after; or a row for each item and model. "
        "With a file, the counts typed play no part.",
    )
    design: str = choice(PAIRED, "Design", lambda: DESIGNS, help="The same items tell far more than separate ones do.")
    both_right: int = count(150, "Right both times", "Right before and right after.")
    items_gained: int = count(25, "Gained", "Wrong before and right after.")
    items_lost: int = count(10, "Lost", "Right before and wrong after.")
    both_wrong: int = count(15, "Wrong both times", "Wrong before and wrong after.")

    results: str = choice(GUESS, "Results", lambda: KINDS, FILE, "What the cells of the results say.")
    item_column: str = column("item", "Column of the item", "The item’s name, the same in every row of the item.")
    before_column: str = column(
        "before", "Result before", "The column, or in a file with a column of the model the name of the model before."
    )
    after_columns: str = column(
        "after", "Results after", "One or several, with commas between; or the column that says which is preferred."
    )
    cluster_column: str = column(
        "cluster", "Column of the document", "Items that share a document, a conversation or a topic count together."
    )
    model_column: str = column("model", "Column of the model", "Only where each row holds the result of one model.")
    result_column: str = column("result", "Column of the results", "Only where each row holds the result of one model.")
    resamples: int = number(
        2_000, "Resamples", FILE, "How often the items with scores are drawn again.", unit="resamples", least=2_000,
        most=20_000, whole=True,
    )  # fmt: skip
    seed: int = number(
        1, "Seed", FILE, "The same seed draws the same items, everywhere.", most=1_000_000, whole=True
    )  # fmt: skip

    before_right: int = count(160, "Right before", "Items that the model before got right.", GROUPS)
    before_wrong: int = count(40, "Wrong before", "Items that the model before got wrong.", GROUPS)
    after_right: int = count(175, "Right after", "Other items that the model after got right.", GROUPS)
    after_wrong: int = count(25, "Wrong after", "Other items that the model after got wrong.", GROUPS)

    after_preferred: int = count(90, "After preferred", "Items whose answer after is preferred.", PREFERENCES)
    before_preferred: int = count(60, "Before preferred", "Items whose answer before is preferred.", PREFERENCES)
    ties: int = count(50, "Ties", "Items where neither is preferred.", PREFERENCES)

    mean_before: float = number(
        0.5, "Mean score before", MEANS, "Over all items.", least=-1_000_000, most=1_000_000
    )  # fmt: skip
    mean_after: float = number(
        0.55, "Mean score after", MEANS, "Over the same items.", least=-1_000_000, most=1_000_000
    )  # fmt: skip
    spread: float = number(
        0.3, "Spread of the differences", MEANS, "Standard deviation of after − before over the items.", most=1_000_000
    )  # fmt: skip
    scored_items: int = number(
        200, "Items with scores", MEANS, "Each with both scores.", unit="items", least=1, most=1_000_000, whole=True
    )

    confidence: float = fields.confidence(CERTAINTY, "Of the interval, and of the two-sided test.")
    power: float = fields.power(CERTAINTY, "How surely the further items shall tell.")
    variants: int = fields.variants(
        CERTAINTY,
        "How many tuned models were compared with the one before, those that you gave up too.",
        lambda self: max(1, len(listed(self.after_columns))) if self.file else 1,
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
    def guess(self) -> Columns:
        """What the columns of the file likely hold; nothing without a file."""
        return guessed(self.file) if self.file else Columns()

    @property
    def columns(self) -> Columns:
        """What they hold by the reader's word."""
        names = self.item_column, self.before_column, listed(self.after_columns)
        return Columns(*names, self.cluster_column, self.model_column, self.result_column)

    @property
    def paired(self) -> Paired | None:
        """The results in the file. Raises Refused where columns are named that are not there."""
        return paired(self.file, self.columns, self.results) if self.file else None

    @property
    def kind(self) -> str:
        """What the results are: right or wrong, preferences, win-rates or scores."""
        if self.paired:
            return self.paired.kind
        return {PREFERRED: PREFERENCE, SCORED: SCORES}.get(self.design, RIGHT)

    @property
    def typed(self) -> Comparison | None:
        """The comparison by the counts typed; None where there are no items."""
        if self.design == SEPARATE:
            before = self.before_right, self.before_right + self.before_wrong
            after = self.after_right, self.after_right + self.after_wrong
            return Apart(before, after) if before[1] and after[1] else None
        if self.design == SCORED:
            return Summed((self.mean_before, self.mean_after), self.spread, int(self.scored_items))
        if self.design == PREFERRED:
            counted = Counted(0, self.after_preferred, self.before_preferred, self.ties)
        else:
            counted = Counted(self.both_right, self.items_gained, self.items_lost, self.both_wrong)
        return counted if counted.items else None

    @cached_property
    def judged(self) -> list[Judged]:
        """Every comparison with its verdict; none where there is nothing to compare."""
        if self.file:
            found = compared(self.file, self.columns, self.results, self.seed, self.resamples)
            return judged(found, 1 - self.confidence / 100, max(self.variants, len(found)), self.looks)
        typed = self.typed
        return judged({"": typed}, 1 - self.confidence / 100, self.variants, self.looks, self.rank) if typed else []

    @property
    def best(self) -> Judged | None:
        """The comparison that the answer is about: the largest difference of those that are better, or else of all.

        None where there is none.
        """
        return max(self.judged, key=lambda one: (one.verdict == "better", one.found.difference), default=None)

    @property
    def shown(self) -> Judged:
        """The same, where there is one."""
        best = self.best
        assert best
        return best

    @property
    def found(self) -> Comparison:
        """What it came to."""
        return self.shown.found

    @property
    def level(self) -> float:
        """The confidence of its test and its interval, as a share: 1 - (1 - confidence) / (Holm's steps × looks)."""
        return self.shown.confidence

    @property
    def tests(self) -> int:
        """How many tests share the error that is allowed: Holm's steps left at its rank, times the looks."""
        return round((1 - self.confidence / 100) / (1 - self.level))

    @property
    def difference(self) -> float:
        """The mean after less the mean before."""
        return self.found.difference

    @property
    def p_value(self) -> float:
        """How often luck alone makes a difference as large."""
        return self.found.p_value

    @property
    def verdict(self) -> str:
        return self.best.verdict if self.best else "none"

    @property
    def idle(self) -> frozenset[str]:
        of_design = {
            PAIRED: {"both_right", "items_gained", "items_lost", "both_wrong"},
            SEPARATE: {"before_right", "before_wrong", "after_right", "after_wrong"},
            PREFERRED: {"after_preferred", "before_preferred", "ties"},
            SCORED: {"mean_before", "mean_after", "spread", "scored_items"},
        }
        counts = frozenset().union(*of_design.values())
        rank = {"rank"} if self.variants == 1 or self.file else set()
        if self.file:
            drawn = any(isinstance(one.found, Scored) for one in self.judged)
            return frozenset(counts | rank | {"design"} | (set() if drawn else DRAWING))
        of_file = {name for name, declared in self.inputs().items() if declared.group == FILE}
        return frozenset(counts - of_design[self.design] | rank | of_file)

    @property
    def unused(self) -> frozenset[str]:
        # Another seed, or another reading of the cells, is no nearby case; and to try them all would take long.
        return self.idle | DRAWING | {"results"}

    @property
    def separate(self) -> bool:
        """Whether both models answered different items."""
        return isinstance(self.found, Apart | ScoredApart)

    @property
    def groups(self) -> tuple[int, ...]:
        """How many items there are in each group."""
        found = self.found
        if isinstance(found, Apart):
            return found.before[1], found.after[1]
        if isinstance(found, ScoredApart):
            return len(found.before.values), len(found.after.values)
        return (found.items,)

    def needed(self, power: float) -> int | None:
        """Items (in each group) that tell with this power (percent), if the rates stay; None where they are equal."""
        found, least = self.found, least_units(self.level)
        needed = found.needed(self.level, power / 100)
        if needed is None or self.separate:
            return needed
        # With fewer units, or fewer that changed, no test tells anything, as the notices say.
        telling = found.changed if isinstance(found, Counted) else found.units
        return max(needed, *(whole(least * found.items / units) for units in (telling, found.units)))

    def more(self, power: float) -> int | None:
        """Items still missing to tell with this power (percent), of both groups where they are separate."""
        needed = self.needed(power)
        return None if needed is None else sum(max(0, needed - group) for group in self.groups)

    def write(self, key: str, out: BinaryIO) -> None:
        found = self.paired
        if found is None or key not in (ITEMS.key, FAULTS.key):
            raise KeyError(key)
        written = items_csv(found, self._variant) if key == ITEMS.key else faults_csv(faults_of(found, self._variant))
        out.write(written.encode())

    @property
    def _variant(self) -> str:
        """The name of the variant that the answer is about, in a file."""
        return self.best.name if self.best else listed(self.after_columns)[0]

    def result(self) -> Result:
        found = self.paired
        faults = faults_of(found, self._variant) if found else ()
        told = tuple(notices(found, self._variant, faults)) if found else ()
        downloads = ((ITEMS, FAULTS) if faults else (ITEMS,)) if found else ()
        if not self.best:
            return Result(
                verdict="none",
                answer=f"There is nothing to compare: no items {'with results are there' if found else 'are counted'}.",
                why="Say which columns hold the results, and what their cells say."
                if found
                else "Count for both models which items are right and which are wrong.",
                notices=told,
                figures=(Figure("difference", "Difference", None, "% points", text="none"),),
                table=left_out(faults),
                downloads=downloads,
            )
        lost = worse(found, self._variant) if found and not self.separate else None
        first, *others = [*filter(None, (lost, self._variants_table(), self._table(), left_out(faults))), None]
        return Result(
            verdict=self.verdict,
            answer=self._answer(),
            why=" ".join(filter(None, (self._why(), self._who()))),
            notices=(*self._notices(), *told),
            figures=tuple(self._figures()),
            working=tuple(self._working()),
            chart=self._chart(),
            more_charts=tuple(self._each()),
            table=first,
            more_tables=tuple(filter(None, others)),
            plan=tuple(self._plan()),
            downloads=downloads,
        )

    @property
    def words(self) -> Words:
        """How the results are called."""
        return WORDS[self.kind]

    @property
    def _ends(self) -> tuple[float, float]:
        """The interval of the difference, in points, the difference within it whatever the last digit does."""
        return self._ends_of(self.shown)

    def _ends_of(self, one: Judged) -> tuple[float, float]:
        low, high = one.found.interval(one.confidence)
        whole = self.words.whole
        return whole * min(low, one.found.difference), whole * max(high, one.found.difference)

    @property
    def _points(self) -> float:
        """The difference in points."""
        return self.words.whole * self.difference

    def _answer(self) -> str:
        points, (low, high) = self._points, self._ends
        name = f" “{self.shown.name}”:" if len(self.judged) > 1 else ""
        means = self.words.both(*self.found.means)
        sure = f"with {say(100 * self.level, '%')} confidence"
        if self.verdict == "better":
            return f"Better:{name} {means}, {more(points)} ({say_number(low)} to {say_number(high)} {sure})."
        if self.verdict == "worse":
            return f"Worse:{name} {means}, {more(points)} ({say_number(-high)} to {say_number(-low)} {sure})."
        fits = f"anything from {more(low)} to {more(high)} fits the {'scores' if self.kind == SCORES else 'counts'}"
        return f"Cannot tell yet:{name} {means}, and {fits}.{self._would_tell()}"

    def _would_tell(self) -> str:
        missing = self.more(self.power)
        if not missing:
            return ""
        each = " of both groups" if self.separate else ""
        return f" About {say_number(missing)} more items{each} would likely tell."

    def _why(self) -> str:
        found = self.found
        chance = f"p = {say_number(self.p_value)}" if self.p_value >= 0.0001 else "p below 0.0001"
        luck = f"If both models were equally good, luck alone would part them so far in {self._luck()} ({chance})."
        if isinstance(found, Apart):
            (right_before, before), (right_after, after) = found.before, found.after
            return (
                f"Right before: {say_number(right_before)} of {say_number(before)}; right after: "
                f"{say_number(right_after)} of {say_number(after)}. {luck}"
            )
        if isinstance(found, ScoredApart):
            before, after = self.groups
            return f"{say_number(before)} items have a score before, {say_number(after)} others one after. {luck}"
        if isinstance(found, Scored):
            up, down = (sum(sign * value > 0 for value in found.sample.values) for sign in (1, -1))
            return (
                f"Of {say_number(found.items)} items {say_number(up)} got better, {say_number(down)} got worse, "
                f"{say_number(found.items - up - down)} stayed as they were. {luck} The interval is "
                f"{interval_name(found)}."
            )
        if isinstance(found, Summed):
            return (
                f"From item to item the difference varies by {say_number(found.spread)} points, so the mean of "
                f"{say_number(found.items)} varies by {say_number(found.error)}. {luck}"
            )
        assert isinstance(found, Counted)
        if not found.changed and self.kind == PREFERENCE:
            return "Every item is a tie."
        if not found.changed:
            return "Not one item changed: both models are right and wrong on the very same items."
        gained, lost = say_number(found.gained), say_number(found.lost)
        told = f"{say_number(found.changed)} changed: {gained} gained, {lost} lost"
        if self.kind == PREFERENCE:
            told = f"{gained} are for after, {lost} for before, {say_number(found.both_wrong)} are ties"
        return (
            f"Of {say_number(found.items)} items {told}. If both models were equally good, luck alone would part "
            f"these so unevenly in {self._luck()} ({chance})."
        )

    def _who(self) -> str:
        """Which columns were compared, since they may have been guessed."""
        if not self.file:
            return ""
        if self.kind in (PREFERENCE, WIN_RATE):
            return f"“{self._variant}” says which is preferred: before (A) or after (B)."
        return f"“{self.before_column}” is taken as before, “{self._variant}” as after."

    def _luck(self) -> str:
        """How often luck does as much, in words."""
        if self.p_value >= 1:
            return "every evaluation"
        if self.p_value >= 0.01:
            return f"{say_number(100 * self.p_value)} of 100 evaluations"
        return f"at most {say_number(max(1, math.ceil(self.p_value * 1000 * (1 - 1e-12))))} of 1,000 evaluations"

    def _figures(self) -> Iterator[Figure]:
        found, words = self.found, self.words
        yield Figure("difference", "Difference", self._points, words.points, *self._ends)
        for part, mean, ends in zip(("before", "after"), found.means, self._own_ends, strict=True):
            yield Figure(f"{words.key}_{part}", f"{words.label} {part}", words.whole * mean, words.unit, *ends)
        small = "" if self.p_value >= 0.0001 else "below 0.0001"
        if isinstance(found, Counted):
            yield Figure("changed", "Items that changed", found.changed, "items")
        elif isinstance(found, Scored):
            spread = words.whole * found.sample.spread
            yield Figure("spread", "Spread from item to item", spread, words.points)
            yield Figure("standard_error", "Standard error", words.whole * found.sample.error, words.points)
        elif isinstance(found, Apart | ScoredApart | Summed):
            error = words.whole * found.error
            yield Figure("standard_error", "Standard error of the difference", error, words.points)
        yield Figure("p_value", f"p value, {test_name(found, self.kind)}", self.p_value, "", text=small)
        if isinstance(found, Counted) and self.kind == RIGHT and not found.clustered:
            yield Figure("chi_square", "McNemar’s chi-square, not corrected", stats.square(found.z_score), "")
        if self.verdict == "unclear":
            missing = self.more(self.power)
            told = "no number" if missing is None else ""
            yield Figure("more_items", "Further items that would likely tell", missing, "items", text=told)
        if self.paired:
            yield from self._file_figures(self.paired)

    def _file_figures(self, read: Paired) -> Iterator[Figure]:
        yield Figure("rows", "Rows of the file", read.rows, "rows")
        yield Figure("items", "Items compared", self.found.items, "items")
        if (sample := self._clustered) is not None:
            yield Figure("documents", "Documents", sample.freedom + 1, "documents")
            told = "So many times as many items it takes because they share documents."
            yield Figure("design_effect", "Design effect", sample.design_effect, "", help=told)
            yield Figure("likeness", "Likeness within a document", 100 * sample.likeness, "%")

    @property
    def _clustered(self) -> Sample | None:
        """The items by their documents, where they share any."""
        sample = self.found.sample if isinstance(self.found, Scored) else None
        if isinstance(self.found, Counted):
            sample = self.found.clustered
        return sample if sample and sample.clusters is not None else None

    @property
    def _own_ends(self) -> tuple[tuple[float, float] | tuple[()], ...]:
        """Wilson's interval, in percent, of each model's own share; none for scores and for items in documents."""
        found = self.found
        if not isinstance(found, Counted | Apart) or self._clustered:
            return (), ()
        ends = []
        for right, items in (found.before, found.after):
            low, high = stats.wilson(right, items, stats.two_sided(self.level))
            ends.append((100 * min(low, right / items), 100 * max(high, right / items)))
        return tuple(ends)

    def _notices(self) -> Iterator[str]:
        found, one = self.found, self.shown
        if self.verdict == "unclear":
            yield "“Cannot tell” is not “equally good”: the interval says what is still possible."
            if one.passes != one.clear:
                lone, other = ("test", "interval") if one.passes else ("interval", "test")
                yield f"A close case: the {lone} alone would call it a difference, the {other} does not."
        least = least_units(self.level)
        if isinstance(found, Counted) and found.changed < least:
            changed, what = found.changed, "gained" if self.kind == RIGHT else "for after"
            yield (
                f"With {say_number(changed)} changed item{'' if changed == 1 else 's'} nothing can be told: even if "
                f"all were {what}, the test needs {least}."
            )
        elif found.units < least:
            what = "document" if self._clustered else "item"
            yield (
                f"With {say_number(found.units)} {what}{'' if found.units == 1 else 's'} nothing can be told: even if "
                f"all got better, it takes {least}."
            )
        elif isinstance(found, Scored) and found.units < ROUGH:
            what = "documents" if self._clustered else "items"
            yield f"With fewer than {ROUGH} {what} the interval is a little narrow."
        if isinstance(found, Scored) and (1 - self.level) / 2 * found.resamples < 10:
            yield "So strict a level leaves few of the means drawn beyond the interval: take more resamples."
        yield from self._notices_of_design()
        yield from self._notices_of_use()

    def _notices_of_design(self) -> Iterator[str]:
        found = self.found
        if self.separate:
            if self.file:
                yield "No item has both results: these are not pairs, and each model is taken by itself."
            yield (
                "Both models were asked different items, so part of the difference may lie in the items. The same "
                "items for both usually tell more, with fewer labels."
            )
            if self.paired and self.paired.clusters:
                yield "Documents do not count here: of separate items take whole documents as items."
        if isinstance(found, Apart) and found.fewest < FEW:
            yield f"Fewer than {FEW} are right or wrong in one group: the p value is rough there."
        if (sample := self._clustered) is not None:
            worth = round(found.items / max(1.0, sample.design_effect))
            told = f"they are worth about {say_number(worth)} that stand alone"
            if worth >= found.items:
                told = "those of one document are no more alike than others"
            yield (
                f"The {say_number(found.items)} items share {say_number(sample.freedom + 1)} documents; {told}. The "
                "interval and the test count documents."
            )

    def _notices_of_use(self) -> Iterator[str]:
        allowed = say_number(1 - self.level)
        if self.paired and (silent := set(self.paired.variants) - {one.name for one in self.judged}):
            yield f"Without any result to compare: {', '.join(sorted(silent))}."
        if len(self.judged) > 1:
            yield (
                f"Of {say_number(len(self.judged))} variants the best is shown. Chosen on these items it looks better "
                "than it is: measure it once more on fresh ones."
            )
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
        found, words = self.found, self.words
        if self.tests > 1:
            strict = f"100 − (100 − {say_number(self.confidence)}) / {self.tests} tests"
            yield Step("Confidence of this test", strict, 100 * self.level, "%")
        if isinstance(found, Counted):
            spread = f"({say_number(found.gained)} − {say_number(found.lost)}) / {say_number(found.items)}"
        elif isinstance(found, Apart):
            spread = " − ".join(f"{say_number(right)} / {say_number(of)}" for right, of in (found.after, found.before))
        else:
            spread = " − ".join(say_number(words.whole * mean) for mean in reversed(found.means))
        yield Step("Difference", spread, self._points, words.points)
        for name, end in zip(("at least", "at most"), self._ends, strict=True):
            yield Step(f"The difference is {name}", interval_name(found), end, words.points)
        if isinstance(found, Counted) and not found.clustered:
            fewer = say_number(min(found.gained, found.lost))
            tossed = f"2 × chance of {fewer} heads or fewer in {say_number(found.changed)} tosses, at most 1"
            yield Step("p value", tossed, self.p_value, "")
        elif isinstance(found, Apart):
            yield Step("z, with the pooled variance", "difference / its standard error", found.z_score, "")
            above = f"2 × chance of a normal value above {say_number(abs(found.z_score))}"
            yield Step("p value", above, self.p_value, "")
        else:
            yield Step("p value", test_name(found, self.kind), self.p_value, "")
        if self.verdict == "unclear" and (needed := self.needed(self.power)):
            each = " in each group" if self.separate else ""
            rates = "as reckoned by “Items to evaluate” from these rates"
            yield Step(f"Items that would likely tell{each}", rates, needed, "items")

    def _chart(self) -> Intervals:
        several = len(self.judged) > 1
        bars = [
            Bar(one.name if several else "Difference", self.words.whole * one.found.difference, *self._ends_of(one))
            for one in sorted(self.judged, key=lambda one: -one.found.difference)[:BARS]
        ]
        levels = {one.confidence for one in self.judged}
        sure = f"{say(100 * self.level, '%')} confidence" if len(levels) == 1 else "the confidence each is held to"
        label = self.words.label
        title = f"{label} after less {label.lower()} before"
        return Intervals(
            title=f"{title}, with {sure}",
            summary=self._answer(),
            unit=self.words.unit and self.words.points,
            bars=tuple(bars),
            zero="no difference",
        )

    def _each(self) -> Iterator[Intervals]:
        """Each model by itself, where it has an interval of its own."""
        bars = [
            Bar(f"{self.words.label} {part}", 100 * mean, *ends)
            for part, mean, ends in zip(("before", "after"), self.found.means, self._own_ends, strict=True)
            if ends
        ]
        if bars:
            yield Intervals(
                title="Each model by itself",
                summary="On the same items these two may overlap although the difference is clear.",
                unit="%",
                bars=tuple(bars),
            )

    def _variants_table(self) -> Table | None:
        """Every variant beside the others, the largest difference first."""
        if len(self.judged) < 2:
            return None
        adjusted = holm_adjusted([one.found.p_value for one in self.judged], self.variants)
        rows = []
        for one, p in sorted(zip(self.judged, adjusted, strict=True), key=lambda row: -row[0].found.difference):
            low, high = self._ends_of(one)
            said = [say_number(value) for value in (self.words.whole * one.found.difference, low, high)]
            told = {"better": "better", "worse": "worse", "unclear": "cannot tell yet"}[one.verdict]
            p_told = say_number(p) if p >= 0.0001 else "below 0.0001"
            rows.append((one.name, said[0], f"{said[1]} to {said[2]}", told, say_number(one.found.items), p_told))
        return Table(
            title="The variants, each against the model before",
            heads=("Variant", f"Difference ({self.words.points})", "Interval", "Verdict", "Items", "p by Holm"),
            rows=tuple(rows),
            note="The intervals are as wide as Holm’s method holds each variant to.",
        )

    def _table(self) -> Table | None:
        """Items that would tell, by how surely."""
        if self.verdict != "unclear" or not self.difference:
            return None
        each = " in each group" if self.separate else ""
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
        rates = self._rates() if missing else None
        if missing and rates:
            if self.tests > 1:
                rates["variants"] = str(min(self.tests, 1_000))  # what shares the error, there as here
            yield PlanStep(
                "Next",
                f"Add {say_number(missing)} items",
                "What fewer of them would show, and what they cost, stands there.",
                "Items to evaluate",
                "sample-size",
                urlencode(rates),
            )
        if self.file and (counts := self._counts()):
            without = " It does not know which items share a document." if self._clustered else ""
            what = "means and spread" if isinstance(self.found, Scored) else "counts"
            yield PlanStep(
                "To keep",
                f"Pass on the {what}",
                f"A link never holds the file; this one holds what it came to.{without}",
                f"Before and after, from these {what}",
                self.slug,
                urlencode(counts),
            )

    def _given(self, *names: str) -> dict[str, str]:
        """The reader's own answers among these, as texts."""
        return {name: self.inputs()[name].write(getattr(self, name)) for name in names if name in self.given}

    def _rates(self) -> dict[str, str] | None:
        """What was found, as the answers of “Items to evaluate”; None where they do not fit there."""
        found = self.found
        if isinstance(found, Counted):
            gained = round(100 * found.gained / found.items, 4)
            lost = min(round(100 * found.lost / found.items, 4), 100 - gained)
            rates = {"items": write_number(found.items), "gained": write_number(gained), "lost": write_number(lost)}
        elif isinstance(found, Apart):
            shares = [write_number(round(100 * mean, 4)) for mean in found.means]
            least = write_number(min(self.groups))
            rates = {"design": SEPARATE, "items": least, "right_before": shares[0], "right_after": shares[1]}
        elif isinstance(found, Scored | Summed):
            of_items = found.spread if isinstance(found, Summed) else found.sample.spread
            # Scores beyond 0 to 1 are brought into it, which changes no number of items.
            scale = max(1.0, abs(found.difference), of_items)
            difference, spread = abs(found.difference) / scale, of_items / scale
            if difference < 1e-4:
                return None
            texts = write_number(float(f"{difference:.6g}")), write_number(float(f"{spread:.6g}"))
            rates = {"design": "scores", "items": str(found.items), "difference": texts[0], "spread": texts[1]}
        else:
            return None
        if (sample := self._clustered) is not None and sample.freedom:
            size = write_number(round(found.items / (sample.freedom + 1), 4))
            rates |= {"cluster_size": size, "likeness": write_number(round(100 * sample.likeness, 4))}
        return rates | self._given("confidence", "power")

    def _counts(self) -> dict[str, str] | None:
        """What the file came to, as what may be typed here; None for scores of separate items."""
        found = self.found
        if isinstance(found, Apart):
            (before, all_before), (after, all_after) = found.before, found.after
            names = ("before_right", "before_wrong", "after_right", "after_wrong")
            cells = dict(zip(names, (before, all_before - before, after, all_after - after), strict=True))
            counts = {"design": SEPARATE} | {name: str(cell) for name, cell in cells.items()}
        elif isinstance(found, Scored):
            # As wide as documents make it.
            spread, means = (
                found.sample.error * math.sqrt(found.items),
                [self.words.whole * mean for mean in found.means],
            )
            names = ("mean_before", "mean_after", "spread", "scored_items")
            values = (*means, self.words.whole * spread, found.items)
            texts = (write_number(float(f"{value:.6g}")) for value in values)
            counts = {"design": SCORED} | dict(zip(names, texts, strict=True))
        elif not isinstance(found, Counted):
            return None
        elif self.kind == PREFERENCE:
            cells = {"after_preferred": found.gained, "before_preferred": found.lost, "ties": found.both_wrong}
            counts = {"design": PREFERRED} | {name: str(cell) for name, cell in cells.items()}
        else:
            names = ("both_right", "items_gained", "items_lost", "both_wrong")
            cells = dict(zip(names, (found.both_right, found.gained, found.lost, found.both_wrong), strict=True))
            counts = {name: str(cell) for name, cell in cells.items()}
        if self.variants > 1:
            rank = ranks([one.found.p_value for one in self.judged])[self.judged.index(self.shown)]
            # Once one of smaller p has failed, the rest fail; alone it would be held to less.
            counts |= {"variants": str(self.variants), "rank": str(rank if self.shown.passes else 1)}
        return counts | self._given("confidence", "power", "looks", "item_use")
