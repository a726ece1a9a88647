"""Builds the finished site, pages with their Python, only when something it is made of has changed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from calculators.figures.tables import own_tables
from calculators.kit.build_date import build_date
from calculators.kit.strict import DataError

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
CACHE = ROOT / ".cache"
OURS = ("mkdocs.yml", "docs", "overrides", "data", "calculators", "runtime", "requirements.txt", "pyproject.toml")
INPUTS = (
    *OURS,
    "bench/results",  # which the page on speed shows
    "tests/house/additions",  # which the pages on contributing show
    "tools/addresses.py",
    "tools/build.py",
    "tools/course_print.py",
    "tools/figures_out.py",
    "tools/figures_schema.py",
    "tools/finish.py",
    "tools/frames.py",
    "tools/hosting.py",
    "tools/join.py",
    "tools/hosts",
    "tools/offline.py",
    "tools/permalinks.py",
    "tools/policy.py",
    "tools/sbom.py",
    "tools/script_words.py",
    "tools/search_engine.py",
)
# Added, and fetched by nobody: maps for the theme's developers, search in other languages, a list without addresses.
LEFT_OUT = ("assets/**/*.map", "assets/javascripts/lunr/**/*.js", "sitemap.xml*")
PATIENCE = 300  # seconds a step
PASSED_OVER = {"node_modules", "__pycache__"}


class BuildError(Exception):
    """The site could not be built; the message says what to do."""


def inputs() -> tuple[str, ...]:
    """Where the files are that the site is made of: ours, and the folder of figures that DATA= names, if any."""
    own = os.environ.get("DATA")
    return (*INPUTS, own) if own else INPUTS


def files() -> Iterator[Path]:
    """Every file that the site is made of, in a fixed order."""
    for name in inputs():
        for folder, folders, names in os.walk(ROOT / name):
            folders[:] = sorted(f for f in folders if f not in PASSED_OVER)
            yield from (Path(folder, n) for n in sorted(names) if not n.endswith((".pyc", "~", ".swp")))
        if (ROOT / name).is_file():
            yield ROOT / name


def digest() -> str:
    """One hash of all that the site is made of: names and contents, and the day, by which figures are marked as old."""
    whole = hashlib.sha256(str(build_date()).encode())
    for file in files():
        whole.update(f"{os.path.relpath(file, ROOT)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def state(site: Path, made_of: str) -> str:
    """What the stamp of an up-to-date site says; a build by another hand changes the time of its first page."""
    index = site / "index.html"
    return f"{made_of} {index.stat().st_mtime_ns}" if index.is_file() else ""


def build(site: Path = SITE, *, draft: bool = False) -> bool:
    """Bring `site` up to date; False when it already was. A failed build leaves the last good site where it is.

    A `draft` lacks the zip, and nobody has looked for addresses of elsewhere in it.
    """
    try:
        own_tables()
    except DataError as problem:
        raise BuildError(f"{problem}\n\nThe site was not built.") from None
    CACHE.mkdir(exist_ok=True)
    stamp = CACHE / f"{site.name}.stamp"
    with alone(site):
        made_of = digest()
        if stamp.is_file() and stamp.read_text() == state(site, made_of) != "":
            return False
        fresh = CACHE / f"{site.name}.new"
        _pages(fresh)
        if draft:
            shutil.rmtree(made_pages(site), ignore_errors=True)
            shutil.copytree(fresh, made_pages(site))
        _run("tools.finish", *["--draft"] * draft, str(fresh))
        put(fresh, site, made_of)
        return True


def made_pages(site: Path) -> Path:
    """Where the pages of a draft stand as MkDocs has made them, to be made anew one by one (tools/prose.py)."""
    return CACHE / f"{site.name}.pages"


def put(fresh: Path, site: Path, made_of: str) -> None:
    """Let a finished site take the place of the last one."""
    shutil.rmtree(site, ignore_errors=True)
    fresh.rename(site)
    (CACHE / f"{site.name}.stamp").write_text(state(site, made_of))


def _pages(folder: Path) -> None:
    try:
        _run("mkdocs", "build", "--strict", "--site-dir", str(folder))
    except BuildError:
        # MkDocs hides a mistake in a table or in our Python; these show it in a few words, if it was one.
        _run("calculators.figures.tables")
        _run("calculators.macros.site")
        raise
    leave_out(folder)


def leave_out(folder: Path) -> None:
    """Remove what MkDocs and its theme add, and nobody fetches."""
    for pattern in LEFT_OUT:
        for file in folder.glob(pattern):
            file.unlink()


def _run(module: str, *arguments: str) -> None:
    """Run a Python module, the project's node first on its path; what it says matters only if it fails."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    command = [sys.executable, "-m", module, *arguments]
    try:
        run = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise BuildError(f"The site was not built: {module} hung for {PATIENCE} s and was stopped.") from None
    if run.returncode:
        said = "\n".join(line for line in run.stdout.splitlines() if not line.startswith("INFO"))
        raise BuildError(f"{said}\n\nThe site was not built, because of the above ({module}).")


@contextmanager
def alone(site: Path) -> Iterator[None]:
    """Let one build at a time work on a site: `make serve` and the tests may run side by side."""
    with (CACHE / f"{site.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Build `site/` if it is not up to date."""
    started = time.monotonic()
    try:
        built = build()
    except BuildError as error:
        sys.exit(str(error))
    print(f"Built site/ in {time.monotonic() - started:.1f} s" if built else "site/ is up to date")


if __name__ == "__main__":
    main()
