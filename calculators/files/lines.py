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
MOST_ODD = 20
AROUND = 20

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

AS_WINDOWS = "as-windows"
FOREIGN = re.compile("[\udc80-\udcff]+")
"""Bytes that are not UTF-8, as Python marks them."""

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

    A line that is not UTF-8 is read as Windows Latin-1 (cp1252), which every byte fits; `latin` counts such lines, and
    `latins` has the first of them, each with what stands around its first such letter.
    """

    def __init__(self, file: Given) -> None:
        self._path = file.path
        with self._path.open("rb") as stream:
            self._sample = stream.read(SAMPLE)
        self.encoding, self._skipped = kind(self._sample)
        self.latin = 0
        self.latins: list[tuple[int, str]] = []

    @property
    def returned(self) -> bool:
        """Whether lines end with a carriage return alone, as on old Macs."""
        return self.encoding not in WIDE and b"\r" in self._sample and b"\n" not in self._sample

    @property
    def marked(self) -> bool:
        """Whether the file begins with the mark of UTF-8 (BOM), which some programs take for a letter."""
        return self.encoding == "UTF-8" and self._skipped > 0

    def __iter__(self) -> Iterator[Line]:
        self.latin, self.latins = 0, []
        with self._path.open("rb") as stream:
            stream.seek(self._skipped)
            yield from self._wide(stream) if self.encoding in WIDE else self._plain(stream)

    def pieces(self) -> Iterator[tuple[int, str]]:
        """The text of the file in pieces of about a megabyte, each with the bytes read so far."""
        self.latin, self.latins = 0, []
        codec = WIDE.get(self.encoding, utf_8)
        decoder = codec.IncrementalDecoder("replace" if self.encoding in WIDE else "strict")
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
                    self._odd_lines(number, problem.object)
                    decoder.errors = AS_WINDOWS
                    text = decoder.decode(chunk, final=not more)
                    decoder.errors = "strict"
                number += text.count("\n")
                yield done, text

    def _odd_lines(self, number: int, data: bytes) -> None:
        """Note the lines of a piece, whose first one has this number, that are not UTF-8."""
        lines = data.split(b"\n")
        for at, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError as problem:
                if at < len(lines) or problem.end < len(line):  # not a letter that goes on in the next piece
                    self._odd(number + at - 1, latin(line), problem.start)

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
        try:
            return Line(number, offset, line.decode())
        except UnicodeDecodeError as problem:
            text = latin(line)
            self._odd(number, text, problem.start)
            return Line(number, offset, text)

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
    runs = FOREIGN.findall(sample.decode("utf-8", "surrogateescape"))
    if sum(len(run) for run in runs if len(run) > 1) > max(8, sum(map(len, runs)) / 2):
        raise Unreadable(
            "this is text in another encoding than UTF-8, and not in Western letters, such as GB18030, Shift-JIS or "
            "Windows-1251; save it as UTF-8"
        )
    return "UTF-8", 0


def latin(line: bytes) -> str:
    """A line in the letters of Windows, or in those of Latin-1 where Windows has none; every byte fits."""
    try:
        return codecs.charmap_decode(line, "strict", cp1252.decoding_table)[0]
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _as_windows(problem: UnicodeError) -> tuple[str, int]:
    """The letters in place of bytes that are not UTF-8, and where to read on."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return latin(problem.object[problem.start : problem.end]), problem.end


codecs.register_error(AS_WINDOWS, _as_windows)


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
