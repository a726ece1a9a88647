"""What holds on every page: links, home, search, colours, weight, keyboard; whatever the browser stores or blocks."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import addresses
from tools.serve import Server

Visit = Callable[..., object]

BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("The operation is insecure.", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}"""
FOREIGN = ["{", "7", '"dark"', "null", "{}", '{"index": "x"}', '{"index": 1, "color": {"media": "<", "scheme": "?"}}']


class Links(HTMLParser):
    """The addresses that a page names, and the places within it that an address can name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.places: set[str] = set()
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.targets += [value for name in ("href", "src") if (value := values.get(name))]
        self.places |= {value for value in (values.get("id"), values.get("name")) if value}


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    pages = {address: Links((site / address / "index.html").read_text()) for address in addresses(site)}
    broken = []
    for address, page in pages.items():
        for target in page.targets:
            parts = urlsplit(urljoin(f"http://site/{address}", target))
            if parts.netloc != "site":
                continue
            path, place = unquote(parts.path.lstrip("/")), unquote(parts.fragment)
            if path in pages:
                calculation = place.partition("?")[0]
                if place and calculation not in pages[path].places:
                    broken.append(f"{address}: {target} names no place there")
            elif not (site / path).is_file():
                broken.append(f"{address}: {target}")
    assert not broken, "\n".join(broken)


def test_no_page_has_inline_scripts_or_styles(site: Path) -> None:
    inline = re.compile(r"<style|<[^>]+\s(style|on[a-z]+)=|<script(?![^>]*\b(src=|type=\"application/json\"))")
    for address in addresses(site):
        found = inline.search((site / address / "index.html").read_text())
        assert not found, f"{address}: {found}"


def test_titles_tell_pages_apart(site: Path) -> None:
    titles = [re.findall(r"<title>(.*?)</title>", (site / at / "index.html").read_text()) for at in addresses(site)]
    assert all(len(title) == 1 for title in titles)
    full = [title[0] for at, title in zip(addresses(site), titles, strict=True) if not at.startswith("embed/")]
    assert len(set(full)) == len(full)


def test_home_says_in_one_screen_what_this_is_and_leads_on(page: Page) -> None:
    page.goto("")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    for link in ("Why Fine-Tune? When and When Not To", "Which technique?", "What would it cost?", "figures"):
        expect(page.get_by_role("link", name=link, exact=True)).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Nothing leaves your page.")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="Why Fine-Tune? When and When Not To", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Why Fine-Tune"))


def test_badges_tell_what_the_lesson_is_and_how_long_it_takes(page: Page) -> None:
    page.goto("why-fine-tune/")
    badges = page.get_by_role("list", name="Kind and length")
    expect(badges.get_by_role("listitem")).to_have_text(
        ["Lesson 1", "60 minutes", re.compile("Prices as of"), re.compile("Last reviewed")]
    )
    title = page.get_by_role("heading", level=1).bounding_box()
    above = badges.bounding_box()
    assert title is not None
    assert above is not None
    assert above["y"] + above["height"] <= title["y"]


def test_a_visit_without_touch_stays_below_195_kB(page: Page, server: Server) -> None:
    server.log.clear()
    page.goto("why-fine-tune/", wait_until="networkidle")
    asked = {request.path: request.sent for request in server.log}
    assert sum(asked.values()) <= 195_000, asked
    assert len(asked) <= 10, asked
    assert not [path for path in asked if path.startswith(("search/", "assets/javascripts/workers", "runtime/"))]


def test_search_fetches_its_index_when_somebody_types(page: Page, server: Server) -> None:
    page.goto("")
    box = page.get_by_role("textbox", name="Search")
    box.click()
    server.log.clear()
    box.press_sequentially("cardiologist")
    result = page.locator(".md-search-result__item a").first
    expect(result).to_contain_text("Why Fine-Tune?")
    fetched = [request.path for request in server.log]
    assert fetched.count("search/search_index.json") == 1
    box.press("Enter")
    page.wait_for_url("**/why-fine-tune/**")


def test_search_tells_when_nothing_is_found(page: Page) -> None:
    page.goto("about/")
    page.get_by_role("textbox", name="Search").press_sequentially("xyzzy")
    expect(page.get_by_text("No matching documents")).to_be_visible()


def test_search_by_touch(phone: Page) -> None:
    phone.goto("")
    phone.locator(".md-header__inner > label[for=__search]").tap()
    phone.get_by_role("textbox", name="Search").press_sequentially("retrieval")
    expect(phone.locator(".md-search-result__item a").first).to_be_visible()


def test_a_letter_typed_outside_of_a_field_moves_nobody(page: Page) -> None:
    page.goto("about/")
    page.get_by_role("heading", level=1).click()
    for letter in "fspn,.":
        page.keyboard.press(letter)
    expect(page.get_by_role("textbox", name="Search")).not_to_be_focused()
    assert page.url.endswith("/about/")
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


@pytest.fixture(params=["blocked", *FOREIGN])
def odd_storage(request: pytest.FixtureRequest, page: Page) -> Page:
    """A page whose storage is blocked, or holds what another site on the same host left there."""
    if request.param == "blocked":
        page.add_init_script(BLOCKED)
    else:
        page.add_init_script(f"localStorage.setItem('/course/sub/.__palette', {request.param!r})")
    return page


def test_colours_work_whatever_storage_holds(odd_storage: Page) -> None:
    page = odd_storage
    page.goto("why-fine-tune/")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("label[title*='Switch to light']").click()
    page.locator("label[title*='Switch to dark']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_the_choice_of_colours_is_remembered_and_follows_the_system_where_that_is_chosen(page: Page) -> None:
    page.goto("")
    body, bars = page.locator("body"), page.locator("meta[name=theme-color]")
    expect(bars).to_have_attribute("content", re.compile("^rgb"))
    light = bars.get_attribute("content")
    page.locator("label[title*='Switch to light']").click()
    page.locator("label[title*='Switch to dark']").click()
    expect(bars).not_to_have_attribute("content", light or "")
    page.goto("about/", wait_until="commit")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("label[title*='Switch to those of the system']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_colours_are_chosen_by_keyboard_too(page: Page) -> None:
    page.goto("about/")
    body = page.locator("body")
    page.get_by_role("radio", name="Colours: as the system").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("radio", name="Colours: dark")).to_be_focused()
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "default")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("address", ["why-fine-tune/", "embed/break-even/"])
def test_a_dark_system_gets_dark_pages(visit: Visit, address: str, javascript: bool) -> None:
    with visit(color_scheme="dark", java_script_enabled=javascript) as page:
        page.goto(address)
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(int(part) for part in re.findall(r"\d+", paper)) < 64


def test_a_keyboard_alone_reaches_the_text_at_once(page: Page) -> None:
    page.goto("about/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    skip.press("Enter")
    assert page.url.endswith("#about-this-course")


def test_the_frame_for_wikis_is_bare_and_names_its_full_page(page: Page) -> None:
    page.goto("embed/break-even/")
    expect(page.locator("form.calculator")).to_be_visible()
    expect(page.locator("header, footer, nav")).to_have_count(0)
    page.get_by_role("link", name="Break-even on its own page").click()
    page.wait_for_url("**/calculators/break-even/")


def test_what_is_not_to_be_found_by_search_is_not_in_its_index(site: Path) -> None:
    index = (site / "search/search_index.json").read_text()
    assert '"location":"embed/' not in index
    assert len(index) < 800_000
