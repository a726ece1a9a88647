"""Scripts that do not come, come late or come broken: every page says so until all that it needs have run."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import DESKTOP, eventually
from tests.browser.test_faults_link import Open
from tests.browser.test_runtime import BREAK_EVEN, STATUS, wake

ANSWER = "[data-answer]"
CALLS = "[name=calls_per_day]"
DEAD = "[data-dead]"
LOST = {"gone": {"status": 404}, "empty": {"body": "", "content_type": "text/javascript"}, "cut off": {}}
PAGES = (
    "embed/break-even/", BREAK_EVEN, "walk/", "decision-record/", "calculators/advisor/", "decision-matrix/",
    "why-fine-tune/", "data/own-figures/", "course/",
)  # fmt: skip
SCRIPT = re.compile(r'<script src="[^"]*?/javascripts/(?!bundle)([^"?]+)')
COURSE = "**/javascripts/course-to-*.js"
"""What all pages carry, joined by the build."""


def lost(how: str) -> Callable[[Route], None]:
    def handle(route: Route) -> None:
        if how == "cut off":
            body = route.fetch().text()
            route.fulfill(body=body[: len(body) // 2], content_type="text/javascript")
        else:
            about: dict[str, Any] = LOST[how]
            route.fulfill(**about)

    return handle


def told_apart(site: Path) -> list[tuple[str, str]]:
    """Each page with each script that none before it has; with one of all pages, where it has no script of its own."""
    found: dict[str, list[str]] = {}
    for path in PAGES:
        scripts = SCRIPT.findall((site / path / "index.html").read_text("utf-8"))
        before = {name for names in found.values() for name in names}
        found[path] = [name for name in scripts if name not in before] or [scripts[len(found) % len(scripts)]]
    assert len({name for names in found.values() for name in names}) > 5
    return [(path, name) for path, names in found.items() for name in names]


@pytest.mark.parametrize("how", LOST)
def test_a_page_says_so_until_all_that_it_needs_have_run(browser: Browser, site: Path, how: str) -> None:
    with Open(site, base="/course/") as host, browser.new_context(base_url=host.url, viewport=DESKTOP) as context:
        page = context.new_page()
        for path, name in told_apart(site):
            pattern = f"**/javascripts/{name}"
            context.route(pattern, lost(how))
            page.goto("about:blank")
            page.goto(path)
            expect(page.locator(DEAD), f"{name} on {path}").to_be_visible()
            if name != "whole.js":
                expect(page.locator(DEAD)).to_contain_text(name)
                expect(page.locator(DEAD)).to_have_attribute("role", "alert")
            context.unroute(pattern)
        page.goto("about:blank")
        page.goto(BREAK_EVEN)
        expect(page.locator(DEAD)).to_be_hidden()


def test_a_script_that_never_ends_is_told_after_a_while(page: Page) -> None:
    page.context.route(COURSE, lambda _: None)
    page.goto(BREAK_EVEN, wait_until="commit")
    expect(page.locator(DEAD)).to_be_visible()
    expect(page.locator(DEAD)).to_contain_text("Some scripts of this page did not arrive")


@pytest.mark.parametrize("script", ["bundle.*.js", "theme*.js", "trusted*.js", "*portable*.js"])
def test_the_search_sends_nothing_whichever_script_is_missing(browser: Browser, site: Path, script: str) -> None:
    with Open(site, base="/course/") as host, browser.new_context(base_url=host.url, viewport=DESKTOP) as context:
        context.route(f"**/javascripts/{script}", lambda route: route.fulfill(status=404))
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(BREAK_EVEN)
        field = page.locator(".md-search__input")
        field.evaluate("(field) => { field.value = '4711'; field.focus(); }")
        page.keyboard.press("Enter")
        page.goto("about/")
        assert not [url for url in asked if "4711" in url or "?query" in url]


def late(page: Page, name: str) -> list[Route]:
    waiting: list[Route] = []
    page.context.route(f"**/javascripts/{name}", lambda route: waiting.append(route))
    return waiting


def test_what_is_typed_before_its_script_counts_over_what_a_link_says(page: Page) -> None:
    waiting = late(page, "course-to-*.js")
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=7000&epochs=4", wait_until="commit")
    page.locator(CALLS).fill("9000")
    eventually(page, lambda: waiting)
    waiting[0].continue_()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(page.locator("[name=epochs]")).to_have_value("4")


def test_what_is_answered_in_the_walk_before_its_script_counts(page: Page) -> None:
    waiting = late(page, "walk.js")
    page.goto("walk/", wait_until="commit")
    choice = page.locator("[data-walk] select").first
    value = choice.locator("option").nth(1).get_attribute("value") or ""
    choice.select_option(value)
    page.locator("[data-note]").first.fill("Said early.")
    eventually(page, lambda: waiting)
    waiting[0].continue_()
    expect(page).to_have_url(re.compile(f"={value}"))
    expect(choice).to_have_value(value)
    expect(page.locator("[data-note]").first).to_have_value("Said early.")


def test_what_is_typed_into_the_record_before_its_script_counts(page: Page) -> None:
    waiting = late(page, "record.js")
    page.goto("decision-record/", wait_until="commit")
    page.get_by_label("Title").fill("Said early")
    eventually(page, lambda: waiting)
    waiting[0].continue_()
    expect(page.locator("[data-record-page]")).to_have_attribute("data-state", "live")
    expect(page.get_by_label("Title")).to_have_value("Said early")
    page.context.unroute("**/javascripts/record.js")
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Said early")


def test_a_reload_right_after_a_key_loses_nothing(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    for calls in ("7100", "7200"):
        page.locator(CALLS).fill(calls)
        page.reload()
        expect(page.locator(ANSWER)).to_contain_text(f"{calls[0]},{calls[1:]} calls a day")
        expect(page.locator(CALLS)).to_have_value(calls)
    page.goto("walk/")
    note = page.locator("[data-note]").first
    for words in ("First", "First and second"):
        note.fill(words)
        page.reload()
        expect(note).to_have_value(words)
    page.goto("decision-record/")
    expect(page.get_by_label("Context and notes")).to_have_value(re.compile("First and second$"))


LATE_ANSWERS = """
const Browsers = Worker;
Worker = class extends Browsers {
  set onmessage(hear) {
    super.onmessage = (event) => setTimeout(() => hear(event), event.data.html ? globalThis.wait ?? 0 : 0);
  }
};
"""
SEEN = """() => {
  globalThis.seen = [];
  const form = document.querySelector("form.calculator");
  const look = () => {
    const answer = form.querySelector("[data-answer]")?.textContent ?? "";
    const status = form.querySelector("[data-status]").textContent;
    seen.push([performance.now(), form.querySelector("[name=calls_per_day]").value, answer,
      form.hasAttribute("data-stale"), !form.querySelector("[data-earlier]").hidden, status]);
  };
  new MutationObserver(look).observe(form, { subtree: true, childList: true, attributes: true, characterData: true });
}"""


def test_a_late_answer_is_never_shown_or_said_as_the_one_to_what_is_typed(page: Page) -> None:
    page.add_init_script(LATE_ANSWERS)
    page.goto(BREAK_EVEN)
    wake(page)
    page.evaluate("globalThis.wait = 1500")
    page.evaluate(SEEN)
    page.locator(CALLS).fill("8100")
    page.wait_for_timeout(700)
    page.locator(CALLS).fill("9200")
    expect(page.locator(ANSWER)).to_contain_text("9,200 calls a day")
    page.wait_for_timeout(1_500)
    seen = page.evaluate("seen")
    passing = [one for one in seen if one[1] == "9200" and "8,100 calls" in one[2]]
    assert passing, "the first answer came by"
    assert all(stale and earlier for _, _, _, stale, earlier, _ in passing)
    assert not [one for one in seen if one[1] == "9200" and "8,100 calls" in one[5]]
    expect(page.locator(STATUS)).to_contain_text("9,200 calls a day")
