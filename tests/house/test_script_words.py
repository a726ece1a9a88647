"""Scripts say what stands in data/words/: each key is there, within reach, with all that goes between its braces."""

import re
from collections.abc import Iterator

import pytest

from tests.house.test_script_sentences import SCRIPTS, TOKENS
from tools.build import ROOT
from tools.script_words import Words, words

FIRST = ("words", "trusted", "portable")
"""What all pages carry before the scripts that mkdocs.yml names."""
COMMON = (*FIRST, *re.findall(r"path: javascripts/([\w-]+)\.js", (ROOT / "mkdocs.yml").read_text("utf-8")))
SPEAKER = {"runtime/worker": "python"}
"""Who says what a script without words has named."""

SAY = re.compile(r"\b(?:(?:course\.w|courseW|w)ords(?:\.parts)?|(?P<failure>(?:Course)?Failure))\(\s*")


def balanced(text: str) -> str:
    """The arguments at the beginning of a text, up to the parenthesis that ends them."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            return text[:at]
    return text


def arguments(text: str) -> list[str]:
    """Those of a call, each as it stands there."""
    found, depth = [""], 0
    for letter in balanced(text):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found


def named(code: str) -> list[re.Pattern[str]]:
    """The keys that the texts in a piece of code are; a template stands for all that fit."""
    texts = (token["text"] for token in TOKENS.finditer(code))
    return [re.compile(r"[\w-]+".join(map(re.escape, re.split(r"\$\{[^{}]*\}", text[1:-1])))) for text in texts if text]


def calls(script: str) -> Iterator[tuple[list[re.Pattern[str]], str]]:
    """What a script says, or gives as the reason of a failure: the keys, and what it puts in."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script, flags=re.DOTALL)
    for found in SAY.finditer(code):
        key, *about = arguments(code[found.end() :])[1 if found["failure"] else 0 :] or [""]
        yield named(key), ",".join(about)


WORDS = words()
NAMES = [name.removesuffix(".js") for name in SCRIPTS]


def reach(name: str) -> dict[str, Words]:
    """The sentences that are there when a script speaks."""
    files = {*COMMON, SPEAKER.get(name, name)}
    return {key: row for file, rows in WORDS.items() if file in files for key, row in rows.items()}


def wrong(script: str, known: dict[str, Words]) -> Iterator[str]:
    """Keys that do not exist, braces that nothing fills."""
    for keys, about in calls(script):
        for key in keys:
            rows = [row for name, row in known.items() if key.fullmatch(name)]
            if not rows:
                yield f"{key.pattern} is no key"
            for row in rows:
                needed = row.names | ({"count"} if row.forms else set())
                yield from (f"{row.key} needs {name}" for name in needed if not re.search(rf"\b{name}\b", about))


@pytest.mark.parametrize("name", NAMES)
def test_a_script_names_keys_that_exist_with_all_that_goes_between_their_braces(name: str) -> None:
    assert not list(wrong(SCRIPTS[f"{name}.js"], reach(name)))


@pytest.mark.parametrize("file", WORDS)
def test_a_sentence_is_said_by_a_script_that_has_it(file: str) -> None:
    sayers = [name for name in NAMES if file in COMMON or SPEAKER.get(name, name) == file]
    texts = [key for name in sayers for key in named(SCRIPTS[f"{name}.js"]) if key.pattern != r"[\w-]+"]
    assert not [key for key in WORDS[file] if not any(text.fullmatch(key) for text in texts)]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('course.words("kept", { name })', []),
        ('course.words.parts("kept", { name: made("b", {}, "x") })', []),
        ('course.words("kept")', ["kept needs name"]),
        ("words(`lost-${how}`)", []),
        ('words("lost")', ["lost is no key"]),
        ('courseWords(done ? "kept" : "gone", { name })', ["gone is no key"]),
        ('courseWords("rows", { left })', ["rows needs count"]),
        ('courseWords("rows", { left, count: rows.length })', []),
        ('new CourseFailure("RT-SLOW", "kept", { name }, { details })', []),
        ('new Failure("RT-SLOW", "kept")', ["kept needs name"]),
    ],
)
def test_a_wrong_key_or_an_empty_brace_is_found(script: str, said: list[str]) -> None:
    known = {
        "kept": Words(key="kept", says="{name} is kept."),
        "lost-here": Words(key="lost-here", says="It is lost."),
        "rows": Words(key="rows", one="{left} of one row", other="{left} of {count} rows"),
    }
    assert sorted(set(wrong(script, known))) == said
