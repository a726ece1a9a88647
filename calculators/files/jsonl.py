"""One line of JSON, read strictly: what Python would let pass, break on or silently change is told in words."""

import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecodeError
from typing import Any

DEEPEST = 100
"""Levels of brackets: no training format needs ten, and the page's Python has room for some hundreds."""

STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
LAST_COMMA = re.compile(rf"({STRINGS.pattern})|(?<![\[{{,:]),(?=\s*(?:[\]}}]|\Z))", re.DOTALL)
"""A text, or a comma behind the last of several."""

OF_PYTHON = {"None": "null", "True": "true", "False": "false", "nan": "null", "undefined": "null"}
"""Words of programs, and what JSON writes in their place."""

CURLY = tuple("“”„‟‘’‚«»＂")
"""Quotes as word processors set them."""

MEANINGS = {
    # What Python's reader says, and what it comes to.
    "Expecting value": "a value is missing or not written as JSON",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Expecting ':' delimiter": "a colon is missing after a key",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Unterminated string starting at": "a text that begins here is never closed; the line may be cut off",
    "Invalid control character at": "a raw tab or control character stands in a text; write it as \\t or \\u0009",
    "Invalid \\escape": "a backslash stands before a sign that needs none; write a backslash as \\\\",
    "Invalid \\uXXXX escape": "after \\u four hexadecimal digits are needed",
    "Extra data": "something follows after the end of the value; write one object on each line",
}


class Faulty(ValueError):
    """A line that is not JSON as it should be: what is wrong, in words; `repeated` where a key stands twice."""


class _Repeated(Faulty):
    pass


class NoNumber(Faulty):
    """A line in which a program wrote a word for a number that is none."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Repeated(f"the key “{twice[:40]}” stands twice in one object, and only one of the two would count")
    return made


def _no_number(word: str) -> None:
    raise NoNumber(f"{word} is not a number in JSON; write null or leave it out")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise Faulty(f"the number {digits[:20]} is too large to be kept")
    return value


_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number, parse_float=_finite)


def value(text: str) -> Any:
    """The JSON value of a line. Raises Faulty."""
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        raise Faulty(f"brackets are nested more than {DEEPEST} levels deep")
    try:
        made, end = _decoder.raw_decode(text, _begin(text))
    except JSONDecodeError as problem:
        raise Faulty(_in_words(text, problem.msg, problem.pos)) from None
    except Faulty:
        raise
    except ValueError:  # Python reads whole numbers only up to so many digits
        raise Faulty("a whole number has thousands of digits") from None
    if rest := text[end:].lstrip(" \t\r\n"):
        raise Faulty(_in_words(text, "Extra data", len(text) - len(rest)))
    if SURROGATE.search(text):
        _check_letters(made)
    return made


def with_null(text: str) -> dict[str, Any]:
    """The JSON object of a line with null for each number that is none. Raises Faulty."""
    try:
        made = json.loads(text, object_pairs_hook=_object, parse_constant=lambda _: None)
    except JSONDecodeError as problem:
        raise Faulty(_in_words(text, problem.msg, problem.pos)) from None
    return made if isinstance(made, dict) else {}


def without_last_commas(text: str) -> str:
    """A line without the commas that some set behind the last of several; the line itself where there are none."""
    return LAST_COMMA.sub(lambda found: found[1] or "", text)


GLUED = re.compile(r"\}[\s,]*\{")


def glued(text: str) -> list[str]:
    """The objects that stand on one line, each as it stands there; nothing where it holds something else, too."""
    found: list[str] = []
    at = _begin(text) if GLUED.search(text) else len(text)
    while at < len(text):
        try:
            made, end = _decoder.raw_decode(text, at)
        except ValueError:
            return []
        if not isinstance(made, dict):
            return []
        found.append(text[at:end])
        while end < len(text) and text[end] in " \t\r\n,":
            end += 1
        at = end
    return found


def record(text: str) -> dict[str, Any]:
    """The JSON object of a line. Raises Faulty."""
    made = value(text)
    if not isinstance(made, dict):
        twice = "; it was written as JSON twice, so read it as JSON once more" if _holds_object(made) else ""
        raise Faulty(f"this line holds {name(made)}, not an object in braces{twice}")
    return made


def _holds_object(made: Any) -> bool:
    """Whether a text is itself an object, written as JSON."""
    if not isinstance(made, str) or made.lstrip()[:1] != "{":
        return False
    try:
        return isinstance(value(made), dict)
    except Faulty:
        return False


def name(made: Any) -> str:
    """What a JSON value is called."""
    if made is None:
        return "null"
    if isinstance(made, bool):
        return "true or false"
    if isinstance(made, str):
        return "a text"
    return "an object" if isinstance(made, dict) else "a list" if isinstance(made, list) else "a number"


def _begin(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\r\n"))


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside texts."""
    deepest = depth = 0
    for bracket in _brackets(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _brackets(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"[\[\]{}]", STRINGS.sub("", text)))


def _check_letters(made: Any) -> None:
    try:
        json.dumps(made, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Faulty("half of a letter stands alone (a surrogate such as \\ud83d without its second half)") from None


def _in_words(text: str, message: str, place: int) -> str:
    """What is wrong and where, for a message of Python's reader; the same from every version of it."""
    bare = text.strip(" \t\r\n")
    if bare[:1] in ("[", "]"):
        return "a list begins or ends here; write one object on each line, without a list around them"
    if bare[-2:] == "}," and text[place] == "," and message == "Extra data":
        return "a comma follows the object; lines of JSONL need none"
    if bare.startswith("```"):
        return "a mark of Markdown (```) stands here, and no example; leave the line out"
    if bare.startswith(("#", "//", "/*")):
        return "a comment stands here; JSON has none, so leave the line out"
    if message == "Extra data" and text[place] == "{":
        return f"a second object begins at character {place + 1:,}; write one object on each line"
    if not text[place : place + 1].isprintable() and not message.startswith("Invalid"):
        code = f"U+{ord(text[place]):04X}"
        mark = " (the byte order mark, which files have at their beginning)" if text[place] == "\ufeff" else ""
        return f"a sign that cannot be seen stands at character {place + 1:,}: {code}{mark}; leave it out"
    if word := next((word for word in OF_PYTHON if text.startswith(word, place)), ""):
        return f"{word} stands at character {place + 1:,}; JSON writes {OF_PYTHON[word]}"
    if text[place : place + 1] in CURLY:
        return f'a curly quote stands at character {place + 1:,} ({text[place]}); JSON wants straight ones (")'
    if text[place : place + 1] == "'":
        return f"a single quote stands at character {place + 1:,}; JSON wants double quotes"
    if place >= len(text.rstrip()) and "Unterminated" not in message:
        return "the line ends before its object does; it may be cut off, or the object may go over several lines"
    before = text[:place].rstrip()
    if message.startswith("Illegal trailing comma") or (text[place] in "]}" and before[-1:] == ","):
        comma = place if text[place] == "," else len(before) - 1
        return f"there is a comma before a closing bracket (character {comma + 1:,})"
    return f"{MEANINGS.get(message, message)} (character {place + 1:,})"
