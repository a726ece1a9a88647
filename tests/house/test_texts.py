"""What may stand in a file, what must stand at its top."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.project import TEXTS

# Put together from pieces, so that this file does not find itself.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "npmjs" + ".com",
    "deb." + "debian.org",
    "npm" + "mirror",
]
CDNS = [
    "js" + "delivr",
    "unp" + "kg.com",
    "cdn" + "js.",
    "fonts." + "googleapis",
    "fonts." + "gstatic",
    "esm" + ".sh",
    "sky" + "pack.dev",
]
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/])/(?:" + "|".join(["home", "root", "work", "Users", "mnt", "private"]) + r")/\w"
)
LEFT_OVER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b|<<<<" r"<<<|>>>>" r">>>")


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_no_file_names_a_registry_a_cdn_a_place_on_one_machine_or_work_left_over(path: Path) -> None:
    text = TEXTS[path]
    assert not [name for name in REGISTRIES + CDNS if name in text]
    assert not MACHINE_PATHS.findall(text)
    assert not LEFT_OVER.findall(text)


OPENING = {".css": "/*", ".html": "{#", ".js": ("/*", "//"), ".toml": "#", ".yaml": "#", ".yml": "#", ".in": "#"}


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix in {*OPENING, ".py"}], ids=str)
def test_every_file_says_at_its_top_what_it_is_for(path: Path) -> None:
    if path.suffix == ".py":
        assert ast.get_docstring(ast.parse(TEXTS[path])), f"{path} needs a docstring of one line"
    elif path.parts[:2] != ("tests", "wrong_data"):
        assert TEXTS[path].lstrip().startswith(OPENING[path.suffix]), f"{path} needs a comment of one line at its top"
