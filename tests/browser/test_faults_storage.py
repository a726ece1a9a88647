"""What the browser keeps: full, blocked or gone, nothing breaks; tabs share it; one button forgets it all."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import eventually
from tests.browser.test_record import FULL, kept, store
from tests.browser.test_runtime import BREAK_EVEN, only, wake
from tests.browser.test_shell import BLOCKED

ANSWER = "[data-answer]"
CALLS = "[name=calls_per_day]"
GONE = "Object.defineProperty(window, 'localStorage', { value: null })"  # as with --disable-local-storage
UNKEPT = "[data-line-unkept]"


@pytest.mark.parametrize("storage", [FULL, BLOCKED, GONE], ids=["full", "blocked", "none"])
def test_without_a_store_everything_works_and_one_quiet_line_says_so(page: Page, storage: str) -> None:
    """STO-01, STO-02."""
    page.add_init_script(storage)
    page.goto(BREAK_EVEN)
    expect(page.locator(UNKEPT)).to_be_hidden()
    page.locator(CALLS).fill("9000")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(page.locator(UNKEPT)).to_contain_text("This browser keeps nothing for this site, or not this much")
    page.get_by_role("button", name="Keep as scenario").click()
    expect(page.get_by_text("This browser keeps it only until you leave the page.")).to_be_visible()
    page.locator("label[title*='Switch to light']").click()
    page.locator("label[title*='Switch to dark']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_role("textbox", name="Search").press_sequentially("upkeep")
    expect(page.locator(".md-search-result__item a").first).to_be_visible()


def test_tabs_share_what_is_kept_and_not_what_is_typed(page: Page) -> None:
    """STO-04: a record is merged (test_record), inputs stay with their tab, and no tab answers for another."""
    other = page.context.new_page()
    for tab, calls in ((page, "8,000"), (other, "9,000")):
        tab.goto(BREAK_EVEN)
        wake(tab)
        tab.locator(CALLS).fill(calls)
        expect(tab.locator(ANSWER)).to_contain_text(f"{calls} calls a day")
    heard = """() => {
      globalThis.heard = 0;
      addEventListener("storage", () => { heard += 1; });
    }"""
    page.evaluate(heard)
    other.get_by_role("button", name="Keep as scenario").click()
    expect(page.locator("[data-scenario-table]")).to_be_visible()
    assert page.evaluate("heard") == 1
    expect(page.locator(ANSWER)).to_contain_text("8,000 calls a day")
    expect(page.locator(CALLS)).to_have_value("8,000")
    other.close()
    only(page, 1)
    assert len(page.context.pages) == 1


def test_one_button_forgets_all_that_is_ours_and_can_be_undone(page: Page) -> None:
    """STO-05."""
    store(page, kept(title="Mine", calculators={"break-even": ""}))
    page.goto("why-fine-tune/#four-bills")
    eventually(page, lambda: page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('places '))"))
    page.locator("label[title*='Switch to light']").click()
    page.goto("about/")
    page.evaluate("localStorage.setItem('another site', 'stays')")
    page.get_by_role("button", name="Forget what this site stored").click()
    said = page.locator("[data-forget] [role=status]")
    expect(said).to_contain_text(
        "Forgotten: your decision record with its scenarios, where you were reading, your choice of colours. Nothing of"
    )
    left = """async () => [
      Object.keys(localStorage), Object.keys(sessionStorage), await indexedDB.databases(), await caches.keys(),
      document.cookie,
    ]"""
    assert page.evaluate(left) == [["another site"], [], [], [], ""]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    page.goto("decision-record/")
    expect(page.get_by_label("Title")).to_have_value("Mine")
    page.goto("about/")
    for words in ("Forgotten: your decision record", "There was nothing to forget."):
        page.get_by_role("button", name="Forget what this site stored").click()
        expect(said).to_contain_text(words)


def test_where_nothing_can_be_stored_nothing_is_forgotten(page: Page) -> None:
    page.add_init_script(BLOCKED)
    page.goto("about/")
    page.get_by_role("button", name="Forget what this site stored").click()
    expect(page.locator("[data-forget] [role=status]")).to_contain_text("This browser lets the site store nothing")


DAMAGED = {
    "own figures": (
        '{"texts":{},"used":{"words":"w","tables":{"api_models":"not json"}}}',
        '{"texts":{},"used":{"words":"w","tables":{"api_models":"{\\"rows\\":[]}"}}}',
        "{half",
        "[]",
        '{"texts":3,"used":null}',
    ),
    "decision record": (
        "{half",
        '{"format":"decision-record","version":1,"calculators":{"break-even":7}}',
        "null",
        '"x"',
    ),
    "course progress": ("{half", "[1]"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_value_is_set_aside_with_one_sentence_and_the_site_goes_on(page: Page, name: str) -> None:
    told = page.locator(f'[data-aside="{name}"]')
    for text in DAMAGED[name]:
        page.goto("about/")
        put = "([name, text]) => localStorage.setItem(`${name} ${new URL('..', location).pathname}`, text)"
        page.evaluate(put, [name, text])
        page.goto("why-fine-tune/" if name == "course progress" else BREAK_EVEN)
        expect(told).to_contain_text(f"What this browser kept as your {name} is damaged.")
        page.locator(CALLS).first.fill("9000")
        expect(page.locator(ANSWER).first).to_contain_text("9,000 calls a day")
        page.reload()
        with page.expect_download() as saved:
            told.get_by_role("button", name="Download it").click()
        assert saved.value.path().read_text("utf-8") == text
        told.get_by_role("button", name="Forget it").click()
        page.reload()
        expect(page.locator(ANSWER).first).to_contain_text("9,000 calls a day")
        expect(told).to_have_count(0)
