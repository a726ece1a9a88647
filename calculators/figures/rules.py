"""Rules of thumb or of vendors that calculators need as figures, such as the tokens in a word."""

import dataclasses
from functools import cached_property
from typing import Literal

from calculators.figures.rows import Reading, Row, ordered
from calculators.kit.facts import Fact
from calculators.kit.strict import DataError, column

Unit = Literal[
    "bits/parameter",
    "bytes/logit",
    "bytes/parameter",
    "bytes/token",
    "bytes/value",
    "characters/token",
    "epochs",
    "examples",
    "examples x epochs",
    "GB",
    "USD/h",
    "h",
    "h/month",
    "ms/layer",
    "share",
    "times",
    "tokens/example",
    "tokens/message",
    "tokens/word",
]
"""What a rule may be measured in."""


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Rule(Row, Reading):
    """One figure that is no price: a value, a range, or both."""

    table = "rules"

    unit: Unit
    value: float | None = column(least=0)
    low: float | None = column(least=0, default=None)
    high: float | None = column(least=0, default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        ordered(self.low, self.high, "low and high")
        if self.value is None and self.low is None:
            raise DataError("a value or a range is needed")
        if self.value is not None and self.low is not None and not self.low <= self.value <= (self.high or self.low):
            raise DataError("the value must lie between low and high")

    @cached_property
    def figure(self) -> Fact | None:
        """The value; None where only a range is known."""
        return self._known(self.value, "value", self.unit, self)

    @cached_property
    def lowest(self) -> Fact | None:
        """The low end of the range; None where there is only a value."""
        return self._known(self.low, "lowest", self.unit, self)

    @cached_property
    def highest(self) -> Fact | None:
        """The high end of the range; None where there is only a value."""
        return self._known(self.high, "highest", self.unit, self)
