"""What the models of the price list charge for the same kind of call: at once, in a batch, at peak hours."""

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from calculators.figures.prices import KINDS, ApiModel, Kind
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact, Origin

Prices = tuple[float, float, float, float]
"""Input, cached input, cache write and output, in USD/Mtok."""

Terms = Literal["at once", "batch", "peak_hours"]
TERMS: dict[Terms, str] = {"at once": "", "batch": " in a batch", "peak_hours": " at peak hours"}
"""The terms of a call, in the reader's words: answered at once, when it suits the provider, or in dear hours."""

SPECIAL: tuple[Terms, Terms] = ("batch", "peak_hours")


class Tariff(NamedTuple):
    """Prices in USD/Mtok; None where not known."""

    input: float | None
    cached_input: float | None
    cache_write: float | None
    output: float | None

    def or_else(self, usual: "Tariff") -> "Tariff":
        """This tariff of a batch or of peak hours, with what its list does not tell taken from the usual one.

        An input or output price that is not listed is the usual one; a cached price that is not listed is no discount;
        writing to the cache costs as much more than input as usual.
        """
        output = usual.output if self.output is None else self.output
        if self.input is None:
            return usual._replace(output=output)
        cached = self.cached_input
        if cached is None and usual.cached_input is not None:
            cached = self.input
        write = usual.cache_write
        if write is not None and usual.input:
            write *= self.input / usual.input
        return Tariff(self.input, cached, write, output)

    def mixed(self, other: "Tariff | None", share: float) -> "Tariff":
        """The prices of the average call where a share of the calls, from 0 to 1, is billed by another tariff."""
        if other is None or not share:
            return self
        pairs = zip(self, other, strict=True)
        return Tariff(*(None if a is None or b is None else a * (1 - share) + b * share for a, b in pairs))

    @property
    def known(self) -> Prices:
        """The prices, with 0 for those that are not known."""
        return (self.input or 0.0, self.cached_input or 0.0, self.cache_write or 0.0, self.output or 0.0)


@lru_cache(maxsize=8192, typed=True)
def price(model: ApiModel, terms: Terms, kind: Kind, on: date, prompt_tokens: float) -> Fact | None:
    """A model's price of one kind of tokens on a day; None where it is not known.

    The lists give none for writing to the cache in a batch or at peak hours, and not all of them one for long prompts.
    """
    usual = model.price(kind, on, prompt_tokens)
    row = model.prices_on(on)
    if terms == "at once" or row is None:
        return usual
    tier, listed = row.long_context, row.batch if terms == "batch" else row.peak_hours
    prices: object = listed
    if tier and prompt_tokens > tier.above_input_tokens:
        prices = getattr(listed, "long_context", None)
    value: float | None = getattr(prices, kind, None)
    if listed is None or value is None or usual is None:
        return None
    name, source = f"{model.name}, {KINDS[kind]}{TERMS[terms]}", getattr(listed, "source", row.source)
    return Fact(value, replace(usual.origin, name=name, source=source))


def even_peak_share(on: date) -> Fact | None:
    """The share of calls at peak hours, in %, where they come evenly over the week; None where nobody has peak hours.

    Where providers have different hours, the longest.
    """
    rows = [(model, row, row.peak_hours) for model in catalogue().api_models.values() if (row := model.prices_on(on))]
    shares = [(peak.share_of_week, model, row, peak) for model, row, peak in rows if peak]
    if not shares:
        return None
    share, model, row, peak = max(shares, key=lambda one: one[0])
    days = "Monday to Friday" if peak.weekdays_only else "every day"
    note = f"The part of the week that {' and '.join(peak.windows_utc)} UTC, {days}, takes."
    name = "Calls at peak hours, spread evenly over the week"
    place = (model.review_by, "api_models", model.key, model.own)
    return Fact(round(100 * share, 1), Origin(name, "%", row.source, row.as_of, row.confidence, note, *place))


class Listed(NamedTuple):
    """A model of the price list for one kind of call on one day; no batch or peak tariff where none is listed."""

    key: str
    usual: Tariff
    batch: Tariff | None
    peak: Tariff | None


def tariff(model: ApiModel, terms: Terms, on: date, prompt_tokens: float) -> Tariff | None:
    """A model's prices under these terms as they are listed; None where none is."""
    prices = [price(model, terms, kind, on, prompt_tokens) for kind in KINDS]
    known = [None if value is None else float(value) for value in prices]
    return None if all(value is None for value in known) else Tariff(*known)


def answers(model: ApiModel, on: date) -> bool:
    """Whether a model is still to be had on a day: not retired by then, nor kept for old calculations alone."""
    return model.stage != "historical" and (model.retires is None or model.retires > on)


def listed(on: date, prompt_tokens: float) -> tuple[Listed, ...]:
    """The models that answer on a day with the prices of a call whose prompt has so many tokens.

    Those kept for old calculations, those retired and those without a price on that day are missing.
    """
    days, thresholds = price_days(), prompt_thresholds()
    epoch, band = bisect_right(days, on), bisect_right(thresholds, prompt_tokens - 1)
    return _listed(days[epoch - 1] if epoch else date.min, thresholds[band - 1] + 1 if band else 0)


@cache
def _listed(on: date, prompt_tokens: float) -> tuple[Listed, ...]:
    found = []
    for key, model in catalogue().api_models.items():
        usual = tariff(model, "at once", on, prompt_tokens)
        if usual and answers(model, on):
            batch, peak = (tariff(model, terms, on, prompt_tokens) for terms in SPECIAL)
            found.append(Listed(key, usual, batch and batch.or_else(usual), peak and peak.or_else(usual)))
    return tuple(found)


@cache
def price_days() -> tuple[date, ...]:
    """The days on which a price changes or a model is retired: between two of them the list stays as it is."""
    models = catalogue().api_models.values()
    changes = {day for model in models for day in model.price_changes(date.min)}
    return tuple(sorted(changes | {date.fromordinal(model.retires.toordinal()) for model in models if model.retires}))


@cache
def prompt_thresholds() -> tuple[int, ...]:
    """The prompt lengths above which one of the models has other prices."""
    rows = (row for model in catalogue().api_models.values() for row in model.prices)
    return tuple(sorted({row.long_context.above_input_tokens for row in rows if row.long_context}))


@lru_cache(maxsize=1024, typed=True)
def average(
    on: date, prompt_tokens: float, batch_share: float, peak_share: float, caching: bool
) -> tuple[tuple[str, Prices], ...]:
    """The models that answer on a day, each with the prices of its average call; without those that lack one.

    `peak_share` is a share of the calls that do not wait for a batch. Without caching no cached price is needed, and
    both prices of the cache stand as 0.
    """
    found = []
    for model in listed(on, prompt_tokens):
        prices = model.usual.mixed(model.peak, peak_share).mixed(model.batch, batch_share)
        if not caching:
            prices = prices._replace(cached_input=0.0, cache_write=0.0)
        if None not in prices:
            found.append((model.key, prices.known))
    return tuple(found)
