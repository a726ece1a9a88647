"""Reading mode: the lesson without its frame, in full screen where granted, left by a button or by Esc."""

import pytest
from playwright.sync_api import Locator, Page, expect

REFUSED = "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('Permissions check failed'))"
MISSING = "Element.prototype.requestFullscreen = undefined"


@pytest.fixture(params=["granted", "refused", "missing"])
def lesson(request: pytest.FixtureRequest, page: Page) -> Page:
    """The lesson where full screen is granted, is refused as in a frame, and is missing as on some phones."""
    if request.param != "granted":
        page.add_init_script(REFUSED if request.param == "refused" else MISSING)
    page.goto("why-fine-tune/")
    return page


def enter(page: Page) -> Locator:
    """Go into reading mode by keyboard; the button that leaves it."""
    page.get_by_role("button", name="Reading mode", exact=True).focus()
    page.keyboard.press("Enter")
    leave = page.get_by_role("button", name="Leave reading mode")
    expect(leave).to_be_visible()
    return leave


def full_screen(page: Page) -> bool:
    return bool(page.evaluate("document.fullscreenElement !== null"))


def test_it_shows_the_text_alone_and_how_to_leave(lesson: Page) -> None:
    leave = enter(lesson)
    expect(leave).to_be_focused()
    expect(lesson.get_by_text("Esc leaves")).to_be_visible()
    expect(lesson.locator("[data-reading=status]")).to_have_text("Reading mode. Escape leaves it.")
    for frame in ("header.md-header", "footer", ".md-sidebar"):
        expect(lesson.locator(frame)).to_be_hidden()
    expect(lesson.get_by_role("heading", level=1)).to_be_visible()
    expect(lesson.locator("form.calculator")).to_be_visible()


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_it_is_left_by_esc_and_by_the_button(lesson: Page, way: str) -> None:
    leave = enter(lesson)
    if way == "Escape":
        lesson.keyboard.press("Escape")
    else:
        leave.press("Enter")
    expect(leave).to_be_hidden()
    expect(lesson.locator("header.md-header")).to_be_visible()
    expect(lesson.get_by_role("button", name="Reading mode", exact=True)).to_be_focused()
    expect(lesson.locator("[data-reading=status]")).to_have_text("Reading mode left.")
    assert not full_screen(lesson)


def test_it_takes_the_whole_screen_where_that_is_granted(page: Page) -> None:
    page.goto("why-fine-tune/")
    enter(page)
    assert full_screen(page)


def test_leaving_full_screen_in_another_way_leaves_reading_mode(page: Page) -> None:
    page.goto("why-fine-tune/")
    leave = enter(page)
    page.evaluate("document.exitFullscreen()")
    expect(leave).to_be_hidden()


def test_the_readers_line_stays_where_it_was(lesson: Page) -> None:
    heading = lesson.get_by_role("heading", name="4. When RAG falls short")
    top = "heading => Math.round(heading.getBoundingClientRect().top)"
    heading.evaluate("heading => scrollTo(0, heading.getBoundingClientRect().top + scrollY - 120)")
    before = heading.evaluate(top)
    lesson.evaluate("document.querySelector('[data-reading=enter]').click()")
    leave = lesson.get_by_role("button", name="Leave")
    expect(leave).to_be_visible()
    assert abs(heading.evaluate(top) - before) < 150
    leave.click()
    expect(leave).to_be_hidden()
    assert abs(heading.evaluate(top) - before) < 150
    # Who has read on is not sent back to the top: the focus is on the section being read.
    assert lesson.evaluate("document.activeElement.getBoundingClientRect().top >= -innerHeight")
    assert lesson.evaluate("['H2', 'H3'].includes(document.activeElement.tagName)")


def test_esc_first_closes_an_open_explanation(lesson: Page) -> None:
    leave = enter(lesson)
    note = lesson.locator(".term-note:popover-open")
    lesson.locator("button.term").first.press("Enter")
    expect(note).to_be_visible()
    lesson.keyboard.press("Escape")
    expect(note).to_be_hidden()
    if leave.is_visible():  # in full screen some browsers take one Esc for both
        lesson.keyboard.press("Escape")
    expect(leave).to_be_hidden()


def test_calculators_answer_in_it(page: Page) -> None:
    page.goto("why-fine-tune/")
    enter(page)
    page.get_by_label("Calls per day").fill("12,345")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live", timeout=60_000)
    expect(page.locator("[data-answer]")).to_contain_text("12,345")


def test_on_touch_it_names_no_key_and_keeps_the_contents(phone: Page) -> None:
    phone.goto("why-fine-tune/")
    phone.get_by_role("button", name="Reading mode", exact=True).tap()
    leave = phone.get_by_role("button", name="Leave reading mode")
    expect(leave).to_be_in_viewport()
    expect(phone.get_by_text("Esc leaves")).to_be_hidden()
    expect(phone.locator("[data-reading=status]")).to_have_text("Reading mode. “Leave reading mode” ends it.")
    phone.get_by_role("button", name="Contents. You are at").tap()
    phone.locator("#lesson-contents").get_by_role("link", name="6. The real cost").tap()
    expect(phone.get_by_role("heading", name="6. The real cost")).to_be_in_viewport()
    expect(leave).to_be_in_viewport()
    leave.tap()
    expect(leave).to_be_hidden()


def test_it_does_not_show_on_paper(lesson: Page) -> None:
    leave = enter(lesson)
    lesson.emulate_media(media="print")
    expect(leave).to_be_hidden()


def test_without_javascript_nothing_offers_it(no_js: Page) -> None:
    no_js.goto("why-fine-tune/")
    expect(no_js.locator("[data-reading=enter]")).to_be_hidden()


def test_other_pages_have_none(page: Page) -> None:
    page.goto("about/")
    expect(page.locator("[data-reading]")).to_have_count(0)
