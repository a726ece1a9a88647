"""Which tuning offers anyone can buy on a day with every price known, side by side."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from calculators.bills import fields, tuning
from calculators.bills.billing import billed_tokens
from calculators.kit.inputs import Refused
from calculators.kit.model import DAYS_PER_MONTH, HOURS_PER_MONTH, Calculator
from calculators.kit.numbers import say_money

MONTHS = 12
"""For so long the usual case uses its tuned model."""

Case = TypeVar("Case", bound=Calculator)


def costs(on: date) -> Mapping[str, float]:
    """USD to tune and to use for a year, by offer, for the traffic and the examples that the forms begin with.

    Counted are offers of supervised tuning that a newcomer can buy on the day, whose model is not retired by then, and
    of which every price is known: training by tokens, hosting, the tokens of the tuned model.
    """
    return _costs(tuning.same_terms_since(on))


@lru_cache(maxsize=64, typed=True)
def _costs(on: date) -> Mapping[str, float]:
    seen = fields.EXAMPLES * (fields.VARIABLE_TOKENS + fields.OUTPUT_TOKENS) * fields.EPOCHS
    billed = billed_tokens(0, fields.VARIABLE_TOKENS, fields.OUTPUT_TOKENS, 0)
    found = {}
    for key, terms in tuning.terms(on, fields.VARIABLE_TOKENS).items():
        call = tuning.call_cost(billed, terms.tuned)
        sold = terms.method == "SFT" and terms.is_sold("newcomer")  # an offer is closed once its model is retired
        if not sold or terms.per_hour or terms.per_mtok is None or terms.hosting_per_hour is None or call is None:
            continue
        run = tuning.training_cost(seen, terms.per_mtok, 0, 0, terms.minimum_fee)
        monthly = terms.hosting_per_hour * HOURS_PER_MONTH + terms.storage
        monthly += fields.CALLS_PER_DAY * DAYS_PER_MONTH * call
        found[key] = fields.RUNS * run + MONTHS * monthly
    return found


def cheapest(on: date) -> str:
    """The offer that costs least on a day; the option to type prices where none can be bought."""
    known = costs(on)
    return min(known, key=known.__getitem__) if known else fields.TYPED


def over_offers(case: Case, on: date, cost: Callable[[Case], float | None]) -> Mapping[str, float]:
    """USD of a case with each offer that anyone can buy on a day, cheapest first; without those not reckoned."""
    found: dict[str, float] = {}
    for key in costs(on):
        try:
            usd = cost(case.variant("tuning_offer", key))
        except Refused:
            continue
        if usd is not None:
            found[key] = usd
    return dict(sorted(found.items(), key=lambda item: item[1]))


def range_words(what: str, usd: Mapping[str, float], name: Callable[[str], Any]) -> str:
    """The sentence on how far apart offers are: "It costs from 3,632 USD with A to 143,834 USD with B, …"."""
    keys = list(usd)
    least, most = (f"{say_money(usd[key])} with {name(key)}" for key in (keys[0], keys[-1]))
    return f"{what} costs from {least} to {most}, over the {len(usd)} offers that anyone can buy with all prices known."
