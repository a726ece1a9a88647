"""A text as 128 small hashes, of which two texts share about as large a part as of their pairs of neighbouring words.

All come from one pass (Li, Owen, Zhang 2012, "One permutation hashing"); where keys need what an empty place lacks, its
neighbour's hash goes in (Shrivastava and Li 2014); one byte of each is kept (Li and König 2010). Case, punctuation and
white space do not count; in scripts without spaces each character is a word.
"""

import re
from functools import lru_cache
from struct import Struct
from zlib import adler32, crc32

from calculators.training_file.signs import signs

PLACES = 128
BANDS = 10
"""So many keys a text has, of four hashes each: two texts are compared where one of the keys is the same."""

ROWS = 4
PIECE = 1 << 16
FEW = 4
"""A text of fewer different pairs gets three hashes of its whole as well, lest labels and numbers meet by chance."""


WORD = bytes(
    byte + 32 if 65 <= byte <= 90 else byte if 48 <= byte <= 57 or 97 <= byte <= 122 or byte >= 128 else 32
    for byte in range(256)
)
"""Capitals to small letters, and all that is neither letter nor digit to a space."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORDS = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
ALONE = re.compile(f"[{UNSPACED}]")
MOST_SIGNS = 60
"""So many signs beyond ASCII are put in their plain form one by one; a text of more is searched for its words."""

NONE = 1 << 32
LOWEST = Struct(f"<{PLACES}Q").pack
"""The last byte of every eight is what is kept of a hash; it is zero for one in 256 of them, as for none."""

ALL = (1 << 8 * PLACES) - 1
FILLED = bytes([0]) + b"\xff" * 255
"""Every byte that is not zero to one of ones alone."""


def words(text: str) -> list[bytes]:
    """The words of a text, without case and punctuation."""
    data = text.encode("utf-8", "replace")
    if not text.isascii():
        beyond = signs(text)
        if len(beyond) > MOST_SIGNS or ALONE.search("".join(beyond)):
            data = " ".join(WORDS.findall(text.casefold())).encode("utf-8", "replace")
        else:  # a few signs, each put in its plain form in the whole text at once
            for sign in beyond:
                if (plain := _plain(sign)) != sign:
                    data = data.replace(sign.encode(), plain.encode())
    return data.translate(WORD).split()


@lru_cache(maxsize=10_000)
def _plain(sign: str) -> str:
    """A sign beyond ASCII without its case; a space where it is neither letter nor digit."""
    return "".join([one if one.isalnum() else " " for one in sign.casefold()])


def sketch(text: str) -> tuple[bytes, bytes]:
    """A text's hashes, a byte each and zero in empty places; then 4 times 10 of them, empty places filled, as keys.

    Both are empty for a text without a word.
    """
    smallest = [NONE] * PLACES
    for start in range(0, len(text), PIECE):  # so that a text of megabytes takes no hundreds of them
        of_text = words(text[start : start + PIECE])
        # The checksum of a word goes on from the one before it: that of the pair.
        for value in map(crc32, of_text[1:] or of_text, map(crc32, of_text)):
            place = value >> 25
            if value < smallest[place]:
                smallest[place] = value
        if start == 0 and of_text and PLACES - smallest.count(NONE) < FEW:
            whole = b" ".join(of_text)
            for value in (crc32(whole), crc32(whole[::-1]), adler32(whole) * 0x9E3779B1 & 0xFFFFFFFF):
                smallest[value >> 25] = value
    sparse = LOWEST(*smallest)[::8]
    if not any(sparse):
        return b"", b""
    row = _filled(sparse)
    # Far apart within a group and from group to group: what fills an empty place repeats its neighbour.
    return sparse, row[0:30:3] + row[32:62:3] + row[64:94:3] + row[96:126:3]


def _filled(sparse: bytes) -> bytes:
    """The same with the hash of the last place before it in each empty one, the first after the last: all at once."""
    row = int.from_bytes(sparse, "little")
    full = int.from_bytes(sparse.translate(FILLED), "little")
    bits = 8 * PLACES
    step = 8
    while full != ALL:
        # Twice as far in each round, around the end.
        row |= ((row << step | row >> bits - step) & ALL) & ~full
        full |= (full << step | full >> bits - step) & ALL
        step *= 2
    return row.to_bytes(PLACES, "little")


def similarity(one: int, other: int, least: float = 0) -> float:
    """Of the places that are not empty in both sketches, the share in which they agree; or 0 if that is below least."""
    agreeing = (one ^ other).to_bytes(PLACES, "little").count(0)
    if agreeing < least * PLACES:  # and those that are empty in both are still among them
        return 0
    empty = (one | other).to_bytes(PLACES, "little").count(0)
    return (agreeing - empty) / (PLACES - empty)
