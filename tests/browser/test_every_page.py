"""Every page of the site, opened once: nothing from other hosts, nothing missing, no rule of the policy broken."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tools.serve import Server


def addresses(site: Path) -> list[str]:
    found = [path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html"))]
    return ["" if address == "." else f"{address}/" for address in found]


def test_every_page_finds_all_it_asks_for(page: Page, site: Path, server: Server) -> None:
    for address in addresses(site):
        server.log.clear()
        page.goto(address)
        assert [request for request in server.log if request.status >= 400] == [], address


@pytest.mark.parametrize("address", ["why-not", "data/why-not/", "a/b/c/", "a/b/c/d/e/f/"])
def test_an_address_that_does_not_exist_answers_with_a_page_that_leads_home(page: Page, address: str) -> None:
    reply = page.goto(address)
    assert reply is not None
    assert reply.status == 404
    page.get_by_role("link", name="Home").click()
    assert page.url.endswith("/course/sub/")
