"""Packs the finished site into one zip that works from a folder on disk too: `make offline`.

In `dist/`: the zip, and SHA256SUMS with its hash. In the zip: the site with links that name index.html, since nobody
looks for it where there is no server; readme.txt; a bill of materials; SHA256SUMS of it all. The same site gives the
same bytes. The build puts the same zip into the site, for whoever reads it there.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from calculators.kit.build_date import build_date
from calculators.macros.edition import version as edition
from calculators.page.portable import write_search
from calculators.page.theme import theme
from tools.build import ROOT, SITE, BuildError, build
from tools.sbom import bill

DIST = ROOT / "dist"
NAME = "fine-tuning-lessons"
SUMS = "SHA256SUMS"
# They name addresses on a web server, which this tree does not know.
LEFT_OUT = ("sitemap.xml", "sitemap.xml.gz")
TO_THE_ZIP = re.compile(rf'<a href="[^"]*{NAME}\.zip"[^>]*>(.*?)</a>', re.DOTALL)
"""A link to the zip in the site; the zip itself does not hold another."""
LINK = re.compile(r'(<(?:a|iframe)\b[^>]*?\s(?:href|src)=")([^"]*)"')

README = """{title}
{line}

To read it here:        open index.html with a double click.
To read it in a team:   put this folder on a file share, or copy it to any web server, below any address.
To embed a calculator:  show embed/<its name>/index.html in a frame of a wiki page.

It needs no network, no installation and no rights. Calculators work in your browser; what you type stays in it.
Each page is complete without JavaScript too; then the answers are those for the usual values.

{sums}  the hash of each file; `sha256sum --check --quiet {sums}` in this folder compares them
sbom.cdx.json  what it is made of, in CycloneDX
licences/  the terms of what it carries of others

Version {version}
"""


def explicit(address: str) -> str:
    """The address of a page within the site, with index.html where it names a folder; any other as it is."""
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    if not path or path.startswith("/") or re.match(r"[a-z][a-z0-9+.-]*:", path, re.IGNORECASE):
        return address
    if path.rpartition("/")[2] in {".", ".."}:
        path += "/"
    return f"{path}index.html{mark}{rest}" if path.endswith("/") else address


def prepare(tree: Path) -> None:
    """Make the links of a built site name the files that they lead to, those of its search too."""
    for name in LEFT_OUT:
        (tree / name).unlink(missing_ok=True)
    for page in tree.rglob("*.html"):
        text = TO_THE_ZIP.sub(r"\1", page.read_text("utf-8"))
        page.write_text(LINK.sub(lambda found: f'{found[1]}{explicit(found[2])}"', text), "utf-8")
    index = tree / theme()["search_index"]
    found = json.loads(index.read_text("utf-8"))
    for entry in found["docs"]:
        entry["location"] = explicit(f"./{entry['location']}").removeprefix("./")
    index.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), "utf-8")
    write_search(tree)


def files(tree: Path) -> list[Path]:
    """All files below a folder, in a fixed order."""
    return sorted((path for path in tree.rglob("*") if path.is_file()), key=lambda path: path.relative_to(tree).parts)


def sums(tree: Path) -> str:
    """The hash of each file, as `sha256sum --check` reads them."""
    lines = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(tree).as_posix()}\n"
        for path in files(tree)
    )
    return "".join(lines)


def title(tree: Path) -> str:
    """The name of the site, as its first page says it."""
    found = re.search(r"<h1[^>]*>(.*?)(?:<a\b.*)?</h1>", (tree / "index.html").read_text("utf-8"), re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else NAME


def offline(site: Path, dist: Path) -> Path:
    """Write the zip of a built site into a folder, and SHA256SUMS beside it."""
    day = build_date()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        shutil.copytree(site, tree, ignore=shutil.ignore_patterns(f"{NAME}.zip"))
        prepare(tree)
        content = hashlib.sha256(sums(tree).encode()).hexdigest()[:8]
        version = f"{edition()}-{day:%Y.%m.%d}-{content}"
        name = title(tree)
        readme = README.format(title=name, line="=" * len(name), version=version, sums=SUMS)
        (tree / "readme.txt").write_text(readme, "utf-8")
        (tree / "sbom.cdx.json").write_text(bill(NAME, version, day), "utf-8")
        (tree / SUMS).write_text(sums(tree), "utf-8")
        dist.mkdir(exist_ok=True)
        for old in dist.glob(f"{NAME}-*.zip"):
            old.unlink()
        target = dist / f"{NAME}-{version}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            for path in files(tree):
                about = zipfile.ZipInfo(
                    f"{target.stem}/{path.relative_to(tree).as_posix()}", (day.year, day.month, day.day, 0, 0, 0)
                )
                about.compress_type = zipfile.ZIP_DEFLATED
                about.create_system = 3  # so that every machine writes the same
                about.external_attr = 0o100644 << 16
                packed.writestr(about, path.read_bytes())
    (dist / SUMS).write_text(f"{hashlib.sha256(target.read_bytes()).hexdigest()}  {target.name}\n", "utf-8")
    return target


def put(site: Path) -> None:
    """Pack a built site and put the zip into it, under a name that stays."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.move(offline(site, Path(folder)), site / f"{NAME}.zip")


def main() -> None:
    """Bring `site/` up to date and pack it into `dist/`."""
    started = time.monotonic()
    try:
        build()
    except BuildError as error:
        sys.exit(str(error))
    target = offline(SITE, DIST)
    size = target.stat().st_size / 1e6
    print(f"Packed dist/{target.name}, {size:.1f} MB, in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
