"""Keeps texts that depend on data, code, templates alone from build to build, as long as none of these changes."""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec

from calculators.figures.tables import own_tables
from calculators.kit.build_date import build_date

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "kept"
SOURCES = ("calculators", "data", "docs/files", "overrides/partials", "requirements.txt")

Given = ParamSpec("Given")


@cache
def made_of() -> str:
    """One hash of all that a kept text may depend on: the files in `SOURCES`, a company's tables, the day."""
    whole = hashlib.sha256(str(build_date()).encode())
    for place in (*(ROOT / name for name in SOURCES), *own_tables()):
        for path in [place] if place.is_file() else sorted(place.rglob("*.*")):
            if path.suffix != ".pyc" and path.is_file():
                whole.update(f"{path.relative_to(place)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:20]


def kept(function: Callable[Given, str], *more: str) -> Callable[Given, str]:
    """The function, asked once for each set of arguments; `more` is what else its text depends on."""

    @wraps(function)
    def told(*given: Given.args, **named: Given.kwargs) -> str:
        asked = repr((function.__module__, function.__qualname__, given, sorted(named.items()), more))
        place = CACHE / made_of() / hashlib.sha256(asked.encode()).hexdigest()[:20]
        with suppress(OSError):
            return place.read_bytes().decode()
        text = function(*given, **named)
        with suppress(OSError):
            if not place.parent.is_dir():
                shutil.rmtree(CACHE, ignore_errors=True)  # what was kept before the change
                place.parent.mkdir(parents=True)
            fresh = place.with_suffix(".new")
            fresh.write_bytes(text.encode())
            fresh.replace(place)
        return text

    return told
