"""What the texts of one example give away, told without any other example: so it can be looked for in any process."""

from typing import NamedTuple

from calculators.training_file import personal
from calculators.training_file.kinds import quoted
from calculators.training_file.languages import language
from calculators.training_file.signals import garbled, mark, placeholder, refusal, retold, truncated
from calculators.training_file.sketch import sketch
from calculators.training_file.spoken import is_brief


class Text(NamedTuple):
    """The texts of an example to be looked into: its place in the file, its line, what is said.

    Where no `signs` are looked for, only its sketch is made; where it is `learned` as it is, the marks of a template
    are part of it.
    """

    place: int
    line: int
    said: str
    asked: str
    answer: str
    signs: bool
    learned: bool


class Seen(NamedTuple):
    """What was seen: the sketch, the language, findings as keys of kinds with details; if it is too `brief` to tell."""

    place: int
    line: int
    sketch: bytes
    language: str
    found: list[tuple[str, str]]
    brief: bool = False


def see(text: Text) -> Seen:
    """Look into the texts of one example."""
    place, line, said, asked, answer, signs, learned = text
    drawn = sketch(said)
    if not signs:
        return Seen(place, line, drawn, "", [])
    found: list[tuple[str, str]] = []
    if kinds := personal.found(said):
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
