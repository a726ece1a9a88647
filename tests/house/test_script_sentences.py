"""No script gains a sentence of its own: what a reader sees stands in data/words/, where a translation finds it.

Some scripts are older than that rule. How many sentences each still holds is written down here, and may only fall.
"""

import re
from collections.abc import Iterator

import pytest

from tests.house.project import TEXTS

STILL = {
    "age.js": 1,
    "asking.js": 16,
    "calculator.js": 12,
    "case.js": 3,
    "course.js": 11,
    "forget.js": 11,
    "lesson-bar.js": 3,
    "matrix.js": 14,
    "own-figures.js": 7,
    "portable.js": 4,
    "python.js": 24,
    "record.js": 24,
    "runtime/python.js": 2,
    "runtime/worker.js": 12,
    "save.js": 2,
    "scenarios.js": 6,
    "selftest.js": 49,
    "trusted.js": 2,
    "walk.js": 4,
}

SCRIPTS = {
    path.as_posix().removeprefix("docs/javascripts/"): text
    for path, text in TEXTS.items()
    if path.suffix == ".js" and path.parent.as_posix() in {"docs/javascripts", "runtime"}
}

TOKENS = re.compile(
    r"""/\*.*?\*/|//[^\n]*|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)""", re.DOTALL
)
SENTENCE = re.compile(r"[A-Z“][\w’']*,? [\w’“$]|(?:[A-Za-z’,]+ ){2}[a-z]")
"""A capital with one more word behind it, or three words in a row."""


LISTED = re.compile(r"(?:[\w\[\].-]+, )+[\w\[\].-]*,? ?")
"""A selector, or the names of elements, one after the other."""


def sentences(script: str) -> Iterator[str]:
    """The texts in the code of a script that read like words for people; comments, selectors, styles are none."""
    for token in TOKENS.finditer(script):
        text = token["text"] or ""
        if not LISTED.fullmatch(text[1:-1]) and SENTENCE.search(re.sub(r"\$\{[^{}]*\}", "x", text)):
            yield text


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_holds_no_sentence_beyond_those_it_still_has(name: str) -> None:
    found = list(sentences(SCRIPTS[name]))
    assert len(found) <= STILL.get(name, 0), "put it into data/words/:\n" + "\n".join(found)


def test_only_scripts_that_are_there_are_let_off() -> None:
    assert set(STILL) <= set(SCRIPTS)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('say("Choose an answer first.")', 1),
        ("say(`${rest} min are left`)", 1),
        ("say('Nothing here')", 1),
        ('left.textContent = "read to the end"', 1),
        ("/* Choose an answer first. */ // Nothing here", 0),
        ('words("check-right")', 0),
        ('all("form[data-check] input", document)', 0),
        ('all("input, select, textarea, .search")', 0),
    ],
)
def test_a_sentence_is_told_from_a_comment_a_key_a_selector(code: str, count: int) -> None:
    assert len(list(sentences(code))) == count
