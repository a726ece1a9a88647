"""Handouts: on how few sheets each page is printed, with lines where something is to be written."""

import re

import pytest
from playwright.sync_api import Page, expect


def sheets(page: Page) -> int:
    """On how many A4 pages a page is printed."""
    counts = re.findall(rb"/Type /Pages\s*/Count (\d+)", page.pdf(format="A4"))
    return max(map(int, counts))


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("decision-matrix/", 2),
        ("walk/", 2),
        ("workbook/", 5),
        ("workbook/#answers-apart", 9),
        ("workbook-facilitator/", 3),
        ("for-a-class/", 3),
        ("for-a-class-exercises/", 1),
        ("for-a-class-answers/", 1),
    ],
)
def test_a_handout_prints_on_few_sheets(page: Page, address: str, most: int) -> None:
    page.goto(address)
    assert 1 <= sheets(page) <= most


def test_the_matrix_prints_its_rows_on_one_sheet_and_the_reasons_of_those_shown_on_the_next(page: Page) -> None:
    page.goto("decision-matrix/")
    page.get_by_label("Words in a row").fill("support")
    page.emulate_media(media="print")
    rows = page.locator("tbody.matrix__row").locator("visible=true")
    assert 2 <= rows.count() < 10
    last = rows.last.locator("td[data-tool]").last.bounding_box()
    why = rows.first.locator(".matrix__why")
    first = why.bounding_box()
    assert last
    assert first
    assert last["y"] + last["height"] <= first["y"]
    expect(why).to_have_css("break-before", "page")
    expect(why.locator("summary")).to_have_text(re.compile("^Reasons for: "), use_inner_text=True)
    expect(why.locator("li").first).to_be_visible()
    expect(why.locator("li").last).to_be_hidden()
    assert sheets(page) == 2


def test_the_walk_prints_lines_to_write_on_where_nothing_is_answered(page: Page) -> None:
    page.goto("walk/")
    page.emulate_media(media="print")
    for label in ("Kind of task", "What falls short most", "Calls per day"):
        line = page.get_by_label(label)
        expect(line).to_be_visible()
        assert line.evaluate("line => parseFloat(getComputedStyle(line).borderBottomWidth)") > 0
    unsaid = page.get_by_label("What falls short most")
    expect(unsaid).to_have_css("color", "rgba(0, 0, 0, 0)")
    expect(page.locator("[data-step=end]")).to_be_hidden()


def test_the_walk_prints_what_was_answered_and_what_it_comes_to(page: Page) -> None:
    page.goto("walk/#walk?step=end&task=conversation&falls_short=style&best_score=65&note-prompt=26+of+40")
    expect(page.locator("[data-line=likely_end]")).to_be_visible()
    assert sheets(page) <= 4
    page.emulate_media(media="print")
    expect(page.get_by_label("What falls short most")).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    expect(page.locator("[data-step=prompt] .walk__verdict")).to_be_visible()
    expect(page.locator("[data-step=end] [data-answer]")).to_be_visible()


def test_the_workbook_prints_card_and_guesses_on_one_sheet_and_no_answer(page: Page) -> None:
    page.goto("workbook/")
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print")
    second = page.locator("#question").evaluate("heading => heading.getBoundingClientRect().top + scrollY")
    assert second < 1000
    for sealed in page.locator(".sealed, .for-paper, .check-answers").all():
        expect(sealed).to_be_hidden()
    lines = page.locator(".write-down textarea")
    assert lines.count() >= 20
    for line in lines.all():
        assert line.evaluate("line => line.offsetHeight") >= 20


def test_answers_and_envelopes_print_apart_from_the_workbook(page: Page) -> None:
    page.goto("workbook-facilitator/")
    page.get_by_role("link", name="answers and envelopes").click()
    page.emulate_media(media="print")
    expect(page.locator(".for-paper__envelope")).to_have_count(2)
    for envelope in page.locator(".for-paper__envelope").all():
        expect(envelope).to_be_visible()
    expect(page.locator(".check-answers")).to_be_visible()
    expect(page.locator("#card")).to_be_hidden()


def test_what_is_written_on_the_lines_of_the_workbook_is_there_when_a_reader_comes_back(page: Page) -> None:
    page.goto("workbook/")
    page.get_by_label("The sentence that will decide").fill("Better by 8 points\nat the lower end")
    page.reload()
    expect(page.get_by_label("The sentence that will decide")).to_have_value("Better by 8 points\nat the lower end")
