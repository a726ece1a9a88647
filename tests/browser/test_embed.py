"""Calculators in frames of a wiki on another origin: as high as they are, in its colours, with the answers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import START, Watch
from tests.browser.test_runtime import BREAK_EVEN
from tools.serve import Reply, Server

WIKI = """<!doctype html><html lang="en"><title>Wiki</title><h1>Our model</h1>
<iframe id="plain" src="{course}embed/break-even/" title="Break-even" width="100%" height="300"></iframe>
<iframe id="dark" src="{course}embed/memory/?theme=dark" title="Memory of a GPU" width="100%" height="300"></iframe>
<p style="height: 5000px">What stands between; browsers draw no frame that is out of sight.</p>
<iframe id="sandbox" src="{course}embed/api-cost/?theme=light" title="API cost" width="900"
sandbox="allow-scripts" height="300"></iframe>
<iframe id="other" src="/other" title="Not of the course" width="900" height="300"></iframe>
<script src="{course}javascripts/frame-heights.js"></script>
"""
FITS = """(main) => new Promise((done) => {
  const end = performance.now() + 10_000;
  const look = () => {
    const fits = Math.ceil(main.getBoundingClientRect().height) === innerHeight;
    if (fits || performance.now() > end) done(fits && document.documentElement.scrollHeight <= innerHeight);
    else setTimeout(look, 50);
  };
  look();
})"""
ANSWERS = {"plain": "At 9,000 calls a day", "sandbox": "569.79 USD"}
OTHER = "<script>parent.postMessage({ course: 'memory', height: 5000 }, '*')</script>"


class Course(Server):
    """The site, which lets any wiki on this machine frame it."""

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        reply = super().reply(path, headers)
        rule = reply.headers.get("Content-Security-Policy", "")
        rule = rule.replace("frame-ancestors 'self'", "frame-ancestors 'self' http://127.0.0.1:*")
        rule = rule.replace("worker-src 'self'", "worker-src 'self' blob:")
        return Reply(reply.status, reply.body, {**reply.headers, "Content-Security-Policy": rule})


class Wiki(Server):
    """A wiki of one page, and a frame of somebody else."""

    course = ""

    def reply(self, path: str, _headers: dict[str, str]) -> Reply:
        text = OTHER if path == "other" else WIKI.format(course=self.course)
        return Reply(200, text.encode(), {"Content-Type": "text/html; charset=utf-8"})


@pytest.fixture
def wiki(browser: Browser, site: Path) -> Iterator[Page]:
    with Course(site, base="/course/") as course, Wiki(site) as wiki:
        wiki.course = course.url
        with browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light") as context:
            seen = Watch(context, course.url)
            seen._home += (wiki.url,)
            page = context.new_page()
            page.goto(wiki.url)
            yield page
        seen.check()


def fits(wiki: Page, name: str) -> bool:
    """Whether a frame comes to be as high as what it shows; an answer, its record line and its height come in turns."""
    return bool(wiki.frame_locator(f"#{name}").locator("main").evaluate(FITS))


def test_three_frames_on_another_origin_are_as_high_as_they_are_and_reckon(wiki: Page) -> None:
    for name in ("plain", "dark", "sandbox"):
        frame = wiki.frame_locator(f"#{name}")
        expect(wiki.locator(f"#{name}")).not_to_have_attribute("height", "300")
        if name != "dark":
            frame.locator("[name=calls_per_day]").fill("9000")
            expect(frame.locator("[data-answer]")).to_contain_text(ANSWERS[name])
        assert fits(wiki, name)
    expect(wiki.locator("#other")).to_have_attribute("height", "300")
    schemes = [
        wiki.frame_locator(f"#{name}").locator("body").get_attribute("data-md-color-scheme")
        for name in ("plain", "dark", "sandbox")
    ]
    assert schemes == ["default", "slate", "default"]
    link = wiki.frame_locator("#plain").get_by_role("link", name="Break-even on its own page")
    expect(link).to_have_attribute("href", re.compile(r"break-even/#break-even\?calls_per_day=9000&start=[0-9-]+$"))


def test_the_button_gives_a_frame_with_the_readers_answers(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(BREAK_EVEN)
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    page.get_by_role("button", name="Embed").click()
    expect(page.locator("[data-status]")).to_contain_text("The HTML of a frame with these answers is copied")
    html = page.evaluate("navigator.clipboard.readText()")
    address = page.evaluate("html => new DOMParser().parseFromString(html, 'text/html').body.firstChild.src", html)
    assert address.endswith(f"/embed/break-even/#break-even?calls_per_day=9000{START}")
    page.goto(address)
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")


def test_without_a_clipboard_the_frame_stands_in_a_field(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(BREAK_EVEN)
    page.get_by_role("button", name="Embed").click()
    field = page.get_by_label("HTML of a frame with these answers")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r'<iframe .*embed/break-even/".*></iframe>'))
