"""The objects in a file of JSON, whether each has a line, or stands in a list, or all are in one object."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from calculators.files.json_list import elements
from calculators.files.jsonl import Faulty, record
from calculators.files.lines import Given, Line, Lines, Unreadable

DEEPEST = 5
MOST_WHOLE = 400_000_000
"""Characters of one object that is read as a whole."""

Object = dict[str, Any]


class Records(NamedTuple):
    """Objects one after the other, each with its line and what is wrong with it; or the one value that holds all."""

    lines: Lines
    records: Iterator[tuple[int, Object, str]]
    whole: Any = None


def is_json(first: str) -> bool:
    """Whether a file with this first line that is not blank holds JSON."""
    return first.lstrip("\ufeff \t")[:1] in ("{", "[") and not re.match(r"\s*\[[^\]{}\"]+\]\s*[,;|\t]", first)


def objects(file: Given) -> Records:
    """What a file of JSON holds. Raises Unreadable."""
    given = Lines(file)
    filled = (line for line in given if line.text.strip())
    first, second = next(filled, None), next(filled, None)
    if first is None:
        raise Unreadable("there is nothing in this file; choose one with at least one line")
    begin = first.text.lstrip("\ufeff \t")[:1]
    if begin == "{" and second is not None and second.text.lstrip()[:1] == "{" and _closed(first):
        return Records(given, _by_line(given))
    if begin == "[":
        return Records(given, _listed(given))
    whole = _whole(given)
    if whole is None:
        # Not one value: an object a line with a first one that is wrong, or objects over several lines.
        again = _by_line(given) if second is None or _closed(first) else _listed(given)
        return Records(given, again)
    return Records(given, iter(()), whole)


def _closed(line: Line) -> bool:
    return bool(line.problem) or line.text.rstrip().endswith(("}", "},"))


def _by_line(given: Lines) -> Iterator[tuple[int, Object, str]]:
    for line in given:
        if line.text.strip():
            yield _read(line)


def _listed(given: Lines) -> Iterator[tuple[int, Object, str]]:
    for line in elements(given):
        yield _read(line)


def _read(line: Line) -> tuple[int, Object, str]:
    if line.problem:
        return line.number, {}, line.problem
    try:
        return line.number, record(line.text), ""
    except Faulty as problem:
        made = _with_nan(line.text)
        return line.number, made, "" if made else str(problem)


def _with_nan(text: str) -> Object:
    """An object in which programs wrote NaN, which JSON does not know; empty where something else is wrong."""
    try:
        made = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return {}
    return made if isinstance(made, dict) and "NaN" in text else {}


def _whole(given: Lines) -> Any:
    """The one value of a file; None where it holds something else."""
    pieces, size = [], 0
    for _, piece in given.pieces():
        size += len(piece)
        if size > MOST_WHOLE:
            raise Unreadable("this is one object of more than 400 MB; write one object on each line instead")
        pieces.append(piece)
    try:
        return json.loads("".join(pieces).lstrip("\ufeff"), parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def rows_of(whole: Any) -> list[Object] | None:
    """The rows in a value that holds a table as programs write it; None where it holds none.

    Known are a list of rows, pandas' columns beside data, cells by column then row, a list of cells for each column,
    and the one list that is inside.
    """
    if isinstance(whole, list):
        return [row for row in whole if isinstance(row, dict)] or None
    if not isinstance(whole, dict):
        return None
    columns, data = whole.get("columns"), whole.get("data")
    if isinstance(columns, list) and isinstance(data, list):
        return [dict(zip(map(str, columns), row, strict=False)) for row in data if isinstance(row, list)]
    if len(whole) > 1 and all(isinstance(column, dict) for column in whole.values()):
        keys = [tuple(column) for column in whole.values()]
        if len(set(keys)) == 1 and len(keys[0]) > 1 and not any(isinstance(cell, dict) for cell in chain.from_iterable(
            column.values() for column in whole.values()
        )):  # fmt: skip
            return [{name: column[key] for name, column in whole.items()} for key in keys[0]]
    lists = [column for column in whole.values() if isinstance(column, list)]
    if 1 < len(whole) == len(lists) and len(lists[0]) > 1 and len({len(column) for column in lists}) == 1:
        return [dict(zip(whole, row, strict=True)) for row in zip(*lists, strict=True)]
    return _inside(whole, 3)


def _inside(whole: Mapping[str, Any], deep: int) -> list[Object] | None:
    """The longest list of objects within an object."""
    found: list[Object] = []
    for value in whole.values():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            found = max(found, value, key=len)
        elif isinstance(value, dict) and deep:
            found = max(found, _inside(value, deep - 1) or [], key=len)
    return found if len(found) > 1 else None


def flat(made: Mapping[str, Any], before: str = "", deep: int = DEEPEST) -> dict[str, str]:
    """An object as texts by column; what is inside of objects has their names before its own, with points between."""
    found: dict[str, str] = {}
    for key, value in made.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and value and deep:
            found |= flat(value, f"{name}.", deep - 1)
        else:
            found[name] = as_cell(value)
    return found


def as_cell(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str | int | float):
        return as_cell(value[0])
    return json.dumps(value, ensure_ascii=False)
