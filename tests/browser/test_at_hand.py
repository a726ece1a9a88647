"""A calculator at hand: the answer in sight, nothing to clear before typing, nothing that jumps while typing."""

import csv
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from calculators import calculators
from tests.browser.conftest import NewPage, eventually
from tests.browser.test_runtime import BREAK_EVEN, wake

SLUGS = [kind.slug for kind in calculators()]
LARGE_PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SIZES = {"desk": {}, "phone": LARGE_PHONE}

SHIFTS = """() => {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      shifts.push([value, sources.map(({ node }) => node?.className ?? node?.nodeName).join(" ")]);
  }).observe({ type: "layout-shift" });
  document.querySelector("form.calculator").addEventListener("answered", () => (globalThis.answered += 1));
}"""
"""Collects what moved from now on, what comes soon after a key too, which browsers leave out of their own sums."""

REFUSED = "9" * 18
"""More than any number may be."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_answer_is_in_sight_and_nothing_jumps_while_a_number_is_typed(slug: str, size: str, visit: NewPage) -> None:
    with visit(**SIZES[size]) as page:
        page.goto(f"calculators/{slug}/")
        sentence = page.locator("[data-answer]").bounding_box()
        assert sentence
        assert min(sentence["width"], sentence["height"]) > 15  # to be read, not only heard
        expect(page.locator("[data-answer]")).to_be_in_viewport(ratio=1)
        page.locator("form.calculator .calculator__inputs .field").nth(2).scroll_into_view_if_needed()
        expect(page.locator("[data-answer]")).to_be_in_viewport(ratio=1)
        fields = page.locator("form.calculator > .calculator__inputs > .field [inputmode=decimal]")
        if not fields.count():
            return  # no number stands in front
        field = fields.first
        field.click()
        expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
        page.wait_for_timeout(300)
        page.evaluate(SHIFTS)
        for field in fields.all()[:2]:
            page.evaluate("shifts.length = 0")
            usual = (field.get_attribute("data-default") or "").replace(",", "") or "40"
            for text in ("7", "3" * len(usual), usual[:-1] or "4", usual, REFUSED):
                page.evaluate("globalThis.answered = 0")
                field.fill(text)
                eventually(page, lambda: page.evaluate("answered"))
                page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
            moved = page.evaluate("shifts")
            assert sum(value for value, _ in moved) < 0.02, moved


@pytest.mark.parametrize("size", SIZES)
def test_a_refusal_is_read_beside_the_field_and_moves_neither_answer_nor_form(size: str, visit: NewPage) -> None:
    with visit(**SIZES[size]) as page:
        page.goto("calculators/memory/")
        wake(page)
        page.get_by_text("What the formulas leave out").click()
        *_, field = page.locator(".calculator__group[open] [inputmode=decimal]").all()
        field.scroll_into_view_if_needed()
        still = ".field, [data-answer], .answer__front > *" if size == "desk" else ".field, [data-answer]"
        tops = f"[...document.querySelectorAll('{still}')].map((one) => Math.round(one.getBoundingClientRect().top))"
        before = page.evaluate(tops)
        field.fill(REFUSED)
        expect(page.locator(".note--problem")).to_be_in_viewport(ratio=1)
        expect(page.locator("[data-answer]")).to_be_in_viewport(ratio=1)
        if size == "desk":
            expect(page.locator("[data-error-summary]")).to_be_in_viewport(ratio=1)
        assert page.evaluate(tops) == before


def test_a_shorter_sentence_leaves_what_stands_below_it_where_it_was(page: Page) -> None:
    page.goto("calculators/advisor/")
    wake(page)
    lines, answer = page.locator(".lines"), page.locator("[data-answer]")
    short = answer.text_content() or "-"
    page.locator("[name=falls_short]").select_option("unmeasured")
    expect(answer).not_to_have_text(short)
    before = lines.bounding_box()
    page.locator("[name=falls_short]").select_option("unknown")
    expect(answer).to_have_text(short)
    assert lines.bounding_box() == before


def test_no_field_has_to_be_cleared_before_typing(page: Page) -> None:
    for slug in SLUGS:
        page.goto(f"calculators/{slug}/")
        filled = page.evaluate(
            "[...document.querySelectorAll('form.calculator :is(input:not([type=range]), textarea)[name]')]"
            ".filter((one) => one.value).length"
        )
        assert not filled, slug


def test_a_field_that_is_emptied_shows_its_default_and_is_answered_with_it(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    answer, field = page.locator("[data-answer]"), page.locator("[name=calls_per_day]")
    before = answer.text_content() or "-"
    assert field.get_attribute("placeholder") == "5,000"
    field.press_sequentially("9000")
    expect(answer).to_contain_text("9,000 calls a day")
    expect(page).to_have_url(f"{page.url.split('#')[0]}#break-even?calls_per_day=9000&start={_start(page)}")
    field.fill("")
    expect(answer).to_have_text(before)
    expect(field).to_have_attribute("placeholder", "5,000")


def _start(page: Page) -> str:
    return page.locator("[name=start]").get_attribute("data-default") or ""


def test_the_default_that_is_typed_stays_when_another_default_comes(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    price = page.locator("[name=base_input]")
    page.locator("details.calculator__group", has=price).locator("summary").click()
    typed = price.get_attribute("data-default") or ""
    price.fill(typed)
    page.locator("[name=base_model]").select_option("openai/gpt-4.1-mini")
    expect(price).not_to_have_attribute("placeholder", typed)
    expect(price).to_have_value(typed)
    expect(page.locator("[data-slot=note-base_input]")).to_contain_text("Your figure")


def test_the_headline_stays_in_sight_at_a_desk_however_long_the_form_is(page: Page) -> None:
    page.goto("calculators/memory/")
    for group in page.locator("details.calculator__group > summary").all():
        group.click()
    page.locator("details.calculator__group").last.scroll_into_view_if_needed()
    expect(page.locator("[data-answer]")).to_be_in_viewport(ratio=1)
    for figure in page.locator(".answer__head [data-figure]").all():
        expect(figure).to_be_in_viewport(ratio=1)


def test_at_most_three_turning_points_stand_open_each_within_what_is_plausible(page: Page) -> None:
    page.goto("calculators/training-run/")
    assert 1 <= page.locator(".change > .turns [data-turn]").count() <= 3
    expect(page.locator(".change details .turns [data-turn]").first).to_be_hidden()


@pytest.mark.parametrize("slug", ["break-even", "memory"])
def test_a_chart_is_taken_along_as_a_drawing_that_stands_alone_as_pixels_and_as_numbers(slug: str, page: Page) -> None:
    page.goto(f"calculators/{slug}/")
    figure = page.locator("figure.chart").first
    taken = {}
    for kind in ("SVG", "PNG", "CSV"):
        with page.expect_download() as download:
            figure.get_by_role("button", name=kind).click()
        assert download.value.suggested_filename.endswith(f".{kind.lower()}")
        taken[kind] = download.value.path().read_bytes()
    drawing = ElementTree.fromstring(taken["SVG"])
    words = " ".join("".join(text.itertext()) for text in drawing.iter("{http://www.w3.org/2000/svg}text"))
    assert (figure.locator("figcaption").text_content() or "-") in words
    assert "var(" not in taken["SVG"].decode()
    assert taken["PNG"].startswith(b"\x89PNG")
    assert len(taken["PNG"]) > 5_000
    assert taken["CSV"].startswith(b"\xef\xbb\xbf")  # so that a spreadsheet reads it as UTF-8
    rows = list(csv.reader(taken["CSV"].decode("utf-8-sig").splitlines()))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 3
