"""What retrieval costs: to embed a text, to keep its vectors."""

import dataclasses
from functools import cached_property

from calculators.figures.rows import Bytes, Reading, Row
from calculators.kit.facts import Fact, per_mtok
from calculators.kit.model import DAYS_PER_MONTH
from calculators.kit.strict import DataError, column


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Embedding(Row, Reading):
    """A model that turns text into vectors."""

    table = "embeddings"

    provider: str
    input: float = per_mtok()
    batch: float | None = per_mtok()
    dimensions: int | None = column(unit="dimensions", least=1, most=100_000)

    @cached_property
    def price(self) -> Fact:
        """The price of embedding a million tokens."""
        return self._fact(self.input, "embedding", "USD/Mtok", self)

    @cached_property
    def batch_price(self) -> Fact | None:
        """The price where the answer may wait for hours; None where no such price is known."""
        return self._known(self.batch, "embedding in a batch", "USD/Mtok", self)

    @cached_property
    def vector_length(self) -> Fact | None:
        """The numbers in one vector; None where it is not known."""
        return self._known(self.dimensions, "length of a vector", "dimensions", self)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class VectorStore(Row, Reading):
    """A service that keeps vectors and finds the nearest; null where it bills nothing of the kind, or it is not known.

    Which of the two it is, the note tells; a calculator adds up what is listed, and never less than the minimum.
    """

    table = "vector_stores"

    storage: float | None = column(unit="USD/GB/month", least=0, most=1000)
    storage_per_day: float | None = column(unit="USD/GB/day", least=0, most=1000)
    storage_by_dimensions: float | None = column(unit="USD/million dimensions/month", least=0, most=1000)
    free_storage: float | None = column(unit="GB", least=0, most=1_000_000)
    gb_means: Bytes | None
    reads: float | None = column(unit="USD/million read units", least=0, most=10_000)
    read_units_per_gb: float | None = column(unit="read units/GB/query", least=0, most=1000)
    least_read_units: float | None = column(unit="read units/query", least=0, most=1000)
    writes: float | None = column(unit="USD/million write units", least=0, most=10_000)
    writes_by_size: float | None = column(unit="USD/GB written", least=0, most=1000)
    calls: float | None = column(unit="USD/1,000 calls", least=0, most=1000)
    minimum: float | None = column(unit="USD/month", least=0, most=100_000)
    plan: float | None = column(unit="USD/month", least=0, most=100_000)
    plan_memory: float | None = column(unit="GB", least=0, most=1_000_000)

    def __post_init__(self) -> None:
        super().__post_init__()
        ways = [self.storage, self.storage_per_day, self.storage_by_dimensions, self.plan]
        if sum(way is not None for way in ways) != 1:
            raise DataError("exactly one of storage, storage_per_day, storage_by_dimensions and plan is needed")
        if (self.plan is None) != (self.plan_memory is None):
            raise DataError("plan and plan_memory belong together")

    @cached_property
    def storage_per_gb_month(self) -> Fact | None:
        """What a GB kept for a month costs; None where storage is not billed by size."""
        if self.storage_per_day is not None:
            return self._fact(self.storage_per_day * DAYS_PER_MONTH, "storage", "USD/GB/month", self)
        return self._known(self.storage, "storage", "USD/GB/month", self)

    @cached_property
    def storage_per_million_dimensions(self) -> Fact | None:
        """What a million numbers kept for a month cost; None where storage is not billed by their count."""
        return self._known(self.storage_by_dimensions, "storage", "USD/million dimensions/month", self)

    @cached_property
    def free_gb(self) -> Fact | None:
        """The storage that costs nothing; None where none is known."""
        return self._known(self.free_storage, "free storage", "GB", self)

    @cached_property
    def read_price(self) -> Fact | None:
        """A million read units; None where reads are not billed so, or it is not known."""
        return self._known(self.reads, "reads", "USD/million read units", self)

    @cached_property
    def write_price(self) -> Fact | None:
        """A million write units; None where writes are not billed so, or it is not known."""
        return self._known(self.writes, "writes", "USD/million write units", self)

    @cached_property
    def write_price_per_gb(self) -> Fact | None:
        """A GB written; None where writes are not billed by size."""
        return self._known(self.writes_by_size, "writes", "USD/GB written", self)

    @cached_property
    def call_price(self) -> Fact | None:
        """A thousand searches; None where searches are not billed one by one."""
        return self._known(self.calls, "searches", "USD/1,000 calls", self)

    @cached_property
    def minimum_fee(self) -> Fact | None:
        """The least that a month costs; None where no minimum is known."""
        return self._known(self.minimum, "minimum fee", "USD/month", self)

    @cached_property
    def plan_price(self) -> Fact | None:
        """What a fixed plan costs a month; None where the service is billed by use."""
        return self._known(self.plan, "plan", "USD/month", self)

    def read_units(self, gigabytes: float) -> float | None:
        """The read units of one query on so many GB; None where reads are not billed so."""
        if self.read_units_per_gb is None:
            return None
        return max(self.least_read_units or 0, self.read_units_per_gb * gigabytes)
