"""Every command or file that a page mentions exists; the checks pass."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from calculators import CLASSES
from tests.house.additions import FILES
from tests.house.project import TEXTS
from tools.build import ROOT

TARGETS = set(re.findall(r"^([a-z]+):", TEXTS[Path("Makefile")], re.MULTILINE))
PAGES = [path for path in TEXTS if path.suffix == ".md"]
GUIDES = {("docs", "contributing"), ("docs", "decisions")}


def commands(text: str) -> list[str]:
    """What a page tells its reader to type: code between backticks, and lines of code blocks."""
    blocks = re.findall(r"^ *```.*?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL))
    return spans + [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_command_that_a_page_mentions_exists(path: Path) -> None:
    for command in commands(TEXTS[path]):
        if target := re.match(r"make ([a-z]+)\b", command):
            assert target[1] in TARGETS, command
        if module := re.match(r"(?:\.venv/bin/)?python -m ([a-z_.]+)", command):
            place = ROOT / module[1].replace(".", "/")
            assert place.is_dir() or place.with_suffix(".py").is_file(), command
        if slug := re.match(r"(?:.* )?python -m calculators ([a-z-]+)", command):
            assert slug[1] in CLASSES or f"calculator/docs/embed/{slug[1]}.md" in FILES, command


TELLING = [path for path in PAGES if path == Path("README.md") or path.parts[:2] in GUIDES]
MADE = re.compile(r"(?:site|dist|search|data/own|runtime/portable|\.cache)/.*|search\.json")
"""What a page may name although nobody wrote it: it is made, or fetched."""


def places() -> set[str]:
    """Every file and folder that people wrote, by its place and by every end of it: `tools/serve.py`, `serve.py`."""
    found = {name for path in TEXTS for name in (path.as_posix(), *(f"{one.as_posix()}/" for one in path.parents))}
    return {name[at:] for name in found for at in (0, *(m.end() for m in re.finditer("/", name)))}


PLACES = places()


@pytest.mark.parametrize("path", TELLING, ids=str)
def test_every_file_that_a_page_on_the_house_mentions_exists(path: Path) -> None:
    text = TEXTS[path]
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if not link.startswith("http")]
    assert not [link for link in links if not (ROOT / path.parent / link).exists()]
    named = [span for span in commands(text) if re.fullmatch(r"[\w./-]*[\w-]/|[\w./-]+\.[a-z]{2,4}", span)]
    assert not [name for name in named if name not in PLACES and not MADE.fullmatch(name)]


WITHIN = re.compile(r"`(\w+)` in\s+`([\w./-]+\.(?:py|js))`")
"""How a page names something within a file."""


@pytest.mark.parametrize("path", TELLING, ids=str)
def test_whatever_a_page_names_within_a_file_stands_there(path: Path) -> None:
    for name, file in WITHIN.findall(TEXTS[path]):
        assert name in names(Path(file)), f"`{name}` in `{file}`"


def names(path: Path) -> set[str]:
    """What a file defines: functions, methods, classes, constants."""
    text = TEXTS[path]
    if path.suffix == ".js":
        return set(re.findall(r"(\w+)(?=\([^()]*\) \{| = )", text))
    tree = list(ast.walk(ast.parse(text)))
    defined = {node.name for node in tree if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return defined | {node.id for node in tree if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def test_the_three_journeys_name_their_stations() -> None:
    text = TEXTS[Path("docs/contributing/index.md")]
    journeys = re.findall(r"^## A .*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(journeys) == 3
    for journey in journeys:
        steps = re.findall(r"^\d\. .*?(?=^\d\. |\n\n|\Z)", journey, re.MULTILINE | re.DOTALL)
        assert 6 <= len(steps) <= 10
        assert len(WITHIN.findall(journey)) >= len(steps) - 1


def test_make_alone_lists_every_command() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\w+)", said, re.MULTILINE)) == TARGETS


@pytest.mark.parametrize("check", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=" ".join)
def test_make_check_passes(check: tuple[str, ...]) -> None:
    run = subprocess.run([sys.executable, "-m", *check], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_page_that_is_in_no_menu_is_named_as_such() -> None:
    # MkDocs itself then fails the build for a page that stands neither in `nav` nor in `not_in_nav`.
    config = yaml.safe_load(TEXTS[Path("mkdocs.yml")])
    assert config["strict"] is True
    assert config["validation"]["omitted_files"] == "warn"
