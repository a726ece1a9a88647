"""What is carried off is whole: files, paper, or a text to copy where a frame lets nothing be saved."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.test_faults_host import Boxed
from tests.browser.test_portable import Wiki
from tests.browser.test_record import RECORD, download, kept, store
from tools.serve import Server

ENTRY = "[data-record-entry=total-cost]"


def test_a_record_names_its_inputs_units_sources_dates_seed_edition_and_link(page: Page, server: Server) -> None:
    """EXP-02; that JSON opens again and that paper shows all is promised in test_record."""
    store(page, kept(title="Which?", calculators={"total-cost": "calls_per_day=9000"}))
    page.goto(RECORD)
    expect(page.locator(ENTRY)).to_be_visible()
    _, markdown = download(page, "Markdown")
    for part in (
        "| Calls per day | 9,000 calls/day | 5,000 calls/day |",
        "with seed 1",
        "| As of | Confidence |",
        "USD",
    ):
        assert part in markdown
    assert re.search(r"Worked out by the course as built on \d{4}-\d\d-\d\d\.", markdown)
    assert re.search(r"\]\(https://[^)]+\) \| \d{4}-\d\d-\d\d \| (high|medium|low) \|", markdown)
    _, csv = download(page, "Figures as CSV")
    assert re.search(r"https://.*,\d{4}-\d\d-\d\d,(high|medium|low),", csv)
    link = re.search(r"\[Open this record in the course\]\((.*)\)", markdown)
    assert link
    assert link[1].startswith(f"{server.url}decision-record/#case=")
    other = page.context.new_page()
    other.goto(link[1])
    expect(other.locator(ENTRY)).to_contain_text("9,000 calls/day")


def test_a_calculator_on_paper_has_its_inputs_its_chart_as_a_table_and_its_sources(page: Page) -> None:
    """EXP-02."""
    page.goto("calculators/break-even/#break-even?calls_per_day=9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    page.emulate_media(media="print")
    for part in ("[data-answer]", "table.turns", "table.facts", "svg.chart__frame", "[name=epochs]", ".working li"):
        expect(page.locator(part).first).to_be_visible()
    expect(page.locator(".failure").first).to_be_hidden()
    assert page.pdf()


def test_where_a_frame_saves_nothing_the_same_text_can_be_copied(browser: Browser, site: Path) -> None:
    """EXP-03."""

    class Closed(Wiki, Boxed):
        pass

    with Closed(site, base="/course/") as host, browser.new_context(base_url=host.url) as context:
        page = context.new_page()
        page.goto("wiki/decision-record/")
        frame = page.frame_locator("iframe")
        frame.get_by_label("Title").fill("In a box")
        expect(frame.locator("article.decision h2").first).to_have_text("In a box")
        frame.get_by_role("button", name="JSON").click()
        field = frame.get_by_label("in-a-box.json, to copy")
        expect(field).to_have_value(re.compile('"title": "In a box"'))
        expect(field).to_be_focused()
        expect(frame.get_by_text("copy the selected text with Ctrl+C")).to_be_visible()
