"""No style sheet makes a browser style a whole page anew whenever a part of it comes or goes."""

import re
from collections.abc import Iterator

import pytest

from tools.build import ROOT

SHEETS = sorted((ROOT / "docs/stylesheets").glob("*.css"))
PIECE = re.compile(r'/\*.*?\*/|"[^"]*"|[{};]|[^{};"/]+|/', re.DOTALL)
AFTER_HAS = re.compile(r":has\((?:[^()]|\([^()]*\))*\)[^,]*[\s>+~]\*")
NEXT_TO = re.compile(r"[+~]\s*\*")


def selectors(css: str) -> Iterator[str]:
    """The selectors of all rules, each behind those that it is nested in."""
    outer: list[str] = []
    words = ""
    for piece in PIECE.findall(css):
        if piece == "{":
            outer.append(" ".join(words.split()))
            yield " ".join(one for one in outer if not one.startswith("@"))
        elif piece == "}":
            outer.pop()
        words = "" if piece in "{};" else words + ("" if piece.startswith("/*") else piece)


def wrong(css: str) -> list[str]:
    """The selectors for which a browser gives up telling what they could match."""
    return [one for one in selectors(css) if AFTER_HAS.search(one) or NEXT_TO.search(one)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.name))
def test_nothing_is_said_of_any_element_next_to_another_or_within_one_that_has_something(sheet: object) -> None:
    assert wrong(sheet.read_text("utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "css",
    ["h2 ~ * { a: b }", ".a:has(.b) > * { a: b }", "@media print { .a:has(.b:not(.c)) { a: b; .d > * { a: b } } }"],
)
def test_such_a_rule_would_be_found(css: str) -> None:
    assert wrong(css)


def test_others_are_none() -> None:
    assert not wrong(".a > * { a: calc(1px * 2) } .a:has(> *) .b { a: b } .a:has(.b), .c * { a: b }")
