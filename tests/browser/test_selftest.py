"""The self-test says what is right or wrong on a host, with what to do about it."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import DESKTOP
from tools.policy import policy
from tools.serve import Reply, Server

Axe = Callable[..., None]
Change = Callable[[str, Reply], None]
Tested = Callable[[Change], Page]

SELFTEST = "selftest/"
SUMMARY = "[data-summary]"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
ALL = {
    "secure", "types", "caching", "compression", "policy", "wasm", "worker", "python", "storage", "framing", "fonts",
    "elsewhere", "version",
}  # fmt: skip


def run(page: Page) -> None:
    page.goto(SELFTEST)
    page.get_by_role("button", name="Run the tests").click()
    expect(page.locator(SUMMARY)).to_contain_text("not tested.")


def one(page: Page, name: str) -> Locator:
    return page.locator(f"[data-test={name}]")


def states(page: Page) -> dict[str, str]:
    script = "(all) => Object.fromEntries(all.map(({ dataset }) => [dataset.test, dataset.state]))"
    return dict(page.locator("[data-test]").evaluate_all(script))


class Odd(Server):
    """A host with peculiarities."""

    change: Change | None = None

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        reply = super().reply(path, headers)
        if self.change:
            self.change(path, reply)
        return reply


@pytest.fixture(scope="module")
def odd(site: Path) -> Iterator[Odd]:
    with Odd(site, base="/course/") as host:
        yield host


@pytest.fixture
def on(odd: Odd, browser: Browser) -> Iterator[Tested]:
    """Runs the self-test on a host whose replies are changed."""
    with browser.new_context(base_url=odd.url, viewport=DESKTOP) as context:

        def tested(change: Change) -> Page:
            odd.change = change
            page = context.new_page()
            run(page)
            return page

        yield tested


def named(page: Page, name: str, state: str, words: str, remedy: str) -> None:
    expect(one(page, name)).to_have_attribute("data-state", state)
    expect(one(page, name).locator("[data-said]")).to_contain_text(words)
    expect(one(page, name).locator(".selftest__remedy")).to_be_visible()
    expect(one(page, name).locator(".selftest__remedy")).to_contain_text(remedy)


def test_on_a_good_host_all_is_right_and_the_report_can_be_copied(page: Page, axe: Axe) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SELFTEST)
    axe(page)
    page.get_by_role("button", name="Run the tests").press("Enter")
    expect(page.locator(SUMMARY)).to_contain_text("0 wrong, 0 not tested.")
    # How soon Python answers is the machine's affair.
    assert states(page) == {**dict.fromkeys(ALL, "right"), "python": states(page)["python"]}
    expect(one(page, "python").locator("[data-said]")).to_contain_text(re.compile(r"Python answered \d+\.\d s after"))
    expect(one(page, "version").locator("[data-said]")).to_contain_text(
        re.compile(r"Built on 20\d\d-.*calculators \w{12}")
    )
    expect(one(page, "framing").locator("[data-said]")).to_contain_text("Allowed to show one: 'self'")
    assert page.locator(".selftest__remedy:visible").count() == (states(page)["python"] == "weak")
    axe(page)
    page.get_by_role("button", name="Copy the report").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    report = page.evaluate("navigator.clipboard.readText()")
    assert len(re.findall(r"^\[(?:right|could be better)\] ", report, re.MULTILINE)) == len(ALL)
    assert page.url in report


def test_without_javascript_it_says_what_would_be_tested_and_every_remedy(no_js: Page) -> None:
    no_js.goto(SELFTEST)
    expect(no_js.locator(".selftest__off")).to_contain_text("scripts are switched off in this browser")
    expect(no_js.get_by_role("button", name="Run the tests")).to_be_hidden()
    assert no_js.locator(".selftest__remedy:visible").count() == len(ALL)


def test_wrong_types_and_a_careless_host_are_named_with_their_remedies(on: Tested) -> None:
    def change(path: str, reply: Reply) -> None:
        if reply.headers.get("Content-Encoding"):
            reply.body = gzip.decompress(reply.body)
        reply.headers = {"Content-Type": reply.headers.get("Content-Type", ""), "X-Frame-Options": "DENY"}
        if path.endswith(".wasm"):
            reply.headers["Content-Type"] = "application/octet-stream"

    page = on(change)
    named(page, "types", "weak", "application/octet-stream and must be application/wasm", "ready files")
    named(page, "caching", "weak", "may not be kept for long", "Cache-Control")
    named(page, "compression", "weak", "Not compressed: runtime/", "Let the server compress")
    named(page, "policy", "weak", "sends no content policy", "Content-Security-Policy")
    named(page, "framing", "wrong", "X-Frame-Options: DENY", "name the wiki’s origin")
    assert states(page)["python"] != "wrong"


def test_scripts_of_python_with_another_type_are_named_with_the_remedy(on: Tested) -> None:
    def change(path: str, reply: Reply) -> None:
        if path.startswith("runtime/python."):
            reply.headers["Content-Type"] = "text/plain"

    page = on(change)
    named(page, "types", "wrong", "came as text/plain and must be text/javascript", "named types")
    named(page, "python", "wrong", "was not accepted as a script", "name the file or the rule")


def test_a_policy_without_webassembly_or_workers_is_named_with_the_remedy(on: Tested) -> None:
    def no_wasm(path: str, reply: Reply) -> None:
        reply.headers["Content-Security-Policy"] = policy().replace(" 'wasm-unsafe-eval'", "")

    page = on(no_wasm)
    named(page, "wasm", "wrong", "does not let WebAssembly run", "Add 'wasm-unsafe-eval' to script-src")
    named(page, "python", "wrong", "(RT-CSP)", "name the file or the rule")

    def no_worker(path: str, reply: Reply) -> None:
        reply.headers["Content-Security-Policy"] = policy().replace("worker-src 'self'", "worker-src 'none'")

    page = on(no_worker)
    named(page, "worker", "wrong", "forbids workers", "Allow worker-src 'self'")


def test_blocked_storage_a_sign_in_page_and_a_missing_file_are_named_with_their_remedies(page: Page) -> None:
    page.add_init_script(BLOCKED)
    page.context.route(
        "**/runtime/pyodide.*.wasm", lambda route: route.fulfill(body="Sign in", content_type="text/html")
    )
    page.context.route("**/runtime/snapshot.*", lambda route: route.fulfill(status=404))
    run(page)
    named(page, "storage", "weak", "does not let the page store", "allow this host to store")
    named(page, "types", "wrong", "a web page came in place of runtime/pyodide.", "a sign-in has expired")
    named(page, "version", "wrong", "runtime/snapshot.", "Copy all files of one version")
    named(page, "python", "wrong", "sign-in may have expired", "name the file")


IMPATIENT = """AbortSignal.timeout = () => {
  const soon = new AbortController();
  setTimeout(() => soon.abort(), 2000);
  return soon.signal;
}"""


def test_an_answer_that_never_comes_is_not_waited_for(page: Page) -> None:
    held: list[Route] = []
    page.add_init_script(IMPATIENT)
    page.context.route("**/images/favicon.svg", lambda route: held.append(route))
    run(page)
    assert held
    expect(one(page, "worker")).to_have_attribute("data-state", "right")
