"""The shapes that lines of training files have, who documents each, as they stand in data/training_formats.yaml."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.facts import source_column


@dataclasses.dataclass(frozen=True, kw_only=True)
class Format:
    """A shape: its name in the form, what its examples are called, what a line holds, whose it is, what to look at."""

    key: str
    name: str
    called: str
    structure: str
    who: str
    check: str
    source: str = source_column()

    @property
    def short(self) -> str:
        """Its name without whose it is."""
        return self.name.partition(" (")[0]


@cache
def formats(folder: Path = DATA) -> Mapping[str, Format]:
    """The shapes by key, in their order. Raises DataError."""
    known = {"sources": catalogue().sources}
    return MappingProxyType(strict.table(folder / "training_formats.yaml", Format, known))
