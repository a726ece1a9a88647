"""Parquet or Arrow made into lines of JSON, on the command line where pyarrow is installed."""

import atexit
import json
import os
from binascii import b2a_base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from calculators.kit.given_file import GivenFile

PARQUET = b"PAR1"
ARROW = b"ARROW1"
STREAM = b"\xff\xff\xff\xff"
"""How the streams begin that `save_to_disk` of the library datasets writes."""

ROWS = 1_000


@dataclass(frozen=True)
class Lines:
    """The same examples as lines of JSON, in a file that lasts until the program ends."""

    name: str
    path: Path
    size: int


@lru_cache(maxsize=4)
def as_lines(file: GivenFile) -> Lines | None:
    """The examples of a file of columns as lines; None for any other file, or where pyarrow is not installed."""
    with file.path.open("rb") as stream:
        beginning = stream.read(len(ARROW))
    if not beginning.startswith((PARQUET, ARROW, STREAM)):
        return None
    handle, place = import_module("tempfile").mkstemp(suffix=".jsonl")  # the page has no need of that module
    os.close(handle)
    path = Path(place)
    atexit.register(path.unlink, missing_ok=True)
    try:
        rows = _parquet(file.path) if beginning.startswith(PARQUET) else _arrow(file.path, beginning)
        with path.open("w", encoding="utf-8", errors="replace") as out:
            out.writelines(f"{json.dumps(_bare(row), ensure_ascii=False, default=_told)}\n" for row in rows)
    except (ImportError, OSError, ValueError):  # pyarrow’s errors are of these; the file is then named as what it is
        return None
    return Lines(f"{Path(file.name).stem}.jsonl", path, path.stat().st_size)


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    for batch in import_module("pyarrow.parquet").ParquetFile(path).iter_batches(ROWS):
        yield from batch.to_pylist()


def _arrow(path: Path, beginning: bytes) -> Iterator[dict[str, Any]]:
    ipc = import_module("pyarrow.ipc")
    with path.open("rb") as stream:
        if beginning == ARROW:
            reader = ipc.open_file(stream)
            batches = (reader.get_batch(at) for at in range(reader.num_record_batches))
        else:
            batches = iter(ipc.open_stream(stream))
        for batch in batches:
            yield from batch.to_pylist()


def _bare(row: Any) -> Any:
    """A row without the empty keys of its objects: columns cannot say that a key is not there."""
    if isinstance(row, dict):
        return {key: _bare(held) for key, held in row.items() if held is not None}
    return [_bare(one) for one in row] if isinstance(row, list) else row


def _told(held: object) -> str:
    """What JSON has no word for: bytes, such as pictures, in base64; days as texts."""
    return b2a_base64(held, newline=False).decode() if isinstance(held, bytes) else str(held)
