"""Tokens of a text without a vocabulary: of its pieces, cut as tokenizers cut it, each priced by its letters.

Tokenizers cut a text into pieces first, by a rule that is published, and never join across them: words with the space
before them, up to three digits, runs of marks, ends of lines. What a piece then comes to depends on the vocabulary. It
is reckoned here as a sum over what the piece is made of, above all its pairs of letters, with weights fitted for each
family of tokenizers (`token_weights.py`). So frequent words come to about one token, strange ones to more.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from heapq import heappush, heapreplace
from math import fsum

from calculators.training_file import token_weights as fitted
from calculators.training_file.exact import Counter
from calculators.training_file.languages import language

FAMILIES = fitted.FAMILIES
"""Families of tokenizers, in the order of the weights."""

Tokens = tuple[float, ...]
"""The tokens of something, by family."""

LONGEST = 8_000
"""Of a longer example only so many letters are split; the rest is taken to be like them."""

ERROR = 0.12
"""By no more were the tokens off of 42 sets of texts that the weights were not fitted to; most by less than 0.03."""

MOST = 512
"""So many examples of a file are split; of others the size says enough."""

_LEAD = r"(?:[^\r\n\w]|_)?"
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ\u0100-\u024f"
# The rule of o200k_base in terms of `re`, in which letters are not told by their class: that of cl100k_base differs
# where upper and lower case meet, and that of Qwen takes digits one by one.
PIECE = re.compile(
    rf"{_LEAD}[{_UPPER}]*[{_LOWER}]+|{_LEAD}[{_UPPER}]+|{_LEAD}(?:[\u3400-\u9fff]+|[\u3040-\u30ff]+|[^\W\d_]+)"
    r"|\d{1,3}| ?(?:[^\s\w]|_)+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def tokens(text: str, length: int = 0) -> Tokens:
    """The tokens of a text by family; of one with this `length` where the text is only how it begins."""
    total = [fsum(column) for column in zip(*map(_of_piece, PIECE.findall(text)), strict=True)] or [0.0] * len(FAMILIES)
    spoken = language(text)
    if spoken == "unknown" and text.isascii():
        spoken = "plain"  # such as code
    factors = fitted.LANGUAGES.get(spoken, fitted.LANGUAGES["unknown"])
    more = length / len(text) if length and text else 1.0
    return tuple(more * one * factor for one, factor in zip(total, factors, strict=True))


@lru_cache(maxsize=50_000)
def _of_piece(piece: str) -> Tokens:
    total = [0.0] * len(FAMILIES)
    for feature, count in features(piece):
        for at, weight in enumerate(_weight(feature)):
            total[at] += weight * count
    return tuple(max(fitted.LEAST, one) for one in total)


@cache
def _weight(feature: str) -> Tokens:
    if feature[0] == "b":
        place = fitted.FIRST.index(feature[1]) * len(fitted.SECOND) + fitted.SECOND.index(feature[2])
        return tuple((fitted.SIGNS.index(pairs[place]) - fitted.ZERO) * fitted.STEP for pairs in fitted.PAIRS)
    return tuple(weight / 1_000 for weight in fitted.WEIGHTS.get(feature, (0,) * len(FAMILIES)))


def features(piece: str) -> Iterable[tuple[str, int]]:
    """What a piece is made of, each with how often."""
    core = piece
    if len(piece) > 1 and not piece[0].isalnum() and piece[1].isalpha():
        core = piece[1:]
        yield ("leads" if piece[0] == " " else "leadp"), 1
    first = core[0]
    if first.isalpha():
        yield from _of_letters(core)
    elif first.isdigit():
        yield from (("dig", 1), ("dign", len(core)))
    elif core.isspace():
        yield ("nl" if "\n" in core else "sp"), 1
    else:
        marks = core.strip()
        kinds = len(set(marks))
        yield from (("p", 1), ("pd", kinds - 1), ("pr", len(marks) - kinds), (f"p{min(len(marks), 4)}", 1))
        yield "pw", sum(mark > "\x7f" for mark in marks)
        yield f"q{marks}", 1


def _of_letters(core: str) -> Iterable[tuple[str, int]]:
    first, length = core[0], len(core)
    if "\u3400" <= first <= "\u9fff" or "\uf900" <= first < "\ufb00":
        common = sum(sign in fitted.HAN for sign in core)
        yield from (("han", 1), ("hanc", common), ("hanr", length - common))
    elif first >= "\u0250":
        script = next((name for name, start, end in _SCRIPTS if start <= first < end), "oth")
        yield from ((script, 1), (f"{script}n", length))
    elif core.isupper() and length > 1:
        yield from (("caps", 1), ("capsn", length))
    else:
        yield from (("w", 1), ("n", length), ("up", int(first.isupper())), (f"n>{min(length, 12)}", 1))
        plain = "^" + "".join(sign if "a" <= sign <= "z" else "~" for sign in core.lower()) + "$"
        for at in range(len(plain) - 1):
            yield f"b{plain[at : at + 2]}", 1


_SCRIPTS = (("kana", "\u3040", "\u3100"), ("hang", "\uac00", "\ud7a4"), ("cyr", "\u0370", "\u0530"))


class Sample:
    """A sample of the examples of a file: those whose hash is lowest, so that the order of reading plays no part.

    Where a tokenizer counts, it is all of them.
    """

    def __init__(self, counter: Counter | None = None) -> None:
        self.counter = counter
        """What counts the tokens of every example, where it is to be exact."""
        self._exact: dict[int, Tokens] = {}
        self._lowest: list[tuple[int, int, int, str]] = []

    def add(self, digest: bytes, place: int, turns: Iterable[tuple[str, str]], extra: str) -> None:
        """Keep the beginning of an example, at this place in its file, if it belongs to the sample so far."""
        if self.counter:
            texts = [*(said for _, said in turns), extra]
            self._exact[place] = (float(sum(map(self.counter.count, texts))),) * len(FAMILIES)
            return
        rank = -int.from_bytes(digest[:8])
        full = len(self._lowest) == MOST
        if full and rank <= self._lowest[0][0]:
            return
        whole = "\n".join([*(said for _, said in turns), extra])
        (heapreplace if full else heappush)(self._lowest, (rank, place, len(whole), whole[:LONGEST]))

    def know(self, place: int, count: int) -> None:
        """Keep how many tokens an example has that is tokens already."""
        self._exact[place] = (float(count),) * len(FAMILIES)

    @property
    def exact(self) -> bool:
        """Whether the tokens were counted, and are no estimate."""
        return self.counter is not None or bool(self._exact)

    @cached_property
    def counted(self) -> Mapping[int, Tokens]:
        """The tokens of each of them by place, once all were read."""
        if self.exact:
            return self._exact
        return {place: tokens(part, length) for _, place, length, part in sorted(self._lowest)}
