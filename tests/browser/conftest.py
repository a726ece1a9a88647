"""One browser for all tests of the built site, a fresh visitor for each; every visit is watched."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from calculators.figures.tables import catalogue
from tools import browser as browsers
from tools.build import ROOT
from tools.serve import Server

AXE = ROOT / "runtime/node_modules/axe-core/axe.min.js"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}

# Python takes a second to start, and many on a machine that does ten things at once.
expect.set_options(timeout=30_000)

START = f"&start={catalogue().first_day}"
"""What a link or a record holds beside the answers: the day on which the site is built."""

NewPage = Callable[..., AbstractContextManager[Page]]
Axe = Callable[..., None]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser that `make test` names."""
    try:
        running, _ = browsers.start(playwright)
    except browsers.NoBrowser as error:
        pytest.fail(str(error), pytrace=False)
    yield running
    running.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> NewPage:
    """Opens a visitor's page: `with visit(color_scheme="dark") as page`.

    It takes what Playwright's `new_context` takes. On leaving, the visit must have asked no other host for anything,
    broken no rule of the content policy, found all modules of Python, and left no JavaScript error uncaught. (The
    policy also stops Playwright's `wait_for_function`; wait with `expect`.)
    """

    @contextmanager
    def opened(**options: Any) -> Iterator[Page]:
        usual = {"base_url": server.url, "viewport": DESKTOP, "reduced_motion": "reduce"}
        with browser.new_context(**{**usual, **options}) as context:
            seen = Watch(context, server.url)
            yield context.new_page()
        seen.check()

    return opened


class Watch:
    """Notes what a visit does that no visit may do."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        host = re.match(r"https?://[^/]+/|file:///", home)
        assert host
        self._home = (host[0], "data:", "blob:" + host[0], "blob:null/")
        context.on("request", lambda request: self._request(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._console)

    def _request(self, url: str) -> None:
        if not url.startswith(self._home):
            self.elsewhere.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        # Firefox writes the first with hyphens; the second is told by Python where something was not shipped.
        if re.search("Content.Security.Policy|ModuleNotFoundError", message.text):
            self.errors.append(message.text)

    def check(self) -> None:
        assert not self.elsewhere, f"asked another host: {self.elsewhere}"
        assert not self.errors, "\n".join(self.errors)


def eventually(page: Page, holds: Callable[[], object]) -> None:
    """Waits for what `expect` cannot see, such as a worker's end, which may take a busy browser seconds."""
    for _ in range(300):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come about within 30 seconds")


@pytest.fixture
def page(visit: NewPage) -> Iterator[Page]:
    """A visitor at a desk: 1280 x 800."""
    with visit() as page:
        yield page


@pytest.fixture
def dark(visit: NewPage) -> Iterator[Page]:
    """A visitor whose system is set to dark."""
    with visit(color_scheme="dark") as page:
        yield page


@pytest.fixture
def phone(visit: NewPage) -> Iterator[Page]:
    """A visitor with a phone: 360 x 740, touch."""
    with visit(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2) as page:
        yield page


@pytest.fixture
def no_js(visit: NewPage) -> Iterator[Page]:
    """A visitor without JavaScript."""
    with visit(java_script_enabled=False) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Asserts that axe-core finds nothing: `axe(page)`, `axe(page, "form.calculator")`, `axe(page, but=["label"])`."""
    text = AXE.read_text()

    def check(page: Page, within: str = "html", rules: Sequence[str] = (), but: Sequence[str] = ()) -> None:
        if not page.evaluate("'axe' in globalThis"):
            page.evaluate(text)  # by the debugger, which the content policy does not bind
        options: dict[str, Any] = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in but}}
        if rules:
            options["runOnly"] = {"type": "rule", "values": list(rules)}
        found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])["violations"]
        words = [f"{v['id']} ({v['help']}): " + "; ".join(node["html"] for node in v["nodes"][:5]) for v in found]
        assert not words, f"{page.url}\n" + "\n".join(words)

    return check
