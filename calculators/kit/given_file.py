"""A file that the reader gives: read where it stands, never copied, told apart from its later states."""

import os
from dataclasses import dataclass
from pathlib import Path

GONE = "A file that was given can no longer be read: it was changed or taken away."


@dataclass(frozen=True)
class GivenFile:
    """A file as it was when it was given: where it stands, its bytes and the time of its last change.

    Two are equal when nothing tells them apart, so what was read from one can be kept by it. In the page the browser
    shows the file to Python under its name in a folder of its own, a slice at a time.
    """

    path: Path
    size: int
    changed: int

    @property
    def name(self) -> str:
        """The name of the file, without folders."""
        return self.path.name

    def __str__(self) -> str:
        return str(self.path)


def given_file(place: str) -> GivenFile:
    """The file at a place. Raises ValueError, in words, where there is none that can be read."""
    path = Path(place)
    name = "“" + "".join(sign if sign.isprintable() else "·" for sign in path.name[:100]) + "”"
    try:
        found = path.stat()
    except (OSError, ValueError):  # a null character is no place
        raise ValueError(f"there is no file {name} here; a link and a decision record hold no files") from None
    if not path.is_file():
        raise ValueError(f"{name} is a folder, not a file")
    if not os.access(path, os.R_OK):
        raise ValueError(f"{name} may not be read")
    return GivenFile(path, found.st_size, found.st_mtime_ns)
