"""The walk in a browser: nothing lost, by keyboard; a checklist without scripts, by hand without Python."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from calculators.record import walk
from tests.browser.conftest import START
from tests.browser.test_runtime import WASM, held

Visit = Callable[..., AbstractContextManager[Page]]
Axe = Callable[..., None]

WALK = "walk/"
STEPS = list(walk.steps().values())
FORM = "[data-walk]"


def headline(page: Page, words: str) -> None:
    """One step alone is shown, and its heading has the focus."""
    heading = page.locator("[data-step] > h2").locator("visible=true")
    expect(heading).to_have_text(re.compile(words))
    expect(heading).to_be_focused()


def verdict(page: Page, words: str) -> None:
    expect(page.locator(".walk__verdict").locator("visible=true")).to_contain_text(words)


def test_a_case_is_walked_from_the_first_step_to_a_plan_and_a_reload_loses_nothing(page: Page) -> None:
    page.goto(WALK)
    expect(page.locator("[data-step]").locator("visible=true")).to_have_count(1)
    page.get_by_label("Kind of task").select_option("Conversation, such as support")
    score = page.get_by_label("What the best prompt gets right")
    score.fill("83 %")
    verdict(page, "Stop. You are done.")
    score.fill("a lot")
    expect(page.locator("#walk-best_score-note")).to_contain_text("“a lot” is not a number")
    expect(score).to_have_attribute("aria-invalid", "true")
    score.fill("65")
    verdict(page, "Go on. Short of what it must reach, or of 80 % where you name nothing.")
    page.get_by_label("What it must reach").fill("60 %")
    verdict(page, "Stop. You are done.")
    page.get_by_label("What it must reach").fill("80")
    verdict(page, "Go on. Short of what it must reach, or of 80 % where you name nothing.")
    expect(score).not_to_have_attribute("aria-invalid", "true")
    page.get_by_label("Notes").locator("visible=true").fill("26 of 40 drafts <b>&\nby Mara")
    page.get_by_role("button", name="Go on to step 2").click()
    headline(page, "Step 2 of 4.* Ask why")
    expect(page.get_by_label("Text that holds the facts")).to_be_hidden()
    page.get_by_label("What falls short most").select_option("Facts are missing, wrong or out of date")
    page.get_by_label("Text that holds the facts").fill("150k")
    verdict(page, "Stop. Put the whole collection into the prompt")
    expect(page.locator("#walk-corpus_tokens-note")).to_contain_text("Read as 150,000 tokens.")
    page.reload()
    headline(page, "Ask why")
    verdict(page, "Put the whole collection into the prompt")
    answers = page.get_by_role("region", name="Your answers")
    expect(answers).to_contain_text("26 of 40 drafts <b>& by Mara")

    # Another answer sets one aside, and brings it back.
    page.get_by_label("What falls short most").select_option("The form of the output, such as JSON")
    verdict(page, "Stop. Enforce the form")
    expect(page.get_by_label("Text that holds the facts")).to_be_hidden()
    expect(page.get_by_label("Must the output follow a schema")).to_be_visible()
    expect(answers.locator("div", has_text="Text that holds the facts")).to_contain_text("150kSet aside")
    page.get_by_label("What falls short most").select_option("Style, tone or voice")
    verdict(page, "Go on. Behaviour is missing")
    page.get_by_label("What else falls short").select_option("Facts are missing, wrong or out of date")
    expect(page.get_by_label("Text that holds the facts")).to_have_value("150k")
    verdict(page, "Go on. Bring the facts in first")

    page.get_by_role("button", name="Go on to step 3").click()
    expect(page.get_by_label("Quality of the examples")).to_be_hidden()
    page.get_by_label("Labelled examples at hand").fill("a few hundred")
    expect(page.locator("#walk-examples_count-note")).to_contain_text("Read as ")
    expect(page.get_by_label("Quality of the examples")).to_be_visible()
    page.get_by_role("button", name="Go on to step 4").click()
    headline(page, "Step 4 of 4.* Measure")
    page.get_by_role("button", name="See what comes of it").locator("visible=true").first.click()
    headline(page, "What comes of it")
    for key, label in (("this_week", "This week"), ("likely_end", "Likely end"), ("rival", "Its rival")):
        expect(page.locator(f"[data-line={key}]")).to_contain_text(label)
    expect(page.locator("[data-slot=end]")).to_contain_text("It would tell most to answer next:")
    expect(page.get_by_role("heading", name="After that")).to_be_visible()
    page.reload()
    expect(page.locator("[data-line=likely_end]")).to_be_visible()

    # Back to one answer, and out again; then all of it from the start, which the browser's way back undoes.
    answers.get_by_role("link", name="Change What the best prompt gets right").click()
    expect(page.get_by_label("What the best prompt gets right")).to_be_focused()
    expect(page.get_by_role("heading", name="Prompt first")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    headline(page, "Step 1 of 4")
    expect(answers).to_be_hidden()
    expect(page.get_by_label("What the best prompt gets right")).to_have_value("")
    verdict(page, "Not counted yet")
    assert page.url.endswith("/walk/")
    expect(page.locator("[data-told]")).to_contain_text("All answers are cleared.")
    page.go_back()
    expect(page.get_by_label("What the best prompt gets right")).to_have_value("65")
    verdict(page, "Short of what it must reach")


def test_the_answers_go_on_to_the_advisor_and_with_the_notes_into_the_decision_record(page: Page) -> None:
    page.goto(
        f"{WALK}#walk?step=end&falls_short=nothing&also_short=style&best_score=91&note-prompt=91+of+100%0A%3Cb%3E"
    )
    expect(page.locator("[data-slot=end]")).to_contain_text("You are done.")
    advisor = page.get_by_role("link", name="the advisor, with your answers")
    expect(advisor).to_have_attribute("href", re.compile("#advisor[?]falls_short=nothing&best_score=91$"))
    page.get_by_role("link", name="the decision record").click()
    expect(page).to_have_url(re.compile("/decision-record/"))
    expect(page.locator("main")).to_contain_text("Step 1 of 4. Prompt first: 91 of 100")
    expect(page.locator("main")).to_contain_text("You are done.")
    kept = page.evaluate("courseCase.kept")
    assert sorted(kept["calculators"]["advisor"].split("&")) == sorted(
        f"falls_short=nothing&best_score=91{START}".split("&")
    )
    page.go_back()
    expect(page.locator("[data-slot=end]")).to_contain_text("You are done.")
    page.get_by_role("link", name="the decision record").click()
    expect(page).to_have_url(re.compile("/decision-record/"))
    expect(page.locator("main")).to_contain_text("You are done.")
    assert page.evaluate("courseCase.kept.notes") == kept["notes"]
    # Somebody else's answers take the place of none; until they are read, no step says anything.
    with held(page.context, WASM) as let_go:
        page.goto(f"{WALK}#walk?step=prompt&best_score=65")
        expect(page.get_by_label("What the best prompt gets right")).to_have_value("65")
        expect(page.locator(".walk__says").locator("visible=true")).to_have_count(0)
        let_go()
    verdict(page, "Short of what it must reach")
    page.goto("about:blank")
    page.goto(f"{WALK}#walk?step=end&falls_short=facts&note-prompt=theirs")
    expect(page.locator("[data-record-line] > p:not([hidden])")).to_contain_text(
        "From a link. Your decision record holds"
    )
    page.get_by_role("link", name="the decision record").click()
    expect(page.locator("main")).to_contain_text("You are done.")
    assert page.evaluate("courseCase.kept") == kept


def test_answers_and_notes_reach_the_decision_record_as_they_are_given(page: Page) -> None:
    page.goto(WALK)
    page.get_by_label("What the best prompt gets right").fill("91")
    verdict(page, "You are done.")
    page.get_by_label("Notes").locator("visible=true").fill("Counted on Mon")
    expect(page.locator("[data-record-line] [data-when=present]")).to_be_visible()
    page.get_by_label("Notes").locator("visible=true").fill("Counted on Monday")
    page.wait_for_timeout(700)
    page.get_by_role("navigation", name="Decide").get_by_role("link", name="Decision record").click()
    expect(page.locator("main")).to_contain_text("Step 1 of 4. Prompt first: Counted on Monday")
    assert page.evaluate("courseCase.kept.calculators.advisor").startswith("best_score=91")
    assert page.evaluate("courseCase.kept.notes").count("Counted") == 1
    # Who comes back finds the way to go on with them.
    page.get_by_role("navigation", name="Decide").get_by_role("link", name="Four steps to a decision").click()
    kept = page.get_by_role("link", name="continue with your kept answers")
    expect(kept).to_be_in_viewport()
    expect(page.get_by_role("button", name="put these in instead")).to_be_hidden()
    kept.click()
    expect(page.get_by_label("What the best prompt gets right")).to_have_value("91")
    verdict(page, "You are done.")


def test_by_keyboard_alone(page: Page) -> None:
    page.goto(WALK)
    page.get_by_label("Kind of task").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("95")
    page.keyboard.press("Enter")
    verdict(page, "You are done.")
    for _ in range(3):  # past the goal, which appears with a score, and the model
        page.keyboard.press("Tab")
    page.keyboard.type("counted on Monday")
    for _ in range(2):  # past the source of what the step says
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Stop here: see what comes of it")).to_be_focused()
    page.keyboard.press("Enter")
    headline(page, "What comes of it")
    expect(page.locator("[data-line=this_week]")).to_be_visible()
    page.get_by_role("button", name="Back", exact=True).locator("visible=true").press("Enter")
    headline(page, "Step 1 of 4")


def test_without_scripts_it_is_a_checklist_of_all_steps(no_js: Page) -> None:
    no_js.goto(WALK)
    for number, step in enumerate(STEPS, 1):
        expect(no_js.get_by_role("heading", name=re.compile(f"Step {number} of 4 ?. {step.title}"))).to_be_visible()
        for question in step.questions:
            expect(no_js.locator(f"#walk-{question.field}")).to_be_visible()
    expect(no_js.get_by_text("If the form is the largest heap:")).to_be_visible()
    expect(no_js.locator(FORM).get_by_role("button").locator("visible=true")).to_have_count(0)
    rules = no_js.locator("[data-rules]").first
    expect(rules).to_contain_text("80 % or more of the answers are what you want. Stop. You are done.")


def test_on_paper_every_step_is_printed(page: Page) -> None:
    page.goto(WALK)
    page.emulate_media(media="print")
    for step in STEPS:
        expect(page.locator(f"[data-step={step.key}]")).to_be_visible()
        expect(page.get_by_text(step.rules[0].words).last).to_be_visible()
    expect(page.get_by_role("button").locator("visible=true")).to_have_count(0)


def test_where_python_does_not_start_the_walk_goes_on_by_hand(page: Page) -> None:
    page.route("**/runtime/manifest.json", lambda route: route.abort())
    page.goto(WALK)
    page.get_by_label("What the best prompt gets right").fill("83")
    expect(page.locator("[data-failure]")).to_contain_text("Go on by hand")
    expect(page.locator("[data-rules]").locator("visible=true")).to_contain_text("80 % or more of the answers")
    page.get_by_role("button", name="Go on to step 2").click()
    headline(page, "Step 2 of 4")
    expect(page.get_by_text("If the form is the largest heap:")).to_be_visible()
    page.get_by_label("Text that holds the facts").fill("1000")
    expect(page).to_have_url(re.compile("corpus_tokens=1000"))
    page.reload()
    expect(page.get_by_label("Text that holds the facts")).to_have_value("1000")
    page.get_by_role("button", name="See what comes of it").locator("visible=true").first.click()
    expect(page.get_by_role("link", name="the advisor, with your answers")).to_have_attribute(
        "href", re.compile("#advisor[?]best_score=83&corpus_tokens=1000$")
    )
    page.unroute("**/runtime/manifest.json")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(FORM)).to_have_attribute("data-state", "live")
    expect(page.locator("[data-answer]")).to_be_visible()


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ("walk?step=nowhere&task=%3Cimg+src=x+onerror=alert(1)%3E&best_score=81&%3Cb%3E=1", "cut: step, task, <b>."),
        (
            "walk?__proto__=1&constructor=2&best_score=81&step=prompt&step=why&%E0%A4%A=1&=&&&",
            "cut: __proto__, constructor,",
        ),
        (f"walk?best_score=81&note-data={'x' * 100_000}", "cut: note-data."),
    ],
    ids=["markup", "damaged", "long"],
)
def test_a_damaged_or_malicious_link_does_no_harm_and_is_explained(page: Page, link: str, left: str) -> None:
    page.goto(f"{WALK}#{link}")
    verdict(page, "You are done.")
    expect(page.locator("[data-told]")).to_contain_text(left)
    expect(page.locator("article img")).to_have_count(0)
    assert len(page.url) < 3_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(visit: Visit, axe: Axe, scheme: str) -> None:
    with visit(color_scheme=scheme) as page:
        page.goto(f"{WALK}#walk?step=why&falls_short=facts&best_score=x&caching=yes&note-why=seen")
        verdict(page, "Stop. Fetch them (RAG).")
        axe(page)
        page.get_by_role("button", name="Stop here: see what comes of it").locator("visible=true").click()
        expect(page.locator("[data-answer]")).to_be_visible()
        axe(page)


def test_a_link_that_was_kept_before_the_questions_were_reworked_opens_and_tells_what_is_not_asked_any_more(
    page: Page,
) -> None:
    old = "falls_short=facts&facts_in=private&corpus_tokens=150k&better_model=untried&data_stays=must-stay"
    page.goto(f"{WALK}#walk?step=why&{old}&tuning_offer=openai%2Fgpt-4.1-mini-sft")
    verdict(page, "Stop. Put the whole collection into the prompt")
    expect(page.locator("[data-told]")).to_contain_text("left out or cut: tuning_offer.")
    answers = page.get_by_role("region", name="Your answers")
    for label in ("Was a better base model tried", "May the data leave the house"):
        expect(answers.locator("div", has_text=label).locator("i")).to_have_count(0)
    expect(answers.get_by_role("link", name=re.compile("Change "))).to_have_count(5)


def test_no_step_shows_more_than_six_questions(page: Page) -> None:
    full = (
        "task=conversation&best_score=60&falls_short=facts&also_short=style&facts_in=private&examples_count=thousands"
    )
    for step in STEPS:
        page.goto("about:blank")
        page.goto(f"{WALK}#walk?step={step.key}&{full}")
        expect(page.locator(f"#walk-{step.key}")).to_be_visible()
        expect(page.locator(FORM)).to_have_attribute("data-state", "live")
        expect(page.locator("[data-question]").locator("visible=true")).to_have_count(6)


def test_on_a_phone_it_fits(phone: Page, axe: Axe) -> None:
    phone.goto(f"{WALK}#walk?step=why&falls_short=cost&note-why={'x' * 200}")
    verdict(phone, "Go on.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    axe(phone)
