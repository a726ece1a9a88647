"""What a host must say with each file: its type, its headers, how long it may be kept."""

import base64
import hashlib
import re
from pathlib import Path

# Our own table, because what Python reads from the machine (the registry on Windows, /etc/mime.types) varies.
TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".zip": "application/zip",
}
PACKED = {".gif", ".gz", ".jpg", ".png", ".webp", ".woff2"}
"""What is compressed already; a zip of ours is not (its entries are stored as they are)."""

HASHED = r"\.[0-9a-f]{8,64}\."
"""What a name that holds the hash of its content has in it."""
FOREVER = "max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""What goes with every answer, beside the content policy."""

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type=\"?application/json)\b)[^>]*>(.*?)</script>", re.DOTALL)


def hashes(html: str) -> tuple[str, ...]:
    """The inline scripts of a page, as a content policy names them."""
    digests = [hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(html)]
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in dict.fromkeys(digests))


def policy(scripts: tuple[str, ...] = (), wiki: str = "", sandboxed: str = "") -> str:
    """The content policy that the site must live with: inline scripts by hash, in frames of itself and `wiki`.

    In frames that are a sandbox a worker starts from text that the page holds, as none starts by its address there; and
    WebKit takes nothing for 'self' there, so that the site's own origin is named too: give it as `sandboxed`.
    """
    own = f"'self' {sandboxed}".strip()
    allowed = " ".join((own, "'wasm-unsafe-eval'", *scripts))
    workers = "'self' blob:" if sandboxed else "'self'"
    frames = " ".join(("'self'", *wiki.split()))
    return (
        f"default-src 'none'; script-src {allowed}; worker-src {workers}; connect-src 'self'; style-src {own}; "
        f"img-src {own} data:; font-src {own}; frame-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {frames}"
    )


def type_of(name: str) -> str:
    """The Content-Type of a file."""
    return TYPES.get(Path(name).suffix, "application/octet-stream")


def caching(name: str) -> str:
    """The Cache-Control of a file: hashed names never change their content; all else is asked for again."""
    return FOREVER if re.search(HASHED, Path(name).name) else ASK_AGAIN
