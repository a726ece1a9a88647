"""The objects in a file of JSON, whether each has a line, or stands in a list, or all are in one object."""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from calculators.files.json_list import elements
from calculators.files.jsonl import Faulty, record
from calculators.files.lines import Given, Line, Lines, Unreadable

DEEPEST = 5
MOST_WHOLE = 400_000_000
"""Characters of one object that is read as a whole."""

MOST_LISTS = 50
PLACE, MODEL, ITEM = "place in the list", "model", "item"
"""Headings of what stands in the structure of a file and in no cell."""

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

    Known are a list of rows, pandas' columns beside data, a list of rows for each model, cells by column then row or
    by row then column, a list of cells for each column, and the one list that is inside.
    """
    if isinstance(whole, list):
        return [row for row in whole if isinstance(row, dict)] or None
    if not isinstance(whole, dict):
        return None
    columns, data = whole.get("columns"), whole.get("data")
    if not (isinstance(columns, list) and isinstance(data, list)) and (found := _by_name(whole, 3)):
        return found
    if isinstance(columns, list) and isinstance(data, list):
        return [dict(zip(map(str, columns), row, strict=False)) for row in data if isinstance(row, list)]
    lists = [column for column in whole.values() if isinstance(column, list)]
    if 1 < len(whole) == len(lists) and len(lists[0]) > 1 and len({len(column) for column in lists}) == 1:
        return [dict(zip(whole, row, strict=True)) for row in zip(*lists, strict=True)]
    return _inside(whole, 3)


def _by_name(whole: Mapping[str, Any], deep: int) -> list[Object] | None:
    """The rows of an object that holds lists of rows by model, or cells by the names of rows, of columns; else None."""
    inside = [value for value in whole.values() if isinstance(value, dict)]
    if 1 < len(whole) == len(inside) and (found := _crossed(whole)):
        return found
    lists = {name: rows for name, value in whole.items() if (rows := _rows_in(value))}
    if 1 < len(lists) <= MOST_LISTS and _alike([set(rows[0]) for rows in lists.values()]):
        return _listed_by(lists)
    for value in inside if deep else ():
        if found := _by_name(value, deep - 1):
            return found
    return None


def _rows_in(value: Any) -> list[Object]:
    """The rows that a value is, or that are inside of it."""
    if isinstance(value, dict):
        return _inside(value, 2) or []
    if isinstance(value, list) and len(value) > 1 and all(isinstance(row, dict) for row in value):
        return value
    return []


def _alike(names: Sequence[set[str]]) -> bool:
    """Whether sets of names are about the same: what is in all of them is half of each or more."""
    common = set.intersection(*names)
    return bool(common) and all(2 * len(common) >= len(one) for one in names)


def _listed_by(lists: Mapping[str, list[Object]]) -> list[Object]:
    """Rows by model as one list of rows: below each other where something names them, else side by side by place."""
    first, *others = lists.values()
    even = all(len(other) == len(first) for other in others)
    if even and not any(_names(key, list(lists.values())) for key in first[0]):
        return [
            {PLACE: at, **dict(zip(lists, row, strict=True))}
            for at, row in enumerate(zip(*lists.values(), strict=True), 1)
        ]
    heading = _free(MODEL, first[0])
    return [{heading: name, **row} for name, rows in lists.items() for row in rows]


def _names(key: str, lists: Sequence[list[Object]]) -> bool:
    """Whether the cells of a key name rows: nearly each its own, most of them in all lists."""
    cells = [[row.get(key) for row in rows] for rows in lists]
    if any(isinstance(cell, dict | list | float | bool) for column in cells for cell in column):
        return False
    different = [set(column) - {None} for column in cells]
    common = set.intersection(*different)
    return len(common) > 2 and all(
        len(one) >= 0.9 * len(column) and 2 * len(common) >= len(one)
        for one, column in zip(different, cells, strict=True)
    )


def _crossed(whole: Mapping[str, Mapping[str, Any]]) -> list[Object] | None:
    """Cells by row then column, or by column then row: of both the more are the rows; None where keys do not meet."""
    keys = list(dict.fromkeys(key for inner in whole.values() for key in inner))
    if not _alike([set(inner) for inner in whole.values()]):
        return None
    if len(keys) < len(whole):
        heading = _free(ITEM, keys)
        return [{heading: name, **inner} for name, inner in whole.items()] if len(whole) > 2 else None
    if len(keys) < 2 or any(isinstance(cell, dict | list) for inner in whole.values() for cell in inner.values()):
        return None
    counted = keys == [str(at) for at in range(len(keys))]  # as pandas writes rows without names
    heading = _free(ITEM, whole)
    named = [{} if counted else {heading: key} for key in keys]
    return [
        {**row, **{name: inner.get(key) for name, inner in whole.items()}} for row, key in zip(named, keys, strict=True)
    ]


def _free(name: str, taken: Iterable[str]) -> str:
    """A heading that no column has."""
    while name in taken:
        name += "_"
    return name


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


CELL = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s,'"\[\]{}]+)"""
APART = re.compile(rf"\[\s*(?:{CELL}(?:\s+|(?=\])))+\]")
"""A list with spaces between what is in it, as numpy writes an array."""


def as_list(cell: Any) -> list[Any]:
    """A list that stands in a cell as Python, JSON or numpy writes it; empty where there is none."""
    if isinstance(cell, list):
        return cell
    text = str(cell).strip()
    if APART.fullmatch(text):
        text = f"[{', '.join(re.findall(CELL, text))}]"
    found = None
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError):
            found = read(text)
            break
    return list(found) if isinstance(found, list | tuple) else []


def as_cell(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str | int | float):
        return as_cell(value[0])
    return json.dumps(value, ensure_ascii=False)
