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
        now = time.monotonic()
        if now - self._told < OFTEN or not listeners:
            return
        self._told = now
        words = f"{done / 1e6:.1f} of {self._total / 1e6:.1f} MB, {count:,} {self._noun}"
        for listener in listeners:
            listener(words)
