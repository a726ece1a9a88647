"""A table of counts is typed line by line, goes into a link, comes back from it."""

from playwright.sync_api import Page, expect

ANSWER = "[data-answer]"


def test_a_table_is_typed_line_by_line_linked_refused_in_words_and_put_back(page: Page) -> None:
    page.goto("calculators/agreement/")
    field = page.get_by_label("Counts")
    expect(field).to_have_attribute("placeholder", "45 15\n25 115")
    field.press_sequentially("20 5\n10 15")
    expect(page.locator(ANSWER)).to_contain_text("kappa is 0.4")
    page.goto("calculators/break-even/")
    page.goto("calculators/agreement/#agreement?table=90+5%0A5+100")
    expect(page.locator(ANSWER)).to_contain_text("The labels deserve trust: kappa is 0.9")
    expect(field).to_have_value("90 5\n5 100")
    field.fill("20 5\nten 15")
    field.blur()
    expect(page.locator("[data-error-summary]")).to_contain_text("“ten” in row 2 is not a whole number")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Restore defaults").click()
    expect(field).to_have_value("")
    expect(field).to_have_attribute("placeholder", "45 15\n25 115")
    expect(page.locator(ANSWER)).to_contain_text("kappa is 0.545")
