"""What is packed for the page: all that the calculators import, nothing that leads out, nothing that is not needed."""

import ast
import gzip
import hashlib
import json
import re
import subprocess
import zipfile
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from calculators import calculators
from calculators.kit.query import query_of
from calculators.page import bundle
from calculators.proof.examples import examples

SHIPPED = Path(__file__).with_name("shipped.mjs")
WAYS = pytest.mark.parametrize("way", ["snapshot", "library"])


def run(site: Path, way: str, code: str, folder: Path, code_of_exit: int = 0) -> str:
    """What the shipped Python prints for a piece of code."""
    script = folder / "code.py"
    script.write_text(code, "utf-8")
    done = subprocess.run(
        [bundle.node(), SHIPPED, site / "runtime", way, script], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == code_of_exit, f"{done.stdout}\n{done.stderr[-2000:]}"
    return done.stdout


@WAYS
def test_python_in_the_page_has_all_that_its_modules_import(site: Path, way: str, tmp_path: Path) -> None:
    (packed,) = (site / "runtime").glob("calculators.*.zip")
    names = set()
    for file in zipfile.ZipFile(packed).namelist():
        source = bundle.ROOT / file.removeprefix(bundle.APP).replace(".pyc", ".py")
        if not source.is_file() or source.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    assert "calculators.kit.model" in names
    run(site, way, "\n".join(f"import {name}" for name in sorted(names)), tmp_path)


def test_the_first_answers_of_each_calculator_wait_for_nothing_else(site: Path, tmp_path: Path) -> None:
    """Its usual answer, its examples and nonsense, each with the same words as when everything is there."""
    asked: dict[str, list[str]] = {
        kind.slug: ["", urlencode(dict.fromkeys(kind.inputs(), "x"))] for kind in calculators()
    }
    for kind in calculators():
        asked[kind.slug] += [query_of(kind(**one.inputs), one.inputs) for one in examples(kind)]
    first, whole = (run(site, way, json.dumps(asked), tmp_path).splitlines() for way in ("first", "whole"))
    assert len(first) == sum(len(queries) for queries in asked.values())
    assert [line for line in first if len(line.split()[1]) != 64] == []
    assert first == whole


def test_the_interpreter_can_be_made_whole(site: Path, tmp_path: Path) -> None:
    rare = (
        "import cmath, __hello__, _codecs_jp\nprint(cmath.sqrt(-1), _codecs_jp.getcodec('euc_jp').encode('\u3042')[0])"
    )
    assert run(site, "snapshot", rare, tmp_path) == "1j b'\\xa4\\xa2'\n"


def test_what_comes_first_is_a_small_part(site: Path) -> None:
    """Bytes as gzip packs them, of what a touch of the first calculator waits for."""
    names = ("pyodide.wasm", "pyodide.js", "snapshot.bin", "break-even.zip", "worker.js", "python.js")
    manifest = json.loads((site / "runtime" / "manifest.json").read_text())
    sizes = {name: len(gzip.compress((site / "runtime" / manifest[name]["address"]).read_bytes(), 9)) for name in names}
    assert sum(sizes.values()) < 4_150_000, sizes
    assert sizes["snapshot.bin"] < 2_380_000, sizes


def test_the_page_carries_nothing_for_other_processes(site: Path) -> None:
    (packed,) = (site / "runtime").glob("calculators.*.zip")
    assert not [name for name in zipfile.ZipFile(packed).namelist() if re.search("concurrent|logging|multiproc", name)]


@WAYS
def test_python_in_the_page_cannot_reach_javascript_or_the_network(site: Path, way: str, tmp_path: Path) -> None:
    tries = """
for name in ("js", "pyodide", "pyodide_js", "pyodide.http", "_pyodide_core", "urllib.request", "http.client", "ctypes"):
    try:
        __import__(name)
    except ImportError:
        continue
    print(name)
"""
    assert run(site, way, tries, tmp_path) == ""


@WAYS
def test_an_error_of_our_own_is_told_with_its_place(site: Path, way: str, tmp_path: Path) -> None:
    told = run(site, way, "import page\npage.ask('nobody', '')", tmp_path, code_of_exit=1)
    assert 'File "/lib/app/calculators/__init__.py", line ' in told


def test_the_manifest_says_what_each_file_is(site: Path) -> None:
    runtime = site / "runtime"
    manifest = json.loads((runtime / "manifest.json").read_text())
    shipped = {one["address"] for one in manifest.values()} | {"manifest.json", "portable"}
    assert {path.name for path in runtime.iterdir()} == shipped
    for name, about in manifest.items():
        content = (runtime / about["address"]).read_bytes()
        digest = hashlib.sha256(content)
        assert about["size"] == len(content), name
        assert about["sha256"] == b64encode(digest.digest()).decode(), name
        assert digest.hexdigest()[:12] in about["address"], name


def taken(script: Path) -> Any:
    """What a portable script hands over."""
    return json.loads(script.read_text().removeprefix("coursePortable.take(").removesuffix(");\n"))


def test_the_portable_scripts_hold_the_same_files(site: Path) -> None:
    folder = site / "runtime" / "portable"
    manifest = json.loads((site / "runtime" / "manifest.json").read_text())
    portable = taken(folder / "manifest.js")
    pieces = {name: about.pop("pieces") for name, about in portable.items()}
    assert portable == {name: about for name, about in manifest.items() if name not in {"pyodide.js", "python.js"}}
    named = {address for addresses in pieces.values() for address in addresses}
    assert {path.name for path in folder.iterdir()} == named | {"manifest.js", "search.js"}
    for name, addresses in pieces.items():
        content = gzip.decompress(b"".join(b64decode(taken(folder / address)) for address in addresses))
        if name == "worker.js":
            assert content.endswith((site / "runtime" / manifest[name]["address"]).read_bytes())
            assert not re.search(rb"\bexport (?:default|(?:async )?function)|\bimport\.meta", content)
        else:
            assert content == (site / "runtime" / manifest[name]["address"]).read_bytes(), name


def test_what_is_shipped_names_no_place_of_this_machine_and_has_no_rare_file_type(site: Path) -> None:
    for path in (path for path in (site / "runtime").rglob("*") if path.is_file()):
        assert path.suffix in {".js", ".json", ".wasm", ".zip", ".bin"}, path.name
        if path.suffix in {".zip", ".bin"}:
            assert str(bundle.ROOT).encode() not in path.read_bytes(), path.name
