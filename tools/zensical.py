"""Builds the same tree with the newest Zensical, then lists what differs: `make zensical`.

Zensical is the successor of the theme's generator. It changes every few weeks, so no test runs it; decision 14 holds
what this printed last. Nothing of it stays: it is installed into a folder that is thrown away.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from calculators import CLASSES
from calculators.kit.build_date import build_date
from calculators.page.theme import theme
from tools import browser as browsers
from tools.build import OURS, ROOT, BuildError, _run
from tools.serve import Server

NEEDED = ("Jinja2", "PyYAML")
"""What our macros import; Zensical brings the rest."""
PATIENCE = 600  # seconds that an installation or a build may take
WORD = "break-even"
ID = re.compile(r'<[a-z][^<>]*?\sid="([^"]+)"')
LISTS = {
    "Links in the text": r"<article.*?</article>",
    "Links to the other pages of a section": r'<nav class="section-nav".*?</nav>',
    "Links to the sections": r'<nav class="sections".*?</nav>',
    "Contents of a page": r'<nav class="md-nav md-nav--secondary".*?</nav>',
    "Foot of a page": r'<footer class="md-footer".*?</footer>',
    "Foot of a lesson": r'<section class="lesson-foot".*?</section>',
}
"""Parts of a page that the templates make, whose links are compared."""
CALCULATOR = re.compile(r'<form class="calculator".*?</form>', re.DOTALL)
APART = re.compile(r' data-search-exclude| href="[^"]*"')
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
LOADED = re.compile(r'<(?:script\b[^>]*?\ssrc|link rel="stylesheet" href)="([^":]*)"')


class NoZensical(Exception):
    """Zensical could not be installed, or it built nothing; the message says why."""


@dataclass(frozen=True)
class Row:
    """A part of the site, and what of it differs: nothing, or each thing in a few words."""

    part: str
    there: str
    differs: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """How Zensical's differs, for a cell of a table."""
        few = "; ".join(self.differs[:3])
        more = len(self.differs) - 3
        return f"{few}; {more} more" if more > 0 else few or "the same"


def pages(site: Path) -> dict[str, str]:
    """The pages of a built site by their place."""
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}


def links(html: str, place: str, pattern: str) -> list[str]:
    """Where the links in the parts of a page lead, as places in the site."""
    found = [LINK.findall(part) for part in re.findall(pattern, html, re.DOTALL)]
    return [_leads(address, place) for part in found for address in part]


def _leads(address: str, place: str) -> str:
    split = urlsplit(address)
    if split.scheme:
        return address
    where = normpath(join(place.rpartition("/")[0], split.path))  # one that leaves the site begins with ..
    return f"{where.removesuffix('/index.html')}{'#' if split.fragment else ''}{split.fragment}"


def compared(here: Path, there: Path) -> Iterator[Row]:
    """What can be compared in two built sites without a browser; the first is the one that readers get."""
    ours, theirs = pages(here), pages(there)
    both = sorted(ours.keys() & theirs.keys())
    lost = [f"{place} is missing" for place in sorted(ours.keys() - theirs.keys())]
    added = [f"{place} is added" for place in sorted(theirs.keys() - ours.keys())]
    yield Row("Pages", str(len(ours)), (*lost, *added))
    ids = {place: set(ID.findall(ours[place])) for place in both}
    yield Row(
        "Addresses of headings, and all other ids",
        f"{sum(map(len, ids.values())):,}",
        tuple(
            _sets(place, ids[place], set(ID.findall(theirs[place]))) for place in both if _differ(ids, theirs, place)
        ),
    )
    forms = {place: CALCULATOR.findall(ours[place]) for place in both}
    yield Row(
        "Calculators: fields, answers, sources",
        str(sum(map(len, forms.values()))),
        tuple(place for place in both if _plain(forms[place]) != _plain(CALCULATOR.findall(theirs[place]))),
    )
    for part, pattern in LISTS.items():
        known = {place: links(ours[place], place, pattern) for place in both}
        yield Row(
            part,
            f"{sum(map(len, known.values())):,} links",
            tuple(place for place in both if known[place] != links(theirs[place], place, pattern)),
        )
    yield Row(
        "Scripts and sheets that pages load",
        "all there",
        tuple(f"without {name}" for name in sorted(set(missing(there)))),
    )


def _differ(ids: dict[str, set[str]], theirs: dict[str, str], place: str) -> bool:
    return ids[place] != set(ID.findall(theirs[place]))


def _sets(place: str, ours: set[str], theirs: set[str]) -> str:
    lost, new = sorted(ours - theirs), sorted(theirs - ours)
    told = [f"without {', '.join(lost[:3])}"] * bool(lost) + [f"with {', '.join(new[:3])}"] * bool(new)
    return f"{place}: {', '.join(told)}"


def _plain(parts: Iterable[str]) -> list[str]:
    """Parts of pages without white space, marks for the search's index, links, which are compared apart."""
    return [re.sub(r"\s+", " ", APART.sub("", part)) for part in parts]


def missing(site: Path) -> Iterator[str]:
    """The scripts and sheets that pages ask for, and that are not there; the page for a wrong address tries many."""
    for place, html in pages(site).items():
        for address in LOADED.findall(html) if place != "404.html" else ():
            target = _leads(address, place)
            if not (site / target).is_file():
                yield target


def live(browser: Browser, url: str) -> Iterator[Row]:
    """What of a built site runs in a browser: its calculators, its search."""
    dead = []
    with browser.new_context() as context:
        page = context.new_page()
        for slug in CLASSES:
            page.goto(f"{url}calculators/{slug}/#{slug}?")
            if not _lives(page):
                dead.append(slug)
        found = _searched(page, url)
    yield Row("Calculators that answer in the page", str(len(CLASSES)), tuple(f"{slug} does not" for slug in dead))
    yield Row(f"Search for “{WORD}”", "finds pages", () if found else ("finds nothing",))


def _lives(page: Page) -> bool:
    form = page.locator("form.calculator").first
    try:
        form.evaluate("(form) => form.dispatchEvent(new InputEvent('input', { bubbles: true }))")
        form.evaluate("(form) => form.elements[0].dispatchEvent(new InputEvent('input', { bubbles: true }))")
        expect(form).to_have_attribute("data-state", "live", timeout=180_000)
    except (AssertionError, Error):
        return False
    return True


def _searched(page: Page, url: str) -> int:
    page.goto(url)
    try:
        page.locator(".md-search__input").first.click(force=True)
        page.keyboard.type(WORD)
        page.locator(".md-search-result__item").first.wait_for(timeout=10_000)
    except Error:
        return 0
    return page.locator(".md-search-result__item").count()


def installed(folder: Path) -> tuple[Path, str]:
    """The newest Zensical that pip finds, in an environment of its own: its Python, its version. Raises NoZensical."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    _done([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "zensical", *NEEDED])
    told = "from importlib.metadata import version; print(version('zensical'))"
    return python, _done([str(python), "-c", told]).strip()


def _done(command: list[str], folder: Path | None = None) -> str:
    run = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": str(folder or ""), "NO_COLOR": "1"},
    )
    if run.returncode:
        raise NoZensical(f"{run.stdout[-2_000:]}\n\nThat was: {' '.join(command)}")
    return run.stdout


def zensical_site(python: Path, tree: Path) -> Path:
    """The site that Zensical makes of a copy of our tree. Raises NoZensical."""
    tree.mkdir()
    for name in (*OURS, "tests/house/additions", "bench"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy(source, tree / name)
    _done([str(python), "-m", "zensical", "build"], tree)
    site = tree / "site"
    if not (site / "index.html").is_file():
        raise NoZensical("Zensical said nothing, and built no page.")
    return site


def main() -> None:
    """Build twice, compare, print a table in Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            print("Installing the newest Zensical into a folder to be thrown away", file=sys.stderr)
            python, edition = installed(folder / "python")
            print(f"Building with Zensical {edition}, then with MkDocs", file=sys.stderr)
            there = zensical_site(python, folder / "tree")
            here = folder / "here"
            _run("mkdocs", "build", "--strict", "--site-dir", str(here))
            _run("calculators.page.bundle", str(there))
        except (NoZensical, BuildError) as problem:
            sys.exit(str(problem))
        rows = list(compared(here, there))
        with sync_playwright() as playwright, Server(there) as server:
            browser, _ = browsers.start(playwright)
            rows += live(browser, server.url)
            browser.close()
    ours = f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}"
    print(f"On {build_date()}:\n\n| Part | {ours} | Zensical {edition} |\n| --- | --- | --- |")
    print("\n".join(f"| {row.part} | {row.there} | {row.told} |" for row in rows))
    print(f"\nTies to the theme, in mkdocs.yml: {json.dumps(dict(theme()))}", file=sys.stderr)


if __name__ == "__main__":
    main()
