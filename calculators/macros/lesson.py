"""What a lesson may call from its text: a box of evidence, the decision matrix, a key term, the glossary."""

import re

from calculators.advice import lesson
from calculators.figures.tables import catalogue
from calculators.kit.strict import DataError
from calculators.macros.filled import words
from calculators.macros.here import here
from calculators.page.render import template

VERDICTS: dict[lesson.Verdict, str] = {
    "confirms": "confirms the rule",
    "bounds": "bounds the rule",
    "contradicts": "contradicts the rule",
}
TOOLS = {"prompting": "Prompt engineering", "rag": "RAG", "tuning": "Fine-tuning"}


def evidence(key: str) -> str:
    """The box "What the evidence says" on one rule of thumb, folded; the search finds it by its title."""
    return evidence_box(key, "h3")


def evidence_box(key: str, heading: str = "p") -> str:
    """The same with another element above its text: for pages that the search leaves to the lesson."""
    if key not in lesson.evidence_boxes():
        raise DataError(f"'{key}' is not a box of data/evidence/")
    box = lesson.evidence_boxes()[key]

    def told(text: str) -> str:
        return words(unbroken(text), f"data/evidence/, box '{key}'")

    return template(
        "lesson/evidence.html",
        box=box,
        heading=heading,
        verdict=VERDICTS[box.verdict],
        sources=[(catalogue().sources[cited.source], cited.read) for cited in box.sources],
        told=told,
    )


def decision_matrix() -> str:
    """The matrix of use cases and tools, each row with an address of its own."""
    return template("lesson/matrix.html", rows=lesson.matrix().values(), tools=TOOLS)


def term(key: str, words: str = "") -> str:
    """A term in running text, in `words` if they differ from its own, with its meaning a touch or a key away.

    To be called once a page for each term, where it first appears.
    """
    if key not in lesson.terms():
        raise DataError(f"'{key}' is not a term of data/terms/")
    used = here.noted("terms")
    again = key in used  # its note stands in the page already
    used.append(key)
    found = lesson.terms()[key]
    html = template("lesson/term.html", term=found, words=words or found.term, again=again)
    return html.replace("\n", "")


WITH_TERM = re.compile(
    r"""[(“‘"]*(?P<term><button type="button" class="term".*?</button>(?:<span popover.*?</span>)?)"""
    r"""[^\W_]*[.,;:!?’”)"'-]*"""
)
"""A term with what is written close to it; a browser would break the line between the two, as beside a picture."""


def kept_together(markdown: str) -> str:
    """The text of a page, every term in one line with the mark or the ending next to it."""
    keep = lambda found: found[0] if found[0] == found["term"] else f'<span class="term-kept">{found[0]}</span>'  # noqa: E731
    return WITH_TERM.sub(keep, markdown)


def term_list() -> str:
    """The terms that the page has explained so far, with their meanings, in alphabetical order."""
    used = [lesson.terms()[key] for key in dict.fromkeys(here.noted("terms"))]
    return template("lesson/terms.html", terms=sorted(used, key=lambda term: term.term.casefold()))


def unbroken(text: str) -> str:
    """The text with numbers that stay on one line with their unit."""
    return re.sub(r"(?<=\d) (?=%|USD)", "\N{NO-BREAK SPACE}", text)


MACROS = (evidence, decision_matrix, term, term_list)
