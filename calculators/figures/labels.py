"""What it costs to have examples labelled, by people or by a machine."""

import dataclasses
import math
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from calculators.figures.rows import Reading, Row, ordered
from calculators.kit.facts import Fact
from calculators.kit.strict import DataError, column


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """A price that holds above so many units a month; null where the border is not known."""

    above: int | None = column(unit="units/month", least=0)
    usd: float = column(unit="USD", least=0, most=100_000)


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class LabellingRate(Row, Reading):
    """What labels cost: steps by volume, a range, or the whole bill of a known data set; historical once it ended."""

    table = "labelling_rates"

    by: Literal["platform", "crowd", "expert", "model"]
    stage: Literal["current", "historical"] = "current"
    unit: str
    units_priced: int = column(unit="units", least=1)
    steps: tuple[Step, ...] = ()
    low: float | None = column(unit="USD", least=0, most=100_000, default=None)
    high: float | None = column(unit="USD", least=0, most=100_000, default=None)
    upper_bound: bool = False
    pace_low: float | None = column(unit="labels/h", least=0, most=100_000, default=None)
    pace_high: float | None = column(unit="labels/h", least=0, most=100_000, default=None)
    labour_extra: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.upper_bound and (self.low is not None or self.high is None):
            raise DataError("an upper bound stands in high alone")
        if not self.upper_bound:
            ordered(self.low, self.high, "low and high")
        ordered(self.pace_low, self.pace_high, "pace_low and pace_high")
        if self.steps and self.high is not None:
            raise DataError("a rate has steps or a range, not both")
        if self.steps and self.steps[0].above != 0:
            raise DataError("steps must begin above 0 units a month")
        for one, next_ in pairwise(self.steps):
            if one.above is not None and next_.above is not None and next_.above <= one.above:
                raise DataError("steps must stand in the order of their volumes")

    @cached_property
    def lowest(self) -> Fact | None:
        """The least that one unit costs; None where it is not known, as where only an upper bound is."""
        return self._price(min((step.usd for step in self.steps), default=self.low), "lowest price")

    @cached_property
    def highest(self) -> Fact | None:
        """The most that one unit costs; None where no price is known."""
        what = "upper bound of the price" if self.upper_bound else "highest price"
        return self._price(max((step.usd for step in self.steps), default=self.high), what)

    @lru_cache(maxsize=4096, typed=True)  # noqa: B019  # the tables live as long as the program
    def price(self, units_a_month: float) -> Fact | None:
        """What one more unit costs at a volume; where a border is not known, the step before it holds on."""
        reached = [step for step in self.steps if step.above is not None and units_a_month > step.above]
        if reached:
            return self._price(reached[-1].usd, "price")
        return self._price(self.steps[0].usd, "price") if self.steps else self.highest

    def bill(self, units: float) -> Fact | None:
        """What so many units cost in one month, each at the price of its step; None where no price is known."""
        if not self.steps:
            return self.highest and self.highest.times(units, "USD")
        known = [step for step in self.steps if step.above is not None]
        ends = [step.above or 0 for step in known[1:]] + [float("inf")]
        usd = math.fsum(
            max(0, min(units, end) - (step.above or 0)) * step.usd for step, end in zip(known, ends, strict=True)
        )
        return self._fact(usd / self.units_priced, f"{units:,.0f} units", "USD", self)

    @cached_property
    def pace(self) -> tuple[Fact, Fact] | None:
        """How many labels a person gives in an hour, least and most; None where it is not known."""
        low, high = (self._known(value, "pace", "labels/h", self) for value in (self.pace_low, self.pace_high))
        return (low, high) if low is not None and high is not None else None

    def _price(self, usd: float | None, what: str) -> Fact | None:
        return self._known(None if usd is None else usd / self.units_priced, what, f"USD/{self.unit}", self)
