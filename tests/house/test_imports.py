"""Who may import whom: each wing those above it, one module each outside thing, no circle anywhere."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.project import TEXTS

STDLIB = sys.stdlib_module_names
CALCULATORS = "the calculators"
WINGS = (
    "kit",
    "files",
    "figures",
    "bills",
    "statistics",
    "results",
    "training_file",
    "advice",
    CALCULATORS,
    "record",
    "proof",
    "page",
    "macros",
)
"""From the ground up: a wing imports only from itself, or from those before it."""

OUTSIDE = {
    # file: what it may import besides the standard library and ours
    "calculators/kit/strict.py": {"yaml"},
    "calculators/page/render.py": {"jinja2"},
    "calculators/macros/site.py": {"mkdocs_macros", "markupsafe"},
}
SUMS = {"calculators/total_cost.py", "calculators/total_cost_words.py"}
"""Calculators that take their lines from other calculators, so that no formula stands twice."""
COMMAND_LINE = "calculators/__main__.py"


@dataclass(frozen=True)
class Import:
    """One module named in one line of a file."""

    path: str
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.module}"


def sources(texts: Mapping[Path, str]) -> dict[str, str]:
    """The Python files of the house by their path."""
    return {
        path.as_posix(): text for path, text in texts.items() if path.parts[0] == "calculators" and path.suffix == ".py"
    }


def module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path: str, text: str, known: set[str]) -> Iterator[Import]:
    """Whatever a file imports, within its functions too: modules in full, never a name in them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: import by full name, as everywhere else"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield Import(path, node.lineno, full if full in known else str(node.module))


def wing(name: str) -> str:
    """The wing of a module of ours; what stands in none is a calculator, or the list of them."""
    part = f"{name}.".split(".")[1]
    return part if part in WINGS else CALCULATORS


def wrong_way(files: Mapping[str, str]) -> list[str]:
    """The lines that import from a wing further down."""
    known = {module(path) for path in files}
    return [
        f"{one}: {wing(module(one.path))} may not know {wing(one.module)}"
        for path, text in files.items()
        if path != COMMAND_LINE
        for one in imports(path, text, known)
        if one.module.split(".")[0] == "calculators" and WINGS.index(wing(one.module)) > WINGS.index(wing(module(path)))
    ]


def circles(files: Mapping[str, str]) -> list[str]:
    """Modules that import each other, directly or by way of others: the lines that close each circle."""
    known = {module(path): path for path in files}
    lines = {
        name: [one for one in imports(path, files[path], set(known)) if one.module in known]
        for name, path in known.items()
    }
    found, done = [], set()

    def follow(name: str, way: tuple[Import, ...]) -> None:
        passed = [module(one.path) for one in way]
        if name in passed:
            found.append("; ".join(map(str, way[passed.index(name) :])))
        elif name not in done:
            for one in lines[name]:
                follow(one.module, (*way, one))
            done.add(name)

    for name in known:
        follow(name, ())
    return found


HOUSE = sources(TEXTS)


def test_a_wing_imports_only_from_those_above_it() -> None:
    assert not wrong_way(HOUSE)


def test_no_modules_import_each_other() -> None:
    assert not circles(HOUSE)


def test_the_line_that_breaks_the_order_is_named() -> None:
    files = {
        "calculators/kit/model.py": "def f():\n    from calculators.page import render\n",
        "calculators/page/render.py": "import calculators.kit.model\n",
        "calculators/rent.py": "from calculators.kit import model\nfrom calculators.record.walk import steps\n",
        "calculators/record/walk.py": "",
    }
    assert wrong_way(files) == [
        "calculators/kit/model.py:2 imports calculators.page.render: kit may not know page",
        "calculators/rent.py:2 imports calculators.record.walk: the calculators may not know record",
    ]
    assert circles(files) == [
        "calculators/kit/model.py:2 imports calculators.page.render; "
        "calculators/page/render.py:1 imports calculators.kit.model"
    ]


def test_statistics_know_nothing_but_numbers() -> None:
    known = {module(path) for path in HOUSE}
    for path in (path for path in HOUSE if path.startswith("calculators/statistics/")):
        names = {one.module for one in imports(path, HOUSE[path], known)}
        assert all(name.split(".")[0] in STDLIB or wing(name) == "statistics" for name in names), path


@pytest.mark.parametrize("path", HOUSE)
def test_only_one_module_knows_each_outside_thing(path: str) -> None:
    names = {one.module.split(".")[0] for one in imports(path, HOUSE[path], set())}
    assert names - STDLIB - {"calculators"} <= OUTSIDE.get(path, set())


def test_a_calculator_knows_no_other() -> None:
    known = {module(path) for path in HOUSE}
    alone = [path for path in HOUSE if wing(module(path)) == CALCULATORS and "__" not in path and path not in SUMS]
    assert len(alone) > 12
    for path in alone:
        others = [one for one in imports(path, HOUSE[path], known) if one.module.startswith("calculators.")]
        own = module(path).removesuffix("_words")
        assert not [str(one) for one in others if wing(one.module) == CALCULATORS and one.module != own]
