"""What the site is made of, in CycloneDX 1.6 as JSON, from the lock files of pip, npm, Pyodide."""

import base64
import json
import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from calculators.page.bundle import PACKAGES, PYODIDE, RUNTIME
from tools.build import ROOT

PINNED = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)", re.IGNORECASE | re.MULTILINE)
SHIPPED = {*PACKAGES, "pyyaml", "mkdocs-material"}
"""Packages of pip whose files are in the site; all others build or test it."""

Component = dict[str, Any]


def bill(name: str, version: str, day: date) -> str:
    """The bill of materials of one version, the same text each time."""
    about = {"type": "application", "bom-ref": name, "name": name, "version": version, "licenses": _licence("MIT")}
    components = [*_pip(), *_npm(), *_pyodide()]
    content = json.dumps([about, components])
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}",
        "version": 1,
        "metadata": {"timestamp": f"{day}T00:00:00Z", "component": about},
        "components": components,
        "dependencies": [
            {"ref": name, "dependsOn": [one["bom-ref"] for one in components if one["scope"] == "required"]}
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _component(kind: str, name: str, version: str, *, shipped: bool, **more: Any) -> Component:
    purl = f"pkg:{kind}/{quote(name, safe='/')}@{version}"
    scope = "required" if shipped else "excluded"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "scope": scope, "purl": purl, **more}


def _licence(identifier: str) -> list[dict[str, Any]]:
    return [{"license": {"id": identifier}}]


def _pip() -> Iterator[Component]:
    for name, version in PINNED.findall((ROOT / "requirements.txt").read_text("utf-8")):
        yield _component("pypi", name.lower(), version, shipped=name.lower() in SHIPPED)


def _npm() -> Iterator[Component]:
    packages = json.loads((RUNTIME / "package-lock.json").read_text("utf-8"))["packages"]
    for place, about in packages.items():
        if not place:
            continue
        algorithm, _, digest = about["integrity"].partition("-")
        yield _component(
            "npm",
            place.rpartition("node_modules/")[2],
            about["version"],
            shipped=place == "node_modules/pyodide",
            hashes=[{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}],
            licenses=_licence(about["license"]),
        )


def _pyodide() -> Iterator[Component]:
    """What Pyodide says that its interpreter is made of."""
    about = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    yield _component("generic", "cpython", about["python"], shipped=True, licenses=_licence("PSF-2.0"))
    emscripten = about["platform"].removeprefix("emscripten_").replace("_", ".")
    yield _component("generic", "emscripten", emscripten, shipped=True, licenses=_licence("MIT"))
