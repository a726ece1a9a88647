"""A slider under a number: by keys, by finger, by mouse; the field stays the master, nothing moves or is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_at_hand import LARGE_PHONE, SHIFTS
from tests.browser.test_runtime import BREAK_EVEN, wake

ANSWER = "[data-answer]"


def slider(page: Page, name: str = "calls_per_day") -> Locator:
    return page.locator(f"[data-slider={name}]")


def test_keys_alone_move_it_type_into_the_field_and_keep_the_focus(page: Page) -> None:
    page.goto(BREAK_EVEN)
    field = page.locator("[name=calls_per_day]")
    field.focus()
    page.keyboard.press("Tab")
    expect(slider(page)).to_be_focused()
    expect(slider(page)).to_have_attribute("aria-valuetext", "5,000 calls/day")
    page.keyboard.press("ArrowRight")
    expect(field).to_have_value("6,000")
    expect(slider(page)).to_have_attribute("aria-valuetext", "6,000 calls/day")
    expect(page.locator(ANSWER)).to_contain_text("6,000 calls a day")
    page.keyboard.press("End")
    expect(field).to_have_value("1,000,000")
    expect(page.locator(ANSWER)).to_contain_text("1,000,000 calls a day")
    page.keyboard.press("ArrowLeft")
    expect(field).to_have_value("800,000")
    expect(page.locator(ANSWER)).to_contain_text("800,000 calls a day")
    expect(slider(page)).to_be_focused()
    expect(page).to_have_url(re.compile("calls_per_day=800%2C000"))


def test_it_follows_what_is_typed_beyond_its_ends_too_and_changes_no_text(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    field = page.locator("[name=calls_per_day]")
    for typed, told, at in (("8876", "8,876", "8,000"), ("7000000", "7,000,000", "1,000,000"), ("3", "3", "10")):
        field.fill(typed)
        expect(page.locator(ANSWER)).to_contain_text(f"{told} calls a day")
        expect(field).to_have_value(typed)
        stands = "one => one.dataset.stops.split(' ')[one.valueAsNumber]"
        assert slider(page).evaluate(stands) == at
        expect(slider(page)).to_have_attribute("aria-valuetext", f"{typed} calls/day")
    field.fill("many")
    field.blur()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert slider(page).evaluate(stands) == "10"
    field.fill("")
    expect(page.locator(ANSWER)).to_contain_text("5,000 calls a day")
    assert slider(page).evaluate(stands) == "5,000"
    page.get_by_role("button", name="Restore defaults").click()
    expect(field).to_have_value("")


def test_a_link_sets_it_and_a_choice_that_brings_another_default_moves_it(page: Page) -> None:
    page.goto("calculators/serving/#serving?calls_per_day=120000")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    assert slider(page).evaluate("one => one.dataset.stops.split(' ')[one.valueAsNumber]") == "120,000"
    usual = page.locator("[name=throughput]").get_attribute("placeholder") or ""
    page.locator("[name=setup]").select_option(index=5)
    expect(page.locator("[name=throughput]")).not_to_have_attribute("placeholder", usual)
    expect(page.locator("form.calculator")).not_to_have_attribute("data-stale", "")
    default = page.locator("[name=throughput]").get_attribute("placeholder") or ""
    expect(slider(page, "throughput")).to_have_attribute("aria-valuetext", f"{default} tokens/s")


@pytest.mark.parametrize("size", [{}, LARGE_PHONE], ids=["desk", "phone"])
def test_nothing_jumps_while_it_is_moved(size: dict[str, object], visit: NewPage) -> None:
    with visit(**size) as page:
        page.goto(BREAK_EVEN)
        wake(page)
        slider(page).scroll_into_view_if_needed()
        box = slider(page).bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["width"] >= 200
        page.wait_for_timeout(300)
        page.evaluate(SHIFTS)
        page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2)
        page.mouse.down()
        for step in range(12):
            page.mouse.move(box["x"] + box["width"] * (0.4 + 0.03 * step), box["y"] + box["height"] / 2)
            page.wait_for_timeout(60)
        page.mouse.up()
        typed = page.locator("[name=calls_per_day]").input_value()
        assert typed != ""
        expect(page.locator(ANSWER)).to_contain_text(f"{typed} calls a day")
        page.wait_for_timeout(1_000)
        moved = page.evaluate("shifts")
        assert sum(value for value, _ in moved) < 0.02, moved
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["none", "active"])
def test_nobody_is_kept_out(visit: NewPage, axe: Callable[..., None], scheme: str, forced: str) -> None:
    with visit(color_scheme=scheme, forced_colors=forced) as page:
        page.goto(BREAK_EVEN)
        expect(slider(page)).to_be_visible()
        expect(slider(page)).to_have_accessible_name("Slide between 10 and 1,000,000 calls/day")
        expect(slider(page)).to_have_accessible_description("Calls per day")
        # The system's colours have the system's contrast.
        axe(page, "form.calculator", but=["color-contrast"] if forced == "active" else [])


def test_paper_and_a_page_without_scripts_have_none(page: Page, no_js: Page) -> None:
    page.goto(BREAK_EVEN)
    page.emulate_media(media="print")
    expect(slider(page)).to_be_hidden()
    no_js.goto(BREAK_EVEN)
    expect(slider(no_js)).to_be_hidden()
    expect(no_js.locator("[name=calls_per_day]")).to_be_visible()
