"""The words that scripts of the course put on the screen, from one file."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from calculators.figures.tables import DATA
from calculators.kit import strict


@dataclasses.dataclass(frozen=True, kw_only=True)
class Words:
    """One sentence, with names in braces where a script puts something in."""

    key: str
    says: str


@cache
def words(folder: Path = DATA) -> Mapping[str, str]:
    """The sentences by key. Raises DataError."""
    rows = strict.table(folder / "words" / "course.yaml", Words)
    return MappingProxyType({key: row.says for key, row in rows.items()})
