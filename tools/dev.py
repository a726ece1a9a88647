"""The authors' server: the finished site, built again at every change of a file.

It is MkDocs' own live-reload server around our own build: Python in the page works as it will for readers, and a change
of a calculator or a figure shows up as a change of a lesson does (`mkdocs serve` would keep the old modules in memory).
The draft that it serves lacks the zip alone.
"""

import argparse
import sys
import time

from mkdocs.livereload import LiveReloadServer

from calculators.figures.tables import own_tables
from calculators.kit.strict import DataError
from tools.build import CACHE, ROOT, BuildError, build, inputs
from tools.serve import HOST, taken

FOLDER = CACHE / "dev"


def rebuild() -> None:
    """Build, and say how it went; after a mistake the last good site stays."""
    started = time.monotonic()
    try:
        if build(FOLDER, draft=True):
            print(f"Built in {time.monotonic() - started:.1f} s", flush=True)
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
    rebuild()
    server = LiveReloadServer(builder=rebuild, host=HOST, port=port, root=str(FOLDER))
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


if __name__ == "__main__":
    main()
