"""Pages of peers: one number, one formula, one answer, in Python of their kind. What must be fetched may be missing."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from calculators.figures.tables import plain_tables
from calculators.page.bundle import PACKAGES, PYODIDE, ROOT
from calculators.proof.measured import NotRun
from tools.policy import TYPES

PATIENCE = 300  # seconds that npm may take
FIELD = '<label>Calls a day <input id="calls" value="9000"></label> <p id="answer"></p>'
FORMULA = 'f"{5_000 / (float(calls) * 30 * 0.0004):.1f} months"'
PAGE = f"<!doctype html><meta charset=utf-8><title>Peer</title>HEAD<body>{FIELD}SCRIPT</body>"

ANSWERED = """() => new Promise((done) => {
  const answer = document.getElementById("answer");
  const look = () => answer.textContent && done(performance.now());
  new MutationObserver(look).observe(answer, { childList: true, characterData: true, subtree: true });
  look();
})"""
LATER = """(count) => (async () => {
  const [calls, answer] = ["calls", "answer"].map((id) => document.getElementById(id));
  const times = [];
  for (let step = 1; step <= count; step++) {
    await new Promise((done) => setTimeout(done, 30));
    times.push(await new Promise((done) => {
      const seen = new MutationObserver(() => { seen.disconnect(); done(performance.now() - begin); });
      seen.observe(answer, { childList: true, characterData: true, subtree: true });
      const begin = performance.now();
      calls.value = String(9000 + 517 * step);
      calls.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }));
  }
  return times;
})()"""

ON_THE_PAGE = f"""<script type="module">
import {{ loadPyodide }} from "./pyodide/pyodide.mjs";
const [calls, answer] = ["calls", "answer"].map((id) => document.getElementById(id));
const pyodide = await loadPyodide();
const formula = pyodide.runPython(`lambda calls: {FORMULA}`);
const show = () => (answer.textContent = formula(calls.value));
calls.addEventListener("input", show);
show();
</script>"""
IN_A_WORKER = """<script type="module">
const [calls, answer] = ["calls", "answer"].map((id) => document.getElementById(id));
const worker = new Worker("worker.js", { type: "module" });
worker.onmessage = ({ data }) => (answer.textContent = data);
const ask = () => worker.postMessage(calls.value);
calls.addEventListener("input", ask);
ask();
</script>"""
WORKER = f"""import {{ loadPyodide }} from "./pyodide/pyodide.mjs";
const started = loadPyodide().then((pyodide) => pyodide.runPython(`lambda calls: {FORMULA}`));
onmessage = async ({{ data }}) => postMessage((await started)(data));
"""
OURS_IN_A_WORKER = """<script type="module">
const answer = document.getElementById("answer");
const worker = new Worker("worker.js", { type: "module" });
worker.onmessage = ({ data }) => (answer.innerHTML = data);
</script>"""
OUR_WORKER = """import { loadPyodide } from "./pyodide/pyodide.mjs";
const pyodide = await loadPyodide();
pyodide.unpackArchive(await (await fetch("calculators.zip")).arrayBuffer(), "zip");
pyodide.runPython("from calculators.page.browser import answer");
postMessage(pyodide.globals.get("answer")("break-even", "calls_per_day=9000"));
"""
PYSCRIPT = f"""<script type="KIND" config='{{"interpreter": "./INTERPRETER"}}'>
from pyscript import document, when
typed, answer = document.querySelector("#calls"), document.querySelector("#answer")
def show(event=None):
    calls = typed.value
    answer.textContent = {FORMULA}
when("input", "#calls")(show)
show()
</script>"""
NPM = ("@pyscript/core", "@micropython/micropython-webassembly-pyscript")
ELSEWHERE = (
    *(
        NotRun(
            part="first", who=who, why=f"its pages load {what} from other hosts, which this benchmark does not copy."
        )
        for who, what in (
            ("marimo, exported to WebAssembly", "Python with its packages"),
            ("pyodide-mkdocs-theme", "editor, styles, Python"),
            ("markdown-exec in Material", "editor, Python, the installer of its packages"),
        )
    ),
    NotRun(
        part="first", who="JupyterLite", why="it is a whole notebook; none of its pages is one field with one answer."
    ),
)
"""Peers that are not measured, with the reason."""


@dataclass(frozen=True)
class Peer:
    """A peer's page: its name, its place in the folder, whether its field can be changed."""

    name: str
    place: str
    changes: bool = True


def pages(folder: Path) -> Iterator[Peer | NotRun]:
    """Make the peers' pages in a folder; each, or why there is none."""
    TYPES[".mjs"] = TYPES[".js"]  # as few servers know it
    for name in ("plain-page", "plain-worker", "plain-ours"):
        (folder / name / "pyodide").mkdir(parents=True)
        _pyodide(folder / name / "pyodide")
    (folder / "plain-page/index.html").write_text(_page(ON_THE_PAGE))
    yield Peer("Plain Pyodide on the page, one formula", "plain-page/")
    (folder / "plain-worker/index.html").write_text(_page(IN_A_WORKER))
    (folder / "plain-worker/worker.js").write_text(WORKER)
    yield Peer("Plain Pyodide in a worker, one formula", "plain-worker/")
    (folder / "plain-ours/index.html").write_text(_page(OURS_IN_A_WORKER))
    (folder / "plain-ours/worker.js").write_text(OUR_WORKER)
    (folder / "plain-ours/calculators.zip").write_bytes(_sources())
    yield Peer("Plain Pyodide in a worker, our calculator as sources", "plain-ours/", changes=False)
    yield from _pyscript(folder)
    yield from ELSEWHERE


def _pyscript(folder: Path) -> Iterator[Peer | NotRun]:
    modules = _from_npm(folder)
    if not modules:
        yield NotRun(part="first", who="PyScript", why="npm could not fetch it.")
        return
    edition = json.loads((modules / NPM[0] / "package.json").read_text("utf-8"))["version"]
    kinds = (("py", "Pyodide", "pyodide/pyodide.mjs"), ("mpy", "MicroPython", "micropython.mjs"))
    for kind, name, interpreter in kinds:
        home = folder / f"pyscript-{kind}"
        shutil.copytree(modules / NPM[0] / "dist", home / "dist", ignore=shutil.ignore_patterns("*.map"))
        if kind == "py":
            (home / "pyodide").mkdir()
            _pyodide(home / "pyodide")
        else:
            for file in ("micropython.mjs", "micropython.wasm"):
                shutil.copy(modules / NPM[1] / file, home / file)
        head = '<link rel="stylesheet" href="dist/core.css"><script type="module" src="dist/core.js"></script>'
        script = PYSCRIPT.replace("KIND", kind).replace("INTERPRETER", interpreter)
        (home / "index.html").write_text(_page(script, head))
        yield Peer(f"PyScript {edition} with {name}, one formula", f"pyscript-{kind}/")


def _page(script: str, head: str = "") -> str:
    return PAGE.replace("HEAD", head).replace("SCRIPT", script)


def _pyodide(target: Path) -> None:
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip"):
        shutil.copy(PYODIDE / name, target / name)


def _from_npm(folder: Path) -> Path | None:
    """The packages of peers, fetched into a folder; None where they cannot be."""
    home = folder.parent / "npm"
    home.mkdir()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    command = ["npm", "install", "--no-save", "--ignore-scripts", "--loglevel=error", *NPM]
    try:
        run = subprocess.run(
            command, cwd=home, env={**os.environ, "PATH": path}, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return home / "node_modules" if run.returncode == 0 else None


def _sources() -> bytes:
    """Our calculators with what they import, as sources in a zip."""
    sources = io.BytesIO()
    with zipfile.ZipFile(sources, "w", zipfile.ZIP_DEFLATED) as packed:
        folders = [Path(str(import_module(name).__file__)).parent for name in PACKAGES] + [ROOT / "calculators"]
        for package in folders:
            for file in package.rglob("*.py"):
                packed.write(file, file.relative_to(package.parent))
        for file in (ROOT / "overrides" / "partials").rglob("*.html"):
            packed.write(file, file.relative_to(ROOT))
        for place, table in plain_tables():
            packed.writestr(f"data/{place}", json.dumps(table))
    return sources.getvalue()
