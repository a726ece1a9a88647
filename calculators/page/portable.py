"""The workers of the site as plain scripts, for pages that may fetch nothing.

Such are pages opened from a file, or in a sandboxed frame. There a browser runs scripts by address, and nothing else.
So each file is also written as text in scripts, packed with gzip and base64 in pieces of a megabyte, and the scripts of
a worker together in one:

    portable/manifest.js          as manifest.json, with the addresses of the pieces
    portable/<name>-<n>.<hash>.js one piece of a file
    portable/search.js            the worker of the search, its engine and its index

They are fetched only there, and only when wanted; see docs/javascripts/portable.js and docs/decisions/0009.
"""

import base64
import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calculators.page.theme import theme

PIECE = 786_432
"""Bytes of a piece before base64 makes them a third more; a multiple of 3, so that each can be unpacked by itself."""
SCRIPTS = ("pyodide.js", "python.js")
"""Modules that the worker imports elsewhere."""
EXPORT = re.compile(r"\bexport (?:default (\w+);|(?=(?:async )?function (\w+)))")


def write(runtime: Path, files: Mapping[str, bytes], manifest: Mapping[str, Mapping[str, Any]], cache: Path) -> None:
    """Write the files of the runtime into `runtime/portable`; those that `cache` holds need no packing again."""
    target = runtime / "portable"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    contents = {name: content for name, content in files.items() if name not in SCRIPTS}
    contents["worker.js"] = _classic(files)
    portable = {}
    for name, content in contents.items():
        packed = _packed(content, cache)
        addresses = []
        for number, start in enumerate(range(0, len(packed), PIECE), 1):
            text = base64.b64encode(packed[start : start + PIECE]).decode()
            script = _script(text)
            digest = hashlib.sha256(script).hexdigest()[:12]
            addresses.append(f"{name.replace('.', '-')}-{number}.{digest}.js")
            (target / addresses[-1]).write_bytes(script)
        portable[name] = {**manifest[name], "pieces": addresses}
    (target / "manifest.js").write_bytes(_script(portable))


def _packed(content: bytes, cache: Path) -> bytes:
    place = cache / hashlib.sha256(content).hexdigest()
    if place.is_file():
        return place.read_bytes()
    packed = gzip.compress(content, 6, mtime=0)
    cache.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, delete=False) as fresh:  # another build may write the same now
        fresh.write(packed)
    Path(fresh.name).replace(place)
    return packed


def write_search(site: Path) -> None:
    """Write the search of a built site as one script, which needs the theme's engine and MkDocs' index."""
    engine, worker, index = (
        (site / place).read_text("utf-8")
        for place in (theme()["search_engine"], "javascripts/search-worker.js", theme()["search_index"])
    )
    text = f"const courseSearch = {{\nindex: {index},\nengine() {{\n{engine}\n}},\n}};\n{worker}"
    packed = gzip.compress(text.encode(), 6, mtime=0)
    (site / "runtime/portable/search.js").write_bytes(_script(base64.b64encode(packed).decode()))


def _script(content: object) -> bytes:
    """A script that hands over a text, or what JSON can say."""
    return f"coursePortable.take({json.dumps(content)});\n".encode()


def _classic(files: Mapping[str, bytes]) -> bytes:
    """The worker and what it imports as one script of the old kind, which a worker without address may be."""
    modules = []
    for name in SCRIPTS:
        text = files[name].decode().replace("import.meta.url", "location.href")
        names = [f"default: {default}" if default else function for default, function in EXPORT.findall(text)]
        modules.append(
            f"{json.dumps(name)}: (() => {{\n{EXPORT.sub('', text)}\nreturn {{ {', '.join(names)} }};\n}})(),"
        )
    return "\n".join(["const courseModules = {", *modules, "};", files["worker.js"].decode()]).encode()
