"""Tell what a provider charges to tune a model and to keep it, and who does it for least."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from typing import Any, ClassVar

from calculators.bills import fields, tuning
from calculators.bills.billing import TokenBill, bill, billed_tokens
from calculators.bills.fields import (
    LEAST_EPOCHS,
    MOST_EPOCHS,
    MOST_TOKENS,
    TYPED,
    base_models,
    known_price,
    listing,
    price,
    tokens,
    tuning_offers,
    usd,
)
from calculators.bills.tuning import Terms
from calculators.figures.offers import STATUSES, TuningOffer
from calculators.figures.prices import Kind
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Fact, Sourced
from calculators.kit.inputs import choice, number
from calculators.kit.model import DAYS_PER_MONTH, HOURS_PER_MONTH, Calculator, Figure, Result, Step, Table
from calculators.kit.numbers import say, say_money, say_number

TOKENS = "Calls of the tuned model"
TRAINING = "Training"
REINFORCEMENT = "Reinforcement tuning"
PRICES = "Prices of your offer"
KEEPING = "Keeping it running"
COMPARISON = "Which offers fit"
TIME = "Time"

NONE = "none"
TIED = " = "
"""Stands between the keys of offers that are the cheapest together."""

SAME = 1e-9
"""Bills that differ by less than this share differ only by rounding."""

MOST_FILE_TOKENS = 1_000_000_000_000
file_tokens = partial(number, unit="tokens", most=MOST_FILE_TOKENS, whole=True)

METHODS = {
    "SFT": ("Supervised: examples of good answers", ""),
    "DPO": ("Preference: pairs of a better and a worse answer", ""),
    "RFT": ("Reinforcement: a grader scores what the model tries", ""),
}
TUNINGS = {"any": ("Either", ""), "LoRA": ("LoRA", ""), "full": ("Full", "")}
KINDS_OF_MODEL = {
    "any": ("Open models of this size and a provider’s own", ""),
    "open": ("Open models of this size only", ""),
    "own": ("A provider’s own models only", ""),
}
BUYERS = {"newcomer": ("Someone who never tuned there", ""), "customer": ("A customer who tunes there already", "")}
COUNTED = {"all": ("Tuning and use", ""), "tuning": ("Tuning alone", "")}
VALIDATION = {"offer": ("As the provider does", ""), "yes": ("Billed like training", ""), "no": ("Not billed", "")}


@cache
def offer_name(key: str) -> str:
    """What an offer is called."""
    if key == TYPED:
        return "your own offer"
    offer = catalogue().tuning_offers[key]
    return f"{offer.provider} ({offer.what.replace('Models ', 'models ')})"


@lru_cache(maxsize=512, typed=True)
def of_kind(on: date, prompt_tokens: int, method: str, full_or_lora: str, models: str) -> tuple[Terms, ...]:
    """The offers of a method and a kind of model, of any size, with what they charge on a day."""
    return tuple(
        terms
        for terms in tuning.terms(on, prompt_tokens).values()
        if terms.method == method
        and (full_or_lora == "any" or terms.tuning in (full_or_lora, "unknown"))
        and (models == "any" or terms.banded == (models == "open"))
    )


@cache
def epoch_rules() -> Mapping[str, tuple[str, str]]:
    """Ways to come to a number of epochs."""
    known = {"openai-2023": ("OpenAI’s default of 2023", "")} if tuning.default_epochs(1) else {}
    return {"typed": ("The number that I type", "")} | known | {"steps": ("From steps of training", "")}


def usual_epochs(self: "ManagedTuning") -> float | None:
    """The epochs by the rule that was chosen, within what may be typed."""
    if self.epoch_rule == "openai-2023":
        return tuning.default_epochs(self.examples_count)
    if self.epoch_rule == "steps":
        epochs = self.training_steps * self.tokens_per_step / (self.examples_count * self.tokens_per_example)
        return min(max(epochs, LEAST_EPOCHS), MOST_EPOCHS)
    return 3


def tuned_price(kind: Any) -> Any:
    """The default of a tuned price: what the chosen offer's tuned model costs on the first day."""
    return lambda self: self.offer and self.offer.tuned_price(kind, self.start, self.prompt_tokens)


def training_price(unit: str) -> Any:
    """The default of a price of training: the offer's, if it bills by this unit, and 0 if by the other."""
    return lambda self: self.offer and (self.offer.training_price if self.offer.training_unit == unit else 0)


def grader_price(kind: Any) -> Any:
    """The default of a grader's price: what the chosen model costs on the first day."""
    return lambda self: self.grader and self.grader.price(kind, self.start)


@cache
def price_fields() -> frozenset[str]:
    """The fields that hold a price of the chosen offer."""
    inputs = ManagedTuning.inputs().items()
    return frozenset(field for field, declared in inputs if declared.group == PRICES or field == "hosting_per_month")


@dataclass(frozen=True)
class ManagedTuning(Calculator):
    """A provider that tunes a model for you bills the tokens seen in training or the hours, and afterwards the use.

    The calculator reckons your offer, and all others that fit, on a day on which they may or may not still be sold. The
    bill of training is often the smallest part: a copy of the model that waits for calls costs money day and night.
    """

    slug = "managed-tuning"
    title = "A provider tunes the model"
    question = "What does a provider charge to tune a model and to keep it, and who does it for least?"
    verdicts: ClassVar = {NONE: "no offer can be had"}

    start: date = fields.first_day(
        TIME,
        "Prices are those of this day, and what is sold on it is compared. The default is the date of the figures.",
    )
    variable_tokens: int = fields.variable_tokens(TOKENS)
    output_tokens: int = fields.output_tokens(TOKENS)
    tuned_prefix_tokens: int = fields.tuned_prefix_tokens(TOKENS)
    epoch_rule: str = choice(
        "typed",
        "Epochs from",
        epoch_rules,
        TRAINING,
        "Where your provider sets the number, or where you know the steps.",
    )
    training_steps: int = number(
        500,
        "Training steps",
        TRAINING,
        "Where epochs come from steps.",
        unit="steps",
        least=1,
        most=1_000_000_000,
        whole=True,
    )
    batch_size: int = number(
        8,
        "Sequences in a step",
        TRAINING,
        "The batch, over all GPUs. Where epochs come from steps.",
        unit="sequences",
        least=1,
        most=1_000_000,
        whole=True,
    )
    sequence_length: int = tokens(
        4_096,
        "Tokens in a sequence",
        TRAINING,
        "Filled with examples to the end. Where epochs come from steps.",
        least=1,
    )

    tuning_offer: str = choice(
        "fireworks/up-to-16b-lora-sft",
        "Your offer",
        tuning_offers,
        help="Who trains the model and serves it afterwards.",
    )
    examples_count: int = fields.examples_count()
    tokens_per_example: float = number(
        lambda self: min(self.tuned_prefix_tokens + self.variable_tokens + self.output_tokens or 1, MOST_TOKENS),
        "Tokens per example",
        help="The default is what a tuned call holds. Where a provider pads examples to one length, type that length.",
        unit="tokens",
        least=1,
        most=MOST_TOKENS,
    )
    epochs: float = fields.epochs(default=usual_epochs)
    calls_per_day: int = fields.calls_per_day("Of the tuned model; count retries too.")

    training_runs: int = fields.training_runs(TRAINING)
    validation_tokens: int = file_tokens(0, "Validation file", TRAINING, "Tokens in all examples kept for validation.")
    validations: float = number(
        lambda self: self.epochs,
        "Validations",
        TRAINING,
        "How often one run goes through the validation file. The default is once an epoch.",
        unit="times",
        most=100_000,
    )
    validation_billed: str = choice(
        "offer", "Validation tokens are", lambda: VALIDATION, TRAINING, "Where it is not known, the answer shows both."
    )
    training_hours: float = number(
        4, "Hours of one run", REINFORCEMENT, "Plays a part only where training is billed by the hour.",
        unit="hours", most=100_000,
    )  # fmt: skip
    grader_model: str = choice(
        "openai/gpt-6.1-terra", "Grader", base_models, REINFORCEMENT, "The model that scores the answers."
    )
    grader_input_tokens: int = file_tokens(
        0,
        "Tokens that the grader reads",
        REINFORCEMENT,
        "In one run; 0 where a rule or your own code does the grading.",
    )
    grader_output_tokens: int = file_tokens(0, "Tokens that the grader writes", REINFORCEMENT, "In one run.")
    grader_input: float | None = price(
        grader_price("input"), "Grader’s input price", REINFORCEMENT, "Without a cache.", none="not known"
    )
    grader_output: float | None = price(
        grader_price("output"), "Grader’s output price", REINFORCEMENT, "Reasoning too.", none="not known"
    )

    training_price: float = price(
        training_price("USD/Mtok"), "Training price", PRICES, "Per million tokens seen; 0 where hours are billed."
    )
    hourly_price: float = number(
        lambda self: training_price("USD/h")(self) or 0,
        "Training price by the hour",
        PRICES,
        "0 where tokens are billed.",
        unit="USD/h",
        most=100_000,
    )
    minimum_fee: float | None = usd(
        lambda self: self.offer and self.offer.minimum_fee,
        "Minimum fee",
        PRICES,
        "The least that one run costs.",
        none="none known",
    )
    tuned_input: float | None = price(
        tuned_price("input"),
        "Tuned input price",
        PRICES,
        "0 where you pay for the hosting and not for tokens.",
        none="not known",
    )
    tuned_cached_input: float | None = price(
        tuned_price("cached_input"),
        "Tuned cached input price",
        PRICES,
        "Plays a part only if a repeated prompt stays after tuning.",
        none="not known",
    )
    tuned_output: float | None = price(
        tuned_price("output"), "Tuned output price", PRICES, "Reasoning tokens count too.", none="not known"
    )

    cache_hits: float = fields.cache_hits(TOKENS)
    replicas: int = number(
        1,
        "Copies hosted",
        KEEPING,
        "One copy answers only so many calls at once, and a large model fills several GPUs, each at the price of one.",
        unit="copies",
        least=1,
        most=100_000,
        whole=True,
    )
    hosted_hours: float = number(
        HOURS_PER_MONTH,
        "Hours hosted",
        KEEPING,
        "The default is around the clock; less where a copy is shut down when nobody calls.",
        unit="hours/month",
        most=744,
    )
    hosting_per_month: float | None = number(
        lambda self: self.offer and tuning.hosting_per_month(self.offer, self.replicas, self.hosted_hours),
        "Hosting",
        KEEPING,
        "The offer’s hourly price for each copy, and storage.",
        unit="USD/month",
        most=1_000_000_000,
        none="not known",
    )

    method: str = choice(
        lambda self: self.offer.method if self.offer else "SFT",
        "Method",
        lambda: METHODS,
        COMPARISON,
        "The default is that of your offer.",
    )
    full_or_lora: str = choice(
        "any", "Full or LoRA", lambda: TUNINGS, COMPARISON, "Some providers do not say which it is."
    )
    models: str = choice(
        "any", "Models", lambda: KINDS_OF_MODEL, COMPARISON, "Whether they are good enough, tests tell."
    )
    parameters: float = number(
        lambda self: self.band_size,
        "Size of an open model",
        COMPARISON,
        "Offers for open models are made by size.",
        unit="billion parameters",
        least=0.01,
        most=10_000,
    )
    buyer: str = choice(
        "newcomer", "Who buys", lambda: BUYERS, COMPARISON, "Some providers still serve their old customers only."
    )
    counted: str = choice("all", "What is compared", lambda: COUNTED, COMPARISON, "Use is hosting, storage and calls.")
    horizon: float = number(12, "Months of use", TIME, "How long the tuned model is used.", unit="months", most=1_200)

    @cached_property
    def offer(self) -> TuningOffer | None:
        """The chosen offer, or None where prices are typed."""
        return catalogue().tuning_offers.get(self.tuning_offer)

    @property
    def grader(self) -> Any:
        """The model that grades, or None where its prices are typed."""
        return catalogue().api_models.get(self.grader_model)

    @property
    def prompt_tokens(self) -> int:
        """Tokens sent with a call of the tuned model."""
        return self.tuned_prefix_tokens + self.variable_tokens

    @property
    def band_size(self) -> float:
        """Billion parameters to compare for: 8, or the nearest size that the chosen offer takes."""
        offer = self.offer
        least, most = (offer.least_parameters, offer.most_parameters) if offer else (None, None)
        return min(max(8.0, least or 0.0), most or float("inf"))

    @property
    def tokens_per_step(self) -> int:
        """Tokens seen in one step of training: sequences x their length."""
        return self.batch_size * self.sequence_length

    @property
    def trained_tokens(self) -> float:
        """Tokens seen in one run: examples x tokens x epochs."""
        return self.examples_count * self.tokens_per_example * self.epochs

    @property
    def validated_tokens(self) -> float:
        """Tokens of validation in one run: the file x how often it is gone through."""
        return self.validation_tokens * self.validations

    def is_validation_billed(self, by_offer: bool | None) -> bool | None:
        """Whether validation tokens are billed by someone whose habit is this; None where it is not known."""
        return by_offer if self.validation_billed == "offer" else self.validation_billed == "yes"

    def seen_tokens(self, billed: bool | None) -> float:
        """Tokens charged for one run; validation counts unless it is known to be free."""
        return self.trained_tokens + (0 if billed is False else self.validated_tokens)

    @property
    def own_validation_billed(self) -> bool | None:
        """Whether the chosen offer bills validation tokens; None where it is not known."""
        return self.is_validation_billed(self.offer.validation_billed if self.offer else None)

    @property
    def charged_tokens(self) -> float:
        """Tokens that the chosen offer charges for one run."""
        return self.seen_tokens(self.own_validation_billed)

    @property
    def training_cost(self) -> float:
        """USD for one run's training, the grader apart."""
        return self._training_cost(self.charged_tokens)

    def _training_cost(self, seen: float) -> float:
        return tuning.training_cost(
            seen, self.training_price, self.training_hours, self.hourly_price, self.minimum_fee or 0
        )

    @cached_property
    def grader_cost(self) -> float:
        """USD for what the grader reads and writes in one run. Raises Refused where its price is missing."""
        if not self.grader_input_tokens and not self.grader_output_tokens:
            return 0.0
        read = self.grader_input_tokens * known_price(self, "grader_input", "") if self.grader_input_tokens else 0.0
        written = (
            self.grader_output_tokens * known_price(self, "grader_output", "") if self.grader_output_tokens else 0.0
        )
        return (read + written) / 1e6

    @property
    def run_cost(self) -> float:
        """USD for one run: training and grader."""
        return self.training_cost + self.grader_cost

    @cached_property
    def up_front_cost(self) -> float:
        """USD for all runs."""
        return self.training_runs * self.run_cost

    @property
    def calls_per_month(self) -> float:
        """Calls a month, of 365.25 / 12 days."""
        return self.calls_per_day * DAYS_PER_MONTH

    @property
    def hits(self) -> float:
        """Share of calls that hit the cache, from 0 to 1; 0 where nothing repeats."""
        return self.cache_hits / 100 if self.tuned_prefix_tokens else 0.0

    @cached_property
    def billed(self) -> tuple[float, float, float, float]:
        """Tokens of a call of the tuned model by the price that they cost."""
        return billed_tokens(self.tuned_prefix_tokens, self.variable_tokens, self.output_tokens, self.hits)

    @property
    def call_cost(self) -> float | None:
        """USD a call of the tuned model, hosting apart; None where a price is not known."""
        written = self.tuned_input  # as in break-even: writing the tuned model's cache costs its input price
        return self._call_cost((self.tuned_input, self.tuned_cached_input, written, self.tuned_output))

    def _call_cost(self, prices: tuning.TunedPrices) -> float | None:
        if None in prices:
            # What is not known does no harm where no token costs it.
            prices = tuple(price if count else 0.0 for count, price in zip(self.billed, prices, strict=True))  # type: ignore[assignment]
        return None if None in prices else bill(self.billed, prices)  # type: ignore[arg-type]  # none is None

    @property
    def monthly_cost(self) -> float | None:
        """USD a month of use: hosting, storage, calls; None where one is not known."""
        call = self.call_cost
        if call is None or self.hosting_per_month is None:
            return None
        return self.hosting_per_month + self.calls_per_month * call

    @property
    def total_cost(self) -> float | None:
        """USD for all runs and all months of use; None where the use is not known."""
        monthly = self.monthly_cost
        return None if monthly is None else self.up_front_cost + self.horizon * monthly

    @property
    def fitting(self) -> Sequence[Terms]:
        """The offers of the kind and size to compare, sold or not."""
        kind = of_kind(self.start, self.prompt_tokens, self.method, self.full_or_lora, self.models)
        return [terms for terms in kind if not terms.banded or terms.least <= self.parameters <= terms.most]

    def is_sold(self, terms: Terms) -> bool:
        """Whether this buyer can start a job."""
        return terms.status == "open" or (terms.status == "closed-to-newcomers" and self.buyer == "customer")

    def costs_of(self, terms: Terms) -> "tuple[float | None, float | None]":
        """USD for all runs, and USD a month of use, of an offer of the list; None where a price is not known."""
        monthly = None
        call = self._call_cost(terms.tuned)
        if call is not None and terms.hosting_per_hour is not None:
            hosting = terms.hosting_per_hour * self.replicas * self.hosted_hours + terms.storage
            monthly = hosting + self.calls_per_month * call
        if terms.per_mtok is None:
            return None, monthly
        seen = self.seen_tokens(self.is_validation_billed(terms.validation_billed))
        training = tuning.training_cost(seen, terms.per_mtok, self.training_hours, terms.per_hour, terms.minimum_fee)
        return self.training_runs * (training + self.grader_cost), monthly

    def in_all(self, up_front: float | None, monthly: float | None) -> float | None:
        """USD by which offers are compared; None where it is not known."""
        if up_front is None or self.counted == "tuning":
            return up_front
        return None if monthly is None else up_front + self.horizon * monthly

    @cached_property
    def compared(self) -> Mapping[str, tuple[float | None, float | None]]:
        """What all runs and a month of use cost with each offer that fits and is sold, and with the chosen one."""
        own = self.tuning_offer
        found = {terms.key: self.costs_of(terms) for terms in self.fitting if terms.key == own or self.is_sold(terms)}
        found[own] = self.up_front_cost, self.monthly_cost
        return found

    @property
    def own_competes(self) -> bool:
        """Whether the chosen offer fits what is compared, and this buyer can have it on the first day."""
        own = self.tuning_offer
        return own == TYPED or any(terms.key == own and self.is_sold(terms) for terms in self.fitting)

    @cached_property
    def ranking(self) -> Mapping[str, float]:
        """USD by which offers are compared, of those that fit, can be had and whose prices are known."""
        left_out = None if self.own_competes else self.tuning_offer
        costs = ((key, self.in_all(*cost)) for key, cost in self.compared.items() if key != left_out)
        return {key: cost for key, cost in costs if cost is not None}

    @cached_property
    def cheapest(self) -> tuple[str, ...]:
        """The offers that cost least: one, several that cost the same, or none that can be had and reckoned."""
        least = min(self.ranking.values(), default=0.0) * (1 + SAME)
        return tuple(key for key, cost in self.ranking.items() if cost <= least)

    @property
    def verdict(self) -> str:
        return TIED.join(self.cheapest) or NONE

    def then(self, verdict: str) -> str:
        if verdict == NONE:
            return self.verdicts[verdict]
        names = [offer_name(key) for key in verdict.split(TIED)]
        return f"{listing(names)} {'is' if len(names) == 1 else 'are'} the cheapest"

    @property
    def unused(self) -> frozenset[str]:
        by_steps = self.epoch_rule == "steps" and "epochs" not in self.given
        no_part = {
            # Which offer is yours decides nothing, unless its prices are typed.
            "tuning_offer": not self.given & price_fields(),
            "epoch_rule": "epochs" in self.given,
            "training_steps": not by_steps,
            "batch_size": not by_steps,
            "sequence_length": not by_steps,
            "validations": not self.validation_tokens,
            "validation_billed": not self.validation_tokens,
            "training_hours": self.method != "RFT" and not self.hourly_price,
            "grader_model": not self.grader_input_tokens and not self.grader_output_tokens,
            "grader_input": not self.grader_input_tokens,
            "grader_output": not self.grader_output_tokens,
            "tuned_cached_input": not self.hits,
            "cache_hits": not self.tuned_prefix_tokens,
            "parameters": self.models == "own",
        }
        return frozenset(field for field, unused in no_part.items() if unused)

    def result(self) -> Result:
        ranked = sorted(self.compared.items(), key=lambda item: _last_if_unknown(self.in_all(*item[1])))
        cheapest = self.ranking[self.cheapest[0]] if self.cheapest else None
        known = "" if self.monthly_cost is not None else "not known"
        steps = (Figure("tokens_per_step", "Tokens in a step", self.tokens_per_step, "tokens"),)
        return Result(
            verdict=self.verdict,
            answer=self._answer(cheapest),
            why=self._why(),
            notices=tuple(self._notices()),
            figures=(
                Figure("up_front_cost", "To tune, all runs", self.up_front_cost, "USD", *self._range("up_front_cost")),
                Figure("monthly_cost", "A month of use", self.monthly_cost, "USD/month", text=known),
                Figure(
                    "total_cost",
                    f"Tuned and used for {say(self.horizon, 'months')}",
                    self.total_cost,
                    "USD",
                    *self._range("total_cost"),
                    text=known,
                ),
                Figure(
                    "cheapest_cost",
                    f"The cheapest, {self._compared_words()}",
                    cheapest,
                    "USD",
                    text="" if cheapest is not None else "none can be had",
                ),
                Figure(
                    "charged_tokens",
                    "Tokens seen in a run",
                    self.charged_tokens,
                    "tokens",
                    *self._range("charged_tokens"),
                ),
                Figure("epochs", "Epochs", self.epochs, "epochs"),
                Figure("training_cost", "Training, one run", self.training_cost, "USD", *self._range("training_cost")),
                Figure("grader_cost", "Grader, one run", self.grader_cost, "USD"),
                Figure("run_cost", "One run", self.run_cost, "USD", *self._range("run_cost")),
                Figure("call_cost", "A call, hosting apart", self.call_cost, "USD/call"),
                *(steps if self.epoch_rule == "steps" else ()),
            ),
            working=tuple(self._working()),
            chart=self._chart(),
            table=self._table(ranked),
            facts=tuple(self._other_facts()),
        )

    def _range(self, figure: str) -> tuple[float | None, float | None]:
        """The ends of a figure where it is not known whether validation tokens are billed."""
        if self.own_validation_billed is not None or not self.validated_tokens:
            return None, None
        low, high = getattr(self.variant("validation_billed", "no"), figure), getattr(self, figure)
        return (low, high) if low != high else (None, None)

    def _compared_words(self) -> str:
        return "tuned" if self.counted == "tuning" else f"tuned and used for {say(self.horizon, 'months')}"

    def _answer(self, cheapest: float | None) -> str:
        own = "Your own offer" if self.tuning_offer == TYPED else offer_name(self.tuning_offer)
        use = "" if self.monthly_cost is None else f" and {say_money(self.monthly_cost)} a month to use"
        return f"{own} charges {say_money(self.up_front_cost)} to tune{use}. {self._comparison(cheapest)}"

    def _comparison(self, cheapest: float | None) -> str:
        if cheapest is None:
            return f"No offer that fits is sold on {self.start} at known prices."
        names, own = [offer_name(key) for key in self.cheapest], self.tuning_offer in self.cheapest
        count = len(self.ranking)
        total = f"{say_money(cheapest)} {self._compared_words()}"
        if own and count == 1:
            return f"No other offer that fits is sold on {self.start} at known prices."
        if own and len(names) == 1:
            return f"That is the cheapest of {count} offers that fit: {total}."
        if count == 1:
            return f"The only offer that fits and can be had is {names[0]}: {total}."
        if len(names) == 1:
            return f"{names[0]} is the cheapest of {count} offers that fit: {total}."
        return f"{listing(names)} cost the same, and are the cheapest of {count} offers that fit: {total}."

    def _why(self) -> str:
        parts = self._parts()
        total = math.fsum(cost for _, cost in parts)
        if not total:
            return "Nothing of it costs anything."
        label, largest = max(parts, key=lambda part: part[1])
        months = "" if self.monthly_cost is None else f" of {say(self.horizon, 'months')}"
        share = round(100 * largest / total)
        much = f"{share} %" if share < 100 else "All" if len(parts) == 1 else "Nearly all"
        return f"{much} of the bill{months} is {label[:1].lower()}{label[1:]}: {say_money(largest)}."

    def _parts(self) -> list[tuple[str, float]]:
        """USD for each part of the chosen offer's bill, over all months."""
        runs = self.training_runs
        parts = [("Training", runs * self.training_cost), ("Grading", runs * self.grader_cost)]
        if self.monthly_cost is not None:
            parts.append(("Hosting and storage", self.horizon * (self.hosting_per_month or 0.0)))
            parts.append(("Calls", self.horizon * self.calls_per_month * (self.call_cost or 0.0)))
        return [(label, cost) for label, cost in parts if cost]

    def _notices(self) -> Iterator[str]:
        offer = self.offer
        if offer:
            status = offer.status(self.start)
            if status.status != "open":
                yield f"Can it be bought? {status}"
            if offer.retires and offer.retires > self.start and self._months_left(offer) < self.horizon:
                yield (
                    f"Its model is retired on {offer.retires}, after {say_number(self._months_left(offer))} of "
                    f"{say(self.horizon, 'months')}."
                )
        if self.monthly_cost is None:
            yield "What the tuned model costs to use is not known here; type it under “Prices of your offer”."
        if self._range("training_cost") != (None, None):
            yield "It is not known whether this provider bills validation tokens. They are counted; ranges show both."
        if offer and all(terms.key != offer.key for terms in self.fitting):
            yield "Your offer does not fit what you compare; see “Which offers fit”."
        unknown = [offer_name(key) for key, cost in self.compared.items() if self.in_all(*cost) is None]
        if unknown:
            yield f"Not ranked, because a price is not known: {listing(unknown)}."

    def _months_left(self, offer: TuningOffer) -> float:
        """Months from the first day until the tuned model no longer answers; infinite where no day is known."""
        end = offer.retires
        return (end.toordinal() - self.start.toordinal()) / DAYS_PER_MONTH if end else float("inf")

    def _working(self) -> Iterator[Step]:
        if self.epoch_rule == "steps" and "epochs" not in self.given:
            batch = f"{say_number(self.batch_size)} sequences × {say_number(self.sequence_length)} tokens"
            yield Step("Tokens in a step", batch, self.tokens_per_step, "tokens")
            seen = f"{say_number(self.training_steps)} steps × {say_number(self.tokens_per_step)} tokens"
            file = f"({say_number(self.examples_count)} examples × {say_number(self.tokens_per_example)} tokens)"
            yield Step("Epochs", f"{seen} / {file}", self.epochs, "epochs")
        seen = (
            f"{say_number(self.examples_count)} examples × {say_number(self.tokens_per_example)} tokens × "
            f"{say_number(self.epochs)} epochs"
        )
        if self.validated_tokens and self.own_validation_billed is not False:
            seen += f" + {say_number(self.validation_tokens)} of validation × {say_number(self.validations)}"
        yield Step("Tokens seen in a run", seen, self.charged_tokens, "tokens")
        bills = []
        if self.training_price or not self.hourly_price:
            bills.append(f"{say_number(self.charged_tokens)} tokens × {say(self.training_price, 'USD/Mtok')}")
        if self.hourly_price:
            bills.append(f"{say(self.training_hours, 'hours')} × {say(self.hourly_price, 'USD/h')}")
        fee = f", at least {say_money(self.minimum_fee)}" if self.minimum_fee else ""
        yield Step("Training, one run", f"{' + '.join(bills)}{fee}", self.training_cost, "USD")
        if self.grader_cost:
            read = f"{say_number(self.grader_input_tokens)} × {say(self.grader_input or 0, 'USD/Mtok')}"
            written = f"{say_number(self.grader_output_tokens)} × {say(self.grader_output or 0, 'USD/Mtok')}"
            yield Step("Grader, one run", f"{read} + {written}", self.grader_cost, "USD")
        runs = f"{say_number(self.training_runs)} × ({say_money(self.training_cost)} + {say_money(self.grader_cost)})"
        yield Step("To tune, all runs", runs, self.up_front_cost, "USD")
        call, monthly, total = self.call_cost, self.monthly_cost, self.total_cost
        if call is None or monthly is None or total is None:
            return
        read_price = (self.tuned_cached_input or 0.0) if self.hits else 0.0
        reckoning = TokenBill(
            self.tuned_prefix_tokens,
            self.variable_tokens,
            self.output_tokens,
            self.hits,
            self.tuned_input or 0.0,
            self.tuned_output or 0.0,
            read_price,
            self.tuned_input or 0.0,
        ).reckoning
        yield Step("A call, hosting apart", reckoning, call, "USD/call")
        month = (
            f"{say_money(self.hosting_per_month or 0)} + {say_number(self.calls_per_month)} calls × {say(call, 'USD')}"
        )
        yield Step("A month of use", month, monthly, "USD/month")
        months = f"{say_money(self.up_front_cost)} + {say(self.horizon, 'months')} × {say_money(monthly)}"
        yield Step("In all", months, total, "USD")

    def _chart(self) -> Bars | None:
        bars = tuple(Bar(label, cost) for label, cost in self._parts())
        if not bars:
            return None
        own = offer_name(self.tuning_offer)
        said = "; ".join(f"{bar.name} {say_money(bar.value)}" for bar in bars)
        months = f", {say(self.horizon, 'months')} of use" if self.monthly_cost is not None else ""
        return Bars(f"What the bill is made of: {own}{months}", f"{own}{months}: {said}.", "USD", bars)

    def _table(self, ranked: list[tuple[str, tuple[float | None, float | None]]]) -> Table:
        rows = []
        for key, (up_front, monthly) in ranked:
            own = key == self.tuning_offer
            rows.append(
                (
                    "Your own offer" if key == TYPED else f"{offer_name(key)}{': your offer' if own else ''}",
                    _money(up_front),
                    _money(monthly),
                    _money(None if up_front is None or monthly is None else up_front + self.horizon * monthly),
                    "; ".join(self._remarks(key)),
                )
            )
        gone = [offer_name(terms.key) for terms in self.fitting if not self.is_sold(terms)]
        buyer = "to newcomers" if self.buyer == "newcomer" else "to anyone"
        return Table(
            f"Offers that fit on {self.start}, cheapest first",
            ("Offer", "To tune", "A month of use", f"With {say(self.horizon, 'months')}", "To note"),
            tuple(rows),
            "Models differ in what they can do: prices alone are compared. Hosting is for the same number of copies "
            "everywhere." + (f" Not sold {buyer} on this day, or not known to be: {listing(gone)}." if gone else ""),
        )

    def _remarks(self, key: str) -> Iterator[str]:
        offer = catalogue().tuning_offers.get(key)
        if offer is None:
            return
        status = offer.status(self.start).status
        if status != "open":
            yield STATUSES[status]
        if offer.retires:
            yield f"{'gone since' if offer.retires <= self.start else 'until'} {offer.retires}"
        if self.validated_tokens and self.is_validation_billed(offer.validation_billed) is None:
            yield "validation perhaps not billed"
        if offer.hosting_per_hour:
            yield f"hosting {say(offer.hosting_per_hour, 'USD/h')}"
        if offer.confidence == "low":
            yield "price not sure"

    def _other_facts(self) -> Iterator[Sourced]:
        """The prices of the cheapest offers; those of the chosen one stand in the fields."""
        for key in self.cheapest:
            offer = catalogue().tuning_offers.get(key)
            if offer is None or key == self.tuning_offer:
                continue
            kinds: tuple[Kind, ...] = ("input", "cached_input", "output") if self.hits else ("input", "output")
            used: tuple[Fact | None, ...] = (offer.training_price, offer.minimum_fee)
            if self.counted == "all":
                used += (tuning.hosting_per_month(offer, self.replicas, self.hosted_hours),)
                used += tuple(offer.tuned_price(kind, self.start, self.prompt_tokens) for kind in kinds)
            yield from (fact for fact in used if fact is not None)


def _last_if_unknown(cost: float | None) -> tuple[bool, float]:
    return cost is None, cost or 0.0


def _money(cost: float | None) -> str:
    return "not known" if cost is None else say_money(cost)
