"""The tables as they are: whole, dated, sourced, the same from YAML as from JSON."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from calculators.figures.rows import Reading, Row
from calculators.figures.tables import DATA, catalogue
from calculators.kit import strict
from calculators.kit.build_date import build_date
from calculators.kit.facts import anchor
from calculators.macros.figures import labelling_table
from calculators.macros.tables import api_model_table

CATALOGUE = catalogue()
PLAIN = (
    "gpus",
    "gpu_prices",
    "utilisation",
    "frameworks",
    "serving_speeds",
    "open_models",
    "embeddings",
    "vector_stores",
    "labelling_rates",
    "rules",
)
"""The tables that are read when they are first asked for."""

FIRST = date(2024, 1, 1)


def test_nothing_that_was_collected_is_missing() -> None:
    assert len(CATALOGUE.api_models) == 87
    assert len(CATALOGUE.tuning_offers) == 72
    assert CATALOGUE.as_of == date(2026, 11, 29)
    assert [len(getattr(CATALOGUE, name)) for name in PLAIN] == [31, 98, 27, 14, 41, 58, 14, 9, 13, 42]


def test_most_prices_were_confirmed_by_a_second_source() -> None:
    today = [row for model in CATALOGUE.api_models.values() if (row := model.prices_on(CATALOGUE.as_of))]
    assert sum(row.checked == "two sources agree" for row in today) == 77
    assert sum(row.checked.startswith("disputed") for row in today) == 2
    assert sum(row.checked == "one source" for row in today) == 8


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


def readings(row: object) -> Iterator[Reading]:
    """A row, as far as it says where it was read, and the records in it."""
    if isinstance(row, Reading):
        yield row
    for field in dataclasses.fields(row):  # type: ignore[arg-type]
        value = getattr(row, field.name)
        for record in value if isinstance(value, tuple) else [value]:
            if dataclasses.is_dataclass(record) and not isinstance(record, (type, Row)):
                yield from readings(record)


@pytest.mark.parametrize("name", PLAIN)
def test_the_days_of_every_figure_make_sense(name: str) -> None:
    for row in getattr(CATALOGUE, name).values():
        assert row.table == name
        read = list(readings(row))
        assert read
        assert CATALOGUE.as_of < row.review_by <= build_date() + timedelta(days=366)
        for reading in read:
            assert FIRST <= reading.as_of <= build_date()
            assert not reading.disagrees or reading.confidence != "high"
            # What nobody measured or listed is never called sure.
            assert reading.source not in {"course-judgement", "course-memory"} or reading.confidence == "low"


def test_a_price_that_may_have_changed_is_looked_at_again_within_three_months() -> None:
    for name in ("gpu_prices", "embeddings", "vector_stores"):
        assert all(row.review_by <= date(2027, 2, 28) for row in getattr(CATALOGUE, name).values())


def test_what_is_not_asked_for_is_not_read() -> None:
    modules = ["hardware", "labels", "retrieval", "rows", "rules", "shapes"]
    program = f"""
import sys
from calculators.figures.tables import catalogue
assert catalogue().api_models
assert not [name for name in {modules} if f"calculators.figures.{{name}}" in sys.modules]
assert not [name for name in {PLAIN} if name in vars(catalogue())]
assert catalogue().rules
assert "calculators.figures.rules" in sys.modules
assert "calculators.figures.hardware" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], cwd=DATA.parent, check=True)


def test_models_stand_together_with_their_provider() -> None:
    for rows in (CATALOGUE.api_models, CATALOGUE.tuning_offers):
        providers = [row.provider for row in rows.values()]
        assert len(set(providers)) == sum(a != b for a, b in zip(["", *providers], providers, strict=False))


def test_every_source_of_a_figure_has_been_read_and_every_row_has_an_address_of_its_own() -> None:
    for source in CATALOGUE.sources.values():
        assert source.accessed <= build_date()
        assert source.published is None or source.published <= source.accessed
        assert source.url is None or source.url.startswith("https://")
        assert source.url or source.note, f"{source.key}: what was read, if there is no page?"
    plain = [getattr(CATALOGUE, name) for name in PLAIN]
    for rows in (CATALOGUE.sources, CATALOGUE.api_models, CATALOGUE.tuning_offers, *plain):
        assert len({anchor(key) for key in rows}) == len(rows)


def test_the_tables_can_be_read_but_not_changed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE.api_models["new"] = CATALOGUE.api_models["openai/gpt-4.1"]  # type: ignore[index]


def test_json_twins_give_the_same_tables_without_yaml(tmp_path: Path) -> None:
    for name in ("sources", "api_models", "tuning_offers", *PLAIN):
        plain = strict.plain(DATA / f"{name}.yaml")
        (tmp_path / f"{name}.json").write_text(json.dumps(plain), "utf-8")
    twin = catalogue(tmp_path)
    assert twin.sources == CATALOGUE.sources
    for name in ("api_models", "tuning_offers", *PLAIN):
        assert list(getattr(twin, name)) == list(getattr(CATALOGUE, name))
        for key, row in getattr(CATALOGUE, name).items():
            columns = [field.name for field in dataclasses.fields(row) if field.init]
            assert [getattr(getattr(twin, name)[key], column) for column in columns] == [
                getattr(row, c) for c in columns
            ]


def test_two_rows_of_one_source_are_not_taken_for_each_other() -> None:
    rates = CATALOGUE.labelling_rates
    rubric, preference = rates["crowd/rubric"], rates["crowd/binary-preference"]
    assert rubric != preference
    assert (rubric.price(1_000), preference.price(1_000)) == (2, 0.6)


def test_what_can_no_longer_be_had_stands_last_of_its_kind() -> None:
    models, labels = api_model_table(), labelling_table()
    new, old, gone = (models.index(f">{name}") for name in ("GPT-6 Luna", "GPT-5.6 Sol", "GPT-3.5 Turbo"))
    assert new < old < gone
    assert labels.index("SageMaker Ground Truth") < labels.index("AI Platform Data Labeling")


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
