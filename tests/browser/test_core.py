"""The core of what the site does, in Firefox, in WebKitGTK; in Chromium the tests beside this one try it."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.conftest import START
from tests.browser.reader import Opened, Reader, by_playwright, by_webdriver
from tests.browser.test_files import training_file
from tests.browser.test_own_figures import CHANGED
from tests.browser.test_portable import Wiki
from tools import browsers
from tools.browsers import Missing
from tools.serve import Server
from tools.webdriver import WebKit

ANSWER = "[data-answer]"
CALLS = "[name=calls_per_day]"
STATUS = "[data-status]"
RECORD = "[data-record-line]"
EXAMPLES = "[data-figure=examples]"
FILE = "[name=file]"
BREAK_EVEN = "calculators/break-even/"
SCHEME = "() => document.body.getAttribute('data-md-color-scheme')"
COPIED = "The link is copied."
CLIPBOARD = "() => { Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} } }); }"
NO_CLIPBOARD = "() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); }"
COPY_AT_ONCE = """() => {
  const form = document.querySelector("form.calculator");
  form.addEventListener("answered", () => form.querySelector("[data-action=link]").click(), { once: true });
}"""
ANNOUNCED = 2.0
"""Seconds after which an answer has been put into the status."""


IN_CHROMIUM_TOO = (
    "test_what_is_copied_is_not_spoken_over_by_the_answer",
    "test_the_policy_stops_what_does_not_belong_to_the_site",
)
"""What no other test tries there."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test in each browser that it is for."""
    if "opened" in metafunc.fixturenames:
        also = metafunc.function.__name__ in IN_CHROMIUM_TOO
        names = [name for name in browsers.ALL if also or name != "chromium"]
        metafunc.parametrize("opened", names, indirect=True, scope="module")


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Each browser in turn, as `tools/browsers.py` finds it; left out where it cannot be had."""
    folder = tmp_path_factory.mktemp(request.param)
    try:
        if request.param == "webkit":
            with closing(WebKit(*browsers.webkit(), folder)) as webkit:
                yield by_webdriver(webkit)
            return
        if request.param == "firefox":
            playwright: Playwright = request.getfixturevalue("playwright")
            with browsers.start_firefox(playwright, folder) as firefox:
                yield by_playwright(firefox, folder)
            return
    except Missing as missing:
        pytest.skip(str(missing))
    chromium: Browser = request.getfixturevalue("browser")
    yield by_playwright(chromium, folder)


@pytest.fixture
def reader(opened: Opened, server: Server) -> Iterator[Reader]:
    """A visitor of the site on a web server, under its strict policy."""
    with opened(server.url) as reader:
        yield reader


@pytest.fixture
def at_home(opened: Opened, offline_tree: Path) -> Iterator[Reader]:
    """A reader who has unpacked the zip and opened its first page by double click."""
    with opened("file:///") as reader:
        reader.go((offline_tree / "index.html").as_uri())
        yield reader


@pytest.fixture(scope="module")
def wiki(site: Path) -> Iterator[Wiki]:
    with Wiki(site, base="/course/") as serving:
        yield serving


LINK = """(place) => {
  const link = document.createElement("a");
  link.href = new URL(`${place}/index.html`, course.site);
  link.textContent = "On";
  document.querySelector("main").prepend(link);
}"""


def turn(reader: Reader, place: str) -> None:
    """Follow a link of the page to another of the same copy; for the test it stands first on the page."""
    loaded = lambda: reader.run("() => document.readyState") == "complete"  # noqa: E731
    reader.comes(loaded, "the page")
    reader.run(LINK, place)
    reader.presses("On", "main > a:first-child")
    reader.is_at(f"/{place}/index.html")
    reader.comes(loaded, "the page")


def test_a_lesson_is_read_and_a_touch_wakes_its_calculator(reader: Reader, server: Server) -> None:
    reader.go(f"{server.url}why-fine-tune/")
    reader.sees("h1", "Fine-Tune")
    reader.sees(ANSWER, "calls a day")
    assert reader.run(SCHEME) == "default"
    reader.clicks(f"form.calculator {CALLS}")
    reader.state("live")


def test_what_is_typed_is_answered_or_refused_in_words(reader: Reader, server: Server) -> None:
    reader.go(server.url + BREAK_EVEN)
    reader.types(CALLS, "9000")
    reader.sees(ANSWER, "9,000 calls a day")
    reader.is_at(f"#break-even?calls_per_day=9000{START}")
    reader.types(CALLS, "many", enter=True)
    reader.sees("[data-error-summary]", "Calls per day")
    reader.state("refused")


def test_a_link_brings_its_answers_and_another_is_copied(reader: Reader, server: Server) -> None:
    reader.go(f"{server.url}{BREAK_EVEN}#break-even?calls_per_day=9000")
    reader.sees(ANSWER, "9,000 calls a day")
    reader.run(CLIPBOARD)
    reader.presses("Copy link")
    reader.sees(STATUS, COPIED)


@pytest.mark.parametrize("clipboard", ["gives", "refuses"])
def test_what_is_copied_is_not_spoken_over_by_the_answer(reader: Reader, server: Server, clipboard: str) -> None:
    reader.go(server.url + BREAK_EVEN)
    reader.clicks(CALLS)
    reader.state("live")
    reader.run(CLIPBOARD if clipboard == "gives" else NO_CLIPBOARD)
    reader.run(COPY_AT_ONCE)
    reader.types(CALLS, "7")
    reader.sees(ANSWER, "7 calls a day")
    told = COPIED if clipboard == "gives" else "Copy the selected link"
    reader.sees(STATUS, told)
    end = time.monotonic() + ANNOUNCED
    while time.monotonic() < end:
        reader.waits()
    assert told in reader.text(STATUS)
    if clipboard == "refuses":
        assert "#break-even?calls_per_day=7&" in reader.text(f"{STATUS} input")


def test_a_search_finds_and_leads_there(reader: Reader, server: Server) -> None:
    reader.go(server.url + BREAK_EVEN)
    reader.types(".md-search__input", "upkeep")
    reader.presses("Upkeep", ".md-search-result__link")
    reader.is_at("calculators/upkeep/")


def test_a_file_is_read_in_the_page_and_saved(reader: Reader, server: Server, tmp_path: Path) -> None:
    reader.go(f"{server.url}calculators/dataset-check/")
    checks_and_saves(reader, training_file(tmp_path))


def checks_and_saves(reader: Reader, file: Path) -> None:
    reader.chooses(FILE, file)
    reader.sees(EXAMPLES, "12")
    reader.presses("Save the cleaned file")
    reader.saved(file.read_bytes())


def test_the_record_gathers_two_pages(reader: Reader, server: Server) -> None:
    reader.go(server.url + BREAK_EVEN)
    reader.types(CALLS, "9000")
    reader.sees(ANSWER, "9,000 calls a day")
    reader.sees(RECORD, "In your decision record.")
    reader.go(f"{server.url}calculators/memory/")
    reader.presses("Add to decision record")
    reader.presses("decision record", f"{RECORD} a")
    reader.sees("[data-record-entry=break-even]", "9,000 calls a day")
    reader.sees("[data-record-entry=memory]", "Every input has its default.")


def test_from_a_folder_what_is_typed_is_answered_and_kept_in_the_address(at_home: Reader) -> None:
    turn(at_home, "calculators/break-even")
    at_home.types(CALLS, "9000")
    at_home.sees(ANSWER, "9,000 calls a day")
    at_home.is_at(f"/break-even/index.html#break-even?calls_per_day=9000{START}")
    at_home.run("() => location.reload()")
    at_home.sees(ANSWER, "9,000 calls a day")


def test_from_a_folder_a_search_finds(at_home: Reader) -> None:
    at_home.types(".md-search__input", "upkeep")
    at_home.presses("Upkeep", ".md-search-result__link")
    at_home.is_at("calculators/upkeep/index.html")


def test_from_a_folder_a_file_is_read_and_saved(at_home: Reader, tmp_path: Path) -> None:
    turn(at_home, "calculators/dataset-check")
    checks_and_saves(at_home, training_file(tmp_path))


def test_from_a_folder_record_own_figures_and_colours_go_along(at_home: Reader) -> None:
    turn(at_home, "data/own-figures")
    at_home.presses("", "label[title*='Switch to light']")
    at_home.presses("", "label[title*='Switch to dark']")
    at_home.types("#own-text-api_models", CHANGED)
    at_home.presses("Use these figures")
    at_home.sees("[data-own-verdict]", "These figures are in use.")
    turn(at_home, "calculators/break-even")
    assert at_home.run(SCHEME) == "slate"
    at_home.sees(".calculator__own", "Answers with your own figures (1 row of API prices).")
    at_home.types(CALLS, "9000")
    at_home.sees(ANSWER, "9,000 calls a day")
    at_home.sees(RECORD, "In your decision record.")
    own = at_home.run("() => location.href")
    turn(at_home, "calculators/memory")
    at_home.presses("Add to decision record")
    at_home.sees(RECORD, "In your decision record.")
    apart = "Firefox" in at_home.run("() => navigator.userAgent")
    assert apart == ("download the record to keep it" in at_home.text("[data-line-apart]"))
    turn(at_home, "decision-record")
    at_home.sees("[data-record-entry=break-even]", "9,000 calls a day")
    at_home.sees("[data-record-entry=memory]", "Every input has its default.")
    assert "kept=" not in at_home.run("() => location.href")
    # What an earlier page still holds is older, and takes nothing away.
    at_home.go(own)
    turn(at_home, "decision-record")
    at_home.sees("[data-record-entry=memory]", "Every input has its default.")


DROP = """(css, text) => {
  const all = new DataTransfer();
  all.items.add(new File([text], "dropped.jsonl"));
  const about = { bubbles: true, cancelable: true, dataTransfer: all };
  document.querySelector(css).dispatchEvent(new DragEvent("drop", about));
}"""
"""Playwright cannot choose a file in such a frame of Firefox; readers can, and they can drop one."""


def test_a_calculator_in_a_frame_that_is_a_sandbox_reckons(opened: Opened, wiki: Wiki, tmp_path: Path) -> None:
    with opened(wiki.url) as reader:
        reader.go(f"{wiki.url}wiki/embed/break-even/")
        with reader.inside("iframe"):
            reader.types(CALLS, "9000")
            reader.sees(ANSWER, "9,000 calls a day")
        reader.go(f"{wiki.url}wiki/embed/dataset-check/")
        with reader.inside("iframe"):
            reader.run(DROP, FILE, training_file(tmp_path).read_text("utf-8"))
            reader.sees(EXAMPLES, "12")


TRIES = """(other) => {
  document.documentElement.dataset.stopped = "";
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    document.documentElement.dataset.stopped += ` ${effectiveDirective}`;
  });
  const script = document.createElement("script");
  script.textContent = "globalThis.ran = true";
  const image = document.createElement("img");
  image.src = `${other}image.png`;
  document.body.append(script, image);
  fetch(other).catch(() => undefined);
}"""


def test_the_policy_stops_what_does_not_belong_to_the_site(opened: Opened, server: Server, site: Path) -> None:
    with Server(site) as other, opened(server.url, watched=False) as reader:
        reader.go(server.url + BREAK_EVEN)
        reader.run(TRIES, other.url)
        stopped = lambda: reader.run("() => document.documentElement.dataset.stopped")  # noqa: E731
        for directive in ("script-src", "img-src", "connect-src"):
            reader.comes(lambda what=directive: what in stopped(), f"a stop by {directive}")
        assert reader.run("() => globalThis.ran") is None
        assert other.log == []
