"""What the texts of one example give away, told without any other example: so it can be looked for in any process."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from calculators.training_file import personal
from calculators.training_file.kinds import Record, quoted
from calculators.training_file.languages import language
from calculators.training_file.signals import garbled, mark, placeholder, refusal, retold, truncated
from calculators.training_file.sketch import sketch
from calculators.training_file.spoken import is_brief
from calculators.training_file.telephone import is_of_goods


class Text(NamedTuple):
    """The texts of an example to be looked into: its place in the file, its line, what is said.

    Where no `signs` are looked for, only its sketch is made; where it is `learned` as it is, the marks of a template
    are part of it. Those `numbered` stand in a column that says by its name that they number goods.
    """

    place: int
    line: int
    said: str
    asked: str
    answer: str
    signs: bool
    learned: bool
    numbered: tuple[str, ...] = ()


class Seen(NamedTuple):
    """What was seen: the sketch, the language, findings as keys of kinds with details; if it is too `brief` to tell."""

    place: int
    line: int
    sketch: bytes
    language: str
    found: list[tuple[str, str]]
    brief: bool = False


LONGEST_NUMBER = 60
"""A cell that is longer is a text with numbers in it."""


@lru_cache(maxsize=4096)
def _of_goods(column: str) -> bool:
    """Whether a column says by its name that it numbers orders, parts or other things."""
    return is_of_goods(f"{re.sub(r'(?<=[a-z])(?=[A-Z])|[_.]+', ' ', column)}: ")


def numbers_of_goods(record: Record, read: Collection[str]) -> tuple[str, ...]:
    """The cells of a row that number orders, parts or other things, by the names of their columns."""
    held = (record.get(column) for column in read if _of_goods(column))
    return tuple(cell for cell in held if isinstance(cell, str) and 0 < len(cell) <= LONGEST_NUMBER)


def _without(said: str, numbered: Collection[str]) -> str:
    """A text without the numbers of goods in it."""
    for number in numbered:
        said = said.replace(number, " ")
    return said


def see(text: Text) -> Seen:
    """Look into the texts of one example."""
    place, line, said, asked, answer, signs, learned, numbered = text
    drawn = sketch(said)
    if not signs:
        return Seen(place, line, drawn, "", [])
    found: list[tuple[str, str]] = []
    if kinds := personal.found(_without(said, numbered)):
        found.append(("personal", ", ".join(personal.KINDS[kind] for kind in kinds)))
    if refusal(answer) and not retold(asked):
        found.append(("refusal", f"“{quoted(answer)}”"))
    if truncated(answer):
        found.append(("truncated", f"“… {quoted(answer[-60:].partition(' ')[2] or answer[-60:])}”"))
    for key, sign in (("placeholder", placeholder), ("mark", mark), ("garbled", garbled)):
        if key == "mark" and learned:
            continue
        if there := sign(said):
            found.append((key, f"“{quoted(there)}”"))
    return Seen(place, line, drawn, language(said), found, is_brief(said))
