"""Which edition of the course this is: its version, as pyproject.toml says it, with the days it speaks of."""

import tomllib
from pathlib import Path

from calculators.figures.tables import catalogue
from calculators.kit.build_date import build_date

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def version() -> str:
    """The version, such as 1.0.0: the only place where it stands is pyproject.toml."""
    return str(tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["course"]["version"])


def edition() -> str:
    """The edition in one sentence."""
    return f"Edition {version()}, with figures as of {catalogue().as_of}, built as of {build_date()}."


MACROS = (edition,)
