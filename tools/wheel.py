"""Packs the command line into a wheel: `make wheel`, or `pip install` of a copy of the project.

Plain Python that needs no other package, in `dist/`: the calculators with all that they import, their figures as JSON,
which needs no parser of YAML. What a package installer asks of whoever builds a wheel (PEP 517) is `build_wheel`. The
same project gives the same bytes.
"""

import base64
import hashlib
import json
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from calculators import CLASSES
from calculators.figures.tables import catalogue, plain_tables
from calculators.macros.edition import version as edition
from calculators.macros.wings import imports, module, sources

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
PACKAGE = "tune_or_not"
HOUSE = f"{PACKAGE}/house"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def build_wheel(
    wheel_directory: str, config_settings: Mapping[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """Write the wheel into a folder; its name."""
    del config_settings, metadata_directory
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    files = dict(_files())
    version = _version({**files, "about": json.dumps(about).encode()})
    files |= _metadata(about, version)
    record = f"{PACKAGE}-{version}.dist-info/RECORD"
    files[record] = "".join([*(_recorded(name, files[name]) for name in files), f"{record},,\n"]).encode()
    name = f"{PACKAGE}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory, name), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for place, content in files.items():
            entry = zipfile.ZipInfo(place, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # so that every machine writes the same
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, content)
    return name


def reached() -> list[str]:
    """The files that the command line comes to by imports, and the modules of words, which calculators load by name."""
    files = sources(ROOT)
    paths = {module(path): path for path in files}
    calculators = [f"calculators.{slug.replace('-', '_')}" for slug in CLASSES]
    waiting = ["calculators.__main__", *calculators, *(f"{one}_words" for one in calculators)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        path = paths.get(name)
        if path is None or path in found:
            continue
        found.add(path)
        waiting += [one.module for one in imports(path, files[path], set(paths))]
        waiting += [name.rpartition(".")[0]]
    return sorted(found)


def _files() -> Iterator[tuple[str, bytes]]:
    """All that the wheel holds but what it says of itself, by place."""
    for path in sorted((ROOT / "tools" / PACKAGE).glob("*.py")):
        yield f"{PACKAGE}/{path.name}", path.read_bytes()
    for place in reached():
        yield f"{HOUSE}/{place}", (ROOT / place).read_bytes()
    for place, content in plain_tables():
        yield f"{HOUSE}/data/{place}", json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _version(files: Mapping[str, bytes]) -> str:
    """The version, then locally (PEP 440) the day of the latest figure, then a hash of all that is packed.

    The h keeps a hash of digits from being read as a number.
    """
    whole = hashlib.sha256()
    for name, content in files.items():
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    day = catalogue().as_of
    return f"{edition()}+{day.year}.{day.month}.{day.day}.h{whole.hexdigest()[:8]}"


def _metadata(about: Mapping[str, Any], version: str) -> dict[str, bytes]:
    """What the wheel says of itself, as the core metadata 2.4 and the wheel format 1.0 want it."""
    place = f"{PACKAGE}-{version}.dist-info"
    extras = about["optional-dependencies"]
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {about['name']}",
        f"Version: {version}",
        f"Summary: {about['description']}",
        f"License-Expression: {about['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {about['requires-python']}",
        *(f"Provides-Extra: {extra}" for extra in extras),
        *(f'Requires-Dist: {need}; extra == "{extra}"' for extra, needs in extras.items() for need in needs),
    ]
    commands = "".join(f"{name} = {target}\n" for name, target in about["scripts"].items())
    return {
        f"{place}/METADATA": ("\n".join(lines) + "\n").encode(),
        f"{place}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tools.wheel\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{place}/entry_points.txt": f"[console_scripts]\n{commands}".encode(),
        f"{place}/licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
    }


def _recorded(name: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def main() -> None:
    """Write the wheel into `dist/`, in place of an older one."""
    DIST.mkdir(exist_ok=True)
    for old in DIST.glob(f"{PACKAGE}-*.whl"):
        old.unlink()
    name = build_wheel(str(DIST))
    print(f"Packed dist/{name}, {(DIST / name).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
