"""The figures that a link was made with: what has moved since, beside the answer as it was shared.

A link carries them as one text, name and value in turns: `base_input*0.4*output*1.6*`. A figure that is the default
of an input goes by the name of that, so that the answer of then can be reckoned again; another by a sum of its place.
"""

import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculators.kit.facts import Sourced, WordFact
from calculators.kit.model import Calculator, Result
from calculators.kit.numbers import say

FIGURES = "figures"
"""The key of a link that holds them."""
MOST = 2_000
"""So many characters of them does a link carry at most."""


@dataclass(frozen=True)
class Since:
    """What has moved since a link was made, a line each, and the answer as it was shared, where it can be reckoned."""

    lines: tuple[str, ...]
    answer: str = ""


def figures_of(calculator: Calculator, result: Result) -> str:
    """What a link to this answer carries of its figures; as many as it has room for."""
    text = ""
    for name, _, value in _used(calculator, result):
        pair = f"{name}*{value}*"
        if len(text) + len(pair) <= MOST:
            text += pair
    return text


def since(calculator: Calculator, result: Result, carried: str) -> Since | None:
    """What of the carried figures is another now; None where nothing is. Of a cut text the rest counts."""
    parts = carried[:MOST].split("*")[:-1]
    then = dict(zip(parts[::2], parts[1::2], strict=False))
    lines, old, whole = [], {}, True
    for name, fact, value in _used(calculator, result):
        before = then.get(name, value)
        said = _said(before, fact)
        if before == value or not said:
            continue
        declared = calculator.inputs().get(name)
        label = declared.label if declared else fact.name[:1].upper() + fact.name[1:]
        lines.append(f"{label}: {said} then, {_said(value, fact)} now")
        if declared:
            old[name] = before
        else:
            whole = False
    if not lines:
        return None
    return Since(tuple(lines), _answer(calculator, old) if whole else "")


def _answer(calculator: Calculator, old: Mapping[str, str]) -> str:
    inputs = calculator.inputs()
    texts = {name: inputs[name].write(getattr(calculator, name)) for name in calculator.given if name in inputs}
    reading = type(calculator).read(texts | dict(old))
    return "" if reading.problems else reading.calculator.result().answer


def _used(calculator: Calculator, result: Result) -> Iterator[tuple[str, Sourced, str]]:
    """The figures behind an answer: the name in a link, the figure, its value as a text."""
    names = {
        value.origin: name
        for name in calculator.inputs()
        if name not in calculator.given and isinstance(value := getattr(calculator, name), Sourced)
    }
    for fact in calculator.facts(result):
        if isinstance(fact, WordFact):
            continue
        place = f"{fact.table}/{fact.row}/{fact.name}/{fact.unit}"
        name = names.get(fact.origin, f"-{binascii.crc32(place.encode()):x}")
        yield name, fact, _value(fact)


def _value(fact: Any) -> str:
    return fact.isoformat() if isinstance(fact, date) else f"{float(fact):.12g}"


def _said(value: str, fact: Sourced) -> str:
    """A value of then in words; nothing where the text holds none."""
    try:
        return date.fromisoformat(value).isoformat() if isinstance(fact, date) else say(float(value), fact.unit)
    except (ValueError, OverflowError):
        return ""
