"""Every file that people wrote, for the tests of the house rules."""

import os
from collections.abc import Iterator
from pathlib import Path

from tools.build import ROOT

GENERATED = {".cache", ".git", ".hypothesis", ".venv", "__pycache__", "dist", "node_modules", "site"}
GENERATED |= {".mypy_cache", ".pytest_cache", ".ruff_cache"}
BINARY = {".ico", ".png", ".webp", ".woff2", ".DS_Store"}


def written() -> Iterator[Path]:
    """Their paths, relative to the project."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in GENERATED)
        yield from (Path(folder, name).relative_to(ROOT) for name in sorted(names))


TEXTS = {path: (ROOT / path).read_text(encoding="utf-8") for path in written() if path.suffix not in BINARY}
