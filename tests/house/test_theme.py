"""What ties the site to its theme stands in one place; its templates hold nothing that its successor cannot render."""

import re
from pathlib import Path

import pytest
import yaml

from tests.house.project import TEXTS

THEME = yaml.safe_load(TEXTS[Path("mkdocs.yml")])["extra"]["theme"]
RENDERED = [
    path
    for path in TEXTS
    if path.match("overrides/*.html")
    or path.match("overrides/partials/*.html")
    or path.parts[:3] == ("overrides", "partials", "javascripts")
]
"""The templates that the generator renders; all others are rendered by our own Python."""
CALLS = {"lang.t", "self.content"}
"""What a template may call of an object: what every generator of the theme offers."""


@pytest.mark.parametrize("name", ["search_engine", "search_engine_made_from", "search_index", "sheet"])
def test_a_file_of_the_theme_is_named_in_mkdocs_yml_alone(name: str) -> None:
    stated = [
        path for path in TEXTS if Path(THEME[name]).name in TEXTS[path] and path.parts[0] not in {"tests", "docs"}
    ]
    assert stated == [Path("mkdocs.yml")]


@pytest.mark.parametrize("path", RENDERED, ids=str)
def test_templates_call_no_methods_of_python(path: Path) -> None:
    parts = re.findall(r"\{[{%].*?[%}]\}", TEXTS[path], re.DOTALL)
    assert {called for part in parts for called in re.findall(r"[\w\]]+\.\w+(?=\()", part)} <= CALLS
