"""Writes the figures for other programs into `site/data/`: a step of the build."""

import csv
import dataclasses
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from calculators.figures.tables import catalogue
from calculators.kit.build_date import build_date
from tools.figures_schema import ROWS, columns, records, schema

SCHEMA = "figures.schema.json"
LICENCE = "MIT"


def figures() -> dict[str, Any]:
    """All tables as plain values, every column there, null where nothing is known."""
    rows = {name: getattr(catalogue(), name).items() for name in ROWS}
    tables = {name: {key: _plain(row) | {"own": row.own} for key, row in rows[name]} for name in ROWS}
    days = {"built": build_date().isoformat(), "as_of": catalogue().as_of.isoformat()}
    return {"schema": SCHEMA, **days, "licence": LICENCE, "tables": tables}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in columns(type(value))}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def heads(record: type) -> list[str]:
    """The columns of a table as CSV: those of a record within stand behind its name, such as `hosting.per_hour`."""
    found: list[str] = []
    for name, inner in records(record).items():
        found += [f"{name}.{column}" for column in heads(inner)] if inner else [name]
    return found


def lines(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A row as lines of a CSV: one for each record of a list within it, such as each price of a model in time."""
    flat: dict[str, Any] = {}
    listed: dict[str, list[dict[str, Any]]] = {}
    for name, value in row.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            listed[name] = value
        elif isinstance(value, dict):
            (inner,) = lines(value)
            flat |= {f"{name}.{column}": one for column, one in inner.items()}
        elif isinstance(value, list) and value:
            flat[name] = "; ".join(map(str, value))
        elif value not in (None, []):
            flat[name] = value
    for number in range(max(map(len, listed.values()), default=1)):
        line = dict(flat)
        for name, those in listed.items():
            if number < len(those):
                (inner,) = lines(those[number])
                line |= {f"{name}.{column}": one for column, one in inner.items()}
        yield line


def as_csv(name: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """One table as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*heads(ROWS[name]), "own"], restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows.values():
        for line in lines(row):
            writer.writerow(line)
    return out.getvalue()


def write(site: Path) -> None:
    """Put the figures beside the pages that tell of them."""
    folder, found = site / "data", figures()
    for name, content in (("figures.json", found), (SCHEMA, schema())):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    for name, rows in found["tables"].items():
        (folder / f"{name}.csv").write_text(as_csv(name, rows), "utf-8", newline="")
