"""The JSON Schema of the figures that the site offers to others, made from the very classes that read our tables."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from calculators.figures.hardware import Gpu, GpuPrice, Utilisation
from calculators.figures.labels import LabellingRate
from calculators.figures.offers import TuningOffer
from calculators.figures.prices import ApiModel
from calculators.figures.retrieval import Embedding, VectorStore
from calculators.figures.rules import Rule
from calculators.figures.shapes import OpenModel
from calculators.figures.software import Framework, ServingSpeed
from calculators.kit.facts import Source

ROWS: Mapping[str, type] = {
    "api_models": ApiModel,
    "tuning_offers": TuningOffer,
    "gpus": Gpu,
    "gpu_prices": GpuPrice,
    "utilisation": Utilisation,
    "frameworks": Framework,
    "serving_speeds": ServingSpeed,
    "open_models": OpenModel,
    "embeddings": Embedding,
    "vector_stores": VectorStore,
    "labelling_rates": LabellingRate,
    "rules": Rule,
    "sources": Source,
}
"""The tables by name, each with the class of its rows."""

DRAFT = "http://json-schema.org/draft-07/schema#"
SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def columns(record: type) -> dict[str, dataclasses.Field[Any]]:
    """The columns of a row or of a record within it, by name."""
    return {field.name: field for field in dataclasses.fields(record) if field.init}


def records(record: type) -> dict[str, type | None]:
    """The class of the records that each column holds; None where it holds plain values."""
    hints = typing.get_type_hints(record)
    return {name: _inner(hints[name]) for name in columns(record)}


def _inner(hint: Any) -> type | None:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return hint
    return next((found for inner in typing.get_args(hint) if (found := _inner(inner))), None)


def schema() -> dict[str, Any]:
    """The schema of figures.json."""
    tables = {name: {"type": "object", "additionalProperties": _row(row)} for name, row in ROWS.items()}
    about = {
        "schema": {"enum": ["figures.schema.json"]},
        "built": {"type": "string", "format": "date", "description": "The day on which the site was built."},
        "as_of": {"type": "string", "format": "date", "description": "The latest day on which a price was read."},
        "licence": {"type": "string"},
        "tables": _all_of(tables),
    }
    return {"$schema": DRAFT, "title": "Figures on prompting, retrieval and fine-tuning", **_all_of(about)}


def _all_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object that has all of these properties, and no other."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _row(row: type) -> dict[str, Any]:
    """A row of a table: its columns, and whether it stands in a company's own table instead of ours."""
    return _all_of(_record(row)["properties"] | {"own": {"type": "boolean"}})


def _record(record: type) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    return _all_of({name: _value(hints[name], field.metadata) for name, field in columns(record).items()})


def _value(hint: Any, rules: Mapping[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (known,) = [one for one in inner if one is not type(None)]
        return {"anyOf": [_value(known, rules), {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _value(inner[0], rules)}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    if hint is date:
        return {"type": "string", "format": "date"}
    limits = {"minimum": rules.get("least"), "maximum": rules.get("most")} if hint in (int, float) else {}
    unit, table = rules.get("unit"), rules.get("refers")
    told = f"in {unit}" if unit else f"a key of {table}" if table else None
    about = {"type": SCALARS[hint], **limits, "description": told}
    return {name: value for name, value in about.items() if value is not None}
