"""The watch over every visit sees what it is there to see."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watch
from tools.serve import Reply, Server

SCRIPTS = {
    "quiet.js": "document.title = 'done'",
    "elsewhere.js": "fetch('http://other.example/').catch(() => { document.title = 'done' })",
    "broken.js": "document.title = 'done'; throw new Error('nobody catches me')",
    "inline.js": "document.body.setAttribute('style', 'color: red'); document.title = 'done'",
    "worker.js": "new Worker('asks.js').onmessage = () => { document.title = 'done' }",
    "asks.js": "fetch('http://other.example/').catch(() => postMessage(0))",
}


class Lax(Server):
    """A host without the content policy."""

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        reply = super().reply(path, headers)
        reply.headers.pop("Content-Security-Policy", None)
        return reply


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    for name, script in SCRIPTS.items():
        (folder / name).write_text(script)
        page = f'<!doctype html><link rel="icon" href="data:,"><body><script src="{name}"></script>'
        (folder / name.replace(".js", ".html")).write_text(page)
    return folder


@pytest.mark.parametrize(
    ("host", "page", "complaint"),
    [
        (Server, "quiet.html", ""),
        (Server, "broken.html", "nobody catches me"),
        (Server, "inline.html", "Content Security Policy"),
        (Server, "elsewhere.html", "Content Security Policy"),
        (Server, "worker.html", ""),  # stopped by the policy, so that nothing was asked
        (Lax, "elsewhere.html", "asked another host.*other.example"),
        (Lax, "worker.html", "asked another host.*other.example"),
    ],
)
def test_what_a_visit_may_not_do_is_noticed(
    browser: Browser, folder: Path, host: type[Server], page: str, complaint: str
) -> None:
    with host(folder) as small, browser.new_context() as context:
        watch = Watch(context, small.url)
        opened = context.new_page()
        opened.goto(small.url + page)
        expect(opened).to_have_title("done")
    if not complaint:
        watch.check()
        return
    with pytest.raises(AssertionError, match=complaint):
        watch.check()
