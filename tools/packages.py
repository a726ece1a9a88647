"""System packages for tests or benchmark: installed with apt-get, or only unpacked into .cache."""

import os
import select
import shutil
import signal
import subprocess
import time
from pathlib import Path

UNPACKED = Path(__file__).resolve().parent.parent / ".cache" / "packages"


def run(command: list[str], *, total: float, silence: float, folder: Path | None = None, **environment: str) -> bool:
    """Run a command that may hang: it has `total` seconds in all and may say nothing for `silence` seconds."""
    end = time.monotonic() + total
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment},
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        while (left := min(end - time.monotonic(), silence)) > 0 and select.select([process.stdout], [], [], left)[0]:
            if not os.read(process.stdout.fileno(), 4096):
                return process.wait() == 0
        os.killpg(process.pid, signal.SIGKILL)
    return False


def install(*names: str) -> bool:
    """Install packages with apt-get, where that needs no password."""
    apt = _apt_get()
    return (
        bool(apt)
        and _update(apt)
        and run([*apt, "install", "--no-install-recommends", *names], total=1200, silence=300)
    )


def unpack(name: str) -> Path | None:
    """The folder that holds the files of a package, which is not installed: so no server of its own begins to run."""
    folder = UNPACKED / name
    if folder.is_dir():
        return folder
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    fresh = UNPACKED / f"{name}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    download = ["apt-get", "-q", "download", name]
    if not run(download, total=120, silence=30, folder=fresh):
        apt = _apt_get()
        if not (apt and _update(apt) and run(download, total=120, silence=30, folder=fresh)):
            return None
    packed = next(fresh.glob("*.deb"))
    if not run(["dpkg-deb", "-x", packed.name, "."], total=60, silence=30, folder=fresh):
        return None
    packed.unlink()
    return fresh.rename(folder)


def _apt_get() -> list[str]:
    """How to call apt-get here; nothing where it is missing or asks for a password."""
    sudo = ["sudo", "-n"] if os.getuid() else []
    allowed = not sudo or bool(shutil.which("sudo") and run([*sudo, "true"], total=10, silence=10))
    if not (shutil.which("apt-get") and allowed):
        return []
    return [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]


def _update(apt: list[str]) -> bool:
    return run([*apt, "update"], total=300, silence=120)
