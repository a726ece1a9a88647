"""Published results beside what the calculators reckon for each."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators import calculator
from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import source_column
from calculators.kit.inputs import Refused
from calculators.kit.model import Figure

HowRead = Literal["read at the source", "second hand", "from memory", "computed here"]
"""How the published figure came to us, from the surest to the least sure."""

Kind = Literal["result", "bound", "trap", "miss"]
"""A result to reproduce; a bound to stay within; a trap: the source prints a wrong figure, told in the note, and the
right one is expected here; a miss: a result that we do not reproduce, or for which we tell no figure, and say so."""


NOT_TOLD = "No figure is told"
"""What stands in place of a figure where a calculator says that it knows none."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Expected:
    """One figure that was published: its value with a tolerance in percent, or the range that ours must lie in.

    The ends of a figure's own range are named after it: `interval.low`, `interval.high`.
    """

    figure: str
    published: float | None = None
    tolerance: float | None = strict.column(unit="%", least=0, most=50, default=None)
    least: float | None = None
    most: float | None = None

    def __post_init__(self) -> None:
        if (self.published is None) == (self.least is None and self.most is None):
            raise strict.DataError("either published (with tolerance) or least and most are needed, not both")
        if (self.published is None) != (self.tolerance is None):
            raise strict.DataError("tolerance belongs to published")

    def holds(self, ours: float | None) -> bool:
        """Whether our figure is within what was published."""
        if ours is None:
            return False
        if self.published is not None and self.tolerance is not None:
            return abs(ours - self.published) <= abs(self.published) * self.tolerance / 100 + 1e-12
        return (self.least is None or ours >= self.least) and (self.most is None or ours <= self.most)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One published result: the answers that describe it, the figures it gave, where it stands and how we read it."""

    key: str
    calculator: str
    title: str
    kind: Kind = "result"
    inputs: Mapping[str, str]
    expected: tuple[Expected, ...]
    source: str = source_column()
    read: HowRead
    note: str | None = None


@dataclasses.dataclass(frozen=True)
class Check:
    """A case with the figures that our calculator gives for it."""

    case: Case
    figures: Mapping[str, Figure]

    @property
    def holds(self) -> bool:
        """Whether every figure is within what was published."""
        return all(expected.holds(self.figures[expected.figure].value) for expected in self.case.expected)

    @property
    def told(self) -> bool:
        """Whether the calculator tells a figure for it at all."""
        return any(figure.label != NOT_TOLD for figure in self.figures.values())


@cache
def cases(folder: Path = DATA) -> Mapping[str, Case]:
    """All cases by key. Raises DataError."""
    return MappingProxyType(strict.table(folder / "cases.yaml", Case, {"sources": catalogue().sources}))


def check(case: Case) -> Check:
    """Reckon a case. Raises Refused where its inputs cannot be used: a case that nobody can reckon is a mistake.

    Save for a miss for which the calculator says that it knows no figure.
    """
    reading = calculator(case.calculator).read(case.inputs)
    if reading.problems or reading.unknown:
        raise Refused(dict(reading.problems) | {name: f"{name} is not an input." for name in reading.unknown})
    figures: dict[str, Figure] = {}
    try:
        told = reading.calculator.result().figures
    except Refused:
        if case.kind != "miss":
            raise
        return Check(case, {each.figure: Figure(each.figure, NOT_TOLD, None, "") for each in case.expected})
    for figure in told:
        figures[figure.key] = figure
        for end, words, value in (("low", "at least", figure.low), ("high", "at most", figure.high)):
            key = f"{figure.key}.{end}"
            figures[key] = Figure(key, f"{figure.label}, {words}", value, figure.unit)
    missing = [expected.figure for expected in case.expected if expected.figure not in figures]
    if missing:
        raise Refused({name: f"{name} is not a figure of {case.calculator}." for name in missing})
    return Check(case, figures)


@cache
def checks() -> Mapping[str, Check]:
    """All our cases reckoned, by key: it takes long, so it is done once for all who tell of them."""
    return MappingProxyType({key: check(case) for key, case in cases().items()})
