"""Archives given for files are named, never unpacked."""

import gzip
import io
import zipfile

from playwright.sync_api import Page, expect

from tests.browser.test_runtime import wake

SUMMARY = "[data-error-summary]"


def packed(**entries: bytes) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


BOMB = packed(**{"zeros.jsonl": bytes(100_000_000)})
ARCHIVES = {
    "a bomb": (BOMB, "zip archive; unpack it"),
    "a bomb in a zip": (packed(inner=BOMB), "zip archive; unpack it"),
    "a zip that climbs": (packed(**{"../../lib/app/page.py": b"raise SystemExit"}), "zip archive; unpack it"),
    "a packed bomb": (gzip.compress(bytes(100_000_000), 1), "packed with gzip"),
}


def test_an_archive_is_refused_by_its_first_bytes_whatever_its_name(page: Page) -> None:
    """FILE-04."""
    page.goto("calculators/before-after/")
    wake(page)
    given = page.locator("input[type=file]").first
    for name, (content, words) in ARCHIVES.items():
        given.set_input_files({"name": f"{name}.csv", "mimeType": "text/csv", "buffer": content})
        expect(page.locator(SUMMARY), name).to_contain_text(words)
        given.set_input_files([])
        expect(page.locator(SUMMARY)).to_have_count(0)
