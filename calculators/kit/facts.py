"""Figures of the world that remember where they come from."""

import dataclasses
import re
from datetime import date
from typing import Any, Literal, Self

from calculators.kit.build_date import build_date
from calculators.kit.strict import DataError, column

Confidence = Literal["high", "medium", "low"]
"""high: the vendor says so or two sources agree; medium: one good source; low: old, disputed or an example."""

CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")


@dataclasses.dataclass(frozen=True)
class Source:
    """Where figures were read: a page, a package or a paper; `url` is missing where only a copy can be named."""

    key: str
    label: str
    title: str
    accessed: date
    licence: str
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    note: str | None = None
    own: bool = dataclasses.field(init=False, default=False)

    def __post_init__(self) -> None:
        if self.url is not None and not self.url.startswith(("https://", "http://")):
            raise DataError("url must begin with https:// or http://")


@dataclasses.dataclass(frozen=True)
class Origin:
    """All that a figure remembers: its name and unit, its source and date, how sure it is, and the row it stands in.

    `own` marks a figure of a company's own tables, which stand in for ours.
    """

    name: str
    unit: str
    source: str
    as_of: date
    confidence: Confidence
    note: str = ""
    review_by: date | None = None
    table: str = ""
    row: str = ""
    own: bool = False


class Sourced:
    """What a figure and a day have in common when both come from the tables."""

    origin: Origin
    name: str
    unit: str
    source: str
    as_of: date
    confidence: Confidence
    note: str
    review_by: date | None
    table: str
    row: str
    own: bool

    def _remember(self, origin: Origin) -> None:
        self.__dict__.update(vars(origin), origin=origin)

    @property
    def overdue(self) -> bool:
        """Whether somebody should have looked at it again before the day of the build, on the command line today."""
        return self.review_by is not None and self.review_by < build_date()


class Fact(Sourced, float):
    """A number that remembers its origin; equal to, and hashed as, the plain number."""

    def __new__(cls, value: float, origin: Origin) -> Self:
        self = super().__new__(cls, value)
        self._remember(origin)
        return self

    def times(self, factor: float, unit: str) -> "Fact":
        """The same figure in another unit, such as a price per hour turned into one per month."""
        return Fact(self * factor, dataclasses.replace(self.origin, unit=unit))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (float(self), self.origin)


class DayFact(Sourced, date):
    """A day that remembers its origin; equal to, and hashed as, the plain day."""

    def __new__(cls, day: date, origin: Origin) -> Self:
        self = super().__new__(cls, day.year, day.month, day.day)
        self._remember(origin)
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (date(self.year, self.month, self.day), self.origin)


class WordFact(Sourced, str):
    """Words that remember their origin, such as a reason for an advice; equal to, and hashed as, the plain words."""

    def __new__(cls, words: str, origin: Origin) -> Self:
        self = super().__new__(cls, words)
        self._remember(origin)
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.origin)


def least_sure(*confidences: Confidence) -> Confidence:
    """The confidence of what rests on several figures: that of the weakest."""
    return max(confidences, key=CONFIDENCES.index)


def anchor(key: str) -> str:
    """The id of a row's place in its page: "openai/gpt-4.1-mini" becomes "openai-gpt-4-1-mini"."""
    return re.sub("[^a-z0-9]+", "-", key.lower()).strip("-")


def per_mtok(**rules: Any) -> Any:
    """A column that holds USD per million tokens."""
    return column(unit="USD/Mtok", least=0, most=1000, **rules)


def source_column(**rules: Any) -> Any:
    """A column that holds the key of a source."""
    return column(refers="sources", **rules)
