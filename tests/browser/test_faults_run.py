"""While Python reckons: what never ends, dies, grows or breaks off is ended in words; the next answer comes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.test_runtime import BREAK_EVEN, FAILURE, STATUS, only, wake

ANSWER = "[data-answer]"
CALLS = "[name=calls_per_day]"
EVIL = {
    1001: "while True: pass",
    1002: "9**9**9",
    1003: "import time; time.sleep(600)",
    1004: "x = []\nfor _ in range(200_000): x = [x]\nrepr(x)",
    1005: "L = []\nwhile True: L.append(bytearray(50_000_000))",
}
"""What Python does in place of an answer, by the calls a day that are typed. The site itself lets nobody type code."""
BREAKS_OFF = """
from calculators.page.browser import calculator
kind = calculator("break-even")
if "right" not in globals():
    right = kind.result
kind.result = lambda self: 1 / 0 if self.calls_per_day == 1006 else right(self)
"""
DOOR = f"""
const evil = {EVIL!r};
const line = 'page.serve()';
const run = (query) => {{
  const calls = new URLSearchParams(query).get("calls_per_day");
  if (calls === "1006") python.run({BREAKS_OFF!r});
  return python.run(evil[calls] ?? line);
}};
"""
READY = """() => new Promise((done) => {
  const look = () => (coursePython.ready ? done() : setTimeout(look, 50));
  look();
})"""
FRAMES = """() => new Promise((done) => {
  let frames = 0;
  const count = () => (++frames < 30 ? requestAnimationFrame(count) : done());
  requestAnimationFrame(count);
})"""


def ajar(context: BrowserContext) -> None:
    """A worker in which some answers do other than reckon."""

    def opened(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text().replace('python.run("page.serve()")', "run(query)") + DOOR)

    context.route("**/runtime/worker.*.js", opened)


@pytest.fixture
def calculator(page: Page) -> Iterator[Page]:
    """A calculator whose Python is awake and can be led astray; at the end it answers as ever."""
    ajar(page.context)
    page.goto(BREAK_EVEN)
    wake(page)
    page.locator("[name=prefix_tokens]").fill("3000")
    yield page
    page.locator(CALLS).fill("9000")
    expect(page.locator(ANSWER)).to_contain_text("9,000 calls a day")
    expect(page.locator("[name=prefix_tokens]")).to_have_value("3000")
    expect(page.locator(FAILURE)).not_to_contain_text("cannot")
    only(page, 1)


def test_what_never_ends_leaves_the_page_quick_and_is_ended_by_hand(calculator: Page) -> None:
    """RUN-01."""
    calculator.locator(CALLS).fill("1001")
    stop = calculator.get_by_role("button", name="Stop")
    expect(stop).to_be_visible()
    expect(calculator.locator(STATUS)).to_contain_text("Still calculating.")
    calculator.evaluate(FRAMES)  # thirty are drawn while Python goes on
    expect(stop).to_be_visible()
    stop.click()
    expect(stop).to_be_hidden()
    expect(calculator.locator("form.calculator")).to_have_attribute("data-stale", "")


def test_what_never_ends_is_ended_after_10_seconds_and_python_starts_afresh(calculator: Page) -> None:
    """RUN-01, RUN-02: an endless loop, an endless number, an endless sleep."""
    calculator.clock.install()
    for calls in (1001, 1002, 1003):
        calculator.locator(CALLS).fill(str(calls))
        calculator.clock.run_for(10_200)
        expect(calculator.locator(FAILURE)).to_contain_text("took more than 10 seconds and was stopped. (RT-SLOW)")
        expect(calculator.get_by_role("button", name="Stop")).to_be_hidden()
        expect(calculator.get_by_text("This answer is to other values than those in the form.")).to_be_visible()
        expect(calculator.locator(CALLS)).to_have_value(str(calls))
        calculator.evaluate(READY)


def test_a_python_that_dies_of_an_answer_is_replaced_and_says_so(calculator: Page) -> None:
    """RUN-03: asked once more, as it may have died of something else; the next answer comes from another Python."""
    calculator.locator(CALLS).fill("1004")
    expect(calculator.locator(FAILURE)).to_contain_text("it stopped unexpectedly and was restarted. (RT-DIED)")
    assert "recursion" not in calculator.locator(FAILURE).inner_text().lower()


def test_what_needs_too_much_memory_is_ended_and_the_memory_given_back(calculator: Page) -> None:
    """RUN-04."""
    calculator.locator(CALLS).fill("1005")
    calculator.keyboard.press("Enter")
    expect(calculator.locator(FAILURE)).to_contain_text("this needs too much memory. (RT-MEMORY)")
    expect(calculator.locator(FAILURE)).to_be_focused()
    calculator.get_by_text("Details", exact=True).click()
    expect(calculator.get_by_label("Details of the failure")).to_have_value(re.compile("MemoryError$"))


def test_a_calculator_that_breaks_off_names_the_input_and_keeps_the_traceback_for_who_asks(calculator: Page) -> None:
    """RUN-05: not silence, nor a number of before shown as if it were of now."""
    calculator.locator(CALLS).fill("1006")
    calculator.keyboard.press("Enter")
    summary = calculator.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Calls per day: at “1006” this calculator breaks off.")
    expect(summary).to_contain_text("The answer shown is still the one from before")
    expect(calculator.locator(CALLS)).to_have_attribute("aria-invalid", "true")
    expect(summary.get_by_text("ZeroDivisionError")).to_be_hidden()
    summary.get_by_text("Details, to copy").click()
    expect(summary.get_by_text("ZeroDivisionError")).to_be_visible()
