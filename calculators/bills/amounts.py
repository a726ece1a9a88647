"""Amounts as people tell them in words: "a few", "thousands", "about 500 tickets", "40 pages"."""

import re
from collections.abc import Mapping

from calculators.kit.amounts import ENDS, SCALES, UNITS, leading, plain, unread
from calculators.kit.numbers import read_number

WORDS_ON_A_PAGE = 500
TOKENS_IN_A_WORD = 1.3
PAGES_IN_A_DOCUMENT = 3
BYTES_IN_A_WORD = 6
"""How pages, documents, bytes become tokens where nobody has counted: conventions, told beside what was read."""

SHORT_TEXTS = "e-mail|email|letter|note|ticket"
"""They are taken for a page each."""
DOCUMENTS = "article|contract|document|doc|file|paper|pdf|policy|policie|report|transcript"
SIZES: Mapping[str, float] = {"token": 1, "word": TOKENS_IN_A_WORD} | {
    kind: pages * WORDS_ON_A_PAGE * TOKENS_IN_A_WORD
    for kinds, pages in (("page", 1), (SHORT_TEXTS, 1), (DOCUMENTS, PAGES_IN_A_DOCUMENT))
    for kind in kinds.split("|")
}
SIZED = re.compile(rf"(?:^|(?<=[\s\d-]))({'|'.join(sorted(SIZES, key=len, reverse=True))})s?\b")
BYTES = {"": 1, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}
IN_BYTES = re.compile(
    r"(?<![a-z])(?P<scale>[kmgt])(?:i?b|(?<=k)ilobytes?|(?<=m)egabytes?|(?<=g)igabytes?|(?<=t)erabytes?)\b"
    r"|(?<![a-z])(?:bytes|characters?|chars?|letters(?= of text))\b"
)
PLAIN_TEXT = re.compile(r"(?:(?:of|as|in) )?(?:our |the )?(?:(?:plain|pure|raw) )?(?:text|txt|markdown|md)(?: files?)?")

NOTHING = re.compile(
    r"(?:none|no|nothing|zero)(?: (?:labell?ed|checked|real|good))?"
    r"(?: (?:examples?|labels?|pairs?|data|samples?|cases?|calls?|classes|documents?|pages?|tickets?))?"
    r"(?: yet| so far| at all| at hand)?"
)
BELOW = re.compile(r"^(?:less than|fewer than|below|under|<)\s*")
ROUND = re.compile(
    r"^(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|c\.|nearly|almost|over|more than|at least|at most"
    r"|up to|only|just|well over|max(?:imum|\.)?|min(?:imum|\.)?|~|≈|>"
    r"|some(?= (?:\d|hundred\b|thousand\b))|(?:very|a very)(?= few\b))\s*"
)
AFTER = re.compile(r"\s*(?:\+(?!\s*\d)|-?ish\b|\bor so\b|\bor more\b|\bor less\b|\bmore or less\b)\s*")
NOUN = re.compile(r"(?:of (?:the |our )?)?[a-z][a-z /()-]*")
NO_NOUN = re.compile(
    r"\b(?:s|x|and|or|to|of|then|than|times|plus|minus|maybe|perhaps|more|less|a|an|idea|clue|limit|way|percent|usd"
    r"|eur|euros?|dollars?|[kmgt]i?b|bytes|trillions?|tokens?|words?|pages?|char(?:acter)?s?|h|hrs?|mins?|secs?|ms"
    r"|tens|dozens|half|quarter|couple|few|several"
    rf"|years?|months?|weeks?|days?|hours?|minutes?|seconds?|{'|'.join((*UNITS, *SCALES))}|(?:hundred|thousand|million"
    r"|billion)s)\b"
)
"""What no noun behind a number says: that it is not all, not a count, or another number."""
PERIOD = r"(?:hour|day|week|month|quarter|year)"
PART = re.compile(rf"\b(?:per|each|every|apiece|an? {PERIOD})\b|/\s*[a-z]")
TIMED = re.compile(
    rf"(?:\b(?:per|an?|each|every)\s+|/\s*){PERIOD}s?\b|\b(?:hourly|weekly|monthly|yearly)\b", re.IGNORECASE
)


def read_count(typed: str) -> float:
    """How many, as told: a number, a number with a noun behind it, or a word for one. Raises ValueError, in words."""
    text = plain(typed)
    if re.match(r"[-+]?[\d.]", text) and not re.search(r"[a-df-z+–—]|\d\s*-|e[^\d+-]", text[1:]):
        return read_number(text, grouped=True)
    if NOTHING.fullmatch(text):
        return 0
    return _count(text, typed)


def read_rate(typed: str) -> float:
    """How many a day, as told: "thousands", "5,000 a day". Raises ValueError, in words."""
    text = re.sub(r"(?i)\s*(?:/\s*|\bper |\ban? |\beach |\bevery )day\s*$|\s+daily\s*$", "", typed)
    if TIMED.search(text):
        raise ValueError(f"“{typed.strip()[:40]}” is not told by the day; how many are there a day")
    return read_count(text)


def read_size(typed: str) -> float:
    """The tokens of a text, as told: in tokens, words, pages, documents. Raises ValueError, in words."""
    text = re.sub(r"\s*\(?\ba[45]\b\)?", "", plain(typed))
    if text in ("none", "no", "nothing", "zero"):
        return 0
    if told := IN_BYTES.search(text):
        return _tokens_of_bytes(text, told, typed)
    found = SIZED.search(text)
    if not found:
        try:
            return read_number(text, grouped=True)
        except ValueError:
            pass  # perhaps a number in words
        count, noun = _quantity(text, typed)
        if noun:
            raise ValueError(f"“{typed.strip()[:40]}” tells no size; tell tokens, words or pages, as in “300 pages”")
        return count
    if re.search(r"\d", text[found.end() :]):
        raise ValueError(f"“{typed.strip()[:40]}” tells two amounts; how many tokens or pages are there in all")
    if PART.search(text):
        raise ValueError(f"“{typed.strip()[:40]}” tells a part; how many tokens or pages are there in all")
    before = re.sub(r"^an? (?=\d)| of$", "", text[: found.start()].rstrip(" -"))
    if before == "no":
        return 0
    count = 1 if before in ("a", "an") else _count(before, typed, rounded=False)
    return float(round(count * SIZES[found[1]]))


def _tokens_of_bytes(text: str, told: re.Match[str], typed: str) -> float:
    """The tokens of so many bytes of plain text. Raises ValueError where they may be files that are not all text."""
    size = _count(text[: told.start()].rstrip(" -"), typed, rounded=False) * BYTES[told["scale"] or ""]
    tokens = float(round(size / BYTES_IN_A_WORD * TOKENS_IN_A_WORD))
    if PLAIN_TEXT.fullmatch(text[told.end() :].strip(" .,()")) or (not told["scale"] and told.end() == len(text)):
        return tokens
    about = f"{float(f'{tokens:.2g}'):,.0f} tokens"
    raise ValueError(
        f"“{typed.strip()[:40]}” may hold more than text; if it is plain text, add “of text” ({about}); of other files "
        "tell pages, as in “300 pages”"
    )


def _count(text: str, typed: str, *, rounded: bool = True) -> float:
    """A number in words or figures that may be rounded, a span, or followed by what is counted."""
    if PART.search(text):
        raise ValueError(f"“{typed.strip()[:40]}” tells a part; how many are there in all")
    count, noun = _quantity(text, typed)
    if noun and (not NOUN.fullmatch(noun) or NO_NOUN.search(noun.removeprefix("of "))):
        raise unread(typed)
    return float(round(count)) if rounded and not noun and ENDS.search(text) else count


def _quantity(text: str, typed: str) -> tuple[float, str]:
    """An amount at the beginning of a text, with what stands behind it."""
    text = AFTER.sub(" ", text).strip()
    below = False
    while begun := BELOW.match(text) or ROUND.match(text):
        below = below or bool(BELOW.match(text))
        text = text[begun.end() :]
    between = text.startswith("between ")
    low, scale, rest = leading(text.removeprefix("between "), typed)
    end = re.match(r"\s*\band\b\s*", rest) if between else ENDS.match(rest)
    if end and re.match(rf"\d|an? |{'|'.join(UNITS)}", rest[end.end() :]):
        high, high_scale, rest = leading(rest[end.end() :], typed)
        # "2-3 thousand" are thousands both; in "500-1k" the first stands for itself.
        least = low * (high_scale if scale == 1 and low < high else scale)
        if not least < high * high_scale:
            raise unread(typed)
        return (least + high * high_scale) / 2, rest.strip()
    if between:
        raise unread(typed)
    count = round(low * scale, 6)
    return count - 1 if below and count >= 1 else count, rest.strip()
