"""Packs Python for the page into `site/runtime/`: `python -m calculators.page.bundle site`, after MkDocs.

What is made, all names but the first with the hash of the content in them:

    manifest.json     each file's address, size and SHA-256
    worker.js         runs the calculators, away from the page's own thread
    python.js         starts the interpreter
    pyodide.js        Pyodide's interpreter: its JavaScript, its WebAssembly, with the functions that usual answers need
    pyodide.wasm
    functions.bin     a patch with all its other functions
    <calculator>.zip  what one calculator needs for its first answer beyond what the snapshot holds
    calculators.zip   the calculators, compiled, their figures, and what is loaded only when wanted, such as PyYAML
    library.zip       what all calculators share, compiled: Python's library as far as used, Jinja2, kit, templates
    snapshot.bin      the memory of a Python that has loaded library.zip, which is then not wanted
    portable/         the same as plain scripts, for pages that may fetch nothing (portable.py)
"""

import base64
import contextlib
import hashlib
import importlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from calculators import calculators
from calculators.figures.tables import plain_tables
from calculators.kit.build_date import PACKED, build_date
from calculators.kit.query import query_of
from calculators.page import portable
from calculators.page.kept import kept
from calculators.page.render import COMPILED, environment
from calculators.proof import how_often
from calculators.proof.examples import examples

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "runtime"
PYODIDE = RUNTIME / "node_modules" / "pyodide"
CACHE = ROOT / ".cache" / "bundle"

LIBRARY = "lib/python3.14/"
APP = "lib/app/"
PACKAGES = ("jinja2", "markupsafe", "yaml")
IN_THE_PAGE = ("calculator/", "record/", "walk/")
"""Where the templates stand that Python in the page renders."""
UNMARKED = 'const EDITION = "";'
"""What stands in the script of the pages where they are told which Python was made with them."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)


class BundleError(Exception):
    """The bundle could not be made; the message says why."""


def bundle(site: Path) -> None:
    """Make `runtime/` in a built site."""
    kept = _python()
    files = {
        "worker.js": (RUNTIME / "worker.js").read_bytes(),
        "python.js": (RUNTIME / "python.js").read_bytes(),
        **{path.name: path.read_bytes() for path in sorted(kept.iterdir()) if path.is_file()},
    }
    target = site / "runtime"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    manifest = {}
    for name, content in files.items():
        digest = hashlib.sha256(content)
        stem, _, suffix = name.rpartition(".")
        address = f"{stem}.{digest.hexdigest()[:12]}.{suffix}"
        (target / address).write_bytes(content)
        manifest[name] = {
            "address": address,
            "size": len(content),
            "sha256": base64.b64encode(digest.digest()).decode(),
        }
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    portable.write(target, files, manifest, kept / "packed")
    _mark(site, manifest)
    if (site / "search").is_dir():
        portable.write_search(site)


def _mark(site: Path, manifest: Mapping[str, Mapping[str, Any]]) -> None:
    """Tell the pages which Python was made with them: one that stays open may meet a later one."""
    script = site / "javascripts/python.js"
    if script.is_file():
        edition = manifest["calculators.zip"]["sha256"] + manifest["library.zip"]["sha256"]
        script.write_text(script.read_text("utf-8").replace(UNMARKED, f'const EDITION = "{edition}";'), "utf-8")


@cache
def _python() -> Path:
    """The folder of the zips and the snapshot, from the cache if nothing they are made of has changed."""
    sources = dict(_sources())
    whole = hashlib.sha256()
    for name, content in (*sources.items(), *((path.name, path.read_bytes()) for path in _makers())):
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    kept = CACHE / whole.hexdigest()[:20]
    if not kept.is_dir():
        made = _made(sources)
        CACHE.mkdir(parents=True, exist_ok=True)
        # Two builds may run side by side: each prepares a folder of its own, and either result will do.
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            for name, content in made.items():
                Path(folder, name).write_bytes(content)
            with contextlib.suppress(OSError):
                Path(folder).replace(kept)
            Path(folder).mkdir(exist_ok=True)
        for old in CACHE.iterdir():
            if old != kept and old.stat().st_mtime < kept.stat().st_mtime - 86_400:
                shutil.rmtree(old, ignore_errors=True)
    return kept


def _makers() -> tuple[Path, ...]:
    """What decides how sources become zips."""
    return (
        Path(__file__),
        RUNTIME / "build.mjs",
        RUNTIME / "compile.py",
        RUNTIME / "freeze.py",
        RUNTIME / "python.js",
        RUNTIME / "trim.mjs",
        PYODIDE / "package.json",
    )


def _sources() -> Iterator[tuple[str, bytes]]:
    """All that Python in the page could need, as sources, by the place where it finds them there."""
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as library:
        for name in library.namelist():
            if name.endswith(".py") and not name.startswith(("pyodide/", "_pyodide/")):
                yield LIBRARY + name, library.read(name)
    for package in PACKAGES:
        yield from _package(Path(str(importlib.import_module(package).__file__)).parent)
    # Our stand-ins come last, in place of what is not wanted in the page.
    for folder, place in (("library", LIBRARY), ("python", APP)):
        for path in sorted((RUNTIME / folder).rglob("*.py")):
            yield place + path.relative_to(RUNTIME / folder).as_posix(), path.read_bytes()
    yield from _package(ROOT / "calculators")
    yield from _templates()
    worked = [(kind.slug, query_of(kind(**one.inputs), one.inputs)) for kind in calculators() for one in examples(kind)]
    yield "examples.json", json.dumps(worked).encode()
    yield f"{APP}data/{how_often.PACKED.name}", kept(_how_often)().encode()
    for place, content in (*plain_tables(), (PACKED.name, build_date().isoformat())):
        yield f"{APP}data/{place}", json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _how_often() -> str:
    return json.dumps(how_often.counted())


def _package(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*.py")):
        yield APP + path.relative_to(folder.parent).as_posix(), path.read_bytes()


def _templates() -> Iterator[tuple[str, bytes]]:
    """The calculators' templates as Python that Jinja2 makes of them: the page starts without a template compiler."""
    with tempfile.TemporaryDirectory() as folder:
        environment().compile_templates(folder, zip=None, filter_func=lambda name: name.startswith(IN_THE_PAGE))
        for path in sorted(Path(folder).iterdir()):
            yield f"{APP}{COMPILED}/{path.name}", path.read_bytes()


def _made(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The zips, compiled by Pyodide itself, the interpreter in two parts, the snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "sources"), Path(folder, "compiled")
        for name, content in sources.items():
            path = before / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        after.mkdir()
        _run_node(RUNTIME / "build.mjs", before, after)
        names = sorted(path.relative_to(after).as_posix() for path in (after / "lib").rglob("*") if path.is_file())
        shared = set((after / "shared").read_text("utf-8").split("\n"))
        first = json.loads((after / "first").read_text("utf-8"))
        return {
            **{f"{slug}.zip": _zip(after, names) for slug, names in first.items()},
            "calculators.zip": _zip(after, [name for name in names if name not in shared]),
            "library.zip": _zip(after, [name for name in names if name in shared]),
            "pyodide.js": (after / "pyodide.mjs").read_bytes(),
            **{name: (after / name).read_bytes() for name in ("pyodide.wasm", "functions.bin", "snapshot.bin")},
        }


def node() -> str:
    """The Node that belongs to this Python, or one on the path."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if found is None:
        raise BundleError("Node is needed to compile Python for the page; pip install -r requirements.txt brings it.")
    return found


def _run_node(script: Path, *arguments: Path) -> None:
    try:
        run = subprocess.run(
            [node(), script, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=300
        )
    except subprocess.TimeoutExpired:
        raise BundleError("Pyodide did not finish to compile the calculators within 5 minutes.") from None
    if run.returncode:
        raise BundleError(f"Pyodide could not compile the calculators:\n{run.stderr[-3000:]}")


def _zip(folder: Path, names: list[str]) -> bytes:
    """A zip that is the same for the same files, not compressed: the web server does that better."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            for name in names:
                packed.writestr(zipfile.ZipInfo(name, LONG_AGO), (folder / name).read_bytes())
        file.seek(0)
        return file.read()


def main() -> None:
    """Make `runtime/` in the site named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("Name the folder of the built site: python -m calculators.page.bundle site")
    try:
        bundle(Path(sys.argv[1]))
    except BundleError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
