"""How long an author waits from saving a page until it is served, beside bare Material: part of `make bench`."""

import http.client
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from calculators.proof.measured import OURS, Measured
from tools.bench.scale import tree
from tools.bench.visits import NoAnswer
from tools.bench.vitals import LESSON, bare_site, bare_text
from tools.build import CACHE, ROOT
from tools.serve import HOST

PATIENCE = 180  # seconds
IDLE = 5  # seconds after which nothing is prepared any more


def saved(folder: Path, rounds: int) -> Iterator[Measured]:
    """Seconds from a change of prose until it is served, by `make dev` and by MkDocs alone."""
    home = folder / "author"
    tree(home, 0)
    shutil.copytree(ROOT / "tools", home / "tools", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    (home / "runtime/node_modules").symlink_to(ROOT / "runtime/node_modules")
    (home / ".cache").mkdir()
    (home / ".cache/bundle").symlink_to(CACHE / "bundle")
    yield _measured(OURS, home, ["tools.dev", "--port"], rounds)
    home, _ = bare_site(folder / "bare-author", {"index": "# Bare", LESSON: bare_text()})
    yield _measured(
        "Bare Material, the prose alone", home, ["mkdocs", "serve", "--quiet", "--livereload", "-a"], rounds
    )


def _measured(who: str, home: Path, command: Sequence[str], rounds: int) -> Measured:
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    address = f"{HOST}:{port}" if command[-1] == "-a" else str(port)
    server = subprocess.Popen([sys.executable, "-m", *command, address], cwd=home, stdout=subprocess.DEVNULL)
    page = home / "docs" / f"{LESSON}.md"
    text = page.read_text("utf-8")
    try:
        _wait(port, "<article")
        times = []
        for number in range(rounds):
            time.sleep(IDLE)
            page.write_text(f"{text}\nChange number {number}.\n", "utf-8")
            started = time.monotonic()
            _wait(port, f"Change number {number}.")
            times.append(time.monotonic() - started)
    finally:
        server.terminate()
        server.wait()
    value, best = (round(one, 2) for one in (statistics.median(times), min(times)))
    return Measured(
        who=who, what="a change of prose, until it is served", value=value, unit="s", best=best, rounds=rounds
    )


def _wait(port: int, words: str) -> None:
    """Ask for the lesson until it holds some words. Raises NoAnswer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{LESSON}/")
            if words in connection.getresponse().read().decode():
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.02)
    raise NoAnswer(f"“{words}” was not served within {PATIENCE} s")
