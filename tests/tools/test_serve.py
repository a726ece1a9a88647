"""The web server behaves as a good host does, so that what the tests see is what readers get."""

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.policy import hashes, policy
from tools.serve import Request, Server, taken


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "outside.txt").write_text("not for readers")
    site = tmp_path / "site"
    (site / "lesson").mkdir(parents=True)
    (site / "index.html").write_text("<title>Home</title>" + "words " * 500)
    (site / "lesson/index.html").write_text("<title>Lesson</title><script>go()</script>")
    (site / "404.html").write_text("<title>No such page</title>")
    (site / "worker.0123456789abcdef.js").write_text("0")
    (site / "python.wasm").write_bytes(b"\0asm" + bytes(5000))
    (site / "picture.webp").write_bytes(bytes(5000))
    with Server(site, base="course") as server:
        yield server


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        return reply.status, dict(reply.getheaders()), reply.read()
    finally:
        connection.close()


def test_the_site_stands_below_its_base(served: Server) -> None:
    assert served.url == f"http://127.0.0.1:{served.port}/course/"
    assert b"Home" in ask(served, "/course/")[2]
    assert b"Lesson" in ask(served, "/course/lesson/?a=1")[2]
    assert ask(served, "/course/lesson")[:2][1]["Location"] == "/course/lesson/"
    assert ask(served, "/")[1]["Location"] == "/course/"
    assert ask(served, "/elsewhere/")[0] == 404


@pytest.mark.parametrize(
    ("file", "type_"),
    [
        ("", "text/html; charset=utf-8"),
        ("worker.0123456789abcdef.js", "text/javascript; charset=utf-8"),
        ("python.wasm", "application/wasm"),
    ],
)
def test_files_have_the_types_that_browsers_insist_on(served: Server, file: str, type_: str) -> None:
    headers = ask(served, f"/course/{file}")[1]
    assert headers["Content-Type"] == type_
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_only_hashed_names_are_kept_without_asking(served: Server) -> None:
    assert "immutable" in ask(served, "/course/worker.0123456789abcdef.js")[1]["Cache-Control"]
    assert ask(served, "/course/")[1]["Cache-Control"] == "no-cache"


def test_an_unchanged_page_is_not_sent_twice_and_a_changed_one_is(served: Server) -> None:
    tag = ask(served, "/course/")[1]["ETag"]
    assert ask(served, "/course/", If_None_Match=tag)[0] == 304
    (served.folder / "index.html").write_text("new")
    assert ask(served, "/course/", If_None_Match=tag)[2] == b"new"


def test_text_and_wasm_are_compressed_and_pictures_are_not(served: Server) -> None:
    for file in ("", "python.wasm"):
        _, headers, body = ask(served, f"/course/{file}", Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body) == ask(served, f"/course/{file}")[2]
    assert "Content-Encoding" not in ask(served, "/course/picture.webp", Accept_Encoding="gzip")[1]


@pytest.mark.parametrize("path", ["../outside.txt", "%2e%2e/outside.txt", "lesson/../../outside.txt", "%2Fetc/passwd"])
def test_nothing_outside_the_folder_is_served(served: Server, path: str) -> None:
    status, _, body = ask(served, f"/course/{path}")
    assert (status, b"No such page" in body) == (404, True)


def test_the_log_tells_what_was_asked_and_how_much_was_sent(served: Server) -> None:
    ask(served, "/course/python.wasm?v=1")
    ask(served, "/course/nothing", method="HEAD")
    assert served.log == [Request("GET", "python.wasm", 200, 5004), Request("HEAD", "nothing", 404, 0)]


def test_the_policy_allows_an_inline_script_by_its_hash_only(served: Server) -> None:
    # sha256 of "go()", base64: reckoned with openssl dgst -sha256 -binary | base64
    assert (
        "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"
        in ask(served, "/course/lesson/")[1]["Content-Security-Policy"]
    )
    assert hashes('<script src="a.js"></script><script type="application/json">{}</script><style>a{}</style>') == ()
    assert "unsafe-inline" not in policy()


def test_a_taken_port_is_refused_in_words_that_help(served: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(served.folder, port=served.port)
    assert taken(8000, "serve") == "Port 8000 is taken by another program. Choose another: make serve PORT=8001"
