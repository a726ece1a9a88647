"""The advisor in the page: answers lead to lines, to what to answer next, to the calculator that prices a step."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

ADVISOR = "calculators/advisor/"
ANSWER = "[data-answer]"
LINES = {key: f".lines [data-line={key}]" for key in ("this_week", "likely_end", "rival")}
INVOICES = "advisor?task=extraction&falls_short=style&facts_in=input&examples_count=thousands"


def test_answers_lead_to_lines_and_to_the_calculator_that_prices_a_step(page: Page) -> None:
    page.goto(ADVISOR)
    page.get_by_label("What falls short most").select_option("facts")
    page.get_by_label("Where the facts stand").select_option("private")
    page.get_by_text("Facts, documents").click()
    page.get_by_label("Text that holds the facts").fill("5 M")
    likely = page.locator(LINES["likely_end"])
    expect(likely).to_have_attribute("data-class", "rag")
    expect(likely).to_contain_text("Retrieval (RAG)")
    expect(likely).to_contain_text(re.compile(r"about \d+ in 100"))
    week = page.locator(LINES["this_week"])
    for label in ("Count:", "Stop when:", "It takes:"):
        expect(week).to_contain_text(label)
    expect(page.locator(LINES["rival"])).to_contain_text(re.compile(r"about \d+ in 100"))
    expect(page.get_by_role("table", name="Published cases most like yours").locator("tbody tr")).to_have_count(5)

    page.get_by_text("Every option, why and why not").click()
    option = page.locator(".considered__option", has_text="Fine-tune a vendor’s model")
    option.locator("summary").click()
    expect(option).to_contain_text("You said: What falls short most: Facts are missing")
    expect(option.get_by_role("link").first).to_have_attribute("href", re.compile("^https://"))

    page.locator("[data-calculator=advisor]").get_by_role("link", name="What RAG costs").first.click()
    expect(page).to_have_url(re.compile(r"calculators/rag/#rag\?corpus_tokens=5"))
    expect(page.locator("[name=corpus_tokens]")).to_have_value(re.compile("5.?000.?000"))
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")


def test_at_first_seven_questions_are_in_view_and_what_is_asked_next_opens_its_group(page: Page) -> None:
    page.goto(f"{ADVISOR}#{INVOICES}")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    assert page.locator(".field :is(input, select):visible").count() == 7
    asked = page.locator("[data-ask]")
    expect(asked).to_have_count(2)
    for link in asked.all():
        control = page.locator(f"[name={link.get_attribute('data-ask')}]")
        link.click()
        expect(control).to_be_focused()
        expect(control).to_be_in_viewport()
        # The header, which sticks, hides neither the control nor its label.
        header = page.locator("header.md-header").bounding_box()
        label = page.get_by_text(link.text_content() or "-", exact=True).and_(page.locator("label")).bounding_box()
        assert header
        assert label
        assert label["y"] >= header["y"] + header["height"]
        # A link within the page takes nothing of what was answered.
        expect(page.get_by_label("Labelled examples at hand")).to_have_value("thousands")


def test_what_is_asked_next_goes_once_it_is_answered(page: Page) -> None:
    page.goto(f"{ADVISOR}#{INVOICES}")
    expect(page.locator(LINES["likely_end"])).to_have_attribute("data-class", "fine-tuning")
    link = page.locator("[data-ask]").first
    name = link.get_attribute("data-ask") or ""
    link.click()
    page.locator(f"select[name={name}]").select_option(index=1)
    expect(page.locator(f"[data-ask={name}]")).to_have_count(0)
    expect(page.locator(f".field:has([name={name}])")).to_contain_text("Your choice")


def test_amounts_and_not_knowing_may_be_told_in_words(page: Page) -> None:
    page.goto(f"{ADVISOR}#advisor?falls_short=style&facts_in=input&examples_count=500")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    examples = page.get_by_label("Labelled examples at hand")
    note = page.locator("[data-slot=note-examples_count]")
    examples.fill("thousands")
    expect(note).to_contain_text("Read as 3,000 examples.")
    examples.fill("i do not know")
    examples.blur()
    expect(note).to_be_empty()
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    page.get_by_text("Facts, documents").click()
    page.get_by_label("Text that holds the facts").fill("300 pages")
    expect(page.locator("[data-slot=note-corpus_tokens]")).to_contain_text("Read as 195,000 tokens.")


def test_without_javascript_the_answer_to_open_questions_stands_and_leads_on(no_js: Page) -> None:
    no_js.goto(ADVISOR)
    expect(no_js.locator(LINES["likely_end"])).to_contain_text("Too little is known")
    asked = no_js.locator("[data-ask]").last
    asked.click()
    expect(no_js.locator(f"[name={asked.get_attribute('data-ask')}]")).to_be_in_viewport()
    no_js.locator(LINES["this_week"]).get_by_role("link").click()
    expect(no_js).to_have_url(re.compile("calculators/[a-z-]+/$"))
    expect(no_js).not_to_have_url(re.compile(f"{ADVISOR}$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_lines_are_two_panels_that_nobody_is_kept_out_of(
    visit: Callable[..., AbstractContextManager[Page]], axe: Callable[..., None], scheme: str, width: int
) -> None:
    with visit(color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{ADVISOR}#{INVOICES}")
        expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
        week, likely, rival = (page.locator(place).bounding_box() for place in LINES.values())
        assert week
        assert likely
        assert rival
        beside = likely["x"] >= week["x"] + week["width"]
        assert beside is (width == 1280)
        assert beside or likely["y"] >= week["y"] + week["height"]
        assert abs(rival["y"] - likely["y"] - likely["height"]) <= 1
        assert page.evaluate("document.documentElement.scrollWidth") == width
        axe(page, "form.calculator")


def test_on_paper_the_answered_questions_stand_and_the_lines_are_whole(page: Page) -> None:
    page.goto(f"{ADVISOR}#{INVOICES}")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    page.emulate_media(media="print")
    assert page.locator(".field:visible").count() == 4
    for place in LINES.values():
        expect(page.locator(place)).to_be_visible()
        expect(page.locator(place)).to_have_css("break-inside", "avoid")
    expect(page.locator(".considered__option").first.locator("li").first).to_be_visible()
