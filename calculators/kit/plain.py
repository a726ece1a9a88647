"""An answer as plain values, for other programs."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from calculators.kit.facts import Source
from calculators.kit.given_file import GivenFile
from calculators.kit.model import Calculator, Line, Result


def as_record(calculator: Calculator, result: Result, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The answer as plain values, with the plan, the options and the tables of those that have them."""
    inputs = {name: getattr(calculator, name) for name in calculator.inputs()}
    return {
        "calculator": calculator.slug,
        "inputs": {name: _plain(value) for name, value in inputs.items()},
        "given": sorted(calculator.given),
        "verdict": result.verdict,
        "answer": result.answer,
        "why": result.why,
        **({"read": {one.label: one.words for one in result.read}} if result.read else {}),
        "notices": list(result.notices),
        "figures": {
            figure.key: {"value": figure.value, "unit": figure.unit, "low": figure.low, "high": figure.high}
            for figure in result.figures
        },
        "sources": [
            {
                "figure": fact.name,
                "value": _plain(fact),
                "unit": fact.unit,
                "source": sources[fact.source].title,
                "url": sources[fact.source].url,
                "as_of": fact.as_of.isoformat(),
                "confidence": fact.confidence,
                "own": fact.own,
                "review_by": fact.review_by and fact.review_by.isoformat(),
                "overdue": fact.overdue,
            }
            for fact in calculator.facts(result)
        ],
        **_parts(result),
    }


def _parts(result: Result) -> dict[str, Any]:
    """What only some answers have: lines, a plan, options with their reasons, tables."""
    tables = (result.table, *result.more_tables) if result.table else result.more_tables
    parts: dict[str, tuple[Any, ...]] = {"plan": result.plan, "options": result.considered, "tables": tables}
    lines = {"certainty": result.certainty, **{one.key: _line(one) for one in result.lines}} if result.lines else {}
    asks = {"asks": list(result.asks)} if result.asks else {}
    return {
        **lines,
        **asks,
        **{name: [dataclasses.asdict(one) for one in part] for name, part in parts.items() if part},
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "class": line.kind,
        "title": line.title,
        "words": line.words,
        "option": line.option,
        **({} if line.likelihood is None else {"likelihood": line.likelihood}),
        **({"details": dict(line.details)} if line.details else {}),
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, GivenFile):
        return value.name
    if isinstance(value, tuple):  # a table of counts
        return [list(row) for row in value]
    return float(value) if isinstance(value, float) else value.isoformat()
