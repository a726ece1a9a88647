"""The files of the theme that the site leans on, by the names that mkdocs.yml gives."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2] / "mkdocs.yml"


@cache
def theme() -> Mapping[str, str]:
    """Where the theme's sheet, the engine of its search and the index stand in a built site."""
    found: Mapping[str, str] = yaml.safe_load(PROJECT.read_text("utf-8"))["extra"]["theme"]
    return found
