"""The figures for others: they hold to their schema, lose nothing, keep their names, are told of on a page."""

import copy
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from calculators.figures.tables import DATA, OVERLAID, catalogue
from calculators.kit import strict
from tools import figures_out
from tools.build import ROOT
from tools.figures_schema import ROWS, schema

FIGURES = figures_out.figures()
VALID = fastjsonschema.compile(schema())


def lines(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(figures_out.as_csv(name, FIGURES["tables"][name]))))


def test_the_figures_hold_to_their_schema() -> None:
    VALID(json.loads(json.dumps(FIGURES)))


def wrong(change: Any) -> dict[str, Any]:
    figures = copy.deepcopy(FIGURES)
    change(figures["tables"]["gpus"], figures["tables"]["api_models"])
    return figures


@pytest.mark.parametrize(
    "change",
    [
        lambda gpus, _: gpus["h100-sxm"].pop("memory"),
        lambda gpus, _: gpus["h100-sxm"].update(memory="80"),
        lambda gpus, _: gpus["h100-sxm"].update(colour="green"),
        lambda _, models: models["openai/gpt-4.1"]["prices"][0].update(input=-1),
        lambda _, models: models["openai/gpt-4.1"]["prices"][0].update(confidence="sure"),
        lambda _, models: models["openai/gpt-4.1"]["prices"][0].update(as_of="2026-13-01T00:00"),
    ],
    ids=["missing", "text for a number", "unknown", "below the range", "unknown word", "no day"],
)
def test_the_schema_refuses_what_is_not_so(change: Any) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        VALID(wrong(change))


def test_every_table_is_there_with_every_row_and_every_value() -> None:
    assert set(ROWS) == set(FIGURES["tables"]) == set(OVERLAID)
    for name in OVERLAID:
        rows = strict.plain(DATA / f"{name}.yaml")["rows"]
        assert list(FIGURES["tables"][name]) == list(rows)
        for key, row in rows.items():
            there = FIGURES["tables"][name][key]
            assert there["own"] is False
            assert_holds(there, row, f"{name}, {key}")


def assert_holds(there: Any, row: Any, place: str) -> None:
    """All that stands in a table of ours stands in the figures."""
    if isinstance(row, dict):
        for column, value in row.items():
            assert_holds(there[column], value, f"{place}, {column}")
    elif isinstance(row, list):
        assert len(there) == len(row), place
        for one, other in zip(there, row, strict=True):
            assert_holds(one, other, place)
    else:
        assert there == row, place


@pytest.mark.parametrize("name", ROWS)
def test_a_csv_has_a_line_for_every_row_or_for_each_record_of_its_list(name: str) -> None:
    found = lines(name)
    rows = FIGURES["tables"][name]
    counts = {"api_models": "prices", "tuning_offers": "availability"}
    expected = sum(len(row[counts[name]]) for row in rows.values()) if name in counts else len(rows)
    assert len(found) >= expected
    assert [key for key in rows if key not in {line["key"] for line in found}] == []


def test_a_price_in_a_csv_is_the_price_with_its_day() -> None:
    argon = [line for line in lines("api_models") if line["key"] == "google/gemini-4-argon"]
    assert [(line["prices.since"], float(line["prices.input"])) for line in argon] == [("", 2.0), ("2026-12-01", 4.0)]
    assert {line["name"] for line in argon} == {"Gemini 4 Argon"}
    model = catalogue().api_models["openai/gpt-4.1"]
    line = next(line for line in lines("api_models") if line["key"] == model.key)
    assert line["retirement.day"] == str(model.retires and model.retires.isoformat())


def test_an_empty_cell_is_what_is_not_known() -> None:
    sold = next(line for line in lines("tuning_offers") if line["key"] == "aws/nova-lite-sft")
    assert sold["training_tokens"] == ""


def test_the_build_writes_them_and_the_page_links_each(site: Path) -> None:
    written = {path.name for path in (site / "data").iterdir() if path.is_file() and path.suffix in (".json", ".csv")}
    assert written == {"figures.json", "figures.schema.json", *(f"{name}.csv" for name in ROWS)}
    page = (ROOT / "docs/data/files.md").read_text("utf-8")
    assert set(re.findall(r'href="\.\./([^"]+)"', page)) == written
    VALID(json.loads((site / "data/figures.json").read_text("utf-8")))


def test_units_stand_in_the_schema() -> None:
    prices = schema()["properties"]["tables"]["properties"]["api_models"]["additionalProperties"]["properties"][
        "prices"
    ]
    assert prices["items"]["properties"]["input"] == {
        "type": "number",
        "minimum": 0,
        "maximum": 1000,
        "description": "in USD/Mtok",
    }
