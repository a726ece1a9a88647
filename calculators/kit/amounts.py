"""One number as people tell it, in figures or in words: "1,5k", "half a million", "about 500"."""

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
RANGE_WORD = re.compile(
    r"^(?:(?:a )?few |some |several |many )?(?P<plural>(?:tens|hundreds) of thousands|dozens|tens|hundreds|thousands"
    r"|millions)\b|^(?:(?:a )?few|some|several) (?P<one>dozen|hundred|thousand|million)\b"
    r"|^(?P<vague>(?:a )?(?:couple|handful|few)|some|several)\b"
)
COUPLE = re.compile(r"^(?:a )?couple(?: of)? (?=(?:dozen|hundred|thousand|million)s?\b)")
FIGURES = re.compile(r"^\d(?:[\d.,'_ ]*\d)?")
ENDS = re.compile(r"\s*(?:-|–|—|\bto\b|\bor\b)\s*")
SHARE = re.compile(r"(?P<part>\d{1,9})\s*(?:/|of|out of)\s*(?P<whole>\d{1,9})")
ABOUT = re.compile(r"^(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|some(?= \d)|~|≈)\s*")


def read_exact(typed: str, *, grouped: bool = False, unit: str = "") -> float:
    """One number, in figures or in words: "1,5k", "half a million", "about 500", "a dozen".

    `grouped`, `unit` as in `read_number`. A share may be told as its two counts: "26 of 40". A span, or a word for one,
    is no single number. Raises ValueError, in words.
    """
    text = plain(typed)
    if unit == "%":
        if (counts := SHARE.fullmatch(text)) and int(counts["whole"]) and text != "50/50":
            return round(100 * int(counts["part"]) / int(counts["whole"]), 6)
        if FRACTION.fullmatch(typed.strip()):
            part = read_number(typed)
            raise ValueError(f"“{typed.strip()}” can be read in two ways; type {100 * part:g} or {part:g}")
    exact = ABOUT.sub("", text)
    try:
        return read_number(typed if exact == text else exact, grouped=grouped, unit=unit)
    except ValueError as refused:
        problem = refused
    bare = without_unit(exact, unit)
    try:
        count, scale, rest = leading(bare, typed)
    except ValueError:
        raise problem from None
    if RANGE_WORD.match(bare) or re.match(rf"{ENDS.pattern}\w", rest):
        raise ValueError(f"“{typed.strip()[:40]}” is not one number") from None
    if rest.strip() or FIGURES.fullmatch(bare):
        raise problem
    return round(count * scale, 6)


def plain(typed: str) -> str:
    """A text in lower case, without spaces or marks that say nothing."""
    return " ".join(with_parts(typed).strip().lower().replace("’", "'").rstrip(".").split())


def leading(text: str, typed: str) -> tuple[float, float, str]:
    """The number that a text begins with, without its scale; the scale; what stands behind both. Raises ValueError."""
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
        raise unread(typed)
    value = UNITS[words[1] or words[3]] + (UNITS[words[2]] if words[2] else 0)
    return value, text[words.end() :]


def unread(typed: str) -> ValueError:
    """That a text is no amount, in words."""
    return ValueError(f"“{typed.strip()[:40]}” is not an amount")
