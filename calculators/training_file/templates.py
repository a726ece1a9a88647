"""Marks of chat templates in texts that are learned as they stand: whose they are, how a text begins, how it ends."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

FAMILIES = {
    "<|im_start|>": "ChatML",
    "<|start_header_id|>": "Llama 3",
    "<|header_start|>": "Llama 4",
    "[INST]": "Llama 2 or Mistral",
    "<start_of_turn>": "Gemma",
    "<|start|>": "Harmony",
    "<｜User｜>": "DeepSeek",
    "<|user|>": "Zephyr or Phi",
    "### Instruction:": "Alpaca",
}
"""What opens a turn, and whose template has it so."""

ENDS = (
    *("<|im_end|>", "<|eot_id|>", "<|eot|>", "</s>", "<end_of_turn>", "<|return|>", "<｜end▁of▁sentence｜>"),
    *("<|end|>", "<|endoftext|>", "<eos>", "<|end_of_text|>"),
)
BEGINNINGS = ("<|begin_of_text|>", "<s>", "<bos>", "<｜begin▁of▁sentence｜>")
"""Marks of the beginning of a text, which the tokenizer of their model adds of its own."""


def family(text: str) -> str:
    """Whose template a text has the marks of; empty where it has none."""
    return next((name for mark, name in FAMILIES.items() if mark in text), "")


def end(text: str) -> str:
    """The mark with which a text ends; empty where it is none."""
    bare = text.rstrip()
    return next((mark for mark in ENDS if bare.endswith(mark)), "")


def usual(texts: Sequence[str]) -> tuple[str, str]:
    """The template that most texts are in, and the mark with which most of these end; empty where it is none."""
    name, count = Counter(map(family, texts)).most_common(1)[0] if texts else ("", 0)
    if not name or 2 * count <= len(texts):
        return "", ""
    ends = Counter(end(text) for text in texts if family(text) == name)
    mark, count_of_mark = ends.most_common(1)[0]
    return name, mark if 2 * count_of_mark > count else ""


TURNS = {
    "ChatML": (r"<\|im_start\|>(\w+)\n?", ("<|im_end|>",), ("assistant",)),
    "Llama 3": (r"<\|start_header_id\|>(\w+)<\|end_header_id\|>\s*", ("<|eot_id|>", "<|eom_id|>"), ("assistant",)),
    "Llama 4": (r"<\|header_start\|>(\w+)<\|header_end\|>\s*", ("<|eot|>", "<|eom|>"), ("assistant",)),
    "Gemma": (r"<start_of_turn>(\w+)\n?", ("<end_of_turn>",), ("model",)),
}
"""How a turn opens, with its role; the marks that end it; the roles that answer: as the templates of the models say."""


def turns(text: str, template: str) -> Iterator[tuple[str, str]]:
    """What is odd about the turns within a text: one that is not ended, an answer that is empty."""
    if template not in TURNS:
        return
    opening, ends, answering = TURNS[template]
    found = list(re.finditer(opening, text))
    for number, (one, after) in enumerate(pairwise([*found, None]), 1):
        said = text[one.end() : after.start() if after else len(text)] if one else ""
        at = min((place for mark in ends if (place := said.find(mark)) >= 0), default=-1)
        if at < 0 and after:
            yield "template", f"turn {number} has no {ends[0]} at its end"
            return
        if one and one[1] in answering and not (said[:at] if at >= 0 else said).strip():
            yield "template-empty", f"turn {number}, of {one[1]}, is empty"
            return


def odd(text: str, template: str, mark: str) -> Iterator[tuple[str, str]]:
    """What is otherwise in a text than in most, which are in this template and end with this mark."""
    other = family(text)
    if other != template:
        yield "template", f"{f'marks of {other}' if other else 'no marks'}, where most have those of {template}"
    elif mark and end(text) != mark:
        yield "template", f"it does not end with {mark}, as most do"
    else:
        yield from turns(text, template)
    if beginning := next((one for one in BEGINNINGS if text.startswith(one)), ""):
        yield "beginning", beginning
