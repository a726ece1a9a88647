"""Adds to a copy of the project what the pages of docs/contributing say, from the very files that they show."""

import shutil
from pathlib import Path

from calculators.macros.house import ADDITIONS, LINES
from tools.build import ROOT

COPIED = (
    "bench",
    "calculators",
    "data",
    "docs",
    "overrides",
    "runtime",
    "tests",
    "tools",
    "mkdocs.yml",
    "pyproject.toml",
)
FILES = sorted(path.relative_to(ADDITIONS).as_posix() for path in ADDITIONS.rglob("*") if path.is_file())
"""Each begins with the name of its how-to."""

BELOW = "# Below: "
AT_THE_END = "# At the end:"
"""How the first line of lines to add says where they go."""


def place(file: str) -> str:
    """Where a file goes in the project, or where the file stands that its lines are for."""
    return file.partition("/")[2].removesuffix(LINES)


def copy(project: Path) -> None:
    """The project as it is, without what is fetched or built."""
    passed_over = shutil.ignore_patterns("node_modules", "__pycache__")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, project / name, ignore=passed_over)
        else:
            shutil.copy2(ROOT / name, project / name)


def add(project: Path, without: str = "") -> None:
    """Add every file of every how-to, but one that is left out."""
    for file in FILES:
        target = project / place(file)
        if file.endswith(LINES):
            shutil.copy2(ROOT / place(file), target)
        else:
            target.unlink(missing_ok=True)
    for file in FILES:
        target, text = project / place(file), (ADDITIONS / file).read_text("utf-8")
        if file == without:
            continue
        if file.endswith(LINES):
            text = with_lines(target.read_text("utf-8"), text)
        else:
            assert not target.exists(), f"{place(file)} exists, so a how-to cannot add it"
        target.write_text(text, "utf-8")


def with_lines(text: str, lines: str) -> str:
    """A text with lines put where the first of them says."""
    where, _, rest = lines.partition("\n")
    if where == AT_THE_END:
        return f"{text.rstrip()}\n{rest}"
    assert where.startswith(BELOW), f"“{where}” does not say where the lines go"
    rows = text.splitlines(keepends=True)
    found = [number for number, row in enumerate(rows) if row.strip() == where.removeprefix(BELOW)]
    assert len(found) == 1, f"“{where.removeprefix(BELOW)}” stands {len(found)} times, so nobody knows which is meant"
    return "".join([*rows[: found[0] + 1], rest, *rows[found[0] + 1 :]])
