"""Each other browser is taken where it is, installed where that is possible, else left out with a reason."""

import shutil

import pytest

from tools import browsers, packages
from tools.browsers import Missing


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine without other browsers; the list takes the programs that come to be there."""
    there: list[str] = []
    monkeypatch.delenv("BROWSERS", raising=False)
    monkeypatch.setattr(browsers, "APPLICATION", "/nowhere")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None)
    return there


def test_all_are_wanted_unless_some_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROWSERS", raising=False)
    assert browsers.wanted() == ("chromium", "firefox", "webkit")
    monkeypatch.setenv("BROWSERS", "Firefox, chromium")
    assert browsers.wanted() == ("chromium", "firefox")


def test_a_name_that_is_none_is_refused_with_those_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSERS", "chromium,safari")
    with pytest.raises(Missing, match="names safari; it can name chromium, firefox, webkit"):
        browsers.wanted()


def test_what_is_not_wanted_is_not_installed(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSERS", "chromium")
    monkeypatch.setattr(packages, "install", lambda *_: pytest.fail("it was installed"))
    with pytest.raises(Missing, match="BROWSERS=chromium leaves firefox out"):
        browsers.fetch("firefox")


def test_it_is_installed_where_it_is_missing(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "install", lambda *names: installed.extend(names))
    assert browsers.fetch("firefox") == "/usr/bin/firefox-esr"


@pytest.mark.parametrize(("name", "package"), [("firefox", "firefox-esr"), ("webkit", "webkit2gtk-driver xvfb")])
def test_where_it_cannot_be_installed_the_reason_says_what_would_help(
    installed: list[str], monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    monkeypatch.setattr(packages, "install", lambda *_: False)
    with pytest.raises(Missing, match=f"apt-get install {package}"):
        browsers.fetch(name)
