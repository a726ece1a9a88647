"""The worker's side of the border: a question comes as a file, its answer goes as a file."""

import os
import sys
from pathlib import Path

from calculators.kit import progress
from calculators.page.browser import answer, download

QUESTION = Path("/tmp/question")
WANTED = Path("/tmp/wanted")
ANSWER = Path("/tmp/answer")
FAR = Path("/dev/far")
SAVED = Path("/dev/saved")
NAME = Path("/tmp/name")
MORE = Path("/tmp/more")
PIECE = 4_000_000
"""Bytes of a file to be saved that are handed over at a time."""


TABLES = "/lib/app/data"
LATER: set[str] = set()
"""The modules that the snapshot lacks, as freeze.py counts them; templates without what stands before their names."""


class NotYetError(BaseException):
    """A module or a table may be one that comes after the first answer; what handles errors lets this pass."""


class Coming:
    """Looks for what no other finder finds, since it has not come yet."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Nothing, for a module that nobody has. Raises NotYetError for others."""
        if name in LATER or name.rpartition(".")[2] in LATER:
            raise NotYetError(name)


def begin() -> None:
    """Answer, from now on, with only the files of a first answer there."""
    sys.meta_path.append(Coming)
    sys.addaudithook(_watch)


def _watch(event: str, about: tuple[object, ...]) -> None:
    """Raises NotYetError where a table is read that has not come yet, or a folder of them."""
    if event in ("open", "os.scandir", "os.listdir") and Coming in sys.meta_path:
        place = str(about[0])
        if place.startswith(TABLES) and not (event == "open" and os.path.exists(place)):  # noqa: PTH110  # which is quick
            raise NotYetError(place)


def more_came() -> None:
    """Some files more are there."""
    sys.path_importer_cache.clear()  # importlib's own way asks for a module that we do not ship


def complete() -> None:
    """All files are there."""
    sys.meta_path.remove(Coming)


def serve() -> None:
    """Answer the question; where that needs files that are yet to come, only say so."""
    MORE.write_text("", "utf-8")
    try:
        _serve()
    except NotYetError as needed:
        MORE.write_text(str(needed), "utf-8")


def _serve() -> None:
    """Answer the question, which is the slug of a calculator on one line and a query string on the next.

    Where a file is wanted its bytes are handed over, and its name; without a name the answer says why there is none.
    """
    slug, _, query = QUESTION.read_text("utf-8").partition("\n")
    wanted = WANTED.read_text("utf-8")
    NAME.write_text("", "utf-8")
    if not wanted:
        ANSWER.write_text(answer(slug, query), "utf-8")
        return
    with SAVED.open("wb", PIECE) as out:
        name, html = download(slug, query, wanted, out)
    NAME.write_text(name, "utf-8")
    ANSWER.write_text(html, "utf-8")


def ask(slug: str, query: str, wanted: str = "") -> str:
    """Question and answer in one, for the build."""
    QUESTION.write_text(f"{slug}\n{query}", "utf-8")
    WANTED.write_text(wanted, "utf-8")
    serve()
    return ANSWER.read_text("utf-8")


progress.listeners.append(lambda words: FAR.write_text(words, "utf-8"))
