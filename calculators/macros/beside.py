"""What stands before a page that no menu lists, what after it: for its foot."""

import re
from functools import cache

from calculators.course.checks import DOCS

TITLE = re.compile(r'^(?:title: *"?|# )(.+?)"?$', re.MULTILINE)


def beside(source: str) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """Title and address of the page before and of that after a page's file: its neighbours in a folder.

    Before a page that has none is the one that it belongs to, whose name begins its own.
    """
    known, own = pages(), address(source)
    folder = own.split("/")[0]
    like = [other for other in known if other.split("/")[0] == folder and other != own]
    before = [other for other in like if other < own] or [one for one in known if own.startswith(f"{one.strip('/')}-")]
    after = [other for other in like if other > own]
    return (_told(before[-1]) if before else None), (_told(after[0]) if after else None)


def address(source: str) -> str:
    """Where the page of a file is found in the site, such as `why-fine-tune/`; the home page has no name."""
    return f"{source.removesuffix('.md')}/".removesuffix("index/")


@cache
def pages() -> dict[str, str]:
    """The titles of all pages but home by their addresses, in order."""
    files = {address(file.relative_to(DOCS).as_posix()): file for file in DOCS.rglob("*.md")}
    return {one: _title(files[one].read_text("utf-8")) for one in sorted(files) if one}


def _title(markdown: str) -> str:
    found = TITLE.search(markdown)
    return found[1] if found else ""


def _told(one: str) -> dict[str, str]:
    return {"url": one, "title": pages()[one]}
