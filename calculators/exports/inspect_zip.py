"""An .eval log of inspect_ai, which is a zip archive of JSON files; it is unpacked on the command line only.

Source: src/inspect_ai/log/_recorders/eval.py in github.com/UKGovernmentBEIS/inspect_ai.
"""

import json
from pathlib import Path
from typing import Any

from calculators.exports import zstandard
from calculators.exports.inspect_log import log
from calculators.exports.roles import Made
from calculators.files.lines import Unreadable

ELSE = "write it as JSON (inspect log convert --to json) and choose that"


def is_eval(path: Path) -> bool:
    """Whether a file is such a log: an archive whose first names are those of inspect_ai."""
    with path.open("rb") as stream:
        begin = stream.read(1 << 16)
    named = path.suffix == ".eval" or b"_journal/" in begin[:400] or b"samples/" in begin[:400]
    return begin.startswith(b"PK\x03\x04") and named and b"xl/" not in begin and b"[Content_Types]" not in begin


def _read(path: Path, packed: Any, name: str) -> bytes:
    """A member of the archive, also where it is packed with Zstandard. Raises Unreadable where nothing unpacks that."""
    told = packed.getinfo(name)
    if told.compress_type != zstandard.METHOD:
        return bytes(packed.read(name))
    unpack = zstandard.unpacker()
    if unpack is None:
        raise Unreadable(f"this inspect_ai log is packed with Zstandard; install zstandard to read it here, or {ELSE}")
    try:
        return unpack(zstandard.member(path, told.header_offset, told.compress_size))
    except Exception as problem:  # noqa: BLE001  # each library has errors of its own for damaged bytes
        raise ValueError(str(problem)) from None


def unpacked(path: Path) -> Made:
    """The rows of the log. Raises Unreadable."""
    try:
        import zipfile  # the page's Python has none, and no other reading waits for it
    except ImportError:
        raise Unreadable(
            f"this is an inspect_ai log in a zip archive, which the page does not unpack; {ELSE}"
        ) from None
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            head = next((name for name in ("header.json", "_journal/start.json", "start.json") if name in names), None)
            if head is None:
                raise Unreadable("this is a zip archive; unpack it and choose the file inside")
            spec = json.loads(_read(path, packed, head))["eval"]
            samples = [json.loads(_read(path, packed, name)) for name in names if name.startswith("samples/")]
    except Unreadable:
        raise
    except (NotImplementedError, RuntimeError):
        raise Unreadable(f"this inspect_ai log is packed in a way that this Python does not know; {ELSE}") from None
    except (zipfile.BadZipFile, OSError, ValueError, KeyError):
        raise Unreadable(f"this inspect_ai log is damaged; {ELSE}") from None
    return log(spec, sorted(samples, key=lambda one: (str(one.get("id")), one.get("epoch", 1))))
