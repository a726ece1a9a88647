"""Every command or file that a page mentions exists; the checks pass."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.house.project import GENERATED, TEXTS
from tools.build import ROOT

TARGETS = set(re.findall(r"^([a-z]+):", TEXTS[Path("Makefile")], re.MULTILINE))
PAGES = [path for path in TEXTS if path.suffix == ".md"]


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


def test_every_file_that_the_readme_mentions_exists() -> None:
    text = TEXTS[Path("README.md")]
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if not link.startswith("http")]
    paths = [span for span in commands(text) if re.fullmatch(r"[\w./-]+(?:/|\.\w+)", span) and "*" not in span]
    missing = [path for path in {*links, *paths} if not (ROOT / path).exists() and path.rstrip("/") not in GENERATED]
    assert not missing


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
