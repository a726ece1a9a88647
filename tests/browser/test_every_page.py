"""Every page of the site, opened once: nothing from other hosts, nothing missing, no rule of the policy broken."""

from pathlib import Path

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


def test_an_address_that_does_not_exist_answers_with_a_page_that_leads_home(page: Page) -> None:
    reply = page.goto("data/why-not/")
    assert reply is not None
    assert reply.status == 404
    page.get_by_role("link", name="Home").click()
    assert page.url.endswith("/course/sub/")
