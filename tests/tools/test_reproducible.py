"""The same tree gives the same site, byte by byte: in another folder, with empty caches, without a network."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

from calculators.kit.build_date import build_date
from tests.house.project import GENERATED
from tools.build import ROOT

# Loaded by every Python and every Node of the build: whoever asks for the network is noted and refused.
NO_NETWORK_PYTHON = """
import socket

def refuse(self, *address):
    if getattr(self, "family", None) != getattr(socket, "AF_UNIX", 0):
        with open({log!r}, "a") as file:
            file.write(f"Python: {{self}} {{address}}\\n")
        raise OSError("the network is off")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""
NO_NETWORK_NODE = """
require("net").Socket.prototype.connect = require("dns").lookup = (...about) => {{
  require("fs").appendFileSync({log!r}, `Node: ${{JSON.stringify(about)}}\\n`);
  throw new Error("the network is off");
}};
"""


def hashes(site: Path) -> dict[str, str]:
    """What a site holds, by path."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_a_clean_build_elsewhere_without_a_network_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    project, guard, log = tmp_path / "project", tmp_path / "guard", tmp_path / "network.log"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*GENERATED))
    (project / "runtime/node_modules").symlink_to(ROOT / "runtime/node_modules")
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(NO_NETWORK_PYTHON.format(log=str(log)))
    (guard / "guard.js").write_text(NO_NETWORK_NODE.format(log=str(log)))
    midnight = datetime.combine(build_date(), time(), UTC)
    run = subprocess.run(
        [sys.executable, "-m", "tools.build"],
        cwd=project,
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
            "PYTHONPATH": str(guard),
            "NODE_OPTIONS": f"--require={guard / 'guard.js'}",
            "PYTHONHASHSEED": "1",
            "TZ": "Pacific/Auckland",
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert not log.exists(), log.read_text()
    first, second = hashes(site), hashes(project / "site")
    assert {name for name in {*first, *second} if first.get(name) != second.get(name)} == set()
