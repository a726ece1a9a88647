"""Links of another edition: what has moved since is told, as shared beside with today's figures."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.test_runtime import BREAK_EVEN, wake

ANSWER = "[data-answer]"
SINCE = "[data-since]"


def shared(page: Page) -> str:
    """The link that a reader copies."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-status]")).to_contain_text("The link is copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_link_of_another_edition_says_what_has_moved_since(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    page.wait_for_timeout(300)
    link = shared(page)
    assert "base_input*" in parse_qs(urlsplit(link).fragment.partition("?")[2])["figures"][0]
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(page.locator(SINCE)).to_have_count(0)
    expect(page.locator(".notice--dropped")).to_have_count(0)
    page.goto("about:blank")
    page.goto(re.sub(r"base_input\*[^*]+\*", "base_input*4*", link))
    for _ in range(2):  # and after a reload
        expect(page.locator(SINCE)).to_contain_text("4 USD/Mtok then")
        expect(page.locator("[data-as-shared]")).to_contain_text("9,000 calls a day")
        today = page.locator("[data-as-of-today]").inner_text()
        expect(page.locator(ANSWER)).to_have_text(today)
        assert page.locator("[data-as-shared]").inner_text() != today
        page.wait_for_timeout(400)
        page.reload()
    page.locator("[name=calls_per_day]").fill("8000")
    expect(page.locator(ANSWER)).to_contain_text("8,000 calls a day")
    expect(page.locator(SINCE)).to_have_count(0)
