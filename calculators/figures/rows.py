"""What rows of figures have in common: where they were read, how a column becomes a fact."""

import dataclasses
from datetime import date
from typing import Any, ClassVar, Literal

from calculators.kit.facts import Confidence, Fact, Origin, source_column
from calculators.kit.strict import DataError, column

Bytes = Literal["GB", "GiB"]
"""GB: 10^9 bytes; GiB: 2^30 bytes, 7 % more. Vendors write GB for either."""

BYTES: dict[Bytes, int] = {"GB": 10**9, "GiB": 2**30}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reading:
    """Where figures were read, on which day, and how sure they are."""

    source: str = source_column()
    agrees: tuple[str, ...] = source_column(default=())
    disagrees: str | None = None
    as_of: date
    confidence: Confidence
    note: str | None = None

    def __post_init__(self) -> None:
        if self.source in self.agrees:
            raise DataError(f"'{self.source}' cannot agree with itself")


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """A row of a table, by the name of its file."""

    table: ClassVar[str]
    key: str
    name: str
    review_by: date
    own: bool = dataclasses.field(init=False, default=False)

    # Two rows read on one day at one source are still two rows; without this they would be equal, as readings are.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def _fact(self, value: float, what: str, unit: str, read: Reading, note: str = "") -> Fact:
        """A value of this row as a fact."""
        notes = [f"Disputed: {read.disagrees}." if read.disagrees else "", read.note or "", note]
        name, said = f"{self.name}, {what}", " ".join(part for part in notes if part)
        place = (self.review_by, self.table, self.key, self.own)
        return Fact(value, Origin(name, unit, read.source, read.as_of, read.confidence, said, *place))

    def _known(self, value: float | None, what: str, unit: str, read: Reading, note: str = "") -> Fact | None:
        """The same for a value that may not be known."""
        return None if value is None else self._fact(value, what, unit, read, note)


def ordered(low: float | None, high: float | None, what: str) -> None:
    """Refuse a range whose ends are turned round, or that has only one end."""
    if (low is None) != (high is None):
        raise DataError(f"{what}: a range needs both ends")
    if low is not None and high is not None and low > high:
        raise DataError(f"{what}: the low end is above the high end")


def share(**rules: Any) -> Any:
    """A column that holds a part of a whole, from 0 to 1."""
    return column(unit="share", least=0, most=1, **rules)
