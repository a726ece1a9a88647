"""How Python gets into the page: only when wanted, checked, without a way out, with words when it cannot."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, Worker, expect

from tests.browser.conftest import eventually
from tools.serve import Reply, Server

STATUS = "[data-status]"
FAILURE = "[data-failure]"
BREAK_EVEN = "calculators/break-even/"
WASM = "**/runtime/pyodide.*.wasm"
LIBRARY = "**/runtime/library.*.zip"
SNAPSHOT = "**/runtime/snapshot.*.bin"
FIRST = "**/runtime/break-even.*.zip"
REST = "**/runtime/calculators.*.zip"
FUNCTIONS = "**/runtime/functions.*.bin"

# Lets a test reach the workers that the page makes, and note what they are asked.
WATCHED = """
globalThis.workers = [];
globalThis.questions = [];
const Worker_ = Worker;
Worker = class extends Worker_ {
  constructor(url, about) { super(url, about); if (String(url).includes("/runtime/")) workers.push(this); }
  postMessage(said) { if (said.slug) questions.push(said.query); super.postMessage(said); }
};
"""


def workers(page: Page) -> list[Worker]:
    """The page's workers that run Python; the search has one of its own."""
    return [worker for worker in page.workers if "/runtime/" in worker.url]


def only(page: Page, count: int) -> None:
    """Waits until so many of them are left."""
    eventually(page, lambda: len(workers(page)) == count)


def wake(page: Page) -> None:
    """Touch the calculator, and wait for Python."""
    page.locator("form.calculator").hover()
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")


@contextmanager
def held(context: BrowserContext, pattern: str) -> Iterator[Callable[[], None]]:
    """Requests that wait until the test lets them go, by calling what this gives."""
    waiting: list[Route] = []
    free = False

    def arrives(route: Route) -> None:
        if free:
            route.continue_()
        else:
            waiting.append(route)

    def let_go() -> None:
        nonlocal free
        free = True
        while waiting:
            waiting.pop().continue_()

    context.route(pattern, arrives)
    yield let_go
    let_go()


@pytest.mark.parametrize("address", ["", "why-fine-tune/", BREAK_EVEN, "embed/break-even/"])
def test_a_visit_without_a_touch_fetches_nothing_of_python(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [url for url in asked if "/runtime/" in url]


def test_a_touch_fetches_each_file_once_and_leaves_the_ready_made_answer_as_it_is(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(BREAK_EVEN)
    page.evaluate("document.querySelectorAll('form.calculator [data-slot] > *').forEach((one) => (one.same = true))")
    wake(page)
    fetched = sorted(url.rpartition("/")[2].partition(".")[0] for url in asked if "/runtime/" in url)
    assert fetched == ["break-even", "manifest", "pyodide", "pyodide", "python", "snapshot", "worker"]
    replaced = page.evaluate(
        "[...document.querySelectorAll('form.calculator [data-slot] > *')]"
        ".filter((one) => !one.same).map((one) => one.outerHTML)"
    )
    assert replaced == []


COMPARE = """() => {
  const scenarios = ["", "calls_per_day=9000"].map((query) => ({ name: `N${query}`, query }));
  const about = { slug: "break-even", scenarios };
  globalThis.told = "";
  coursePython.ask({
    slug: "scenarios",
    query: () => JSON.stringify(about),
    show: (html) => (told = html),
    failed: (why) => (told = `${why.words} (${why.code})`),
  }, "change");
}"""


def test_what_no_first_answer_needs_comes_when_it_is_asked_for(page: Page) -> None:
    with held(page.context, REST) as let_go:
        page.goto(BREAK_EVEN)
        wake(page)
        page.locator("[name=calls_per_day]").fill("9000")
        expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
        page.evaluate(COMPARE)
        page.wait_for_timeout(300)
        assert page.evaluate("told") == ""
        let_go()
    page.wait_for_function("() => told.includes('Ncalls_per_day')")
    page.locator("[name=calls_per_day]").fill("8000")
    expect(page.locator("[data-answer]")).to_contain_text("8,000 calls a day")


def test_where_the_rest_does_not_come_it_is_said_and_asked_for_again(page: Page) -> None:
    page.context.route(REST, lambda route: route.fulfill(status=404))
    page.goto(BREAK_EVEN)
    wake(page)
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    page.evaluate(COMPARE)
    page.wait_for_function("() => told.includes('(RT-HTTP)')")
    page.context.unroute(REST)
    page.evaluate(COMPARE)
    page.wait_for_function("() => told.includes('Ncalls_per_day')")


# Each answer of an interpreter without its rarer functions calls one of them first.
RARE = """
const usual = answer;
answer = async (question) => {
  if (short) python.run("import cmath");
  return usual(question);
};
"""


def test_an_answer_that_needs_a_rare_function_is_worked_out_by_a_whole_interpreter(page: Page) -> None:
    def rare(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text() + RARE)

    page.context.route("**/runtime/worker.*.js", rare)
    page.goto(BREAK_EVEN)
    with page.expect_request(FUNCTIONS):
        page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    page.locator("[name=calls_per_day]").fill("8000")
    expect(page.locator("[data-answer]")).to_contain_text("8,000 calls a day")
    only(page, 1)


def test_another_calculator_waits_for_its_own_files_alone(page: Page) -> None:
    asked: list[str] = []
    page.goto(BREAK_EVEN)
    wake(page)
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition(".")[0]))
    page.evaluate(COMPARE.replace('slug: "scenarios"', 'slug: "api-cost"').replace("JSON.stringify(about)", "''"))
    page.wait_for_function("() => told.includes('data-answer')")
    assert asked == ["api-cost"]


def test_the_keyboard_and_a_finger_are_touches_too(phone: Page, page: Page) -> None:
    phone.goto(BREAK_EVEN)
    phone.locator(".calculator__question").tap()
    expect(phone.locator("form.calculator")).to_have_attribute("data-state", "live")
    page.goto(BREAK_EVEN)
    page.locator("form.calculator input").first.focus()
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")


def test_after_the_start_the_worker_has_no_way_to_the_network(page: Page, server: Server) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    (worker,) = workers(page)
    ways = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "Worker", "indexedDB", "caches"]
    ways += ["BroadcastChannel", "importScripts", "Request", "SharedWorker"]
    assert worker.evaluate("(ways) => ways.filter((way) => typeof globalThis[way] !== 'undefined')", ways) == []
    before = len(server.log)
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    # The browser fetches the icon of the page when it likes.
    assert [request for request in server.log[before:] if request.path != "images/favicon.svg"] == []


def test_while_python_is_on_its_way_words_say_so_and_stop_stops_it(page: Page) -> None:
    with held(page.context, WASM) as let_go:
        page.goto(BREAK_EVEN)
        form = page.locator("form.calculator")
        before = page.locator("output").inner_html()
        form.hover()
        expect(form).to_have_attribute("data-state", "loading")
        expect(page.locator(STATUS)).to_contain_text("Starting Python")
        expect(page.locator(f"{STATUS} [aria-hidden]")).to_contain_text(" MB")
        page.get_by_role("button", name="Cancel").click()
        expect(form).to_have_attribute("data-state", "prerendered")
        expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
        expect(page.locator(STATUS)).to_be_empty()
        assert page.locator("output").inner_html() == before
        only(page, 0)
        let_go()
    page.locator("[name=calls_per_day]").fill("9000")
    expect(form).to_have_attribute("data-state", "live")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")


BROKEN: dict[str, tuple[str, dict[str, Any], str]] = {
    "missing": (WASM, {"status": 404}, "the server answered 404. (RT-HTTP)"),
    "forbidden": (FIRST, {"status": 403}, "the server answered 403. (RT-HTTP)"),
    "a sign-in page": (WASM, {"body": "<p>Sign in", "content_type": "text/html"}, "sign-in may have expired"),
    "cut off": (WASM, {"body": b"\0asm\1\0\0\0"}, "arrived damaged. (RT-INTEGRITY)"),
    "another file": (FIRST, {"body": b"PK" * 999_999}, "arrived damaged. (RT-INTEGRITY)"),
    "no script": ("**/runtime/python.*.js", {"status": 404}, "the server answered 404. (RT-HTTP)"),
    "no worker": ("**/runtime/worker.*.js", {"status": 404}, "the server answered 404. (RT-HTTP)"),
    "no manifest": ("**/runtime/manifest.json", {"status": 500}, "the server answered 500. (RT-HTTP)"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_cannot_be_loaded_is_said_in_words_and_retry_works_afterwards(page: Page, fault: str) -> None:
    pattern, reply, words = BROKEN[fault]
    page.context.route(pattern, lambda route: route.fulfill(**reply))
    page.goto(BREAK_EVEN)
    form = page.locator("form.calculator")
    answer_before = page.locator("[data-answer]").text_content()
    page.locator("[name=calls_per_day]").fill("9000")
    expect(form).to_have_attribute("data-state", "failed")
    expect(page.locator(FAILURE)).to_contain_text(words)
    expect(page.locator("[data-answer]")).to_have_text(answer_before or "")
    expect(page.locator("[name=calls_per_day]")).to_have_value("9000")
    page.context.unroute(pattern)
    page.get_by_role("button", name="Retry").click()
    expect(form).to_have_attribute("data-state", "live")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    expect(page.get_by_role("button", name="Retry")).to_be_hidden()


def test_one_changed_byte_is_noticed(page: Page, site: Path) -> None:
    (packed,) = (site / "runtime").glob("break-even.*.zip")
    content = bytearray(packed.read_bytes())
    content[len(content) // 2] ^= 1
    page.context.route(FIRST, lambda route: route.fulfill(body=bytes(content)))
    page.goto(BREAK_EVEN)
    page.locator("form.calculator").hover()
    expect(page.locator(FAILURE)).to_contain_text("arrived damaged. (RT-INTEGRITY)")


@pytest.mark.parametrize("reply", [{"status": 404}, {"body": b"cut off"}], ids=["missing", "cut off"])
def test_without_a_snapshot_python_starts_from_its_library(page: Page, reply: dict[str, Any]) -> None:
    page.context.route(SNAPSHOT, lambda route: route.fulfill(**reply))
    page.goto(BREAK_EVEN)
    with page.expect_request(LIBRARY):
        wake(page)
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")


def test_a_snapshot_that_does_not_fit_this_browser_is_not_used(page: Page, site: Path) -> None:
    """As on a phone whose interpreter lays out its memory otherwise: the file is genuine, and the checksum differs."""
    runtime = site / "runtime"
    manifest = json.loads((runtime / "manifest.json").read_text())
    content = bytearray((runtime / manifest["snapshot.bin"]["address"]).read_bytes())
    content[12] ^= 1
    content[16] ^= 1
    manifest["snapshot.bin"]["sha256"] = base64.b64encode(hashlib.sha256(content).digest()).decode()
    page.context.route("**/manifest.json", lambda route: route.fulfill(json=manifest))
    page.context.route(SNAPSHOT, lambda route: route.fulfill(body=bytes(content)))
    page.goto(BREAK_EVEN)
    with page.expect_request(LIBRARY):
        wake(page)


def test_the_type_that_a_server_gives_the_wasm_file_does_not_matter(page: Page) -> None:
    def as_bytes(route: Route) -> None:
        route.fulfill(response=route.fetch(), content_type="application/octet-stream")

    page.context.route(WASM, as_bytes)
    page.goto(BREAK_EVEN)
    wake(page)


def test_a_start_in_which_nothing_moves_for_30_seconds_is_given_up_in_words(page: Page) -> None:
    page.clock.install()
    with held(page.context, "**/runtime/manifest.json"):
        page.goto(BREAK_EVEN)
        page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)  # from here on no time passes by itself
        page.locator("form.calculator").hover()
        expect(page.locator("form.calculator")).to_have_attribute("data-state", "loading")
        page.clock.fast_forward(31_000)
        expect(page.locator(FAILURE)).to_contain_text("nothing has arrived for 30 seconds. (RT-TIMEOUT)")
        expect(page.get_by_role("button", name="Retry")).to_be_visible()


class Stricter(Server):
    """A host whose content policy forgot WebAssembly."""

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        reply = super().reply(path, headers)
        rule = reply.headers.get("Content-Security-Policy", "").replace(" 'wasm-unsafe-eval'", "")
        reply.headers["Content-Security-Policy"] = rule
        return reply


def test_a_policy_without_webassembly_is_named(site: Path, browser: Browser) -> None:
    with Stricter(site, base="/course/") as strict, browser.new_context(base_url=strict.url) as context:
        page = context.new_page()
        page.goto(BREAK_EVEN)
        page.locator("form.calculator").hover()
        expect(page.locator(FAILURE)).to_contain_text("'wasm-unsafe-eval'. (RT-CSP)")


def test_a_python_that_dies_is_replaced_without_a_word_lost(page: Page) -> None:
    page.add_init_script(WATCHED)
    page.goto(BREAK_EVEN)
    wake(page)
    page.locator("[name=prefix_tokens]").fill("3000")
    page.evaluate("workers.at(-1).onmessage({ data: { died: 'RuntimeError' } })")
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    expect(page.locator("[name=prefix_tokens]")).to_have_value("3000")
    assert page.evaluate("questions.at(-1)") == "prefix_tokens=3000&calls_per_day=9000"
    only(page, 1)


def test_three_deaths_in_a_row_are_enough(page: Page) -> None:
    page.add_init_script(WATCHED)
    page.goto(BREAK_EVEN)
    wake(page)
    with held(page.context, WASM):
        for deaths in (2, 3):
            page.locator("[name=calls_per_day]").fill(f"{deaths}000")
            page.evaluate("workers.at(-1).onmessage({ data: { died: 'RuntimeError' } })")
            page.wait_for_function(f"() => workers.length === {deaths}")
        page.evaluate("workers.at(-1).onmessage({ data: { died: 'RuntimeError' } })")
        expect(page.locator(FAILURE)).to_contain_text("three times in a row. (RT-DIED)")
        expect(page.locator("[name=calls_per_day]")).to_have_value("3000")


def test_a_page_that_comes_back_from_the_browsers_store_reckons_again(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert page.evaluate("coursePython.ready") is False
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
