"""The course in the browser: checks by mouse, by keys, or without a script; results kept, told, saved, forgotten."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from calculators import calculator
from calculators.course import checks as asked
from calculators.course.checks import Check
from calculators.macros import checks as macros
from calculators.page.render import form
from tools.script_words import words

Visit = Callable[..., object]
Axe = Callable[..., None]
LESSON = "why-fine-tune/"
KEY = "a-check"
SAYS = {key: row.says or "" for rows in words().values() for key, row in rows.items()}

FILE = """# Checks.
- key: single
  section: s
  kind: single
  question: Which?
  choices:
    - {text: This, right: true, why: Because.}
    - {text: That, why: It is not.}
- key: multiple
  section: s
  kind: multiple
  question: Which ones?
  choices:
    - {text: A, right: true, why: a one.}
    - {text: B, right: true, why: b one.}
    - {text: C, why: c one.}
- key: number
  section: s
  kind: number
  question: How much?
  answer: {value: 1200, unit: USD, because: a sum, within: 5 %}
  why: So much.
- key: order
  section: s
  kind: order
  question: In which order?
  choices:
    - {text: first, why: one.}
    - {text: second, why: two.}
    - {text: third, why: three.}
  why: So.
"""


@pytest.fixture(scope="module")
def all_kinds(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A check of every kind as HTML, as a lesson would show them."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "checks").mkdir()
    (docs / "checks" / "why-fine-tune.yaml").write_text(FILE, "utf-8")
    read: tuple[Check, ...] = asked.checks("why-fine-tune", docs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(macros, "all_checks", lambda _: read)
        return macros.shown("why-fine-tune", read)


@pytest.fixture
def lesson(page: Page, all_kinds: str) -> Page:
    """Lesson 1 with a check of every kind in the place of its first."""
    show(page, all_kinds)
    return page


def show(page: Page, html: str, change: Callable[[str], str] = str) -> None:
    """Serve the lesson with other checks in the place of its own, or with another change."""

    def answer(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        text = re.sub(r'<form class="check check--.*?</form>', "", response.text(), flags=re.DOTALL)
        text = text.replace('<section class="lesson-foot">', html + '<section class="lesson-foot">')
        route.fulfill(response=response, body=change(text))  # type: ignore[attr-defined]

    page.route("**/why-fine-tune/", answer)
    page.goto(LESSON)


def check(page: Page, key: str) -> Locator:
    return page.locator(f"#check-{key}")


def kept(page: Page) -> dict[str, object]:
    """What the browser holds of the course."""
    text = page.evaluate("Object.entries(localStorage).find(([key]) => key.startsWith('course progress'))?.[1] ?? '{}'")
    found: dict[str, object] = json.loads(text)
    return found


def test_a_press_on_a_choice_answers_and_shows_its_own_explanation_alone(lesson: Page) -> None:
    one = check(lesson, "single")
    one.get_by_label("That").click()
    expect(one.get_by_text("It is not.").locator("visible=true").first).to_be_visible()
    expect(one.locator(".check__why").nth(0)).to_be_hidden()
    expect(one.locator(".check__status")).to_contain_text(SAYS["check-wrong"])
    assert kept(lesson)["checks"] == {"why-fine-tune": {"single": "wrong"}}


def test_the_first_answer_counts_until_the_reader_tries_again(lesson: Page) -> None:
    one = check(lesson, "single")
    one.get_by_label("That").click()
    one.get_by_label("This").click()
    expect(one.locator(".check__status")).to_contain_text(SAYS["check-right"])
    assert kept(lesson)["checks"] == {"why-fine-tune": {"single": "wrong"}}
    one.get_by_role("button", name="Try again").click()
    expect(one.locator(":checked")).to_have_count(0)
    one.get_by_label("This").click()
    assert kept(lesson)["checks"] == {"why-fine-tune": {"single": "right"}}


def test_arrow_keys_move_through_choices_and_only_enter_answers(lesson: Page) -> None:
    one = check(lesson, "single")
    one.get_by_label("This").focus()
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("ArrowUp")
    assert kept(lesson) == {}
    expect(one.locator(".check__why").nth(0)).to_be_hidden()
    lesson.keyboard.press("Enter")
    expect(one.locator(".check__status")).to_contain_text(SAYS["check-right"])
    expect(one.locator(".check__why").nth(0)).to_be_visible()


def test_nothing_chosen_is_said_and_counts_for_nothing(lesson: Page) -> None:
    for key, said in (("single", "check-choose"), ("multiple", "check-choose-some"), ("number", "check-number")):
        check(lesson, key).get_by_role("button", name="Check", exact=True).click()
        expect(check(lesson, key).locator(".check__status")).to_have_text(SAYS[said])
    assert kept(lesson) == {}


def test_several_right_choices_must_all_be_ticked_and_no_other(lesson: Page) -> None:
    one = check(lesson, "multiple")
    one.get_by_label("A", exact=True).check()
    one.get_by_role("button", name="Check", exact=True).click()
    expect(one.locator(".check__status")).to_contain_text("1 of 2 right ones are ticked. Look again.")
    expect(one.locator(".check__why").locator("visible=true")).to_have_count(1)
    one.get_by_label("B", exact=True).check()
    one.get_by_role("button", name="Check", exact=True).click()
    expect(one).to_have_attribute("data-state", "right")
    one.get_by_label("C", exact=True).check()
    one.get_by_role("button", name="Check", exact=True).click()
    expect(one).to_have_attribute("data-state", "wrong")


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("1200", "right"),
        ("1,200 USD", "right"),
        ("1 250", "right"),
        ("$1,141", "right"),
        ("1300", "wrong"),
        ("1,2", "wrong"),
    ],
)
def test_a_number_is_right_within_its_bounds_however_it_is_written(lesson: Page, typed: str, state: str) -> None:
    one = check(lesson, "number")
    one.get_by_label("Your answer").fill(typed)
    lesson.keyboard.press("Enter")
    expect(one).to_have_attribute("data-state", state)
    expect(one.locator("details")).to_contain_text("So much.")
    expect(one.locator("details")).to_have_attribute("open", "")


@pytest.mark.parametrize("typed", ["12⁰⁰", "①②⓪⓪"])
def test_a_raised_or_circled_digit_is_no_digit(lesson: Page, typed: str) -> None:
    one = check(lesson, "number")
    one.get_by_label("Your answer").fill(typed)
    lesson.keyboard.press("Enter")
    expect(one.get_by_label("Your answer")).to_have_attribute("aria-invalid", "")
    expect(one).not_to_have_attribute("data-state", re.compile("."))


def test_lines_are_put_in_order_by_keys_alone(lesson: Page) -> None:
    one = check(lesson, "order")
    one.locator("select").first.focus()
    for select in one.locator("select").all():
        expect(select).to_be_focused()
        right = select.get_attribute("data-right") or ""
        lesson.keyboard.press(right)
        lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    expect(one).to_have_attribute("data-state", "right")
    expect(one.locator(".check__why").locator("visible=true")).to_have_count(3)


def test_of_a_wrong_order_only_the_places_that_are_wrong_are_told_until_the_reader_asks(lesson: Page, axe: Axe) -> None:
    one = check(lesson, "order")
    lines = {
        line: one.get_by_label("Place of this line").nth(at)
        for at, line in enumerate(one.locator("label").all_inner_texts())
    }
    for line, place in (("first", "1"), ("second", "3"), ("third", "2")):
        lines[line].select_option(place)
    one.get_by_role("button", name="Check", exact=True).click()
    expect(one).to_have_attribute("data-state", "wrong")
    expect(one.locator(".check__status")).to_have_text(SAYS["check-misplaced"].format(found=1, count=3, places="2, 3"))
    expect(one.locator("select[aria-invalid=true]")).to_have_count(2)
    expect(lines["first"]).not_to_have_attribute("aria-invalid", "true")
    # Neither a place nor a reason gives the order away.
    expect(one.locator(".check__why").locator("visible=true")).to_have_count(0)
    expect(one.locator(".check__answer")).not_to_have_attribute("open", "")
    axe(lesson, ".check")
    for line, place in (("second", "2"), ("third", "3")):
        lines[line].select_option(place)
        expect(lines[line]).not_to_have_attribute("aria-invalid", "true")
    one.get_by_role("button", name="Check", exact=True).click()
    expect(one).to_have_attribute("data-state", "right")
    expect(one.locator(".check__why").locator("visible=true")).to_have_count(3)
    assert kept(lesson)["checks"] == {"why-fine-tune": {"order": "wrong"}}
    one.get_by_role("button", name="Try again").click()
    expect(one.locator(".check__why").locator("visible=true")).to_have_count(0)
    lines["first"].select_option("2")
    lines["second"].select_option("1")
    lines["third"].select_option("3")
    one.get_by_role("button", name="Check", exact=True).click()
    one.locator(".check__answer summary").click()
    expect(one.locator(".check__told li").first).to_be_visible()
    one.get_by_role("button", name="Try again").click()
    expect(one.locator("[aria-invalid=true]")).to_have_count(0)


def test_two_lines_in_one_place_are_told(lesson: Page) -> None:
    one = check(lesson, "order")
    for select in one.locator("select").all():
        select.select_option("1")
    one.get_by_role("button", name="Check", exact=True).click()
    expect(one.locator(".check__status")).to_contain_text("from 1 to 3")
    assert kept(lesson) == {}


def test_what_was_missed_stands_at_the_end_until_it_is_tried_again(lesson: Page) -> None:
    misses = lesson.locator("[data-misses]")
    expect(misses).to_be_hidden()
    check(lesson, "single").get_by_label("That").click()
    check(lesson, "number").get_by_label("Your answer").fill("1")
    lesson.keyboard.press("Enter")
    expect(misses.locator("li")).to_have_count(2)
    misses.get_by_role("button").click()
    expect(misses).to_be_hidden()
    expect(check(lesson, "single").get_by_label("This")).to_be_focused()
    expect(check(lesson, "number").get_by_label("Your answer")).to_have_value("")


def test_a_reload_remembers_what_was_answered_and_says_so(lesson: Page) -> None:
    check(lesson, "single").get_by_label("That").click()
    lesson.reload()
    one = check(lesson, "single")
    expect(one.locator(".check__status")).to_have_text(SAYS["check-earlier-wrong"])
    expect(one.locator(":checked")).to_have_count(0)
    expect(lesson.locator("[data-misses] li")).to_have_count(1)


def test_without_a_script_each_choice_explains_itself_and_the_answer_unfolds(visit: Visit, all_kinds: str) -> None:
    with visit(java_script_enabled=False) as page:  # type: ignore[attr-defined]
        show(page, all_kinds)
        one = check(page, "single")
        one.get_by_label("That").click()
        expect(one.locator(".check__why").nth(1)).to_be_visible()
        expect(one.locator(".check__why").nth(0)).to_be_hidden()
        expect(one.get_by_role("button")).to_have_count(0)
        check(page, "number").locator("summary").click()
        expect(check(page, "number").locator("details")).to_contain_text("1,200 USD")


def test_an_open_question_is_judged_by_the_reader(page: Page) -> None:
    page.goto(LESSON)
    one = page.locator("form.check--open").first
    one.get_by_role("button", name="I missed it").click()
    expect(page.locator("[data-misses] li")).to_have_count(1)
    expect(one.locator(".check__status")).to_have_text(SAYS["check-wrong"])


def test_checks_are_as_accessible_as_the_rest(lesson: Page, axe: Callable[..., None]) -> None:
    check(lesson, "single").get_by_label("That").click()
    check(lesson, "order").locator("select").first.select_option("1")
    axe(lesson, ".check")
    axe(lesson, ".lesson-foot")


def test_on_paper_the_questions_stand_alone_and_the_answers_at_the_end(lesson: Page) -> None:
    check(lesson, "single").get_by_label("That").click()
    lesson.emulate_media(media="print")
    expect(check(lesson, "single").get_by_text("Which?")).to_be_visible()
    expect(lesson.locator(".check__why").locator("visible=true")).to_have_count(0)
    expect(lesson.locator(".check__answer").locator("visible=true")).to_have_count(0)
    expect(lesson.locator(".check-answers")).to_be_visible()
    expect(lesson.locator(".check-answers > ol > li")).to_have_count(len(asked.checks("why-fine-tune")))


# The page of the course


def mark(page: Page) -> None:
    """Miss one check of lesson 1, and mark the lesson as done."""
    page.goto(LESSON)
    page.locator("form.check--open").first.get_by_role("button", name="I missed it").click()
    page.locator("[data-done]").click()
    expect(page.locator("[data-done]")).to_have_attribute("aria-pressed", "true")


def test_the_course_says_what_is_next_then_what_is_done_and_missed(page: Page) -> None:
    page.goto("course/")
    first = page.locator("[data-course-lesson]").first
    expect(first).to_have_attribute("data-state", "next")
    mark(page)
    page.goto("course/")
    expect(first).to_have_attribute("data-state", "done")
    expect(first.locator("[data-results-of]")).to_contain_text("1 missed")
    link = first.locator("[data-missed]:not([hidden]) a")
    expect(link).to_have_count(1)
    link.click()
    expect(page).to_have_url(re.compile(r"why-fine-tune/#check-"))


def test_results_are_saved_as_a_file_forgotten_and_taken_in_again(page: Page, tmp_path: Path) -> None:
    mark(page)
    before = kept(page)
    page.goto("course/")
    with page.expect_download() as got:
        page.get_by_role("button", name="Save my results").click()
    file = tmp_path / "results.json"
    got.value.save_as(file)
    assert json.loads(file.read_text("utf-8")) == before
    page.get_by_role("button", name="Forget my results").click()
    expect(page.locator("[data-course-status]")).to_have_text(SAYS["course-forgotten"])
    assert kept(page) == {}
    page.get_by_role("button", name="Undo").click()
    assert kept(page) == before
    page.get_by_role("button", name="Forget my results").click()
    page.set_input_files("#course-file", file)
    expect(page.locator("[data-course-status]")).to_contain_text("taken in")
    assert kept(page) == before


def test_guesses_of_the_workbook_are_kept_and_forgotten_with_the_results(page: Page) -> None:
    page.goto("workbook/")
    guess = page.get_by_label("Guess: ceiling")
    guess.fill("90 %")
    page.reload()
    expect(guess).to_have_value("90 %")
    assert kept(page)["guesses"] == {"guess-ceiling": "90 %"}
    page.goto("course/")
    page.get_by_role("button", name="Forget my results").click()
    page.goto("workbook/")
    expect(guess).to_have_value("")


def test_a_file_that_holds_no_results_changes_nothing(page: Page, tmp_path: Path) -> None:
    mark(page)
    before = kept(page)
    page.goto("course/")
    for text in ("{}", "no JSON", '{"format": "decision-record", "version": 1}', ""):
        file = tmp_path / "other.json"
        file.write_text(text, "utf-8")
        page.set_input_files("#course-file", file)
        expect(page.locator("[data-course-status]")).to_contain_text("Nothing was changed.")
        assert kept(page) == before


def test_forgetting_all_that_the_site_keeps_forgets_the_course_too(page: Page) -> None:
    mark(page)
    page.goto("about/")
    place = page.locator("[data-forget]")
    place.get_by_role("button").first.click()
    expect(place).to_contain_text("your results and guesses in the course")
    assert kept(page) == {}


def test_what_others_wrote_into_the_store_is_not_taken_for_results(page: Page) -> None:
    mark(page)
    for text in (
        "[1]",
        "no JSON",
        '{"format": "course-progress", "version": 1, "checks": {"why-fine-tune": 3}, "done": []}',
    ):
        page.evaluate(
            """(text) => {
                for (const key of Object.keys(localStorage))
                    if (key.startsWith("course progress")) localStorage.setItem(key, text);
            }""",
            text,
        )
        page.goto("course/")
        expect(page.locator("[data-course-lesson]").first).to_have_attribute("data-state", "next")


def test_without_a_script_the_course_is_a_list_of_lessons(no_js: Page) -> None:
    no_js.goto("course/")
    expect(no_js.locator("[data-course-lesson] a").first).to_be_visible()
    expect(no_js.get_by_role("button", name="Save my results")).to_be_hidden()
    expect(no_js.locator("[data-course] noscript p")).to_be_visible()


def test_the_whole_course_prints_as_one_document(page: Page) -> None:
    page.goto("course-print/")
    page.emulate_media(media="print")
    expect(page.locator(".whole-course > section").first).to_be_visible()
    expect(page.get_by_role("heading", name="The whole course")).to_be_visible()
    expect(page.locator(".course__contents")).to_be_visible()
    expect(page.locator(".print-hint")).to_be_hidden()
    breaks = page.locator(".whole-course > section").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).breakBefore)"
    )
    assert set(breaks) == {"page"}
    expect(page.locator(".check-answers").first).to_be_visible()


def test_a_worked_case_answers_in_the_built_page_and_goes_into_no_record_by_itself(page: Page) -> None:
    html = form(calculator("break-even"), {"calls_per_day": "9000"})
    ours = re.compile(r'<form class="calculator[^>]* id="break-even".*?</form>', re.DOTALL)
    show(page, "", lambda text: ours.sub(lambda _: html, text))
    one = page.locator("form#break-even")
    said = one.locator("[data-answer]").inner_text()
    expect(one).to_have_attribute("data-state", "prerendered")
    one.hover()
    expect(one).to_have_attribute("data-state", "live")
    expect(one.locator("[data-answer]")).to_have_text(said)
    expect(one.locator("[name=calls_per_day]")).to_have_value("9000")
    stored = "Object.keys(localStorage).filter((key) => key.startsWith('decision record')).length"
    assert page.evaluate(stored) == 0
    assert "#" not in page.url
    one.locator("[name=calls_per_day]").fill("9500")
    expect(one.locator("[data-answer]")).not_to_have_text(said)
    expect(page).to_have_url(re.compile("#break-even[?].*calls_per_day=9500"))
    assert page.evaluate(stored) == 0
    one.get_by_role("button", name="Add to decision record").click()
    expect(one.get_by_text("In your decision record.")).to_be_visible()
    assert page.evaluate(stored) == 1
