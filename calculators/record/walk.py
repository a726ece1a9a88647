"""The walk: four steps that ask, explain, say stop or go on, by the rules of data/walk_steps.yaml."""

import dataclasses
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators import calculator
from calculators.advice import lesson
from calculators.advice.rules import Case, Conditions
from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import source_column
from calculators.kit.model import Calculator
from calculators.kit.query import query_of

ADVISOR = "advisor"


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Question(Conditions):
    """A question of the advisor, asked where its conditions hold; `said` tells in words where that is."""

    field: str
    said: str = ""

    def __post_init__(self) -> None:
        if bool(self.said) != bool(self.asks):
            raise strict.DataError(f"{self.field}: conditions and the words for them ('said') belong together")


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class StepRule(Conditions):
    """What a step says in one case: stop or go on, what to do, and why."""

    case: str
    says: Literal["stop", "go on"]
    words: str
    why: str
    sources: tuple[str, ...] = source_column()


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """One step of the walk; of its rules the first that applies counts."""

    key: str
    title: str
    text: tuple[str, ...]
    questions: tuple[Question, ...]
    note: str
    evidence: str = strict.column(refers="evidence/*")
    rules: tuple[StepRule, ...]

    def __post_init__(self) -> None:
        if not self.rules or [bool(rule.asks) for rule in self.rules] != [True] * (len(self.rules) - 1) + [False]:
            raise strict.DataError("the last rule, and no other, does without conditions, so that one always applies")

    def rule(self, case: Case) -> StepRule:
        """What the step says to a case."""
        return next(rule for rule in self.rules if rule.applies(case))


@cache
def steps(folder: Path = DATA) -> Mapping[str, Step]:
    """The steps by key, in their order. Raises DataError."""
    known: dict[str, Collection[str]] = {"sources": catalogue().sources, "evidence/*": lesson.evidence_boxes()}
    return MappingProxyType(strict.table(folder / "walk_steps.yaml", Step, known))


@dataclasses.dataclass(frozen=True)
class Walked:
    """Where a reader stands: the advisor with the answers that count, what may not be typed, what each step says.

    `asked` holds the fields of the questions that make sense with the other answers; an answer to any other is set
    aside, and counts again as soon as its question does.
    """

    advisor: Calculator
    problems: Mapping[str, str]
    asked: frozenset[str]
    says: Mapping[str, StepRule]

    @property
    def carried(self) -> str:
        """The answers that count, as the part of a link behind "?"."""
        return query_of(self.advisor, [name for name in self.advisor.inputs() if name in self.advisor.given])


def walked(texts: Mapping[str, str]) -> Walked:
    """What the steps say to answers as they were typed; what nobody knows is left out."""
    kind = calculator(ADVISOR)
    questions = [question for step in steps().values() for question in step.questions]
    counting = {one.field: texts[one.field] for one in questions if one.field in texts}
    while True:
        reading = kind.read(counting)
        case: Case = reading.calculator.case  # type: ignore[attr-defined]  # which calculator the advisor is, no wing knows
        aside = next((one.field for one in questions if one.field in counting and not one.applies(case)), None)
        if aside is None:
            break
        del counting[aside]  # one at a time, since without it others may make sense, or cease to
    return Walked(
        reading.calculator,
        reading.problems,
        frozenset(one.field for one in questions if one.applies(case)),
        {key: step.rule(case) for key, step in steps().items()},
    )
