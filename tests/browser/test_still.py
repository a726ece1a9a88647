"""Nothing jumps as a page comes in: what scripts add or take away has its room from the start."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_at_hand import SIZES
from tests.browser.test_runtime import wake

PAGES = ["", "course/", "why-fine-tune/", "decision-matrix/", "walk/", "selftest/", "calculators/total-cost/"]
MOVED = """async () => {
  const moved = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) moved.push([value, sources.map(({ node }) => node?.className)]);
  }).observe({ type: "layout-shift", buffered: true });
  await new Promise((told) => setTimeout(told, 300));
  return moved;
}"""


def still(page: Page) -> None:
    moved = page.evaluate(MOVED)
    assert sum(value for value, _ in moved) < 0.02, (page.url, moved)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_jumps_as_a_page_comes_in(size: str, visit: NewPage) -> None:
    with visit(**SIZES[size]) as page:
        for address in PAGES:
            page.goto(address)
            still(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_record_of_who_comes_back_stands_at_once_where_it_will_stay(size: str, visit: NewPage) -> None:
    with visit(**SIZES[size]) as page:
        page.goto("calculators/memory/")
        wake(page)
        page.get_by_label("Sequence length").fill("3000")
        expect(page.locator("[data-when=present]")).to_be_visible()
        page.goto("calculators/advisor/")
        page.get_by_label("Kind of task").select_option("code")
        expect(page.locator("[data-when=present]")).to_be_visible()
        page.goto("walk/")
        expect(page.get_by_role("link", name="continue with your kept answers")).to_be_visible()
        still(page)
        page.goto("decision-record/")
        expect(page.locator("[data-record-page]")).to_have_attribute("data-state", "live")
        still(page)
