"""Read tables of figures strictly: what is not exactly as declared is refused with its place.

A table is a YAML file with two keys: `units` names the unit of each numeric column, `rows` holds the rows by key.
The row's dataclass is the schema: its fields are the columns, a field without a default must be present, `column()`
adds unit, range and references.

A `.json` twin beside a missing `.yaml` (made by the bundle from checked YAML) is read by the same rules, so that the
page needs no YAML parser to start.
"""

import dataclasses
import hashlib
import json
import os
import re
import types
import typing
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, TypeVar

Row = TypeVar("Row")
Path_ = tuple[str | int, ...]

NUMBER = re.compile(r"[-+]?(0|[1-9]\d*)(\.\d*)?(e[-+]?\d+)?|[-+]?\.(\d+|inf|nan)", re.IGNORECASE)
"""A number that no two parsers read differently: YAML 1.1 takes 012 for ten, 1:30 for ninety, 0x10, 1_000."""
CACHE = Path(__file__).resolve().parents[2] / ".cache"  # of a checkout; neither the page nor the wheel has one
MOST_BYTES = 1_000_000
DEEPEST = 12
MOST_PROBLEMS = 20
"""So many are told at once; who has mended them sees the next."""


class DataError(ValueError):
    """A table is not as declared; each problem names file, row, line, what is wrong and what is allowed."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, a sentence each."""
        return tuple(map(str, self.args))

    def __str__(self) -> str:
        return "\n".join(self.problems)


def column(
    *,
    unit: str | None = None,
    least: float | None = None,
    most: float | None = None,
    refers: str | None = None,
    default: Any = dataclasses.MISSING,
) -> Any:
    """A dataclass field for one column: its unit, its allowed range, the table whose keys its text must be one of."""
    metadata = {"unit": unit, "least": least, "most": most, "refers": refers}
    return dataclasses.field(default=default, metadata=metadata)


def exists(path: Path) -> bool:
    """Whether there is a table at `path`, as YAML or as its twin."""
    return path.exists() or path.with_suffix(".json").exists()


def table(
    path: Path, row: type[Row], known: Mapping[str, Collection[str]] | None = None, *, own: bool = False
) -> dict[str, Row]:
    """The rows of the table at `path`, each made into `row`, in file order.

    `known` gives, for every table that a column refers to, the keys that exist there; for a company's `own` table,
    theirs and ours. If `row` has a field `key`, it receives the row's key. Raises DataError with the first problem of
    each row that has one.
    """
    content, lines = _content(path)
    folders = ("data", path.parent.name) if own else ("data",)
    reader = Reader(f"{path.parent.name}/{path.name}", lines, known or {}, folders)
    if not isinstance(content, dict):
        raise reader.error((), f"a mapping with the keys units and rows is needed, not {_kind(content)}")
    reader.keys((), content, required={"units", "rows"}, allowed={"units", "rows"})
    reader.units(content["units"], units_of(typing.cast(type, row)))
    rows = content["rows"]
    if not isinstance(rows, dict):
        raise reader.error(("rows",), f"a mapping from key to row is needed, not {_kind(rows)}")
    read: dict[str, Row] = {}
    problems: list[str] = []
    for key, value in rows.items():
        try:
            read[key] = reader.record(("rows", key), row, value, key=key)
        except DataError as problem:
            problems.append(str(problem))
            if len(problems) == MOST_PROBLEMS:
                break
    if problems:
        raise DataError(*problems)
    return read


@cache
def units_of(row: type) -> dict[str, str]:
    """The unit of every numeric column that has one, columns of nested records included."""
    units: dict[str, str] = {}
    for field in (one for one in dataclasses.fields(row) if one.init):
        if field.metadata.get("unit"):
            units[field.name] = field.metadata["unit"]
        for nested in _records(_hints(row)[field.name]):
            units |= units_of(nested)
    return units


def plain(path: Path) -> dict[str, Any]:
    """The content of a table as plain values (dates as text): what the `.json` twin holds."""
    return typing.cast(dict[str, Any], json.loads(json.dumps(_content(path)[0], default=date.isoformat)))


@cache
def _hints(row: type) -> dict[str, Any]:
    return typing.get_type_hints(row)


def _records(hint: Any) -> list[type]:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return [hint]
    return [record for inner in typing.get_args(hint) for record in _records(inner)]


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "yes/no", int: "a number", float: "a number"}
    names |= {type(None): "nothing", date: "a date"}
    return names.get(type(value), "a date with its time")


@dataclasses.dataclass(frozen=True)
class Reader:
    """Turns plain values of one file into records, naming the place of whatever does not fit."""

    file: str
    lines: Mapping[Path_, int]
    known: Mapping[str, Collection[str]]
    folders: tuple[str, ...]

    def error(self, path: Path_, problem: str) -> DataError:
        place = [self.file]
        if len(path) > 1 and path[0] == "rows":
            place.append(f"row '{path[1]}'")
            path_in_row = path[2:]
        else:
            path_in_row = path
        if path in self.lines:
            place.append(f"line {self.lines[path]}")
        where = ".".join(str(step) for step in path_in_row)
        return DataError(f"{', '.join(place)}: {where + ': ' if where else ''}{problem}")

    def keys(
        self, path: Path_, content: Mapping[str, Any], required: Collection[str], allowed: Collection[str]
    ) -> None:
        for key in content:
            if key not in allowed:
                words = ", ".join(sorted(allowed)) or "none"
                raise self.error((*path, key), f"'{key}' is not a key here; allowed: {words}")
        for key in sorted(set(required) - content.keys()):
            raise self.error(path, f"the key '{key}' is missing")

    def units(self, given: Any, declared: Mapping[str, str]) -> None:
        if not isinstance(given, dict):
            raise self.error(("units",), f"a mapping from column to unit is needed, not {_kind(given)}")
        self.keys(("units",), given, required=declared, allowed=declared)
        for name, unit in declared.items():
            if given[name] != unit:
                raise self.error(("units", name), f"'{given[name]}' is not the unit of this column; allowed: '{unit}'")

    def record(self, path: Path_, row: type[Row], content: Any, key: str | None = None) -> Row:
        if not isinstance(content, dict):
            raise self.error(path, f"a mapping from column to value is needed, not {_kind(content)}")
        fields = {field.name: field for field in dataclasses.fields(typing.cast(Any, row)) if field.init}
        takes_key = key is not None and "key" in fields
        if takes_key:
            del fields["key"]
        needed = {name for name, one in fields.items() if one.default is one.default_factory is dataclasses.MISSING}
        self.keys(path, content, required=needed, allowed=fields)
        hints = _hints(typing.cast(type, row))
        values = {
            name: self.value((*path, name), hints[name], value, fields[name].metadata)
            for name, value in content.items()
        }
        if takes_key:
            values["key"] = key
        try:
            return row(**values)
        except DataError as problem:
            raise self.error(path, str(problem)) from None

    def value(self, path: Path_, hint: Any, value: Any, rules: Mapping[str, Any]) -> Any:
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            if value is None and type(None) in inner:
                return None
            (hint,) = [one for one in inner if one is not type(None)]
            return self.value(path, hint, value, rules)
        if origin is Literal:
            if value not in inner or isinstance(value, bool):
                raise self.error(path, f"{value!r} is not allowed; allowed: {', '.join(map(str, inner))}")
            return value
        if origin is tuple:
            if not isinstance(value, list):
                raise self.error(path, f"a list is needed, not {_kind(value)}")
            return tuple(self.value((*path, place), inner[0], one, rules) for place, one in enumerate(value))
        if origin in (dict, Mapping) or hint is dict:
            if not isinstance(value, dict):
                raise self.error(path, f"a mapping is needed, not {_kind(value)}")
            return {key: self.value((*path, key), inner[1], one, rules) for key, one in value.items()}
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return self.record(path, hint, value)
        return self.scalar(path, hint, value, rules)

    def scalar(self, path: Path_, hint: type, value: Any, rules: Mapping[str, Any]) -> Any:
        if hint is date:
            return self.day(path, value)
        if hint is object or (hint is bool and isinstance(value, bool)):
            return value
        if hint is str and isinstance(value, str) and value.strip():
            return self.text(path, value, rules)
        if hint is int and isinstance(value, int) and not isinstance(value, bool):
            return self.number(path, value, rules)
        if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(self.number(path, value, rules))
        needed = {bool: "true or false", str: "text", int: "a whole number", float: "a number"}[hint]
        raise self.error(path, f"{needed} is needed, not {_kind(value)}{'' if value is None else f' ({value!r})'}")

    def day(self, path: Path_, value: Any) -> date:
        if type(value) is date:
            return value
        if isinstance(value, str) and not self.lines:
            return date.fromisoformat(value)
        raise self.error(path, f"a date such as 2026-11-22 is needed, not {_kind(value)} ({value})")

    def text(self, path: Path_, value: str, rules: Mapping[str, Any]) -> str:
        table_name = rules.get("refers")
        if table_name and value not in self.known.get(table_name, ()):
            places = " or ".join(f"{folder}/{table_name}.yaml" for folder in self.folders)
            raise self.error(path, f"'{value}' is not a key of {places}")
        return value

    def number(self, path: Path_, value: float, rules: Mapping[str, Any]) -> float:
        least, most = rules.get("least"), rules.get("most")
        if not abs(value) < 1e300:  # neither what is no number, nor what no float can hold
            raise self.error(path, "a finite number is needed")
        if (least is not None and value < least) or (most is not None and value > most):
            limits = (
                f"from {least}" if most is None else f"from {least} to {most}" if least is not None else f"up to {most}"
            )
            raise self.error(path, f"{value:g} is out of range; allowed: {limits}")
        return value


def _content(path: Path) -> tuple[Any, dict[Path_, int]]:
    """The plain content of a table, and the line of each key."""
    twin = path.with_suffix(".json")
    if not path.exists() and twin.exists():
        return json.loads(twin.read_text("utf-8")), {}
    try:
        text = path.read_bytes()
    except OSError:
        raise DataError(f"{path.parent.name}/{path.name}: there is no such file") from None
    return _kept(path, text)


def _kept(path: Path, text: bytes) -> tuple[Any, dict[Path_, int]]:
    """What `parse` gives; for a table of a checkout, as an earlier process kept it: parsing is most of a short run."""
    file = f"{path.parent.name}/{path.name}"
    if not CACHE.is_dir() or not path.is_relative_to(CACHE.parent):
        return parse(text, file)
    pickle = import_module("pickle")  # by its name, which is not packed for the page
    place = CACHE / "tables" / path.relative_to(CACHE.parent).with_suffix(".pickle")
    made_of = hashlib.sha256(Path(__file__).read_bytes() + text).digest()
    with suppress(OSError):
        kept = place.read_bytes()
        if kept.startswith(made_of):
            return typing.cast(tuple[Any, dict[Path_, int]], pickle.loads(kept.removeprefix(made_of)))
    parsed = parse(text, file)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(made_of + pickle.dumps(parsed))
        fresh.replace(place)  # whole, whoever else reads or writes it now
    return parsed


@lru_cache(maxsize=32)  # a table is read once as rows and once as plain values
def parse(text: bytes, file: str) -> tuple[Any, dict[Path_, int]]:
    """Plain content and lines of one YAML text; anchors, aliases, tags, duplicate keys and deep nesting are refused."""
    try:
        import yaml  # here and not above: the page starts without a YAML parser
    except ImportError:
        raise DataError(f"{file}: reading YAML needs the package PyYAML, which is not installed") from None

    if len(text) > MOST_BYTES:
        raise DataError(f"{file}: the file has {len(text):,} bytes; allowed: up to {MOST_BYTES:,}")
    if quick := getattr(yaml, "CSafeLoader", None):
        # A parser in C reads a sound text five times as fast; what is wrong with another is told in the same words.
        with suppress(DataError):
            return _parsed(text, file, yaml, quick)
    return _parsed(text, file, yaml, yaml.SafeLoader)


def _parsed(text: bytes, file: str, yaml: Any, parser: Any) -> tuple[Any, dict[Path_, int]]:
    try:
        decoded = text.decode("utf-8-sig")
        _refuse_cleverness(decoded, file, yaml, parser)
        root = yaml.compose(decoded, Loader=parser)
    except UnicodeDecodeError as problem:
        raise DataError(f"{file}: the file is not UTF-8 text (byte {problem.start})") from None
    except yaml.YAMLError as problem:
        mark, place = getattr(problem, "problem_mark", None), getattr(problem, "position", None)
        line = mark.line + 1 if mark else None if place is None else decoded.count("\n", 0, place) + 1
        told = getattr(problem, "problem", None) or getattr(problem, "reason", None) or problem
        raise DataError(f"{file}{f', line {line}' if line else ''}: this is not YAML: {told}") from None
    lines: dict[Path_, int] = {}
    loader = yaml.SafeLoader("")

    def plain_text(node: Any) -> str:
        try:
            str(node.value).encode()
        except UnicodeEncodeError:
            line = node.start_mark.line + 1
            raise DataError(f"{file}, line {line}: there is a character that does not exist") from None
        return str(node.value)

    def value(node: Any, path: Path_) -> Any:
        if isinstance(node, yaml.MappingNode):
            mapping: dict[str, Any] = {}
            for key_node, value_node in node.value:
                line = key_node.start_mark.line + 1
                if not isinstance(key_node, yaml.ScalarNode):
                    raise DataError(f"{file}, line {line}: a key must be plain text")
                key = plain_text(key_node)
                if key in mapping:
                    raise DataError(
                        f"{file}, line {line}: the key '{key}' stands twice (first on line {lines[*path, key]})"
                    )
                lines[*path, key] = line
                mapping[key] = value(value_node, (*path, key))
            return mapping
        if isinstance(node, yaml.SequenceNode):
            for place, item in enumerate(node.value):
                lines[*path, place] = item.start_mark.line + 1
            return [value(item, (*path, place)) for place, item in enumerate(node.value)]
        text = plain_text(node)
        if node.tag.endswith((":int", ":float")) and not NUMBER.fullmatch(text):
            raise DataError(
                f"{file}, line {node.start_mark.line + 1}, column {node.start_mark.column + 1}: '{text:.60}' could be "
                "read as two numbers; write it in plain digits, such as 1000 or 0.5, or in quotes if it is a text"
            )
        try:
            return loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            raise DataError(
                f"{file}, line {node.start_mark.line + 1}: '{text:.60}' is not a value that exists"
            ) from None

    return (None if root is None else value(root, ())), lines


def _refuse_cleverness(text: str, file: str, yaml: Any, parser: Any) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=parser):
        line = f"{file}, line {event.start_mark.line + 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DataError(f"{line}: anchors and aliases are not allowed; write the value out")
        if getattr(event, "tag", None):
            raise DataError(f"{line}: tags are not allowed ('{event.tag}'); write a plain value")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise DataError(f"{line}: nested more than {DEEPEST} deep")
