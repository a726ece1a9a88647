"""Labels that people write in several ways: in case or signs, with a letter too many or too few."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from unicodedata import normalize

SHORTEST = 5
"""A shorter word that differs in one letter from another may well be meant."""

SELDOM, OFTEN = 2, 3
"""A slip stands so often at most, and what was meant so many times as often."""


def plainly(label: str) -> str:
    """A label without what people write now so, now otherwise: case, accents by one sign or two, spaces, - and _."""
    return re.sub(r"[\s_-]+", " ", normalize("NFC", label).strip().rstrip(".")).casefold()


def odd(labels: Mapping[str, int], spellings: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """The line of each label that is spelt otherwise than the one that is meant, and what is odd about it, in words.

    `labels` says how often each is given, `spellings` in which line each, just as it is written, stands first.
    """
    first: dict[str, str] = {}
    for label, line in spellings.items():
        other = first.setdefault(plainly(label), label)
        if other != label:
            yield line, f"“{label}” beside “{other}”"
    times: Counter[str] = Counter()
    for label, count in labels.items():
        times[plainly(label)] += count
    for plain, count in times.items():
        usual = [one for one in times if times[one] >= OFTEN * count and is_slip(plain, one)]
        if count <= SELDOM and usual and plain in first and usual[0] in first:
            meant = f"“{first[usual[0]]}”, of which there are {times[usual[0]]:,}"
            yield spellings[first[plain]], f"“{first[plain]}” beside {meant}"


def is_slip(label: str, other: str) -> bool:
    """Whether one word of two labels differs, by one letter behind its first or by two that are turned."""
    pairs = [(one, two) for one, two in zip(label.split(), other.split(), strict=False) if one != two]
    if len(pairs) != 1 or label.count(" ") != other.count(" "):
        return False
    one, two = sorted(pairs[0], key=len)
    if len(one) < SHORTEST or one[0] != two[0] or not (one + two).isalpha():
        return False
    start = next((at for at in range(len(one)) if one[at] != two[at]), len(one))
    here, there = one[start:], two[start:]
    if len(one) < len(two):
        return here == there[1:]
    return len(one) == len(two) and (here[1:] == there[1:] or (here[:2] == there[1::-1] and here[2:] == there[2:]))
