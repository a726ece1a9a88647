"""Advice by rules that stand in data/: each speaks for or against options where a case meets its conditions."""

import dataclasses
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import Confidence, Origin, WordFact, source_column

Kind = Literal["prompting", "rag", "fine-tuning", "rag+fine-tuning", "none", "measure"]
"""The technique that an option belongs to; "measure" is a step before any of them."""

Tool = Literal["prompting", "rag", "tuning"]
"""A column of the decision matrix."""

Effect = Literal["for", "against", "rules out", "beside the point"]
"""A rule speaks for its options or against them, excludes them, or tells that they cure nothing here."""

BARS: tuple[Literal["rules out", "beside the point"], ...] = ("rules out", "beside the point")
"""The effects that no points make up for."""

Strength = Literal["slightly", "clearly", "strongly", "decisively"]

POINTS: Mapping[Strength, int] = {"slightly": 1, "clearly": 2, "strongly": 4, "decisively": 8}
"""What a strength weighs: each is worth two of the one before. Our judgement, and nobody’s measurement."""

UNKNOWN = "unknown"
"""Stands for "I do not know" wherever a question is answered by a choice."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Option:
    """Something that the advisor can advise, and the calculator that prices it with the answers it receives."""

    key: str
    title: str
    technique: Kind
    tools: tuple[Tool, ...]
    sentence: str
    step: str
    calculator: str
    carry: Mapping[str, str]
    price: str
    sources: tuple[str, ...] = source_column()


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Conditions:
    """Where something applies: where every condition holds.

    `when` names the values of which an answer must be one, `unless` those of which it must be none; `least` and `most`
    are bounds of a number, which must then be known.
    """

    when: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    least: Mapping[str, float] = dataclasses.field(default_factory=dict)
    most: Mapping[str, float] = dataclasses.field(default_factory=dict)

    @property
    def asks(self) -> tuple[str, ...]:
        """The names of what the conditions look at."""
        return tuple(dict.fromkeys((*self.when, *self.unless, *self.least, *self.most)))

    def applies(self, case: "Case") -> bool:
        """Whether every condition holds."""
        # Plain loops: an answer asks this some ten thousand times to tell what would turn it.
        for name, allowed in self.when.items():
            if case.words[name].isdisjoint(allowed):
                return False
        for name, barred in self.unless.items():
            if not case.words[name].isdisjoint(barred):
                return False
        return all(self._within(name, case.numbers[name]) for name in (*self.least, *self.most))

    def _within(self, name: str, value: float | None) -> bool:
        return value is not None and self.least.get(name, value) <= value <= self.most.get(name, value)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Rule(Conditions):
    """One reason."""

    key: str
    options: tuple[str, ...] = strict.column(refers="advice_options")
    effect: Effect
    strength: Strength | None = None
    why: str
    sources: tuple[str, ...] = source_column()
    confidence: Confidence

    def __post_init__(self) -> None:
        if (self.strength is not None) != (self.effect in ("for", "against")):
            raise strict.DataError("a strength belongs to 'for' and 'against', and only there")
        if not self.options or not self.sources:
            raise strict.DataError("a rule needs at least one option and one source")

    @property
    def points(self) -> int:
        """What the rule adds to the points of its options, or takes from them."""
        if self.strength is None:
            return 0
        return POINTS[self.strength] if self.effect == "for" else -POINTS[self.strength]

    @property
    def fact(self) -> WordFact:
        """The reason as it is cited under an answer."""
        source = catalogue().sources[self.sources[0]]
        said = f"{self.effect}{f', {self.strength}' if self.strength else ''}"
        return WordFact(
            said, Origin(self.why, "", source.key, source.accessed, self.confidence, table="advice_rules", row=self.key)
        )


@dataclasses.dataclass(frozen=True)
class Case:
    """What the rules look at: words (a set of them for each name) and numbers, None where not known."""

    words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, float | None]


@dataclasses.dataclass(frozen=True)
class Weighed:
    """An option with the rules that apply to it, and their points in all; `barred` where one excludes it."""

    option: Option
    rules: tuple[Rule, ...]
    points: int
    barred: Literal["rules out", "beside the point"] | None


@dataclasses.dataclass(frozen=True)
class Advice:
    """All options, the most advisable first, those that are excluded last."""

    weighed: tuple[Weighed, ...]

    @property
    def open(self) -> tuple[Weighed, ...]:
        """The options that no rule excludes, in order."""
        return tuple(one for one in self.weighed if not one.barred)


@cache
def options(folder: Path = DATA) -> Mapping[str, Option]:
    """The options by key, in their order. Raises DataError."""
    return MappingProxyType(strict.table(folder / "advice_options.yaml", Option, {"sources": catalogue().sources}))


@cache
def rules(folder: Path = DATA) -> Mapping[str, Rule]:
    """The rules by key. Raises DataError."""
    known = {"sources": catalogue().sources, "advice_options": options(folder)}
    return MappingProxyType(strict.table(folder / "advice_rules.yaml", Rule, known))


def advise(case: Case) -> Advice:
    """Weigh every option by the rules that apply to a case."""
    return _weighed(tuple(rule for rule in rules().values() if rule.applies(case)))


@lru_cache(maxsize=1024)
def _weighed(applying: tuple[Rule, ...]) -> Advice:
    """Every option by these rules; many cases that differ in one answer have the same."""
    weighed = []
    for key, option in options().items():
        of_option = tuple(rule for rule in applying if key in rule.options)
        effects = {rule.effect for rule in of_option}
        barred = next((effect for effect in BARS if effect in effects), None)
        weighed.append(Weighed(option, of_option, sum(rule.points for rule in of_option), barred))
    # Sorting keeps the order of the options where points are level.
    return Advice(tuple(sorted(weighed, key=lambda one: (bool(one.barred), -one.points))))


def thresholds(name: str) -> tuple[float, ...]:
    """The values of a number at which a rule begins or ceases to apply, smallest first."""
    bounds = (bound for rule in rules().values() for bound in (rule.least, rule.most))
    return tuple(sorted({bound[name] for bound in bounds if name in bound}))
