"""Tell from which volume a model on rented GPUs of your own is cheaper than an API."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar

from calculators.bills import fields
from calculators.bills.billing import TokenBill
from calculators.bills.comparing import SAME, same
from calculators.bills.fields import TYPED, monthly, share
from calculators.bills.model_prices import base_bill, model_price, unused_cache_prices
from calculators.figures.hardware import KINDS, GpuPrice
from calculators.figures.prices import ApiModel
from calculators.figures.software import ServingSpeed
from calculators.figures.tables import catalogue
from calculators.kit.inputs import choice, number
from calculators.kit.model import HOURS_PER_MONTH, Calculator
from calculators.kit.stops import ladder, steps

TOKENS = "Tokens of a call"
SPEED = "What a replica can do"
GPUS = "Renting"
PRICES = "Prices of the API"

SECONDS_PER_HOUR = 3_600
LEAST_SPEED, MOST_SPEED = 0.1, 10_000_000

COUNTED = {
    "output": ("Output tokens, with prompts as long as yours", ""),
    "all": ("Input and output tokens together", ""),
}


@cache
def rented() -> Mapping[str, GpuPrice]:
    """The GPUs that can be rented today, those that only serve a model among them."""
    return {key: row for key, row in catalogue().gpu_prices.items() if row.stage == "current"}


@cache
def rentals() -> Mapping[str, tuple[str, str]]:
    """The rented GPUs, by card, and the option to type a price."""
    options = {
        key: (f"{row.name}, {KINDS[row.kind]}", row.card.name if row.card else "") for key, row in rented().items()
    }
    options = dict(sorted(options.items(), key=lambda option: option[1][1]))
    return options | {TYPED: ("Not in the list: I type the price", "Your own")}


def price_per_mtok(usd_per_hour: float, tokens_per_second: float, utilisation: float) -> float:
    """USD per million tokens of hardware that is paid by the hour: USD/h / (tokens/s x 3600 s x share used) x 10^6."""
    return usd_per_hour / (tokens_per_second * SECONDS_PER_HOUR * utilisation) * 1e6


@cache
def setups() -> Mapping[str, tuple[str, str]]:
    """The set-ups whose speed was measured, by model, and the option to type a speed."""
    rows = catalogue().serving_speeds.items()
    return {key: (row.name, row.model) for key, row in rows} | {TYPED: ("None of these: I type the speed", "Your own")}


@cache
def measured_on(rental: str, base_model: str) -> str:
    """The measured set-up on the card of a rental, best of the API's own model, then the first; else `TYPED`."""
    row = rented().get(rental)
    found = [key for key, speed in catalogue().serving_speeds.items() if row and speed.gpu == row.gpu]
    named = [key for key in found if key.split("/")[1] in base_model.lower()]
    return next(iter(named or found), TYPED)


def stand_in(rental: str, open_model: str) -> ServingSpeed | None:
    """The set-up whose speed `measured_speed` takes for an open model that it was not measured with, if it is none."""
    row, shape = catalogue().serving_speeds.get(measured_on(rental, "")), catalogue().open_models.get(open_model)
    return row if row and shape and row.model != shape.name else None


def measured_speed(self: Any) -> Any:
    """The default of the speed: the measured set-up's, for prompts as long as the reader's; None where none is known.

    For a calculator that asks for no set-up it is the first one on the rented card.
    """
    row = catalogue().serving_speeds.get(getattr(self, "setup", None) or measured_on(self.rental, ""))
    if row is None:
        return None
    prompt, answer = self.prefix_tokens + self.variable_tokens, max(1, self.output_tokens)
    return row.speed(prompt / answer)


@dataclass(frozen=True)
class Serving(Calculator):
    """A rented GPU costs the same whether it works or idles; an API costs nothing when idle.

    The calculator sets the month of the replicas that your calls need against the same calls at an API, and finds the
    volume from which your own are cheaper, if there is one that they can answer.
    """

    slug = "serving"
    title = "API or your own GPUs"
    question = "From which volume is a model on GPUs of your own cheaper than an API?"
    verdicts: ClassVar = {
        "own": "your own GPUs are cheaper",
        "same": "both cost the same",
        "api": "the API is cheaper at this volume",
        "never": "the API is cheaper at any volume",
        "overloaded": "your replicas cannot answer that many calls",
    }

    start: date = fields.first_day(
        PRICES, "Prices of the API are those of this day. The default is the day of the build."
    )
    base_model: str = fields.base_model("What you would call instead of your own GPUs.", "fireworks/gpt-oss-20b")
    calls_per_day: int = fields.calls_per_day()
    rental: str = choice(
        "runpod/h100-sxm", "Rented GPU", rentals, help="The card, who rents it out, and how it is billed."
    )

    prefix_tokens: int = fields.prefix_tokens("Instructions and examples that stand the same in every call.", TOKENS)
    variable_tokens: int = fields.variable_tokens(TOKENS)
    output_tokens: int = fields.output_tokens(TOKENS)

    setup: str = choice(
        lambda self: measured_on(self.rental, self.base_model),
        "Measured set-up",
        setups,
        help="Model, cards and engine whose speed somebody measured. The default is one on your card, if there is one.",
    )
    throughput: float = number(
        measured_speed,
        "Speed of a replica",
        help="A replica is one copy of the model on its cards. Output of all answers together, at full load: the "
        "set-up’s for prompts as long as yours, or your own.",
        unit="tokens/s",
        least=LEAST_SPEED,
        most=MOST_SPEED,
        stops=ladder(50, 50_000),
    )
    utilisation: float = share(
        30,
        "Utilisation",
        help="The part of that speed in use, averaged over all hours that you pay, nights too. 30 is our assumption.",
        least=1,
        stops=steps(5, 100, 5),
    )

    cache_hits: float = fields.cache_hits(TOKENS, "the API’s")

    counted: str = choice(
        "output", "The speed counts", lambda: COUNTED, SPEED, "How your load test counts tokens; look it up there."
    )
    throughput_margin: float = share(
        28, "Give or take", SPEED, "How far that speed may be off, either way. 28 is our judgement.", most=90
    )
    gpus_per_replica: int = number(
        lambda self: self.measured.gpus_used if self.measured else 1,
        "GPUs of a replica",
        SPEED,
        "A large model fills several.",
        unit="GPUs",
        least=1,
        most=10_000,
        whole=True,
    )

    gpu_price: float = number(
        lambda self: self.rental_row and self.rental_row.per_hour,
        "Price of a GPU",
        GPUS,
        "Of one GPU for one hour.",
        unit="USD/h",
        most=10_000,
    )
    rented_hours: float = number(
        HOURS_PER_MONTH,
        "Hours rented",
        GPUS,
        "The default is around the clock; less where replicas are shut down at night.",
        unit="hours/month",
        least=1,
        most=744,
    )
    replicas: int | None = number(
        None,
        "Replicas",
        GPUS,
        "Type a number if you have it; two or more also where one must stand in for another.",
        unit="replicas",
        least=1,
        most=1_000_000,
        none="as many as the calls need",
        whole=True,
    )
    days_per_month: float = fields.days_per_month(GPUS)
    operations_per_month: float = monthly(
        0, "Running them", GPUS, "People on call, gateway, monitoring: what the API does for you. 0 counts GPUs alone."
    )

    base_input: float = model_price("input", PRICES)
    base_cached_input: float | None = model_price("cached_input", PRICES)
    base_cache_write: float | None = model_price("cache_write", PRICES)
    base_output: float = model_price("output", PRICES)

    @cached_property
    def model(self) -> ApiModel | None:
        """The API model, or None where prices are typed."""
        return catalogue().api_models.get(self.base_model)

    @property
    def rental_row(self) -> GpuPrice | None:
        """The rental, or None where its price is typed."""
        return rented().get(self.rental)

    @property
    def measured(self) -> ServingSpeed | None:
        """The measured set-up, or None where the speed is typed."""
        return catalogue().serving_speeds.get(self.setup)

    @property
    def prompt_tokens(self) -> int:
        """Tokens sent with a call: what long-context prices go by."""
        return self.prefix_tokens + self.variable_tokens

    @property
    def calls_per_month(self) -> float:
        """Calls a month."""
        return self.calls_per_day * self.days_per_month

    @property
    def counted_tokens(self) -> int:
        """Tokens of a call that the speed counts."""
        return self.output_tokens + (self.prompt_tokens if self.counted == "all" else 0)

    @property
    def replica_per_hour(self) -> float:
        """USD an hour for the GPUs of one replica."""
        return self.gpus_per_replica * self.gpu_price

    @property
    def replica_cost(self) -> float:
        """USD a month for one replica, busy or idle."""
        return self.replica_per_hour * self.rented_hours

    @property
    def price_per_mtok(self) -> float:
        """USD per million tokens of a replica that is used as much as it can be."""
        return price_per_mtok(self.replica_per_hour, self.throughput, self.utilisation / 100)

    @property
    def replica_calls(self) -> float:
        """Calls a month that one replica can answer; infinite where a call holds no token that counts."""
        usable = self.throughput * SECONDS_PER_HOUR * self.rented_hours * self.utilisation / 100
        return usable / self.counted_tokens if self.counted_tokens else float("inf")

    @property
    def needed_replicas(self) -> int:
        """Replicas that the calls need."""
        return max(1, math.ceil(self.calls_per_month / self.replica_calls * (1 - SAME)))

    @property
    def used_replicas(self) -> int:
        """Replicas that are paid: those that were typed, or as many as the calls need."""
        return self.replicas or self.needed_replicas

    @cached_property
    def monthly_cost(self) -> float:
        """USD a month for the replicas and for running them."""
        return self.used_replicas * self.replica_cost + self.operations_per_month

    @cached_property
    def api_bill(self) -> TokenBill:
        """A call at the API. Raises Refused where a price is missing."""
        return base_bill(self, self.prefix_tokens, self.variable_tokens, self.output_tokens, self.cache_hits / 100)

    @property
    def call_cost(self) -> float:
        """USD a call at the API."""
        return self.api_bill.cost

    @property
    def api_cost(self) -> float:
        """USD a month at the API."""
        return self.calls_per_month * self.call_cost

    @property
    def api_price_per_mtok(self) -> float | None:
        """USD that the API charges, in all, per million of the tokens that the speed counts; None where none counts."""
        return self.call_cost / self.counted_tokens * 1e6 if self.counted_tokens else None

    @property
    def break_even_calls_per_day(self) -> float | None:
        """Calls a day from which the GPUs cost no more than the API, for the first time; None if no volume is enough.

        k replicas cost k·R + F and answer k·C calls; the API charges c a call. The fewest replicas for which k·R + F is
        at most c·k·C decide: the volume is (k·R + F) / c, or what one replica fewer can answer.
        """
        volume = self._first_cheaper()
        return None if volume is None else volume / self.days_per_month

    def _first_cheaper(self) -> float | None:
        call, replica, calls, fixed = self.call_cost, self.replica_cost, self.replica_calls, self.operations_per_month
        if not call:
            return None
        if self.replicas:
            volume = (self.replicas * replica + fixed) / call
            return volume if volume <= self.replicas * calls * (1 + SAME) else None
        if calls == float("inf"):
            return (replica + fixed) / call
        margin = call * calls - replica
        if margin < 0 or (fixed and not margin):
            return None
        count = max(1, math.ceil(fixed / margin)) if fixed else 1
        return max((count * replica + fixed) / call, (count - 1) * calls)

    @property
    def steady_calls_per_day(self) -> float | None:
        """Calls a day from which the GPUs stay cheaper, whatever replica has just begun; None if from none.

        Just above k·C calls one replica more is paid: (k + 1)·R + F is at most c·k·C from k = (R + F) / (c·C - R) on.
        """
        first = self._first_cheaper()
        if first is None or self.replicas or math.isinf(self.replica_calls):
            return self.break_even_calls_per_day
        call, replica, calls, fixed = self.call_cost, self.replica_cost, self.replica_calls, self.operations_per_month
        margin = call * calls - replica
        if margin <= 0:
            return None
        count = max(1, math.ceil((replica + fixed) / margin))
        return max(first, (count * replica + fixed) / call, (count - 1) * calls) / self.days_per_month

    @property
    def verdict(self) -> str:
        if self.replicas and self.needed_replicas > self.replicas:
            return "overloaded"
        own, api = self.monthly_cost, self.api_cost
        if same(own, api):
            return "same"
        if own < api:
            return "own"
        return "never" if self._first_cheaper() is None else "api"

    @property
    def unused(self) -> frozenset[str]:
        no_part = {
            "rental": "gpu_price" in self.given and "setup" in self.given,
            "setup": "throughput" in self.given,
            "cache_hits": not self.prefix_tokens,
            "throughput_margin": True,  # it widens the figures and leaves the verdict
        }
        unused = frozenset(field for field, unused in no_part.items() if unused)
        return unused | unused_cache_prices(self.cache_hits / 100, self.prefix_tokens)

    @property
    def month_price_per_mtok(self) -> float | None:
        """USD per million tokens that this month's calls come to; None where no token counts."""
        counted = self.calls_per_month * self.counted_tokens
        return self.monthly_cost / counted * 1e6 if counted else None

    def needed_speed(self, per_hour: float) -> float | None:
        """Tokens a second at which a replica of this hourly price, used as well as it can be, costs what the API does.

        None where the API costs nothing or no token counts.
        """
        target = self.api_price_per_mtok
        return price_per_mtok(per_hour, target, self.utilisation / 100) if target else None

    def own_cost_at(self, calls_per_day: float) -> float:
        """USD a month of the replicas that so many calls need."""
        needed = max(1, math.ceil(calls_per_day * self.days_per_month / self.replica_calls * (1 - SAME)))
        return (self.replicas or needed) * self.replica_cost + self.operations_per_month
