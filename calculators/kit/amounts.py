"""Amounts as people tell them in words: "a few", "thousands", "about 500 tickets", "40 pages"."""

import re
from collections.abc import Mapping

from calculators.kit import numbers
from calculators.kit.numbers import FRACTION, read_number, with_parts, without_unit

COUNTS: Mapping[str, float] = {
    "couple": 2,
    "few": 5,
    "some": 5,
    "handful": 5,
    "several": 7,
    "dozens": 40,
    "tens": 40,
    "hundreds": 400,
    "thousands": 3_000,
    "tens of thousands": 30_000,
    "hundreds of thousands": 300_000,
    "millions": 3_000_000,
}
"""What a word for a number is taken for where it means a range: the middle of what people mean by it."""

SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS: Mapping[str, float] = {word: float(value) for value, word in enumerate(SMALL)} | {
    word: 10.0 * value for value, word in enumerate(TENS, 2)
}
SCALES: Mapping[str, float] = {"dozen": 12, "hundred": 1e2, **numbers.SCALES}

WORDS_ON_A_PAGE = 500
TOKENS_IN_A_WORD = 1.3
PAGES_IN_A_DOCUMENT = 3
"""How a text in pages or documents becomes tokens, where nobody has counted: conventions, told beside what was read."""

SHORT_TEXTS = "e-mail|email|letter|note|ticket"
"""They are taken for a page each."""
DOCUMENTS = "article|contract|document|doc|file|paper|pdf|policy|policie|report|transcript"
SIZES: Mapping[str, float] = {"token": 1, "word": TOKENS_IN_A_WORD} | {
    kind: pages * WORDS_ON_A_PAGE * TOKENS_IN_A_WORD
    for kinds, pages in (("page", 1), (SHORT_TEXTS, 1), (DOCUMENTS, PAGES_IN_A_DOCUMENT))
    for kind in kinds.split("|")
}
SIZED = re.compile(rf"(?:^|(?<=[\s\d-]))({'|'.join(sorted(SIZES, key=len, reverse=True))})s?\b")

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
RANGE_WORD = re.compile(
    r"^(?:(?:a )?few |some |several |many )?(?P<plural>(?:tens|hundreds) of thousands|dozens|tens|hundreds|thousands"
    r"|millions)\b|^(?:(?:a )?few|some|several) (?P<one>dozen|hundred|thousand|million)\b"
    r"|^(?P<vague>(?:a )?(?:couple|handful|few)|some|several)\b"
)
COUPLE = re.compile(r"^(?:a )?couple(?: of)? (?=(?:dozen|hundred|thousand|million)s?\b)")
FIGURES = re.compile(r"^\d(?:[\d.,'_ ]*\d)?")
ENDS = re.compile(r"\s*(?:-|–|—|\bto\b|\bor\b)\s*")
NOUN = re.compile(r"(?:of (?:the |our )?)?[a-z][a-z /()-]*")
NO_NOUN = re.compile(
    r"\b(?:s|x|and|or|to|of|then|than|times|plus|minus|maybe|perhaps|more|less|a|an|idea|clue|limit|way|percent|usd"
    r"|eur|euros?|dollars?|[kmgt]i?b|bytes|trillions?|tokens?|words?|pages?|char(?:acter)?s?|h|hrs?|mins?|secs?|ms|tens|dozens|half|quarter|couple|few|several"
    rf"|years?|months?|weeks?|days?|hours?|minutes?|seconds?|{'|'.join((*UNITS, *SCALES))}|(?:hundred|thousand|million"
    r"|billion)s)\b"
)
"""What no noun behind a number says: that it is not all, not a count, or another number."""
PERIOD = r"(?:hour|day|week|month|quarter|year)"
PART = re.compile(rf"\b(?:per|each|every|apiece|an? {PERIOD})\b|/\s*[a-z]")
TIMED = re.compile(
    rf"(?:\b(?:per|an?|each|every)\s+|/\s*){PERIOD}s?\b|\b(?:hourly|weekly|monthly|yearly)\b", re.IGNORECASE
)
SHARE = re.compile(r"(?P<part>\d{1,9})\s*(?:/|of|out of)\s*(?P<whole>\d{1,9})")
ABOUT = re.compile(r"^(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|some(?= \d)|~|≈)\s*")


def read_count(typed: str) -> float:
    """How many, as told: a number, a number with a noun behind it, or a word for one. Raises ValueError, in words."""
    text = _plain(typed)
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


def read_exact(typed: str, *, grouped: bool = False, unit: str = "") -> float:
    """One number, in figures or in words: "1,5k", "half a million", "about 500", "a dozen".

    `grouped`, `unit` as in `read_number`. A share may be told as its two counts: "26 of 40". A span, or a word for one,
    is no single number. Raises ValueError, in words.
    """
    plain = _plain(typed)
    if unit == "%":
        if (counts := SHARE.fullmatch(plain)) and int(counts["whole"]) and plain != "50/50":
            return round(100 * int(counts["part"]) / int(counts["whole"]), 6)
        if FRACTION.fullmatch(typed.strip()):
            part = read_number(typed)
            raise ValueError(f"“{typed.strip()}” can be read in two ways; type {100 * part:g} or {part:g}")
    text = ABOUT.sub("", plain)
    try:
        return read_number(typed if text == plain else text, grouped=grouped, unit=unit)
    except ValueError as refused:
        problem = refused
    bare = without_unit(text, unit)
    try:
        count, scale, rest = _one(bare, typed)
    except ValueError:
        raise problem from None
    if RANGE_WORD.match(bare) or re.match(rf"{ENDS.pattern}\w", rest):
        raise ValueError(f"“{typed.strip()[:40]}” is not one number") from None
    if rest.strip() or FIGURES.fullmatch(bare):
        raise problem
    return round(count * scale, 6)


def read_size(typed: str) -> float:
    """The tokens of a text, as told: in tokens, words, pages, documents. Raises ValueError, in words."""
    text = re.sub(r"\s*\(?\ba[45]\b\)?", "", _plain(typed))
    if text in ("none", "no", "nothing", "zero"):
        return 0
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


def _plain(typed: str) -> str:
    return " ".join(with_parts(typed).strip().lower().replace("’", "'").rstrip(".").split())


def _count(text: str, typed: str, *, rounded: bool = True) -> float:
    """A number in words or figures that may be rounded, a span, or followed by what is counted."""
    if PART.search(text):
        raise ValueError(f"“{typed.strip()[:40]}” tells a part; how many are there in all")
    count, noun = _quantity(text, typed)
    if noun and (not NOUN.fullmatch(noun) or NO_NOUN.search(noun.removeprefix("of "))):
        raise _unread(typed)
    return float(round(count)) if rounded and not noun and ENDS.search(text) else count


def _quantity(text: str, typed: str) -> tuple[float, str]:
    """An amount at the beginning of a text, with what stands behind it."""
    text = AFTER.sub(" ", text).strip()
    below = False
    while begun := BELOW.match(text) or ROUND.match(text):
        below = below or bool(BELOW.match(text))
        text = text[begun.end() :]
    between = text.startswith("between ")
    low, scale, rest = _one(text.removeprefix("between "), typed)
    end = re.match(r"\s*\band\b\s*", rest) if between else ENDS.match(rest)
    if end and re.match(rf"\d|an? |{'|'.join(UNITS)}", rest[end.end() :]):
        high, high_scale, rest = _one(rest[end.end() :], typed)
        # "2-3 thousand" are thousands both; in "500-1k" the first stands for itself.
        least = low * (high_scale if scale == 1 and low < high else scale)
        if not least < high * high_scale:
            raise _unread(typed)
        return (least + high * high_scale) / 2, rest.strip()
    if between:
        raise _unread(typed)
    count = round(low * scale, 6)
    return count - 1 if below and count >= 1 else count, rest.strip()


def _one(text: str, typed: str) -> tuple[float, float, str]:
    """A number without its scale, the scale, and what stands behind both."""
    if couple := COUPLE.match(text):
        text = f"2 {text[couple.end() :]}"
    if vague := RANGE_WORD.match(text):
        word = vague["plural"] or vague["vague"] or f"{vague['one']}s"
        return COUNTS[word.removeprefix("a ")], 1, text[vague.end() :]
    if half := re.match(r"half an?\b\s*", text):
        number, text = 0.5, text[half.end() :]
    elif figures := FIGURES.match(text):
        scaled = re.match(r"\s*[a-z]+", text[figures.end() :])
        grouped = not (scaled and scaled[0].strip().removesuffix("s") in SCALES)
        number, text = read_number(figures[0], grouped=grouped), text[figures.end() :]
    else:
        number, text = _in_words(text, typed)
    scale = 1.0
    while scaled := re.match(rf"\s*({'|'.join(sorted(SCALES, key=len, reverse=True))})\b", _singular(text)):
        scale, text = scale * SCALES[scaled[1]], _singular(text)[scaled.end() :]
    return number, scale, text


def _singular(text: str) -> str:
    return re.sub(r"^(\s*(?:hundred|thousand|million|billion))s\b", r"\1", text)


def _in_words(text: str, typed: str) -> tuple[float, str]:
    """A number below a hundred in words, or the one that "a thousand" begins with."""
    words = re.match(rf"({'|'.join(TENS)})(?:[ -]({'|'.join(SMALL[1:10])}))?\b|({'|'.join(reversed(SMALL))})\b", text)
    if one := re.match(rf"an?(?= (?:{'|'.join(SCALES)})\b)", text):  # "a lot" is no number
        return 1, text[one.end() :]
    if not words:
        raise _unread(typed)
    value = UNITS[words[1] or words[3]] + (UNITS[words[2]] if words[2] else 0)
    return value, text[words.end() :]


def _unread(typed: str) -> ValueError:
    return ValueError(f"“{typed.strip()[:40]}” is not an amount")
