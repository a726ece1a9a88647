"""How fast the site was on one day, beside its peers: the results that `make bench` wrote, checked.

A result is a number that somebody waits for or pays for, or a rate; which of the two way round is worse, its unit says.
"""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from calculators.kit.strict import DataError

RESULTS = Path(__file__).resolve().parents[2] / "bench" / "results"
OURS = "This site"
"""How what is ours begins; all else is a peer's."""
COMMAND = "make bench"
UNITS = ("s", "ms", "kB", "MB", "requests", "nodes", "score", "MB/s", "requests/s")
RATES = ("MB/s", "requests/s")
"""Units of which more is better."""
QUIET = 0.15
"""Up to which share of the processors others may take on a quiet machine."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Measured:
    """One number: of whom, what, how much (the middle of the rounds), the best round, how many rounds."""

    who: str
    what: str
    value: float
    unit: str
    best: float | None = None
    rounds: int | None = None

    @property
    def ours(self) -> bool:
        """Whether it is a number of this site."""
        return self.who.startswith(OURS)

    def worse_than(self, other: "Measured") -> bool:
        """Whether this is the worse number of the two, which measure the same."""
        return self.value < other.value if self.unit in RATES else self.value > other.value


@dataclasses.dataclass(frozen=True, kw_only=True)
class Part:
    """What was measured in one go; `load` is the share of the processors that other programs took at its start."""

    key: str
    day: date
    load: float
    rows: tuple[Measured, ...]

    @property
    def busy(self) -> bool:
        """Whether the machine did other things at the time, so that only ratios tell something."""
        return self.load > QUIET


@dataclasses.dataclass(frozen=True, kw_only=True)
class NotRun:
    """What could not be measured, in which part, with the reason."""

    part: str
    who: str
    why: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Results:
    """All results of one file."""

    day: date
    machine: str
    parts: tuple[Part, ...]
    not_run: tuple[NotRun, ...]

    def part(self, key: str) -> Part | None:
        """One part, if it was measured."""
        return next((one for one in self.parts if one.key == key), None)

    def worse(self) -> Iterator[tuple[Part, Measured, Measured]]:
        """Where the best of ours is worse than a peer: the part, the best of ours, the best peer."""
        for part in self.parts:
            for what in dict.fromkeys(row.what for row in part.rows):
                ours = [row for row in part.rows if row.what == what and row.ours]
                peers = [row for row in part.rows if row.what == what and not row.ours]
                if ours and peers and (own := best(ours)).worse_than(peer := best(peers)):
                    yield part, own, peer


def best(rows: list[Measured]) -> Measured:
    """The best of numbers that measure the same."""
    return (max if rows[0].unit in RATES else min)(rows, key=lambda row: row.value)


def newest(folder: Path = RESULTS) -> Results:
    """The results of the last day in a folder. Raises DataError."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise DataError(f"bench/results: there is no file of results; `{COMMAND}` writes one")
    return read(files[-1])


def read(path: Path) -> Results:
    """The results in a file. Raises DataError where it is not as `written` makes it."""
    try:
        found = json.loads(path.read_text("utf-8"))
        results = Results(
            day=date.fromisoformat(found.pop("day")),
            machine=found.pop("machine"),
            parts=tuple(_part(**part) for part in found.pop("parts")),
            not_run=tuple(NotRun(**one) for one in found.pop("not_run")),
        )
        if found:
            raise ValueError(f"{', '.join(found)} is not a key here")
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise DataError(f"bench/results/{path.name}: these are no results of {COMMAND}: {problem}") from None
    return results


def _part(key: str, day: str, load: float, rows: list[dict[str, Any]]) -> Part:
    made = tuple(Measured(**row) for row in rows)
    for row in made:
        if row.unit not in UNITS or not row.value >= 0:
            raise ValueError(f"{row.who}, {row.what}: {row.value} {row.unit}; allowed: 0 or more {', '.join(UNITS)}")
    return Part(key=key, day=date.fromisoformat(day), load=load, rows=made)


def written(results: Results) -> str:
    """Results as the text of a file, one number a line."""
    rows = json.dumps(dataclasses.asdict(results), indent=1, ensure_ascii=False, default=date.isoformat)
    return f"{rows}\n"
