"""Remarks on lines of files in the forms that other programs show: SARIF, GitHub's annotations, lines of a compiler."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from calculators.kit.remarks import Level, Remark

SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
COMMANDS: Mapping[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}
"""What GitHub calls each level."""


def sarif(remarks: Sequence[Remark]) -> str:
    """The remarks in SARIF 2.1.0, as code scanning takes them up.

    Form: OASIS, Static Analysis Results Interchange Format 2.1.0, of 2020-03-27.
    """
    kinds = {one.key: one for one in remarks}
    order = list(kinds)
    driver = {
        "name": "tune-or-not",
        "rules": [
            {"id": one.key, "shortDescription": {"text": one.title}, "defaultConfiguration": {"level": one.level}}
            for one in kinds.values()
        ],
    }
    results = [
        {
            "ruleId": one.key,
            "ruleIndex": order.index(one.key),
            "level": one.level,
            "message": {"text": _told(one)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _address(one.path)},
                        "region": {"startLine": one.line},
                    }
                }
            ],
        }
        for one in remarks
    ]
    log: dict[str, Any] = {
        "$schema": SARIF,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, indent=2, ensure_ascii=False)


def github(remarks: Iterable[Remark]) -> str:
    """The remarks as commands that GitHub Actions reads from what a step prints: an annotation for each."""
    return "\n".join(command(one.level, _told(one), one.path, one.line) for one in remarks)


def command(level: Level, words: str, path: Path | None = None, line: int = 0) -> str:
    """One annotation; what would end a command or a property of it is written as GitHub reads it back."""
    about = {"file": path and path.as_posix(), "line": line}
    told = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in about.items() if value)
    return f"::{COMMANDS[level]}{' ' * bool(told)}{told}::{_escaped(words)}"


def lines(remarks: Iterable[Remark]) -> str:
    """The remarks as compilers tell theirs, so that editors find the line: place, level, words, key."""
    return "\n".join(f"{one.path}:{one.line}: {one.level}: {_told(one)} [{one.key}]" for one in remarks)


def _told(one: Remark) -> str:
    return f"{one.title}: {one.words}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)


def _address(path: Path) -> str:
    """A path as SARIF names it: relative to where the command runs if it lies below, else in full."""
    whole, here = path.resolve(), Path.cwd()
    return quote(whole.relative_to(here).as_posix()) if whole.is_relative_to(here) else whole.as_uri()
