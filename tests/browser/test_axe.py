"""Nobody is kept out: axe-core finds nothing on any page, light or dark; no page misses anything or asks elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Watch
from tools.build import ROOT
from tools.serve import Server

Axe = Callable[..., None]


def address(page: Path) -> str:
    """Where a page of docs/ stands in the site."""
    place = page.relative_to(ROOT / "docs").with_suffix("").as_posix()
    return "" if place == "index" else f"{place.removesuffix('/index')}/"


PAGES = [*(address(page) for page in sorted((ROOT / "docs").rglob("*.md"))), "404.html"]
TALKING = ["why-fine-tune/", "calculators/break-even/"]
WIDTHS = (360, 320)
COLOURS = ["color-contrast"]
"""What a scheme can change, and a width cannot: the slowest rule of all."""

UNFOLD = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"


@pytest.fixture(scope="module")
def reader(browser: Browser, server: Server) -> Iterator[tuple[Page, Watch]]:
    """One visitor who opens page after page, so that each brings only what is its own; with who watches the visit."""
    with browser.new_context(base_url=server.url, reduced_motion="reduce") as context:
        yield context.new_page(), Watch(context, server.url)


def in_both_schemes(page: Page, axe: Axe) -> None:
    """Nothing to find in light; in dark only colours differ."""
    page.emulate_media(color_scheme="light")
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, rules=COLOURS)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_finds_all_it_asks_for_and_keeps_nobody_out(
    reader: tuple[Page, Watch], server: Server, axe: Axe, address: str
) -> None:
    """In light, in dark, on a phone: nothing for axe to find, nothing wider than the screen, whatever is unfolded."""
    page, watch = reader
    server.log.clear()
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    in_both_schemes(page, axe)
    page.set_viewport_size(PHONE)
    # The page marks what scrolls when its size has changed.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    axe(page, but=COLOURS)
    page.evaluate(UNFOLD)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    if address != "404.html":  # which does not know where the site begins, and tries one place after another
        assert [request for request in server.log if request.status >= 400] == []
    watch.check()


def test_a_lesson_with_everything_unfolded(page: Page, axe: Axe) -> None:
    page.goto("why-fine-tune/")
    page.evaluate(UNFOLD)
    page.locator("button.term").first.click()
    expect(page.locator(".term-note:popover-open")).to_be_visible()
    in_both_schemes(page, axe)


def test_a_lesson_in_reading_mode(page: Page, axe: Axe) -> None:
    page.goto("why-fine-tune/")
    page.get_by_role("button", name="Reading mode", exact=True).click()
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    axe(page)


def test_search_with_results(page: Page, axe: Axe) -> None:
    page.goto("")
    page.get_by_role("textbox", name="Search").fill("cardiologist")
    page.keyboard.press("t")
    page.keyboard.press("Backspace")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    axe(page)


@pytest.mark.parametrize("address", TALKING)
def test_a_calculator_that_answers_and_one_that_refuses(page: Page, axe: Axe, address: str) -> None:
    page.goto(address)
    form, calls = page.locator("form.calculator"), page.get_by_label("Calls per day")
    calls.fill("20,000")
    expect(form).to_have_attribute("data-state", "live")
    in_both_schemes(page, axe)
    calls.fill("many")
    calls.press("Enter")
    expect(form).to_have_attribute("data-state", "refused")
    in_both_schemes(page, axe)
