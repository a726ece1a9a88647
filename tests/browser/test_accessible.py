"""Beyond what axe sees: enlarged to 400 %, by keyboard alone, in forced colours, without motion, by names."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

KINDS = {
    "home": "",
    "lesson": "why-fine-tune/",
    "course": "course/",
    "calculator": "calculators/break-even/#break-even?calls_per_day=20000",
    "advisor": "calculators/advisor/#advisor?falls_short=style",
    "refusal": "calculators/break-even/#break-even?calls_per_day=many",
    "counts": "calculators/agreement/#agreement?counts=20+5%0A10+15",
    "index": "calculators/",
    "walk": "walk/#walk?best_score=83&step=end",
    "record": "decision-record/",
    "matrix": "decision-matrix/",
    "table": "data/api-prices/",
    "sources": "data/sources/",
    "own figures": "data/own-figures/",
    "frame": "embed/break-even/",
    "statement": "accessibility/",
}
ENLARGED = {"width": 320, "height": 256}
"""A window of 1280 x 1024 at 400 %."""
UNFOLD = "for (const part of document.querySelectorAll('details')) part.open = true"
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
WIDE = """(width) => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
  .map((one) => one.outerHTML.slice(0, 100)).slice(-5)"""
HIDDEN = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "";
  const seen = focused.matches("input") && !focused.offsetWidth ? focused.nextElementSibling : focused;
  const box = seen.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const about = `${focused.outerHTML.slice(0, 120)} at ${[left, top, right, bottom].map(Math.round)}`;
  if (right <= left || bottom <= top) return `out of sight: ${about}`;
  for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
    const there = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
    if (there && (seen.contains(there) || there.contains(seen))) return "";
  }
  return `covered: ${about}`;
}"""


def opened(page: Page, address: str) -> None:
    """A page of one kind, its calculator's answer there where the address asks for one."""
    page.goto(address)
    if "calculators/" in address and "?" in address:
        state = "refused" if "many" in address else "live"
        expect(page.locator("form.calculator")).to_have_attribute("data-state", state)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_at_400_percent_or_with_wider_spacing(visit: NewPage, kind: str) -> None:
    with visit(viewport=ENLARGED) as page:
        opened(page, KINDS[kind])
        page.evaluate(UNFOLD)
        assert not page.evaluate(WIDE, ENLARGED["width"])
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate(SPACED)
        assert not page.evaluate(WIDE, 1280)


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_the_focus_is_in_sight_at_400_percent(visit: NewPage, kind: str) -> None:
    with visit(viewport=ENLARGED) as page:
        opened(page, KINDS[kind])
        for _ in range(45):
            page.keyboard.press("Tab")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert not (problem := page.evaluate(HIDDEN)), problem


def test_the_first_field_of_a_calculator_is_the_third_stop_of_the_keyboard(page: Page) -> None:
    page.goto("calculators/break-even/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the form")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(
        page.locator("form.calculator").get_by_role("textbox").or_(page.get_by_role("combobox")).first
    ).to_be_focused()


def test_the_way_to_the_form_takes_no_answers_away(page: Page) -> None:
    page.goto("calculators/break-even/#break-even?calls_per_day=20000")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    page.locator("a.md-skip[href='#break-even']").press("Enter")
    expect(page.get_by_label("Calls per day")).to_have_value("20000")
    expect(page).to_have_url(re.compile("calls_per_day=20000"))


def test_an_answer_is_reached_by_its_name_and_its_headings(page: Page) -> None:
    page.goto("calculators/break-even/")
    expect(page.get_by_role("form", name="Break-even of fine-tuning")).to_have_count(1)
    answer = page.get_by_role("status", name="Answer", exact=True)
    expect(answer).to_have_count(1)
    for name in ("Answer", "What would change this answer"):
        expect(answer.get_by_role("heading", name=name, exact=True, level=2)).to_have_count(1)
    expect(page.get_by_role("region", name="What would change this answer")).to_have_count(1)
    expect(page.get_by_role("group", name="Your values")).to_have_count(1)


@pytest.mark.parametrize("address", ["why-fine-tune/", "calculators/break-even/", "good-examples/", "hosting/"])
def test_a_heading_is_read_without_its_link_and_the_link_says_where_it_leads(page: Page, address: str) -> None:
    page.goto(address)
    links = page.locator("a.headerlink")
    assert links.count() > 2
    for link in links.all():
        heading = link.locator("xpath=..")
        words = str(heading.get_attribute("aria-label"))
        assert words
        assert "#" not in words
        expect(link).to_have_accessible_name(f"Link to section “{words}”")
        expect(heading).to_have_accessible_name(words)


@pytest.mark.parametrize("address", ["calculators/break-even/", "calculators/memory/", "calculators/before-after/"])
def test_in_forced_colours_controls_focus_and_charts_can_be_seen(visit: NewPage, address: str) -> None:
    with visit(forced_colors="active") as page:
        page.goto(address)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        bare = page.evaluate(
            """() => {
              const canvas = getComputedStyle(document.body).backgroundColor;
              const drawn = (one) => [getComputedStyle(one).stroke, getComputedStyle(one).fill];
              const lost = [...document.querySelectorAll(
                ".chart__line, .bars__bar, .turns__bar, .stack__part, .intervals__span, .chart__text")]
                .filter((one) => drawn(one).every((colour) => colour === canvas || colour === "none"));
              // A slider is drawn by the system, as long as nothing is said of how it appears.
              const flat = [...document.querySelectorAll("form.calculator :is(input, select, textarea, button)")]
                .filter((one) => one.checkVisibility() && (one.type === "range"
                  ? getComputedStyle(one).appearance !== "auto" : getComputedStyle(one).borderStyle === "none"));
              return [...lost, ...flat].map((one) => one.outerHTML.slice(0, 100));
            }"""
        )
        assert not bare
        for role in ("textbox", "button"):
            control = page.locator("form.calculator").get_by_role(role).first  # type: ignore[arg-type]
            control.focus()
            page.keyboard.press("Tab")
            page.keyboard.press("Shift+Tab")
            assert control.evaluate("one => getComputedStyle(one).outlineStyle") != "none"


@pytest.mark.parametrize("kind", ["lesson", "calculator", "walk", "matrix", "record"])
def test_nothing_moves_for_whoever_asked_for_less_motion(page: Page, kind: str) -> None:
    opened(page, KINDS[kind])
    page.evaluate(UNFOLD)
    page.mouse.wheel(0, 4_000)
    page.wait_for_timeout(100)
    moving = """() => document.getAnimations().filter((one) => one.playState === "running"
        && one.effect.getComputedTiming().activeDuration > 0).map((one) => one.effect.target.outerHTML.slice(0, 100))"""
    assert not page.evaluate(moving)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
