"""A file of the reader's as lines, one after the other, however large it is."""

import codecs
import re
from collections.abc import Iterator, Sequence
from encodings import utf_8, utf_16_be, utf_16_le, utf_32_be, utf_32_le
from functools import partial
from typing import BinaryIO, Literal, NamedTuple, Protocol

from calculators.files.letters import ENOUGH, FOREIGN, NAMES, UNKNOWN, Letters, decode_east, table, told

CHUNK = 1 << 20
SAMPLE = 1 << 16
LONGEST_LINE = 32_000_000
"""Room for a few pictures of the size that providers take, which stand in a line as base64."""

QUOTED = 200
MOST_ODD = 20
AROUND = 20

THREE = 0xE0
"""The first byte that begins a letter of three bytes in UTF-8, as all letters of the East are."""

OTHERS = (
    # What a file begins with, what it is then, and what to do.
    (b"PK\x05\x06", "this is an empty zip archive", "choose the file itself"),
    (b"\xd0\xcf\x11\xe0", "this is an old office file (xls, doc), not text", "save it as CSV (UTF-8) and choose that"),
    (b"\x1f\x8b", "this is packed with gzip", "unpack it and choose the file inside"),
    (b"BZh", "this is packed with bzip2", "unpack it and choose the file inside"),
    (b"\xfd7zXZ", "this is packed with xz", "unpack it and choose the file inside"),
    (b"\x28\xb5\x2f\xfd", "this is packed with zstandard", "unpack it and choose the file inside"),
    (b"7z\xbc\xaf", "this is a 7z archive", "unpack it and choose the file inside"),
    (b"PAR1", "this is a Parquet file, not text", "export it as JSONL or CSV; the command line reads it with pyarrow"),
    (b"ARROW1", "this is an Arrow file, not text", "export it as JSONL or CSV; the command line reads it with pyarrow"),
    (b"\xff\xff\xff\xff", "this is an Arrow file, as save_to_disk writes it, not text", "export it as JSONL: to_json"),
    (b"Obj\x01", "this is an Avro file, not text", "export it as JSONL or CSV"),
    (b"SQLite format 3", "this is an SQLite database, not text", "export the table as JSONL or CSV"),
    (b"%PDF", "this is a PDF, not a table or a list of examples", "export the data behind it as JSONL or CSV"),
    (b"{\\rtf", "this is formatted text (rtf)", "save it as plain text, JSONL or CSV"),
)
LINE = re.compile(rb"[^\r\n]+")
HIGH = bytes(range(128, 256))
NAMED = 8
FEW = 0.1
"""The share of lines that are not UTF-8 up to which they never make a file unreadable."""
WIDE_ZEROS = 0.4
FEWEST_ZEROS = 0.05
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
MOST_CONTROLS = 0.01
"""The share of control characters up to which a file is taken for text with a slip in it."""

AS = "letters-of-"
"""Begins the name of what reads bytes that are not UTF-8 by an encoding; BROKEN ends it, where others are UTF-8."""
BROKEN = "-among-utf-8"

WIDE = {"UTF-16LE": utf_16_le, "UTF-16BE": utf_16_be, "UTF-32LE": utf_32_le, "UTF-32BE": utf_32_be}
MARKS = {
    codecs.BOM_UTF8: "UTF-8",
    codecs.BOM_UTF32_LE: "UTF-32LE",  # begins as the next one does
    codecs.BOM_UTF32_BE: "UTF-32BE",
    codecs.BOM_UTF16_LE: "UTF-16LE",
    codecs.BOM_UTF16_BE: "UTF-16BE",
}


class Unreadable(ValueError):
    """A file that cannot be read as text: what it is, and what to do, in one clause that fits behind a colon."""


class Opened(Protocol):
    """What opens for reading bytes: a path, or bytes in memory."""

    def open(self, mode: Literal["rb"], /) -> BinaryIO:
        """A reading from the beginning."""


class Given(Protocol):
    """A file that stands somewhere."""

    @property
    def path(self) -> Opened:
        """Where it stands."""


class Line(NamedTuple):
    """One line without its end: its number from 1, the byte where it begins, its text, and what is wrong with it.

    Of a line that is too long for the memory only the beginning is given, with the problem in words. Where it stands
    `between` the objects of a list, nothing of it is one.
    """

    number: int
    offset: int
    text: str
    problem: str = ""
    between: bool = False


class Lines:
    """The lines of a file in order, blank ones too. Raises Unreadable for what is no text.

    A line that is not UTF-8 is read in the letters that such lines speak for, or else in those of Windows, which every
    byte fits; `latin` counts such lines, and `latins` has the first of them, each with what stands around its first
    such letter. `letters` are those they are read in, None before the first such line; `broken` are the lines with
    bytes that are no letters.
    """

    def __init__(self, file: Given) -> None:
        self._path = file.path
        with self._path.open("rb") as stream:
            self._sample = stream.read(SAMPLE)
            self.encoding, self._skipped = kind(self._sample)
            self.letters: Letters | None = None
            if self.encoding not in WIDE and _letters(self._sample):
                self.letters = _letters(self._sample + stream.read(CHUNK))
        if self.letters == FOREIGN:
            raise Unreadable(
                "this is text in another encoding than UTF-8, and its bytes leave open in which; save it as UTF-8"
            )
        self.latin = 0
        self.latins: list[tuple[int, str]] = []
        self.broken: list[int] = []

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of the letters in which the file was read, when it has been."""
        if self.encoding in WIDE:
            return (f"The file was read as {self.encoding}.",)
        if not self.latin or not self.letters:
            return ()
        where = listed_lines([number for number, _ in self.latins], self.latin)
        made = [f"Some lines are not UTF-8 ({where}); they were read as {self.letters.name}."]
        if not self.letters.sure:
            made = [f"{made[0][:-1]}; if names look wrong, save the file as UTF-8."]
        if self.broken:
            made.append(f"Bytes that are no letters stand as \ufffd ({listed_lines(self.broken, len(self.broken))}).")
        return tuple(made)

    @property
    def returned(self) -> bool:
        """Whether lines end with a carriage return alone, as on old Macs."""
        return self.encoding not in WIDE and b"\r" in self._sample and b"\n" not in self._sample

    @property
    def marked(self) -> bool:
        """Whether the file begins with the mark of UTF-8 (BOM), which some programs take for a letter."""
        return self.encoding == "UTF-8" and self._skipped > 0

    def __iter__(self) -> Iterator[Line]:
        self._begin()
        with self._path.open("rb") as stream:
            stream.seek(self._skipped)
            yield from self._wide(stream) if self.encoding in WIDE else self._plain(stream)

    def pieces(self) -> Iterator[tuple[int, str]]:
        """The text of the file in pieces of about a megabyte, each with the bytes read so far."""
        self._begin()
        codec = WIDE.get(self.encoding, utf_8)
        decoder: codecs.IncrementalDecoder = codec.IncrementalDecoder("replace" if self.encoding in WIDE else "strict")
        with self._path.open("rb") as stream:
            stream.seek(self._skipped)
            done, number, more = self._skipped, 1, True
            while more:
                chunk = stream.read(CHUNK)
                more = bool(chunk)
                done += len(chunk)
                try:
                    text = decoder.decode(chunk, final=not more)
                except UnicodeDecodeError as problem:
                    letters = self._told(problem.object)
                    self._odd_lines(number, problem.object)
                    if letters.wide:
                        decoder = codecs.getincrementaldecoder(letters.codec)("replace")
                        text = decoder.decode(problem.object, final=not more)
                    else:
                        decoder.errors = f"{AS}{letters.codec}{BROKEN * _mixed(problem.object)}"
                        text = decoder.decode(chunk, final=not more)
                        decoder.errors = "strict"
                number += text.count("\n")
                yield done, text

    def _begin(self) -> None:
        self.latin, self.latins, self.broken = 0, [], []

    def _told(self, data: bytes, offset: int = -1) -> Letters:
        """The letters of lines that are not UTF-8, told by the first of them: by these bytes, or those from a place."""
        if self.letters is None and offset >= 0:
            with self._path.open("rb") as stream:
                stream.seek(offset)
                data = stream.read(CHUNK)
        self.letters = self.letters or _letters(data) or UNKNOWN
        return self.letters

    def _odd_lines(self, number: int, data: bytes) -> None:
        """Note the lines of a piece, whose first one has this number, that are not UTF-8."""
        lines = data.split(b"\n")
        for at, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError as problem:
                if at < len(lines) or problem.end < len(line):  # not a letter that goes on in the next piece
                    self._other(number + at - 1, line, problem.start)

    def _other(self, number: int, line: bytes, place: int, offset: int = -1) -> str:
        """The text of a line that is not UTF-8, which is noted."""
        letters = self._told(line, offset)
        if letters.wide:
            text = decode_east(letters, line)
            self._odd(number, text, 0)
        elif _mixed(line):
            text = line.decode("utf-8", f"{AS}{letters.codec}{BROKEN}")
            self._odd(number, text, len(line[:place].decode("utf-8", "ignore")))
        else:
            text = _single(letters.codec, line)
            self._odd(number, text, place)
        if "\ufffd" in text:
            self.broken.append(number)
        return text

    def _odd(self, number: int, text: str, place: int) -> None:
        """Note a line that is not UTF-8, with what stands around the first letter of which that is true."""
        self.latin += 1
        if len(self.latins) < MOST_ODD:
            self.latins.append((number, text[max(0, place - AROUND) : place + AROUND]))

    def _plain(self, stream: BinaryIO) -> Iterator[Line]:
        """The lines of a file in which a byte 10 ends a line, whatever the letters are."""
        end = b"\r" if self.returned else b"\n"
        number, offset, rest, lost = 0, self._skipped, b"", 0
        while chunk := stream.read(CHUNK):
            parts = (rest + chunk).split(end)
            rest = parts.pop()
            for part in parts:
                number += 1
                yield self._line(number, offset, part, lost)
                offset += len(part) + lost + 1
                lost = 0
            if len(rest) + lost > LONGEST_LINE:
                lost += len(rest) - len(rest[: QUOTED * 4])
                rest = rest[: QUOTED * 4]
        if rest:
            yield self._line(number + 1, offset, rest, lost)

    def _line(self, number: int, offset: int, line: bytes, lost: int) -> Line:
        if lost or len(line) > LONGEST_LINE:
            return _too_long(number, offset, line[: QUOTED * 4].decode("utf-8", "ignore"), len(line) + lost)
        if line[-1:] == b"\r":
            line = line[:-1]
        if self.letters and self.letters.wide and not line.isascii() and max(line) < THREE:
            return Line(number, offset, self._other(number, line, 0, offset))
        try:
            return Line(number, offset, line.decode())
        except UnicodeDecodeError as problem:
            return Line(number, offset, self._other(number, line, problem.start, offset))

    def _wide(self, stream: BinaryIO) -> Iterator[Line]:
        """The lines of a file in UTF-16 or UTF-32."""
        codec = WIDE[self.encoding]
        decoder = codec.IncrementalDecoder("replace")
        end = len(codec.encode("\n")[0])
        number, offset, rest, lost = 0, self._skipped, "", 0
        more = True
        while more:
            chunk = stream.read(CHUNK)
            more = bool(chunk)
            parts = (rest + decoder.decode(chunk, final=not more)).split("\n")
            rest = parts.pop() if more or not parts[-1] else ""
            for part in parts:
                number += 1
                size = len(codec.encode(part, "replace")[0]) + lost
                if size > LONGEST_LINE:
                    yield _too_long(number, offset, part, size)
                else:
                    yield Line(number, offset, part.removesuffix("\r"))
                offset += size + end
                lost = 0
            if len(rest) * end + lost > LONGEST_LINE:
                lost += len(codec.encode(rest[QUOTED:], "replace")[0])
                rest = rest[:QUOTED]


def kind(sample: bytes) -> tuple[str, int]:
    """The encoding that the first bytes of a file speak for, and how many of them only say so. Raises Unreadable."""
    if len(sample) < SAMPLE and not sample.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("there is nothing in this file; choose one with at least one line")
    if sample.startswith(b"PK\x03\x04"):
        raise Unreadable(_archive(sample))
    for beginning, what, then in OTHERS:
        if sample.startswith(beginning):
            raise Unreadable(f"{what}; {then}")
    if re.match(rb"\s*(<!doctype|<html|<\?xml)", sample.removeprefix(codecs.BOM_UTF8), re.IGNORECASE):
        raise Unreadable("this is a web page or XML, not a table or a list of examples; export it as JSONL or CSV")
    if sample.startswith(b"version https://git-lfs."):
        raise Unreadable("this only points to a file that Git LFS keeps; fetch that one (git lfs pull) and choose it")
    if re.match(rb"(?:---\s+)?- [\w\"']+\s*:(?:\s|$)", sample.removeprefix(codecs.BOM_UTF8)):
        raise Unreadable("this is YAML, not a table or lines of JSON; export it as JSONL or CSV")
    for mark, encoding in MARKS.items():
        if sample.startswith(mark):
            return encoding, len(mark)
    if wide := _unmarked(sample):
        return wide, 0
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls > MOST_CONTROLS * len(sample):
        raise Unreadable("this is not text but binary data; choose a file with lines of text (JSONL or CSV)")
    return "UTF-8", 0


def _unmarked(sample: bytes) -> str:
    """The encoding in which each letter has two or four bytes; empty for others.

    A table or JSON has letters below 256, if only its marks: of these every second byte is 0, or three of four are.
    """
    evens, odds = sample[::2].count(0), sample[1::2].count(0)
    zeros = [sample[at::4].count(0) / len(sample) * 4 for at in range(4)]
    if min(zeros[3], zeros[2]) > WIDE_ZEROS and zeros[0] < WIDE_ZEROS / 4:
        encoding = "UTF-32LE"
    elif min(zeros[0], zeros[1]) > WIDE_ZEROS and zeros[3] < WIDE_ZEROS / 4:
        encoding = "UTF-32BE"
    elif max(evens, odds) > FEWEST_ZEROS * len(sample) / 2 and min(evens, odds) < 0.02 * len(sample) / 2:
        encoding = "UTF-16LE" if odds > evens else "UTF-16BE"
    else:
        return ""
    text = WIDE[encoding].IncrementalDecoder("replace").decode(sample)
    strange = sum((not sign.isprintable() and not sign.isspace()) or sign == "\ufffd" for sign in text)
    return encoding if strange <= MOST_CONTROLS * len(text) else ""


def _letters(data: bytes) -> Letters | None:
    """The letters of the first lines that are not UTF-8; None where all are."""
    lines, size, count, cut = [], 0, 0, len(data) >= SAMPLE
    for line in () if data.isascii() else LINE.findall(data):
        count += 1
        try:
            line.decode()
        except UnicodeDecodeError as problem:
            if cut and problem.start > len(line) - 4 and data.endswith(line):  # a letter that goes on behind it
                continue
            lines.append(line[:ENOUGH])
            size += len(line)
            if size > ENOUGH:
                break
    if not lines:
        return None
    letters = UNKNOWN if _mixed(b"\n".join(lines)) else told(lines)
    return UNKNOWN if letters == FOREIGN and len(lines) < FEW * count else letters


def _mixed(data: bytes) -> bool:
    """Whether bytes hold more letters of UTF-8 than bytes that are none."""
    text = data.decode("utf-8", "surrogateescape")
    odd = len(text) - len(text.encode("utf-8", "ignore").decode())
    return len(text) - len(data.translate(None, HIGH)) > 2 * odd


def _single(codec: str, line: bytes) -> str:
    """A line in the letters of an encoding of one byte a letter; every byte fits."""
    return codecs.charmap_decode(line, "strict", table(codec))[0]


def _as(codec: str, broken: bool, problem: UnicodeError) -> tuple[str, int]:
    """The letters in place of bytes that are not UTF-8, and where to read on; none for the beginning of a letter."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    if broken and problem.end - problem.start > 1:
        return "\ufffd", problem.end
    return _single(codec, problem.object[problem.start : problem.end]), problem.end


for _codec in NAMES:
    codecs.register_error(f"{AS}{_codec}", partial(_as, _codec, False))
    codecs.register_error(f"{AS}{_codec}{BROKEN}", partial(_as, _codec, True))


def listed_lines(numbers: Sequence[int], count: int) -> str:
    """The first of so many lines, as in "lines 2, 5, …"."""
    told = ", ".join(f"{number:,}" for number in numbers[:NAMED])
    return f"line{'s' * (count > 1)} {told}{', …' * (count > NAMED)}"


def _archive(sample: bytes) -> str:
    if b"xl/" in sample or (b"[Content_Types].xml" in sample and b"word/" not in sample):
        return (
            "this is a spreadsheet (xlsx), not text, whatever its name ends in; save it as CSV (UTF-8) and choose that"
        )
    if b"word/" in sample:
        return "this is a Word document (docx), not text; save the examples as JSONL or CSV and choose that"
    if b"opendocument.spreadsheet" in sample:
        return "this is a spreadsheet (ods), not text; save it as CSV (UTF-8) and choose that"
    return "this is a zip archive; unpack it and choose the file inside"


def _too_long(number: int, offset: int, beginning: str, size: int) -> Line:
    words = f"this line has {size / 1e6:.1f} MB, and lines are read up to {LONGEST_LINE // 1_000_000} MB"
    return Line(number, offset, beginning[:QUOTED], words)
