"""Inputs that several calculators ask for."""

from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import Any

from calculators.figures.tables import catalogue
from calculators.kit.inputs import FRONT, Default, Refused, choice, day, number
from calculators.kit.model import DAYS_PER_MONTH, Calculator
from calculators.kit.stops import ladder, steps

TYPED = "typed"
"""The option of a list that stands for "not in the list: I type the prices"."""

TYPED_WORDS = ("Not in the list: I type the prices", "Your own")

MOST_TOKENS = 10_000_000
LEAST_EPOCHS, MOST_EPOCHS = 0.1, 1_000
CALLS_PER_DAY, VARIABLE_TOKENS, OUTPUT_TOKENS = 5_000, 200, 100
EXAMPLES, EPOCHS, RUNS = 500, 3, 3
"""The usual case: what the forms begin with."""

tokens = partial(number, unit="tokens", most=MOST_TOKENS, whole=True)
share = partial(number, unit="%", most=100)
hours = partial(number, unit="h", most=100_000)
price = partial(number, unit="USD/Mtok", most=10_000)
usd = partial(number, unit="USD", most=1_000_000_000)
monthly = partial(number, unit="USD/month", most=1_000_000_000)


def first_day(group: str, told: str) -> Any:
    """Declare the day whose prices count; the default is the day of the build, and a link keeps it."""
    return day(lambda _: catalogue().first_day, "First day", group, told, kept=True)


def calls_per_day(told: str = "Count retries too.") -> Any:
    """Declare the calls a day."""
    return number(
        CALLS_PER_DAY,
        "Calls per day",
        help=told,
        unit="calls/day",
        least=1,
        most=1_000_000_000,
        whole=True,
        stops=ladder(10, 1_000_000),
    )


def days_per_month(group: str) -> Any:
    """Declare the days of a month on which calls come."""
    told = "The default is a month of 365.25 / 12 days; with 1, the calls are those of a month, typed exactly."
    return number(DAYS_PER_MONTH, "Days with calls", group, told, unit="days/month", least=1, most=31)


def base_model(told: str, default: str = "openai/gpt-6.1-sol") -> Any:
    """Declare the model that is prompted."""
    return choice(default, "API model", base_models, help=told)


def prefix_tokens(told: str, group: str = FRONT, count: int = 2_000) -> Any:
    """Declare what stands the same at the beginning of every call."""
    return tokens(count, "Repeated prompt", group, told, stops=ladder(100, 100_000))


def variable_tokens(group: str = FRONT, told: str = "What differs from call to call.") -> Any:
    """Declare the input of a call beside its repeated prompt."""
    return tokens(VARIABLE_TOKENS, "Rest of the input per call", group, told, stops=ladder(10, 20_000))


def output_tokens(
    group: str = FRONT, told: str = "Reasoning tokens count as output.", count: int = OUTPUT_TOKENS
) -> Any:
    """Declare what a call answers."""
    return tokens(count, "Output per call", group, told, stops=ladder(1, 10_000))


def tuned_prefix_tokens(group: str) -> Any:
    """Declare what stays of the repeated prompt after tuning."""
    told = "What must stay of the repeated prompt once the model is tuned."
    return tokens(0, "Repeated prompt after tuning", group, told)


def cache_hits(group: str = FRONT, whose: str = "the provider’s") -> Any:
    """Declare the share of calls whose repeated prompt is in the cache."""
    told = f"Share of calls that find the repeated prompt in {whose} cache. 0 means that caching is off."
    return share(90, "Calls that hit the cache", group, told, stops=steps(0, 100, 5))


def horizon(told: str, group: str = FRONT) -> Any:
    """Declare how many months are looked at."""
    return number(24, "Horizon", group, told, unit="months", least=1, most=1_200, stops=steps(3, 60, 3))


def confidence(group: str, told: str) -> Any:
    """Declare how sure an interval or a test is to be."""
    return share(95, "Confidence", group, told, least=50, most=99.99)


def power(group: str, told: str) -> Any:
    """Declare how surely a difference that is there shall show."""
    return share(80, "Power", group, told, least=50, most=99.99)


def variants(group: str, told: str, count: Default = 1) -> Any:
    """Declare how many tuned models are compared with the one before."""
    return number(count, "Variants compared", group, told, unit="variants", least=1, most=1_000, whole=True)


def examples_count(group: str = FRONT, told: str = "Labelled pairs.", count: int = EXAMPLES) -> Any:
    """Declare the training examples."""
    return number(
        count,
        "Training examples",
        group,
        told,
        unit="examples",
        least=1,
        most=100_000_000,
        whole=True,
        stops=ladder(10, 1_000_000),
    )


def tokens_per_example(default: Default, told: str, group: str = FRONT) -> Any:
    """Declare the length of a training example."""
    return number(
        default, "Tokens per example", group, told, unit="tokens", least=1, most=MOST_TOKENS, stops=ladder(10, 20_000)
    )


def label_price(group: str, default: Default, told: str, what: str = "example") -> Any:
    """Declare what one labelled example costs, or one item of an evaluation."""
    told += " By default as in “Cost of training data”."
    return number(default, "Labelling", group, told, unit=f"USD/{what}", most=10_000)


def epochs(group: str = FRONT, default: Default = EPOCHS) -> Any:
    """Declare the epochs."""
    told = "How often training sees each example; one pass through all of them is an epoch."
    return number(
        default, "Epochs", group, told, unit="epochs", least=LEAST_EPOCHS, most=MOST_EPOCHS, stops=steps(1, 10, 1)
    )


def training_runs(group: str) -> Any:
    """Declare the tries of training."""
    told = "Tries before one is good enough."
    return number(RUNS, "Training runs", group, told, unit="runs", least=1, most=10_000, whole=True)


def known_price(case: Calculator, field: str, instead: str = ", or set calls that hit the cache to 0 %") -> float:
    """The price in a field of a case. Raises Refused where none is known, with what else may be done."""
    value: float | None = getattr(case, field)
    if value is None:
        raise Refused({field: f"{case.inputs()[field].label}: no price is known here; type one{instead}."})
    return value


@cache
def tuning_offers() -> Mapping[str, tuple[str, str]]:
    """The tuning offers of the price data, and the option to type prices."""
    listed = catalogue().tuning_offers.items()
    return {key: (f"{offer.what} at {offer.provider}", offer.provider) for key, offer in listed} | {TYPED: TYPED_WORDS}


@cache
def base_models() -> Mapping[str, tuple[str, str]]:
    """The models of the price data, and the option to type prices."""
    models = {key: (model.name, model.provider) for key, model in catalogue().api_models.items()}
    return models | {TYPED: TYPED_WORDS}


def listing(names: Iterable[str]) -> str:
    """Names in a row: "A, B and C"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
