"""What API models cost, day by day."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal, Protocol, TypeVar

from calculators.kit.facts import Confidence, DayFact, Fact, Origin, per_mtok, source_column
from calculators.kit.strict import DataError, column

Kind = Literal["input", "cached_input", "cache_write", "output"]
KINDS: dict[Kind, str] = {
    "input": "input",
    "cached_input": "cached input",
    "cache_write": "cache write",
    "output": "output",
}
"""Kinds of tokens that have a price, in the reader's words."""

CacheWrites = Literal["priced", "as input", "assumed as input", "no cache"]
"""What writing to the prompt cache costs: a price of its own; the input price; the input price, we assume, because no
write price is listed; or nothing to say, because no cached price is listed at all."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class LongContext:
    """Prices of the whole request once its prompt is longer than the threshold."""

    above_input_tokens: int = column(unit="tokens", least=1)
    input: float = per_mtok()
    cached_input: float | None = per_mtok()
    cache_write: float | None = per_mtok()
    output: float = per_mtok()


@dataclasses.dataclass(frozen=True, kw_only=True)
class LongBatch:
    """Prices of requests that may wait for hours and whose prompt is longer than the threshold of the row."""

    input: float = per_mtok()
    cached_input: float | None = per_mtok()
    output: float = per_mtok()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Batch:
    """Prices of requests that may wait for hours; without `long_context` those of long prompts are not listed."""

    input: float = per_mtok()
    cached_input: float | None = per_mtok()
    output: float = per_mtok()
    long_context: LongBatch | None = None
    source: str = source_column()


@dataclasses.dataclass(frozen=True, kw_only=True)
class PeakHours:
    """Prices within the daily windows, each such as 01:00-04:00 in UTC; on weekends too unless `weekdays_only`."""

    windows_utc: tuple[str, ...]
    weekdays_only: bool = False
    input: float = per_mtok()
    cached_input: float | None = per_mtok()
    output: float = per_mtok()
    note: str | None = None

    @property
    def share_of_week(self) -> float:
        """The part of a week that the windows take."""
        hours = 0.0
        for window in self.windows_utc:
            begin, end = (int(time[:2]) + int(time[3:]) / 60 for time in window.split("-"))
            hours += (end - begin) % 24
        return hours / 24 * (5 / 7 if self.weekdays_only else 1)


@dataclasses.dataclass(frozen=True, kw_only=True)
class PriceRow:
    """Prices from one day on; `since` is missing where they hold from before our records."""

    since: date | None
    input: float = per_mtok()
    cached_input: float | None = per_mtok()
    cache_writes: CacheWrites
    cache_write: float | None = per_mtok(default=None)
    output: float = per_mtok()
    long_context: LongContext | None = None
    batch: Batch | None = None
    peak_hours: PeakHours | None = None
    source: str = source_column()
    agrees: tuple[str, ...] = source_column(default=())
    disagrees: str | None = None
    as_of: date
    confidence: Confidence
    note: str | None = None

    def __post_init__(self) -> None:
        if (self.cache_writes == "priced") != (self.cache_write is not None):
            raise DataError("a cache_write price is needed where cache_writes is 'priced', and only there")
        if (self.cache_writes == "no cache") != (self.cached_input is None):
            raise DataError("a cached_input price is needed unless cache_writes is 'no cache'")
        if self.source in self.agrees:
            raise DataError(f"'{self.source}' cannot agree with itself")
        if self.batch and self.batch.long_context and not self.long_context:
            raise DataError("the row needs long_context where its batch has one: it says how long a prompt must be")

    @property
    def checked(self) -> str:
        """Whether another source was asked, and what it said."""
        if self.disagrees:
            return f"disputed: {self.disagrees}"
        return "two sources agree" if self.agrees else "one source"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Retirement:
    """The first day on which a model no longer answers."""

    day: date
    source: str = source_column()
    as_of: date
    confidence: Confidence
    words: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class ApiModel:
    """A model behind an API, with every price known, oldest first."""

    key: str
    name: str
    provider: str
    size: Literal["frontier", "flagship", "mid", "small"]
    stage: Literal["current", "legacy", "historical"]
    weights: Literal["closed", "open"]
    prices: tuple[PriceRow, ...]
    retirement: Retirement | None = None
    review_by: date
    price_page: str
    note: str | None = None
    own: bool = dataclasses.field(init=False, default=False)

    def __post_init__(self) -> None:
        if not self.prices:
            raise DataError("at least one row of prices is needed")
        in_order(self.prices, "prices")

    def prices_on(self, on: date) -> PriceRow | None:
        """The row of prices in force on a day; None before the first."""
        return in_force(self.prices, on)

    @lru_cache(maxsize=4096, typed=True)  # noqa: B019  # the tables live as long as the program
    def price(self, kind: Kind, on: date, prompt_tokens: float = 0) -> Fact | None:
        """The price of one kind of tokens on a day, for a request of that many prompt tokens; None where not known.

        A request strictly longer than the threshold is priced by the long-context tier as a whole. Writing to the cache
        costs the input price where no other is charged; where that is only assumed, its confidence is low.
        """
        row = self.prices_on(on)
        if row is None:
            return None
        tier = row.long_context
        prices: PriceRow | LongContext = tier if tier and prompt_tokens > tier.above_input_tokens else row
        value: float | None = getattr(prices, kind)
        confidence, notes = row.confidence, [row.note]
        if kind == "cache_write" and row.cache_writes in ("as input", "assumed as input"):
            value = prices.input
            if row.cache_writes == "assumed as input":
                confidence = "low"
                notes.append("No price for writing to the cache is listed, so it is taken as the input price.")
        if value is None:
            return None
        above = f", prompt above {tier.above_input_tokens:,} tokens" if tier and prices is tier else ""
        what = f"{KINDS[kind]}{above}"
        return Fact(value, self._origin(what, "USD/Mtok", row.source, row.as_of, confidence, notes))

    def price_changes(self, after: date) -> tuple[date, ...]:
        """The days after a day on which the prices change."""
        return tuple(row.since for row in self.prices if row.since and row.since > after)

    @property
    def retires(self) -> DayFact | None:
        """The first day on which the model no longer answers; None where no such day is known."""
        end = self.retirement
        if end is None:
            return None
        return DayFact(end.day, self._origin("retirement", "day", end.source, end.as_of, end.confidence, [end.words]))

    def _origin(
        self, what: str, unit: str, source: str, as_of: date, confidence: Confidence, notes: Iterable[str | None]
    ) -> Origin:
        name, note = f"{self.name}, {what}", " ".join(filter(None, notes))
        return Origin(name, unit, source, as_of, confidence, note, self.review_by, "api_models", self.key, self.own)


class Dated(Protocol):
    """A row that holds from a day on, or from before our records."""

    @property
    def since(self) -> date | None: ...


Row = TypeVar("Row", bound=Dated)


def in_order(rows: Sequence[Dated], what: str) -> None:
    """Refuse rows that do not stand oldest first; only the first may be without its day."""
    for earlier, later in pairwise(rows):
        if later.since is None or (earlier.since and later.since <= earlier.since):
            raise DataError(f"{what} must stand oldest first, each with its day (only the first may have none)")


def in_force(rows: Sequence[Row], on: date) -> Row | None:
    """The last of the rows that has begun on a day."""
    begun = [row for row in rows if row.since is None or row.since <= on]
    return begun[-1] if begun else None
