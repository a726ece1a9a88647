"""Running text as a list of texts: cut at the marks of an end, else at rules, at blank lines, or at every line."""

import re
from collections.abc import Iterable, Iterator

from calculators.files.lines import LONGEST_LINE, QUOTED, Line

MARKS = ("<|endoftext|>", "<|end_of_text|>", "<|end▁of▁sentence|>", "</s>", "<eos>")
"""Ends of a text as GPT-2, Llama 3, DeepSeek, Llama 2, Gemma write them."""

RULE = re.compile(r"\s*([-=*_#~])\1{2,}\s*|\f")
"""A line that is nothing but a rule, or the end of a page."""

RULES, BLANK, EVERY = "at lines of dashes or the like", "at blank lines", "at every line"
JSON = re.compile(r"""[\[{]\s*(?:["'{\[]|$)""")
"""How lines of JSON begin; a line of a song may begin with a bracket, too."""


def way(lines: Iterable[Line]) -> str:
    """Where a running text is to be cut: at a mark, which is told as it stands, or in words."""
    rules = blank = False
    said = 0
    for line in lines:
        if "<" in line.text and (mark := next((mark for mark in MARKS if mark in line.text), "")):
            return mark
        if not line.text or line.text.isspace():
            blank = blank or said > 0
        elif RULE.fullmatch(line.text):
            rules = rules or said > 0
        else:
            said += 1
    return RULES if rules else BLANK if blank else EVERY


def texts(lines: Iterable[Line], at: str) -> Iterator[Line]:
    """The texts in order, each with the line on which it begins; what holds nothing but spaces is none."""
    held: list[Line] = []
    size = 0
    for line in lines:
        pieces = line.text.split(at) if at in MARKS else [line.text]
        for place, piece in enumerate(pieces):
            ends = (
                place or at == EVERY or (at == RULES and RULE.fullmatch(piece)) or (at == BLANK and not piece.strip())
            )
            if ends or line.problem:
                yield from _joined(held, size)
                held, size = [], 0
            if line.problem:
                yield line
            elif (held or piece.strip()) and not (at == RULES and RULE.fullmatch(piece)):
                held.append(line._replace(text=piece))
                size += len(piece) + 1
    yield from _joined(held, size)


def _joined(held: list[Line], size: int) -> Iterator[Line]:
    """Lines as one text, where there are any."""
    if not held:
        return
    text = "\n".join([line.text for line in held]).rstrip()
    if size > LONGEST_LINE:
        words = f"this text has {size / 1e6:.1f} MB, and texts are read up to {LONGEST_LINE // 1_000_000} MB"
        yield held[0]._replace(text=text[:QUOTED], problem=words)
    else:
        yield held[0]._replace(text=text)
