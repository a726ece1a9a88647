"""Tell whether the tuned model is better than the one before, from counts or from a file of results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, BinaryIO, ClassVar

from calculators.bills import fields
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import FRONT, Refused, choice, number
from calculators.kit.remarks import Remark
from calculators.results import chosen, weights
from calculators.results.aside import Tried, alike
from calculators.results.cells import NO_CELL, PREFERENCE, RIGHT, SCORES
from calculators.results.column_fields import of_file
from calculators.results.doubt import best_of, doubt, other_ways, together_asked, verdict_of, way_words
from calculators.results.file_report import FAULTS, faults_csv, remarks, write_one
from calculators.results.further import Asked
from calculators.results.gathered import otherwise, paired, weighed
from calculators.results.paired import Paired
from calculators.results.paired_report import ITEMS, faults_of, items_csv
from calculators.results.people import beside
from calculators.results.reading import LESS, Told
from calculators.results.report import MARKDOWN, RECORD, markdown, record
from calculators.results.results_file import NEEDS, ResultsFile
from calculators.statistics import tosses
from calculators.statistics.comparison import Apart, Comparison, Counted, ScoredApart, Summed, whole
from calculators.statistics.judging import Judged, Wanted, judged, least_units

PAIRED, SEPARATE, PREFERRED, SCORED = "paired", "separate", "preferred", "scored"
DESIGNS: Mapping[str, tuple[str, str]] = {
    PAIRED: ("The same items before and after", ""),
    SEPARATE: ("Separate items before and after", ""),
    PREFERRED: ("Which of two answers is preferred, item by item", ""),
    SCORED: ("The same items with scores before and after", ""),
}

COUNTS: Mapping[str, frozenset[str]] = {
    PAIRED: frozenset({"both_right", "items_gained", "items_lost", "both_wrong"}),
    SEPARATE: frozenset({"before_right", "before_wrong", "after_right", "after_wrong"}),
    PREFERRED: frozenset({"after_preferred", "before_preferred", "ties"}),
    SCORED: frozenset({"mean_before", "mean_after", "spread", "scored_items"}),
}
"""The inputs that answer each design where no file does."""

FRESH, CHOSEN_BY = "fresh", "chosen-by"
USES: Mapping[str, tuple[str, str]] = {
    FRESH: ("For this comparison only", ""),
    CHOSEN_BY: ("To choose a prompt, a checkpoint or a variant, too", ""),
}

GROUPS = "For separate items"
PREFERENCES = "For preferences"
MEANS = "For scores"
CERTAINTY = "How sure"


def count(default: int, label: str, meaning: str, group: str = FRONT) -> Any:
    """Declare a count of items."""
    return number(default, label, group, meaning, unit="items", most=1_000_000, whole=True)


@lru_cache(maxsize=8)
def compared(file: GivenFile, second: GivenFile | None, told: Told, doubtful: float | None) -> Mapping[str, Comparison]:
    """What comparing each variant of a file comes to, by its name."""
    found = paired(file, second, told, doubtful)
    of = [beside(file, second, told, doubtful, place) if told.people else found for place in range(len(found.variants))]
    made = ((name, one.comparison(name)) for name, one in zip(found.variants, of, strict=True))
    return {name: comparison for name, comparison in made if comparison}


@dataclass(frozen=True)
class BeforeAfter(ResultsFile):
    """Two models answered the items of an evaluation set. Some items were gained, some were lost, and luck had a part.

    From counts, or from a file with both results of every item, the calculator says how much better or worse the model
    after is, within which limits, whether luck alone could have done it, which items got worse, and, where nobody can
    tell yet, how many more items would. A file is read in this page and sent nowhere.
    """

    slug = "before-after"
    title = "Before and after"
    question = "Is the tuned model better than the one before, or was it luck?"
    asked_otherwise: ClassVar = frozenset({"confidence", "power", "margin", "least"})
    verdicts: ClassVar = {
        "better": "it is better",
        "worse": "it is worse",
        "not-worse": "it is not worse by more than you allow",
        "slight": "it differs by too little to matter",
        "unclear": "nobody can tell yet",
        "none": "there is nothing to compare",
    }

    design: str = choice(PAIRED, "Design", lambda: DESIGNS, help="The same items tell far more than separate ones do.")
    both_right: int = count(150, "Right both times", "Right before and right after.")
    items_gained: int = count(25, "Gained", "Wrong before and right after.")
    items_lost: int = count(10, "Lost", "Right before and wrong after.")
    both_wrong: int = count(15, "Wrong both times", "Wrong before and wrong after.")

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
        lambda self: max(1, len(self.guess().after)) if self.file else 1,
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

    margin: float = number(
        0, "Not worse than by", NEEDS, "What a cheaper or a faster model may lose and still do; 0 asks for better.",
        unit="points", most=1_000_000,
    )  # fmt: skip
    least: float = number(
        0, "Least difference that matters", NEEDS, "A smaller one is not called better or worse; 0 takes any.",
        unit="points", most=1_000_000,
    )  # fmt: skip
    test: str = choice(tosses.EXACT, "Test of right or wrong", lambda: tosses.TESTS, CERTAINTY, "Of the same items.")

    @property
    def wanted(self) -> Wanted:
        """What is asked of the difference, as shares or in points of the score."""
        whole = 1 if self.kind == SCORES else 100
        return Wanted(self.margin / whole, self.least / whole, self.test == tosses.MID)

    @property
    def counted(self) -> Paired | None:
        """The results that the answer is about: those in the file, or people's where a judge is put right by them."""
        return self.beside.people if self.beside else self.paired

    @property
    def kind(self) -> str:
        """What the results are: right or wrong, preferences, win-rates or scores."""
        if self.counted:
            return self.counted.kind
        return {PREFERRED: PREFERENCE, SCORED: SCORES}.get(self.design, RIGHT)

    @property
    def sign(self) -> int:
        """-1 where less of a score is better: comparisons then are of what was turned, so that more is better."""
        if self.counted:
            return self.counted.sign
        return -1 if self.kind == SCORES and self.better == LESS else 1

    @property
    def typed(self) -> Comparison | None:
        """The comparison by the counts typed; None where there are no items."""
        if self.design == SEPARATE:
            before = self.before_right, self.before_right + self.before_wrong
            after = self.after_right, self.after_right + self.after_wrong
            return Apart(before, after) if before[1] and after[1] else None
        if self.design == SCORED:
            means = self.sign * self.mean_before, self.sign * self.mean_after
            return Summed(means, self.spread, int(self.scored_items))
        if self.design == PREFERRED:
            counted = Counted(0, self.after_preferred, self.before_preferred, self.ties)
        else:
            counted = Counted(self.both_right, self.items_gained, self.items_lost, self.both_wrong)
        return counted if counted.items else None

    @cached_property
    def judged(self) -> list[Judged]:
        """Every comparison with its verdict; none where there is nothing to compare.

        Raises Refused where the verdict hangs on what a word counts as that only the reader can say.
        """
        if not self.file:
            typed = self.typed
            allowed = 1 - self.confidence / 100
            if not typed:
                return []
            return judged({"": typed}, allowed, self.variants, self.looks, self.rank, self.wanted)
        shown = self._judged_as(self.said, self.as_shown)
        for told, doubtful in other_ways(self.paired, self.reading, self.said):
            if verdict_of(self._judged_as(told, doubtful)) != verdict_of(shown):
                raise doubt(self.file, self.after_file, self.said, self.reading, told)
        if verdict_of(shown)[0] != "unclear" and (asked := self._missing(shown)):
            raise asked
        if verdict_of(shown)[0] != "unclear" and (turning := self._turning(shown)):
            raise together_asked(self.reading, turning)
        if turning := [name for name, verdict in self.by_weight.items() if verdict != verdict_of(shown)]:
            raise weights.asked(turning[0])
        return shown

    def _missing(self, shown: list[Judged]) -> Refused | None:
        """The question why items lack a result, where those that have both are unlike the others."""
        read, best = self.paired, best_of(shown)
        decided = NO_CELL in self.reading.counts or None in self.reading.counts.values() or self.said.people
        if read is None or best is None or decided:
            return None
        return chosen.question(read, best.name, self.said.cells)

    @cached_property
    def by_weight(self) -> Mapping[str, tuple[str, str]]:
        """The verdict by each column that may say how much an item counts."""
        if not self.file:
            return {}
        found = weighed(self.file, self.after_file, self.said, self.as_shown)
        return {name: verdict_of(self._judged_of(self._compared(read))) for name, read in found}

    @staticmethod
    def _compared(read: Paired) -> Mapping[str, Comparison]:
        return {name: found for name in read.variants if (found := read.comparison(name))}

    @property
    def counted_otherwise(self) -> Iterator[tuple[str, Judged]]:
        """The other ways to count what is doubtful, in words, with what the same variant comes to by each."""
        if not self.file:
            return
        for told, doubtful in other_ways(self.paired, self.reading, self.said):
            if (told, doubtful) != (self.said, self.as_shown):
                by_name = {one.name: one for one in self._judged_as(told, doubtful)}
                other = by_name.get(self.shown.name)
                if other and (other.found.items, other.found.p_value) != (self.found.items, self.found.p_value):
                    yield way_words(self.reading, self.said, told, doubtful), other

    @cached_property
    def by_aside(self) -> Mapping[str, Tried]:
        """What is found by each column that takes no part, of which nobody knows whether its items hang together."""
        made = {}
        if self.file:
            for name, read in otherwise(self.file, self.after_file, self.said, self.as_shown):
                of = self._judged_of(self._compared(read))
                best = best_of(of)
                made[name] = Tried(verdict_of(of), alike(best.found if best else None))
        return made

    def _turning(self, shown: list[Judged]) -> list[str]:
        """The columns by which the verdict would be another, and whose items are alike."""
        return [name for name, one in self.by_aside.items() if one.verdict != verdict_of(shown) and one.alike]

    def _judged_as(self, told: Told, doubtful: float | None) -> list[Judged]:
        assert self.file
        return self._judged_of(compared(self.file, self.after_file, told, doubtful))

    def _judged_of(self, found: Mapping[str, Comparison]) -> list[Judged]:
        family = max(self.variants, len(found))
        return judged(found, 1 - self.confidence / 100, family, self.looks, wanted=self.wanted)

    @property
    def asked(self) -> Asked:
        """The file as further comparisons are made of it."""
        assert self.file
        place = [one.name for one in self.judged].index(self.shown.name)
        return Asked(self.file, self.after_file, self.said, self.as_shown, place, 1 - self.confidence / 100, self.looks)

    @property
    def best(self) -> Judged | None:
        """The comparison that the answer is about: the largest difference of those that are better, or else of all.

        None where there is none.
        """
        return best_of(self.judged)

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
        counts = frozenset().union(*COUNTS.values())
        rank = {"rank"} if self.variants == 1 or self.file else set()
        if not any(isinstance(one.found, Counted) for one in self.judged):
            rank |= {"test"}
        if self.file:
            return frozenset(counts | rank | {"design"})
        way = {"better"} if self.design != SCORED else set()
        return frozenset(counts - COUNTS[self.design] | rank | way | of_file(type(self)))

    @property
    def is_example(self) -> bool:
        """Whether the counts are those that the form shows first: nobody has counted these items."""
        inputs = self.inputs()
        return not self.file and all(getattr(self, name) == inputs[name].default for name in COUNTS[self.design])

    @property
    def unused(self) -> frozenset[str]:
        # Another reading of the cells is no nearby case; and to try them all would take long.
        return self.idle | {"results", "better", "repeats", "rows_are"}

    @property
    def separate(self) -> bool:
        """Whether both models answered different items."""
        return isinstance(self.found, Apart | ScoredApart)

    @property
    def groups(self) -> tuple[int, ...]:
        """How many items there are in each group."""
        found = self.found
        return found.groups if isinstance(found, Apart | ScoredApart) else (found.items,)

    @property
    def next_level(self) -> float:
        """The confidence of the test at the next look, as a share: one look more shares the error."""
        return 1 - (1 - self.level) * self.looks / (self.looks + 1)

    def needed(self, power: float) -> int | None:
        """Items (in each group) that tell with this power (percent), if the rates stay; None where they are equal.

        Whoever adds them looks once more, so they are reckoned for the stricter test that one look more asks for.
        """
        found, least = self.found, least_units(self.next_level)
        needed = found.needed(self.next_level, power / 100)
        if needed is None or self.separate:
            return needed
        # With fewer units, or fewer that changed, no test tells anything, as the notices say.
        telling = found.changed if isinstance(found, Counted) else found.units
        return max(needed, *(whole(least * found.items / units) for units in (telling, found.units)))

    def more(self, power: float) -> int | None:
        """Items still missing to tell with this power (percent), of both groups where they are separate."""
        needed = self.needed(power)
        return None if needed is None else sum(max(0, needed - group) for group in self.groups)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        found = self.paired
        return remarks(self.file.path, faults_of(found, self.chosen_column)) if self.file and found else ()

    def write(self, key: str, out: BinaryIO) -> None:
        found = self.paired
        if found is None:
            raise KeyError(key)
        texts = {
            ITEMS.key: lambda: items_csv(found, self.chosen_column),
            FAULTS.key: lambda: faults_csv(faults_of(found, self.chosen_column)),
            MARKDOWN.key: lambda: markdown(self, self.result()),
            RECORD.key: lambda: record(self, self.result()),
        }
        write_one(key, texts, out)

    @property
    def chosen_column(self) -> str:
        """The name of the variant that the answer is about, in a file."""
        return self.best.name if self.best else self.reading.after[0]
