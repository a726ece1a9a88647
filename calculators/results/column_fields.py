"""Inputs that name the columns of a file of results or labels."""

from typing import Any

from calculators.kit.inputs import text
from calculators.kit.model import Calculator

FILE = "What the columns of the file hold"
"""The group in which they stand."""


def column(part: str, label: str, told: str, most: int = 1_000) -> Any:
    """Declare one or several columns; the default is what `guess` of the calculator takes for this part."""
    return text(lambda self: ", ".join(_listed(getattr(self.guess, part))), label, FILE, told, most=most)


def _listed(names: str | tuple[str, ...]) -> tuple[str, ...]:
    return names if isinstance(names, tuple) else (names,)


def of_file(kind: type[Calculator]) -> frozenset[str]:
    """The inputs that are about a file, and play no part without one."""
    return frozenset(name for name, declared in kind.inputs().items() if declared.group == FILE)
