"""What of a file of the reader's does not count; what cannot be read is refused in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from calculators.files.lines import Unreadable
from calculators.kit.inputs import Refused


class Fault(NamedTuple):
    """Something in the file that does not count: its kind, its line, its item, and what is wrong, in words."""

    kind: str
    line: int
    item: str
    words: str


@contextmanager
def refusing(label: str) -> Iterator[None]:
    """Lays what makes a file unreadable to the field `file`, which has this label. Raises Refused."""
    try:
        yield
    except Unreadable as problem:
        raise Refused({"file": f"{label}: {problem}."}) from None
    except OSError as problem:
        raise Refused({"file": f"{label}: it cannot be read ({problem.strerror}); choose it again."}) from None
