"""An old copy of the site says so by the reader's clock: in the page or in a frame; links keep their day."""

from datetime import UTC, datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from calculators.kit.build_date import build_date
from tests.browser.conftest import NewPage

NOTE = "[data-built]"
WITH_FIGURES = (
    "calculators/break-even/",
    "embed/break-even/",
    "why-fine-tune/",
    "data/api-prices/",
    "decision-record/",
    "walk/",
    "calculators/advisor/",
)


def days_later(page: Page, days: int) -> None:
    """Set the reader's clock so many days after the build."""
    page.clock.set_fixed_time(datetime.combine(build_date() + timedelta(days=days), time(12), UTC))


@pytest.mark.parametrize("place", WITH_FIGURES)
def test_after_61_days_a_page_with_figures_says_how_old_it_is_and_what_to_do(page: Page, place: str) -> None:
    days_later(page, 61)
    page.goto(place)
    note = page.locator(NOTE)
    expect(note).to_be_visible()
    expect(note).to_contain_text(f"was built on {build_date()}, 61 days ago by your clock")
    expect(note).to_contain_text("Look for a newer copy")


def test_a_fresh_copy_says_nothing_nor_one_that_is_60_days_old_nor_where_the_clock_is_wrong(visit: NewPage) -> None:
    for days in (-400, 0, 60):
        with visit() as page:
            days_later(page, days)
            page.goto("calculators/break-even/")
            expect(page.locator("form.calculator")).to_be_visible()
            expect(page.locator(NOTE)).to_be_hidden()


def test_a_page_without_figures_says_nothing(page: Page) -> None:
    days_later(page, 400)
    page.goto("licences/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(NOTE)).to_be_hidden()


def test_a_link_opens_on_the_day_it_was_made_with(page: Page) -> None:
    page.goto("calculators/break-even/#break-even?calls_per_day=9000&start=2026-09-01")
    expect(page.locator("[name=start]")).to_have_value("2026-09-01")
    expect(page.locator("#break-even-start-note")).to_contain_text("Your figure")
