"""The tables as they are: whole, dated, sourced, and the same from YAML and from JSON."""

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from calculators.kit import strict
from calculators.kit.facts import anchor
from calculators.kit.tables import DATA, catalogue

CATALOGUE = catalogue()
FIRST = date(2024, 1, 1)


def test_nothing_that_was_collected_is_missing() -> None:
    assert len(CATALOGUE.api_models) == 45
    assert len(CATALOGUE.tuning_offers) == 35
    assert CATALOGUE.as_of == date(2026, 11, 22)


def test_most_prices_were_confirmed_by_a_second_source() -> None:
    today = [row for model in CATALOGUE.api_models.values() if (row := model.prices_on(CATALOGUE.as_of))]
    assert sum(row.checked == "two sources agree" for row in today) == 37
    assert sum(row.checked.startswith("disputed") for row in today) == 3
    assert sum(row.checked == "one source" for row in today) == 5


@pytest.mark.parametrize("key", CATALOGUE.api_models)
def test_the_days_of_a_model_make_sense(key: str) -> None:
    model = CATALOGUE.api_models[key]
    assert model.review_by > CATALOGUE.as_of
    assert model.price_page.startswith("https://")
    for row in model.prices:
        assert FIRST <= row.as_of <= CATALOGUE.as_of
        assert row.since is None or FIRST <= row.since <= CATALOGUE.as_of + timedelta(days=365)
        assert row.confidence == "high" or not row.agrees or row.disagrees
        assert row.output >= row.input
        assert row.cached_input is None or row.cached_input < row.input
        assert row.cache_write is None or row.cache_write >= row.input
    # A price that changes, or a model that goes, is looked at again by that day.
    coming = [*model.price_changes(CATALOGUE.as_of), *([model.retires] if model.retires else [])]
    assert all(model.review_by <= day for day in coming if day > CATALOGUE.as_of)


@pytest.mark.parametrize("key", CATALOGUE.tuning_offers)
def test_the_days_of_an_offer_make_sense(key: str) -> None:
    offer = CATALOGUE.tuning_offers[key]
    assert FIRST <= offer.as_of <= CATALOGUE.as_of < offer.review_by
    assert offer.hosting is None or FIRST <= offer.hosting.as_of <= CATALOGUE.as_of
    assert key == key.lower()
    if offer.base:
        assert offer.base_model is CATALOGUE.api_models[offer.base]
        assert offer.base_model.name == offer.name


def test_models_stand_together_with_their_provider() -> None:
    for rows in (CATALOGUE.api_models, CATALOGUE.tuning_offers):
        providers = [row.provider for row in rows.values()]
        assert len(set(providers)) == sum(a != b for a, b in zip(["", *providers], providers, strict=False))


def test_every_source_of_a_figure_has_been_read_and_every_row_has_an_address_of_its_own() -> None:
    for source in CATALOGUE.sources.values():
        assert source.accessed <= CATALOGUE.as_of
        assert source.published is None or source.published <= source.accessed
        assert source.url is None or source.url.startswith("https://")
        assert source.url or source.note, f"{source.key}: what was read, if there is no page?"
    for rows in (CATALOGUE.sources, CATALOGUE.api_models, CATALOGUE.tuning_offers):
        assert len({anchor(key) for key in rows}) == len(rows)


def test_the_tables_can_be_read_but_not_changed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE.api_models["new"] = CATALOGUE.api_models["openai/gpt-4.1"]  # type: ignore[index]


def test_json_twins_give_the_same_tables_without_yaml(tmp_path: Path) -> None:
    for name in ("sources", "api_models", "tuning_offers"):
        plain = strict.plain(DATA / f"{name}.yaml")
        (tmp_path / f"{name}.json").write_text(json.dumps(plain), "utf-8")
    twin = catalogue(tmp_path)
    assert twin.sources == CATALOGUE.sources
    for name in ("api_models", "tuning_offers"):
        for key, row in getattr(CATALOGUE, name).items():
            columns = [field.name for field in dataclasses.fields(row) if field.init]
            assert [getattr(getattr(twin, name)[key], column) for column in columns] == [
                getattr(row, c) for c in columns
            ]


def test_changes_are_told_in_order_and_tell_what_changes() -> None:
    changes = CATALOGUE.changes()
    assert list(changes) == sorted(changes, key=lambda change: change.day)
    told = {(change.day, change.subject): change.words for change in changes}
    assert (
        told[date(2026, 12, 1), "Gemini 4 Argon"]
        == "Input from 2 to 4, cached input from 0.1 to 0.2, output from 10 to 20."
    )
    assert told[date(2026, 3, 13), "Claude Sonnet 4.6"] == "Long prompts no longer cost more."
    assert told[date(2027, 1, 6), "GPT-4.1 mini (OpenAI)"] == "Nobody can start a tuning job any more."
    assert (date(2027, 1, 14), "GPT-4.1 mini") in told
    assert (date(2027, 10, 14), "GPT-4.1, tuned (Azure)") in told
