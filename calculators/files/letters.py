"""Tells by its bytes in which letters a text is written that is not UTF-8."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

ENOUGH = 1 << 16
"""Bytes of lines that are not UTF-8 from which the letters are told."""


class Letters(NamedTuple):
    """An encoding: its name, Python's name for it, whether it is sure, whether a letter may take several bytes."""

    name: str
    codec: str
    sure: bool = True
    wide: bool = False


WESTERN = Letters("Windows Latin-1 (windows-1252)", "cp1252")
UNKNOWN = WESTERN._replace(sure=False)
FOREIGN = UNKNOWN._replace(name="Windows Latin-1 (windows-1252), though they seem to be of another script")


class _Wide(NamedTuple):
    """An encoding of several bytes a letter: those that texts are full of, and all that may be."""

    name: str
    codec: str
    common: bytes
    pair: bytes
    needed: bytes = b""
    """Letters without which no text is told to be in it."""
    fewest: int = 3
    """How many different common letters there must be."""


EAST = (
    # The rows of the common letters: the syllables of Korean, kana, the first level of Chinese letters, marks.
    _Wide("EUC-KR (cp949)", "cp949", rb"[\xa1\xa3\xb0-\xc8][\xa1-\xfe]", rb"[\x81-\xfe][\x41-\xfe]", fewest=8),
    _Wide(
        "Shift-JIS (cp932)",
        "cp932",
        rb"\x81[\x40-\xac]|\x82[\x4f-\xf1]|\x83[\x40-\x96]|[\x88-\x97][\x40-\x7e\x80-\xfc]|\x98[\x40-\x72]",
        rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]",
    ),
    _Wide(
        "EUC-JP",
        "euc_jp",
        rb"[\xa1\xa3-\xa5\xb0-\xcf][\xa1-\xfe]",
        rb"\x8f?[\x8e\xa1-\xfe][\xa1-\xfe]",
        rb"[\xa4\xa5][\xa1-\xf6]",
    ),
    _Wide(
        "GB18030",
        "gb18030",
        rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]",
        rb"[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[0-9][\x81-\xfe][0-9])",
        rb"[\xd0-\xd7]",  # no syllable of Korean, no usual letter of EUC-JP
    ),
    _Wide(
        "Big5", "big5", rb"[\xa1\xa4-\xc6][\x40-\x7e\xa1-\xfe]", rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]", rb".[\x40-\x7e]"
    ),
)
ALWAYS = 0.05
"""The share of the needed letters among the common ones from which an encoding is told."""
MOSTLY = 0.9
"""The share of common letters among all that are not ASCII from which an encoding is told."""


class _Narrow(NamedTuple):
    """A language in an encoding of one byte a letter: its letters beyond ASCII, the frequent ones first."""

    letters: str
    codecs: tuple[str, ...]
    script: bool = False
    """Whether no letter of ASCII stands in its words."""


CYRILLIC = ("cp1251", "koi8_r")
CENTRAL = ("cp1250", "iso8859_2")
LANGUAGES = (
    _Narrow("éèáüöäóíçàñêâôúßåøæîûùëïœãõòðþýìšž²³¹½¼¾ºª¿¡", ("cp1252",)),  # many languages of the West in one file
    _Narrow("üäößé²³", ("cp1252",)),
    _Narrow("éàèêçôîâûùïëœ²³", ("cp1252",)),
    _Narrow("óíáéñúü¿¡ºª", ("cp1252",)),
    _Narrow("ãçáéóêíõúâàôºª", ("cp1252",)),
    _Narrow("àèùòìé", ("cp1252",)),
    _Narrow("äöåé", ("cp1252",)),
    _Narrow("åøæéöäü", ("cp1252",)),
    _Narrow("ðáþíóéæöúý", ("cp1252",)),
    _Narrow("õäüöšž", ("cp1252",)),
    _Narrow("íáéěřčžýšůúňťďó", CENTRAL),
    _Narrow("áíčýéžšúľťňôďäóĺŕ", CENTRAL),
    _Narrow("łęążóśćńź", CENTRAL),
    _Narrow("áéöóőüíúű", CENTRAL),
    _Narrow("čšžćđ", CENTRAL),
    _Narrow("ăîâşţ", CENTRAL),
    _Narrow("ışüğçöİâîû", ("cp1254",)),
    _Narrow("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", CYRILLIC, script=True),
    _Narrow("оаинвіетрслкдмупзьяїбгчйхцєжшющфґ", ("cp1251",), script=True),
    _Narrow("аиоетнрсвдлкпмъзгубчящжцйшхюфь", ("cp1251",), script=True),
    _Narrow("аиоеснртјувкдпмљгзбшчцжћхњђфџ", ("cp1251",), script=True),
    _Narrow("αοιετσνηυρπκμλςόίέήάωδγύχθφώβξζψϊϋΐΰ", ("cp1253",), script=True),
)
NAMES = {
    "cp1250": "windows-1250 (Central European)",
    "cp1251": "windows-1251 (Cyrillic)",
    "cp1252": WESTERN.name,
    "cp1253": "windows-1253 (Greek)",
    "cp1254": "windows-1254 (Turkish)",
    "iso8859_2": "ISO 8859-2 (Central European)",
    "koi8_r": "KOI8-R (Cyrillic)",
}
SCRIPTS = {codec for one in LANGUAGES if one.script for codec in one.codecs}
RARE = 0.001
"""How likely a letter is that the language has not."""
SELDOM = 0.04
"""How likely it is that a letter beyond ASCII follows another one in Latin words, or one of ASCII in other words."""
MARGIN = 7.0
"""How much likelier, as a logarithm, one reading must be than all others that give other letters."""
MOST_STRANGE = 0.04
"""The share of letters that the language has not up to which a text is taken for one in it."""

SAME = bytes.fromhex(
    "80 82 84 85 86 87 89 8b 91 92 93 94 95 96 97 99 9b a0 a4 a6 a7 a9 ab ac ad ae b0 b1 b4 b5 b6 b7 bb"
)
"""Marks that all the encodings of Windows have, such as quotes and dashes."""
INSIDE = rb"[\xa6\xa9\xab\xac\xae\xb1\xb5\xb6\xbb]"
"""Such marks as are letters elsewhere, where they stand between letters; so are ± (0xb1) and ¶ (0xb6) beside one."""
PART = b"[A-Za-z%b]+" % re.escape(bytes({*range(128, 256)} - {*SAME}))
WORD = re.compile(b"[\xb1\xb6]?%b(?:%b%b)*[\xb1\xb6]?" % (PART, INSIDE, PART))


def told(lines: Sequence[bytes]) -> Letters:
    """The letters of lines that are not UTF-8; FOREIGN where nothing but that they are not of the West is sure."""
    data = b"\n".join(lines)
    east, narrow = _east(data), _narrow(data)
    if east and narrow and narrow.codec in SCRIPTS:  # a few letters, or capitals only
        return FOREIGN
    if east and east.sure:
        return east
    return narrow or (FOREIGN if _foreign(data) else UNKNOWN)


@lru_cache(maxsize=len(NAMES))
def table(codec: str) -> str:
    """The letters of an encoding of one byte a letter, in the order of the bytes."""
    _load()
    made = bytes(range(256)).decode(codec, "replace")
    return "".join(chr(at) if letter == "\ufffd" else letter for at, letter in enumerate(made))


def decode_east(letters: Letters, line: bytes) -> str:
    """A line in an encoding of the East, for which the page needs the whole interpreter."""
    import encodings.big5
    import encodings.cp932
    import encodings.cp949
    import encodings.euc_jp
    import encodings.gb18030  # noqa: F401

    return line.decode(letters.codec, "replace")


def _load() -> None:
    """Name the encodings that are shipped with the page."""
    import encodings.cp1250
    import encodings.cp1251
    import encodings.cp1252
    import encodings.cp1253
    import encodings.cp1254
    import encodings.iso8859_2
    import encodings.koi8_r  # noqa: F401


def _foreign(data: bytes) -> bool:
    """Whether most letters beyond ASCII stand beside each other, as in no Latin script."""
    runs = re.findall("[\udc80-\udcff]+", data.decode("utf-8", "surrogateescape"))
    return sum(len(run) for run in runs if len(run) > 1) > max(8, sum(map(len, runs)) / 2)


def _east(data: bytes) -> Letters | None:
    """The encoding of the East of which nearly all are common letters; not sure where these may be of others too."""
    best, found = MOSTLY, None
    for one in EAST:
        runs = re.findall(b"((?:" + one.common + b")+)|(" + one.pair + rb")|([\x80-\xff])", data)
        letters = Counter(part for run, *_ in runs for part in re.findall(one.common, run))
        count = letters.total()
        beside = sum(len(run) for run, *_ in runs if len(run) > 2) / 2
        share = count / max(1, count + sum(not run for run, *_ in runs))
        needed = sum(letters[part] for part in letters if re.match(one.needed, part))
        sure = len(letters) >= one.fewest and needed >= count * ALWAYS
        if share > MOSTLY and beside >= count / 2 and (sure, share) > (found is not None and found.sure, best):
            best, found = share, Letters(one.name, one.codec, sure, wide=True)
    return found


def _narrow(data: bytes) -> Letters | None:
    """The encoding in which words are much likelier in some language, by its letters and their neighbours, or None."""
    words = [word for word in {*WORD.findall(data)} if not word.isascii()]
    counts = Counter(byte for word in words for byte in word if byte > 127)
    if not counts:
        return None if data.translate(None, SAME + bytes(range(128))) else WESTERN
    joined = b" ".join(words)
    beside = len(re.findall(rb"[\x80-\xff](?=[\x80-\xff])", joined))
    apart = len(re.findall(rb"[\x80-\xff](?=[A-Za-z])|[A-Za-z](?=[\x80-\xff])", joined))
    scores: dict[tuple[str, str], tuple[float, float]] = {}
    for codec in NAMES:
        letters = table(codec)
        text = "".join(letters[byte] for byte in joined)
        capitals = sum(one.islower() and other.isupper() for one, other in pairwise(text)) * log(SELDOM)
        read = "".join(letters[byte] for byte in sorted(counts))
        for one in LANGUAGES:
            if codec in one.codecs:
                rest = 1 - SELDOM
                near, far = (rest, SELDOM) if one.script else (SELDOM, rest)
                likely = _likely(one.letters)
                chances = [(times, _chance(letters[byte], likely)) for byte, times in counts.items()]
                score = capitals + beside * log(near) + apart * log(far) + sum(n * log(chance) for n, chance in chances)
                strange = sum(times for times, chance in chances if chance <= RARE) / counts.total()
                scores[codec, read] = max(scores.get((codec, read), (score, strange)), (score, strange))
    order = sorted(scores, key=lambda key: scores[key], reverse=True)
    codec, read = order[0]
    if any(key == (WESTERN.codec, read) for key in order):
        codec = WESTERN.codec
    margin = scores[order[0]][0] - max((scores[key][0] for key in order if key[1] != read), default=-1e9)
    known = codec == WESTERN.codec or scores[order[0]][1] <= MOST_STRANGE
    return Letters(NAMES[codec], codec) if known and margin >= MARGIN / (1 + (codec == WESTERN.codec)) else None


def _chance(letter: str, likely: Mapping[str, float]) -> float:
    strange = RARE if letter.isprintable() else RARE * RARE
    return likely.get(letter) or likely.get(letter.lower(), strange)


@lru_cache(maxsize=len(LANGUAGES))
def _likely(letters: str) -> Mapping[str, float]:
    """How often each letter stands among those beyond ASCII: less the further behind it is."""
    weights = {letter: 1 / (place + 3) for place, letter in enumerate(letters)}
    return {letter: weight / sum(weights.values()) for letter, weight in weights.items()}
