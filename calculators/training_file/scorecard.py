"""The score card of a training file, with the tables that show why."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculators.kit.model import Table
from calculators.kit.numbers import say, say_number
from calculators.training_file.languages import NAMES
from calculators.training_file.survey import (
    CONFLICT,
    DUPLICATE,
    LEAK,
    NEAR,
    PERSONAL,
    REJECTED,
    UNFIT,
    UNKNOWN,
    Finding,
    Survey,
    shares,
)
from calculators.training_file.takers import Taking
from calculators.training_file.tally import Spread, spread

YES, LOOK, NO, IN_PART = "yes", "look at it", "no", "in part"
MOST_NAMED = 12
MOST_REASONS = 3
CALLED = {**NAMES, UNKNOWN: "not told"}

FOUND = "What was found"
"""The title of the table of findings, to which the report gives more room."""

SHOWN = 5
"""How many findings of a kind stand in the page; the report has more."""

LOPSIDED = 0.8
"""From this share on one label drowns the others."""

CURATED = 200
"""As many curated examples as lesson 1 sets against noisy ones."""


@dataclass(frozen=True)
class Card:
    """What the score card rests on."""

    survey: Survey
    validation: Survey | None
    remaining: int
    enough: float
    accepted: float | None
    findings: tuple[Finding, ...]
    over_limit: int
    longest: int
    tokens: Spread | None
    top_tenth: float
    cost: str
    billed: str
    thorough: bool
    takings: tuple[Taking, ...]

    def table(self) -> Table:
        """The questions of lesson 1, answered for this file."""
        return Table(
            title="Score card",
            heads=("Question", "Answer", "What the file says"),
            rows=tuple(self._rows()),
            note="Lesson 1 puts it so: 200 curated examples beat 2,000 noisy ones. No program knows whether an answer "
            "is right; read a sample yourself.",
        )

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        found = self.survey
        refused = found.flagged(REJECTED)
        yield "Would a provider take it?", self._taken(), self._said(refused)
        yield "Enough?", self._enough(), self._amount()
        noisy = found.flagged(DUPLICATE | CONFLICT | NEAR | UNFIT)
        yield (
            "Clean enough?",
            YES if not noisy else LOOK if noisy <= 0.05 * found.examples else NO,
            f"{_of(noisy, found.examples)} are copies, contradict another, refuse, or break off",
        )
        if self.thorough:
            personal = found.flagged(PERSONAL)
            yield (
                "Free of personal data?",
                LOOK if personal else YES,
                f"{_of(personal, found.examples)} have an address, a number or a key in them",
            )
        if self.validation:
            leaks = found.flagged(LEAK)
            yield (
                "Apart from the validation file?",
                NO if leaks else YES,
                f"{_of(leaks, found.examples)} stand, or almost, among the {self.validation.examples:,} there too",
            )
        yield "Short enough?", LOOK if self.over_limit else YES, self._lengths()
        if found.labels:
            (label, _, share), *others = shares(found.labels)
            yield (
                "Balanced?",
                LOOK if share >= LOPSIDED else YES,
                f"{say(len(others) + 1, 'labels')}; “{label}” is {say(100 * share, '%')} of all answers",
            )
        yield "What does one training run cost?", self.cost, self.billed

    def _taken(self) -> str:
        if len(self.takings) > 1 and (self.survey.flagged(REJECTED) or self.survey.unreadable):
            return NO
        mine = [one for one in self.takings if one.takes_shape]
        return (
            YES
            if mine and all(one.ok for one in mine)
            else LOOK
            if any(one.ok or one.few or one.in_part for one in mine)
            else NO
        )

    def _said(self, refused: int) -> str:
        told = f"{_of(refused, self.survey.examples)} have an error"
        if apart := self.survey.counts["other-shape"]:
            told += f", {apart:,} another shape than most"
        if len(self.takings) == 1:
            (one,) = self.takings
            more = [f"and {len(one.reasons) - MOST_REASONS} more"] * (len(one.reasons) > MOST_REASONS)
            told = "; ".join([*one.reasons[:MOST_REASONS], *more])
            return f"{one.name}: {told or 'yes'}"
        mine = [one for one in self.takings if one.takes_shape]
        if not mine:
            return f"{told}; nobody here takes this shape as it stands"
        unwilling = [one.name for one in mine if not one.ok and not one.in_part]
        partly = [one.name for one in mine if one.in_part]
        told += f"; {', '.join(partly)} would skip some" * bool(partly and not refused)
        return f"{told}; {', '.join(unwilling)} would not take it" if unwilling and not refused else told

    def _enough(self) -> str:
        if self.remaining < self.enough:
            return NO
        return YES if self.remaining >= max(CURATED, self.enough) else LOOK

    def _amount(self) -> str:
        told = f"{say(self.remaining, 'examples')} remain"
        if self.accepted and self.remaining < self.accepted:
            who = self.takings[0].name if len(self.takings) == 1 else "OpenAI"
            return f"{told}; below {say_number(self.accepted)} {who} takes no job"
        if self.remaining < self.enough:
            return f"{told}; you want {say_number(self.enough)}"
        if self.remaining < CURATED:
            return f"{told}: enough to begin with"
        return told

    def _lengths(self) -> str:
        if not self.tokens:
            return "nothing remains"
        told = f"half have up to {say(round(self.tokens.median), 'tokens')}, the longest {say_number(self.tokens.most)}"
        return f"{told}; {self.over_limit:,} pass {say_number(self.longest)}" if self.over_limit else told

    def details(self) -> Iterator[Table]:
        """What was found, and what the file holds."""
        if self.findings:
            yield Table(
                title=FOUND,
                heads=("Finding", "How often", "Where", "What to do"),
                rows=tuple(
                    (one.kind.title, f"{one.count:,} ({one.kind.level})", where(one, SHOWN), one.kind.advice)
                    for one in self.findings
                ),
                note="Only the first error of each line is told. Here are the first of each kind; the report has more.",
            )
        if len(self.takings) > 1:
            yield Table(
                title="Who would take it",
                heads=("Who", "Takes it?", "Why"),
                rows=tuple(
                    (
                        one.name,
                        YES if one.ok else IN_PART if one.in_part else NO,
                        "; ".join(one.reasons) or one.note or "as it is",
                    )
                    for one in sorted(self.takings, key=lambda one: (not one.takes_shape, not one.ok))
                ),
                note="By the rules that each has published, as read on the day that its source names. Choose one "
                "under “Who trains”, and only its rules and limits count.",
            )
        yield from self._held()

    def _held(self) -> Iterator[Table]:
        found = self.survey
        answers = spread([letters for flags, letters in zip(found.flags, found.answers, strict=True) if not flags & 1])
        if self.tokens and answers:
            yield Table(
                title="How long examples are",
                heads=("Length", "Least", "10 %", "Median", "Mean", "90 %", "Most"),
                rows=(_spread("Tokens, whole", self.tokens), _spread("Characters of the answer", answers)),
                note=f"The longest tenth of the examples holds {say(100 * self.top_tenth, '%')} of the tokens.",
            )
        for title, counted in (("Labels", found.labels), ("Languages", found.languages)):
            if counted:
                yield Table(
                    title=title,
                    heads=(title[:-1], "Examples", "Share"),
                    rows=tuple(
                        (CALLED.get(name, name), f"{count:,}", say(100 * share, "%"))
                        for name, count, share in shares(counted)[:MOST_NAMED]
                    ),
                )
        letters = sum(found.ascii) + sum(found.wide) / 2 or 1
        usual = sorted(found.systems.values(), key=lambda one: (-one.times, one.beginning))[:SHOWN]
        if usual:
            count = f"{len(found.systems):,} different" if len(found.systems) > 1 else "one"
            yield Table(
                title="System messages",
                heads=("Begins with", "Examples", "Characters", "Share of all text"),
                rows=tuple(
                    (
                        f"“{one.beginning}”",
                        f"{one.times:,}",
                        f"{one.letters:,}",
                        say(min(100.0, 100 * one.times * one.letters / letters), "%"),
                    )
                    for one in usual
                ),
                note=f"There is {count} in the file. What is the same in every example is billed in every example, and "
                "the tuned model needs it in every call; often a line will do.",
            )


def where(finding: Finding, most: int) -> str:
    """Where the first of a finding stand, with what is there."""
    told = "; ".join(
        f"{finding.spot} {line:,}" + (f": {detail}" if detail else "") for line, detail in finding.told[:most]
    )
    more = finding.count - min(most, len(finding.told))
    if not told:
        return ""
    return f"{told}; and {more:,} more" if more > 0 else told


def _of(count: int, whole: int) -> str:
    return f"{count:,} of {say(whole, 'examples')}"


def _spread(name: str, found: Spread) -> tuple[str, ...]:
    values = (found.least, found.p10, found.median, found.mean, found.p90, found.most)
    return (name, *(say_number(round(value, 1)) for value in values))
