"""Inputs that several calculators ask for."""

from collections.abc import Iterable, Mapping
from functools import cache, partial

from calculators.kit.inputs import number
from calculators.kit.tables import catalogue

TYPED = "typed"
"""The option of a list that stands for "not in the list: I type the prices"."""

TYPED_WORDS = ("Not in the list: I type the prices", "Your own")

MOST_TOKENS = 10_000_000
tokens = partial(number, unit="tokens", most=MOST_TOKENS, whole=True)
price = partial(number, unit="USD/Mtok", most=10_000)
usd = partial(number, unit="USD", most=1_000_000_000)
monthly = partial(number, unit="USD/month", most=1_000_000_000)


@cache
def base_models() -> Mapping[str, tuple[str, str]]:
    """The models of the price data, and the option to type prices."""
    models = {key: (model.name, model.provider) for key, model in catalogue().api_models.items()}
    return models | {TYPED: TYPED_WORDS}


def listing(names: Iterable[str]) -> str:
    """Names in a row: "A, B and C"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
