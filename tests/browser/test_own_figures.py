"""A reader's own figures: used on every page of this browser, refused in words, never markup, gone with one click."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculators.page.own import row_texts
from tests.browser.conftest import eventually
from tests.browser.test_runtime import BREAK_EVEN, wake
from tools.build import ROOT

Visit = Callable[..., AbstractContextManager[Page]]
Axe = Callable[..., None]

OWN = "data/own-figures/"
HEAD, ROWS = row_texts("api_models")
KEY = "openai/gpt-6.1-sol"  # the base model that the calculator of break-even begins with
CHANGED = HEAD + ROWS[KEY].replace("input: 2\n", "input: 1.5\n", 1)
ADDED = CHANGED + ROWS[KEY].replace(KEY, "acme/house").replace(
    "name: GPT-6.1 Sol", "name: <img src=x onerror=alert(1)>"
)
VERDICT = "[data-own-verdict]"
LINE = ".calculator__own"
ANSWER = "[data-answer]"


def use(page: Page, text: str) -> None:
    """Put a table of API prices into the field, and use it."""
    page.goto(OWN)
    page.get_by_label("Your API prices, as YAML").fill(text)
    page.get_by_role("button", name="Use these figures").click()


def used(page: Page, text: str = CHANGED) -> None:
    use(page, text)
    expect(page.locator(VERDICT)).to_contain_text("These figures are in use.")


def test_every_page_answers_with_them_also_after_a_reload_until_one_click_goes_back(page: Page) -> None:
    page.goto(BREAK_EVEN)
    wake(page)
    ours = page.locator(ANSWER).text_content() or ""
    used(page)
    expect(page.locator("[data-own-words]")).to_have_text("1 row of API prices")
    expect(page.locator(LINE)).to_contain_text("Answers with your own figures (1 row of API prices).")
    for address in (BREAK_EVEN, "calculators/api-cost/", "why-fine-tune/", "embed/break-even/"):
        page.goto(address)
        expect(page.locator(LINE)).to_contain_text("Answers with your own figures (1 row of API prices).")
    page.goto(BREAK_EVEN)
    expect(page.locator(LINE)).to_contain_text("Answers with your own figures")
    page.reload()
    expect(page.locator(LINE)).to_contain_text("Answers with your own figures")
    expect(page.locator("[name=base_input]")).to_have_attribute("placeholder", "1.5")
    expect(page.locator(".facts tr", has_text="GPT-6.1 Sol, input")).to_contain_text("own figure")
    expect(page.locator("#break-even-base_input-note")).to_contain_text("own figure")
    expect(page.locator(ANSWER)).not_to_have_text(ours)
    page.get_by_role("button", name="Go back to ours").click()
    expect(page.locator(LINE)).to_be_empty()
    expect(page.locator(ANSWER)).to_have_text(ours)
    expect(page.locator("[name=base_input]")).to_have_attribute("placeholder", "2")
    page.reload()
    expect(page.locator(ANSWER)).to_have_text(ours)
    expect(page.locator(LINE)).to_be_empty()
    page.goto(OWN)
    expect(page.locator("[data-own-used]")).to_be_hidden()
    expect(page.get_by_label("Your API prices, as YAML")).to_have_value(CHANGED)


def test_a_row_that_is_added_can_be_chosen_and_its_text_stays_text(page: Page) -> None:
    used(page, ADDED)
    expect(page.locator(VERDICT)).to_contain_text(f"API prices: 1 changed ({KEY}), 1 added (acme/house)")
    page.goto(BREAK_EVEN)
    expect(page.locator(LINE)).to_contain_text("2 rows of API prices")
    page.locator("[name=base_model]").select_option("acme/house")
    expect(page.locator(".facts")).to_contain_text("<img src=x onerror=alert(1)>, input")
    assert page.locator(".calculator img").count() == 0
    expect(page).to_have_url(re.compile("acme"))
    page.reload()
    expect(page.locator("[name=base_model]")).to_have_value("acme/house")
    expect(page.locator(".facts")).to_contain_text("<img src=x onerror=alert(1)>, input")
    page.get_by_role("button", name="Go back to ours").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("“acme/house” is not in the list")
    assert page.locator("option[value='acme/house']").count() == 0


def test_a_value_in_a_link_counts_even_where_it_is_the_default_of_ours(page: Page) -> None:
    used(page)
    page.goto(f"{BREAK_EVEN}#break-even?base_input=2")
    expect(page.locator(LINE)).to_contain_text("Answers with your own figures")
    expect(page.locator("#break-even-base_input-note")).to_contain_text("Your figure; the default is 1.50 USD/Mtok.")


WRONG = {
    "units: [": "yours/api_models.yaml, line 1: this is not YAML",
    CHANGED.replace("input: 1.5", "inptu: 1.5"): f"row '{KEY}', line 20: prices.0.inptu: 'inptu' is not a key here",
    CHANGED.replace("input: USD/Mtok", "input: EUR/Mtok", 1): "line 6: units.input: 'EUR/Mtok' is not the unit",
    CHANGED.replace("input: 1.5", "input: &price 1.5"): "line 20: anchors and aliases are not allowed",
    CHANGED.replace("input: 1.5", "input: !!python/name:os.system 1"): "line 20: tags are not allowed",
    CHANGED + ROWS[KEY]: f"the key '{KEY}' stands twice (first on line 12)",
    "[" * 500: "line 1: nested more than 12 deep",
    CHANGED.replace("input: 1.5", "input: <script>alert(1)</script>"): "('<script>alert(1)</script>')",
    CHANGED + "#" * 1_000_000: "bytes; allowed: up to 1,000,000",
}


def test_what_cannot_be_right_is_refused_in_words_and_kept(page: Page) -> None:
    page.goto(OWN)
    for text, told in WRONG.items():
        page.get_by_label("Your API prices, as YAML").fill(text)
        page.get_by_role("button", name="Use these figures").click()
        expect(page.locator(VERDICT)).to_contain_text(told)
        expect(page.locator(VERDICT)).to_be_focused()
        assert page.locator(f"{VERDICT} script").count() == 0
        expect(page.locator(LINE)).to_be_empty()
    page.reload()
    assert page.get_by_label("Your API prices, as YAML").input_value() == text
    expect(page.locator("[data-own-used]")).to_be_hidden()


def test_a_refused_table_leaves_those_in_use_as_they_are(page: Page) -> None:
    used(page)
    page.get_by_label("Your API prices, as YAML").fill("rows")
    page.get_by_role("button", name="Use these figures").click()
    expect(page.locator(VERDICT)).to_contain_text("There is a problem")
    expect(page.locator("[data-own-used]")).to_contain_text("1 row of API prices")


def test_rows_of_ours_are_taken_over_by_a_button_and_count_only_once_they_differ(page: Page) -> None:
    page.goto(OWN)
    page.get_by_label("Table", exact=True).select_option("GPU prices")
    field = page.get_by_label("Your GPU prices, as YAML")
    page.get_by_role("button", name=re.compile(r"^Add all \d+$")).locator("visible=true").click()
    page.get_by_role("button", name="Use these figures").click()
    expect(page.locator(VERDICT)).to_contain_text("No row differs from ours")
    field.fill(field.input_value().replace("\n    usd_per_gpu_hour: 3.99", "\n    usd_per_gpu_hour: 1.25", 1))
    page.get_by_role("button", name="Use these figures").click()
    expect(page.locator(VERDICT)).to_contain_text("GPU prices: 1 changed (lambda/h100-sxm)")


def test_files_are_dropped_or_chosen_and_downloaded_as_they_stand(page: Page, tmp_path: Path) -> None:
    page.goto(OWN)
    dropped = page.evaluate_handle(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "api_models.yaml"));
          return data;
        }""",
        (ROOT / "tests/figures/own_data/api_models.yaml").read_text("utf-8"),
    )
    page.dispatch_event("[data-own]", "drop", {"dataTransfer": dropped})
    expect(page.locator(VERDICT)).to_contain_text("api_models.yaml stands in the field now.")
    page.locator("[type=file]").set_input_files(ROOT / "tests/figures/own_data/sources.yaml")
    expect(page.locator(VERDICT)).to_contain_text("sources.yaml stands in the field now.")
    expect(page.get_by_label("Table", exact=True)).to_have_value("sources")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download").click()
    assert coming.value.suggested_filename == "sources.yaml"
    assert Path(coming.value.path()).read_text("utf-8") == (ROOT / "tests/figures/own_data/sources.yaml").read_text(
        "utf-8"
    )
    page.get_by_role("button", name="Use these figures").click()
    expect(page.locator(VERDICT)).to_contain_text("1 added (acme/house-model)")
    expect(page.locator(LINE)).to_contain_text("2 rows of API prices, 1 row of sources")
    expect(page.locator(".facts")).to_contain_text("our contract, own figure")
    long = tmp_path / "gpus.yaml"
    long.write_text("#" * 1_000_001)
    page.locator("[type=file]").set_input_files(long)
    expect(page.locator(VERDICT)).to_contain_text("gpus.yaml has 1,000,001 bytes; allowed: up to 1,000,000.")
    latin = tmp_path / "rules.yaml"
    latin.write_bytes(b"\xe4\xff")
    page.locator("[type=file]").set_input_files(latin)
    expect(page.locator(VERDICT)).to_contain_text("rules.yaml is not a text in UTF-8.")


def test_where_the_browser_keeps_nothing_they_hold_for_this_page(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(OWN)
    expect(page.locator("[data-own-unkept]")).to_contain_text("Your figures hold for this page only")
    page.get_by_label("Your API prices, as YAML").fill(CHANGED)
    page.get_by_role("button", name="Use these figures").click()
    expect(page.locator(LINE)).to_contain_text("Answers with your own figures (1 row of API prices).")
    page.get_by_role("button", name="Go back to ours").first.click()
    expect(page.locator(LINE)).to_be_empty()


def test_another_tab_follows(page: Page) -> None:
    other = page.context.new_page()
    other.goto(BREAK_EVEN)
    wake(other)
    used(page)
    expect(other.locator(LINE)).to_contain_text("Answers with your own figures")
    page.locator("[data-own-back]").click()
    expect(other.locator(LINE)).to_be_empty()


def test_kept_figures_that_no_longer_fit_are_told_and_not_used(page: Page) -> None:
    used(page)
    page.goto("about/")
    page.evaluate(
        """() => {
          const [key] = Object.keys(localStorage).filter((one) => one.startsWith("own figures"));
          localStorage.setItem(key, localStorage.getItem(key).replaceAll("cache_writes", "caches"));
        }"""
    )
    page.goto(BREAK_EVEN)
    expect(page.locator(LINE)).to_contain_text("Answers with our figures, because yours do not fit this edition")
    expect(page.locator(LINE)).to_contain_text("'caches' is not a key here")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")


def test_foreign_values_in_the_browsers_store_do_no_harm(page: Page) -> None:
    page.goto(OWN)
    for value in ("nonsense", "[]", '{"texts": 1, "used": {"tables": {"../x": 1}}}'):
        page.evaluate(
            "value => localStorage.setItem(`own figures ${new URL('../..', location).pathname}`, value)", value
        )
        page.goto(BREAK_EVEN)
        wake(page)
        expect(page.locator(LINE)).to_be_empty()


def test_nothing_is_sent(page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}"))
    used(page, CHANGED.replace("GPT-6.1 Sol", "Secret-4711"))
    page.goto(BREAK_EVEN)
    expect(page.locator(LINE)).to_contain_text("Answers with your own figures")
    assert asked
    assert not [line for line in asked if "4711" in line or not line.startswith("GET")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(visit: Visit, axe: Axe, scheme: str) -> None:
    with visit(color_scheme=scheme) as page:
        page.goto(OWN)
        axe(page)
        used(page)
        expect(page.locator(LINE)).to_contain_text("Answers with your own figures")
        axe(page)
        page.get_by_label("Your API prices, as YAML").fill("[")
        page.get_by_role("button", name="Use these figures").click()
        expect(page.locator(VERDICT)).to_contain_text("There is a problem")
        axe(page)


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(OWN)
    page.get_by_label("Take over from ours").locator("visible=true").focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = page.get_by_label("Your API prices, as YAML")
    expect(field).to_be_focused()
    value = field.input_value()
    assert value.endswith(list(ROWS.values())[-1])
    page.keyboard.press("ControlOrMeta+z")
    assert len(field.input_value()) < len(value)


def test_on_a_phone_the_page_is_no_wider_than_the_screen(phone: Page, axe: Axe) -> None:
    phone.goto(OWN)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    axe(phone)


def test_large_tables_are_written_in_under_a_second_and_can_be_undone(page: Page, tmp_path: Path) -> None:
    page.goto(OWN)
    lines = "".join(f"  - {place}\n" for place in range(10_000))
    file = tmp_path / "api_models.yaml"
    file.write_text(f"rows:\n{lines}", "utf-8")
    field = page.locator("#own-text-api_models")
    before = field.input_value()
    page.evaluate(
        """() => document.querySelector("#own-file").addEventListener("change", () => {
          const begin = performance.now();
          const look = () => document.querySelector("#own-text-api_models").value.length > 8e4
            ? (globalThis.took = performance.now() - begin) : setTimeout(look, 10);
          look();
        }, true)"""
    )
    page.locator("#own-file").set_input_files(file)
    expect(field).to_have_value(re.compile(r"9999\n$"))
    eventually(page, lambda: page.evaluate("'took' in globalThis"))
    assert page.evaluate("took") < 1_000
    page.get_by_role("button", name="Undo").click()
    expect(field).to_have_value(before)
    for table in ("sources", "api_models"):
        page.locator("#own-table").select_option(table)
        begin = time.monotonic()
        page.get_by_role("button", name=re.compile("^Add all")).locator("visible=true").click()
        expect(page.get_by_text("rows are added")).to_be_visible()
        assert time.monotonic() - begin < 2
