"""On paper: the whole text alone, folds open, addresses written out, no white words on white."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import eventually

Visit = Callable[..., object]


@pytest.fixture
def sheet(visit: Visit) -> Iterator[Page]:
    """The lesson as a reader with a dark screen prints it."""
    with visit(color_scheme="dark", viewport={"width": 720, "height": 1000}) as page:
        page.goto("why-fine-tune/")
        page.emulate_media(media="print")
        yield page


def test_nothing_to_click_is_printed(sheet: Page) -> None:
    for part in ("header.md-header", "footer", ".md-sidebar", ".reading-enter", ".contents", ".calculator__actions"):
        for element in sheet.locator(part).all():
            expect(element).to_be_hidden()


def test_what_is_folded_on_the_screen_is_open_on_paper(sheet: Page) -> None:
    # The answers to checks stand at the end, apart.
    hidden = """[...document.querySelectorAll("details:not(.contents, .chart__numbers, [hidden]) > :not(summary)")]
        .filter((element) => !element.closest(".failure, .check__answer, .calculator--short"))
        .filter((element) => !element.checkVisibility({contentVisibilityAuto: true}) || !element.offsetHeight)
        .map((element) => element.outerHTML.slice(0, 100))"""
    # A busy browser lays the sheet out in more than one go.
    eventually(sheet, lambda: sheet.evaluate(hidden) == [])


def test_it_is_dark_on_white_even_from_a_dark_screen(sheet: Page) -> None:
    colours = sheet.evaluate(
        """[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("h1")).color]"""
    )
    paper, ink = ([int(part) for part in colour.strip("rgb()").split(",")] for colour in colours)
    assert min(paper) == 255
    assert max(ink) < 64


def test_links_that_leave_the_site_show_their_address(sheet: Page) -> None:
    link = sheet.locator(".evidence__sources a[href^=http]").first
    assert "http" in link.evaluate("link => getComputedStyle(link, '::after').content")
    inner = sheet.locator("article a[href^='../']").first
    assert inner.evaluate("link => getComputedStyle(link, '::after').content") in ("none", "normal")


def test_the_calculator_prints_its_answer_and_its_inputs(sheet: Page) -> None:
    expect(sheet.locator("[data-answer]")).to_be_visible()
    expect(sheet.get_by_label("Calls per day")).to_be_visible()
    expect(sheet.get_by_label("Calls that hit the cache")).to_be_visible()
    expect(sheet.locator("svg.chart__frame")).to_be_visible()


def test_the_terms_are_explained_at_the_end(sheet: Page) -> None:
    expect(sheet.locator(".terms")).to_be_visible()
    for note in sheet.locator(".term-note").all()[:3]:
        expect(note).to_be_hidden()


def test_it_fits_the_width_of_the_sheet(sheet: Page) -> None:
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
