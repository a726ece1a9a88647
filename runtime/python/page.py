"""The worker's side of the border: a question comes as a file, its answer goes as a file; nothing but text crosses."""

from pathlib import Path

from calculators.kit.browser import answer

QUESTION = Path("/tmp/question")
ANSWER = Path("/tmp/answer")


def serve() -> None:
    """Answer the question, which is the slug of a calculator on one line and a query string on the next."""
    slug, _, query = QUESTION.read_text("utf-8").partition("\n")
    ANSWER.write_text(answer(slug, query), "utf-8")


def ask(slug: str, query: str) -> str:
    """Question and answer in one, for the build."""
    QUESTION.write_text(f"{slug}\n{query}", "utf-8")
    serve()
    return ANSWER.read_text("utf-8")
