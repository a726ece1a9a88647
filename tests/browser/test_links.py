"""Links that carry answers: behind "#", where no server sees them; opened as far as they can be understood."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import START
from tests.browser.test_runtime import BREAK_EVEN, STATUS, WASM, held, wake
from tools.serve import Server

FORM = "form.calculator"


def test_opening_a_link_reckons_its_answers_and_meanwhile_shows_no_other(page: Page) -> None:
    answer, awaited = page.locator("[data-answer]"), page.locator("[data-awaited]")
    with held(page.context, WASM) as let_go:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000&epochs=4")
        expect(awaited).to_be_in_viewport(ratio=1)
        for part in (answer, page.locator("[data-figure]").first, page.locator("figure.chart").first):
            expect(part).to_be_hidden()
        place = awaited.bounding_box()
        let_go()
    expect(answer).to_contain_text("9,000 calls a day")
    expect(awaited).to_be_hidden()
    assert (answer.bounding_box() or {}).get("y") == (place or {}).get("y")
    expect(page.locator("[name=calls_per_day]")).to_have_value("9000")
    expect(page.locator("[name=epochs]")).to_be_visible()
    expect(page.locator(FORM)).to_be_in_viewport()


def test_a_link_within_the_page_does_so_too(page: Page) -> None:
    page.goto(BREAK_EVEN)
    page.evaluate("location.hash = '#break-even?calls_per_day=9000'")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")


def test_a_link_followed_while_what_was_typed_goes_into_the_address_opens_its_own_answers(page: Page) -> None:
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=700")
    expect(page.locator("[data-answer]")).to_contain_text("700 calls a day")
    # The browser tells of a move later than it moves: what a timer writes in between must not undo it.
    page.evaluate(
        """() => {
          const before = location.href;
          location.hash = "#break-even?calls_per_day=9000";
          history.replaceState(null, "", before);
        }"""
    )
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    expect(page.locator("[name=calls_per_day]")).to_have_value("9000")
    expect(page).to_have_url(re.compile(r"calls_per_day=9000"))


def test_unknown_keys_are_dropped_and_named(page: Page) -> None:
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000&temperature=0.7")
    expect(page.locator(".notice--dropped")).to_contain_text("temperature")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    expect(page).to_have_url(re.compile(r"#break-even\?calls_per_day=9000&start=[0-9-]+$"))


def test_values_out_of_range_are_refused_in_words_and_the_rest_is_kept(page: Page) -> None:
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=0&prefix_tokens=3000&base_model=nobody/nothing")
    expect(page.locator("[data-error-summary] li")).to_have_count(2)
    expect(page.locator("[data-error-summary]")).to_contain_text("from 1 to")
    expect(page.locator("[name=prefix_tokens]")).to_have_value("3000")
    expect(page.locator("[name=calls_per_day]")).to_have_attribute("aria-invalid", "true")


def test_the_address_follows_the_answers_and_a_reload_restores_them(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    assert "#" not in page.url
    page.locator("[name=calls_per_day]").fill("9 000")
    expect(page).to_have_url(re.compile(r"#break-even\?calls_per_day=9\+000&start=[0-9-]+$"))
    page.reload()
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    expect(page.locator("[name=calls_per_day]")).to_have_value("9 000")
    page.locator("[name=calls_per_day]").fill("")
    expect(page).to_have_url(re.compile(r"^[^#]*$"))


def test_the_address_follows_what_is_typed_though_no_answer_comes(page: Page) -> None:
    """So that a reload finds it, and another tab."""
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    page.evaluate("coursePython.ask = () => {}")
    field = page.locator("[name=calls_per_day]")
    field.fill("8000")
    expect(page).to_have_url(re.compile(r"#break-even\?calls_per_day=8000&start=[0-9-]+$"))
    field.fill("")
    expect(page).to_have_url(re.compile(r"^[^#]*$"))


def test_markup_in_a_link_is_shown_as_text(page: Page) -> None:
    bad = "%3Cimg%20src%3Dx%20onerror%3D%22pwned%3D1%22%3E"
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day={bad}&{bad}={bad}&base_model={bad}")
    expect(page.locator("[data-error-summary]")).to_contain_text("<img src=x")
    expect(page.locator(".notice--dropped")).to_contain_text("<img src=x")
    assert page.evaluate("typeof pwned") == "undefined"
    expect(page.locator(f"{FORM} img")).to_have_count(0)


def test_damaged_links_open_with_what_can_be_understood(page: Page) -> None:
    for damaged in (
        "break-even?",
        "break-even?calls_per_day=%E0%A4%A",
        "break-even?=&&&=",
        "nobody?calls_per_day=1",
        "%",
    ):
        page.goto("about:blank")
        page.goto(f"{BREAK_EVEN}#{damaged}")
        expect(page.locator("[data-answer]")).to_be_visible()
    page.goto("about:blank")
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day={'9' * 9_000}")
    expect(page.locator("[data-error-summary]")).to_contain_text("too long")


def test_copy_link_gives_an_address_that_opens_the_answers(browser: Browser, server: Server) -> None:
    with browser.new_context(base_url=server.url, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(BREAK_EVEN)
        page.locator("[name=calls_per_day]").fill("9000")
        expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
        page.get_by_role("button", name="Copy link").click()
        expect(page.locator(STATUS)).to_contain_text("copied")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link.startswith(f"{server.url}{BREAK_EVEN}#break-even?calls_per_day=9000{START}&figures=")


def test_without_a_clipboard_the_link_stands_selected_in_a_field(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000")
    expect(page.locator(FORM)).to_have_attribute("data-state", "live")
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_label("Link to these answers")
    expect(field).to_have_value(re.compile(r"#break-even\?calls_per_day=9000&start=[0-9-]+&figures="))
    assert f"#break-even?calls_per_day=9000{START}&figures=" in page.evaluate("getSelection().toString()")


def test_answers_stay_out_of_the_servers_log(page: Page, server: Server) -> None:
    before = len(server.log)
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=424242")
    expect(page.locator(FORM)).to_have_attribute("data-state", "live")
    page.locator("[name=prefix_tokens]").fill("535353")
    expect(page).to_have_url(re.compile("535353"))
    assert not [one for one in server.log[before:] if "424242" in one.path or "535353" in one.path]
