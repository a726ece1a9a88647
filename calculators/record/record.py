"""A reader's decision record as text, read strictly from what a browser, a file or a link holds.

It holds what the reader typed: words, and the answers given to each calculator as a query string. No figure is in it.
"""

import base64
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import unquote

from calculators import CLASSES
from calculators.kit.query import LONGEST_QUERY

FORMAT = "decision-record"
VERSION = 1
MOST_CHARACTERS = 1_000_000
LONGEST_LINK = 32_000
MOST_KEPT = 3
"""So many scenarios of a calculator, and so many variants of the whole record, can be kept side by side."""
LONGEST_NAME = 40
DEEPEST = 12

WORDS = {
    "title": 200,
    "authors": 300,
    "notes": 20_000,
    "metric": 2_000,
    "items": 200,
    "decides": 200,
    "decide_by": 10,
    "review": 10,
}
"""What is typed on the record's own page, and the most characters of each."""

ON_ONE_LINE = ("title", "authors", "items", "decides", "decide_by", "review")
DAYS = ("decide_by", "review")

MARKS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class RecordRefused(ValueError):
    """A record cannot be read; the message says why, in one sentence for the reader."""


@dataclass(frozen=True)
class Scenario:
    """A variant of one calculator's answers under the reader's name for it."""

    name: str
    query: str


@dataclass(frozen=True)
class Record:
    """What the reader typed: words, the answers to each calculator by slug, scenarios by slug.

    `variants` are records kept to compare with this one, by the reader's names for them; `dropped` names what nobody
    knows.
    """

    title: str = ""
    authors: str = ""
    notes: str = ""
    metric: str = ""
    items: str = ""
    decides: str = ""
    decide_by: str = ""
    review: str = ""
    calculators: Mapping[str, str] = field(default_factory=dict)
    scenarios: Mapping[str, tuple[Scenario, ...]] = field(default_factory=dict)
    variants: tuple[tuple[str, "Record"], ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def review_day(self) -> date | None:
        """The day on which the decision is to be looked at again, if the reader named one."""
        return date.fromisoformat(self.review) if self.review else None

    def plain(self) -> dict[str, Any]:
        """The record as plain values, without what is empty."""
        return {
            "format": FORMAT,
            "version": VERSION,
            **{name: getattr(self, name) for name in WORDS if getattr(self, name)},
            **({"calculators": dict(self.calculators)} if self.calculators else {}),
            **({"scenarios": {slug: _listed(kept) for slug, kept in self.scenarios.items()}} if self.scenarios else {}),
            **({"variants": [_variant(name, one) for name, one in self.variants]} if self.variants else {}),
        }

    def text(self) -> str:
        """The record as JSON on one line: what a browser keeps; `read_record` gives it back."""
        return json.dumps(self.plain(), ensure_ascii=False, separators=(",", ":"))


def _listed(kept: Iterable[Scenario]) -> list[dict[str, str]]:
    return [{"name": one.name, "query": one.query} for one in kept]


def _variant(name: str, record: Record) -> dict[str, Any]:
    content = {key: value for key, value in record.plain().items() if key not in {"format", "version"}}
    return {"name": name, "record": content}


def read_record(text: str) -> Record:
    """The record that a text holds, as JSON or as the part of a link behind "case=". Raises RecordRefused."""
    text = text.strip().removeprefix("\ufeff")
    if text.startswith("case="):
        text = _unpacked(text.removeprefix("case="))
    if len(text) > MOST_CHARACTERS:
        raise RecordRefused(f"It is too long: {len(text):,} characters; allowed: up to {MOST_CHARACTERS:,}.")
    content = _parsed(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise RecordRefused(f"It is no decision record of this course: “format” is not “{FORMAT}”.")
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise RecordRefused(
            f"It does not say which version of the format it has; this edition reads version {VERSION}."
        )
    if version > VERSION:
        raise RecordRefused(
            f"It was written by a newer edition of this course (version {str(version)[:6]} of the format; "
            f"this edition reads version {VERSION}), so open it there."
        )
    # What a file says of the answers is for its readers; here they are worked out afresh.
    known = {"format", "version", "answers", "summary"}
    return _record({key: value for key, value in content.items() if key not in known}, "")


def _record(content: Mapping[str, Any], place: str) -> Record:
    dropped: list[str] = []
    values: dict[str, Any] = {}
    for key, value in content.items():
        if key in WORDS:
            values[key] = _words(value, f"{place}{key}", WORDS[key])
            if key in ON_ONE_LINE:
                values[key] = " ".join(values[key].split())
        elif key == "calculators":
            values[key] = _answers(value, f"{place}{key}", dropped)
        elif key == "scenarios":
            values[key] = _scenarios(value, f"{place}{key}", dropped)
        elif key == "variants" and not place:
            values[key] = _variants(value, dropped)
        else:
            dropped.append(_shown(f"{place}{key}"))
    for key in DAYS:
        if values.get(key):
            values[key] = _day(values[key], f"{place}{key}")
    return Record(**values, dropped=tuple(dropped))


def _answers(value: Any, place: str, dropped: list[str]) -> dict[str, str]:
    found = _mapping(value, place)
    _drop_unknown(found, place, dropped)
    return {slug: _words(found[slug], f"{place}.{slug}", LONGEST_QUERY) for slug in CLASSES if slug in found}


def _scenarios(value: Any, place: str, dropped: list[str]) -> dict[str, tuple[Scenario, ...]]:
    found = _mapping(value, place)
    _drop_unknown(found, place, dropped)
    kept = {}
    for slug in (slug for slug in CLASSES if slug in found):
        here = f"{place}.{slug}"
        named = _named(found[slug], here, "query", dropped)
        kept[slug] = tuple(Scenario(name, _words(query, f"{here}.query", LONGEST_QUERY)) for name, query in named)
    return {slug: scenarios for slug, scenarios in kept.items() if scenarios}


def _variants(value: Any, dropped: list[str]) -> tuple[tuple[str, Record], ...]:
    variants = []
    for name, content in _named(value, "variants", "record", dropped):
        record = _record(_mapping(content, "variants.record"), "variants.record.")
        dropped += record.dropped
        variants.append((name, replace(record, dropped=())))
    return tuple(variants)


def _named(value: Any, place: str, content: str, dropped: list[str]) -> list[tuple[str, Any]]:
    """What a short list keeps under names of the reader's."""
    if not isinstance(value, list):
        raise RecordRefused(f"{place}: a list is needed.")
    if len(value) > MOST_KEPT:
        raise RecordRefused(f"{place}: {len(value):,} are kept there; allowed: up to {MOST_KEPT}.")
    found = []
    for one in value:
        entry = _mapping(one, place)
        if not {"name", content} <= entry.keys():
            raise RecordRefused(f"{place}: each needs “name” and “{content}”.")
        dropped += [_shown(f"{place}.{key}") for key in entry if key not in {"name", content}]
        found.append((_words(entry["name"], f"{place}.name", LONGEST_NAME), entry[content]))
    return found


def _drop_unknown(found: Mapping[str, Any], place: str, dropped: list[str]) -> None:
    dropped += [_shown(f"{place}.{slug}") for slug in found if slug not in CLASSES]


def _mapping(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RecordRefused(f"{place}: a mapping is needed.")
    return value


def _words(value: Any, place: str, most: int) -> str:
    if not isinstance(value, str):
        raise RecordRefused(f"{place}: a text is needed.")
    if len(value) > most:
        raise RecordRefused(f"{place}: {len(value):,} characters; allowed: up to {most:,}.")
    return UNWRITABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))


def _day(text: str, place: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RecordRefused(f"{place}: “{_shown(text)}” is not a day such as 2027-01-31.") from None


def _shown(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text[:80])


def _parsed(text: str) -> Any:
    """The JSON of a text. Deep nesting, which could end the interpreter, is refused before it is read."""
    depth = 0
    for mark in MARKS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark[0], 0)
        if depth > DEEPEST:
            raise RecordRefused(f"It is nested more than {DEEPEST} deep, which no decision record is.")
    try:
        return json.loads(text, object_pairs_hook=_once)
    except RecordRefused:
        raise
    except ValueError:
        raise RecordRefused("It is damaged, or no decision record: it is not JSON.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RecordRefused(f"It is damaged: “{_shown(twice)}” stands twice.")
    return found


def packed(record: Record) -> str:
    """The record as the part of a link behind "#"; empty where a link cannot carry so much."""
    squeezed = base64.urlsafe_b64encode(zlib.compress(record.text().encode(), 9)).decode().rstrip("=")
    return f"case={squeezed}" if len(squeezed) <= LONGEST_LINK else ""


def _unpacked(text: str) -> str:
    """The text that a link carries: squeezed, or written out by a page in which Python had not started."""
    if text.startswith(("%7B", "{")):
        return unquote(text)
    if len(text) > LONGEST_LINK:
        raise RecordRefused(f"This link is too long: {len(text):,} characters; allowed: up to {LONGEST_LINK:,}.")
    damaged = RecordRefused("This link is damaged: a part of it is missing or changed.")
    text = text.rstrip("=")
    try:
        squeezed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        opened = zlib.decompressobj()
        content = opened.decompress(squeezed, MOST_CHARACTERS)
        if opened.unconsumed_tail:
            raise RecordRefused(f"This link holds too much: more than {MOST_CHARACTERS:,} characters.")
        if not opened.eof:
            raise damaged
        return content.decode()
    except (ValueError, zlib.error) as problem:
        raise problem if isinstance(problem, RecordRefused) else damaged from None
