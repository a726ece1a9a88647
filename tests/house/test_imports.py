"""Who may import whom: calculators the kit, the kit the standard library, one module each outside thing."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.house.project import TEXTS

SOURCES = [path for path in TEXTS if path.suffix == ".py"]
STDLIB = sys.stdlib_module_names
KIT = Path("calculators/kit")
OUTSIDE = {
    # module of the kit: what it may import besides the standard library and the kit
    "strict": {"yaml"},
    "render": {"jinja2", "markupsafe"},
    "macros": {"mkdocs_macros", "markupsafe"},
}


def imported(path: Path) -> set[str]:
    """The modules that a file names in its imports, in full."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(TEXTS[path])):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by full name, as everywhere else"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def foreign(names: set[str]) -> set[str]:
    """The packages among them that are neither ours nor the standard library's."""
    return {name.split(".")[0] for name in names} - STDLIB - {"calculators"}


CALCULATORS = [path for path in SOURCES if path.parent == Path("calculators") and not path.name.startswith("__")]
KITS = [path for path in SOURCES if path.parent == KIT]


SUMS = {Path("calculators/total_cost.py")}
"""Calculators that take their lines from other calculators, so that no formula stands twice."""


@pytest.mark.parametrize("path", CALCULATORS, ids=str)
def test_a_calculator_imports_only_the_kit_and_the_standard_library(path: Path) -> None:
    names = imported(path)
    assert not foreign(names)
    ours = {name for name in names if name.startswith("calculators.")}
    assert path in SUMS or all(name.startswith("calculators.kit.") for name in ours)
    assert not any(re.match(r"calculators\.kit\.(render|macros|bundle|browser)\b", name) for name in ours)


@pytest.mark.parametrize("path", KITS, ids=str)
def test_only_one_module_of_the_kit_knows_each_outside_thing(path: Path) -> None:
    assert foreign(imported(path)) <= OUTSIDE.get(path.stem, set())


@pytest.mark.parametrize("stem", ["model", "facts", "strict", "tables", "inputs", "numbers"])
def test_the_figures_know_nothing_of_html_or_of_the_site(stem: str) -> None:
    names = imported(KIT / f"{stem}.py")
    assert not any(re.match(r"calculators\.kit\.(render|macros|bundle|browser)\b|html\b", name) for name in names)


def test_the_kit_knows_no_calculator_by_name() -> None:
    stems = {path.stem for path in CALCULATORS}
    for path in KITS:
        assert not {name for name in imported(path) if name.split(".")[1:2] and name.split(".")[1] in stems}, path
