"""What tuning offers cost, who can buy them: the expected figures are the vendors', typed in by hand."""

import dataclasses
from datetime import date, timedelta

import pytest

from calculators.figures.prices import KINDS
from calculators.figures.tables import catalogue
from calculators.kit.strict import DataError

TODAY = date(2026, 11, 22)
OFFERS, MODELS = catalogue().tuning_offers, catalogue().api_models


def tuned(key: str, on: date = TODAY) -> tuple[float | None, ...]:
    return tuple(OFFERS[key].tuned_price(kind, on) for kind in KINDS)


def test_openai_bills_tuned_tokens_at_prices_of_their_own_and_no_hosting() -> None:
    offer = OFFERS["openai/gpt-4.1-mini-sft"]
    assert offer.training_price == 5
    assert tuned("openai/gpt-4.1-mini-sft") == (0.8, 0.2, 0.8, 3.2)
    assert offer.hosting_per_hour == 0
    assert tuned("openai/gpt-4.1-sft") == (3, 0.75, 3, 12)
    assert tuned("openai/gpt-3.5-turbo-sft") == (3, None, None, 6)


PREMIUM = {
    "openai/gpt-4.1-sft": (1.5, 1.5),
    "openai/gpt-4.1-mini-sft": (2, 2),
    "openai/gpt-4.1-nano-sft": (2, 2),
    "openai/gpt-4o-sft": (1.5, 1.5),
    "openai/gpt-4o-mini-sft": (2, 2),
    "openai/gpt-3.5-turbo-sft": (6, 4),
    "azure/gpt-4.1-sft": (1, 1),
    "aws/nova-micro-sft": (1, 1),
}


@pytest.mark.parametrize("key", PREMIUM)
def test_tuned_tokens_cost_the_vendors_multiple_of_the_base_models(key: str) -> None:
    offer, multiples = OFFERS[key], PREMIUM[key]
    assert offer.base_model is not None
    for kind, multiple in zip(("input", "output"), multiples, strict=True):
        price, base = offer.tuned_price(kind, TODAY), offer.base_model.price(kind, TODAY)
        assert price is not None
        assert base is not None
        assert price / base == pytest.approx(multiple)


def test_tokens_of_a_base_model_keep_their_source_and_its_doubts() -> None:
    price = OFFERS["azure/gpt-4.1-sft"].tuned_price("input", TODAY)
    assert price is not None
    assert (price.source, price.confidence) == ("genai-prices", "high")
    assert price.name == "GPT-4.1 at Azure, tuned input"
    assert (price.table, price.row) == ("tuning_offers", "azure/gpt-4.1-sft")


def test_prices_of_tuned_tokens_change_with_the_base_models() -> None:
    argon = MODELS["google/gemini-4-argon"]
    offer = dataclasses.replace(OFFERS["aws/nova-micro-sft"])
    object.__setattr__(offer, "base_model", argon)
    assert offer.price_changes(TODAY) == (date(2026, 12, 1),)
    assert offer.tuned_price("input", date(2026, 12, 1)) == 4
    assert OFFERS["openai/gpt-4.1-mini-sft"].price_changes(TODAY) == ()


def test_an_offer_that_can_be_bought_today_has_every_figure() -> None:
    nova = OFFERS["aws/nova-micro-sft"]
    assert nova.status(TODAY).status == "open"
    assert (nova.training_price, nova.hosting_per_hour, nova.storage_per_month) == (1, 0, 1.95)
    assert tuned("aws/nova-micro-sft") == (0.035, 0.00875, 0.035, 0.14)
    for key, training, hosting in (
        ("together/up-to-16b-lora-sft", 0.48, 5.49),
        ("fireworks/up-to-16b-lora-sft", 0.5, 8),
    ):
        offer = OFFERS[key]
        assert offer.status(TODAY).status == "open"
        assert (offer.training_price, offer.hosting_per_hour) == (training, hosting)
        assert tuned(key) == (0, 0, 0, 0)
    assert OFFERS["together/up-to-16b-lora-sft"].minimum_fee == 0


OPEN_BY_THE_TOKEN = {
    "tinker/qwen3-8b-lora-sft": (0.44, 0.195, 0.6),
    "aws/nova-2-lite-sft": (3.78, 0.3, 2.5),
    "prime/qwen3.5-9b-rft": (0.6, 0.2, 0.6),
    "prime/gpt-oss-20b-rft": (0.4, 0.1, 0.3),
}


@pytest.mark.parametrize("key", OPEN_BY_THE_TOKEN)
def test_a_tuned_model_can_be_used_by_the_token_without_hosting(key: str) -> None:
    training, read, written = OPEN_BY_THE_TOKEN[key]
    prices = tuned(key)
    assert (OFFERS[key].training_price, prices[0], prices[-1]) == (training, read, written)
    assert OFFERS[key].hosting_per_hour == 0


ENDED = {
    "mistral/fine-tuning-api": None,
    "prime/qwen3.5-9b-rft": date(2026, 10, 5),
    "databricks/foundation-model-sft": date(2026, 8, 14),
    "cohere/command-r-sft": date(2025, 9, 15),
    "fireworks/deepseek-lora-sft": None,
}


@pytest.mark.parametrize("key", ENDED)
def test_what_has_ended_is_closed_from_its_day_on(key: str) -> None:
    now = OFFERS[key].status(TODAY)
    assert (now.status, now.since) == ("closed", ENDED[key])
    if now.since:
        assert OFFERS[key].status(now.since - timedelta(days=1)).status == "open"


def test_what_is_billed_once_is_billed() -> None:
    assert OFFERS["ori/up-to-10b-lora-sft"].validation_once
    with pytest.raises(DataError, match="validation_once needs validation that is billed"):
        dataclasses.replace(OFFERS["together/up-to-16b-lora-sft"], validation_billed=False, validation_once=True)


def test_openai_closes_step_by_step() -> None:
    offer = OFFERS["openai/gpt-4.1-mini-sft"]
    assert offer.status(date(2026, 5, 6)).status == "open"
    assert offer.status(date(2026, 5, 7)).status == "closed-to-newcomers"
    assert "never tuned" in str(offer.status(date(2026, 5, 7)))
    assert offer.status(date(2026, 7, 2)).since == date(2026, 7, 2)
    assert "last 60 days" in str(offer.status(TODAY))
    assert offer.status(date(2027, 1, 5)).status == "closed-to-newcomers"
    assert offer.status(date(2027, 1, 6)).status == "closed"
    assert offer.status(TODAY).source == "openai-deprecations"


def test_a_tuned_model_stops_when_its_provider_says_not_when_another_does() -> None:
    assert OFFERS["openai/gpt-4.1-mini-sft"].retires == date(2027, 1, 14)
    assert OFFERS["openai/gpt-4.1-nano-sft"].retires == date(2026, 10, 23)
    assert OFFERS["vertex/gemini-2.5-flash-sft"].retires == date(2026, 10, 20)
    assert MODELS["google/gemini-2.5-flash"].retires == date(2026, 12, 1)
    assert OFFERS["azure/gpt-4.1-sft"].retires == date(2027, 10, 14)
    assert OFFERS["fireworks/up-to-16b-lora-sft"].retires is None


AS_THEIR_VENDORS_SAY = {
    "azure/gpt-4.1-sft": (25, 2, 8, 1.7),
    "azure/gpt-4.1-mini-sft": (5, 0.4, 1.6, 1.7),
    "azure/gpt-4.1-nano-sft": (1.5, 0.1, 0.4, 1.7),
    "azure/gpt-oss-20b-sft": (3.6, 0.07, 0.3, 0.3),
    "vertex/gemini-3.5-flash-sft": (10, 1.5 * 1.5, 1.5 * 9, 0),
    "vertex/gemini-3.1-flash-lite-sft": (None, 1.5 * 0.25, 1.5 * 1.5, 0),
    "tinker/qwen3.6-35b-a3b-lora-sft": (1.177, 0.54, 1.335, 0),
    "together/qwen3.5-9b-lora-sft": (0.34, 0, 0, 5.49),
    "together/gpt-oss-120b-lora-sft": (2.5, 0, 0, 5.49),
}


@pytest.mark.parametrize("key", AS_THEIR_VENDORS_SAY)
def test_offers_cost_what_their_vendors_say(key: str) -> None:
    """Training, tuned tokens read and written, hosting: from lists and announcements of 2026."""
    offer, prices = OFFERS[key], tuned(key)
    assert (offer.training_price, prices[0], prices[-1], offer.hosting_per_hour) == AS_THEIR_VENDORS_SAY[key]


def test_prices_of_before_a_cut_say_so() -> None:
    for key, offer in OFFERS.items():
        if key.startswith(("together/up-to", "together/17b", "together/70b")):
            assert offer.confidence == "low", key


def test_what_is_not_known_stays_unknown() -> None:
    assert OFFERS["aws/nova-pro-sft"].training_price is None
    assert OFFERS["mistral/fine-tuning-api"].training_price is None
    assert OFFERS["mistral/fine-tuning-api"].minimum_fee == 4
    assert OFFERS["ori/up-to-10b-lora-sft"].hosting_per_hour is None
    assert tuned("ori/up-to-10b-lora-sft") == (None, None, None, None)


def test_reinforcement_tuning_is_billed_by_the_hour() -> None:
    offer = OFFERS["openai/o4-mini-rft"]
    assert (offer.method, offer.training_unit) == ("RFT", "USD/h")
    assert offer.training_price == 100
    assert offer.training_price.unit == "USD/h"
