"""The advisor in the page: answers lead to a plan, the plan to the calculator that prices it, with the answers."""

import re

from playwright.sync_api import Page, expect

ADVISOR = "calculators/advisor/"
ANSWER = "[data-answer]"


def test_answers_lead_to_a_plan_and_to_the_calculator_that_prices_it(page: Page) -> None:
    page.goto(ADVISOR)
    page.get_by_label("What falls short most").select_option("facts")
    page.get_by_label("Where the facts stand").select_option("private")
    page.get_by_text("Facts and documents").click()
    page.get_by_label("Text that holds the facts").fill("5 M")
    expect(page.locator(ANSWER)).to_contain_text("Fetch the facts (RAG)")
    expect(page.locator(".plan__step", has=page.locator(".plan__when--first"))).to_contain_text("Retrieval (RAG)")
    option = page.locator(".considered__option", has_text="Fine-tune a vendor’s model")
    option.locator("summary").click()
    expect(option).to_contain_text("New facts are learned slowly by tuning")
    expect(option).to_contain_text("You said: What falls short most: Facts are missing")
    expect(option.get_by_role("link", name="Gekhman et al. 2024")).to_have_attribute("href", re.compile("^https://"))
    expect(page.locator("[data-turn=corpus_tokens]")).to_contain_text("200,000")

    page.get_by_role("link", name="What RAG costs").click()
    expect(page).to_have_url(re.compile(r"calculators/rag/#rag\?corpus_tokens=5"))
    expect(page.locator("[name=corpus_tokens]")).to_have_value(re.compile("5.?000.?000"))
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")


def test_the_words_for_not_knowing_may_be_typed_again(page: Page) -> None:
    page.goto(f"{ADVISOR}#advisor?falls_short=style&examples_count=500")
    expect(page.locator(ANSWER)).to_contain_text("Fine-tune")
    examples = page.get_by_label("Labelled examples at hand")
    examples.fill("i do not know")
    examples.blur()
    expect(page.locator("[data-figure=points]")).to_have_attribute("value", "2")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")


def test_without_javascript_the_plan_for_open_questions_leads_on(no_js: Page) -> None:
    no_js.goto(ADVISOR)
    expect(no_js.locator(ANSWER)).to_contain_text("Measure first")
    no_js.get_by_role("link", name="How many inputs that takes").click()
    expect(no_js).to_have_url(re.compile("calculators/sample-size/$"))
