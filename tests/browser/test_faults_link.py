"""Links that others wrote: damaged, cut, endless or of a later edition, they open a page that says what it took."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_runtime import BREAK_EVEN, wake
from tools.serve import Reply, Server

FORM = "form.calculator"
ANSWER = "[data-answer]"
SUMMARY = "[data-error-summary]"
DROPPED = ".notice--dropped"
WHOLE = "#break-even?calls_per_day=9000&base_model=openai%2Fgpt-4.1-mini&prefix_tokens=3000&epochs=4"
EVIL = "</script><img src=x onerror=globalThis.pwned=1>javascript:globalThis.pwned=1"


def follow(page: Page, link: str) -> None:
    """Open a link within the page, so that Python is awake already; wait until the page has taken it."""
    page.evaluate(
        """(link) => new Promise((done) => {
          document.querySelector("form.calculator").addEventListener("answered", done, { once: true });
          location.hash = link;
        })""",
        link,
    )


def test_a_link_cut_anywhere_opens_with_what_is_left_of_it(page: Page) -> None:
    """LINK-03: cut at every tenth character."""
    page.goto(BREAK_EVEN)
    wake(page)
    for end in range(len(WHOLE), WHOLE.index("?") + 2, -10):
        follow(page, WHOLE[:end])
        expect(page.locator(ANSWER)).to_be_visible()
        for name, value in parse_qsl(WHOLE[:end].partition("?")[2].rpartition("&")[0]):
            expect(page.locator(f"[name={name}]")).to_have_value(value)


def test_what_an_older_link_answered_in_other_words_is_asked_anew(page: Page) -> None:
    page.goto("calculators/memory/#memory?chunked_loss=yes&sequence_length=4096")
    expect(page.locator(DROPPED)).to_contain_text("chunked_loss (asked anew as “Loss”)")
    expect(page.locator("[name=sequence_length]")).to_have_value("4096")
    expect(page.locator(ANSWER)).to_be_visible()


def test_a_link_of_another_edition_or_of_two_megabytes_is_told_and_nothing_breaks(page: Page) -> None:
    """LINK-03."""
    page.goto(BREAK_EVEN)
    wake(page)
    follow(page, "#break-even?v=999&format=later&calls_per_day=9000")
    expect(page.locator(DROPPED)).to_contain_text("v, format")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    follow(page, "#break-even?calls_per_day=%FF%FE%00&epochs=4")
    expect(page.locator(SUMMARY)).to_contain_text("Calls per day")
    expect(page.locator("[name=epochs]")).to_have_value("4")
    follow(page, f"#break-even?calls_per_day={'9' * 2_000_000}")
    expect(page.locator(SUMMARY)).to_contain_text("allowed: up to 8,000.")
    page.goto("about:blank")
    page.goto(f"{BREAK_EVEN}#v999;{quote(EVIL)}")
    expect(page.locator(ANSWER)).to_be_visible()
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")


def test_script_in_any_field_of_a_link_is_text(page: Page) -> None:
    """LINK-01: in every control of the form at once."""
    page.goto(BREAK_EVEN)
    wake(page)
    before = page.locator("script").count()
    names = page.locator(f"{FORM} [name]").evaluate_all("(all) => all.map(({ name }) => name)")
    follow(page, "#break-even?" + "&".join(f"{name}={quote(EVIL)}" for name in [*names, EVIL]))
    expect(page.locator(f"{SUMMARY} li")).to_have_count(len(names))
    expect(page.locator(SUMMARY)).to_contain_text("</script><img src=x")
    assert page.locator("script").count() == before
    assert page.locator(f"{FORM} img").count() == 0
    assert page.evaluate("typeof pwned") == "undefined"


def test_what_a_link_holds_is_said_beside_its_button_and_no_page_tells_where_it_came_from(
    page: Page, server: Server
) -> None:
    """LINK-05; that no server sees the answers is promised in test_links."""
    reply = page.goto(BREAK_EVEN)
    assert reply is not None
    assert reply.headers["referrer-policy"] == "no-referrer"
    told = "A link carries your answers behind its #, which browsers send to no server."
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.locator("meta[name=referrer]")).to_have_attribute("content", "no-referrer")


def test_a_zero_in_a_link_cuts_nothing_off(page: Page) -> None:
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000%00")
    expect(page.locator("[data-error-summary]")).to_contain_text("is not a number; type a whole number from 1 to")
    expect(page.locator("[data-answer]")).to_contain_text("5,000 calls a day")
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")


class Open(Server):
    """A host without a content policy, as many are."""

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        reply = super().reply(path, headers)
        reply.headers.pop("Content-Security-Policy", None)
        return reply


@pytest.mark.parametrize("path", [BREAK_EVEN, "walk/", "decision-record/"])
@pytest.mark.parametrize("script", [True, False], ids=["with a broken script", "without scripts"])
def test_no_form_is_ever_sent_whatever_the_host_allows(browser: Browser, site: Path, path: str, script: bool) -> None:
    """LINK-05."""
    asked: list[str] = []
    with (
        Open(site, base="/course/") as host,
        browser.new_context(base_url=host.url, java_script_enabled=script) as context,
    ):
        context.route("**/javascripts/course-to-*.js", lambda route: route.fulfill(status=404))
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(path)
        for field in page.locator("main form :is(input[type=text], input:not([type]), textarea)").all():
            if field.is_visible():
                field.fill("4711")
                field.press("Enter")
        page.goto("about/")
    assert not [url for url in asked if "4711" in url]


def test_a_link_within_the_page_leaves_the_answers_in_the_address(page: Page) -> None:
    page.goto("why-fine-tune/")
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page).to_have_url(re.compile("calls_per_day=9000"))
    page.evaluate("location.hash = '#the-cardiologist'")
    expect(page).to_have_url(re.compile("calls_per_day=9000"))


@pytest.mark.parametrize(
    "link",
    [
        "break%2Deven?calls_per_day=9000",
        "Break-Even?calls_per_day=9000",
        "breakeven?calls_per_day=9000",
        "break-even%3Fcalls_per_day=9000",
        "break-even%3Fcalls_per_day%3D9000",
        "break-even&calls_per_day=9000",
        "/break-even?calls_per_day=9000",
        "break_even?calls_per_day=9000",
        "brake-even?calls_per_day=9000",
        "break-even/?calls_per_day=9000",
        "?calls_per_day=9000",
    ],
)
def test_a_misspelt_link_is_met_with_what_was_meant(page: Page, link: str) -> None:
    page.goto(f"{BREAK_EVEN}#{link}")
    told = page.locator("[data-misread]")
    expect(told).to_contain_text("which this page does not have, so nothing of it is used")
    expect(page.locator(ANSWER)).to_contain_text("5,000 calls a day")
    told.get_by_role("link").click()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(told).to_have_count(0)


def test_a_link_to_another_page_or_to_nothing_is_told(page: Page) -> None:
    page.goto(f"{BREAK_EVEN}#total-cost?calls_per_day=9000")
    page.locator("[data-misread]").get_by_role("link").click()
    expect(page).to_have_url(re.compile("total-cost/#total-cost\\?calls_per_day=9000"))
    page.goto(f"{BREAK_EVEN}#quite-another?calls_per_day=9000")
    expect(page.locator("[data-misread]")).to_contain_text("“quite-another”")
    expect(page.locator("[data-misread] a")).to_have_count(0)
    page.goto("walk/#wlk?step=evaluate")
    expect(page.locator("[data-misread]").get_by_role("link", name="walk")).to_have_attribute(
        "href", "#walk?step=evaluate"
    )


@pytest.mark.parametrize("place", ["", "#break-even", "#nowhere"])
def test_answers_before_the_place_in_a_page_are_met_with_what_was_meant(page: Page, place: str) -> None:
    page.goto(f"{BREAK_EVEN}?utm_source=mail&calls_per_day=9000{place}")
    told = page.locator("[data-misread]")
    expect(told).to_contain_text("says its answers before the “#”, and not after it, so nothing of it is used")
    told.get_by_role("link", name="break-even").click()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(told).to_have_count(0)


def test_a_value_without_a_name_is_told_as_such(page: Page) -> None:
    page.goto(f"{BREAK_EVEN}#break-even?=9000")
    expect(page.locator(".notice--dropped")).to_have_text("Not known here and left out: a value without a name.")


def test_an_answer_that_a_link_gives_twice_is_told(page: Page) -> None:
    page.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9000&epochs=4&calls_per_day=8000")
    expect(page.locator("[data-misread]")).to_contain_text("calls_per_day more than once; the last counts")
    expect(page.locator(ANSWER)).to_contain_text("8,000 calls a day")


def test_an_ordinary_place_in_a_page_is_no_misspelt_link(page: Page) -> None:
    for link in ("", "#break-even", "#nowhere", "#break-even?calls_per_day=9000", "?utm_source=mail", "?theme=dark"):
        page.goto("about:blank")
        page.goto(BREAK_EVEN + link)
        expect(page.locator(ANSWER)).to_be_visible()
        expect(page.locator("[data-misread]")).to_have_count(0)
