"""What the built site may hold: nothing fetched from elsewhere, nothing inline, names that travel."""

import re
from pathlib import Path

import pytest

from tools.addresses import Page, problems


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    return {str(path.relative_to(site)): Page(path.read_text()) for path in site.rglob("*.html")}


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    assert list(problems(site)) == []


def test_no_page_carries_scripts_styles_or_handlers_inline(pages: dict[str, Page]) -> None:
    assert not {name: page.inline + page.scripts for name, page in pages.items() if page.inline + page.scripts}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", '<img src="https://other.example/a.png">'),
        ("a.html", '<img alt="" srcset="a.png 1x, //other.example/a.png 2x">'),
        ("a.html", '<script src="/a.js"></script>'),
        ("a.html", '<link rel="preconnect" href="https://other.example">'),
        ("a.html", '<base href="https://other.example/">'),
        ("a.html", '<meta http-equiv="Refresh" content="0; url=https://other.example/">'),
        ("a.html", '<form action="https://other.example/"></form>'),
        ("a.html", '<a href="b.html" ping="https://other.example/"></a>'),
        ("a.html", '<pre class="mermaid">graph</pre>'),
        ("a.svg", '<svg><image href="https://other.example/a.png"/></svg>'),
        ("a.svg", "<svg><style>a{background:url(https://other.example/a.png)}</style></svg>"),
        ("a.css", "@import 'https://other.example/a.css';"),
        ("a.css", "a { background: url( //other.example/a.png) }"),
        ("a.js", 'fetch("https://other.example/")'),
        ("a.js", "import('//other.example/a.js')"),
        ("a.js", "new WebSocket(`wss:/other.example/`)"),
    ],
)
def test_whatever_would_be_fails_the_build(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert len(list(problems(tmp_path))) == 1
    (tmp_path / name).write_text('<a href="https://other.example/">' if name.endswith("html") else "")
    assert list(problems(tmp_path)) == []


def test_every_shipped_path_travels_through_zip_files_and_stock_web_servers(site: Path) -> None:
    for path in (path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        assert path.suffix != ".mjs", f"{name}: many hosts serve .mjs with a type that browsers refuse"
        assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*(?:/[a-z0-9][a-z0-9_.-]*)*", name), name
        assert len(name) < 180, name
        assert path.stat().st_size <= 25 * 2**20, f"{name}: Cloudflare Pages takes files of up to 25 MiB"
