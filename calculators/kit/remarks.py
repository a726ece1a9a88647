"""A remark on one line of a file that the reader gave, for programs that show it there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Level = Literal["error", "warning", "note"]
"""An error: the line is refused, or does not count. A warning: it counts, and does harm. A note: it is worth a look."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""The gravest first."""


@dataclass(frozen=True)
class Remark:
    """What is to be said of a line (from 1): how grave it is, its kind (a key with its title), the words."""

    path: Path
    line: int
    level: Level
    key: str
    title: str
    words: str
