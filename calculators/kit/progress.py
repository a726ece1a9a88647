"""How far a long reading has come, told to whoever waits for it."""

import time
from collections.abc import Callable

OFTEN = 0.25
"""Seconds between two tellings."""

listeners: list[Callable[[str], None]] = []
"""Who wants to be told: the page, or the command line; nobody else waits."""


class Progress:
    """Counts a reading of so many bytes, and tells in words how far it is, a few times a second."""

    def __init__(self, total: int, noun: str = "lines") -> None:
        self._total = total
        self._noun = noun
        self._told = time.monotonic()

    def at(self, done: int, count: int) -> None:
        """So many bytes are read, and so many things counted in them."""
        if self._due():
            self._tell(f"{done / 1e6:.1f} of {self._total / 1e6:.1f} MB, {count:,} {self._noun}")

    def share(self, done: float, doing: str) -> None:
        """So much, from 0 to 1, is done of what follows the reading."""
        if self._due():
            self._tell(f"{doing}: {100 * done:.0f} %")

    def _due(self) -> bool:
        return bool(listeners) and time.monotonic() - self._told >= OFTEN

    def _tell(self, words: str) -> None:
        self._told = time.monotonic()
        for listener in listeners:
            listener(words)
