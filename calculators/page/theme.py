"""The files of the theme that the site leans on, by the names that mkdocs.yml gives."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from calculators.kit import strict

PROJECT = Path(__file__).resolve().parents[2] / "mkdocs.yml"


@cache
def theme() -> Mapping[str, str]:
    """Where the theme's sheet, the engine of its search and the index stand in a built site."""
    content, _ = strict.parse(PROJECT.read_bytes(), PROJECT.name)
    found: Mapping[str, str] = content["extra"]["theme"]
    return found
