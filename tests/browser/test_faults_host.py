"""Hosts that take something away: https, an origin, workers, the internet, texts as scripts; words say what."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.conftest import Watch
from tests.browser.test_runtime import BREAK_EVEN, FAILURE, STATUS
from tools.browser import INTRANET
from tools.serve import Reply, Server

ANSWER = "[data-answer]"
CALLS = "[name=calls_per_day]"
WORKERS = "worker-src 'self'"
NO_WORKER_BY_ADDRESS = """{
  const Browsers = Worker;
  Worker = class extends Browsers {
    constructor(address, about) {
      if (!String(address).startsWith("blob:")) throw new DOMException("of another origin", "SecurityError");
      super(address, about);
    }
  };
}"""
FRAME = """<!doctype html><html lang="en"><title>Wiki</title>
<iframe title="A calculator" width="1000" height="700" {} src="{}"></iframe><a id="after" href="#">After</a>"""


class Ruled(Server):
    """A host whose content policy is another; at `wiki/…` it frames its own pages."""

    sandbox = ""

    def rule(self, strict: str) -> str:
        return strict

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        if path.startswith("wiki/"):
            page = FRAME.format(self.sandbox, self.base + path.removeprefix("wiki/"))
            return Reply(200, page.encode(), {"Content-Type": "text/html"})
        reply = super().reply(path, headers)
        policy = self.rule(reply.headers.get("Content-Security-Policy", ""))
        return Reply(reply.status, reply.body, {**reply.headers, "Content-Security-Policy": policy})


class Boxed(Ruled):
    """A wiki that frames the course in a sandbox, with the strict policy."""

    sandbox = 'sandbox="allow-scripts allow-popups"'


class Repository(Ruled):
    """A repository server that sends every file with the policy `sandbox`."""

    def rule(self, strict: str) -> str:
        return f"sandbox allow-scripts allow-forms allow-popups; {strict.replace(WORKERS, WORKERS + ' blob:')}"


class Trusting(Ruled):
    """A host that asks for trusted types, and lets only ours make them."""

    def rule(self, strict: str) -> str:
        return f"{strict}; require-trusted-types-for 'script'; trusted-types course"


def visited(browser: Browser, host: Server, *beside: str) -> AbstractContextManager[Page]:
    """A watched visit of a host, which may also take what begins with `beside`."""

    @contextmanager
    def opened() -> Iterator[Page]:
        with browser.new_context(base_url=host.url, viewport={"width": 1280, "height": 800}) as context:
            seen = Watch(context, host.url)
            seen._home += beside
            yield context.new_page()
        seen.check()

    return opened()


def reckons(page: Page | FrameLocator) -> None:
    page.locator(CALLS).fill("9000")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")


def finds(page: Page) -> None:
    page.get_by_role("textbox", name="Search").press_sequentially("upkeep")
    expect(page.locator(".md-search-result__item a").first).to_be_visible()


def test_over_plain_http_and_without_the_internet_all_works(browser: Browser, site: Path) -> None:
    """HOST-08, HOST-09: no test's browser finds any other host."""
    with Server(site, base="/course/") as host:
        host.url = host.url.replace("127.0.0.1", INTRANET)
        with visited(browser, host) as page:
            page.goto(BREAK_EVEN)
            lacks = "[isSecureContext, typeof crypto.subtle, typeof navigator.clipboard, typeof caches]"
            assert page.evaluate(lacks) == [False, "undefined", "undefined", "undefined"]
            reckons(page)
            page.get_by_role("button", name="Copy link").click()
            expect(page.get_by_label("Link to these answers")).to_be_focused()
            expect(page.locator(STATUS)).to_contain_text("Ctrl+C")
            page.goto("decision-record/")
            expect(page.locator("[data-record-entry=break-even]")).to_contain_text("9,000 calls")
            finds(page)
            page.goto("selftest/")
            page.get_by_role("button", name="Run the tests").click()
            expect(page.locator("[data-summary]")).to_contain_text(" 0 wrong")
            expect(page.locator("[data-test=secure]")).to_contain_text(f"http://{INTRANET}")


def test_a_host_that_takes_the_origin_away_is_served_by_plain_scripts(browser: Browser, site: Path) -> None:
    """HOST-04: the policy `sandbox`, as some repository servers send it."""
    with Repository(site, base="/course/") as host, visited(browser, host, "blob:null/") as page:
        page.goto(BREAK_EVEN)
        assert page.evaluate("origin") == "null"
        reckons(page)
        finds(page)


def test_a_sandbox_that_forbids_python_is_named_with_a_way_out(browser: Browser, site: Path) -> None:
    """HOST-04: a frame without same-origin permission on a host with the strict policy."""
    with Boxed(site, base="/course/") as host, browser.new_context(base_url=host.url) as context:
        page = context.new_page()
        page.goto("wiki/embed/break-even/")
        frame = page.frame_locator("iframe")
        frame.locator(CALLS).focus()
        expect(frame.locator(FAILURE)).to_contain_text("this page is embedded without same-origin permission")
        expect(frame.locator(ANSWER)).to_be_visible()
        link = frame.get_by_role("link", name="Open in a new tab")
        for calls in ("9000", "8000"):  # what is typed after the failure is in the link too
            frame.locator(CALLS).fill(calls)
            address = re.compile(rf"/course/embed/break-even/#break-even\?calls_per_day={calls}&start=[-0-9]+$")
            expect(link).to_have_attribute("href", address)
        # Such a frame may submit no form; its button works all the same.
        frame.get_by_role("button", name="Go on without Python").click()
        frame.get_by_role("button", name="Calculate").click()
        expect(frame.locator(FAILURE)).to_contain_text("this page is embedded without same-origin permission")


def test_where_no_worker_starts_by_its_address_it_starts_from_text(browser: Browser, site: Path) -> None:
    """HOST-04: a page with an origin, and scripts that count as another's."""

    class Texts(Ruled):
        def rule(self, strict: str) -> str:
            return strict.replace(WORKERS, f"{WORKERS} blob:")

    with Texts(site, base="/course/") as host, visited(browser, host) as page:
        page.add_init_script(NO_WORKER_BY_ADDRESS)
        page.goto(BREAK_EVEN)
        finds(page)
        page.keyboard.press("Escape")
        reckons(page)
        assert [request.path for request in host.log if "runtime/portable/pyodide-wasm" in request.path]


def test_the_keyboard_comes_into_a_frame_and_out_again(browser: Browser, site: Path) -> None:
    """HOST-05: heights and origins are promised in test_embed."""
    with Ruled(site, base="/course/") as host, visited(browser, host) as page:
        page.goto("wiki/embed/break-even/")
        last = page.frame_locator("iframe").get_by_role("link").last
        last.focus()
        page.keyboard.press("Tab")
        expect(page.locator("#after")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(last).to_be_focused()


def test_our_own_scripts_live_with_trusted_types(browser: Browser, site: Path) -> None:
    """Calculator, record, walk and own figures; the theme's own script does not (see the page for hosts)."""
    with Trusting(site, base="/course/") as host, browser.new_context(base_url=host.url) as context:
        page = context.new_page()
        stopped: list[str] = []
        context.on("weberror", lambda error: stopped.append(str(error.error)))
        page.goto("embed/break-even/")
        reckons(page)
        page.goto("decision-record/")
        expect(page.locator("[data-record-entry=break-even]")).to_contain_text("9,000 calls")
        page.goto("walk/")
        page.get_by_label("What the best prompt gets right").fill("83")
        expect(page.locator(".walk__verdict").locator("visible=true")).to_contain_text("Stop.")
    # The theme builds its own parts so: the tops of its search results, for one.
    assert all("innerHTML" in error for error in stopped)
