"""Answers that are cast in one mould: told by what is left of them where numbers, names are taken out."""

import re
from array import array
from collections import Counter

LONGEST = 400
"""Longer answers that are alike are near copies of each other, and told as such."""

LEAST_WORDS = 6
"""With fewer words beside its numbers and names an answer is a label, or a short form to be filled in."""

LEAST_ANSWERS = 10
CODE = re.compile(r"[{}\[\]<>|\\=;\t]")
SLOT = re.compile(r"\d+(?:[.,:/\-]\d+)*|(?<=[^.!?:\s] )[A-ZÀ-ÖØ-ÞА-Я]\w*")
"""A number, or a word with a capital within a sentence."""

SEVERAL = re.compile(r"…(?:[ \-,/]…)+")
WORD = re.compile(r"[^\W\d_]{2,}")
LABELLED = re.compile(r"[^:]{1,30}:(?:\s|$)")
"""How a line begins that fills in a form."""


WINDOW, SAMPLE, SHARE = 1024, 64, 0.25
"""Of so many answers the first few are looked at, and the others where so large a share of these has one mould."""


def mould(answer: str) -> str:
    """An answer with a mark in the place of each number and name; empty where it is no sentence around them."""
    if len(answer) > LONGEST or CODE.search(answer):
        return ""
    text = SEVERAL.sub("…", SLOT.sub("…", answer))
    lines = text.splitlines()
    prose = [line for line in lines if not LABELLED.match(line)]
    words = [len(WORD.findall(line)) for line in prose]
    fits = "…" in text and max(words, default=0) >= LEAST_WORDS and len(prose) >= len(lines) / 2
    return text if fits else ""


class Moulds:
    """The moulds of the answers of a file; of the one that most have, the text is kept, of all others a number."""

    def __init__(self) -> None:
        self._count = self._begun = 0
        self._close = True
        self._places, self._kept, self._answers = array("Q"), array("q"), array("q")
        """Of each answer with a mould where it stands, the mould, and what tells the answer from others."""

        self._likely, self._ahead = "", 0
        """The text of the mould that most have, if most have one: each other one was set off against it."""

    def add(self, place: int, answer: str) -> None:
        """Keep the mould of one answer, if it has one."""
        at = self._count % WINDOW
        self._count += 1
        if not at:
            self._begun = len(self._kept)
        elif at == SAMPLE:
            self._close = max(Counter(self._kept[self._begun :]).values(), default=0) >= SHARE * SAMPLE
        text = mould(answer) if at < SAMPLE or self._close else ""
        if text:
            self._places.append(place)
            self._kept.append(hash(text))
            self._answers.append(hash(answer))
        if not self._ahead:
            self._likely = text
        self._ahead += 1 if text == self._likely else -1

    def most(self) -> tuple[str, list[int]]:
        """The mould that most answers have, with their places; empty where none has, or most are the very same."""
        if self._count < LEAST_ANSWERS or not self._likely:
            return "", []
        wanted = hash(self._likely)
        found = [at for at, one in enumerate(self._kept) if one == wanted]
        differing = len({self._answers[at] for at in found})
        enough = 2 * min(differing * 2, len(found)) > self._count
        return (self._likely, [self._places[at] for at in found]) if enough else ("", [])
