"""Every file says in one line what it is for; no class, module or wing outgrows who reads it."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.house.project import TEXTS

LONGEST_CLASS = 350
LONGEST_MODULE = 500
LARGEST_KIT = 2_500
LARGEST_WING = 1 / 4

CODE = [
    path for path in TEXTS if path.suffix == ".py" and path.parts[0] in {"calculators", "tools", "runtime", "tests"}
]
HOUSE = [path for path in CODE if path.parts[0] == "calculators"]
BESIDE = [
    path
    for path in TEXTS
    if path.parent.as_posix() in {"docs/javascripts", "docs/stylesheets", "runtime"} and path.suffix in {".js", ".css"}
]
"""What readers' browsers run or apply beside Python."""

READY = {".css", ".js"}
"""The endings, of ".css" and ".js", whose files keep the rule already."""


def lines(path: Path) -> int:
    return TEXTS[path].count("\n")


def said(path: Path) -> str:
    """What a file says of itself: its docstring, or the comment at its top."""
    if path.suffix == ".py":
        return ast.get_docstring(ast.parse(TEXTS[path])) or ""
    found = re.match(r"/\*\s*(.*?)\s*\*/", TEXTS[path], re.DOTALL)
    return found[1] if found else ""


def wrong(words: str) -> str:
    """Why words do not say in one line what a file is for; empty where they do."""
    first, _, rest = words.partition("\n")
    if not first or rest.split("\n")[0].strip():
        return "one line is needed, then an empty one"
    if re.search(r"\band\b|&", first):
        return f"“and” joins two purposes: {first}"
    return "" if re.search(r"[.:](?=\s|$)", first) else f"it is no whole sentence: {first}"


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_file_says_in_one_line_what_it_is_for(path: Path) -> None:
    assert not wrong(said(path))


@pytest.mark.parametrize("path", [path for path in BESIDE if path.suffix in READY], ids=str)
def test_a_file_beside_python_says_so_too(path: Path) -> None:
    assert not wrong(said(path))


def test_two_purposes_or_half_a_sentence_are_told() -> None:
    assert not wrong("Tells what rent costs.")
    assert not wrong("Rent, told in words: `python -m rent`.\n\nMore of it.")
    assert wrong("Tells what rent costs and who pays it.") == (
        "“and” joins two purposes: Tells what rent costs and who pays it."
    )
    assert wrong("Tells what rent\ncosts.") == wrong("") == "one line is needed, then an empty one"
    assert wrong("Rent") == "it is no whole sentence: Rent"


@pytest.mark.parametrize("path", HOUSE, ids=str)
def test_no_class_is_longer_than_one_can_read(path: Path) -> None:
    classes = [node for node in ast.walk(ast.parse(TEXTS[path])) if isinstance(node, ast.ClassDef)]
    sizes = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in classes}
    assert not {name: size for name, size in sizes.items() if size > LONGEST_CLASS}


@pytest.mark.parametrize("path", HOUSE, ids=str)
def test_no_module_is_longer_than_one_can_read(path: Path) -> None:
    assert lines(path) <= LONGEST_MODULE


def test_no_wing_is_a_house_of_its_own() -> None:
    sizes: Counter[str] = Counter()
    for path in HOUSE:
        sizes[path.parts[1] if len(path.parts) > 2 else "the calculators"] += lines(path)
    whole = sizes.total()
    assert sizes["kit"] < LARGEST_KIT
    wings = {name: size for name, size in sizes.items() if name != "the calculators"}
    assert not {name: size for name, size in wings.items() if size > LARGEST_WING * whole}


UNMARKED = {"search-worker.js", "frame-heights.js", "lost.js"}
"""A worker, a script for pages of others, the one of the page for a wrong address."""


def test_every_script_of_a_page_says_in_its_last_line_that_it_ran() -> None:
    """Else whole.js would call it missing."""
    scripts = [path for path in BESIDE if path.parent.name == "javascripts" and path.name not in UNMARKED]
    unmarked = [path.name for path in scripts if not re.search(r'"data-ran", ""\); // see whole.js\n$', TEXTS[path])]
    assert sorted(unmarked) == ["whole.js"]
