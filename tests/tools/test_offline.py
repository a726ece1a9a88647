"""The offline zip: names that travel, links that lead to a file, hashes that match, the same bytes each time."""

import hashlib
import html
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from tools import offline
from tools.build import ROOT


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../", "../index.html"),
        ("../memory/", "../memory/index.html"),
        ("../memory/#memory?gpus=2", "../memory/index.html#memory?gpus=2"),
        ("../memory/?a=/#b/", "../memory/index.html?a=/#b/"),
        ("#top", "#top"),
        ("", ""),
        ("licences/course-mit.txt", "licences/course-mit.txt"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_to_a_folder_names_its_index_and_any_other_stays(address: str, expected: str) -> None:
    assert offline.explicit(address) == expected


def test_names_and_sizes_travel(offline_zip: Path) -> None:
    with zipfile.ZipFile(offline_zip) as packed:
        entries = packed.infolist()
    (top,) = {entry.filename.partition("/")[0] for entry in entries}
    assert top == offline_zip.stem
    assert re.fullmatch(r"fine-tuning-lessons-\d+\.\d+\.\d+-\d{4}\.\d\d\.\d\d-[0-9a-f]{8}", top)
    for entry in entries:
        name = entry.filename.partition("/")[2]
        assert name == "SHA256SUMS" or re.fullmatch(r"[a-z0-9][a-z0-9_.-]*(?:/[a-z0-9][a-z0-9_.-]*)*", name), name
        assert len(entry.filename) < 180, name
        assert entry.file_size < 25_000_000, name


def test_every_link_leads_to_a_file(offline_tree: Path) -> None:
    missing = []
    for page in offline_tree.rglob("*.html"):
        if page.name == "404.html":
            continue
        for address in re.findall(
            r'<(?:a|link|script|img|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"', page.read_text("utf-8")
        ):
            place = unquote(re.split("[?#]", html.unescape(address))[0])
            if not re.match("[a-z]+:", place) and place and not (page.parent / place).is_file():
                missing.append(f"{page.relative_to(offline_tree)}: {address}")
    assert not missing
    for entry in json.loads((offline_tree / "search/search_index.json").read_text("utf-8"))["docs"]:
        assert (offline_tree / entry["location"].partition("#")[0]).is_file(), entry["location"]


def test_the_hashes_are_those_of_the_files(offline_zip: Path, offline_tree: Path) -> None:
    listed = dict(reversed(line.split("  ")) for line in (offline_tree / "SHA256SUMS").read_text("utf-8").splitlines())
    there = {path.relative_to(offline_tree).as_posix(): path for path in offline.files(offline_tree)}
    assert listed.keys() == there.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(there[name].read_bytes()).hexdigest() == digest for name, digest in listed.items())
    digest = hashlib.sha256(offline_zip.read_bytes()).hexdigest()
    assert (offline_zip.parent / "SHA256SUMS").read_text("utf-8") == f"{digest}  {offline_zip.name}\n"


def test_the_bill_of_materials_has_what_cyclonedx_requires_and_all_that_is_pinned(offline_tree: Path) -> None:
    document = json.loads((offline_tree / "sbom.cdx.json").read_text("utf-8"))
    assert (document["bomFormat"], document["specVersion"], document["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", document["serialNumber"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", document["metadata"]["timestamp"])
    components = document["components"]
    for one in [document["metadata"]["component"], *components]:
        assert one["type"] in {"application", "library"}
        assert one["name"]
        assert one["version"]
    for one in components:
        assert re.fullmatch(r"pkg:(?:pypi|npm|generic)/[a-z0-9%./_-]+@[\w.+-]+", one["purl"]), one["purl"]
        assert one["scope"] in {"required", "excluded"}
        for about in one.get("hashes", []):
            assert about["alg"] == "SHA-512"
            assert re.fullmatch("[0-9a-f]{128}", about["content"])
    references = [one["bom-ref"] for one in components]
    assert len(references) == len(set(references))
    (depends,) = document["dependencies"]
    assert set(depends["dependsOn"]) <= set(references)
    required = {one["name"] for one in components if one["scope"] == "required"}
    assert required == {"jinja2", "markupsafe", "pyyaml", "mkdocs-material", "pyodide", "cpython", "emscripten"}
    names = {one["name"] for one in components}
    pinned = {line.partition("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    assert {name.lower() for name in pinned} <= names
