"""How vector stores bill: one formula for all their ways, as they list them."""

from typing import NamedTuple

from calculators.kit.numbers import say_money


class StoreBill(NamedTuple):
    """A month of a vector store: at least the minimum fee, however little is used.

    Storage is billed by GB beyond what is free, by millions of numbers, or as a plan; searches by read units or by the
    thousand; writes by write units or by GB. A way in which the store does not bill has the price 0. Source: the rows
    of the vector stores and their notes.
    """

    gigabytes: float
    million_dimensions: float
    storage_price: float
    free_gb: float
    dimension_price: float
    plan_price: float
    searches: float
    read_units: float
    read_price: float
    search_price: float
    written: float
    write_units: float
    write_price: float
    write_price_per_gb: float
    minimum_fee: float

    @property
    def storage_cost(self) -> float:
        """USD a month to keep the vectors, by size, by their numbers, or as a plan."""
        by_size = max(0.0, self.gigabytes - self.free_gb) * self.storage_price
        return by_size + self.million_dimensions * self.dimension_price + self.plan_price

    @property
    def read_cost(self) -> float:
        """USD a month to search them."""
        return self.searches * (self.read_units * self.read_price / 1e6 + self.search_price / 1e3)

    @property
    def first_write_cost(self) -> float:
        """USD to write all vectors once; `write_units` are those of the whole store."""
        return self.write_units * self.write_price / 1e6 + self.gigabytes * self.write_price_per_gb

    @property
    def write_cost(self) -> float:
        """USD a month to write the share of the vectors that changes."""
        return self.written * self.first_write_cost

    @property
    def use(self) -> float:
        """USD a month for storage, searches and writes, the minimum fee apart."""
        return self.storage_cost + self.read_cost + self.write_cost

    @property
    def cost(self) -> float:
        """USD a month."""
        return max(self.minimum_fee, self.use)

    @property
    def reckoning(self) -> str:
        """The lines of the bill, and the minimum fee where there is one."""
        lines = f"{say_money(self.storage_cost)} storage + {say_money(self.read_cost)} searches + "
        use = f"{lines}{say_money(self.write_cost)} writes"
        return f"{use}, at least {say_money(self.minimum_fee)}" if self.minimum_fee else use
