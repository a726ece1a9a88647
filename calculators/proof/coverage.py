"""How often the intervals hold what they should, as simulated by `python -m tools.coverage`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from calculators.figures.tables import DATA
from calculators.kit import strict


@dataclass(frozen=True, kw_only=True)
class Covered:
    """One kind of results: how many of the intervals held the truth, and how many the plain one of textbooks would.

    `drawn` counts the samples with any interval; where every label is the same one there is none.
    """

    key: str
    calculator: str
    results: str
    units: int
    method: str
    covered: float = strict.column(unit="%", least=0, most=100)
    plain: float = strict.column(unit="%", least=0, most=100)
    drawn: int
    seed: int
    retrieved: date


@cache
def coverage(folder: Path = DATA) -> Mapping[str, Covered]:
    """Every kind of results that was simulated, by its key."""
    return MappingProxyType(strict.table(folder / "coverage.yaml", Covered))
