"""Inputs that name the columns of a file of results or labels."""

from typing import Any

from calculators.kit.inputs import text
from calculators.kit.model import Calculator

ACCEPTS = ".csv,.tsv,.json,.jsonl,.ndjson,.txt,.eval,.parquet"
"""The endings of names that are offered; the content decides."""

FILE = "What the columns of the file hold"
"""The group in which they stand."""


def column(part: str, label: str, told: str, most: int = 4_000, *, shown: str = "") -> Any:
    """Declare one or several columns; the default is what the calculator's `guess` takes were this part not said.

    It stands in the reading as `shown`, or under the name of the part.
    """
    return text(lambda self: _written(getattr(self.guess(part), shown or part)), label, FILE, told, most=most)


def _written(names: str | tuple[str, ...]) -> str:
    return ", ".join(names) if isinstance(names, tuple) else names


def of_file(kind: type[Calculator]) -> frozenset[str]:
    """The inputs that are about a file, and play no part without one."""
    return frozenset(name for name, declared in kind.inputs().items() if declared.group == FILE)
