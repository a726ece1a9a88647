"""A reader of the site in whichever browser, driven by Playwright or by WebDriver: what the core of the tests does."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Download, Error, Frame

from tests.browser.conftest import DESKTOP, Watch
from tools.webdriver import DriverError, Session, WebKit

PATIENCE = 120.0
"""Seconds for what must come about; on a machine that does ten things at once WebKit takes forty to start Python."""

TEXT = """(css) => [...document.querySelectorAll(css)].filter((one) => one.checkVisibility())
  .map((one) => (one.value ?? "") + " " + one.innerText).join("\\n").replace(/\\s+/g, " ")"""
FOUND = """(css, words) => {
  const visible = [...document.querySelectorAll(css)].filter((one) => one.checkVisibility());
  const found = visible.find((one) => one.textContent.includes(words));
  for (const one of document.querySelectorAll("[data-next]")) one.removeAttribute("data-next");
  found?.setAttribute("data-next", "");
  found?.scrollIntoView({ block: "center", behavior: "instant" });
  return Boolean(found);
}"""
NEXT = "[data-next]"
PUT = """(css, text) => {
  const field = document.querySelector(css);
  field.value = text;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}"""


LONGEST = 40
"""Characters that are typed key by key; a longer text is put in at once."""


class Reader(ABC):
    """One visitor, new to the site."""

    downloads: Path

    @abstractmethod
    def go(self, address: str) -> None:
        """Open an address, whole."""

    @abstractmethod
    def run(self, function: str, *arguments: Any) -> Any:
        """What a function of JavaScript returns in the page, or in the frame that the reader is in."""

    @abstractmethod
    def clicks(self, css: str) -> None:
        """Click on the one element there."""

    @abstractmethod
    def types(self, css: str, text: str, enter: bool = False) -> None:
        """Type into a field in place of what it holds."""

    @abstractmethod
    def chooses(self, css: str, file: Path) -> None:
        """Choose a file of the own disk."""

    @abstractmethod
    def inside(self, css: str) -> Any:
        """`with reader.inside("iframe"):` what happens there happens in that frame."""

    @abstractmethod
    def waits(self) -> None:
        """A moment passes."""

    def comes(self, holds: Callable[[], object], what: str) -> None:
        """Wait for something to come about."""
        end = time.monotonic() + PATIENCE
        problem: Exception | None = None
        while time.monotonic() < end:
            try:
                if holds():
                    return
                problem = None
            except (Error, DriverError) as error:  # the page is being left, or is not there yet
                problem = error
            self.waits()
        raise AssertionError(f"{what} did not come about: {problem or ''} at {self.run('() => location.href')}")

    def text(self, css: str) -> str:
        """What all visible elements there say, or hold as a value."""
        return str(self.run(TEXT, css))

    def sees(self, css: str, words: str) -> None:
        seen = ""

        def there() -> bool:
            nonlocal seen
            seen = self.text(css)
            return words in seen

        try:
            self.comes(there, f"{css} with “{words}”")
        except AssertionError as error:
            raise AssertionError(f"{error}; it says: {seen[:500]}") from None

    def sees_no(self, css: str) -> None:
        self.comes(lambda: not self.text(css), f"no {css}")

    def presses(self, words: str, css: str = "button") -> None:
        """Press the first visible button, or whatever `css` finds, that says these words."""
        self.comes(lambda: self.run(FOUND, css, words), f"“{words}”")
        self.clicks(NEXT)

    def is_at(self, part: str) -> None:
        self.comes(lambda: part in str(self.run("() => location.href")), f"an address with {part}")

    def state(self, state: str) -> None:
        """Wait until the first calculator is in a state."""
        self.comes(lambda: self.run("() => document.querySelector('form.calculator').dataset.state") == state, state)

    def saved(self, content: bytes) -> None:
        """Wait until a file with this content is saved."""
        files = lambda: [path for path in self.downloads.rglob("*") if path.is_file()]  # noqa: E731
        self.comes(lambda: any(path.read_bytes() == content for path in files()), "a saved file")


class ByPlaywright(Reader):
    """In Chromium or Firefox; every visit is watched."""

    def __init__(self, context: BrowserContext, downloads: Path) -> None:
        self.downloads = downloads
        self._page = context.new_page()
        self._at: Frame = self._page.main_frame
        context.on("download", self._download)

    def _download(self, download: Download) -> None:
        download.save_as(self.downloads / "named" / download.suggested_filename)

    def go(self, address: str) -> None:
        self._page.goto(address)

    def run(self, function: str, *arguments: Any) -> Any:
        return self._at.evaluate(f"(all) => ({function})(...all)", list(arguments))

    def clicks(self, css: str) -> None:
        self._at.locator(css).click()

    def types(self, css: str, text: str, enter: bool = False) -> None:
        field = self._at.locator(css)
        field.fill(text if len(text) > LONGEST else "")
        if len(text) <= LONGEST:
            field.press_sequentially(text)
        if enter:
            field.press("Enter")

    def chooses(self, css: str, file: Path) -> None:
        self._at.locator(css).set_input_files(file)

    @contextmanager
    def inside(self, css: str) -> Iterator[None]:
        frame = self._at.wait_for_selector(css, state="attached")
        found = frame and frame.content_frame()
        assert found
        before, self._at = self._at, found
        yield
        self._at = before

    def waits(self) -> None:
        self._page.wait_for_timeout(100)


class ByWebDriver(Reader):
    """In WebKitGTK."""

    def __init__(self, session: Session, downloads: Path) -> None:
        self.downloads = downloads
        self._session = session

    def go(self, address: str) -> None:
        self._session.go(address)

    def run(self, function: str, *arguments: Any) -> Any:
        return self._session.run(function, *arguments)

    def clicks(self, css: str) -> None:
        # Not beneath the header, which stays where it is.
        self.run("(css) => document.querySelector(css).scrollIntoView({ block: 'center', behavior: 'instant' })", css)
        self._session.click(css)

    def types(self, css: str, text: str, enter: bool = False) -> None:
        self.clicks(css)
        if len(text) > LONGEST:
            self.run(PUT, css, text)
        else:
            self._session.clear(css)
            self._session.keys(css, text + ("\ue007" if enter else ""))

    def chooses(self, css: str, file: Path) -> None:
        self._session.keys(css, str(file))

    @contextmanager
    def inside(self, css: str) -> Iterator[None]:
        self._session.enter(css)
        yield
        self._session.leave()

    def waits(self) -> None:
        time.sleep(0.1)


Opened = Callable[..., Any]
"""`with opened(home) as reader`: a visitor of the site at home, watched as in every test, where that is possible.

`watched=False` lets a test try what no visit may do.
"""


def by_playwright(browser: Browser, downloads: Path) -> Opened:
    @contextmanager
    def opened(home: str, watched: bool = True) -> Iterator[Reader]:
        with browser.new_context(viewport=DESKTOP, reduced_motion="reduce") as context:
            seen = Watch(context, home)
            yield ByPlaywright(context, downloads)
        if watched:
            seen.check()

    return opened


def by_webdriver(webkit: WebKit) -> Opened:
    @contextmanager
    def opened(_home: str, watched: bool = True) -> Iterator[Reader]:
        with Session(webkit, **DESKTOP) as session:
            yield ByWebDriver(session, webkit.downloads)

    return opened
