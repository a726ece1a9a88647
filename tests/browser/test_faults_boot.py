"""On the way to Python: whatever goes wrong is said in words, with a way on, with nothing typed lost."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import eventually
from tests.browser.test_runtime import BREAK_EVEN, FAILURE, FIRST, LIBRARY, SNAPSHOT, STATUS, WASM, WATCHED, held, only
from tools.serve import Reply, Server, _Handler

Axe = Callable[..., None]

FORM = "form.calculator"
ANSWER = "[data-answer]"
CALLS = "[name=calls_per_day]"
MANIFEST = "**/runtime/manifest.json"
WORKER = "**/runtime/worker.*.js"
SCRIPT = "**/runtime/python.*.js"
GONE = "did not arrive: the network is away, or something on the way holds it back. (RT-BLOCKED)"
CUT = {"status": 200, "body": b"PK\3\4", "content_type": "application/zip"}
SIGN_IN = {"status": 200, "body": "<p>Sign in", "content_type": "text/html"}
TEXT = {"status": 200, "body": "postMessage(1)", "content_type": "text/plain"}
EMPTY = {"status": 200, "body": "", "content_type": "text/javascript"}
OTHER = {"status": 200, "body": "export const start = 1, unzip = 1;", "content_type": "text/javascript"}
ABORTED: dict[str, Any] = {}
FAULTS: dict[str, tuple[dict[str, dict[str, Any]], str]] = {
    "BOOT-03 sign-in page for the manifest": (
        {MANIFEST: SIGN_IN},
        "sign-in may have expired, so reload this page. (RT-",
    ),
    "BOOT-03 sign-in page for a script": ({SCRIPT: SIGN_IN}, "sign-in may have expired, so reload this page. (RT-"),
    "BOOT-03 sign-in page for the worker": ({WORKER: SIGN_IN}, "sign-in may have expired, so reload this page. (RT-"),
    "BOOT-04 damaged manifest": ({MANIFEST: {"body": '{"worker.js"'}}, "manifest.json arrived damaged. (RT-INTEGRITY)"),
    "BOOT-04 damaged library": ({SNAPSHOT: {"status": 404}, LIBRARY: CUT}, "arrived damaged. (RT-INTEGRITY)"),
    "BOOT-04 cut-off worker": (
        {WORKER: {"body": "class Failure extends", "content_type": "text/javascript"}},
        "arrived damaged. (RT-INTEGRITY)",
    ),
    "BOOT-02 worker of another type": ({WORKER: TEXT}, "came as text/plain and must be text/javascript. (RT-MIME)"),
    "BOOT-02 script of another type": ({SCRIPT: TEXT}, "came as text/plain and must be text/javascript. (RT-MIME)"),
    "an empty worker": ({WORKER: EMPTY}, "arrived damaged. (RT-INTEGRITY)"),
    "an empty interpreter": ({"**/runtime/pyodide.*.js": EMPTY}, "arrived damaged. (RT-INTEGRITY)"),
    "an empty script": ({SCRIPT: EMPTY}, "arrived damaged. (RT-INTEGRITY)"),
    "a script that is another": ({SCRIPT: OTHER}, "a part of Python broke off while it started. (RT-START)"),
    "HOST-10 manifest held back": ({MANIFEST: ABORTED}, f"manifest.json {GONE}"),
    "HOST-10 worker held back": ({WORKER: ABORTED}, GONE),
    "HOST-10 wasm held back": ({WASM: ABORTED}, GONE),
    "HOST-10 zip held back": ({"**/runtime/*.zip": ABORTED}, GONE),
}
BYTES_A_SECOND = 200_000
"""Of a slow line: 1.6 Mbit/s."""
VITALS = """
globalThis.vitals = { cls: 0, told: [] };
new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => {
  if (!hadRecentInput) vitals.cls += value;
})).observe({ type: "layout-shift", buffered: true });
"""
MOVES = """() => {
  new MutationObserver(() => {
    const words = document.querySelector("[data-status] [aria-hidden]")?.textContent ?? "";
    if (/ MB/.test(words)) vitals.told.push(parseFloat(words));
  }).observe(document.querySelector("[data-status]"), { childList: true, subtree: true });
}"""


def answered(about: dict[str, Any]) -> Callable[[Route], None]:
    return lambda route: route.fulfill(**about) if about else route.abort()


def test_each_fault_is_told_as_an_alert_and_retry_works_once_it_is_gone(page: Page, server: Server, axe: Axe) -> None:
    alert, retry = page.locator(FAILURE).get_by_role("alert"), page.get_by_role("button", name="Retry")
    page.goto(BREAK_EVEN)
    before = page.locator(ANSWER).inner_text()
    for fault, (files, words) in FAULTS.items():
        for pattern, about in files.items():
            page.context.route(pattern, answered(about))
        if retry.is_visible():
            retry.click()
        else:
            page.locator(CALLS).fill("9000")
            page.keyboard.press("Enter")
        expect(alert, fault).to_contain_text(words)
        expect(page.locator(FAILURE)).to_be_focused()
        expect(page.locator(FORM)).to_have_attribute("data-state", "failed")
        expect(page.locator(ANSWER)).to_have_text(before)
        for pattern in files:
            page.context.unroute(pattern)
    axe(page)
    expect(page).to_have_url(re.compile(r"#break-even\?calls_per_day=9000&start=[0-9-]+$"))  # so that a reload finds it
    server.log.clear()
    retry.click()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    # Past what the browser has kept, which may be the damaged one.
    assert [request.status for request in server.log if request.path.endswith(".wasm")] == [200]
    expect(alert).to_be_empty()


def test_a_reader_may_go_on_without_python_and_ask_for_it_again(page: Page) -> None:
    page.context.route(MANIFEST, answered(ABORTED))
    page.goto(BREAK_EVEN)
    page.locator(CALLS).fill("9000")
    page.get_by_role("button", name="Go on without Python").click()
    expect(page.locator(FAILURE).get_by_role("alert")).to_be_empty()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(CALLS).fill("8000")
    expect(page.get_by_text("This answer is to other values than those in the form.")).to_be_visible()
    page.locator(CALLS).fill("")
    expect(page.get_by_text("This answer is to other values than those in the form.")).to_be_hidden()
    assert asked == []
    page.context.unroute(MANIFEST)
    page.locator(CALLS).fill("7000")
    page.get_by_role("button", name="Calculate").click()
    expect(page.locator(ANSWER)).to_contain_text("7,000 calls a day")


def test_the_details_can_be_copied_and_hold_nothing_that_was_typed(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.context.route(WASM, answered({"status": 403}))
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000")
    page.get_by_role("button", name="Copy details").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "(RT-HTTP)" in copied
    assert "403" in copied
    assert "Mozilla" in copied
    assert "9000" not in copied


def test_ten_clicks_while_python_starts_are_one_start_and_one_question(page: Page) -> None:
    """BOOT-07."""
    page.add_init_script(WATCHED)
    with held(page.context, WASM) as let_go:
        page.goto(BREAK_EVEN)
        main = page.locator("button[type=submit]")
        for click in range(10):
            page.locator(CALLS).fill(f"{9_000 + click}")
            main.click()
        expect(main).to_have_text("Starting Python, will run when ready")
        let_go()
    expect(page.locator(ANSWER)).to_contain_text("9,009 calls a day")
    expect(main).to_have_text("Calculate")
    assert page.evaluate("questions") == ["calls_per_day=9009"]
    assert page.evaluate("workers.length") == 1


def test_a_browser_that_runs_python_slowly_is_told_so_and_not_given_up(page: Page) -> None:
    """BOOT-09: everything has arrived, and the start does not end."""

    def never_ready(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text().replace("postMessage({ ready: true, blind: blind() })", "null"))

    page.context.route(WORKER, never_ready)
    page.clock.install()
    page.goto(BREAK_EVEN)
    page.locator(FORM).hover()
    page.clock.run_for(1_000)
    total = page.locator(f"{STATUS} [aria-hidden]")
    while not re.search(r"(\S+) of \1 MB", total.inner_text()):
        page.clock.run_for(250)
    for _ in range(5):
        page.clock.run_for(8_000)
    expect(page.locator(STATUS)).to_contain_text("This browser is running Python slowly.")
    expect(page.locator(FORM)).to_have_attribute("data-state", "loading")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(FORM)).to_have_attribute("data-state", "prerendered")
    only(page, 0)


def test_a_site_that_was_renewed_meanwhile_says_so_and_a_reload_keeps_the_answers(page: Page, site: Path) -> None:
    renewed = json.loads((site / "runtime/manifest.json").read_text())
    renewed["calculators.zip"] |= {"sha256": "another", "address": "calculators.0123456789ab.zip"}
    alert = page.locator(FAILURE).get_by_role("alert")
    page.context.route(MANIFEST, lambda route: route.fulfill(json=renewed))
    page.goto(BREAK_EVEN)
    page.locator(CALLS).fill("9000")
    expect(alert).to_contain_text("this site was renewed after you opened this page; reload it. (RT-RENEWED)")
    expect(page).to_have_url(re.compile("calls_per_day=9000"))
    page.context.unroute(MANIFEST)
    page.get_by_role("button", name="Reload this page").click()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    # Renewed between the list of files and the files: the old names are gone.
    page.evaluate("coursePython.stop()")
    page.context.route(MANIFEST, lambda route: route.fulfill(json=renewed))
    page.context.route(MANIFEST, lambda route: route.continue_(), times=1)
    page.context.route(FIRST, answered({"status": 404}))
    page.locator(CALLS).fill("8000")
    expect(alert).to_contain_text("(RT-RENEWED)")


class Drip:
    """Lets bytes through at 1.6 Mbit/s, all connections together."""

    through = threading.Lock()
    sent = 0

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: Any) -> None:
        for at in range(0, len(data), 8_000):
            piece = data[at : at + 8_000]
            with Drip.through:
                time.sleep(len(piece) / BYTES_A_SECOND)
            self._out.write(piece)
            self._out.flush()
            Drip.sent += len(piece)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)


class Far(_Handler):
    """A host at the end of a slow line: 1.6 Mbit/s, 150 ms away."""

    def setup(self) -> None:
        super().setup()
        self.wfile = Drip(self.wfile)  # type: ignore[assignment]

    def do_GET(self) -> None:
        time.sleep(0.15)
        super().do_GET()


@pytest.fixture
def far(site: Path) -> Iterator[Server]:
    with Server(site, base="/course/") as host:
        host._http.RequestHandlerClass = Far
        yield host


def test_a_slow_line_shows_the_lesson_at_once_and_how_much_of_python_has_come(browser: Browser, far: Server) -> None:
    """BOOT-05: 1.6 Mbit/s, 150 ms."""
    with browser.new_context(base_url=far.url, viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.add_init_script(VITALS)
        before = Drip.sent
        page.goto("why-fine-tune/", wait_until="networkidle")
        assert Drip.sent - before < 2 * BYTES_A_SECOND, "the lesson would not be there within two seconds"
        assert page.evaluate("vitals.cls") <= 0.1
        assert not [request for request in far.log if request.path.startswith("runtime/")]
        page.evaluate(MOVES)
        page.locator(FORM).first.hover()
        expect(page.locator(f"{STATUS} [aria-hidden]").first).to_contain_text(re.compile(r"[1-9]\d*\.\d of \d+\.\d MB"))
        page.locator(CALLS).first.fill("9000")
        expect(page.locator(f"{STATUS} [aria-hidden]").first).to_contain_text(re.compile(r"([2-9]|1[0-9])\.\d of"))
        told = [0.0, *page.evaluate("vitals.told")]
        # Counted in bytes and not by the clock, so that a busy machine proves neither for nor against it.
        assert max(later - earlier for earlier, later in pairwise(told)) < 3 * BYTES_A_SECOND / 1e6
        page.get_by_role("button", name="Cancel").first.click()
        expect(page.locator(CALLS).first).to_have_value("9000")
        page.wait_for_timeout(500)
        stopped = Drip.sent
        page.wait_for_timeout(1_000)
        assert Drip.sent - stopped < 20_000


@pytest.mark.parametrize("address", ["why-fine-tune/", BREAK_EVEN, "embed/break-even/"])
def test_without_javascript_nothing_is_dead_and_the_answer_stands(no_js: Page, address: str) -> None:
    """BOOT-10."""
    no_js.goto(address)
    expect(no_js.locator(ANSWER).first).to_be_visible()
    expect(no_js.locator(".calculator__noscript").first).to_contain_text(
        "JavaScript is off, so the answer below is for"
    )
    expect(no_js.locator(".calculator__noscript").first).to_be_visible()
    expect(no_js.locator(f"{FORM} button").locator("visible=true")).to_have_count(0)


class Damaging(Server):
    """A host from which one script comes damaged once, to be kept by the browser for ever."""

    script = ""

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        if not self.script or not path.startswith(f"runtime/{self.script}."):
            return super().reply(path, headers)
        reply = super().reply(path, {})
        about = {name: value for name, value in reply.headers.items() if name != "ETag"}
        return Reply(200, reply.body[:500] + b"\n{", about)


@pytest.mark.parametrize("script", ["worker", "python", "pyodide"])
def test_a_damaged_script_that_the_browser_keeps_is_replaced(browser: Browser, site: Path, script: str) -> None:
    """BOOT-04: Retry past what is kept, also for scripts that no page can check."""
    with Damaging(site, base="/course/") as host, browser.new_context(base_url=host.url) as context:
        host.script = script
        page = context.new_page()
        page.goto(BREAK_EVEN)
        page.locator(CALLS).fill("9000")
        expect(page.locator(FAILURE)).to_contain_text("(RT-INTEGRITY)")
        host.script = ""
        page.get_by_role("button", name="Retry").click()
        expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")


def test_what_is_typed_before_the_script_has_come_counts(page: Page) -> None:
    waiting: list[Route] = []
    page.context.route("**/javascripts/course-to-*.js", lambda route: waiting.append(route))
    page.goto(BREAK_EVEN, wait_until="commit")
    page.locator(CALLS).fill("9000")
    eventually(page, lambda: waiting)
    waiting[0].continue_()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(page.locator(CALLS)).to_have_value("9000")


class SignIn(Server):
    """A host whose sign-in stands on another, and has expired."""

    place = ""

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        if path.startswith("runtime/"):
            return Reply(302, b"", {"Location": self.place})
        return super().reply(path, headers)


def test_a_sign_in_on_another_host_is_told_apart_from_a_network_that_is_away(browser: Browser, site: Path) -> None:
    with (
        Server(site) as other,
        SignIn(site, base="/course/") as host,
        browser.new_context(base_url=host.url) as context,
    ):
        host.place = other.url
        page = context.new_page()
        page.goto(BREAK_EVEN)
        page.locator(CALLS).fill("9000")
        alert = page.locator(FAILURE).get_by_role("alert")
        expect(alert).to_contain_text("manifest.json did not arrive: the server sends to another address instead;")
        expect(alert).to_contain_text("your sign-in may have expired, so reload this page. (RT-HTTP)")


def test_a_script_that_stalls_is_named_within_15_seconds(page: Page) -> None:
    page.context.route(SCRIPT, lambda _: None)
    page.goto(BREAK_EVEN)
    began = time.monotonic()
    page.locator(CALLS).fill("9000")
    expect(page.locator(STATUS)).to_contain_text(re.compile(r"python\.\w+\.js has not arrived yet"))
    assert time.monotonic() - began < 15
    expect(page.locator(STATUS)).not_to_contain_text("slowly")
