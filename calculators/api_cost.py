"""Tell what a month of plain prompting costs, with the model that does it for least."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar

from calculators.bills import fields
from calculators.bills.billing import bill, billed_tokens
from calculators.bills.comparing import TIED, cheapest
from calculators.bills.fields import TYPED, listing, price, share, tokens
from calculators.bills.model_prices import MODEL, cache_prices, model_price, unused_cache_prices
from calculators.figures import market
from calculators.figures.market import Tariff, Terms
from calculators.figures.prices import ApiModel, Kind
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import choice
from calculators.kit.model import Calculator

TERMS = "Reasoning, cache, batches, peak hours"
COMPARISON = "Comparison"
PRICES = "Prices of the API model"
SPECIAL_PRICES = "Its prices in batches and at peak hours"
TIME = "Time"

FREE = "free"
NONE = "none"

SCOPES = {
    "all": ("All models that answer on the first day", ""),
    "class": ("Those of your model’s class", ""),
    "open": ("Those with open weights", ""),
}


@cache
def in_scope(scope: str, base_model: str) -> frozenset[str]:
    """The models to compare with, by key."""
    models = catalogue().api_models
    chosen = models.get(base_model)
    return frozenset(
        key
        for key, model in models.items()
        if scope == "all"
        or (scope == "open" and model.weights == "open")
        or (scope == "class" and (chosen is None or model.size == chosen.size))
    )


def name(key: str) -> str:
    """What a model is called."""
    return "your model" if key == TYPED else catalogue().api_models[key].name


def special_price(terms: Terms, kind: Kind, told: str) -> Any:
    """Declare a price in a batch or at peak hours; the default is what the chosen model lists on the first day."""
    return price(
        lambda self: self.model and market.price(self.model, terms, kind, self.start, self.prompt_tokens),
        f"{MODEL[kind][0]}{market.TERMS[terms]}",
        SPECIAL_PRICES,
        told,
        none="not listed",
    )


@cache
def tokens_per_word() -> Fact | None:
    """Tokens in an English word, by a rule of thumb."""
    rule = catalogue().rules.get("english/tokens-per-word")
    return rule.figure if rule else None


@cache
def price_fields() -> frozenset[str]:
    """The fields that hold a price of the chosen model."""
    inputs = ApiCost.inputs().items()
    return frozenset(field for field, declared in inputs if declared.group in (PRICES, SPECIAL_PRICES))


@dataclass(frozen=True)
class ApiCost(Calculator):
    """What is sent to a model and what comes back is billed by the token, and input that repeats is billed less.

    The calculator works out the month for your model, and the same traffic for every model of the price list. It
    compares prices only: whether a cheaper model answers well enough, your own test set must tell.
    """

    slug = "api-cost"
    title = "A month of prompting"
    question = "What does a month of prompting cost, and which model does it for least?"
    verdicts: ClassVar = {FREE: "nothing is billed", NONE: "none of the models that are compared answers any more"}

    start: date = fields.first_day(
        TIME,
        "Prices are those of this day, and only models that answer on it are compared. The default is the day of "
        "the build.",
    )
    base_model: str = fields.base_model("The model that you prompt.")
    calls_per_day: int = fields.calls_per_day()
    prefix_tokens: int = fields.prefix_tokens(
        "Instructions, examples and documents that stand the same at the beginning of every call."
    )
    variable_tokens: int = fields.variable_tokens()
    output_tokens: int = fields.output_tokens(told="What the reader sees; reasoning comes on top.")

    reasoning_tokens: int = tokens(
        0, "Reasoning per call", TERMS, "What the model thinks before it answers is billed as output, seen or not."
    )
    cache_hits: float = fields.cache_hits(TERMS)
    batch_share: float = share(
        0,
        "Calls that can wait for a batch",
        TERMS,
        "Share of calls whose answer may come hours later. Where a model has no batch price, they cost the usual one.",
    )
    peak_share: float = share(
        lambda self: market.even_peak_share(self.start) or 0,
        "Calls at peak hours",
        TERMS,
        "Of the calls that cannot wait, the share in the hours when a provider asks more. Few providers do. "
        "The default is that of calls spread evenly over the week.",
    )

    compare: str = choice("all", "Compare with", lambda: SCOPES, COMPARISON, "Your own model is always among them.")

    base_input: float = model_price("input", PRICES)
    base_cached_input: float | None = model_price("cached_input", PRICES)
    base_cache_write: float | None = model_price("cache_write", PRICES)
    base_output: float = model_price("output", PRICES)

    base_batch_input: float | None = special_price("batch", "input", "Input not cached.")
    base_batch_cached_input: float | None = special_price(
        "batch", "cached_input", "Where none is listed, the batch gets no discount for the cache."
    )
    base_batch_output: float | None = special_price("batch", "output", "Reasoning too.")
    base_peak_input: float | None = special_price("peak_hours", "input", "Input not cached.")
    base_peak_cached_input: float | None = special_price(
        "peak_hours", "cached_input", "Where peak hours have a price of their own."
    )
    base_peak_output: float | None = special_price("peak_hours", "output", "Reasoning too.")

    days_per_month: float = fields.days_per_month(TIME)

    @cached_property
    def model(self) -> ApiModel | None:
        """The chosen model, or None where prices are typed."""
        return catalogue().api_models.get(self.base_model)

    @property
    def calls_per_month(self) -> float:
        """Calls a month."""
        return self.calls_per_day * self.days_per_month

    @property
    def prompt_tokens(self) -> int:
        """Tokens sent with a call: what decides whether the long-context prices hold."""
        return self.prefix_tokens + self.variable_tokens

    @property
    def answered_tokens(self) -> int:
        """Tokens a call that are billed as output."""
        return self.output_tokens + self.reasoning_tokens

    def billed(self, hits: float) -> tuple[float, float, float, float]:
        """Tokens of a call by their price, if this share (from 0 to 1) hits the cache."""
        return billed_tokens(self.prefix_tokens, self.variable_tokens, self.answered_tokens, hits)

    @property
    def hits(self) -> float:
        """Share of calls that hit the cache, from 0 to 1; 0 where nothing repeats."""
        return self.cache_hits / 100 if self.prefix_tokens else 0.0

    @property
    def usual(self) -> Tariff:
        """The chosen model's prices of a call that is answered at once. Raises Refused where one is missing."""
        cached, written = cache_prices(self, self.hits, self.prefix_tokens)
        return Tariff(self.base_input, cached, written, self.base_output)

    @property
    def peak(self) -> Tariff | None:
        """Its prices at peak hours; None where none are listed."""
        return self._special(self.base_peak_input, self.base_peak_cached_input, self.base_peak_output)

    @property
    def batch(self) -> Tariff | None:
        """Its prices in a batch; None where none are listed."""
        return self._special(self.base_batch_input, self.base_batch_cached_input, self.base_batch_output)

    def _special(self, fresh: float | None, cached: float | None, output: float | None) -> Tariff | None:
        if fresh is None and output is None:
            return None
        return Tariff(fresh, cached, None, output).or_else(self.usual)

    @cached_property
    def average(self) -> Tariff:
        """The chosen model's prices of the average call: at once, at peak hours, in a batch."""
        prices = self.usual
        if self.peak_share:
            prices = prices.mixed(self.peak, self.peak_share / 100)
        return prices.mixed(self.batch, self.batch_share / 100) if self.batch_share else prices

    @cached_property
    def call_cost(self) -> float:
        """USD for the average call of the chosen model."""
        return bill(self.billed(self.hits), self.average.known)

    @cached_property
    def monthly_cost(self) -> float:
        """USD a month with the chosen model."""
        return self.calls_per_month * self.call_cost

    @property
    def words_per_call(self) -> float | None:
        """English words sent and shown in a call, by the rule of thumb; None where the figures hold no such rule."""
        per_word = tokens_per_word()
        return (self.prompt_tokens + self.output_tokens) / per_word if per_word else None

    @cached_property
    def call_costs(self) -> Mapping[str, float]:
        """USD for the average call of each model compared, the chosen one among them, in the order of the list."""
        billed, scope, chosen = self.billed(self.hits), in_scope(self.compare, self.base_model), self.base_model
        offered = market.average(
            self.start, self.prompt_tokens, self.batch_share / 100, self.peak_share / 100, self.hits > 0
        )
        costs = {key: bill(billed, prices) for key, prices in offered if key in scope}
        costs[chosen] = self.call_cost
        return costs

    @property
    def answers(self) -> bool:
        """Whether the chosen model can be had on the first day."""
        return self.model is None or market.answers(self.model, self.start)

    @cached_property
    def ranking(self) -> Mapping[str, float]:
        """USD for the average call of each model that can be had: the chosen one only until it is retired."""
        return {key: cost for key, cost in self.call_costs.items() if key != self.base_model or self.answers}

    @cached_property
    def cheapest(self) -> tuple[str, ...]:
        """The models that do it for least: one, several that cost the same, or none that can be had."""
        return cheapest(self.ranking)

    @property
    def verdict(self) -> str:
        if not self.prompt_tokens and not self.answered_tokens:
            return FREE
        return TIED.join(self.cheapest) or NONE

    def then(self, verdict: str) -> str:
        if verdict in self.verdicts:
            return self.verdicts[verdict]
        names = [name(key) for key in verdict.split(TIED)]
        return f"{names[0]} is the cheapest" if len(names) == 1 else f"{listing(names)} are the cheapest, at one price"

    @property
    def unused(self) -> frozenset[str]:
        caching = self.hits > 0
        batch = self.batch_share > 0 and (self.base_batch_input, self.base_batch_output) != (None, None)
        peak = self.peak_share > 0 and (self.base_peak_input, self.base_peak_output) != (None, None)
        peak = peak and self.batch_share < 100
        no_part = {
            "calls_per_day": True,  # more calls cost more with every model alike
            "days_per_month": True,
            # Which model is yours decides nothing, unless its prices are typed or its class is compared.
            "base_model": self.compare != "class" and not self.given & price_fields(),
            "cache_hits": not self.prefix_tokens,
            "peak_share": self.batch_share == 100,
            "base_batch_input": not batch,
            "base_batch_cached_input": not batch or not caching,
            "base_batch_output": not batch,
            "base_peak_input": not peak,
            "base_peak_cached_input": not peak or not caching,
            "base_peak_output": not peak,
        }
        unused = frozenset(field for field, unused in no_part.items() if unused)
        return unused | unused_cache_prices(self.hits, self.prefix_tokens)
