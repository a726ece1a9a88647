"""The course on a real nginx, with the ready file that admins get: below a path, strict, compressed, cached."""

import gzip
import http.client
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, Watch
from tests.browser.test_files import CHECK, checked_and_saved, training_file
from tests.browser.test_own_figures import used
from tests.browser.test_runtime import BREAK_EVEN
from tools import nginx
from tools.policy import FOREVER, HEADERS, caching, policy, type_of
from tools.precompress import precompress

ANSWER = "[data-answer]"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with compressed copies beside its files, as an admin would put it there."""
    folder = tmp_path_factory.mktemp("nginx") / "course"
    shutil.copytree(site, folder, copy_function=os.symlink)
    precompress(folder)
    return folder


@pytest.fixture(scope="module")
def host(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[nginx.Nginx]:
    """nginx, two folders deep."""
    try:
        with nginx.Nginx(folder, tmp_path_factory.mktemp("run"), "/intranet/course/") as running:
            yield running
    except nginx.NoNginx as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def reader(browser: Browser, host: nginx.Nginx) -> Iterator[Page]:
    """A visitor whose whole visit is watched, the console too."""
    with browser.new_context(base_url=host.url, viewport=DESKTOP, reduced_motion="reduce") as context:
        seen = Watch(context, host.url)
        context.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
        context.on("response", lambda reply: seen.errors.append(reply.url) if reply.status >= 400 else None)
        yield context.new_page()
    seen.check()


def ask(host: nginx.Nginx, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in lower case) and body of one answer."""
    at = urlsplit(host.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=10)
    try:
        connection.request(
            "GET", at.path + path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        reply = connection.getresponse()
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
    finally:
        connection.close()


def test_every_file_has_its_type_its_caching_the_policy_and_its_bytes(host: nginx.Nginx, site: Path) -> None:
    for file in (path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site).as_posix()
        status, headers, body = ask(host, name)
        assert (status, body) == (200, file.read_bytes()), name
        assert headers["content-type"] == type_of(name), name
        assert headers["cache-control"] == caching(name), name
        assert headers["content-security-policy"] == policy(), name
        assert {key: headers[key.lower()] for key in HEADERS} == HEADERS, name


def test_compressed_copies_are_sent_as_they_are_and_an_unchanged_file_is_not_sent_twice(
    host: nginx.Nginx, folder: Path
) -> None:
    manifest = json.loads((folder / "runtime/manifest.json").read_text())
    for name in ("why-fine-tune/", *(f"runtime/{about['address']}" for about in manifest.values())):
        file = folder / name / "index.html" if name.endswith("/") else folder / name
        status, headers, body = ask(host, name, Accept_Encoding="gzip, deflate, br")
        assert (status, headers["content-encoding"]) == (200, "gzip"), name
        assert body == file.with_name(f"{file.name}.gz").read_bytes(), name
        assert gzip.decompress(body) == file.read_bytes(), name
        assert headers["content-type"] == type_of(file.name), name
        assert ask(host, name, Accept_Encoding="gzip", If_None_Match=headers["etag"])[0] == 304, name


def test_a_folder_without_its_slash_leads_to_the_page_and_a_wrong_address_home(
    host: nginx.Nginx, browser: Browser
) -> None:
    assert ask(host, "why-fine-tune")[1]["location"] == "/intranet/course/why-fine-tune/"
    for name in ("no/such-page/", "runtime/python.0123456789ab.js"):
        status, headers, body = ask(host, name)
        assert (status, headers["content-security-policy"]) == (404, policy())
        assert headers.get("cache-control") != FOREVER
        assert b"There is no page at this address" in body
    with browser.new_context(base_url=host.url) as context:
        page = context.new_page()
        page.goto("no/such-page/")
        page.get_by_role("link", name="Home").click()
        assert page.url == host.url


def test_lesson_calculator_advisor_data_set_check_own_figures_and_record_work_in_one_visit(
    reader: Page, tmp_path: Path
) -> None:
    reader.goto("why-fine-tune/")
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    reader.get_by_role("textbox", name="Search").fill("cardiologist")
    reader.keyboard.press("t")
    reader.keyboard.press("Backspace")
    expect(reader.locator(".md-search-result__item").first).to_be_visible()

    reader.goto(BREAK_EVEN)
    reader.get_by_label("Calls per day").fill("9,000")
    expect(reader.locator(ANSWER)).to_contain_text("9,000 calls a day")

    reader.goto("calculators/advisor/")
    reader.get_by_label("What falls short most").select_option("facts")
    reader.get_by_label("Where the facts stand").select_option("private")
    expect(reader.locator(ANSWER)).to_contain_text("retrieval (RAG)")

    reader.goto(CHECK)
    checked_and_saved(reader, training_file(tmp_path))

    used(reader)
    reader.goto(BREAK_EVEN)
    expect(reader.locator(".calculator__own")).to_contain_text("Answers with your own figures (1 row of API prices).")

    reader.goto("decision-record/")
    expect(reader.locator("[data-record-entry=break-even]")).to_contain_text("9,000 calls/day")
    expect(reader.locator("article.decision")).to_contain_text("Retrieval (RAG)")


def test_python_comes_over_the_line_once(host: nginx.Nginx, reader: Page) -> None:
    assert host.log
    before = len(host.log.read_text().splitlines())
    for _ in range(2):
        reader.goto(BREAK_EVEN)
        reader.locator("form.calculator").hover()
        expect(reader.locator("form.calculator")).to_have_attribute("data-state", "live")
    asked = [line.rpartition("/")[2] for line in host.log.read_text().splitlines()[before:] if "/runtime/" in line]
    assert {name for name in asked if asked.count(name) > 1} == {"manifest.json"}
    assert len(set(asked)) == 7
