"""Who leaves, comes back, reloads or crashes finds the answers again, with one Python at most."""

import re
from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from tests.browser.test_runtime import BREAK_EVEN, FAILURE, WASM, held, only, wake

ANSWER = "[data-answer]"
CALLS = "[name=calls_per_day]"
LINK = f"{BREAK_EVEN}#break-even?calls_per_day=9000"


def test_twenty_pages_back_and_forth_leave_one_python(page: Page) -> None:
    """NAV-02."""
    for _ in range(10):
        page.goto(BREAK_EVEN)
        page.locator("form.calculator").hover()
        page.goto("why-fine-tune/")
    page.go_back()
    page.go_forward()
    page.go_back()
    expect(page).to_have_title(re.compile("^Break-even"))
    wake(page)
    only(page, 1)
    page.locator(CALLS).fill("9000")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")


def test_a_reload_while_python_starts_and_a_second_tab_find_the_answers(page: Page) -> None:
    """NAV-04."""
    with held(page.context, WASM) as let_go:
        page.goto(LINK)
        expect(page.locator("form.calculator")).to_have_attribute("data-state", "loading")
        page.reload()
        expect(page.locator(CALLS)).to_have_value("9000")
        page.locator(CALLS).fill("7000")  # typed before there is any answer
        expect(page).to_have_url(re.compile("calls_per_day=7000&start=[0-9-]+$"))
        page.reload()
        expect(page.locator(CALLS)).to_have_value("7000")
        let_go()
    expect(page.locator(ANSWER)).to_contain_text("7,000 calls a day")
    only(page, 1)
    with page.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    expect(opened.value.locator(ANSWER)).to_contain_text("7,000 calls a day")


def test_after_a_crash_the_address_brings_the_answers_back(page: Page) -> None:
    """NAV-04."""
    page.goto(BREAK_EVEN)
    page.locator(CALLS).fill("9000")
    expect(page).to_have_url(re.compile("calls_per_day=9000"))
    address = page.url
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash", timeout=5_000)
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator(ANSWER)).to_contain_text("9,000 calls a day")


def test_a_page_that_slept_while_python_worked_is_not_given_up(page: Page) -> None:
    """NAV-05: time that passed in sleep is nobody's delay."""
    page.clock.install()
    with held(page.context, WASM) as let_go:
        page.goto(BREAK_EVEN)
        page.locator(CALLS).fill("9000")
        expect(page.locator("form.calculator")).to_have_attribute("data-state", "loading")
        page.clock.fast_forward(3_600_000)
        expect(page.locator(FAILURE).get_by_role("alert")).to_be_empty()
        let_go()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    page.context.new_cdp_session(page).send("Page.setWebLifecycleState", {"state": "frozen"})
    page.context.new_cdp_session(page).send("Page.setWebLifecycleState", {"state": "active"})
    page.locator(CALLS).fill("8000")
    expect(page.locator(ANSWER)).to_contain_text("8,000 calls a day")
    only(page, 1)
