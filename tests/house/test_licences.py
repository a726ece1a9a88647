"""The licences that the site ships are those of what it ships."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest

from tests.house.project import TEXTS
from tools.build import ROOT

PAGE = TEXTS[Path("docs/licences.md")]


def test_the_licence_of_the_course_is_the_one_of_the_project() -> None:
    assert TEXTS[Path("docs/licences/course-mit.txt")] == TEXTS[Path("LICENSE")]


@pytest.mark.parametrize(
    ("package", "text"),
    [
        ("Jinja2", "jinja2-bsd-3-clause.txt"),
        ("MarkupSafe", "markupsafe-bsd-3-clause.txt"),
        ("PyYAML", "pyyaml-mit.txt"),
        ("mkdocs-material", "material-mit.txt"),
    ],
)
def test_a_shipped_text_is_the_one_in_the_package(package: str, text: str) -> None:
    installed = metadata.distribution(package)
    texts = [Path(str(file.locate())) for file in installed.files or [] if re.search(r"/licenses/LICENSE", str(file))]
    assert [path.read_text(encoding="utf-8") for path in texts] == [TEXTS[Path("docs/licences", text)]]
    assert f"{installed.version} |" in PAGE


def test_the_page_names_the_pyodide_that_is_pinned() -> None:
    pinned = json.loads(TEXTS[Path("runtime/package.json")])["dependencies"]["pyodide"]
    assert f"{pinned} |" in PAGE
    assert pinned in TEXTS[Path("docs/licences/runtime-libraries.txt")]


def test_every_library_inside_the_scripts_of_the_theme_is_named() -> None:
    theme = Path(str(metadata.distribution("mkdocs-material").locate_file("material/templates/assets")))
    sources = [source for path in theme.rglob("*.map") for source in json.loads(path.read_text())["sources"]]
    inside = {found[1] for source in sources if (found := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", source))}
    notices = TEXTS[Path("docs/licences/theme-libraries.txt")].lower()
    assert inside
    assert not [name for name in inside if name not in notices]


def test_every_text_is_linked_from_the_page() -> None:
    texts = {path.name for path in (ROOT / "docs/licences").iterdir()}
    assert texts == set(re.findall(r"\]\(licences/([^)]+)\)", PAGE))
