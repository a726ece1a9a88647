"""Members of zip archives that are packed with Zstandard, where Python or an installed library unpacks it.

Source: RFC 8878; method 93 of PKWARE's APPNOTE.TXT, section 4.4.5. Python's own is compression.zstd, from 3.14 on.
"""

import struct
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

METHOD = 93
"""What zip archives call it."""

LOCAL = struct.Struct("<4s22xHH")
"""The beginning of a member: its mark, the lengths of its name, of what else stands before its bytes."""


def unpacker() -> Callable[[bytes], bytes] | None:
    """What unpacks it; None where nothing that does is installed."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            found: Callable[[bytes], bytes] = import_module(name).decompress
        except ImportError:
            continue
        return found
    try:
        library: Any = import_module("zstandard")
    except ImportError:
        return None

    def unpacked(content: bytes) -> bytes:
        # Frame by frame: what writes a log may put several behind each other.
        stream = library.ZstdDecompressor().stream_reader(BytesIO(content), read_across_frames=True)
        return bytes(stream.read())

    return unpacked


def member(path: Path, offset: int, size: int) -> bytes:
    """The packed bytes of a member that begins there. Raises ValueError where none does."""
    with path.open("rb") as stream:
        stream.seek(offset)
        begin = stream.read(LOCAL.size)
        if len(begin) < LOCAL.size or not begin.startswith(b"PK\x03\x04"):
            raise ValueError("no member begins there")
        _, name, extra = LOCAL.unpack(begin)
        stream.seek(name + extra, 1)
        return stream.read(size)
