"""Builds single pages of a draft anew, where of nothing else than their prose anything has changed.

`python -m tools.prose <site>` does so for each line of pages that comes, and ends when no more can come.
"""

import contextlib
import json
import logging
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from mkdocs.commands.build import build as build_pages
from mkdocs.config import load_config

from calculators.macros.beside import address
from calculators.page.theme import theme
from tools.build import ROOT, BuildError, alone, digest, leave_out, made_pages, put
from tools.finish import STEPS

MORE_THAN_PROSE = re.compile(
    r"""\A---\n.*?\n---\n                   # front matter
    | \{\{.*?\}\} | \{%.*?%\} | \{[^}]*\}   # calls, names
    | <[^>]*> | `{3,} | ~{3,}             # tags, code
    | ^[ ]*\#.*?$ | ^[^\n]*\n[ ]*[=-]+[ ]*$  # headings
    | \]\([^)]*\) | \]\[[^]]*\] | ^[ ]*\[(?!\^)[^]]+\]:.*?$  # links""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""What other pages or checks of the build may depend on."""
BUILT = "built"
"""The answer to a line."""


def prose_alone(before: str, after: str) -> bool:
    """Whether two texts of a page differ in nothing that could show on another page."""
    return MORE_THAN_PROSE.findall(before) == MORE_THAN_PROSE.findall(after)


def build_again(site: Path, sources: Sequence[str]) -> None:
    """Build these pages of a draft anew, by their files below docs/, and finish it as ever.

    What MkDocs warns of, and whatever goes wrong, is raised; the build of the whole can tell it better.
    """
    with alone(site):
        made_of, finished = digest(), site.with_name(f"{site.name}.new")
        shutil.rmtree(finished, ignore_errors=True)
        _finish(made_pages(site), sources, finished)
        put(finished, site, made_of)


def _get_ready(site: Path) -> None:
    """Load all that this takes: build a page that nobody sees."""
    with tempfile.TemporaryDirectory() as folder:
        made = shutil.copytree(made_pages(site), Path(folder, "made"))
        _finish(made, ["index.md"], Path(folder, "finished"))


def _finish(made: Path, sources: Sequence[str], finished: Path) -> None:
    index = made / theme()["search_index"]
    known = json.loads(index.read_text("utf-8"))
    for source in sources:
        (made / address(source) / "index.html").unlink()  # so that MkDocs builds what is missing, and no more
    _build_missing(made)
    leave_out(made)
    fresh = json.loads(index.read_text("utf-8"))
    index.write_text(json.dumps({**known, "docs": _merged(known["docs"], fresh["docs"])}, separators=(",", ":")))
    shutil.copytree(made, finished)
    for step in STEPS:
        step(finished)


def _build_missing(folder: Path) -> None:
    """Let MkDocs build what is not there. Raises BuildError with what it warns of."""
    heard = _Heard()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    try:
        # Strict builds end with any warning, and so with that about builds of parts.
        build_pages(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=False), dirty=True)
    finally:
        logger.removeHandler(heard)
    if heard.said:
        raise BuildError("\n".join(heard.said))


class _Heard(logging.Handler):
    """The warnings of MkDocs, but for that about builds of parts."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "'dirty' build" not in record.getMessage():
            self.said.append(record.getMessage())


def _merged(known: list[dict[str, str]], fresh: list[dict[str, str]]) -> list[dict[str, str]]:
    """The entries of the search, those of the pages that were built anew in place of their old ones."""
    pages = {page: list(entries) for page, entries in groupby(fresh, _page)}
    return [entry for page, old in groupby(known, _page) for entry in pages.get(page, old)]


def _page(entry: dict[str, str]) -> str:
    return entry["location"].partition("#")[0]


def main() -> None:
    """Say that the pages of each line are built; what goes wrong ends this."""
    site, answers = Path(sys.argv[1]), sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        _get_ready(site)
        for line in sys.stdin:
            build_again(site, line.split())
            print(BUILT, file=answers, flush=True)


if __name__ == "__main__":
    main()
