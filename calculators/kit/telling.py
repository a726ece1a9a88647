"""The frame of an answer: its parts, each told by a function of its own, in the order in which they are told."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from calculators.kit.chart import Bars, Chart, Intervals
from calculators.kit.facts import Sourced
from calculators.kit.model import Calculator, Figure, PlanStep, Result, Step, Table

Case = TypeVar("Case", bound=Calculator)


def tell(
    case: Case,
    answer: Callable[[Case], str],
    why: Callable[[Case], str],
    notices: Callable[[Case], Iterable[str]],
    figures: Callable[[Case], Iterable[Figure]],
    working: Callable[[Case], Iterable[Step]],
    chart: Callable[[Case], Chart | Bars | Intervals | None],
    table: Callable[[Case], Table | None] = lambda _: None,
    plan: Callable[[Case], Iterable[PlanStep]] = lambda _: (),
    facts: Callable[[Case], Iterable[Sourced]] = lambda _: (),
) -> Result:
    """The result of a case. Raises Refused where an answer of the reader is missing for it."""
    return Result(
        verdict=case.verdict,
        answer=answer(case),
        why=why(case),
        notices=tuple(notices(case)),
        figures=tuple(figures(case)),
        working=tuple(working(case)),
        chart=chart(case),
        table=table(case),
        plan=tuple(plan(case)),
        facts=tuple(facts(case)),
    )
