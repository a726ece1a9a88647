"""What changed in the lessons, as authors note it: for readers who come back."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from calculators.figures.tables import DATA
from calculators.kit import strict


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """One change that a reader may want to know of: the day, the page it is on, what it is."""

    key: str
    day: date
    page: str
    kind: Literal["new", "mended", "figures"]
    says: str


@cache
def changes(folder: Path = DATA) -> Mapping[str, Change]:
    """The changes by key, in file order. Raises DataError."""
    return MappingProxyType(strict.table(folder / "changes.yaml", Change))
