"""Who may import whom: each wing those above it, one module each outside thing, no circle anywhere."""

import sys
from collections.abc import Mapping

import pytest

from calculators.macros.wings import CALCULATORS, COMMAND_LINE, WINGS, Import, imports, module, sources, wing

STDLIB = sys.stdlib_module_names
OUTSIDE = {
    # file: what it may import besides the standard library and ours
    "calculators/kit/strict.py": {"yaml"},
    "calculators/page/render.py": {"jinja2"},
    "calculators/macros/filled.py": {"markdown", "markupsafe"},
    "calculators/macros/site.py": {"mkdocs_macros", "markupsafe"},
}
SUMS = {f"calculators/{name}.py" for name in ("break_even", "total_cost", "total_cost_words", "training_run", "upkeep")}
"""Calculators that take their lines from other calculators, so that no formula stands twice."""


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


HOUSE = sources()


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
