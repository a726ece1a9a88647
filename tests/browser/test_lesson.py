"""A lesson as it is read: folded evidence, a short calculator, the bar with what is left, the place that is kept."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, eventually

LESSON = "why-fine-tune/"
BOX = "details.evidence:has(#evidence-always-json)"


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def scroll(page: Page, to: str) -> None:
    page.locator(to).evaluate("part => part.scrollIntoView({behavior: 'instant'})")


@pytest.mark.parametrize("way", ["tap", "Enter"])
def test_evidence_is_one_line_that_a_tap_or_a_key_opens(phone: Page, way: str) -> None:
    phone.goto(LESSON)
    expect(phone.locator("details.evidence[open]")).to_have_count(0)
    box = phone.locator(BOX)
    line = box.locator("summary")
    expect(line).to_contain_text("Form can be enforced without training")
    expect(line).to_contain_text("Evidence: contradicts the rule")
    expect(box.get_by_text("Rule of thumb:")).to_be_hidden()
    line.tap() if way == "tap" else line.press("Enter")
    expect(box.get_by_text("Rule of thumb:")).to_be_visible()
    expect(box.get_by_role("link")).not_to_have_count(0)


def test_a_link_opens_the_evidence_that_it_names_without_any_script(no_js: Page) -> None:
    no_js.goto(f"{LESSON}#evidence-always-json")
    expect(no_js.locator(BOX).get_by_text("Rule of thumb:")).to_be_in_viewport()
    expect(no_js.locator(BOX).locator("summary")).to_be_in_viewport()


def test_the_search_finds_evidence_by_its_title_and_opens_it(page: Page) -> None:
    page.goto("")
    box = page.get_by_role("textbox", name="Search")
    box.fill("form enforced without trainin")
    box.press_sequentially("g")
    found = page.locator(".md-search-result a[href*='#evidence-always-json']").first
    expect(found).to_have_count(1)
    if not found.is_visible():  # folded under the page that it stands on
        page.locator(".md-search-result__item:has(a[href*='#evidence-always-json']) summary").click()
    found.click()
    expect(page.locator(BOX).get_by_text("Rule of thumb:")).to_be_in_viewport()


def test_all_evidence_is_open_on_paper(page: Page) -> None:
    page.goto(LESSON)
    page.emulate_media(media="print")
    for text in page.locator(".evidence__rule").all():
        expect(text).to_be_visible()


def test_the_calculator_asks_for_two_fields_and_leads_to_the_whole_with_what_was_typed(page: Page) -> None:
    page.goto(LESSON)
    form = page.locator("form.calculator")
    expect(form.locator("input[name]:visible, select[name]:visible")).to_have_count(2)
    expect(
        form.locator(".answer__more, .change, .figures, .calculator__scenarios").locator("visible=true")
    ).to_have_count(0)
    expect(form.locator("svg.chart__frame")).to_be_visible()
    form.get_by_label("Calls per day").fill("9,000")
    expect(form.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    said = form.locator("[data-answer]")
    first = said.inner_text()
    form.get_by_label("Calls that hit the cache").fill("50")
    whole = form.get_by_role("link", name="Open the whole calculator")
    expect(whole).to_have_attribute("href", re.compile("cache_hits=50"))
    expect(said).not_to_have_text(first)
    words = said.inner_text()
    whole.click()
    expect(page).to_have_url(re.compile(r"/calculators/break-even/#break-even\?calls_per_day=9%2C000&cache_hits=50"))
    expect(page.locator("[data-answer]")).to_have_text(words)
    expect(page.get_by_label("Training examples")).to_have_count(1)


def test_what_is_tried_in_a_lesson_goes_into_the_record_only_on_request(page: Page) -> None:
    page.goto(LESSON)
    form = page.locator("form.calculator")
    form.get_by_label("Calls per day").fill("9,000")
    expect(form.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    assert page.evaluate("courseCase.empty")
    form.get_by_role("button", name="Add to decision record").click()
    expect(form.get_by_text("In your decision record.")).to_be_visible()
    form.get_by_label("Calls per day").fill("8,000")
    expect(form.locator("[data-answer]")).to_contain_text("8,000 calls a day")
    assert "9%2C000" in page.evaluate("courseCase.kept.calculators['break-even']")


def test_a_link_with_other_answers_shows_what_it_brings(page: Page) -> None:
    page.goto(f"{LESSON}#break-even?epochs=4")
    expect(page.get_by_label("Epochs", exact=True)).to_be_visible()
    expect(page.get_by_label("Epochs", exact=True)).to_have_value("4")
    expect(page.locator("form.calculator").locator("input[name]:visible, select[name]:visible")).to_have_count(3)


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_bar_tells_the_section_with_what_is_left_and_moves_nothing(visit: NewPage, size: tuple[int, int]) -> None:
    with visit(viewport={"width": size[0], "height": size[1]}) as page:
        page.goto(LESSON)
        bar, left = page.locator("[data-bar]"), page.locator("[data-bar-left]")
        before, minutes = height(page), []
        for section in ("three-tools", "decision-matrix", "the-close"):
            scroll(page, f"#{section}")
            title = page.locator(f"#{section}").evaluate("part => part.firstChild.textContent.trim()")
            expect(page.locator("[data-bar-section]")).to_have_text(title)
            expect(page.locator(f"#{section}")).to_be_in_viewport(ratio=1)
            minutes.append(int(re.sub(r"\D", "", left.inner_text())))
            lower = page.locator(f"#{section}").bounding_box()
            over = bar.bounding_box()
            assert lower
            assert over
            assert lower["y"] >= over["y"] + over["height"] - 1  # the heading stands under the bar, not behind it
        assert 60 > minutes[0] > minutes[1] > minutes[2] > 0
        assert height(page) == before
        scroll(page, "#terms")
        expect(left).to_have_text("read to the end")


def test_the_bar_opens_the_contents_by_keyboard(page: Page) -> None:
    page.goto(f"{LESSON}#rag")
    opener = page.get_by_role("button", name="Contents. You are at: 2. Three tools")
    contents = page.locator("#lesson-contents")
    opener.focus()
    page.keyboard.press("Enter")
    expect(contents).to_be_visible()
    expect(contents.locator("[aria-current=location]")).to_have_text("2. Three tools, three jobs")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    link = contents.get_by_role("link", name="7. Starting your decision")
    link.focus()
    page.keyboard.press("Enter")
    expect(contents).to_be_hidden()
    expect(page.get_by_role("heading", name="7. Starting your decision")).to_be_in_viewport()


def test_the_place_is_offered_on_return_and_never_jumped_to(page: Page) -> None:
    page.goto(LESSON)
    offer = page.locator("[data-return]")
    expect(offer).to_be_hidden()
    scroll(page, "#decision-matrix")
    eventually(page, lambda: page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('places '))"))
    page.goto("about/")
    page.goto(LESSON)
    before = height(page)
    expect(offer).to_be_visible()
    assert page.evaluate("scrollY") == 0
    assert height(page) == before
    offer.get_by_role("link", name="Continue at “5. The decision matrix”").click()
    expect(page.get_by_role("heading", name="5. The decision matrix")).to_be_in_viewport()
    expect(offer).to_be_hidden()


def test_the_offer_is_declined_and_a_link_to_a_section_makes_none(page: Page) -> None:
    page.goto(f"{LESSON}#decision-matrix")
    eventually(page, lambda: page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('places '))"))
    page.goto("about/")
    page.goto(f"{LESSON}#rag")
    expect(page.locator("[data-return]")).to_be_hidden()
    page.goto("about/")
    page.goto(LESSON)
    page.get_by_role("button", name="No, thanks").click()
    expect(page.locator("[data-return]")).to_be_hidden()


def test_without_javascript_nothing_lies_over_the_lesson(no_js: Page) -> None:
    no_js.goto(LESSON)
    for part in ("[data-bar]", "#lesson-contents", "[data-return]"):
        expect(no_js.locator(part)).to_be_hidden()


def test_other_pages_have_no_bar(page: Page) -> None:
    page.goto("about/")
    expect(page.locator("[data-bar]")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_drawings_are_legible_at_every_width(visit: NewPage, width: int) -> None:
    with visit(viewport={"width": width, "height": 800}) as page:
        page.goto(LESSON)
        sheets = page.locator(".drawing__sheet").locator("visible=true")
        expect(sheets).to_have_count(page.locator(".drawing").count())
        sizes = sheets.locator("text").evaluate_all(
            "texts => texts.map((text) => parseFloat(text.getAttribute('font-size')) * text.getScreenCTM().a)"
        )
        assert len(sizes) > 100
        assert min(sizes) >= 11
        boxes = page.locator(".drawing").evaluate_all(
            """figures => figures.flatMap((figure) => [...figure.querySelectorAll("text")]
              .filter((text) => text.checkVisibility())
              .map((text) => [text.getBoundingClientRect(), figure.getBoundingClientRect(), text.textContent])
              .filter(([one, all]) => one.left < all.left - 2 || one.right > all.right + 2).map((found) => found[2]))"""
        )
        assert not boxes  # real letters need no more room than was expected


def test_words_of_a_drawing_do_not_leave_their_boxes(page: Page) -> None:
    page.goto(LESSON)
    out = page.evaluate(
        """() => [...document.querySelectorAll(".drawing__sheet")].filter((sheet) => sheet.checkVisibility())
          .flatMap((sheet) => {
            const boxes = [...sheet.querySelectorAll("rect.drawing__box")].map((box) => box.getBBox());
            return [...sheet.querySelectorAll("text")].filter((text) => {
              const { x, y, width, height } = text.getBBox();
              const box = boxes.find((one) => x + width / 2 > one.x && x + width / 2 < one.x + one.width
                && y + height / 2 > one.y && y + height / 2 < one.y + one.height);
              return box && (x < box.x || x + width > box.x + box.width);
            }).map((text) => text.textContent);
          })"""
    )
    assert out == []


@pytest.mark.parametrize(
    "link", ["knowledge-in-reach/#errands", "measure-before-and-after/#fooling", "living-with-it/#landlord"]
)
def test_a_link_to_a_section_opens_there_though_a_calculator_stands_filled_in(page: Page, link: str) -> None:
    page.goto(link)
    eventually(page, lambda: page.evaluate("scrollY > 1000"))
    assert page.url.endswith(link)
    expect(page.locator(f"#{link.rpartition('#')[2]}")).to_be_in_viewport()


ALONE = """() => [...document.querySelectorAll("button.term")].flatMap((term) => {
  const lines = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  };
  let [before, after] = [term.previousSibling, term.nextSibling];
  if (after?.matches?.(".term-note")) after = after.nextSibling;
  const box = term.getBoundingClientRect();
  const found = [];
  if (after?.nodeType === 3 && /^\\S/.test(after.data) && lines(after, 0, 1).top >= box.bottom) found.push(after.data);
  const end = before?.data?.length;
  if (before?.nodeType === 3 && /\\S$/.test(before.data) && lines(before, end - 1, end).bottom <= box.top)
    found.push(before.data);
  return found.map((text) => `${term.textContent}|${text.slice(0, 20)}`);
})"""
"""Every mark that stands in another line than the term it belongs to."""


@pytest.mark.parametrize("lesson", ["why-fine-tune", "good-examples"])
def test_no_mark_is_parted_from_the_term_that_it_belongs_to(lesson: str, page: Page) -> None:
    page.goto(f"{lesson}/")
    assert page.locator("button.term").count() > 5
    for width in range(320, 1300, 35):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(ALONE), width


def test_nothing_lies_over_the_text_on_the_way_back_up(visit: NewPage) -> None:
    with visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as page:
        page.goto("how-often-right/")
        page.mouse.wheel(0, 4_000)
        page.mouse.wheel(0, -600)
        page.wait_for_timeout(500)
        over = """() => [...document.querySelectorAll("body *")].filter((one) =>
          ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.getBoundingClientRect().height > 0 &&
          one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
          one.getBoundingClientRect().top > 60 && one.getBoundingClientRect().bottom < innerHeight
        ).map((one) => one.className)"""
        assert page.evaluate(over) == []
