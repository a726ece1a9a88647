"""Work handed to other processes of this machine, whose results come back in the order in which it was given.

The page has one process, and so has whoever asks for no more.
"""

import contextlib
from collections import deque
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

MOST_WAITING = 6
"""So many batches are under way at once: no more of a file is held than these."""

processes = 1
"""How many the command line allows; set before the work begins."""


class InOrder(Generic[Given, Made]):
    """Calls `function` with everything given, and `take` with each result, in order; in batches of some `weight`.

    `function` must stand at the top of a module. Where other processes cannot be had, or are lost, it is called here.
    """

    def __init__(self, function: Callable[[Given], Made], take: Callable[[Made], None], weight: int = 400_000) -> None:
        self._function = function
        self._take = take
        self._most = weight
        self._batch: list[Given] = []
        self._weight = 0
        self._waiting: deque[tuple[Any, list[Given]]] = deque()
        self._alone = processes < 2
        self._pool: Any = None

    def give(self, one: Given, weight: int) -> None:
        """Have the function called with this, now or later."""
        if self._alone:
            self._take(self._function(one))
            return
        self._batch.append(one)
        self._weight += weight
        if self._weight >= self._most:
            self._send()

    def done(self) -> None:
        """Wait until all is taken."""
        made = _all(self._function, self._batch)  # while others have theirs in hand
        self._batch = []
        while self._waiting:
            self._receive()
        for one in made:
            self._take(one)

    def _send(self) -> None:
        while len(self._waiting) >= MOST_WAITING:
            self._receive()
        self._pool = self._pool or _pool()
        promised = None
        with contextlib.suppress(RuntimeError):  # the other processes are gone
            promised = self._pool and self._pool.submit(_all, self._function, self._batch)
        self._waiting.append((promised, self._batch))
        self._batch, self._weight = [], 0

    def _receive(self) -> None:
        promised, batch = self._waiting.popleft()
        made = None
        with contextlib.suppress(RuntimeError):  # as above, while they had it in hand
            made = promised and promised.result()
        for one in _all(self._function, batch) if made is None else made:
            self._take(one)


def _all(function: Callable[[Given], Made], batch: Sequence[Given]) -> list[Made]:
    return [function(one) for one in batch]


def _pool() -> Any:
    """The other processes, the same for all work; None where this machine gives none."""
    global _made
    if _made is None:
        try:
            # By its name, which is not packed for the page: that has no other process.
            futures = import_module("concurrent.futures")
            _made = futures.ProcessPoolExecutor(processes, initializer=_deaf)
        except (ImportError, OSError, NotImplementedError):
            return None
    return _made


def close() -> None:
    """Send the other processes home."""
    global _made
    if _made is not None:
        _made.shutdown(cancel_futures=True)
        _made = None


def _deaf() -> None:
    """Whoever stops the command line stops this process by way of it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


_made: Any = None
