"""The offline zip, unpacked: by double click everything works without a network, on a web server too."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from calculators.kit.build_date import build_date
from tests.browser.conftest import DESKTOP
from tests.browser.test_files import checked_and_saved, training_file
from tests.browser.test_own_figures import CHANGED
from tools.serve import Server

ANSWER = "[data-answer]"
FORM = "form.calculator"


@pytest.fixture
def page(browser: Browser, offline_tree: Path) -> Iterator[Page]:
    """A visitor without a network, with files on disk."""
    seen: list[str] = []
    allowed = re.compile(re.escape(offline_tree.as_uri()) + "/|blob:|data:")
    with browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce") as context:
        context.on("request", lambda request: allowed.match(request.url) or seen.append(request.url))
        # What is aborted was on its way when the page was left, or Python was no longer wanted.
        context.on("requestfailed", lambda request: "ABORTED" in str(request.failure) or seen.append(request.url))
        context.on("weberror", lambda error: seen.append(str(error.error)))
        context.on("console", lambda said: said.type == "error" and seen.append(said.text))
        page = context.new_page()
        page.goto((offline_tree / "index.html").as_uri())
        yield page
    assert not seen


def go(page: Page, place: str) -> None:
    """Open another page of the same tree."""
    page.wait_for_load_state()  # a page that a link led to may not have run its scripts yet
    page.goto(page.evaluate("place => new URL(place, course.site).href", f"{place}/index.html"))


def test_by_the_readers_clock_an_old_copy_says_how_old_it_is(page: Page) -> None:
    page.clock.set_fixed_time(datetime.combine(build_date() + timedelta(days=500), time(12), UTC))
    go(page, "calculators/rag")
    expect(page.locator("[data-built]")).to_contain_text("500 days ago by your clock")


def test_from_home_by_the_lesson_to_a_calculator_and_a_link_with_its_answers(page: Page) -> None:
    page.get_by_role("link", name="Why Fine-Tune?").first.click()
    expect(page).to_have_url(re.compile(r"/why-fine-tune/index\.html$"))
    page.locator(FORM).first.hover()
    expect(page.locator(FORM).first).to_have_attribute("data-state", "live")
    go(page, "calculators/break-even")
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(page).to_have_url(re.compile(r"/break-even/index\.html#break-even\?calls_per_day=9000&start=[0-9-]+$"))
    page.reload()
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    page.locator("[name=calls_per_day]").fill("many")
    page.keyboard.press("Enter")
    expect(page.locator(FORM)).to_have_attribute("data-state", "refused")


def test_a_training_file_is_checked_and_its_cleaned_copy_saved(page: Page, tmp_path: Path) -> None:
    go(page, "calculators/dataset-check")
    checked_and_saved(page, training_file(tmp_path))


def test_search_finds_and_leads_there(page: Page) -> None:
    page.locator(".md-search__input").click()
    page.keyboard.type("upkeep")
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile(r"calculators/upkeep/index\.html"))
    expect(page.locator("h1")).to_contain_text("Upkeep")


def test_own_figures_are_checked_kept_and_used_on_the_next_page(page: Page) -> None:
    go(page, "data/own-figures")
    page.get_by_label("Your API prices, as YAML").fill(CHANGED)
    page.get_by_role("button", name="Use these figures").click()
    expect(page.locator("[data-own-verdict]")).to_contain_text("These figures are in use.")
    go(page, "calculators/break-even")
    line = page.locator(".calculator__own")
    expect(line).to_contain_text("Answers with your own figures (1 row of API prices).")
    line.get_by_role("link", name="See them").click()
    expect(page).to_have_url(re.compile(r"/data/own-figures/index\.html$"))


def test_the_record_gathers_what_advisor_walk_and_calculators_say(page: Page) -> None:
    go(page, "walk")
    page.get_by_label("What the best prompt gets right").fill("83 %")
    expect(page.locator(".walk__verdict").locator("visible=true")).to_contain_text("Stop. You are done.")
    go(page, "calculators/memory")
    page.get_by_role("button", name="Keep as scenario").click()
    expect(page.get_by_role("button", name="Remove scenario A")).to_be_visible()
    page.get_by_role("button", name="Add to decision record").click()
    page.locator("[data-record-line]").get_by_role("link", name="decision record").click()
    expect(page).to_have_url(re.compile(r"/decision-record/index\.html"))
    expect(page.locator("[data-record-entry=memory]")).to_be_visible()
    page.locator("[data-record-entry=memory]").get_by_role("link", name="Change these answers").click()
    expect(page).to_have_url(re.compile(r"/calculators/memory/index\.html"))


def test_the_same_tree_works_on_a_web_server_at_a_sub_path(browser: Browser, offline_tree: Path) -> None:
    with Server(offline_tree, base="/team/course/") as server, browser.new_context(base_url=server.url) as context:
        page = context.new_page()
        page.goto("")
        page.get_by_role("link", name="Why Fine-Tune?").first.click()
        expect(page).to_have_url(f"{server.url}why-fine-tune/index.html")
        go(page, "calculators/break-even")
        page.locator("[name=calls_per_day]").fill("9000")
        expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
        assert not [request for request in server.log if "/portable/" in request.path]
        page.locator(".md-search__input").click()
        page.keyboard.type("upkeep")
        page.locator(".md-search-result__link").first.click()
        expect(page).to_have_url(re.compile(r"calculators/upkeep/index\.html"))
