"""The ready files for hosts say what the test server says, for every file of the built site; nothing stands twice."""

import gzip
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.house.project import TEXTS
from tools.hosting import HOSTS, ORIGIN, hosting
from tools.policy import HEADERS, TYPES, caching, policy, type_of
from tools.precompress import precompress

PAGE = TEXTS[Path("docs/hosting/index.md")]
WITH_HEADERS = sorted({path.name for path in HOSTS.iterdir()} - {"s3-upload.txt"})


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site with one inline script, one hashed name."""
    (tmp_path / "index.html").write_text("<script>go()</script>")
    (tmp_path / "python.0123456789ab.wasm").write_bytes(b"\0asm" + bytes(5000))
    (tmp_path / "icon.png").write_bytes(bytes(5000))
    return tmp_path


def test_the_built_site_holds_them_as_made_from_its_own_files(site: Path) -> None:
    assert {path.name: path.read_text() for path in (site / "hosting").glob("*.txt")} == hosting(site)


@pytest.mark.parametrize("name", WITH_HEADERS)
def test_each_sends_the_headers_of_the_test_server(site: Path, name: str) -> None:
    text = hosting(site)[name]
    for value in (policy(), *HEADERS.values()):
        assert value in text


@pytest.mark.parametrize("name", WITH_HEADERS)
def test_each_holds_the_policy_for_frames_that_are_a_sandbox_as_a_remark(site: Path, name: str) -> None:
    text = hosting(site)[name]
    if name == "web.config.txt":
        policies = [
            "sandboxed" for one in re.findall(r"<!--(.*?)-->", text, re.DOTALL) if policy(sandboxed=ORIGIN) in one
        ]
    else:
        policies = ["sandboxed" for line in text.splitlines() if "#" in line and policy(sandboxed=ORIGIN) in line]
    assert policies == ["sandboxed"]
    assert text.count("worker-src 'self';") == text.count("worker-src 'self' blob:;") == 1


@pytest.mark.parametrize("name", WITH_HEADERS)
def test_inline_scripts_pass_by_hash_and_a_wiki_by_name(small: Path, name: str) -> None:
    text = hosting(small, wiki="https://wiki.example")[name]
    # sha256 of "go()", base64: reckoned with openssl dgst -sha256 -binary | base64
    assert "'wasm-unsafe-eval' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='; worker-src" in text
    assert "frame-ancestors 'self' https://wiki.example" in text


def test_the_upload_list_names_every_file_with_type_and_caching(site: Path) -> None:
    rows = [line.split("\t") for line in (site / "hosting/s3-upload.txt").read_text().splitlines()]
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert rows == [[file, type_of(file), caching(file)] for file in files]


def test_every_file_of_the_site_has_a_type_that_we_chose(site: Path) -> None:
    assert {path.suffix for path in site.rglob("*") if path.is_file()} <= set(TYPES)


def test_what_python_is_made_of_is_kept_for_ever_and_its_manifest_is_not(site: Path) -> None:
    addresses = [
        f"runtime/{about['address']}" for about in json.loads((site / "runtime/manifest.json").read_text()).values()
    ]
    assert {caching(address) for address in addresses} == {"max-age=31536000, immutable"}
    assert caching("runtime/manifest.json") == caching("index.html") == "no-cache"


def test_the_file_for_iis_is_well_formed_and_knows_every_type(site: Path) -> None:
    root = ElementTree.fromstring((site / "hosting/web.config.txt").read_text())
    maps = {one.attrib["fileExtension"]: one.attrib["mimeType"] for one in root.iter("mimeMap")}
    assert maps == TYPES
    assert {one.attrib["path"] for one in root.iter("location")} == {
        path.relative_to(site).as_posix() for path in site.rglob("*") if "immutable" in caching(path.name)
    }


def test_the_page_links_each_and_explains_each_header_and_directive() -> None:
    assert set(re.findall(r'href="([^"]+\.txt)"', PAGE)) == {path.name for path in HOSTS.iterdir()}
    for name in ("Content-Security-Policy", *HEADERS):
        assert f"`{name}" in PAGE
    for directive in policy().split("; "):
        assert f"`{directive}`" in PAGE


def test_compressed_copies_are_the_same_files_and_are_made_only_where_they_are_smaller(small: Path) -> None:
    assert precompress(small) == 1
    copy = small / "python.0123456789ab.wasm.gz"
    assert gzip.decompress(copy.read_bytes()) == (small / "python.0123456789ab.wasm").read_bytes()
    assert not (small / "icon.png.gz").exists()
    assert precompress(small) == 1
