"""Tell when a fine-tuned model pays back the long prompt it replaces."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import ClassVar

from calculators.bills import fields, tuning_fields, work_fields
from calculators.bills.billing import TokenBill
from calculators.bills.fields import known_price, monthly, price, tuning_offers, usd
from calculators.bills.model_prices import base_bill, base_price, tuned_price, unused_cache_prices
from calculators.bills.months import months_between, months_left
from calculators.bills.tuning import hosting_per_month, minimum_fee, training_cost
from calculators.figures.offers import TuningOffer
from calculators.figures.prices import ApiModel
from calculators.figures.tables import catalogue
from calculators.kit.inputs import number
from calculators.kit.model import Calculator
from calculators.training_data import example_price

TOKENS = "Calls and tokens"
BASE_PRICES = "Prices of the API model"
TUNED_PRICES = "Prices of the tuned model"
TRAINING = "Data, training and evaluation"
KEEPING = "Keeping it running"
WORK = "Work of people"
QUALITY = "Worth of better answers"
TIME = "Time"


@cache
def offers_per_token() -> Mapping[str, tuple[str, str]]:
    """The tuning offers that bill by training token, and the option to type prices."""
    by_the_hour = {key for key, offer in catalogue().tuning_offers.items() if offer.training_hours is not None}
    return {key: words for key, words in tuning_offers().items() if key not in by_the_hour}


@dataclass(frozen=True)
class Phase:
    """A time in which prices stay: its first month, and USD a call with the long prompt and when tuned."""

    begin: float
    base_call_cost: float
    tuned_call_cost: float


@dataclass(frozen=True)
class BreakEven(Calculator):
    """A long prompt is paid for in every call. A tuned model does with a short one, but costs money to make and keep.

    The calculator sets the saving of each call against the money up front and the monthly cost of keeping the tuned
    model, until the day the base model is retired, because the tuned model dies with it.
    """

    slug = "break-even"
    title = "Break-even of fine-tuning"
    question = "When does a fine-tuned model pay back the long prompt it replaces?"
    verdicts: ClassVar = {
        "pays-back": "it pays back in time",
        "too-late": "it pays back only after the model is gone",
        "never": "it never pays back",
    }

    start: date = fields.first_day(
        TIME, "Prices are those of this day; known later changes are followed. The default is the day of the build."
    )
    calls_per_day: int = fields.calls_per_day()
    base_model: str = fields.base_model("The model that you prompt today, with its long prompt.")
    prefix_tokens: int = fields.prefix_tokens(
        "Instructions and examples that stand the same in every call: what tuning would replace."
    )
    cache_hits: float = fields.cache_hits()
    tuning_offer: str = tuning_fields.tuning_offer(offers=offers_per_token)

    variable_tokens: int = fields.variable_tokens(TOKENS)
    output_tokens: int = fields.output_tokens(TOKENS)
    tuned_prefix_tokens: int = fields.tuned_prefix_tokens(TOKENS)

    base_input: float = base_price("input", BASE_PRICES)
    base_cached_input: float | None = base_price("cached_input", BASE_PRICES)
    base_cache_write: float | None = base_price("cache_write", BASE_PRICES)
    base_output: float = base_price("output", BASE_PRICES)

    tuned_input: float = tuned_price("input", TUNED_PRICES, none="")
    tuned_cached_input: float | None = tuned_price("cached_input", TUNED_PRICES)
    tuned_output: float = tuned_price("output", TUNED_PRICES, none="")

    examples_count: int = fields.examples_count(TRAINING)
    tokens_per_example: float = fields.tokens_per_example(
        tuning_fields.tuned_call_tokens, "The default is what a tuned call holds: its input and its output.", TRAINING
    )
    epochs: float = fields.epochs(TRAINING)
    training_price: float = price(
        lambda self: self.offer and self.offer.training_price,
        "Training price",
        TRAINING,
        "Per million tokens seen in training.",
    )
    training_runs: int = fields.training_runs(TRAINING)
    label_price: float = fields.label_price(
        TRAINING, example_price, "One labelled example, checks and work around it included."
    )
    evaluation_cost: float = tuning_fields.evaluation_cost(TRAINING)
    work: str = work_fields.work(WORK)
    wage: float = work_fields.wage(WORK)
    tuning_hours: float = work_fields.work_hours(
        "tuning-hours", "Hours of engineering", WORK, "Once, beyond labels and evaluation."
    )
    engineering_cost: float = usd(work_fields.paid("tuning_hours"), "Engineering", WORK, "The hours at the wage.")

    replicas: int = tuning_fields.copies(
        KEEPING, "One copy answers only so many calls at once; your load test tells how many you need."
    )
    hosting_per_month: float = monthly(
        lambda self: self.offer and hosting_per_month(self.offer, self.replicas),
        "Hosting",
        KEEPING,
        "Due whether the model works or idles: the offer’s hourly price for each copy, around the clock, and storage.",
    )
    retrain_every: float | None = tuning_fields.retrain_every(
        "Each time one training run, new examples and an evaluation, spread evenly over the months.", KEEPING
    )
    new_examples: float = tuning_fields.new_examples(KEEPING)
    monitoring_per_month: float = monthly(
        0, "Monitoring", KEEPING, "Watching the tuned model beyond what you watch now."
    )

    quality_gain: float = number(
        0,
        "More calls answered well",
        QUALITY,
        "Of 100 calls, how many more the tuned model gets right than the long prompt; negative if fewer.",
        unit="percentage points",
        least=-100,
        most=100,
    )
    quality_margin: float = number(
        0, "Give or take", QUALITY, "How far that gain may be off, either way.", unit="percentage points", most=100
    )
    good_call_value: float = number(
        0, "Worth of a good answer", QUALITY, "What one more good answer earns or saves.", unit="USD/call", most=1e6
    )

    retires: date | None = tuning_fields.retires("Base model of the tuned model retired on", TIME)
    horizon: float = fields.horizon("How far the totals and the chart look.", TIME)
    days_per_month: float = fields.days_per_month(TIME)

    @cached_property
    def model(self) -> ApiModel | None:
        """The base model, or None where prices are typed."""
        return catalogue().api_models.get(self.base_model)

    @cached_property
    def offer(self) -> TuningOffer | None:
        """The tuning offer, or None where prices are typed."""
        return catalogue().tuning_offers.get(self.tuning_offer)

    @property
    def prompt_tokens(self) -> int:
        """Tokens of the long prompt and what comes with it: what long-context prices go by."""
        return self.prefix_tokens + self.variable_tokens

    @property
    def calls_per_month(self) -> float:
        """Calls a month."""
        return self.calls_per_day * self.days_per_month

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The first day's prices, and those after each known change of a price that nobody typed."""
        models = (self.model, self.offer.base_model if self.offer else None)
        days = {self.start}.union(*(model.price_changes(self.start) for model in models if model))
        phases: list[Phase] = []
        for first in sorted(days):
            then = self
            if first != self.start:  # the offer stays, even where another is the cheapest of a later day
                then = self.variant("tuning_offer", self.tuning_offer).variant("start", first)
            costs = then.base_bill.cost, then.tuned_bill.cost
            if not phases or costs != (phases[-1].base_call_cost, phases[-1].tuned_call_cost):
                phases.append(Phase(months_between(self.start, first), *costs))
        return tuple(phases)

    @property
    def base_bill(self) -> TokenBill:
        """A call of the base model with its long prompt, on the first day. Raises Refused where a price is missing."""
        return base_bill(self, self.prefix_tokens, self.variable_tokens, self.output_tokens, self.cache_hits / 100)

    @property
    def tuned_bill(self) -> TokenBill:
        """A call of the tuned model on the first day, hosting left out; a prefix that misses costs the input price."""
        hits = self.cache_hits / 100
        return TokenBill(
            self.tuned_prefix_tokens,
            self.variable_tokens,
            self.output_tokens,
            hits,
            self.tuned_input,
            self.tuned_output,
            known_price(self, "tuned_cached_input") if hits and self.tuned_prefix_tokens else 0,
            self.tuned_input,
        )

    @property
    def quality_value(self) -> float:
        """USD a call: what the better answers of the tuned model are worth."""
        return self.quality_gain / 100 * self.good_call_value

    def saving(self, phase: Phase) -> float:
        """USD a call that the tuned model saves, the worth of better answers included; negative if it costs more."""
        return phase.base_call_cost - phase.tuned_call_cost + self.quality_value

    @property
    def training_cost(self) -> float:
        """USD for one training run: examples x tokens x epochs x price, at least the offer's minimum fee."""
        tokens = self.examples_count * self.tokens_per_example * self.epochs
        return training_cost(tokens, self.training_price, 0, 0, minimum_fee(self.offer))

    @property
    def labelling_cost(self) -> float:
        """USD for all training examples."""
        return self.examples_count * self.label_price

    @property
    def up_front_cost(self) -> float:
        """USD before the first call: labelling, all training runs, evaluation, engineering."""
        return (
            self.labelling_cost + self.training_runs * self.training_cost + self.evaluation_cost + self.engineering_cost
        )

    @property
    def retraining_cost(self) -> float:
        """USD for one retraining: new examples, one run, one evaluation."""
        return self.new_examples / 100 * self.labelling_cost + self.training_cost + self.evaluation_cost

    @property
    def monthly_fixed_cost(self) -> float:
        """USD a month however few calls come: hosting, retraining spread evenly, monitoring."""
        retraining = self.retraining_cost / self.retrain_every if self.retrain_every else 0.0
        return self.hosting_per_month + retraining + self.monitoring_per_month

    def monthly_net(self, phase: Phase) -> float:
        """USD a month that the tuned model earns in a phase, after its fixed cost."""
        return self.calls_per_month * self.saving(phase) - self.monthly_fixed_cost

    @cached_property
    def payback_months(self) -> float | None:
        """Months until the saving has paid the money up front; None if it never does. F / (N·s - M), phase by phase."""
        owed = self.up_front_cost
        for place, phase in enumerate(self.phases):
            net = self.monthly_net(phase)
            length = self.phases[place + 1].begin - phase.begin if place + 1 < len(self.phases) else float("inf")
            if net > 0 and owed <= net * length:
                return phase.begin + owed / net
            owed -= net * length if length != float("inf") else 0
        return None

    @property
    def life_months(self) -> float:
        """Months from the first day until the tuned model dies; infinite where no date is announced."""
        left = months_left(self.start, self.retires)
        return float("inf") if left is None else left

    @property
    def break_even_calls_per_day(self) -> float | None:
        """Calls a day from which it earns at all, at the last known prices: M / s. None if no volume is enough."""
        saving = self.saving(self.phases[-1])
        return self.monthly_fixed_cost / saving / self.days_per_month if saving > 0 else None

    @property
    def verdict(self) -> str:
        if self.payback_months is None:
            return "never"
        return "pays-back" if self.payback_months <= self.life_months else "too-late"

    @property
    def unused(self) -> frozenset[str]:
        no_part = {
            "tuned_cached_input": not self.cache_hits or not self.tuned_prefix_tokens,
            "new_examples": self.retrain_every is None,
            "replicas": "hosting_per_month" in self.given or not self.hosting_per_month,
            "quality_margin": True,  # it widens the figures and leaves the verdict
            "horizon": True,
        }
        unused = frozenset(name for name, unused in no_part.items() if unused)
        unused |= work_fields.unused(self, {"tuning_hours": "engineering_cost"})
        return unused | unused_cache_prices(self.cache_hits / 100, self.prefix_tokens)

    def base_total(self, month: float) -> float:
        """USD spent on the long prompt until a month."""
        return self.calls_per_month * self._sum(0, month, lambda phase: phase.base_call_cost)

    def tuned_total(self, month: float) -> float:
        """USD spent until a month when tuned, less the worth of better answers; on the long prompt once it is gone."""
        alive = min(month, self.life_months)
        kept = self.monthly_fixed_cost * alive + self.calls_per_month * self._sum(
            0, alive, lambda phase: phase.tuned_call_cost - self.quality_value
        )
        back = self.calls_per_month * self._sum(alive, month, lambda phase: phase.base_call_cost)
        return self.up_front_cost + kept + back

    def _sum(self, begin: float, end: float, per_call: Callable[[Phase], float]) -> float:
        """What one call a month costs from one month to another, phase by phase."""
        ends = [phase.begin for phase in self.phases[1:]] + [float("inf")]
        return math.fsum(
            per_call(phase) * max(0.0, min(end, phase_end) - max(begin, phase.begin))
            for phase, phase_end in zip(self.phases, ends, strict=True)
        )
