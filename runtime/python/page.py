"""The worker's side of the border: a question comes as a file, its answer goes as a file."""

from pathlib import Path

from calculators.kit import progress
from calculators.page.browser import answer, download

QUESTION = Path("/tmp/question")
WANTED = Path("/tmp/wanted")
ANSWER = Path("/tmp/answer")
FAR = Path("/dev/far")
SAVED = Path("/dev/saved")
NAME = Path("/tmp/name")
PIECE = 4_000_000
"""Bytes of a file to be saved that are handed over at a time."""


def serve() -> None:
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
