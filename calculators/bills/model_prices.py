"""What a model charges for a call, as a form asks for it: one price for each kind of tokens."""

from collections.abc import Mapping
from typing import Any

from calculators.bills.billing import TokenBill
from calculators.bills.fields import known_price, price
from calculators.figures.prices import Kind
from calculators.kit.inputs import Default
from calculators.kit.model import Calculator

MODEL: Mapping[Kind, tuple[str, str]] = {
    "input": ("Input price", "Input that is not cached."),
    "cached_input": ("Cached input price", "Input read from the cache."),
    "cache_write": (
        "Cache write price",
        "The repeated prompt of a call that misses the cache; the input price where writing is not charged extra.",
    ),
    "output": ("Output price", "Reasoning costs it too."),
}
"""The prices of the one model of a form: label and help."""

BASE: Mapping[Kind, tuple[str, str]] = {
    "input": ("API input price", "Input that is not cached."),
    "cached_input": ("API cached input price", "Input read from the cache."),
    "cache_write": (
        "API cache write price",
        "Input of a call that misses the cache; the input price where writing is not charged extra.",
    ),
    "output": ("API output price", "Reasoning tokens count too."),
}
"""The same where a form asks for the prices of other models too."""

TUNED: Mapping[Kind, tuple[str, str]] = {
    "input": ("Tuned input price", "0 where you pay for the hosting and not for tokens."),
    "cached_input": ("Tuned cached input price", "Plays a part only if a repeated prompt stays after tuning."),
    "output": ("Tuned output price", "Reasoning tokens count too."),
}
"""The prices of a tuned model; writing its cache costs its input price."""

NOT_KNOWN = "not known"
MAY_LACK: Mapping[Kind, str] = {"input": "", "cached_input": NOT_KNOWN, "cache_write": NOT_KNOWN, "output": ""}
"""The word for a price that is missing, where the answer can do without."""


def listed_price(kind: Kind) -> Default:
    """The default of a price: what the chosen model costs on the first day, for a prompt of this length."""
    return lambda self: self.model and self.model.price(kind, self.start, self.prompt_tokens)


def listed_tuned_price(kind: Kind) -> Default:
    """The default of a tuned price: what the chosen offer's tuned model costs on the first day."""
    return lambda self: (
        self.offer and self.offer.tuned_price(kind, self.start, self.tuned_prefix_tokens + self.variable_tokens)
    )


def model_price(kind: Kind, group: str) -> Any:
    """Declare a price of the one model of a form."""
    label, told = MODEL[kind]
    return price(listed_price(kind), label, group, told, none=MAY_LACK[kind])


def base_price(kind: Kind, group: str) -> Any:
    """Declare a price of the base model, in a form that asks for those of another too."""
    label, told = BASE[kind]
    return price(listed_price(kind), label, group, told, none=MAY_LACK[kind])


def tuned_price(kind: Kind, group: str, none: str = NOT_KNOWN) -> Any:
    """Declare a price of the tuned model; where `none` is empty, the answer cannot do without."""
    label, told = TUNED[kind]
    return price(listed_tuned_price(kind), label, group, told, none=none)


CACHE_OFF = ", or set calls that hit the cache to 0 %"
"""What else may be done where a price of the cache is not known."""


def cache_prices(case: Calculator, hits: float, prefix: float, instead: str = CACHE_OFF) -> tuple[float, float]:
    """The base prices of cached input and of writing the cache; 0 where they play no part.

    `hits` (from 0 to 1) is the share of calls that find the prefix in the cache. Raises Refused, with what else may be
    done, where a price that plays a part is not known.
    """
    cached = known_price(case, "base_cached_input", instead) if hits and prefix else 0.0
    written = known_price(case, "base_cache_write", instead) if 0 < hits < 1 and prefix else 0.0
    return cached, written


def unused_cache_prices(hits: float, prefix: float) -> frozenset[str]:
    """The fields of the two that play no part: without hits nothing is read, without misses nothing is written."""
    parts = {"base_cached_input": hits and prefix, "base_cache_write": 0 < hits < 1 and prefix}
    return frozenset(field for field, part in parts.items() if not part)


def base_bill(
    case: Any, prefix: float, variable: float, output: float, hits: float, instead: str = CACHE_OFF
) -> TokenBill:
    """So many tokens at the base prices of a case. Raises Refused where one that plays a part is not known."""
    cached, written = cache_prices(case, hits, prefix, instead)
    return TokenBill(prefix, variable, output, hits, case.base_input, case.base_output, cached, written)
