"""The decision record in the browser: gathered as the reader reckons, handed on whole, never lost or run."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from calculators import CLASSES
from calculators.record.record import Record, packed, read_record
from tests.browser.conftest import START
from tests.browser.test_runtime import BREAK_EVEN
from tests.browser.test_sheets import sheets
from tests.record.test_record import EVIL, a_full_record, kept

Visit = Callable[..., AbstractContextManager[Page]]
Axe = Callable[..., None]

RECORD = "decision-record/"
LINE = "[data-record-line] > [data-when]:not([hidden])"
PROBLEM = "[data-record-problem]"
GUEST = "[data-record-guest]"
STATUS = "[data-record-status]"
DOCUMENT = "article.decision"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
STORED = "Object.entries(localStorage).filter(([key]) => key.startsWith('decision record')).map(([, text]) => text)[0]"


def store(page: Page, text: str) -> None:
    """Put a text where this browser keeps the record."""
    page.goto("about/")
    page.evaluate("text => localStorage.setItem(`decision record ${new URL('..', location).pathname}`, text)", text)


def stored(page: Page) -> Record:
    return read_record(page.evaluate(STORED))


def entry(page: Page, slug: str) -> Locator:
    return page.locator(f"[data-record-entry='{slug}']")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def download(page: Page, name: str) -> tuple[str, str]:
    with page.expect_download() as coming:
        press(page, name)
    return coming.value.suggested_filename, Path(coming.value.path()).read_text("utf-8")


def test_what_is_reckoned_on_two_pages_makes_one_document_that_lasts(page: Page, axe: Axe) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data}"))
    page.goto(BREAK_EVEN)
    expect(page.locator(LINE)).to_contain_text("Add to decision record")
    page.get_by_label("Calls per day").fill("9,000")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    page.goto("calculators/memory/")
    press(page, "Add to decision record")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    page.locator(LINE).get_by_role("link", name="decision record").click()
    expect(entry(page, "break-even")).to_contain_text("9,000 calls a day")
    expect(entry(page, "break-even").locator("[data-figure=payback_months]")).to_be_visible()
    expect(entry(page, "break-even").get_by_role("row", name="Calls per day").first).to_contain_text(
        "9,000 calls/day5,000 calls/day"
    )
    expect(entry(page, "memory")).to_contain_text("Every input has its default.")
    expect(page.locator(".decision__facts")).to_contain_text("genai-prices")
    expect(page.locator(".decision__facts")).to_contain_text("2026-11-22")
    page.get_by_label("Title").fill(f"Secret-4711 {EVIL}")
    page.get_by_label("Metric agreed beforehand").fill("Macro F1 of 0.85")
    page.get_by_label("Review date").fill("2027-02-01")
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text(f"Secret-4711 {EVIL}")
    axe(page)
    page.reload()
    expect(page.locator(DOCUMENT)).to_contain_text("Macro F1 of 0.85")
    expect(page.locator(DOCUMENT)).to_contain_text("2027-02-01: named by the authors.")
    expect(page.get_by_label("Title")).to_have_value(f"Secret-4711 {EVIL}")
    assert page.locator(f"{DOCUMENT} img").count() == 0
    entry(page, "memory").get_by_role("button", name="Remove").click()
    expect(entry(page, "memory")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(entry(page, "memory")).to_have_count(1)
    assert not [line for line in asked if "4711" in line or not line.startswith("GET")]


def test_who_goes_back_and_types_at_once_goes_on_with_what_is_kept(page: Page) -> None:
    page.goto(BREAK_EVEN)
    page.get_by_label("Calls per day").fill("9,000")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    page.goto("decision-record/")
    page.go_back(wait_until="domcontentloaded")
    page.get_by_label("Calls per day").fill("8,000")
    expect(page.locator("[data-answer]")).to_contain_text("8,000 calls a day")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    assert stored(page).calculators == {"break-even": f"calls_per_day=8%2C000{START}"}


def test_who_comes_back_finds_the_defaults_and_may_go_on_with_what_is_kept(page: Page) -> None:
    page.goto(BREAK_EVEN)
    page.get_by_label("Calls per day").fill("9,000")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    page.goto("about/")
    page.goto(BREAK_EVEN)
    expect(page.get_by_label("Calls per day")).to_have_value("")
    expect(page.locator(LINE)).to_contain_text("holds other answers")
    page.get_by_label("Calls per day").fill("7,000")
    expect(page.locator("[data-answer]")).to_contain_text("7,000 calls a day")
    expect(page.locator(LINE)).to_contain_text("holds other answers")
    assert stored(page).calculators == {"break-even": f"calls_per_day=9%2C000{START}"}
    page.get_by_role("link", name="continue with your kept answers").click()
    expect(page.get_by_label("Calls per day")).to_have_value("9,000")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    page.get_by_label("Calls per day").fill("7,500")
    expect(page.locator("[data-answer]")).to_contain_text("7,500 calls a day")
    assert stored(page).calculators == {"break-even": f"calls_per_day=7%2C500{START}"}
    page.locator(LINE).get_by_role("button", name="Remove").click()
    page.get_by_label("Calls per day").fill("7,600")
    expect(page.locator("[data-answer]")).to_contain_text("7,600 calls a day")
    press(page, "Undo removal")
    assert stored(page).calculators == {"break-even": f"calls_per_day=7%2C500{START}"}
    press(page, "put these in instead")
    assert stored(page).calculators == {"break-even": f"calls_per_day=7%2C600{START}"}


def test_who_comes_back_and_has_answered_nothing_cannot_put_nothing_in_place_of_what_is_kept(page: Page) -> None:
    page.goto(BREAK_EVEN)
    page.get_by_label("Calls per day").fill("9,000")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    for address in (BREAK_EVEN, "about/", BREAK_EVEN):
        page.goto(address)
    expect(page.get_by_role("link", name="continue with your kept answers")).to_be_visible()
    instead = page.get_by_role("button", name="put these in instead")
    expect(instead).to_be_hidden()
    page.get_by_label("Calls per day").fill("7,000")
    expect(page.locator("[data-answer]")).to_contain_text("7,000 calls a day")
    expect(instead).to_be_visible()
    page.get_by_label("Calls per day").fill("5,000")
    expect(page.locator("[data-answer]")).to_contain_text("5,000 calls a day")
    expect(page.get_by_role("link", name="continue with your kept answers")).to_be_visible()
    assert stored(page).calculators == {"break-even": f"calls_per_day=9%2C000{START}"}


def test_answers_of_somebody_else_s_link_are_shown_as_such_and_the_own_ones_kept(page: Page) -> None:
    page.goto("calculators/memory/")
    page.get_by_label("Sequence length").fill("1024")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    mine = stored(page).calculators["memory"]
    page.goto("about:blank")
    page.goto("calculators/memory/#memory?sequence_length=4096&method=qlora&gpu=h100-sxm")
    expect(page.locator(LINE)).to_contain_text("From a link. Your decision record holds other answers")
    page.get_by_label("Sequence length").fill("8192")
    expect(page.locator("[data-answer]")).to_be_visible()
    expect(page).to_have_url(re.compile("sequence_length=8192"))
    # Nor do answers that this one leads on with become the reader's own.
    page.get_by_role("link", name=re.compile("^Training on GPUs, on")).click()
    expect(page.locator(LINE)).to_contain_text("From a link: your decision record does not hold it.")
    assert stored(page).calculators == {"memory": mine}
    page.go_back()
    expect(page.get_by_label("Sequence length")).to_have_value("8192")
    press(page, "put these in instead")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    expect(page.locator(LINE)).not_to_contain_text("From a link")
    assert "sequence_length=8192" in stored(page).calculators["memory"]
    # From here on they are the reader's, and so is what they lead on to.
    link = page.get_by_role("link", name=re.compile("^Training on GPUs, on"))
    address = link.get_attribute("href") or ""
    link.click()
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    expect(page).to_have_url(re.compile("rental=[^&]*$"))
    assert "&own" not in address
    assert "rental" in stored(page).calculators["training-run"]


def test_a_link_restores_fifteen_entries_elsewhere_and_keeps_nothing_unasked(visit: Visit) -> None:
    record = read_record(a_full_record())
    with visit(permissions=["clipboard-read", "clipboard-write"]) as page:
        store(page, record.text())
        page.goto(RECORD)
        expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("Claims")
        press(page, "Copy link")
        expect(page.locator(STATUS)).to_contain_text("The link is copied.")
        link = page.evaluate("navigator.clipboard.readText()")
    assert len(link) < 32_100
    with visit() as page:
        store(page, kept(title="Mine"))
        page.goto(link)
        expect(page.locator(GUEST)).to_contain_text("This record comes from this link.")
        expect(page.locator(GUEST)).to_contain_text("Your browser keeps another one.")
        expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("Claims")
        assert stored(page).title == "Mine"
        expect(page.get_by_label("Title")).to_have_value("Claims")
        expect(page.get_by_label("Title")).to_have_attribute("readonly", "")
        press(page, "Keep this in my browser")
        expect(page).to_have_url(re.compile(f"{RECORD}$"))
        assert stored(page).plain() == record.plain()
        press(page, "Undo")
        expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("Mine")
        assert stored(page).title == "Mine"
        noise = "".join(chr(0x4E00 + 7919 * number % 0x4200) for number in range(19_000))
        page.get_by_label("Context and notes").fill(noise)
        press(page, "Copy link")
        expect(page.locator(STATUS)).to_contain_text("This record is too long for a link. Download it as JSON")


def test_files_say_the_same_and_the_json_can_be_opened_again(page: Page, tmp_path: Path) -> None:
    words = {"title": "Claims: which?", "notes": "=1+1", "calculators": {"break-even": "calls_per_day=9000"}}
    store(page, kept(**words, scenarios={"rag": [{"name": "A", "query": ""}]}))
    page.goto(RECORD)
    expect(entry(page, "break-even")).to_be_visible()
    name, markdown = download(page, "Markdown")
    assert name == "claims-which.md"
    assert "# Claims: which?" in markdown
    assert "9,000 calls/day" in markdown
    name, csv = download(page, "Figures as CSV")
    assert name == "claims-which.csv"
    assert csv.startswith("\ufeffkind,calculator,figure,value,unit,")
    name, text = download(page, "JSON")
    assert name == "claims-which.json"
    file = tmp_path / name
    file.write_text(text, "utf-8")
    before = stored(page)
    page.get_by_label("Title").fill("Changed since")
    page.get_by_label("Open a record").set_input_files(file)
    expect(page.locator(GUEST)).to_contain_text("This record comes from the file claims-which.json.")
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("Claims: which?")
    assert stored(page).title == "Changed since"
    press(page, "Show what my browser keeps")
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("Changed since")
    page.get_by_label("Open a record").set_input_files(file)
    press(page, "Keep this in my browser")
    assert stored(page).plain() == before.plain()


def test_what_cannot_be_opened_is_explained_and_loses_nothing(page: Page, tmp_path: Path) -> None:
    page.goto(RECORD)
    page.get_by_label("Context and notes").fill("Typed before")
    link = packed(read_record(kept(title="Whole")))
    links = {
        link[:-3]: "This link cannot be opened. This link is damaged",
        "case=AAAA": "This link is damaged",
        "case=" + "A" * 40_000: "This link is too long: 40,000 characters",
        "case=" + quote('{"format": "decision-record", "version": 7}'): "newer edition of this course (version 7",
        "case=" + quote('{"format": "decision-record"}'): "It does not say which version of the format it has",
        "case=" + quote("{<script>pwned = 1</script>"): "It is damaged, or no decision record: it is not JSON.",
    }
    for address, told in links.items():
        page.evaluate("hash => { location.hash = hash; }", address)
        expect(page.locator(PROBLEM)).to_contain_text(told)
        expect(page.locator(PROBLEM)).to_be_focused()
        expect(page).to_have_url(re.compile(f"{RECORD}$"))
    files: dict[str, tuple[bytes, str]] = {
        "cut.json": (kept(title="x")[:-2].encode(), "The file cut.json cannot be opened. It is damaged"),
        "old.json": (b'{"format": "decision-record", "version": 0}', "this edition reads version 1."),
        "new.json": (b'{"format": "decision-record", "version": 2}', "newer edition of this course (version 2"),
        "prices.json": (b'{"models": []}', "It is no decision record of this course"),
        "latin.json": (b"\xe4\xff", "latin.json is not a text in UTF-8."),
        "huge.json": (b"[" * 10_000_000, "huge.json has 10,000,000 bytes; allowed: up to 1,000,000."),
        "deep.json": (b"[" * 900_000, "nested more than 12 deep"),
        "<img src=x onerror=alert(1)>.json": (b"{}", "The file <img src=x onerror=alert(1)>.json cannot be opened."),
    }
    for name, (content, told) in files.items():
        page.get_by_label("Open a record").set_input_files({"name": name, "mimeType": "", "buffer": content})
        expect(page.locator(PROBLEM)).to_contain_text(told)
    expect(page.get_by_label("Context and notes")).to_have_value("Typed before")
    expect(page.locator(DOCUMENT)).to_contain_text("Typed before")
    assert stored(page).notes == "Typed before"
    evil = kept(title=EVIL, calculators={"break-even": EVIL, "abacus": "1"})[:-1] + ', "__proto__": {"polluted": 1}}'
    page.get_by_label("Open a record").set_input_files({"name": "evil.json", "mimeType": "", "buffer": evil.encode()})
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text(EVIL)
    expect(page.locator(".notice--dropped")).to_contain_text("calculators.abacus, __proto__")
    assert page.evaluate("({}).polluted === undefined && typeof pwned === 'undefined'")
    assert page.locator(f"{DOCUMENT} :is(script, img)").count() == 0


def test_where_the_browser_keeps_nothing_a_link_carries_the_record(page: Page) -> None:
    page.add_init_script(BLOCKED)
    page.goto(BREAK_EVEN)
    page.get_by_label("Calls per day").fill("9,000")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    page.locator(LINE).get_by_role("link", name="decision record").click()
    expect(page.locator(GUEST)).to_be_visible()
    expect(page.locator("[data-record-unkept]")).to_contain_text("This browser lets the site keep nothing")
    press(page, "Keep this in my browser")
    page.get_by_label("Title").fill("Here alone")
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("Here alone")
    expect(entry(page, "break-even")).to_contain_text("9,000 calls a day")
    press(page, "Clear my data")
    expect(page.locator(STATUS)).to_have_text("Forgotten: your decision record with the answers of 1 calculator.")
    expect(page.get_by_label("Title")).to_have_value("")
    expect(entry(page, "break-even")).to_have_count(0)


def test_a_full_or_foreign_store_does_no_harm(page: Page) -> None:
    for text in ("nonsense", "[]", "null", '{"format": 1}', '{"format": "decision-record", "version": 1, "title": 5}'):
        store(page, text)
        page.goto(RECORD)
        expect(page.get_by_label("Title")).to_have_value("")
        expect(page.locator(PROBLEM)).to_be_hidden()
    newer = '{"format": "decision-record", "version": 2, "title": "Of tomorrow"}'
    store(page, newer)
    page.goto(RECORD)
    expect(page.locator("[data-record-newer]")).to_contain_text("written by a newer edition of this course")
    page.get_by_label("Title").fill("Of today")
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("Of today")
    assert page.evaluate(STORED) == newer
    store(page, kept(title="Before"))
    page.add_init_script(FULL)
    page.goto(RECORD)
    page.get_by_label("Title").fill("More than fits")
    expect(page.locator("[data-record-unkept]")).to_be_visible()
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("More than fits")
    page.get_by_label("Authors").fill("Ada")
    expect(page.locator(DOCUMENT)).to_contain_text("Ada")
    expect(page.locator(f"{DOCUMENT} header h2")).to_have_text("More than fits")


def test_two_tabs_lose_nothing_of_each_other_s(page: Page) -> None:
    page.goto(RECORD)
    page.get_by_label("Title").fill("From one tab")
    other = page.context.new_page()
    other.goto(BREAK_EVEN)
    other.get_by_label("Calls per day").fill("9,000")
    expect(entry(page, "break-even")).to_contain_text("9,000 calls a day")
    second = page.context.new_page()
    second.goto(RECORD)
    second.get_by_label("Authors").fill("Grace")
    expect(page.get_by_label("Authors")).to_have_value("Grace")
    # In the same field, where this tab's reader is typing, the other tab's words are shown and not put in.
    second.get_by_label("Title").fill("From another tab")
    expect(page.locator("[data-record-theirs=title]")).to_contain_text("Another tab wrote here: “From another tab”")
    expect(page.get_by_label("Title")).to_have_value("From one tab")
    press(page, "Take that instead")
    expect(page.get_by_label("Title")).to_have_value("From another tab")
    # The same calculator in two tabs: the one that did not write last asks.
    third = page.context.new_page()
    third.goto(f"{BREAK_EVEN}#break-even?calls_per_day=9%2C000")
    expect(third.locator(LINE)).to_contain_text("In your decision record.")
    third.get_by_label("Calls per day").fill("8,000")
    expect(entry(page, "break-even")).to_contain_text("8,000 calls a day")
    expect(other.locator(LINE)).to_contain_text("holds other answers")
    other.get_by_label("Calls per day").fill("9,500")
    expect(other.locator("[data-answer]")).to_contain_text("9,500 calls a day")
    expect(other.locator(LINE)).to_contain_text("holds other answers")
    assert stored(page).calculators == {"break-even": f"calls_per_day=8%2C000{START}"}
    assert (stored(page).title, stored(page).authors) == ("From another tab", "Grace")


def test_one_button_forgets_everything_and_says_what(page: Page) -> None:
    page.goto("data/own-figures/")
    page.get_by_label("Your API prices, as YAML").fill("rows: {}")
    page.get_by_label("Your API prices, as YAML").blur()
    scenarios = {"rag": [{"name": "A", "query": ""}, {"name": "B", "query": ""}]}
    store(page, kept(title="Mine", calculators={"break-even": "", "rag": ""}, scenarios=scenarios))
    page.goto(RECORD)
    expect(entry(page, "rag")).to_be_visible()
    page.evaluate("localStorage.setItem('another site', 'stays')")
    press(page, "Clear my data")
    expect(page.locator(STATUS)).to_have_text(
        "Forgotten: your decision record with the answers of 2 calculators, 2 scenarios, your own figures."
    )
    expect(entry(page, "rag")).to_have_count(0)
    left = page.evaluate("Object.keys(localStorage)")
    assert [key for key in left if not key.endswith("__palette")] == ["another site"]
    press(page, "Undo")
    expect(page.locator(STATUS)).to_have_text("Your data are back.")
    expect(entry(page, "rag")).to_be_visible()
    press(page, "Clear my data")
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("")
    press(page, "Clear my data")
    expect(page.locator(STATUS)).to_have_text("There was nothing to forget.")


def test_scenarios_stand_side_by_side_and_travel_with_the_record(page: Page, axe: Axe) -> None:
    page.goto(BREAK_EVEN)
    press(page, "Keep as scenario")
    page.get_by_label("Calls per day").fill("100,000")
    name = page.get_by_label("Keep these answers as a scenario named")
    expect(name).to_have_value("B")
    name.fill(EVIL[:30])
    name.press("Enter")
    table = page.locator(".compare")
    expect(table.get_by_role("row", name="Calls per day", exact=False).first).to_contain_text(
        "100,000 calls/day differs"
    )
    expect(table.get_by_role("row", name="Long prompt, 24 months in all")).to_contain_text("20 times as much")
    expect(table.locator("thead")).to_contain_text(EVIL[:30])
    assert page.locator(".calculator img, .calculator script").count() == 0
    axe(page, "form.calculator")
    press(page, "Remove scenario A")
    expect(page.locator("[data-scenario-undo]")).to_be_focused()
    page.keyboard.press("Enter")
    press(page, "Keep as scenario")
    expect(table.locator("thead th")).to_have_count(4)
    page.get_by_label("Keep these answers as a scenario named").fill("D")
    press(page, "Keep as scenario")
    expect(page.locator("[data-scenario-status]")).to_contain_text("Three scenarios are kept already.")
    page.get_by_role("link", name="Open scenario A").click()
    expect(page.get_by_label("Calls per day")).to_have_value("")
    page.goto(RECORD)
    expect(page.locator(DOCUMENT)).to_contain_text("Scenarios: Break-even of fine-tuning")
    page.get_by_label("Keep this record as a variant").fill("Before")
    press(page, "Keep")
    page.get_by_label("Title").fill("After")
    expect(page.get_by_role("row", name="Title")).to_contain_text("After— differs")
    press(page, "Remove Before")
    expect(page.get_by_role("row", name="Title")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(visit: Visit, axe: Axe, scheme: str) -> None:
    with visit(color_scheme=scheme) as page:
        page.goto(RECORD)
        axe(page)
        page.goto(f"{RECORD}#{packed(read_record(kept(title='T', calculators={'advisor': 'task=sql', 'rag': ''})))}")
        expect(entry(page, "rag")).to_be_visible()
        axe(page)
        page.evaluate("location.hash = 'case=AAAA'")
        expect(page.locator(PROBLEM)).to_be_visible()
        axe(page)


def test_on_a_phone_the_page_is_no_wider_than_the_screen(phone: Page, axe: Axe) -> None:
    every = dict.fromkeys(CLASSES, "")
    variants = [{"name": name, "record": {"calculators": every}} for name in "ABC"]
    phone.goto(f"{RECORD}#{packed(read_record(kept(calculators=every, variants=variants)))}")
    expect(phone.locator("[data-record-entry]")).to_have_count(len(CLASSES) - 1)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    axe(phone)


def test_on_paper_it_is_the_whole_document_and_nothing_else(visit: Visit) -> None:
    with visit(color_scheme="dark", viewport={"width": 720, "height": 1000}) as page:
        page.goto(f"{RECORD}#{packed(read_record(kept(title='On paper', calculators={'break-even': '', 'rag': ''})))}")
        expect(entry(page, "rag")).to_be_visible()
        page.emulate_media(media="print")
        for part in ("header.md-header", "footer", ".record-page__words", GUEST, ".decision__buttons", "h1"):
            for element in page.locator(part).all():
                expect(element).to_be_hidden()
        for table in entry(page, "rag").locator("details table").all():
            expect(table).to_be_visible()
        link = page.locator(".decision__facts a[href^=http]").first
        assert "http" in link.evaluate("link => getComputedStyle(link, '::after').content")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_sheet_carries_both_lines_and_what_is_asked_next_leads_to_the_form(page: Page) -> None:
    answers = "task=extraction&falls_short=style&facts_in=input&examples_count=thousands"
    page.set_viewport_size({"width": 720, "height": 1000})
    page.goto(f"{RECORD}#{packed(read_record(kept(title='Invoices', calculators={'advisor': answers, 'rag': ''})))}")
    lines = page.locator(f"{DOCUMENT} .sheet [data-part]")
    expect(lines).to_have_count(8)
    expect(page.locator("[data-misread]")).to_have_count(0)
    expect(lines.nth(1)).to_contain_text("Stop when:")
    page.emulate_media(media="print")
    for line in lines.all():
        expect(line).to_be_visible()
        box = line.bounding_box()
        assert box
        assert box["y"] + box["height"] < 1000
    expect(page.locator(".decision__question").first).to_be_visible()
    link = page.locator(f"{DOCUMENT} .asks a").first
    assert link.evaluate("link => getComputedStyle(link, '::after').content") == "none"
    page.emulate_media(media="screen")
    link.click()
    expect(page.get_by_label("Labelled examples at hand")).to_have_value("thousands")
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")


ANSWERS = "falls_short=style&facts_in=private&prompt_tried=yes&examples_count=300&calls_per_day=400"


def test_a_lead_comes_from_the_home_page_to_one_sheet_with_their_own_volume_in_at_most_eight_actions(
    page: Page,
) -> None:
    """Every question in view is answered. A choice is one action, as is a number typed, or a link followed."""
    acts = 0

    def act(do: Callable[[], object]) -> None:
        nonlocal acts
        do()
        acts += 1

    page.goto("")
    act(lambda: page.get_by_role("link", name="Style, tone or voice", exact=True).click())
    asked = page.locator("form.calculator .calculator__inputs > .field [name]")
    expect(page.get_by_label("What falls short most")).to_have_value("style")
    assert asked.evaluate_all("all => all.filter((one) => one.value && one.value !== 'unknown').length") == 1
    act(lambda: page.get_by_label("Kind of task").select_option("Conversation, such as support"))
    act(lambda: page.get_by_label("Where the facts stand").select_option("In documents or data of our own"))
    act(lambda: page.get_by_label("Labelled examples at hand").fill("300"))
    act(lambda: page.get_by_label("Was a careful prompt tried").select_option("Yes"))
    act(lambda: page.get_by_label("Is there an evaluation set").select_option("No"))
    act(lambda: page.get_by_label("Calls per day").fill("437"))
    assert asked.evaluate_all("all => all.every((one) => one.value && one.value !== 'unknown')")
    act(lambda: page.locator(LINE).get_by_role("link", name="decision record").click())
    assert acts <= 8
    sheet = page.locator(f"{DOCUMENT} .sheet")
    holds = {
        "question": "437 calls/day, as the advisor was told",
        "this_week": "Stop when:",
        "likely_end": "in 100",
        "cost": "USD, likely between",
        "how_often": "published cases",
        "would_change": "then",
        "decision": "Decides",
    }
    for part, words in holds.items():
        expect(sheet.locator(f"[data-part={part}]")).to_contain_text(words)
    expect(sheet.locator("[data-part=cost]")).to_contain_text("Calls per day")
    expect(sheet.locator("[data-part=cost]")).not_to_contain_text("calls/day among them")
    assert sheets(page) >= 1
    page.evaluate("document.querySelectorAll('article.decision > :not(.sheet)').forEach((part) => part.remove())")
    assert sheets(page) == 1


def test_the_way_to_the_record_is_in_the_first_screen_beside_the_answer(page: Page) -> None:
    page.goto(f"calculators/advisor/#advisor?{ANSWERS}")
    way = page.locator(LINE).get_by_role("link", name="decision record")
    expect(way).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    expect(way).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-answer]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("more", [{}, {"total-cost": "calls_per_day=400", "memory": "", "rag": ""}], ids=["", "more"])
def test_the_first_page_of_the_pdf_is_the_sheet_and_the_annex_follows(page: Page, more: dict[str, str]) -> None:
    typed = {"title": "Letters of the claims department: tune, or not?", "authors": "Ada, Grace", "decides": "Lin"}
    page.goto(f"{RECORD}#{packed(read_record(kept(**typed, calculators={'advisor': ANSWERS, **more})))}")
    expect(page.locator(".sheet [data-part=cost]")).to_be_visible()
    whole = sheets(page)
    page.evaluate("document.querySelectorAll('article.decision > :not(.sheet)').forEach((part) => part.remove())")
    assert sheets(page) == 1
    assert whole > 1


def test_while_python_starts_the_last_sentences_stand_there_and_no_empty_form(page: Page) -> None:
    page.goto(BREAK_EVEN)
    page.get_by_label("Calls per day").fill("9,000")
    expect(page.locator(LINE)).to_contain_text("In your decision record.")
    expect(page.locator("[data-answer]")).to_contain_text("9,000 calls a day")
    said = page.locator("[data-answer]").inner_text()
    page.route("**/runtime/manifest.json", lambda route: route.abort())
    page.goto(RECORD)
    waits = page.locator("[data-record-waits]")
    expect(waits).to_contain_text("Break-even of fine-tuning")
    expect(waits).to_contain_text(said)
    expect(page.locator(DOCUMENT)).to_be_hidden()
    expect(page.get_by_text("This record is empty")).to_be_hidden()
    page.emulate_media(media="print")
    expect(waits).to_be_visible()
    expect(page.locator(DOCUMENT)).to_be_hidden()
    page.emulate_media(media="screen")
    page.unroute("**/runtime/manifest.json")
    expect(waits).to_contain_text("The sheet could not be made.")
    press(page, "Try again")
    expect(entry(page, "break-even")).to_be_visible()
    expect(waits).to_be_hidden()


def test_without_javascript_it_is_a_form_to_print(no_js: Page) -> None:
    no_js.goto(RECORD)
    expect(no_js.locator("article noscript p")).to_be_visible()
    expect(no_js.get_by_role("heading", name="Agreed before measuring")).to_be_visible()
    expect(no_js.locator(".decision__lines").first).to_be_visible()
    expect(no_js.locator(".record-page__words")).to_be_hidden()
    no_js.goto(BREAK_EVEN)
    expect(no_js.locator(LINE)).to_be_hidden()
    expect(no_js.locator("[data-scenarios]")).to_be_hidden()


def test_when_python_cannot_start_nothing_typed_is_lost(page: Page) -> None:
    page.route("**/runtime/manifest.json", lambda route: route.abort())
    store(page, kept(title="Kept", calculators={"rag": ""}))
    page.goto(RECORD)
    expect(page.locator("[data-record-failure]")).to_contain_text("Python")
    page.get_by_label("Authors").fill("Ada")
    assert (stored(page).title, stored(page).authors) == ("Kept", "Ada")
    page.unroute("**/runtime/manifest.json")
    press(page, "Retry")
    expect(entry(page, "rag")).to_be_visible()
    expect(page.locator("[data-record-waiting]")).to_be_empty()
