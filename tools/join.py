"""Puts scripts that follow each other in the pages into one file, style sheets too: a step of the build.

A visit then asks for few files, and in the repository each stays by itself. What all pages carry is one file, so that
a browser that has seen one page has it for all; what some pages carry besides is another. The name of such a file says
from which to which it goes, and holds the hash of its content.
"""

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TAG = re.compile(
    r'<script src="(?P<script>[^":?]+)"(?P<how>(?: defer)?)></script>|<link rel="stylesheet" href="(?P<sheet>[^":?]+)">'
)
OURS = re.compile(r"javascripts/(?!whole\.js)|(?:assets/)?stylesheets/")
"""Where files stand that may be joined; scripts of the theme stay as they are, and the one that comes after all."""
ALONE = re.compile(r"stylesheets/(?:site|home)\.css|assets/")
"""What stays by its own name too: the page for a wrong address knows no other (docs/javascripts/lost.js)."""
RELATIVE = re.compile(r"@import|url\((?![\"']?(?:data:|#))")

MARK = re.compile(r'^document\.currentScript\?\.setAttribute\("data-ran", ""\);.*\n?', re.MULTILINE)
"""By what a script says that it ran to its end: of joined ones only the last says so, for all."""

Tag = tuple[str, str]
"""A place in the site, and how it is loaded."""


class CannotJoinError(ValueError):
    """A file means another thing where it would be joined with others."""


def runs(html: str, page: str) -> Iterator[list[tuple[re.Match[str], Tag]]]:
    """The tags of our files that follow each other in a page, and are loaded alike."""
    run: list[tuple[re.Match[str], Tag]] = []
    for found in TAG.finditer(html):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(page), found["script"] or found["sheet"]))
        how = "sheet" if found["sheet"] else f"script{found['how']}"
        if run and (run[-1][1][1] != how or html[run[-1][0].end() : found.start()].strip() or not OURS.match(place)):
            yield run
            run = []
        if OURS.match(place):
            run.append((found, (place, how)))
    if run:
        yield run


def joined(site: Path, places: list[str]) -> str:
    """Write the files as one; its place. Raises CannotJoinError."""
    texts = [(site / place).read_text("utf-8").strip() for place in places]
    for place, text in zip(places, texts, strict=True):
        if place.endswith(".css") and (found := RELATIVE.search(text)):
            raise CannotJoinError(f"{place} cannot be joined with others because of {found[0]}")
    texts[:-1] = [MARK.sub("", text).strip() for text in texts[:-1]]
    content = "".join(f"{text}\n" for text in texts).encode()
    first, last = (Path(places[at]) for at in (0, -1))
    digest = hashlib.sha256(content).hexdigest()[:12]
    name = f"{first.name.split('.')[0]}-to-{last.name.split('.')[0]}.{digest}{last.suffix}"
    place = f"{last.parent.as_posix()}/{name}"
    (site / place).write_bytes(content)
    return place


def join(site: Path) -> None:
    """Join what can be joined in all pages of a built site. Raises CannotJoinError."""
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    found = {page: list(runs(html, page)) for page, html in pages.items()}
    times = Counter(place for page in found.values() for place in {place for run in page for _, (place, _) in run})
    most = max(times.values(), default=0)
    made: dict[tuple[str, ...], str] = {}
    for page, html in pages.items():
        parts: list[list[tuple[re.Match[str], Tag]]] = []
        for run in found[page]:
            everywhere = [one for one in run if times[one[1][0]] == most]
            some = [one for one in run if times[one[1][0]] != most]
            if run != everywhere + some:
                raise CannotJoinError(f"{page}: what all pages carry must stand before what this page needs besides")
            parts += [part for part in (everywhere, some) if len(part) > 1]
        for part in reversed(parts):
            places = tuple(place for _, (place, _) in part)
            target = made[places] = made.get(places) or joined(site, list(places))
            start, end = part[0][0].start(), part[-1][0].end()
            address = posixpath.relpath(target, posixpath.dirname(page) or ".")
            how = part[0][1][1]
            tag = (
                f'<link rel="stylesheet" href="{address}">'
                if how == "sheet"
                else f'<script src="{address}"{how.removeprefix("script")}></script>'
            )
            html = html[:start] + tag + html[end:]
        (site / page).write_text(html, "utf-8")
    left = {place for page in pages for place in _named(site, page)}
    for place in {place for places in made for place in places} - left:
        if not ALONE.match(place):
            (site / place).unlink()


def _named(site: Path, page: str) -> Iterator[str]:
    """The files that a joined page still names by themselves."""
    for run in runs((site / page).read_text("utf-8"), page):
        yield from (place for _, (place, _) in run)
