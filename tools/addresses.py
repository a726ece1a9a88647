"""Refuses a built site that would fetch anything from elsewhere: a step of the build, towards its end."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

FETCHED = {
    *("audio", "base", "embed", "feimage", "frame", "iframe", "image", "img", "input", "link"),
    *("object", "script", "source", "track", "use", "video"),
}
"""Elements whose address a browser fetches by itself; a link that a reader clicks may lead anywhere."""
ADDRESSES = {"src", "href", "srcset", "imagesrcset", "data", "poster", "xlink:href", "srcdoc", "background", "manifest"}
SENT = {"action", "formaction", "ping"}
CSS_ADDRESS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")]+)")
SCRIPT_ADDRESS = re.compile(
    r"\b(?:https?|wss?):/{1,2}[^\s'\"`)>\\]+|[\"'`]//[a-z0-9][a-z0-9.-]*\.[a-z]{2,}", re.IGNORECASE
)

HARMLESS = {
    # what stands in a script: why nothing is fetched from there
    "http://www.w3.org/": "the name of a kind of markup",
    "https://clipboardjs.com/": "a comment of the theme",
    "https://bit.ly/2s3ChXG": "a comment of the theme",
    "https://fontawesome.com": "a comment of the theme",
    "http://lunrjs.com": "a comment of the theme",
    "http://tartarus.org/": "a comment of the theme",
    "https://unpkg." + "com/resize-observer-polyfill": "only in browsers without ResizeObserver, all from before 2020",
    "https://unpkg." + "com/mermaid@": "only on a page with a diagram of Mermaid's, which none may hold",
    "https://api.github.com/": "only on a page that names a repository, which none may",
    "https://${e}/api/v4/projects/": "only on a page that names a repository, which none may",
    "https://${t}": "Pyodide's sockets, which find no WebSocket",
    "ws://": "Pyodide's sockets, which find no WebSocket",
    "wss://": "Pyodide's sockets, which find no WebSocket",
}
WAKES = {
    "mermaid": "the theme would fetch Mermaid from a CDN",
    "md-source": "the theme would ask a code host for figures",
}
"""Classes that make the theme fetch something from elsewhere."""


class ElsewhereError(ValueError):
    """The site would fetch something from elsewhere; the message names each file that does."""


class Page(HTMLParser):
    """What a page of the built site would fetch, and what it carries inline."""

    def __init__(self, text: str) -> None:
        """Read the whole page at once."""
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.scripts: list[str] = []
        self.wakes: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element fetches, sends and carries."""
        about = dict(attrs)
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.inline.append(f"<{tag} {name}={value!r}>")
            if name in SENT or (tag in FETCHED and name in ADDRESSES):
                parts = (value or "").split(",") if name.endswith("srcset") else [value or ""]
                self.addresses += [part.strip() for part in parts]
        if tag == "meta" and (about.get("http-equiv") or "").lower() == "refresh":
            self.addresses.append((about.get("content") or "").partition("=")[2])
        if tag == "style":
            self.inline.append("<style>")
        self.wakes += [name for name in (about.get("class") or "").split() if name in WAKES]
        self._script = tag == "script" and "src" not in about and about.get("type") != "application/json"

    def handle_data(self, data: str) -> None:
        """Note a script that stands in the page."""
        if self._script:
            self.scripts.append(data)
            self._script = False


def elsewhere(address: str) -> bool:
    """Whether an address leaves the site, or leaves the place below which the site stands."""
    return bool(re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|/)", address, re.IGNORECASE)) and not address.startswith("data:")


def problems(site: Path) -> Iterator[str]:
    """What in a built site a browser would fetch from elsewhere, each in a line that names the file."""
    for path in sorted(path for path in site.rglob("*") if path.suffix in {".css", ".html", ".js", ".svg"}):
        name = path.relative_to(site).as_posix()
        text = path.read_text("utf-8")
        if path.suffix in {".html", ".svg"}:
            page = Page(text)
            yield from (f"{name} would fetch {address}" for address in page.addresses if elsewhere(address))
            yield from (f"{name} has the class {one}: {WAKES[one]}" for one in page.wakes)
        if path.suffix in {".css", ".svg"}:
            yield from (f"{name} would fetch {address}" for address in CSS_ADDRESS.findall(text) if elsewhere(address))
        if path.suffix == ".js":
            found = [address.strip("\"'`") for address in SCRIPT_ADDRESS.findall(text)]
            yield from (f"{name} names {one}" for one in found if not one.startswith(tuple(HARMLESS)))


def check(site: Path) -> None:
    """Raise ElsewhereError where a built site would fetch something from elsewhere."""
    if found := list(problems(site)):
        raise ElsewhereError("\n".join([*found, "Everything that a page needs must be part of the site."]))
