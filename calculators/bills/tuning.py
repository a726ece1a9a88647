"""What a tuned model costs at a provider, by every offer of the list."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from calculators.bills.billing import bill
from calculators.figures.market import price_days, prompt_thresholds
from calculators.figures.offers import TuningOffer
from calculators.figures.prices import KINDS
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact, least_sure
from calculators.kit.model import HOURS_PER_MONTH


def offer_name(key: str) -> str:
    """What an offer is called: "Together (models up to 16B, LoRA SFT)"; any other key stands for the reader's own."""
    offer = catalogue().tuning_offers.get(key)
    return f"{offer.provider} ({offer.what.replace('Models ', 'models ')})" if offer else "your own offer"


def training_cost(tokens: float, price: float, hours: float, hourly_price: float, minimum_fee: float) -> float:
    """USD for one training job: tokens seen x USD/Mtok, hours x USD/h, at least the minimum fee.

    A provider bills by tokens or by hours; the other price is then 0. Source: the providers' price pages.
    """
    return max(tokens / 1e6 * price + hours * hourly_price, minimum_fee)


def minimum_fee(offer: TuningOffer | None) -> float:
    """USD that one job of an offer costs at least; 0 where none is known, or the prices are typed."""
    return (offer and offer.minimum_fee) or 0.0


def fee_in_use(offer: TuningOffer | None, run_cost: float) -> Iterator[Fact]:
    """The minimum fee of an offer, where a run costs no more."""
    if offer and offer.minimum_fee and run_cost == offer.minimum_fee:
        yield offer.minimum_fee


@lru_cache(maxsize=1024, typed=True)
def hosting_per_month(offer: TuningOffer, replicas: int, hours: float = HOURS_PER_MONTH) -> Fact | None:
    """USD a month to host copies of the tuned model for so many hours and to store its weights; None if not known."""
    hourly = offer.hosting_per_hour
    if hourly is None:
        return None
    storage = offer.storage_per_month
    if not hourly and not storage:
        return hourly
    stored = " and storage" if storage else ""
    copies = f"{replicas:,} × " if replicas > 1 else ""
    name = f"{hourly.name}, {copies}{hours:g} hours{stored}"
    return Fact(hourly * replicas * hours + (storage or 0), replace(hourly.origin, name=name, unit="USD/month"))


def default_epochs(examples: int) -> Fact | None:
    """The epochs that OpenAI took by default in 2023 for so many examples; None where the figures lack it.

    The usual number; more where few examples would be seen too seldom, fewer where many would be seen too often.
    """
    rules = [catalogue().rules.get(f"openai-2023/{key}") for key in DEFAULT_EPOCHS]
    figures = [rule.figure for rule in rules if rule]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(DEFAULT_EPOCHS):
        return None
    usual, least_passes, most_passes, least, most = known
    epochs: float = usual
    if examples * usual < least_passes:
        epochs = min(most, least_passes // examples)
    elif examples * usual > most_passes:
        epochs = max(least, most_passes // examples)
    sure = least_sure(*(figure.confidence for figure in known))
    name = f"OpenAI, default epochs of 2023, {examples:,} examples"
    return Fact(epochs, replace(usual.origin, name=name, confidence=sure))


DEFAULT_EPOCHS = ("usual-epochs", "least-passes", "most-passes", "least-epochs", "most-epochs")


TunedPrices = tuple[float | None, float | None, float | None, float | None]
"""Input, cached input, cache write and output of a tuned model, in USD/Mtok; None where not known."""


def call_cost(billed: tuple[float, float, float, float], prices: TunedPrices) -> float | None:
    """USD for tokens counted by `billed_tokens`; None where a price is not known that some of them cost."""
    if None in prices:
        # What is not known does no harm where no token costs it.
        prices = tuple(price if count else 0.0 for count, price in zip(billed, prices, strict=True))  # type: ignore[assignment]
    return None if None in prices else bill(billed, prices)  # type: ignore[arg-type]  # none is None


class Terms(NamedTuple):
    """What an offer charges on one day; None where not known, 0 where nothing is charged.

    `least` and `most` bound the size of the model, in billion parameters, where the offer is for any model of a band.
    """

    key: str
    method: str
    tuning: str
    banded: bool
    least: float
    most: float
    status: str
    per_mtok: float | None
    per_hour: float
    minimum_fee: float
    validation_billed: bool | None
    validation_once: bool
    hosting_per_hour: float | None
    storage: float
    tuned: TunedPrices

    def is_sold(self, buyer: str) -> bool:
        """Whether a "customer" or a "newcomer" can start a job."""
        return self.status == "open" or (self.status == "closed-to-newcomers" and buyer == "customer")


def terms(on: date, prompt_tokens: float) -> Mapping[str, Terms]:
    """What every offer of the list charges on a day, by key, for calls whose prompt has so many tokens."""
    thresholds = prompt_thresholds()
    band = bisect_right(thresholds, prompt_tokens - 1)
    return _terms(same_terms_since(on), thresholds[band - 1] + 1 if band else 0)


def same_terms_since(on: date) -> date:
    """The last day until a day on which an offer opened or closed, or a price changed."""
    days = _days()
    epoch = bisect_right(days, on)
    return days[epoch - 1] if epoch else date.min


@lru_cache(maxsize=256, typed=True)
def _terms(on: date, prompt_tokens: float) -> Mapping[str, Terms]:
    return {offer.key: _of(offer, on, prompt_tokens) for offer in catalogue().tuning_offers.values()}


@lru_cache(maxsize=512, typed=True)
def terms_of_kind(on: date, prompt_tokens: int, method: str, full_or_lora: str, models: str) -> tuple[Terms, ...]:
    """The offers of a method and a kind of model, of any size, with what they charge on a day."""
    return tuple(
        one
        for one in terms(on, prompt_tokens).values()
        if one.method == method
        and (full_or_lora == "any" or one.tuning in (full_or_lora, "unknown"))
        and (models == "any" or one.banded == (models == "open"))
    )


def _of(offer: TuningOffer, on: date, prompt_tokens: float) -> Terms:
    def plain(fact: float | None) -> float | None:
        return None if fact is None else float(fact)

    tuned = [plain(offer.tuned_price(kind, on, prompt_tokens)) for kind in KINDS]
    hourly = offer.training_hours is not None
    return Terms(
        key=offer.key,
        method=offer.method,
        tuning=offer.tuning,
        banded=(offer.least_parameters, offer.most_parameters) != (None, None),
        least=offer.least_parameters or 0.0,
        most=offer.most_parameters or float("inf"),
        status=offer.status(on).status,
        per_mtok=0.0 if hourly else plain(offer.training_price),
        per_hour=float(offer.training_hours or 0.0),
        minimum_fee=float(offer.minimum or 0.0),
        validation_billed=offer.validation_billed,
        validation_once=offer.validation_once,
        hosting_per_hour=plain(offer.hosting_per_hour),
        storage=float(offer.storage or 0.0),
        tuned=(tuned[0], tuned[1], tuned[2], tuned[3]),
    )


@cache
def _days() -> tuple[date, ...]:
    """The days on which an offer opens or closes, or a price changes."""
    entries = (entry for offer in catalogue().tuning_offers.values() for entry in offer.availability)
    return tuple(sorted({entry.since for entry in entries if entry.since} | set(price_days())))
