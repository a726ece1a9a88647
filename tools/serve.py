"""The web server of `make serve`: this machine only, right types, compression, strict policy."""

import argparse
import gzip
import hashlib
import posixpath
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from tools.policy import HEADERS, PACKED, caching, hashes, policy, type_of

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Request:
    """One line of the log: what was asked for, below the site's own address, and what went over the wire."""

    method: str
    path: str
    status: int
    sent: int  # bytes of the body, as compressed


@dataclass
class Reply:
    """What goes back to the browser."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Server:
    """Serves one folder below one address, in threads, until closed; `log` holds what was asked for.

    A test that wants a host which misbehaves overrides `reply`.
    """

    def __init__(self, folder: Path, base: str = "/", port: int = 0) -> None:
        """Listen at once; port 0 takes a free one. OSError when the port is taken."""
        self.folder = folder.resolve()
        self.base = posixpath.join("/", base.strip("/"), "") if base.strip("/") else "/"
        self.log: list[Request] = []
        self._files: dict[Path, tuple[tuple[int, int], dict[str, str], bytes, bytes | None]] = {}
        self._http = _Http((HOST, port), _Handler)
        self._http.site = self
        self.port: int = self._http.server_address[1]
        self.url = f"http://{HOST}:{self.port}{self.base}"

    def __enter__(self) -> "Server":
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.shutdown()
        self._http.server_close()

    def serve_forever(self) -> None:
        """Serve until interrupted."""
        with self._http:
            self._http.serve_forever()

    def warm(self) -> None:
        """Compress everything now, so that the first visit measures the site and not zlib."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                self._file(path)

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        """The answer to a GET of `path` (below the base, query cut off); header names in lower case."""
        file = (self.folder / path).resolve()
        if not file.is_relative_to(self.folder):
            return self._missing(headers)
        if file.is_dir():
            if path and not path.endswith("/"):
                return Reply(301, headers={"Location": f"{self.base}{path}/"})
            file /= "index.html"
        if not file.is_file():
            return self._missing(headers)
        return self._found(file, headers)

    def _missing(self, headers: dict[str, str]) -> Reply:
        page = self.folder / "404.html"
        if not page.is_file():
            return Reply(404, b"Not found")
        reply = self._found(page, {**headers, "if-none-match": ""})
        return Reply(404, reply.body, reply.headers)

    def _found(self, file: Path, headers: dict[str, str]) -> Reply:
        about, plain, packed = self._file(file)
        if headers.get("if-none-match") == about["ETag"]:
            return Reply(304, headers=about)
        if packed is not None and "gzip" in headers.get("accept-encoding", ""):
            return Reply(200, packed, {**about, "Content-Encoding": "gzip"})
        return Reply(200, plain, dict(about))

    def _file(self, file: Path) -> tuple[dict[str, str], bytes, bytes | None]:
        """Headers, bytes and compressed bytes, remembered for as long as the file stays the same."""
        stat = file.stat()
        key = (stat.st_mtime_ns, stat.st_size)
        if file not in self._files or self._files[file][0] != key:
            plain = file.read_bytes()
            html = file.suffix == ".html"
            about = {
                "Content-Type": type_of(file.name),
                "ETag": f'"{hashlib.sha256(plain).hexdigest()[:16]}"',
                "Cache-Control": caching(file.name),
                "Content-Security-Policy": policy(hashes(plain.decode()) if html else ()),
                "Vary": "Accept-Encoding",
            }
            packed = None if file.suffix in PACKED else gzip.compress(plain, 6, mtime=0)
            if packed is not None and len(packed) >= len(plain):
                packed = None
            self._files[file] = (key, about, plain, packed)
        return self._files[file][1:]


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    site: Server

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves before the answer is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        site = cast(_Http, self.server).site
        path = unquote(urlsplit(self.path).path)
        if path.startswith(site.base):
            reply = site.reply(path.removeprefix(site.base), {k.lower(): v for k, v in self.headers.items()})
        else:
            reply = Reply(302, headers={"Location": site.base}) if path == "/" else Reply(404, b"Not found")
        body = b"" if self.command == "HEAD" else reply.body
        site.log.append(Request(self.command, path.removeprefix(site.base), reply.status, len(body)))
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silence: `Server.log` is the log."""


def taken(port: int, command: str) -> str:
    """What to say when a port is in use."""
    return f"Port {port} is taken by another program. Choose another: make {command} PORT={port + 1}"


def main() -> None:
    """Serve a folder until Ctrl-C."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--base", default="/", help="the address below which the site stands, such as /course/")
    asked = parser.parse_args()
    try:
        server = Server(asked.folder, asked.base, asked.port)
    except OSError:
        sys.exit(taken(asked.port, "serve"))
    print(f"Serving the finished site on {server.url.removesuffix('/')} (Ctrl-C stops it)", flush=True)
    threading.Thread(target=server.warm, daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("Stopped.")


if __name__ == "__main__":
    main()
