"""Nobody is kept out: axe-core finds nothing on any page, light or dark, in any state that a reader meets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE
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
def reader(browser: Browser, server: Server) -> Iterator[Page]:
    """One visitor who opens page after page, so that each brings only what is its own."""
    with browser.new_context(base_url=server.url, reduced_motion="reduce") as context:
        yield context.new_page()


def in_both_schemes(page: Page, axe: Axe) -> None:
    """Nothing to find in light; in dark only colours differ."""
    page.emulate_media(color_scheme="light")
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, rules=COLOURS)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_light_in_dark_and_on_a_phone(reader: Page, axe: Axe, address: str) -> None:
    """Nothing for axe to find, and nothing wider than the screen, whatever is unfolded."""
    reader.set_viewport_size(DESKTOP)
    reader.goto(address)
    in_both_schemes(reader, axe)
    reader.set_viewport_size(PHONE)
    # The page marks what scrolls when its size has changed.
    reader.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    axe(reader, but=COLOURS)
    reader.evaluate(UNFOLD)
    for width in WIDTHS:
        reader.set_viewport_size({"width": width, "height": 640})
        assert reader.evaluate("document.documentElement.scrollWidth") <= width


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
