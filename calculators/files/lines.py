"""A file of the reader's as lines, one after the other, however large it is."""

import codecs
import re
from collections.abc import Iterator
from encodings import cp1252, utf_8, utf_16_be, utf_16_le
from typing import BinaryIO, Literal, NamedTuple, Protocol

CHUNK = 1 << 20
SAMPLE = 1 << 16
LONGEST_LINE = 32_000_000
"""Room for a few pictures of the size that providers take, which stand in a line as base64."""

QUOTED = 200

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
    (b"\xff\xfe\x00\x00", "this is text in UTF-32", "save it as UTF-8"),
    (b"\x00\x00\xfe\xff", "this is text in UTF-32", "save it as UTF-8"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
MOST_CONTROLS = 0.01
"""The share of control characters up to which a file is taken for text with a slip in it."""

WIDE = {"UTF-16LE": utf_16_le, "UTF-16BE": utf_16_be}
MARKS = {codecs.BOM_UTF8: "UTF-8", codecs.BOM_UTF16_LE: "UTF-16LE", codecs.BOM_UTF16_BE: "UTF-16BE"}


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

    Of a line that is too long for the memory only the beginning is given, with the problem in words.
    """

    number: int
    offset: int
    text: str
    problem: str = ""


class Lines:
    """The lines of a file in order, blank ones too. Raises Unreadable for what is no text.

    A line that is not UTF-8 is read as Windows Latin-1 (cp1252), which every byte fits; `latin` counts such lines.
    """

    def __init__(self, file: Given) -> None:
        self._path = file.path
        with self._path.open("rb") as stream:
            self._sample = stream.read(SAMPLE)
        self.encoding, self._skipped = kind(self._sample)
        self.latin = 0

    @property
    def marked(self) -> bool:
        """Whether the file begins with the mark of UTF-8 (BOM), which some programs take for a letter."""
        return self.encoding == "UTF-8" and self._skipped > 0

    def __iter__(self) -> Iterator[Line]:
        self.latin = 0
        with self._path.open("rb") as stream:
            stream.seek(self._skipped)
            yield from self._wide(stream) if self.encoding in WIDE else self._plain(stream)

    def pieces(self) -> Iterator[tuple[int, str]]:
        """The text of the file in pieces of about a megabyte, each with the bytes read so far."""
        with self._path.open("rb") as stream:
            stream.seek(self._skipped)
            decoder = self._decoder()
            done, more = self._skipped, True
            while more:
                chunk = stream.read(CHUNK)
                more = bool(chunk)
                done += len(chunk)
                yield done, decoder.decode(chunk, final=not more)

    def _decoder(self) -> codecs.IncrementalDecoder:
        """Decodes the file piece by piece: as UTF-8 if its beginning is, else as Windows does."""
        kind: type[codecs.IncrementalDecoder]
        if self.encoding in WIDE:
            kind = WIDE[self.encoding].IncrementalDecoder
        else:
            kind = utf_8.IncrementalDecoder
            try:
                kind().decode(self._sample)
            except UnicodeDecodeError:
                self.latin = 1
                kind = cp1252.IncrementalDecoder
        return kind("replace")

    def _plain(self, stream: BinaryIO) -> Iterator[Line]:
        """The lines of a file in which a byte 10 ends a line, whatever the letters are."""
        # Old files of the Macintosh end lines with byte 13 alone.
        end = b"\r" if b"\r" in self._sample and b"\n" not in self._sample else b"\n"
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
        try:
            return Line(number, offset, line.decode())
        except UnicodeDecodeError:
            self.latin += 1
            return Line(number, offset, latin(line))

    def _wide(self, stream: BinaryIO) -> Iterator[Line]:
        """The lines of a file in UTF-16."""
        codec = WIDE[self.encoding]
        decoder = codec.IncrementalDecoder("replace")
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
                offset += size + 2
                lost = 0
            if len(rest) * 2 + lost > LONGEST_LINE:
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
    # Most letters of a table or of JSON are below 256: in UTF-16 every second byte is then 0.
    evens, odds = sample[::2].count(0) / len(sample) * 2, sample[1::2].count(0) / len(sample) * 2
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if max(evens, odds) > 0.2 and min(evens, odds) < 0.02 and controls - sample.count(0) <= MOST_CONTROLS * len(sample):
        return ("UTF-16LE" if odds > evens else "UTF-16BE"), 0
    if controls > MOST_CONTROLS * len(sample):
        raise Unreadable("this is not text but binary data; choose a file with lines of text (JSONL or CSV)")
    return "UTF-8", 0


def latin(line: bytes) -> str:
    """A line in the letters of Windows, or in those of Latin-1 where Windows has none; every byte fits."""
    try:
        return codecs.charmap_decode(line, "strict", cp1252.decoding_table)[0]
    except UnicodeDecodeError:
        return line.decode("latin-1")


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
