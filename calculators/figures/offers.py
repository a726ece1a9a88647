"""Offers to tune a model: what each costs, whether anyone still sells it."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from calculators.figures.prices import KINDS, ApiModel, Kind, Retirement, in_force, in_order
from calculators.kit.facts import Confidence, DayFact, Fact, Origin, least_sure, per_mtok, source_column
from calculators.kit.strict import DataError, column

Status = Literal["open", "closed-to-newcomers", "closed", "unknown"]
STATUSES: dict[Status, str] = {
    "open": "open to everyone",
    "closed-to-newcomers": "closed to newcomers",
    "closed": "closed",
    "unknown": "not known",
}

TunedTokens = Literal["own prices", "base prices", "hosting only", "unknown"]
"""How the tokens of the tuned model are billed."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Availability:
    """Who could start a tuning job from a day on; `since` is missing where it holds from before our records."""

    since: date | None
    status: Status
    words: str | None = None
    source: str = source_column()

    def __str__(self) -> str:
        return self.words or f"{STATUSES[self.status].capitalize()}."


@dataclasses.dataclass(frozen=True, kw_only=True)
class Hosting:
    """What keeping one copy of the tuned model ready costs, busy or idle; 0 where only tokens are billed."""

    per_hour: float = column(unit="USD/h", least=0, most=1000)
    on: str | None = None
    source: str = source_column()
    as_of: date
    confidence: Confidence
    note: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class TuningOffer:
    """A provider's offer to tune one model, or any model of a size band.

    `validation_once` says that a validation file is billed once a run, however often the run goes through it.
    """

    key: str
    provider: str
    name: str
    base: str | None = column(refers="api_models")
    least_parameters: float | None = column(unit="billion parameters", least=0, default=None)
    most_parameters: float | None = column(unit="billion parameters", least=0, default=None)
    method: Literal["SFT", "DPO", "RFT"]
    tuning: Literal["LoRA", "full", "unknown"]
    training_tokens: float | None = per_mtok()
    training_hours: float | None = column(unit="USD/h", least=0, most=10_000, default=None)
    validation_billed: bool | None
    validation_once: bool = False
    minimum: float | None = column(unit="USD/job", least=0, most=1000)
    storage: float | None = column(unit="USD/month", least=0, most=1000)
    tuned_tokens: TunedTokens
    tuned_input: float | None = per_mtok(default=None)
    tuned_cached_input: float | None = per_mtok(default=None)
    tuned_output: float | None = per_mtok(default=None)
    hosting: Hosting | None
    availability: tuple[Availability, ...]
    retirement: Retirement | None = None
    source: str = source_column()
    agrees: tuple[str, ...] = source_column(default=())
    as_of: date
    confidence: Confidence
    confidence_note: str
    review_by: date
    note: str | None = None
    own: bool = dataclasses.field(init=False, default=False)
    base_model: ApiModel | None = dataclasses.field(init=False, default=None, repr=False, compare=False)
    """The model of `base`, put in when the tables are read."""

    def __post_init__(self) -> None:
        if self.training_tokens is not None and self.training_hours is not None:
            raise DataError("training is billed by tokens or by hours, not by both")
        if (self.tuned_tokens == "own prices") != (self.tuned_input is not None and self.tuned_output is not None):
            raise DataError("tuned_input and tuned_output are needed for 'own prices', and only there")
        if self.tuned_tokens == "base prices" and not self.base:
            raise DataError("a base is needed where tuned_tokens is 'base prices'")
        if self.tuned_tokens == "hosting only" and not (self.hosting and self.hosting.per_hour):
            raise DataError("hosting with a price is needed where tuned_tokens is 'hosting only'")
        if self.validation_once and not self.validation_billed:
            raise DataError("validation_once needs validation that is billed")
        if (self.least_parameters or 0) > (self.most_parameters or float("inf")):
            raise DataError("least_parameters is above most_parameters")
        if not self.availability or self.availability[0].since is not None:
            raise DataError("availability must begin with what held before our records (since: null)")
        in_order(self.availability, "availability")
        if self.retirement and self.status(self.retirement.day).status != "closed":
            raise DataError("an offer must be closed from the day on which its model is retired")

    def status(self, on: date) -> Availability:
        """Who can start a tuning job on a day, since when, in words, and who says so."""
        return in_force(self.availability, on) or self.availability[0]

    @property
    def what(self) -> str:
        """What is tuned, and how: "GPT-4.1 mini, SFT"."""
        return self.name if self.method in self.name else f"{self.name}, {self.method}"

    @property
    def training_unit(self) -> Literal["USD/Mtok", "USD/h"]:
        """What training is billed by."""
        return "USD/Mtok" if self.training_hours is None else "USD/h"

    @cached_property
    def training_price(self) -> Fact | None:
        """The price of training, per million tokens times epochs or per hour; None where it is not known."""
        price = self.training_tokens if self.training_hours is None else self.training_hours
        return self._fact(price, "training", self.training_unit)

    @cached_property
    def minimum_fee(self) -> Fact | None:
        """The least that one job costs; None where none is known."""
        return self._fact(self.minimum, "minimum fee", "USD/job")

    @cached_property
    def storage_per_month(self) -> Fact | None:
        """What keeping the tuned weights costs a month; None where nothing is known."""
        return self._fact(self.storage, "storage", "USD/month")

    @lru_cache(maxsize=4096, typed=True)  # noqa: B019  # the tables live as long as the program
    def tuned_price(self, kind: Kind, on: date, prompt_tokens: float = 0) -> Fact | None:
        """The price of tuned tokens on a day; 0 where only hosting is billed, None where it is not known."""
        what = f"tuned {KINDS[kind]}"
        if self.tuned_tokens == "hosting only":
            return self._fact(0.0, what, "USD/Mtok")
        if self.tuned_tokens == "own prices":
            # Where a tuned model has a cached price, writing to the cache costs its input price.
            cached = self.tuned_input if self.tuned_cached_input is not None else None
            prices = {
                "input": self.tuned_input,
                "cached_input": self.tuned_cached_input,
                "cache_write": cached,
                "output": self.tuned_output,
            }
            return self._fact(prices[kind], what, "USD/Mtok")
        if self.tuned_tokens == "base prices" and self.base_model:
            price = self.base_model.price(kind, on, prompt_tokens)
            if price is None:
                return None
            notes = ("Tuned tokens cost what the base model's tokens cost.", price.note)
            sure = least_sure(self.confidence, price.confidence)
            origin = self._origin(what, "USD/Mtok", price.source, price.as_of, sure, notes)
            return Fact(price, dataclasses.replace(origin, own=self.own or price.own))
        return None

    def price_changes(self, after: date) -> tuple[date, ...]:
        """The days after a day on which prices of tuned tokens change, where they follow the base model's."""
        if self.tuned_tokens == "base prices" and self.base_model:
            return self.base_model.price_changes(after)
        return ()

    @cached_property
    def hosting_per_hour(self) -> Fact | None:
        """What a ready copy costs an hour, busy or idle; 0 where only tokens are billed, None where it is not known."""
        host = self.hosting
        if host is None:
            return None
        what = f"hosting on {host.on}" if host.on else "hosting"
        origin = self._origin(what, "USD/h", host.source, host.as_of, host.confidence, [host.note])
        return Fact(host.per_hour, origin)

    @cached_property
    def retires(self) -> DayFact | None:
        """The first day on which a model tuned here no longer answers; None where no such day is known."""
        end = self.retirement
        if end is None:
            return None
        what = "retirement of the tuned model"
        return DayFact(end.day, self._origin(what, "day", end.source, end.as_of, end.confidence, [end.words]))

    def _fact(self, value: float | None, what: str, unit: str) -> Fact | None:
        if value is None:
            return None
        origin = self._origin(what, unit, self.source, self.as_of, self.confidence, [self.confidence_note])
        return Fact(value, origin)

    def _origin(
        self, what: str, unit: str, source: str, as_of: date, confidence: Confidence, notes: Iterable[str | None]
    ) -> Origin:
        name = f"{self.name} at {self.provider}, {what}"
        note = " ".join(filter(None, notes))
        return Origin(name, unit, source, as_of, confidence, note, self.review_by, "tuning_offers", self.key, self.own)
