"""A Parquet file, read on the command line where pyarrow or pandas is installed."""

from importlib import import_module
from pathlib import Path
from typing import Any

from calculators.files.lines import Unreadable

NEEDED = "this is a Parquet file; install pyarrow to read it here, or export it as JSON Lines or CSV"


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet does."""
    with path.open("rb") as stream:
        return stream.read(4) == b"PAR1"


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of the file. Raises Unreadable."""
    try:
        found = import_module("pyarrow.parquet").read_table(path).to_pylist()
    except ImportError:
        raise Unreadable(NEEDED) from None
    except Exception as problem:  # noqa: BLE001  # whatever a library of others says of a bad file
        raise Unreadable(f"this Parquet file cannot be read ({str(problem)[:80]})") from None
    return list(found)
