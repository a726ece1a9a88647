"""Prices by day, by length of the prompt: the expected figures are the vendors', typed in by hand."""

from datetime import date

import pytest

from calculators.figures import market
from calculators.figures.prices import KINDS, ApiModel, PeakHours
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact

TODAY = date(2026, 11, 22)
MODELS = catalogue().api_models


def prices(key: str, on: date = TODAY, prompt_tokens: float = 0) -> tuple[float | None, ...]:
    return tuple(MODELS[key].price(kind, on, prompt_tokens) for kind in KINDS)


def test_gpt_4_1_mini_costs_what_openai_lists_and_writing_its_cache_costs_the_input_price() -> None:
    assert prices("openai/gpt-4.1-mini") == (0.4, 0.1, 0.4, 1.6)


def test_an_introductory_price_ends_on_its_day() -> None:
    assert prices("google/gemini-4-argon", date(2026, 11, 30)) == (2, 0.1, 2, 10)
    assert prices("google/gemini-4-argon", date(2026, 12, 1)) == (4, 0.2, 4, 20)
    assert prices("google/gemini-3.8-flash", date(2026, 12, 31)) == (0.75, 0.075, 0.75, 3.75)
    assert prices("google/gemini-3.8-flash", date(2027, 1, 1)) == (1.5, 0.15, 1.5, 7.5)


def test_a_cut_price_holds_from_its_day_and_the_one_before_is_kept() -> None:
    assert prices("mistral/mistral-large-4", date(2026, 10, 19)) == (0.68, 0.07, 0.68, 2.09)
    assert prices("mistral/mistral-large-4", date(2026, 10, 20)) == (1.36, 0.14, 1.36, 4.18)
    assert prices("mistral/mistral-large-4", date(2026, 10, 28)) == (1.36, 0.14, 1.36, 4.18)
    assert prices("mistral/mistral-large-4", date(2026, 10, 29)) == (0.7, 0.07, 0.7, 2.1)


def test_the_days_of_coming_price_changes_are_told() -> None:
    assert MODELS["google/gemini-4-argon"].price_changes(TODAY) == (date(2026, 12, 1),)
    assert MODELS["google/gemini-4-argon"].price_changes(date(2026, 12, 1)) == ()
    assert MODELS["mistral/mistral-large-4"].price_changes(date(2026, 10, 19)) == (
        date(2026, 10, 20),
        date(2026, 10, 29),
    )
    assert MODELS["openai/gpt-4.1-mini"].price_changes(TODAY) == ()


def test_a_prompt_above_the_threshold_reprices_the_whole_request_and_one_at_it_does_not() -> None:
    assert prices("openai/gpt-6.1-sol", prompt_tokens=272_000) == (2, 0.1, 2.5, 10)
    assert prices("openai/gpt-6.1-sol", prompt_tokens=272_001) == (4, 0.2, 5, 15)
    assert prices("anthropic/claude-haiku-5-5", prompt_tokens=100_000) == (0.1, 0.01, 0.125, 0.5)
    assert prices("anthropic/claude-haiku-5-5", prompt_tokens=100_001) == (0.5, 0.05, 0.625, 2.5)
    # xAI charges more from 200,000 tokens on, the others above their threshold.
    assert prices("x-ai/grok-4.7", prompt_tokens=199_999) == (2, 0.5, 2, 6)
    assert prices("x-ai/grok-4.7", prompt_tokens=200_000) == (4, 1, 4, 12)


def test_long_prompts_cost_more_only_while_they_did() -> None:
    sonnet = "anthropic/claude-sonnet-4-6"
    assert prices(sonnet, date(2026, 3, 12), 200_001) == (6, 0.6, 7.5, 22.5)
    assert prices(sonnet, date(2026, 3, 13), 200_001) == (3, 0.3, 3.75, 15)


def test_where_no_cached_price_is_listed_there_is_none() -> None:
    assert prices("cohere/command-a") == (2.5, None, None, 10)
    assert prices("openai/gpt-3.5-turbo") == (0.5, None, None, 1.5)


def test_where_no_write_price_is_listed_the_input_price_is_taken_and_called_unsure() -> None:
    write = MODELS["aws/amazon.nova-micro-v1:0"].price("cache_write", TODAY)
    assert write == 0.035
    assert write.confidence == "low"
    assert "taken as the input price" in write.note
    known = MODELS["openai/gpt-4.1"].price("cache_write", TODAY)
    assert known is not None
    assert known.confidence == "high"


def test_before_the_first_known_price_there_is_none() -> None:
    model = MODELS["google/gemini-4-argon"]
    later = model.__class__(**{**vars(model), "prices": model.prices[1:]})
    assert later.price("input", TODAY) is None


def test_a_price_tells_its_name_unit_source_day_and_row() -> None:
    price = MODELS["openai/gpt-4.1-mini"].price("cached_input", TODAY)
    assert isinstance(price, Fact)
    assert (price.name, price.unit, price.source) == ("GPT-4.1 mini, cached input", "USD/Mtok", "genai-prices")
    assert (price.as_of, price.confidence, price.review_by) == (TODAY, "high", date(2027, 1, 14))
    assert (price.table, price.row) == ("api_models", "openai/gpt-4.1-mini")
    long = MODELS["openai/gpt-6.1-sol"].price("input", TODAY, 300_000)
    assert long is not None
    assert long.name == "GPT-6.1 Sol, input, prompt above 272,000 tokens"


def test_models_retire_on_the_announced_days() -> None:
    assert MODELS["openai/gpt-4.1-mini"].retires == date(2027, 1, 14)
    assert MODELS["openai/gpt-4.1-nano"].retires == date(2026, 10, 23)
    assert MODELS["openai/gpt-5-mini"].retires == date(2026, 12, 11)
    assert MODELS["google/gemini-2.5-pro"].retires == date(2026, 12, 1)
    assert MODELS["google/gemini-2.5-flash-lite"].retires is None
    assert MODELS["openai/gpt-6.1-sol"].retires is None


def ratio(key: str, kind: str) -> float:
    price, plain = MODELS[key].price(kind, TODAY), MODELS[key].price("input", TODAY)
    assert price is not None
    assert plain is not None
    return price / plain


# How vendors price reading and writing the cache, as multiples of the input price.
CACHE_READ = {
    0.025: "anthropic/claude-fable-5-2",
    0.05: "openai/gpt-6.1-sol openai/gpt-6.1-terra anthropic/claude-opus-5-5 anthropic/claude-sonnet-5-5 "
    "google/gemini-4-argon",
    0.1: "openai/gpt-6-sol openai/gpt-6-luna openai/gpt-5.4 openai/gpt-5.4-mini openai/gpt-5-mini openai/gpt-5-nano "
    "anthropic/claude-haiku-5-5 anthropic/claude-sonnet-4-6 anthropic/claude-haiku-4-5 google/gemini-3.8-flash "
    "google/gemini-3.5-flash-lite google/gemini-2.5-pro google/gemini-2.5-flash google/gemini-2.5-flash-lite",
    0.25: "openai/gpt-4.1 openai/gpt-4.1-mini openai/gpt-4.1-nano",
    0.5: "openai/gpt-4o openai/gpt-4o-mini",
}
CACHE_WRITE = {
    1.25: "anthropic/claude-opus-5-5 anthropic/claude-haiku-5-5 openai/gpt-6-astra openai/gpt-6-luna",
    1.0: "openai/gpt-5.4 openai/gpt-4.1-mini openai/gpt-4o",
}


@pytest.mark.parametrize(("multiple", "key"), [(m, key) for m, keys in CACHE_READ.items() for key in keys.split()])
def test_reading_the_cache_costs_the_vendors_multiple_of_the_input_price(multiple: float, key: str) -> None:
    assert ratio(key, "cached_input") == pytest.approx(multiple)


@pytest.mark.parametrize(("multiple", "key"), [(m, key) for m, keys in CACHE_WRITE.items() for key in keys.split()])
def test_writing_the_cache_costs_the_vendors_multiple_of_the_input_price(multiple: float, key: str) -> None:
    assert ratio(key, "cache_write") == pytest.approx(multiple)


def half(model: ApiModel) -> bool:
    return model.provider in {"OpenAI", "Anthropic", "Google", "Mistral"}


@pytest.mark.parametrize("key", [key for key, model in MODELS.items() if half(model) and model.prices[-1].batch])
def test_a_batch_costs_half(key: str) -> None:
    row = MODELS[key].prices_on(TODAY)
    assert row is not None
    assert row.batch is not None
    assert (row.batch.input, row.batch.output) == pytest.approx((row.input / 2, row.output / 2))


@pytest.mark.parametrize("key", [key for key, model in MODELS.items() if half(model) and model.prices[-1].long_context])
def test_a_batch_of_long_prompts_costs_half_too(key: str) -> None:
    row = MODELS[key].prices[-1]
    assert row.long_context is not None
    assert row.batch is not None
    long = row.batch.long_context
    assert long is not None
    assert (long.input, long.output) == pytest.approx((row.long_context.input / 2, row.long_context.output / 2))


def test_a_long_prompt_in_a_batch_is_billed_by_its_own_price() -> None:
    """Sonnet 4.6 in February 2026, 250,000 tokens in, 2,000 out: 1.545 USD at once, half of it in a batch."""
    model, day = MODELS["anthropic/claude-sonnet-4-6"], date(2026, 2, 1)
    usd = []
    for terms in ("at once", "batch"):
        prices = [market.price(model, terms, kind, day, 250_000) for kind in ("input", "output")]  # type: ignore[arg-type]
        assert None not in prices
        usd.append((250_000 * prices[0] + 2_000 * prices[1]) / 1e6)  # type: ignore[operator]
    assert usd == pytest.approx([1.545, 0.7725])


def test_a_batch_at_xai_costs_four_fifths() -> None:
    row = MODELS["x-ai/grok-4.7"].prices[-1]
    assert row.batch is not None
    assert (row.batch.input, row.batch.output) == pytest.approx((0.8 * 2, 0.8 * 6))


def test_deepseek_costs_twice_as_much_at_peak_hours() -> None:
    for key in ("deepseek/deepseek-v4-pro", "deepseek/deepseek-v4-flash"):
        row = MODELS[key].prices[-1]
        assert row.peak_hours is not None
        assert row.peak_hours.windows_utc == ("01:00-04:00", "06:00-10:00")
        assert (row.peak_hours.input, row.peak_hours.output) == pytest.approx((2 * row.input, 2 * row.output))


def test_calls_spread_evenly_over_the_week_meet_peak_hours_as_often_as_the_windows_are_long() -> None:
    """Seven hours a day on five days of seven: 20.8 %."""
    even = market.even_peak_share(TODAY)
    assert even is not None
    assert even == pytest.approx(100 * 7 / 24 * 5 / 7, abs=0.05)
    assert even.source == "genai-prices"
    night = PeakHours(windows_utc=("22:30-01:00",), input=1, cached_input=None, output=2)
    assert night.share_of_week == pytest.approx(2.5 / 24)
