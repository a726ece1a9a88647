"""The load test of `make bench`: what one nginx holds with the ready file, by Debian's wrk on this machine."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import packages
from tools.build import SITE, build
from tools.nginx import Nginx, NoNginx
from tools.precompress import precompress

LESSON = "why-fine-tune/"
CONNECTIONS = 64
HELP = "No wrk for the load test was found, and none could be fetched (Debian, Ubuntu: apt-get install wrk)."


def wrk() -> tuple[list[str], dict[str, str]]:
    """How to call wrk: an installed one, else one from a package, with the library that it needs."""
    if installed := shutil.which("wrk"):
        return [installed], {}
    program, library = packages.unpack("wrk"), packages.unpack("libluajit-5.1-2")
    if not (program and library):
        sys.exit(HELP)
    folders = sorted({str(path.parent) for path in library.rglob("libluajit*.so*")})
    return [str(program / "usr/bin/wrk")], {"LD_LIBRARY_PATH": os.pathsep.join(folders)}


def measure(address: str, seconds: int) -> tuple[float, str, str]:
    """Requests a second, the time within which 99 of 100 were answered, and what went over the line in a second."""
    command, environment = wrk()
    command += ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip", address]
    run = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60 + seconds
    )
    if run.returncode or "Non-2xx" in run.stdout:
        sys.exit(f"The load test failed:\n{run.stdout}{run.stderr}")

    def found(pattern: str) -> str:
        match = re.search(pattern, run.stdout)
        return match[1] if match else ""

    return float(found(r"Requests/sec:\s+([\d.]+)")), found(r"99%\s+(\S+)"), found(r"Transfer/sec:\s+(\S+)")


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seconds", type=int, default=8, help="for each file")
    asked = parser.parse_args()
    build()
    with tempfile.TemporaryDirectory() as name:
        folder, running = Path(name, "course"), Path(name, "run")
        shutil.copytree(SITE, folder, copy_function=os.symlink)
        running.mkdir()
        precompress(folder)
        manifest = json.loads((folder / "runtime/manifest.json").read_text("utf-8"))
        first = ("worker.js", "python.js", "pyodide.js", "pyodide.wasm", "break-even.zip", "snapshot.bin")
        paths = [LESSON, "runtime/manifest.json", *(f"runtime/{manifest[one]['address']}" for one in first)]
        print(f"\nLoad: nginx with one process, wrk with {CONNECTIONS} connections, both on this machine, gzip")
        print(f"  {'file':44}{'kB':>7}{'requests/s':>12}{'99 % within':>13}{'a second':>12}")
        try:
            with Nginx(folder, running, "/course/", log=False) as host:
                for path in paths:
                    file = folder / path / "index.html" if path.endswith("/") else folder / path
                    packed = file.with_name(f"{file.name}.gz")
                    size = (packed if packed.is_file() else file).stat().st_size
                    rate, slowest, moved = measure(host.url + path, asked.seconds)
                    print(f"  {path:44}{size / 1000:>7.0f}{rate:>12,.0f}{slowest:>13}{moved:>12}", flush=True)
        except NoNginx as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
