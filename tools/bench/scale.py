"""What a build costs with more lessons, beside bare Material with their prose: part of `make bench`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from calculators.proof.measured import OURS, Measured
from tools.bench.vitals import LESSON, bare_site, bare_text
from tools.build import OURS as TREE
from tools.build import ROOT

COPIES = (0, 100)
"""How many lessons are added, one build each."""
WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Runs a command from a small process: one begun from a large one would be taken for as large from the start."""


def scale(folder: Path, copies: Sequence[int] = COPIES) -> Iterator[Measured]:
    """Seconds of processor and memory of MkDocs for so many lessons more."""
    for count in copies:
        home = folder / f"ours-{count}"
        tree(home, count)
        target = str(home / "built")
        yield from _measured(OURS, count, [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", target], home)
        shutil.rmtree(home)
        texts = {"index": "# Bare", **{f"copy-{number}": bare_text() for number in range(count + 6)}}
        home, command = bare_site(folder / f"bare-{count}", texts)
        yield from _measured("Bare Material, the prose alone", count, command, home)
        shutil.rmtree(home)


def tree(home: Path, count: int) -> None:
    """A copy of the project with copies of one lesson, its checks too."""
    home.mkdir()
    for name in (*TREE, "tests/house/additions", "bench"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, home / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        elif source.is_file():
            shutil.copy(source, home / name)
    text = (ROOT / "docs" / f"{LESSON}.md").read_text("utf-8").replace("\nnumber: 1\n", "\n", 1)
    for number in range(1, count + 1):
        (home / "docs" / f"copy-{number}.md").write_text(text, "utf-8")
        shutil.copy(ROOT / "docs/checks" / f"{LESSON}.yaml", home / "docs/checks" / f"copy-{number}.yaml")
    config = home / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("not_in_nav: |\n", "not_in_nav: |\n  copy-*.md\n"), "utf-8")


def _measured(who: str, count: int, command: Sequence[str], home: Path) -> Iterator[Measured]:
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, *command],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(run.stderr[-2_000:])
    spent, held = map(float, run.stdout.split())
    what = f"{count} lessons more"
    yield Measured(who=who, what=f"{what}, processor", value=round(spent, 1), unit="s")
    yield Measured(who=who, what=f"{what}, memory", value=round(held / 1000), unit="MB")
