"""The load test of `make bench`: what one nginx holds with the ready file, by Debian's wrk on this machine."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from calculators.proof.measured import OURS, Measured
from tools import packages
from tools.build import SITE
from tools.nginx import Nginx
from tools.precompress import precompress

LESSON = "why-fine-tune/"
CONNECTIONS = 64
FIRST = ("worker.js", "python.js", "pyodide.js", "pyodide.wasm", "break-even.zip", "snapshot.bin")
"""What the first touch of a calculator fetches."""
HELP = "No wrk for the load test was found, and none could be fetched (Debian, Ubuntu: apt-get install wrk)."


class NoWrk(Exception):
    """No wrk could be found or fetched, or it said what nobody can read; the message says what to do."""


def wrk() -> tuple[list[str], dict[str, str]]:
    """How to call wrk: an installed one, else one from a package, with the library that it needs. Raises NoWrk."""
    if installed := shutil.which("wrk"):
        return [installed], {}
    program, library = packages.unpack("wrk"), packages.unpack("libluajit-5.1-2")
    if not (program and library):
        raise NoWrk(HELP)
    folders = sorted({str(path.parent) for path in library.rglob("libluajit*.so*")})
    return [str(program / "usr/bin/wrk")], {"LD_LIBRARY_PATH": os.pathsep.join(folders)}


def measure(address: str, seconds: int) -> tuple[float, float]:
    """Requests a second, the milliseconds within which 99 of 100 were answered. Raises NoWrk."""
    command, environment = wrk()
    command += ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip", address]
    run = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=seconds + 60, check=True
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)
    slowest = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", run.stdout)
    if not (rate and slowest):
        raise NoWrk(f"wrk said something else than usual: {run.stdout}")
    return float(rate[1]), float(slowest[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slowest[2]]


def load(seconds: int) -> Iterator[Measured]:
    """Ask nginx for the files of a visit as fast as it can. Raises NoNginx, NoWrk."""
    with tempfile.TemporaryDirectory() as name:
        folder, running = Path(name, "course"), Path(name, "run")
        shutil.copytree(SITE, folder, copy_function=os.symlink)
        running.mkdir()
        precompress(folder)
        manifest = json.loads((folder / "runtime/manifest.json").read_text("utf-8"))
        paths = {"a lesson": LESSON, "the manifest": "runtime/manifest.json"}
        paths |= {one: f"runtime/{manifest[one]['address']}" for one in FIRST}
        with Nginx(folder, running, "/course/", log=False) as host:
            for words, path in paths.items():
                file = folder / path / "index.html" if path.endswith("/") else folder / path
                packed = file.with_name(f"{file.name}.gz")
                size = (packed if packed.is_file() else file).stat().st_size
                rate, slowest = measure(host.url + path, seconds)
                who = f"{OURS}, {words}"
                yield Measured(who=who, what="size, gzip", value=round(size / 1000, 1), unit="kB")
                yield Measured(who=who, what="answered", value=round(rate), unit="requests/s")
                yield Measured(who=who, what="99 of 100 within", value=slowest, unit="ms")
