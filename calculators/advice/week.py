"""What to do this week: the cheapest step that can be taken back, by rules that stand in data/week_steps.yaml."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators.advice.rules import Case, Conditions, options
from calculators.figures.tables import DATA
from calculators.kit import strict

Tries = Literal["measure", "prompting", "rag", "fine-tuning", "none", "both arms"]
"""What a step of this week tries."""


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class WeekStep(Conditions):
    """A step: what to do, what to count, when to leave off, how long it takes, what it may cost."""

    key: str
    tries: Tries
    option: str = strict.column(refers="advice_options")
    title: str
    words: str
    count: str
    stop: str
    least_hours: float = strict.column(unit="h", least=0, most=200)
    most_hours: float = strict.column(unit="h", least=0, most=200)
    most_usd: float = strict.column(unit="USD", least=0, most=10_000)


@cache
def week_steps(folder: Path = DATA) -> Mapping[str, WeekStep]:
    """The steps by key, in their order. Raises DataError."""
    known = {"advice_options": options(folder)}
    return MappingProxyType(strict.table(folder / "week_steps.yaml", WeekStep, known))


def week(case: Case) -> WeekStep:
    """The first step whose conditions hold."""
    return next(step for step in week_steps().values() if step.applies(case))
