"""Signs in a text that something is wrong with it: it refuses, breaks off, was never filled in, or is damaged.

Each is told by its form alone and only where that is plain, so most hits are right and some cases are missed: on the
sentences of tests/training_file/test_signals.py, written for it both ways, every hit is right, and 61 of 64 are found.
"""

import re
from json import JSONDecoder

from calculators.training_file.refusals import refusal, retold
from calculators.training_file.reserved import listed
from calculators.training_file.signs import signs

__all__ = ["garbled", "mark", "placeholder", "refusal", "retold", "truncated"]

# Broken off -----------------------------------------------------------------------------------------------------------

OPEN = frozenset("([{„«“‘")
TURNED = {"«": "»", "“": "„", "‘": "‚"}
"""What opens a speech in one language and closes it in another, with what opened it there: »so«, „so“."""
SMILEY = re.compile(r"[:;=8][-'^o]?[(\[{]\Z")
DASHES = frozenset("-–—")
CLOSING = frozenset(".!?…。！？:;\"'”’»)]}>*`|~_=+/\\%€$£°#&✅👍🙂😊")
NO_ENDS = listed(
    "the an of and or with from because which their your our its than but into whose while although through between "
    "und oder weil dass dem den des ein eine einem einen einer im zum zur vom für "
    "le la les une des du et ou que qui dans pour avec sur aux leur leurs "
    "el los las una del con para por sus il lo gli della delle dei che per di "
    "os uma dos das com het een van voor met en wat "
    "och att för som med av og på til ve için ile bir"
)
"""Words after which another must come; a text that ends in one breaks off."""


def truncated(text: str) -> bool:
    """A text that ends in the middle; not a label, a title, a list, a number or code without an end mark."""
    end = text.rstrip()
    if len(end) < 24:
        return False
    if end.count("```") % 2:
        return True
    last = end[-1]
    if end.startswith(('{"', '[{"', "{\n", "[\n")):
        try:
            _, stop = JSONDecoder().raw_decode(end)
        except (ValueError, RecursionError):
            return last not in "}]`"
        return truncated(end[stop:])  # a thought or a call as JSON, and what is said after it
    line = end[-400:].rpartition("\n")[2]
    if last in CLOSING or last.isdigit():
        return False
    spaces = line.count(" ")
    if last in TURNED and line.count(TURNED[last]) >= line.count(last):
        return False
    if last in OPEN:
        return spaces > 3 and SMILEY.search(line) is None
    if last in DASHES:
        return spaces > 3 and (line[-2].isalpha() or line[-2] == " ") and not line.startswith(("-", "–", "—", "|"))
    if last in ",，、、":
        return spaces > 4 or last != ","
    if spaces < 5 or line[:1] in "|#>":
        return False
    word = line.rpartition(" ")[2]
    return word in NO_ENDS and line[0] != word[0].upper() + line[1:2]


# Never filled in ------------------------------------------------------------------------------------------------------

BLANKS = tuple(
    (sign, re.compile(form))
    for signs, form in (
        (
            ("[",),
            r"\[(?:TO[D]O\]|object Object\]|(?i:(?:please )?(?:insert|add|enter|fill in|your|placeholder|company"
            r"|customer|client|recipient|name of|date|address|link)(?:[ _:'-][^\[\]\n]{0,60}|s? ?name)?\](?!\()))",
        ),
        (("{{",), r"\{\{ ?[A-Za-z_][\w .]{0,40} ?\}\}"),
        (("\x54ODO",), r"\bTO[D]O\s?[:(]|[\[<(]TO[D]O[\])>]"),
        (("FIX",), r"\bFIX[M]E\s?[:(]"),
        (("TBD",), r"\bTBD\b(?=[.\s\])]*\Z)"),
        (("orem", "OREM"), r"(?i:lorem ipsum dolor)"),
    )
    for sign in signs
)
"""What was left to be filled in, with what stands in a text that has it: so most are seldom looked for."""

TAG = re.compile(
    r"<((?:answer|response|output|question|completion|label|placeholder|name|company|date)"
    r"|(?:insert|your|enter)[ _-][^<>\n]{1,40})>",
    re.IGNORECASE,
)
EMPTIES = listed("nan undefined #n/a #ref! #value! #name? #div/0! tbd placeholder ... xxxx todo")
"""What stands alone where an answer should: a spreadsheet's or program's word for nothing, a writer's for later."""


def placeholder(text: str) -> str:
    """What was left to be filled in, as it stands in the text; or nothing."""
    if len(text) < 14 and text.strip().lower() in EMPTIES:
        return text.strip()
    if forms := [form for sign, form in BLANKS if sign in text]:
        prose = "".join(text.split("```")[::2])  # and not what stands in code
        if blanks := list(filter(None, [form.search(prose) for form in forms])):
            return min(blanks, key=re.Match.start)[0]
    if "<" in text:
        for tag in TAG.finditer(text):
            if f"</{tag[1]}>" not in text and f"</{tag[1].lower()}>" not in text.lower():
                return tag[0]
    return ""


# Left by tools --------------------------------------------------------------------------------------------------------

MARKS = (
    *listed(
        "<|im_start|> <|im_end|> <|endoftext|> <|end_of_text|> <|begin_of_text|> <|eot_id|> <|start_header_id|> "
        "<|assistant|> <|user|> <|system|> <|end|> <start_of_turn> <end_of_turn> [INST] [/INST] <<SYS>> "
        ":contentReference[oaicite turn0search oai_citation citeturn †source】 grok_render_citation"
    ),
    "### Instruction:",
    "### Response:",
    "\n\nHuman:",
    "\n\nAssistant:",
)
SIGNS = {
    "<": ("<|", "<SYS>"), "_": ("_of_turn>", "grok_"), "]": ("INST]",), "#": ("### ",), "0": ("turn0",), "†": ("†",),
    "\n\n": ("\n\nHuman", "\n\nAssistant"), "oai": ("oai",),
}  # fmt: skip
"""One of these is in every mark, and before each what it has itself: that is soon looked for."""

MARK = re.compile("|".join(map(re.escape, sorted(MARKS))))
GARBLED = re.compile(
    "\ufffd|Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|â€[\u0080-\u00ff\u0153\u2122\u02dc\u201c\u201d\u00a6]|Â[\u00a0-\u00bf]|ðŸ"
)

BROKEN = frozenset("\ufffdÃâÂð")
"""With one of these it begins."""


def mark(text: str) -> str:
    """A mark of a chat template or of a chat window that does not belong into a text to learn from; or nothing."""
    signed = [part for part in SIGNS if part in text]
    found = any(sign in text for part in signed for sign in SIGNS[part]) and MARK.search(text)
    return found[0].strip() if found else ""


def garbled(text: str) -> str:
    """Letters that were read in the wrong encoding (Ã¼ for ü), as they stand in the text; or nothing."""
    found = None if signs(text).isdisjoint(BROKEN) else GARBLED.search(text)
    return found[0] if found else ""
