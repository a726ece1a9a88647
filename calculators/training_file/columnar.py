"""A file of columns, Parquet or Arrow, made into lines of JSON."""

import atexit
import json
import os
from binascii import b2a_base64
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from calculators.files.columnar import rows
from calculators.kit.given_file import GivenFile


@dataclass(frozen=True)
class Lines:
    """The same examples as lines of JSON, in a file that lasts until the program ends."""

    name: str
    path: Path
    size: int


@lru_cache(maxsize=4)
def as_lines(file: GivenFile) -> Lines | None:
    """The examples of a file of columns as lines; None for any other file, or where it cannot be read here.

    Raises Unreadable where it is damaged.
    """
    found = rows(file.path)
    if found is None:
        return None
    handle, place = import_module("tempfile").mkstemp(suffix=".jsonl")  # the page has no need of that module
    os.close(handle)
    path = Path(place)
    atexit.register(path.unlink, missing_ok=True)
    with path.open("w", encoding="utf-8", errors="replace") as out:
        out.writelines(f"{json.dumps(_bare(row), ensure_ascii=False, default=_told)}\n" for row in found)
    return Lines(f"{Path(file.name).stem}.jsonl", path, path.stat().st_size)


def _bare(row: Any) -> Any:
    """A row without the empty keys of its objects: columns cannot say that a key is not there."""
    if isinstance(row, dict):
        return {key: _bare(held) for key, held in row.items() if held is not None}
    return [_bare(one) for one in row] if isinstance(row, list) else row


def _told(held: object) -> str:
    """What JSON has no word for: bytes, such as pictures, in base64; days as texts."""
    return b2a_base64(held, newline=False).decode() if isinstance(held, bytes) else str(held)
