"""An address of a page is one that the tests of all pages know; any other leads home."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.test_axe import PAGES


def addresses(site: Path) -> list[str]:
    found = [path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html"))]
    return ["" if address == "." else f"{address}/" for address in found]


def test_every_page_is_opened_where_all_are_looked_at(site: Path) -> None:
    assert {*addresses(site), "404.html"} == {*PAGES}


@pytest.mark.parametrize("address", ["why-not", "data/why-not/", "a/b/c/", "a/b/c/d/e/f/"])
def test_an_address_that_does_not_exist_answers_with_a_page_that_leads_home(page: Page, address: str) -> None:
    reply = page.goto(address)
    assert reply is not None
    assert reply.status == 404
    page.get_by_role("link", name="Home").click()
    assert page.url.endswith("/course/sub/")
