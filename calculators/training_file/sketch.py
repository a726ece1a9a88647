"""A text as 128 small hashes, of which two texts share about as large a part as of their pairs of neighbouring words.

All come from one pass (Li, Owen, Zhang 2012, "One permutation hashing"); where keys need what an empty place lacks, its
neighbour's hash goes in (Shrivastava and Li 2014); one byte of each is kept (Li and König 2010). Case, punctuation and
white space do not count; in scripts without spaces each character is a word.
"""

import re
from array import array
from functools import lru_cache
from sys import byteorder
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
MANY = 200
"""To sort so many hashes takes longer than to go through them one by one."""

LOW, TOP = (0, 3) if byteorder == "little" else (3, 0)
"""Where the last byte of a hash stands, and the first, in an array of them."""

HALF = bytes(byte >> 1 for byte in range(256))
"""The first byte of a hash to its place, one of 128."""

ALL_PLACES, EMPTY = bytes(range(PLACES)), bytes(PLACES)
NOTHING = b"\xff" + bytes(255)
"""Every byte that is zero to one of ones alone, every other one to zero."""


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


def sketch(text: str) -> bytes:
    """A text's hashes, a byte each and zero in empty places; nothing for a text without a word."""
    of_text = words(text[:PIECE])
    values = _of_pairs(of_text)
    drawn = _lowest(values)
    if of_text and drawn.count(0) > PLACES - FEW and len({value >> 25 for value in values}) < FEW:
        whole = b" ".join(of_text)
        more = crc32(whole), crc32(whole[::-1]), adler32(whole) * 0x9E3779B1 & 0xFFFFFFFF
        values = list({value >> 25: value for value in (*_thinned(values), *more)}.values())
        drawn = _lowest(values)
    for start in range(PIECE, len(text), PIECE):  # so that a text of megabytes takes no hundreds of them
        values = _thinned([*values, *_of_pairs(words(text[start : start + PIECE]))])
        drawn = _lowest(values)
    return drawn if any(drawn) else b""


def _of_pairs(of_text: list[bytes]) -> list[int]:
    """A hash for each pair of neighbouring words: the checksum of a word goes on from the one before it."""
    return list(map(crc32, of_text[1:] or of_text, map(crc32, of_text)))


def _thinned(values: list[int]) -> list[int]:
    """Of the hashes in each place, which their first seven bits say, the smallest."""
    smallest = [NONE] * PLACES
    for value in values:
        if value < smallest[value >> 25]:
            smallest[value >> 25] = value
    return [value for value in smallest if value < NONE]


def _lowest(values: list[int]) -> bytes:
    """The last byte of the smallest hash in each place."""
    if len(values) > MANY:
        values = _thinned(values)
    data = array("I", sorted(values, reverse=True)).tobytes()
    # Of several in a place the one that is written last stays.
    return bytes.maketrans(ALL_PLACES + data[TOP::4].translate(HALF), EMPTY + data[LOW::4])[:PLACES]


def columns(sketches: bytes) -> list[bytes]:
    """Of each of many sketches, one after the other, the 40 hashes of its keys: a column for each.

    In an empty place stands the hash of the last one before it, the first after the last. They are all filled at once,
    each sketch written twice, so that what comes before its second half is its own.
    """
    twice = b"".join([2 * sketches[start : start + PLACES] for start in range(0, len(sketches), PLACES)])
    row, empty = int.from_bytes(twice, "little"), int.from_bytes(twice.translate(NOTHING), "little")
    for step in (8, 16, 32, 64, 128, 256, 512):  # twice as far in each round
        row |= (row << step) & empty
        empty &= empty << step
    filled = row.to_bytes(len(twice), "little")
    # Far apart within a key and from key to key: what fills an empty place repeats its neighbour.
    places = [PLACES // ROWS * row + 3 * band for row in range(ROWS) for band in range(BANDS)]
    return [filled[PLACES + place :: 2 * PLACES] for place in places]


def similarity(one: int, other: int, least: float = 0) -> float:
    """Of the places that are not empty in both sketches, the share in which they agree; or 0 if that is below least."""
    agreeing = (one ^ other).to_bytes(PLACES, "little").count(0)
    if agreeing < least * PLACES:  # and those that are empty in both are still among them
        return 0
    empty = (one | other).to_bytes(PLACES, "little").count(0)
    return (agreeing - empty) / (PLACES - empty)
