"""Visits to be measured: a line of limited speed, new visitors, what an answer costs them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools.serve import Reply, Server

PATIENCE = 120_000  # ms that a first answer may take


class NoAnswer(Exception):
    """A page did not answer; the message says how long it was waited for."""


class Line(Server):
    """A server behind a line of limited speed, shared by all that is asked for; each request takes its time besides."""

    rate = float("inf")
    delay = 0.0

    def __init__(self, folder: Path, *, policed: bool = True) -> None:
        """Without its policy where peers are served: some of them make scripts of text, which ours forbids."""
        super().__init__(folder)
        self._policed = policed
        self._free = 0.0
        self._turn = threading.Lock()

    def __enter__(self) -> "Line":
        super().__enter__()
        return self

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        reply = super().reply(path, headers)
        with self._turn:
            self._free = max(self._free, time.monotonic() + self.delay) + len(reply.body) / self.rate
            wait = self._free - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        if self._policed:
            return reply
        told = {name: value for name, value in reply.headers.items() if name != "Content-Security-Policy"}
        return replace(reply, headers=told)


@dataclass(frozen=True)
class Start:
    """A first answer: milliseconds for a new visitor, for the same again; what came over the line the first time."""

    new: float
    again: float
    kilobytes: float
    requests: int


@contextmanager
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    """A page that nothing has been fetched for before, come to rest."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        yield page


def answered(page: Page, act: str) -> float:
    """What the promise of a script is kept with. Raises NoAnswer where it is not kept in time."""
    found: float | None = page.evaluate(
        f"(limit) => Promise.race([({act})(), new Promise((done) => setTimeout(done, limit, null))])", PATIENCE
    )
    if found is None:
        raise NoAnswer(f"no answer came within {PATIENCE // 1000} s")
    return found


def start(browser: Browser, line: Line, place: str, act: str) -> Start:
    """Open a page as a new visitor, act as soon as there is something to act on; the same again.

    `act` is a script whose promise is kept when the answer stands in the page, with the milliseconds since the page
    was asked for. Raises NoAnswer.
    """
    with browser.new_context() as context:
        page = context.new_page()
        before = len(line.log)
        times = []
        for _ in range(2):
            page.goto(line.url + place, wait_until="domcontentloaded")
            times.append(answered(page, act))
            if len(times) == 1:
                asked = line.log[before:]
                page.wait_for_load_state("networkidle")
    return Start(times[0], times[1], sum(request.sent for request in asked) / 1000, len(asked))
