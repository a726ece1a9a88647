"""The authors' server: the finished site, built again at every change of a file.

It is MkDocs' own live-reload server around our own build: Python in the page works as it will for readers, and a change
of a calculator or a figure shows up as a change of a lesson does (`mkdocs serve` would keep the old modules in memory).
The draft that it serves lacks the zip alone. Where nothing but prose of pages has changed, these pages alone are built,
by a process that has loaded all that this takes.
"""

import argparse
import select
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, cast

from mkdocs.livereload import LiveReloadServer

from calculators.figures.tables import own_tables
from calculators.kit.build_date import build_date
from calculators.kit.strict import DataError
from tools import prose
from tools.build import CACHE, PATIENCE, ROOT, BuildError, build, files, inputs
from tools.serve import HOST, taken

FOLDER = CACHE / "dev"
DOCS = ROOT / "docs"
BY_PAGE = (sys.executable, "-m", "tools.prose", str(FOLDER))
LOOK = 0.2  # seconds between two looks at the files


class Draft:
    """The site as its author sees it, by what it was last built from."""

    def __init__(self, by_page: Sequence[str] = BY_PAGE) -> None:
        """Nothing is built yet; `by_page` is the command that builds pages alone, a line of them at a time."""
        self.by_page = by_page
        self._made_of: dict[Path, bytes] = {}
        self._day = build_date()
        self._ready: Popen[str] | None = None

    def renew(self) -> str:
        """Bring the draft up to date; what was built, in words. Raises BuildError; then the last good site stays."""
        before, self._made_of = self._made_of, {}
        day, found = build_date(), {file: file.read_bytes() for file in files()}
        pages = changed_prose(before, found) if day == self._day else []
        told = self._again(pages) or self._whole()
        self._day, self._made_of = day, found
        return told

    def _again(self, pages: list[str]) -> str:
        """Build these pages alone. Nothing where that fails: the build of the whole will succeed, or tell why."""
        if not pages or not self._ready:
            return ""
        lines, answers = cast(IO[str], self._ready.stdin), cast(IO[str], self._ready.stdout)
        with suppress(BrokenPipeError):
            print(*pages, file=lines, flush=True)
        answered = select.select([answers], [], [], PATIENCE)[0] and answers.readline() == f"{prose.BUILT}\n"
        return ", ".join(f"docs/{page}" for page in pages) if answered else ""

    def _whole(self) -> str:
        self.close()
        built = build(FOLDER, draft=True)
        # A new process, as code and figures may have changed.
        self._ready = Popen(self.by_page, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True)
        return "the whole site" if built else ""

    def close(self) -> None:
        """End the process that waits."""
        if self._ready:
            with self._ready:
                self._ready.kill()
            self._ready = None


def changed_prose(before: dict[Path, bytes], found: dict[Path, bytes]) -> list[str]:
    """The pages, as files below docs/, whose prose has changed; none if anything else has too."""
    changed = [path for path in {**before, **found} if before.get(path) != found.get(path)]
    for path in changed:
        texts = [one[path].decode("utf-8", "replace") for one in (before, found) if path in one]
        page = path.suffix == ".md" and path.is_relative_to(DOCS)
        if not page or len(texts) < 2 or not prose.prose_alone(*texts):
            return []
    return [path.relative_to(DOCS).as_posix() for path in changed]


def rebuild(draft: Draft) -> None:
    """Build, and say how it went; after a mistake the last good site stays."""
    started = time.monotonic()
    try:
        if built := draft.renew():
            print(f"Built {built} in {time.monotonic() - started:.1f} s", flush=True)
    except BuildError as error:
        print(error, file=sys.stderr, flush=True)


def not_found(code: int) -> bytes | None:
    """The site's own page for a wrong address."""
    page = FOLDER / "404.html"
    return page.read_bytes() if code == 404 and page.is_file() else None


def main() -> None:
    """Build, serve and watch until Ctrl-C."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    try:
        own_tables()
    except DataError as problem:
        sys.exit(str(problem))
    draft = Draft()
    rebuild(draft)
    server = LiveReloadServer(lambda: rebuild(draft), host=HOST, port=port, root=str(FOLDER), polling_interval=LOOK)
    server.error_handler = not_found
    for name in inputs():
        # runtime/ holds node_modules, thousands of files that nobody edits.
        server.watch(str(ROOT / name), recursive=name != "runtime")
    print(f"Serving on {server.url.removesuffix('/')}, watching {', '.join(inputs())} (Ctrl-C stops it)", flush=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except OSError:
        sys.exit(taken(port, "dev"))
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        server.shutdown()
        draft.close()


if __name__ == "__main__":
    main()
