"""Files as they come from people: broken, packed, in other encodings, far too large; each is told or read rightly."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Bad(NamedTuple):
    """A file, and words that the answer to it must hold; `refused` where nothing at all can be told of it."""

    name: str
    made: Callable[[], bytes]
    words: str
    refused: bool = False

    def write(self, folder: Path) -> Path:
        """Put it into a folder."""
        path = folder / self.name
        path.write_bytes(self.made())
        return path


def chat(question: str, answer: str) -> str:
    """A line of a good file."""
    turns = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    return json.dumps({"messages": turns}, ensure_ascii=False)


GOOD = "".join(
    f"{chat(f'Which platform for train {place}, müde?', f'Platform {place}, straße.')}\n" for place in range(60)
)
TABLE = "question,answer\n" + "".join(f'"What is {place}, and why?",It is {place}.\n' for place in range(60))


def zipped(*names: str) -> bytes:
    """A zip archive of such files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>" * 50)
    return out.getvalue()


def with_line(line: str, place: int = 6) -> bytes:
    """The good file with one more line."""
    lines = GOOD.split("\n")
    return "\n".join([*lines[:place], line, *lines[place:]]).encode()


def broken_in_200_000() -> bytes:
    """A file of 200,000 examples whose seventh line is broken."""
    lines = [chat(f"Train {place}?", f"Platform {place}.") for place in range(200_000)]
    lines[6] = lines[6][:-5]
    return "\n".join(lines).encode()


ONE_OF_61 = "1 of 61 examples would be refused; 60 examples remain"
READY = "Ready: 60 examples"
LISTED = "Clean first: 60 examples remain, with JSON that does not keep to lines in the file as it is"

BAD = (
    Bad("empty.jsonl", lambda: b"", "there is nothing in this file", refused=True),
    Bad("blank.jsonl", lambda: b"\xef\xbb\xbf\r\n \r\n", "there is nothing in this file", refused=True),
    Bad("binary.jsonl", lambda: bytes(range(256)) * 40, "this is not text but binary data", refused=True),
    Bad("packed.zip", lambda: zipped("train.jsonl"), "zip archive; unpack it", refused=True),
    Bad("train.jsonl.gz", lambda: gzip.compress(GOOD.encode(), mtime=0), "packed with gzip", refused=True),
    Bad(
        "sheet.csv",
        lambda: zipped("[Content_Types].xml", "xl/workbook.xml"),
        "this is a spreadsheet (xlsx)",
        refused=True,
    ),
    Bad("list.json", lambda: f"[{GOOD.strip().replace(chr(10), ', ')}]".encode(), LISTED),
    Bad(
        "indented.json", lambda: json.dumps([json.loads(line) for line in GOOD.splitlines()], indent=2).encode(), LISTED
    ),
    Bad(
        "objects.json",
        lambda: b"\n".join(json.dumps(json.loads(line), indent=2).encode() for line in GOOD.splitlines()),
        LISTED,
    ),
    Bad("prose.txt", lambda: b"Dear all,\nplease find\n", "Too few: 2 examples remain"),
    Bad("prose.pdf", lambda: b"Dear all,\nplease find\n", "Too few: 2 examples remain"),
    Bad("utf16.jsonl", lambda: GOOD.encode("utf-16"), "Clean first: 60 examples remain, with text in UTF-16LE"),
    Bad("bom.jsonl", lambda: GOOD.encode("utf-8-sig"), "Clean first: 60 examples remain, with what Together does not"),
    Bad("crlf.jsonl", lambda: GOOD.replace("\n", "\r\n").encode(), READY),
    Bad("latin.jsonl", lambda: GOOD.encode("latin-1"), "Clean first: 60 examples remain"),
    Bad("latin.csv", lambda: TABLE.replace("why", "für wen").encode("cp1252"), "Clean first: 60 examples remain"),
    Bad("semicolons.csv", lambda: TABLE.replace(",It", ";It").replace("question,", "question;").encode(), READY),
    Bad("deep.jsonl", lambda: with_line('{"messages": ' + "[" * 100_000 + "]" * 100_000 + "}"), ONE_OF_61),
    Bad("digits.jsonl", lambda: with_line('{"messages": ' + "9" * 5_000 + "}"), ONE_OF_61),
    Bad("nan.jsonl", lambda: with_line(chat("NaN?", "x").replace('"x"', "NaN")), ONE_OF_61),
    Bad("twice.jsonl", lambda: with_line(chat("Twice?", "x")[:-1] + ', "messages": []}'), ONE_OF_61),
    Bad("half.jsonl", lambda: with_line(chat("Half?", "HERE").replace("HERE", "\\ud83d")), ONE_OF_61),
    Bad("long.jsonl", lambda: with_line(chat("Long?", "x" * 50_000_000)), ONE_OF_61),
    Bad("broken.jsonl", broken_in_200_000, "1 of 200,000 examples would be refused; 199,999 examples remain"),
)
