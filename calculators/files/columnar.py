"""The rows of a file of columns, Parquet or Arrow, on the command line where pyarrow is installed."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from calculators.files.lines import Unreadable

PARQUET = b"PAR1"
ARROW = b"ARROW1"
STREAM = b"\xff\xff\xff\xff"
"""How the streams begin that `save_to_disk` of the library datasets writes."""

ROWS = 1_000


def rows(path: Path) -> Iterator[dict[str, Any]] | None:
    """The rows; None for any other file, or where pyarrow is not installed.

    They raise Unreadable where the file is damaged.
    """
    with path.open("rb") as stream:
        beginning = stream.read(len(ARROW))
    if not beginning.startswith((PARQUET, ARROW, STREAM)):
        return None
    try:
        if beginning.startswith(PARQUET):
            return _told(_parquet(path, import_module("pyarrow.parquet")), "Parquet")
        return _told(_arrow(path, import_module("pyarrow.ipc"), beginning), "Arrow")
    except ImportError:
        return None


def _told(found: Iterator[dict[str, Any]], kind: str) -> Iterator[dict[str, Any]]:
    try:
        yield from found
    except (OSError, ValueError, LookupError, TypeError, NotImplementedError) as problem:  # pyarrow’s are of these
        raise Unreadable(f"this {kind} file cannot be read ({str(problem)[:80]})") from None


def _parquet(path: Path, library: Any) -> Iterator[dict[str, Any]]:
    for batch in library.ParquetFile(path).iter_batches(ROWS):
        yield from batch.to_pylist()


def _arrow(path: Path, library: Any, beginning: bytes) -> Iterator[dict[str, Any]]:
    with path.open("rb") as stream:
        if beginning == ARROW:
            reader = library.open_file(stream)
            batches = (reader.get_batch(at) for at in range(reader.num_record_batches))
        else:
            batches = iter(library.open_stream(stream))
        for batch in batches:
            yield from batch.to_pylist()
