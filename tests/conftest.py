"""What every test may ask for: the built site, a server for it, the same run of Hypothesis every time."""

import os
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from calculators.figures.tables import Catalogue
from tools.build import SITE, BuildError, build
from tools.offline import offline
from tools.serve import Server

# No clock and no chance decides whether a test passes: the same examples on a slow machine and on a fast one.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

# The tests promise what our own figures give; a company's are laid over them only where a test says so.
os.environ.pop("DATA", None)


FIRST_DAY = date(2026, 11, 22)
"""The day whose prices the tests were reckoned with."""

OF_THE_BUILD = ("tests/browser", "tests/house", "tests/tools")
"""Tests of the built site, which reckons from the day of its build."""


@pytest.fixture(autouse=True)
def first_day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every calculator begins on one day, on whatever day the tests are run; `test_any_day.py` tries others."""
    if not request.node.nodeid.startswith(OF_THE_BUILD):
        monkeypatch.setattr(Catalogue, "first_day", FIRST_DAY)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", type=Path, help="test this built site as it is, instead of site/ brought up to date")


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Path:
    """The finished site, as `make site` builds it."""
    if given := request.config.getoption("--site"):
        return Path(given)
    try:
        build()
    except BuildError as error:
        pytest.fail(str(error), pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    """The site on a web server, two folders deep, as on a host that it shares with others."""
    with Server(site, base="/course/sub/") as serving:
        yield serving


@pytest.fixture(scope="session")
def offline_zip(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of `make offline`."""
    return offline(site, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def offline_tree(offline_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes out of it."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(offline_zip) as packed:
        packed.extractall(folder)
    return folder / offline_zip.stem
