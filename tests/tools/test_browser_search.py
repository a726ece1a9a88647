"""The browser of the tests is looked for in a fixed order; nothing that hangs holds the search up."""

import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error

from tools import browser, packages


class Machine:
    """A machine on which only some browsers start; it remembers what was tried."""

    def __init__(self, *starts: str) -> None:
        self.starts = list(starts)
        self.tried: list[str] = []
        self.chromium = self

    def launch(self, executable_path: str | None, args: list[str]) -> Any:
        assert "--disable-background-networking" in args
        self.tried.append(executable_path or "")
        if (executable_path or "") not in self.starts:
            raise Error("no such browser")
        return SimpleNamespace(version="1.2.3")

    def get(self, path: str) -> bool:
        """Something is installed, and starts from now on."""
        self.tried.append(f"install {path}")
        self.starts.append(path)
        return True


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without browsers from which nothing can be downloaded."""
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr(browser, "RECORD", tmp_path / "cache" / "browser")
    monkeypatch.setattr(browser, "installed", list)
    monkeypatch.setattr(browser, "_download", lambda: False)
    monkeypatch.setattr(browser, "_system_package", lambda: False)


def test_a_named_browser_overrules_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/mine")
    machine = Machine("", "/mine")
    assert browser.start(machine)[1] == "/mine (1.2.3)"
    assert not browser.RECORD.exists()


def test_a_named_browser_that_does_not_start_is_not_passed_over_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/mine")
    with pytest.raises(browser.NoBrowser, match="BROWSER_PATH=/mine does not start"):
        browser.start(Machine(""))


def test_playwrights_own_comes_before_an_installed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "installed", lambda: ["/usr/bin/chromium"])
    machine = Machine("/usr/bin/chromium")
    monkeypatch.setattr(browser, "_download", lambda: machine.get(""))
    assert browser.start(machine)[1] == "Playwright's own (1.2.3)"
    assert machine.tried == ["", "install ", ""]


def test_what_was_found_once_is_tried_first_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "installed", lambda: ["/broken", "/usr/bin/chromium"])
    machine = Machine("/usr/bin/chromium")
    browser.start(machine)
    assert machine.tried == ["", "/broken", "/usr/bin/chromium"]
    machine.tried.clear()
    browser.start(machine)
    assert machine.tried == ["/usr/bin/chromium"]


def test_the_system_package_is_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine()
    monkeypatch.setattr(browser, "installed", lambda: [path for path in machine.starts if path])
    monkeypatch.setattr(browser, "_system_package", lambda: machine.get("/usr/bin/chromium"))
    assert browser.start(machine)[1] == "/usr/bin/chromium (1.2.3)"


def test_without_any_browser_the_message_says_what_to_install() -> None:
    with pytest.raises(browser.NoBrowser, match="apt-get install chromium"):
        browser.start(Machine())


@pytest.mark.parametrize(
    ("program", "limits"),
    [
        ("import time; time.sleep(60)", {"total": 60, "silence": 1}),
        ("import time\nwhile True: print('.', flush=True); time.sleep(0.1)", {"total": 2, "silence": 60}),
    ],
    ids=["silent", "endless"],
)
def test_a_download_that_hangs_is_given_up(program: str, limits: dict[str, float]) -> None:
    started = time.monotonic()
    assert not packages.run([sys.executable, "-c", program], **limits)
    assert time.monotonic() - started < 30


def test_a_download_that_ends_well_counts() -> None:
    assert packages.run([sys.executable, "-c", "print('done')"], total=30, silence=30)
    assert not packages.run([sys.executable, "-c", "raise SystemExit(1)"], total=30, silence=30)
