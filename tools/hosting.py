"""Writes the ready files for hosts into `site/hosting/`: a step of the build, after all pages are there."""

import posixpath
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.offline import NAME
from tools.policy import ASK_AGAIN, FOREVER, HASHED, HEADERS, PACKED, TYPES, caching, hashes, policy, type_of

ORIGIN = "https://course.example"
"""Stands in the ready files for the origin of the course, where a policy must name it."""
HOSTS = Path(__file__).resolve().parent / "hosts"


def scripts(site: Path) -> tuple[str, ...]:
    """The inline scripts of all pages, as the content policy names them."""
    found = {one for page in sorted(site.rglob("*.html")) for one in hashes(page.read_text("utf-8"))}
    return tuple(sorted(found))


def hosting(site: Path, base: str = "/course/", root: str = "/srv/course", wiki: str = "") -> dict[str, str]:
    """The text of each ready file, by name, for the site as built; `wiki` are origins that may show it in a frame."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    # The zip is packed last, with these files in it.
    files = sorted({*names, *(f"hosting/{path.name}" for path in HOSTS.iterdir()), f"{NAME}.zip"})
    full_types = {ending.removeprefix("."): type_ for ending, type_ in TYPES.items()}
    types: dict[str, list[str]] = {}
    for ending, type_ in full_types.items():
        types.setdefault(type_.partition(";")[0], []).append(ending)
    compressed = {type_.partition(";")[0] for ending, type_ in TYPES.items() if ending not in PACKED}
    about = {
        "base": posixpath.join("/", base.strip("/"), "") if base.strip("/") else "/",
        "root": root.rstrip("/"),
        "sandboxed": policy(scripts(site), wiki, sandboxed=ORIGIN),
        "headers": {"Content-Security-Policy": policy(scripts(site), wiki), **HEADERS},
        "hashed": HASHED,
        "forever": FOREVER,
        "ask_again": ASK_AGAIN,
        "types": types,
        "full_types": full_types,
        "texts": sorted({type_.partition(";")[0] for type_ in TYPES.values() if "charset" in type_} - {"text/html"}),
        "compressed": sorted(compressed - {"text/html"}),
        "files": files,
        "hashed_files": [name for name in files if caching(name) == FOREVER],
        "type_of": type_of,
        "caching": caching,
    }
    # These are no web pages: what would be escaped in one has no meaning in them.
    environment = Environment(loader=FileSystemLoader(HOSTS), undefined=StrictUndefined, keep_trailing_newline=True)
    return {path.name: environment.get_template(path.name).render(about) for path in sorted(HOSTS.iterdir())}


def write(site: Path) -> None:
    """Put the ready files where the page for hosts links them."""
    folder = site / "hosting"
    folder.mkdir(exist_ok=True)
    for name, text in hosting(site).items():
        (folder / name).write_text(text, "utf-8")
