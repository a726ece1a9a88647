"""What the built site may hold: nothing fetched from elsewhere, nothing inline, names that travel."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

FETCHED = {"audio", "embed", "iframe", "image", "img", "link", "object", "script", "source", "track", "use", "video"}
ADDRESSES = {"src", "href", "srcset", "data", "poster", "xlink:href"}
SENT = {"action", "formaction", "ping"}


class Page(HTMLParser):
    """What a page of the built site would fetch, and what it carries inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.scripts: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.inline.append(f"<{tag} {name}={value!r}>")
            if name in SENT or (tag in FETCHED and name in ADDRESSES):
                self.addresses.append(value or "")
        if tag == "style":
            self.inline.append("<style>")
        self._script = tag == "script" and "src" not in about and about.get("type") != "application/json"

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)
            self._script = False


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    return {str(path.relative_to(site)): Page(path.read_text()) for path in site.rglob("*.html")}


def elsewhere(address: str) -> bool:
    """Whether an address leaves the site, or leaves the place below which the site stands."""
    return bool(re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|/)", address, re.IGNORECASE)) and not address.startswith("data:")


def test_no_page_fetches_anything_from_elsewhere(pages: dict[str, Page]) -> None:
    leaving = {name: [a for a in page.addresses if elsewhere(a)] for name, page in pages.items()}
    assert not {name: addresses for name, addresses in leaving.items() if addresses}


def test_no_page_carries_styles_or_handlers_inline(pages: dict[str, Page]) -> None:
    assert not {name: page.inline for name, page in pages.items() if page.inline}


def test_no_style_sheet_fetches_anything_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.css"):
        found = re.findall(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")]+)", path.read_text())
        assert not [address for address in found if elsewhere(address)], path


def test_every_shipped_path_travels_through_zip_files_and_stock_web_servers(site: Path) -> None:
    for path in (path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        assert path.suffix != ".mjs", f"{name}: many hosts serve .mjs with a type that browsers refuse"
        assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*(?:/[a-z0-9][a-z0-9_.-]*)*", name), name
        assert len(name) < 180, name
        assert path.stat().st_size < 25_000_000, name
