"""No script holds a word of its own for readers: what they see stands in data/words/, where a translation finds it."""

import re
from collections.abc import Iterator

import pytest

from tests.house.project import TEXTS

SCRIPTS = {
    path.as_posix().removeprefix("docs/javascripts/"): text
    for path, text in TEXTS.items()
    if path.suffix == ".js" and path.parent.as_posix() in {"docs/javascripts", "runtime"}
}

TOKENS = re.compile(
    r"""/\*.*?\*/|//[^\n]*|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)""", re.DOTALL
)
SENTENCE = re.compile(r"[A-Z“][\w’']*,? [\w’“$]|(?:[A-Za-z’,]+ ){2}[a-z]|^[A-Z][a-z]+[.:!?…]?$")
"""A capital with one more word behind it or all by itself, or three words in a row."""
NAMES = {"Enter", "Escape", "Files", "Notification", "Request", "Worker"}
"""What browsers call their keys and parts: for no reader's eyes."""

LISTED = re.compile(r"(?:[\w\[\]=.-]+, )+[\w\[\]=.-]*,? ?")
"""A selector, or the names of elements, one after the other."""


def sentences(script: str) -> Iterator[str]:
    """The texts in the code of a script that read like words for people; comments, selectors, styles are none."""
    for token in TOKENS.finditer(script):
        text = (token["text"] or "")[1:-1]
        if not LISTED.fullmatch(text) and text not in NAMES and SENTENCE.search(re.sub(r"\$\{[^{}]*\}", "x", text)):
            yield text


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_holds_no_sentence(name: str) -> None:
    found = list(sentences(SCRIPTS[name]))
    assert not found, "put it into data/words/:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('say("Choose an answer first.")', 1),
        ("say(`${rest} min are left`)", 1),
        ("say('Nothing here')", 1),
        ('left.textContent = "read to the end"', 1),
        ('button("Retry", again)', 1),
        ('say("Undone.")', 1),
        ('key === "Enter" && types.includes("Files")', 0),
        ("/* Choose an answer first. */ // Nothing here", 0),
        ('words("check-right")', 0),
        ('all("form[data-check] input", document)', 0),
        ('all("input, select, textarea, .search")', 0),
    ],
)
def test_a_sentence_is_told_from_a_comment_a_key_a_selector(code: str, count: int) -> None:
    assert len(list(sentences(code))) == count
