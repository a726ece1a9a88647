"""Where a page may fetch nothing, Python comes from plain scripts, or fails in words."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect

from tests.browser.conftest import Watch, eventually
from tests.browser.test_files import examples, training_file
from tools.policy import policy
from tools.serve import Reply, Server

FRAME = '<iframe sandbox="allow-scripts" title="A calculator" width="1000" height="700" src="{}"></iframe>'
PIECES = "**/runtime/portable/"


class Wiki(Server):
    """The site with a policy for sandboxed frames, and wiki pages at `wiki/<place>` that show one of its pages so."""

    def allowed(self) -> str:
        return policy(sandboxed=self.url.removesuffix(self.base))

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        if path.startswith("wiki/"):
            return Reply(
                200, FRAME.format(self.base + path.removeprefix("wiki/")).encode(), {"Content-Type": "text/html"}
            )
        reply = super().reply(path, headers)
        return Reply(reply.status, reply.body, {**reply.headers, "Content-Security-Policy": self.allowed()})


class Strict(Wiki):
    """The same without that policy."""

    def allowed(self) -> str:
        return policy()


@pytest.fixture(scope="module")
def wiki(site: Path) -> Iterator[Wiki]:
    with Wiki(site, base="/course/") as serving:
        serving.warm()
        yield serving


@pytest.fixture
def page(browser: Browser, wiki: Wiki) -> Iterator[Page]:
    with browser.new_context(base_url=wiki.url) as context:
        seen = Watch(context, wiki.url)
        yield context.new_page()
    seen.check()


def opened(page: Page, place: str) -> FrameLocator:
    page.goto(f"wiki/{quote(place)}")
    return page.frame_locator("iframe")


def test_a_calculator_in_a_sandboxed_frame_reckons_in_live_python(page: Page, wiki: Wiki) -> None:
    before = len(wiki.log)
    frame = opened(page, "embed/break-even/")
    form = frame.locator("form.calculator")
    expect(form).to_be_visible()
    assert not [request for request in wiki.log[before:] if request.path.startswith("runtime/")]
    form.hover()
    expect(form).to_have_attribute("data-state", "live")
    frame.locator("[name=calls_per_day]").fill("9000")
    expect(frame.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    frame.locator("[name=calls_per_day]").fill("many")
    frame.locator("[name=calls_per_day]").press("Enter")
    expect(form).to_have_attribute("data-state", "refused")
    fetched = [request.path for request in wiki.log[before:] if request.path.startswith("runtime/")]
    assert fetched
    assert all(path.startswith("runtime/portable/") for path in fetched)
    assert len(fetched) == len(set(fetched))
    (worker,) = page.workers
    ways = [
        "fetch",
        "XMLHttpRequest",
        "WebSocket",
        "Worker",
        "indexedDB",
        "caches",
        "importScripts",
        "BroadcastChannel",
    ]
    assert worker.evaluate("(ways) => ways.filter((way) => typeof globalThis[way] !== 'undefined')", ways) == []


def test_a_file_is_read_in_a_sandboxed_frame(page: Page, tmp_path: Path) -> None:
    frame = opened(page, "embed/dataset-check/")
    frame.locator("[name=file]").set_input_files(training_file(tmp_path))
    examples(frame, "12")


def test_a_whole_page_in_a_sandboxed_frame_finds_and_takes_answers_from_its_address(page: Page) -> None:
    frame = opened(page, "calculators/break-even/#break-even?calls_per_day=9000")
    expect(frame.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    frame.locator(".md-search__input").click()
    page.keyboard.type("upkeep")
    expect(frame.locator(".md-search-result__link").first).to_have_attribute("href", re.compile("calculators/upkeep/"))
    frame.get_by_role("button", name="Stop").wait_for(state="hidden")


def gone(route: Route) -> None:
    route.fulfill(status=404)


def emptied(route: Route) -> None:
    route.fulfill(body='coursePortable.take("");', content_type="text/javascript")


BROKEN: dict[str, tuple[str, Callable[[Route], Any], str]] = {
    "no manifest": (
        "manifest.js*",
        gone,
        "did not arrive: it is missing, or something on the way holds it back. (RT-BLOCKED)",
    ),
    "no piece": (
        "pyodide-wasm-2.*",
        gone,
        "did not arrive: it is missing, or something on the way holds it back. (RT-BLOCKED)",
    ),
    "an empty worker": ("worker-js-1.*", emptied, "the worker's script arrived damaged. (RT-INTEGRITY)"),
    "a piece without content": ("pyodide-wasm-2.*", emptied, "arrived damaged. (RT-INTEGRITY)"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_cannot_be_loaded_is_said_in_words_and_retry_works_afterwards(page: Page, fault: str) -> None:
    pattern, broken, words = BROKEN[fault]
    page.context.route(PIECES + pattern, broken)
    frame = opened(page, "embed/break-even/")
    frame.locator("[name=calls_per_day]").fill("9000")
    expect(frame.locator("[data-failure]")).to_contain_text(words)
    expect(frame.locator("[name=calls_per_day]")).to_have_value("9000")
    page.context.unroute(PIECES + pattern)
    frame.get_by_role("button", name="Retry").click()
    expect(frame.locator("[data-answer]")).to_contain_text("9,000 calls a day")


def test_without_a_snapshot_python_starts_from_its_library(page: Page) -> None:
    page.context.route(PIECES + "snapshot-bin-1.*", gone)
    frame = opened(page, "embed/break-even/")
    frame.locator("[name=calls_per_day]").fill("9000")
    expect(frame.locator("[data-answer]")).to_contain_text("9,000 calls a day")


def test_on_its_way_it_can_be_stopped_and_comes_when_wanted_again(page: Page) -> None:
    waiting: list[Route] = []
    page.context.route(PIECES + "pyodide-wasm-2.*", lambda route: waiting.append(route))
    frame = opened(page, "embed/break-even/")
    form = frame.locator("form.calculator")
    form.hover()
    expect(frame.locator("[data-status] [aria-hidden]")).to_contain_text(" MB")
    frame.get_by_role("button", name="Cancel").click()
    expect(form).to_have_attribute("data-state", "prerendered")
    eventually(page, lambda: not page.workers)
    page.context.unroute(PIECES + "pyodide-wasm-2.*")
    frame.locator("[name=calls_per_day]").fill("9000")
    expect(frame.locator("[data-answer]")).to_contain_text("9,000 calls a day")


def test_a_policy_without_workers_from_text_is_named(site: Path, browser: Browser) -> None:
    with Strict(site, base="/course/") as strict, browser.new_context(base_url=strict.url) as context:
        frame = opened(context.new_page(), "embed/break-even/")
        frame.locator("form.calculator").hover()
        expect(frame.locator("[data-failure]")).to_contain_text("must allow worker-src blob:. (RT-WORKER)")
