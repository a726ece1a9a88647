"""What a reader types: nothing is lost, only the newest is answered, nobody is scolded in the middle of a word."""

from playwright.sync_api import Page, expect

from tests.browser.test_runtime import BREAK_EVEN, STATUS, WASM, WATCHED, held, wake

SUMMARY = "[data-error-summary]"


def awake_without_a_clock(page: Page) -> None:
    """Python is awake, and the clock stands still: else a slow machine lets a quiet time pass."""
    page.clock.install()
    page.goto(BREAK_EVEN)
    wake(page)
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)


def test_typed_while_python_wakes_is_kept_and_only_the_newest_is_answered(page: Page) -> None:
    page.add_init_script(WATCHED)
    with held(page.context, WASM) as let_go:
        page.goto(BREAK_EVEN)
        field = page.locator("[name=calls_per_day]")
        field.click()
        expect(page.locator("form.calculator")).to_have_attribute("data-state", "loading")
        field.fill("")
        field.press_sequentially("12345")
        for _ in range(5):
            page.locator("button[type=submit]").click()
        let_go()
    expect(page.locator("[data-answer]")).to_contain_text("12,345 calls a day")
    expect(field).to_have_value("12345")
    assert page.evaluate("questions") == ["calls_per_day=12345"]
    assert page.evaluate("workers.length") == 1


def test_each_key_is_answered_and_the_last_key_wins(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    field = page.locator("[name=calls_per_day]")
    field.fill("")
    field.press_sequentially("9876")
    expect(page.locator("[data-answer]")).to_contain_text("9,876 calls a day")
    expect(field).to_be_focused()


def test_a_refusal_waits_until_the_reader_has_finished(page: Page) -> None:
    awake_without_a_clock(page)
    field = page.locator("[name=calls_per_day]")
    field.fill("nein")
    expect(page.locator("form.calculator")).to_have_attribute("data-stale", "")
    expect(page.locator(SUMMARY)).to_have_count(0)
    expect(page.locator("[data-answer]")).to_be_visible()
    page.clock.run_for(900)
    expect(page.locator(SUMMARY)).to_contain_text("is not a number")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "refused")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("9000")
    expect(page.locator(SUMMARY)).to_have_count(0)
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    expect(page.locator("form.calculator")).not_to_have_attribute("data-stale", "")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_leaving_the_field_shows_a_refusal_at_once(page: Page) -> None:
    awake_without_a_clock(page)
    page.locator("[name=calls_per_day]").fill("nein")
    page.keyboard.press("Tab")
    expect(page.locator(SUMMARY)).to_contain_text("is not a number")


def test_calculate_with_nonsense_opens_its_group_and_leads_from_the_summary_to_the_field(page: Page) -> None:
    page.goto(BREAK_EVEN)
    field = page.locator("[name=epochs]")
    page.locator("details.calculator__group", has=field).locator("summary").click()
    field.fill("many")
    page.locator("details.calculator__group", has=field).locator("summary").click()
    expect(field).to_be_hidden()
    page.get_by_role("button", name="Calculate").click()
    expect(page.locator(SUMMARY)).to_be_focused()
    expect(page.locator("[data-slot=note-epochs]")).to_contain_text("is not a number")
    expect(field).to_be_visible()
    page.locator(SUMMARY).get_by_role("link").click()
    expect(field).to_be_focused()


def test_words_that_are_no_number_are_not_taken_for_the_default(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    page.locator("[name=calls_per_day]").fill("-")
    expect(page.locator(SUMMARY)).to_contain_text("Calls per day")


def test_a_choice_brings_its_own_figures_but_not_over_what_was_typed(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    page.locator("details.calculator__group", has=page.locator("[name=base_input]")).locator("summary").click()
    page.locator("[name=base_input]").fill("1.25")
    before = page.locator("[name=base_output]").get_attribute("placeholder") or ""
    page.locator("[name=base_model]").select_option("openai/gpt-4.1-mini")
    expect(page.locator("[name=base_output]")).not_to_have_attribute("placeholder", before)
    expect(page.locator("[name=base_input]")).to_have_value("1.25")


def test_restore_defaults_restores_all_of_them(page: Page) -> None:
    page.goto(BREAK_EVEN)
    values = "[...document.querySelector('form.calculator').elements].filter((one) => one.name).map((one) => one.value)"
    defaults, answer = page.evaluate(values), page.locator("[data-answer]").text_content()
    page.locator("[name=base_model]").select_option("openai/gpt-4.1-mini")
    page.locator("[name=calls_per_day]").fill("nonsense")
    expect(page.locator(SUMMARY)).to_be_visible()
    page.get_by_role("button", name="Restore defaults").click()
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    expect(page.locator("[data-answer]")).to_have_text(answer or "")
    assert page.evaluate(values) == defaults
    expect(page.locator(SUMMARY)).to_have_count(0)


def test_what_a_reader_opened_stays_open(page: Page) -> None:
    page.goto(BREAK_EVEN)
    page.get_by_text("The working, with your numbers").click()
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    expect(page.locator("details.working", has_text="The working")).to_have_attribute("open", "")


def test_the_answer_is_said_once_after_a_pause(page: Page) -> None:
    awake_without_a_clock(page)
    page.locator("[name=calls_per_day]").fill("9000")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    expect(page.locator(STATUS)).to_be_empty()
    page.clock.run_for(1_100)
    expect(page.locator(STATUS)).to_have_text(page.locator("[data-answer]").text_content() or "-")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(BREAK_EVEN)
    page.locator(".calculator__question").click()
    page.keyboard.press("Tab")
    expect(page.locator("[name=calls_per_day]")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("9000")
    page.keyboard.press("Enter")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
