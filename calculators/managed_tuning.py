"""Tell what a provider charges to tune a model, then to keep it, with who does it for least."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from typing import Any, ClassVar

from calculators.bills import fields, tuning, tuning_fields
from calculators.bills.billing import billed_tokens
from calculators.bills.comparing import TIED, cheapest
from calculators.bills.fields import TYPED, base_models, known_price, listing, monthly, price, tokens, usd
from calculators.bills.model_prices import tuned_price
from calculators.bills.tuning import Terms, offer_name
from calculators.figures.offers import TuningOffer
from calculators.figures.tables import catalogue
from calculators.kit.inputs import choice, number
from calculators.kit.model import HOURS_PER_MONTH, Calculator

TOKENS = "Calls of the tuned model"
TRAINING = "Training"
REINFORCEMENT = "Reinforcement tuning"
PRICES = "Prices of your offer"
KEEPING = "Keeping it running"
COMPARISON = "Which offers fit"
TIME = "Time"

NONE = "none"

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
        return min(max(epochs, fields.LEAST_EPOCHS), fields.MOST_EPOCHS)
    return 3


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
class Market:
    """The offers of the kind and size to compare, each reckoned for the same training and the same use as one's own."""

    case: "ManagedTuning"

    @property
    def fitting(self) -> Sequence[Terms]:
        """The offers of the kind and size, sold or not."""
        case = self.case
        kind = tuning.terms_of_kind(case.start, case.prompt_tokens, case.method, case.full_or_lora, case.models)
        return [terms for terms in kind if not terms.banded or terms.least <= case.parameters <= terms.most]

    def costs_of(self, terms: Terms) -> tuple[float | None, float | None]:
        """USD for all runs, and USD a month of use, of an offer of the list; None where a price is not known."""
        case, monthly = self.case, None
        call = tuning.call_cost(case.billed, terms.tuned)
        if call is not None and terms.hosting_per_hour is not None:
            hosting = terms.hosting_per_hour * case.replicas * case.hosted_hours + terms.storage
            monthly = hosting + case.calls_per_month * call
        if terms.per_mtok is None:
            return None, monthly
        seen = case.seen_tokens(case.is_validation_billed(terms.validation_billed), once=terms.validation_once)
        training = tuning.training_cost(seen, terms.per_mtok, case.training_hours, terms.per_hour, terms.minimum_fee)
        return case.training_runs * (training + case.grader_cost), monthly

    def in_all(self, up_front: float | None, monthly: float | None) -> float | None:
        """USD by which offers are compared; None where it is not known."""
        if up_front is None or self.case.counted == "tuning":
            return up_front
        return None if monthly is None else up_front + self.case.horizon * monthly

    @cached_property
    def compared(self) -> Mapping[str, tuple[float | None, float | None]]:
        """What all runs and a month of use cost with each offer that fits and is sold, and with the chosen one."""
        own, buyer = self.case.tuning_offer, self.case.buyer
        found = {one.key: self.costs_of(one) for one in self.fitting if one.key == own or one.is_sold(buyer)}
        found[own] = self.case.up_front_cost, self.case.monthly_cost
        return found

    @property
    def own_competes(self) -> bool:
        """Whether the chosen offer fits what is compared, and this buyer can have it on the first day."""
        own, buyer = self.case.tuning_offer, self.case.buyer
        return own == TYPED or any(terms.key == own and terms.is_sold(buyer) for terms in self.fitting)

    @cached_property
    def ranking(self) -> Mapping[str, float]:
        """USD by which offers are compared, of those that fit, can be had and whose prices are known."""
        left_out = None if self.own_competes else self.case.tuning_offer
        costs = ((key, self.in_all(*cost)) for key, cost in self.compared.items() if key != left_out)
        return {key: cost for key, cost in costs if cost is not None}

    @cached_property
    def cheapest(self) -> tuple[str, ...]:
        """The offers that cost least: one, several that cost the same, or none that can be had and reckoned."""
        return cheapest(self.ranking)


@dataclass(frozen=True)
class ManagedTuning(Calculator):
    """A provider that tunes a model for you bills the tokens seen in training or the hours, and afterwards the use.

    The calculator works out your offer, and all others that fit, on a day on which they may or may not still be sold.
    The bill of training is often the smallest part: a copy of the model that waits for calls costs money day and night.
    """

    slug = "managed-tuning"
    title = "A provider tunes the model"
    question = "What does a provider charge to tune a model and to keep it, and who does it for least?"
    verdicts: ClassVar = {NONE: "no offer can be had"}

    start: date = fields.first_day(
        TIME, "Prices are those of this day, and what is sold on it is compared. The default is the day of the build."
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

    tuning_offer: str = tuning_fields.tuning_offer("Your offer")
    examples_count: int = fields.examples_count()
    tokens_per_example: float = fields.tokens_per_example(
        tuning_fields.tuned_call_tokens,
        "The default is what a tuned call holds. Where a provider pads examples to one length, type that length.",
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
    tuned_input: float | None = tuned_price("input", PRICES)
    tuned_cached_input: float | None = tuned_price("cached_input", PRICES)
    tuned_output: float | None = tuned_price("output", PRICES)

    cache_hits: float = fields.cache_hits(TOKENS)
    replicas: int = tuning_fields.copies(
        KEEPING,
        "One copy answers only so many calls at once, and a large model fills several GPUs, each at the price of one.",
    )
    hosted_hours: float = number(
        HOURS_PER_MONTH,
        "Hours hosted",
        KEEPING,
        "The default is around the clock; less where a copy is shut down when nobody calls.",
        unit="hours/month",
        most=744,
    )
    hosting_per_month: float | None = monthly(
        lambda self: self.offer and tuning.hosting_per_month(self.offer, self.replicas, self.hosted_hours),
        "Hosting",
        KEEPING,
        "The offer’s hourly price for each copy, and storage.",
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
    days_per_month: float = fields.days_per_month(TIME)

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

    def seen_tokens(self, billed: bool | None, *, once: bool) -> float:
        """Tokens charged for one run; validation counts unless it is known to be free.

        An offer that bills it `once` charges the file, unless the reader says how validation is billed.
        """
        times = self.charged_validations(once=once)
        return self.trained_tokens + (0 if billed is False else self.validation_tokens * times)

    def charged_validations(self, *, once: bool) -> float:
        """How often a run is charged for its validation file."""
        return min(1.0, self.validations) if once and self.validation_billed == "offer" else self.validations

    @property
    def own_validation_once(self) -> bool:
        """Whether the chosen offer bills a validation file once a run."""
        return bool(self.offer and self.offer.validation_once)

    @property
    def own_validation_billed(self) -> bool | None:
        """Whether the chosen offer bills validation tokens; None where it is not known."""
        return self.is_validation_billed(self.offer.validation_billed if self.offer else None)

    @property
    def charged_tokens(self) -> float:
        """Tokens that the chosen offer charges for one run."""
        return self.seen_tokens(self.own_validation_billed, once=self.own_validation_once)

    @property
    def training_cost(self) -> float:
        """USD for one run's training, the grader apart."""
        hours, fee = self.training_hours, self.minimum_fee or 0
        return tuning.training_cost(self.charged_tokens, self.training_price, hours, self.hourly_price, fee)

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
        """Calls a month."""
        return self.calls_per_day * self.days_per_month

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
        prices = self.tuned_input, self.tuned_cached_input, written, self.tuned_output
        return tuning.call_cost(self.billed, prices)

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

    @cached_property
    def market(self) -> Market:
        """The offers to compare with."""
        return Market(self)

    @property
    def verdict(self) -> str:
        return TIED.join(self.market.cheapest) or NONE

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
