"""The matrix explorer: found, sorted, opened, compared, saved without Python; whole without scripts."""

import csv
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from calculators.advice import lesson
from calculators.macros.matrix import MOST_OUTCOMES, bearing

Visit = Callable[..., AbstractContextManager[Page]]
Axe = Callable[..., None]

MATRIX = "decision-matrix/"
ROWS = lesson.matrix()


def shown(page: Page) -> Locator:
    return page.locator("tbody.matrix__row").locator("visible=true")


def names(page: Page) -> list[str]:
    """The use cases shown, in order."""
    return [text.removesuffix("#").strip() for text in shown(page).locator("th[scope=row]").all_inner_texts()]


def test_rows_are_filtered_by_words_and_by_what_each_tool_is_worth(page: Page) -> None:
    page.goto(MATRIX)
    count = page.locator("[data-filter] [data-count]")
    expect(count).to_have_text("10 of 10 rows")
    page.get_by_label("Fine-tuning", exact=True).select_option("best")
    expect(shown(page)).to_have_count(sum(row.tuning.rating == "best" for row in ROWS.values()))
    page.get_by_label("RAG", exact=True).select_option("works")
    assert names(page) == ["Code completion, internal library"]
    expect(count).to_have_text("1 of 10 rows")
    page.get_by_label("Words in a row").fill("copywriting")
    expect(count).to_have_text("None of 10 rows")
    expect(page.get_by_role("button", name="Download these rows as CSV")).to_be_disabled()
    page.get_by_role("button", name="Show all rows").click()
    expect(shown(page)).to_have_count(10)
    page.get_by_label("Words in a row").fill("support brand VOICE")
    assert names(page) == ["Customer support, brand voice and knowledge"]


def test_columns_are_sorted_by_their_heads_and_by_the_list(page: Page) -> None:
    page.goto(MATRIX)
    use_cases = sorted((row.use_case for row in ROWS.values()), key=str.casefold)
    head = page.get_by_role("columnheader", name="Use case")
    head.get_by_role("button").click()
    assert names(page) == use_cases
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    assert names(page) == use_cases[::-1]
    page.get_by_label("Order", exact=True).select_option("RAG, best first")
    expect(page.get_by_role("columnheader", name="RAG")).to_have_attribute("aria-sort", "ascending")
    expect(head).not_to_have_attribute("aria-sort", re.compile(""))
    ratings = [row.get_attribute("data-rating") for row in page.locator("td[data-tool=RAG]").all()]
    order = ["best", "needed", "works", "marginal", "not relevant"]
    assert ratings == sorted(ratings, key=lambda rating: order.index(rating or ""))
    page.get_by_label("Order", exact=True).select_option("as in the lesson")
    assert names(page) == [row.use_case for row in ROWS.values()]


def test_an_address_opens_its_row_also_one_that_a_filter_hides(page: Page) -> None:
    page.goto(f"{MATRIX}#matrix-sql")
    row = page.locator("#matrix-sql")
    expect(row.get_by_text(ROWS["sql"].tuning.why)).to_be_in_viewport()
    page.get_by_label("Words in a row").fill("medical")
    expect(row).to_be_hidden()
    page.evaluate("location.hash = '#matrix-entities'")
    expect(page.locator("#matrix-entities details")).to_have_attribute("open", "")
    box = page.locator("#matrix-entities").get_by_role("link", name="Form can be enforced without training")
    page.get_by_label("What the evidence says", exact=True).select_option("confirms")
    expect(page.locator("#evidence-always-json")).to_be_hidden()
    box.click()
    expect(page.locator("#evidence-always-json")).to_be_in_viewport()
    expect(page.locator("details.evidence[open]")).to_have_count(1)


def test_the_rows_shown_are_saved_as_a_file_for_spreadsheets(page: Page, tmp_path: Path) -> None:
    page.goto(MATRIX)
    page.get_by_label("RAG", exact=True).select_option("not relevant")
    page.get_by_label("Order", exact=True).select_option("use case, A to Z")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download these rows as CSV").click()
    assert coming.value.suggested_filename == "decision-matrix.csv"
    text = Path(coming.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    assert len(rows) == sum(row.rag.rating == "not relevant" for row in ROWS.values())
    assert rows[0]["Use case"] == min(row["Use case"] for row in rows)
    entities = next(row for row in rows if row["Use case"] == ROWS["entities"].use_case)
    assert entities["Prompt engineering"] == "marginal"
    assert entities["Prompt engineering, in words"] == "Brittle"
    assert entities["Fine-tuning, why"] == ROWS["entities"].tuning.why
    assert entities["Address"] == "decision-matrix/#matrix-entities"
    assert entities["Published outcomes"].split("; ") == [
        one.title for one in bearing(ROWS["entities"])[:MOST_OUTCOMES]
    ]
    assert len(entities["Evidence"].split("; ")) == len(ROWS["entities"].evidence)


def test_evidence_is_browsed_by_verdict(page: Page) -> None:
    page.goto(MATRIX)
    boxes = lesson.evidence_boxes().values()
    page.get_by_label("What the evidence says", exact=True).select_option("contradicts")
    expect(page.locator(".evidence").locator("visible=true")).to_have_count(
        sum(box.verdict == "contradicts" for box in boxes)
    )
    page.get_by_label("What the evidence says", exact=True).select_option("")
    expect(page.locator(".evidence").locator("visible=true")).to_have_count(len(boxes))


def test_the_row_nearest_to_a_case_is_told_with_what_differs_and_a_tie_is_called_one(page: Page) -> None:
    page.goto(MATRIX)
    outcome, form = page.locator("[data-outcome]"), page.locator("#nearest")
    expect(outcome).to_contain_text("Answer one question or more")
    form.get_by_label("Kind of task").select_option("Sorting into classes, routing")
    expect(outcome).to_contain_text("Nearest: Document classification. It agrees with your one answer.Nothing differs.")
    form.get_by_label("Where the facts stand").select_option("In documents or data of our own")
    expect(outcome).to_contain_text("A tie of 5 rows: each agrees with 1 of your 2 answers.")
    form.get_by_label("What falls short most").select_option("The task itself: judgement, classes, a skill")
    expect(outcome).to_contain_text("It agrees with 2 of your 3 answers.What differs:")
    expect(outcome.get_by_role("listitem")).to_have_text(
        "Where the facts stand: yours “In documents or data of our own”, "
        "this row “In the input: nothing else is needed”"
    )
    expect(page).to_have_url(re.compile("#nearest[?]task=classification&falls_short=skill&facts_in=private$"))
    page.reload()
    expect(outcome).to_contain_text("It agrees with 2 of your 3 answers.")
    expect(form.get_by_role("link", name="Open the advisor with these answers")).to_have_attribute(
        "href", re.compile("#advisor[?]task=classification&falls_short=skill&facts_in=private$")
    )
    outcome.get_by_role("link", name="Document classification").click()
    expect(page.locator("#matrix-classification details")).to_have_attribute("open", "")
    form.get_by_role("button", name="Clear my answers").click()
    expect(outcome).to_contain_text("Answer one question or more")
    page.goto("about:blank")
    page.goto(f"{MATRIX}#nearest?task=%3Cimg%20src=x%20onerror=alert(1)%3E&__proto__=x&facts_in=input&=&%E0%A4%A")
    expect(outcome).to_contain_text("A tie of 5 rows")
    expect(outcome).to_contain_text("what is not known here was left out: task, __proto__,")
    expect(page.locator("article img")).to_have_count(0)


def test_a_row_opens_the_advisor_with_its_answers(page: Page) -> None:
    page.goto(f"{MATRIX}#matrix-support-voice")
    row = page.locator("#matrix-support-voice")
    expect(row).to_contain_text("What else falls short: Style, tone or voice")
    row.get_by_role("link", name="Open the advisor with these answers").click()
    answers = ROWS["support-voice"].answers
    expect(page).to_have_url(re.compile(re.escape(f"calculators/advisor/#advisor?{urlencode(answers)}")))
    expect(page.get_by_label("What else falls short")).to_have_value(answers["also_short"])


def test_by_keyboard_alone(page: Page) -> None:
    page.goto(MATRIX)
    page.get_by_label("Words in a row").focus()
    page.keyboard.type("spans")
    expect(shown(page)).to_have_count(1)
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Order", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(shown(page)).to_have_count(10)
    summary = page.locator("#matrix-medical-public summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#matrix-medical-public").get_by_text(ROWS["medical-public"].rag.why)).to_be_visible()


def test_without_scripts_it_is_a_plain_table_with_nothing_that_does_not_work(no_js: Page) -> None:
    no_js.goto(f"{MATRIX}#matrix-sql")
    expect(no_js.locator("tbody.matrix__row")).to_have_count(10)
    expect(no_js.locator("#matrix-sql").get_by_text(ROWS["sql"].tuning.why)).to_be_visible()
    expect(no_js.locator("article").locator("button, select, input").locator("visible=true")).to_have_count(0)
    expect(no_js.locator(".evidence").locator("visible=true")).to_have_count(len(lesson.evidence_boxes()))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(visit: Visit, axe: Axe, scheme: str) -> None:
    with visit(color_scheme=scheme) as page:
        page.goto(f"{MATRIX}#nearest?facts_in=private")
        page.locator("#matrix-sql summary").click()
        page.get_by_label("Order", exact=True).select_option("RAG, best first")
        axe(page)


def test_on_a_phone_it_fits_and_is_large_enough_to_touch(phone: Page, axe: Axe) -> None:
    phone.goto(f"{MATRIX}#matrix-classification")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_label("Order", exact=True).select_option("Fine-tuning, best first")
    assert names(phone)[0] == "Copywriting in a brand’s voice"
    axe(phone)
