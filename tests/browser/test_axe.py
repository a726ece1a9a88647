"""Nobody is kept out: axe-core finds nothing on any page, in light and dark, and in the states that a reader meets."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tools.build import ROOT

Visit = Callable[..., object]
Axe = Callable[..., None]

CALCULATORS = sorted(f"calculators/{page.stem}/" for page in (ROOT / "docs/calculators").glob("[!i]*.md"))
PAGES = [
    "",
    "why-fine-tune/",
    "calculators/",
    *CALCULATORS,
    "embed/break-even/",
    "data/",
    "data/api-prices/",
    "data/tuning/",
    "data/changes/",
    "data/sources/",
    "checked-against/",
    "about/",
    "404.html",
]
TALKING = ["why-fine-tune/", "calculators/break-even/"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_as_it_opens(visit: Visit, axe: Axe, address: str, scheme: str) -> None:
    with visit(color_scheme=scheme) as page:
        page.goto(address)
        axe(page)


@pytest.mark.parametrize("address", ["", "why-fine-tune/", *CALCULATORS, "data/api-prices/", "data/tuning/"])
def test_a_page_on_a_phone(phone: Page, axe: Axe, address: str) -> None:
    phone.goto(address)
    axe(phone)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_lesson_with_everything_unfolded(visit: Visit, axe: Axe, scheme: str) -> None:
    with visit(color_scheme=scheme) as page:
        page.goto("why-fine-tune/")
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        page.locator("button.term").first.click()
        expect(page.locator(".term-note:popover-open")).to_be_visible()
        axe(page)


def test_a_lesson_in_reading_mode(page: Page, axe: Axe) -> None:
    page.goto("why-fine-tune/")
    page.get_by_role("button", name="Reading mode").click()
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
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_calculator_that_answers_and_one_that_refuses(visit: Visit, axe: Axe, address: str, scheme: str) -> None:
    with visit(color_scheme=scheme) as page:
        page.goto(address)
        form, calls = page.locator("form.calculator"), page.get_by_label("Calls per day")
        calls.fill("20,000")
        expect(form).to_have_attribute("data-state", "live", timeout=60_000)
        axe(page)
        calls.fill("many")
        calls.press("Enter")
        expect(form).to_have_attribute("data-state", "refused")
        axe(page)
