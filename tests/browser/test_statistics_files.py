"""Files of results or labels in the browser: bad ones told in a sentence, good ones answered as everywhere."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from calculators.__main__ import main
from tests.browser.test_faults_host import WORKERS, Ruled, visited
from tests.browser.test_same_answer import figures

ANSWER, PROBLEMS, NOTICES = "[data-answer]", "[data-error-summary]", ".notice"

TABLE = "id,before,after\n" + "".join(
    f"Straße {n},{(n % 3 and 'yes') or 'no'},{(n % 7 and 'yes') or 'no'}\n" for n in range(60)
)
READ = "Better: 85 % right after, 66.7 % before, 18.3 points more"

FILES = {
    # What is dropped, and what is told of it: the answer, a refusal, or a notice beside the answer.
    "utf-8.csv": (TABLE.encode(), ANSWER, READ),
    "empty.csv": (b"", PROBLEMS, "there is nothing in this file"),
    "binary.csv": (bytes(range(256)) * 40, PROBLEMS, "binary data"),
    "bom.csv": (TABLE.encode("utf-8-sig"), ANSWER, READ),
    "spreadsheet.csv": (b"PK\x03\x04xl/worksheets" + b"\0" * 500, PROBLEMS, "this is a spreadsheet (xlsx), not text"),
    "utf-16.csv": (TABLE.encode("utf-16"), ANSWER, READ),
    "no-after.csv": (b"id,colour\n1,red\n2,blue\n", PROBLEMS, "no column looks like results"),
    "crlf.csv": (TABLE.replace("\n", "\r\n").encode(), ANSWER, READ),
    "heading.csv": (b"id,before,after\n", PROBLEMS, "there is nothing below the heading"),
    "latin-1.csv": (TABLE.encode("latin-1"), NOTICES, "Some lines are not UTF-8"),
    "shift-jis.csv": (TABLE.replace("Straße", "東京の店").encode("cp932"), NOTICES, "read as Shift-JIS (cp932)."),
    "polish.csv": (TABLE.replace("Straße", "Są główne żądania").encode("cp1250"), NOTICES, "read as windows-1250"),
    "twice.csv": ((TABLE + "Straße 3,no,no\n").encode(), NOTICES, "1 row repeats an item that stands above"),
    "odd.csv": ((TABLE + "x,perhaps,yes\n").encode(), NOTICES, "1 row holds a result that cannot be read (line 62)"),
}


def test_every_bad_file_is_told_in_a_sentence_or_read_as_it_is_meant(page: Page, tmp_path: Path) -> None:
    page.goto("calculators/before-after/")
    for name, (content, place, words) in FILES.items():
        path = tmp_path / name
        path.write_bytes(content)
        page.locator("[name=file]").set_input_files(path)
        expect(page.locator(place).filter(has_text=words), name).to_be_visible()
    page.get_by_role("button", name="Restore defaults").click()
    expect(page.locator(ANSWER)).to_contain_text("Better: 87.5 % right after")


SCORES = "id,document,base,tuned_a,tuned_b\n" + "".join(
    f"{n},{n // 4},{n * 37 % 101 / 101:.4f},{n * 41 % 97 / 97:.4f},{(n * 37 % 101 + n % 9) / 105:.4f}\n"
    for n in range(240)
)
LABELS = "item,anna,ben,cleo\n" + "".join(
    f"{n},{n % 5},{(n + n // 11 % 2) % 5},{n % 5 if n % 6 else ''}\n" for n in range(90)
)


@pytest.mark.parametrize(
    ("slug", "text", "options"),
    [
        ("before-after", TABLE, {}),
        ("before-after", SCORES, {"margin": "0.01", "confidence": "90"}),
        ("agreement", LABELS, {"scale": "ordinal"}),
    ],
    ids=["counts", "scores", "labels"],
)
def test_a_file_gives_the_same_answer_in_the_page_and_on_the_command_line(
    slug: str, text: str, options: dict[str, str], page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "given.csv"
    path.write_text(text)
    assert main([slug, str(path), *(f"--{name}={value}" for name, value in options.items()), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    asked = "&".join(f"{name}={value}" for name, value in options.items())
    page.goto(f"calculators/{slug}/" + (f"#{slug}?{asked}" if asked else ""))
    page.locator("[name=file]").set_input_files(path)
    expect(page.locator(ANSWER)).to_have_text(record["answer"])
    shown = figures(page.locator("[data-slot=answer]").inner_html())
    assert shown == {key: (one["value"], one["low"], one["high"]) for key, one in record["figures"].items()}


def test_on_a_phone_a_question_stands_in_the_first_screen(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    path.write_text(TABLE.replace("id,before,after", "id,x,y"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("calculators/before-after/")
    page.locator("[name=file]").set_input_files(path)
    expect(page.locator(PROBLEMS)).to_contain_text("One question first")
    asked = page.locator(PROBLEMS).bounding_box()
    assert asked
    assert asked["y"] + asked["height"] < 844


def test_columns_are_corrected_items_saved_and_counts_passed_on(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    path.write_text(TABLE.replace("id,before,after", "id,x,y"))
    page.goto("calculators/before-after/")
    page.locator("[name=file]").set_input_files(path)
    expect(page.locator(PROBLEMS)).to_contain_text("One question first")
    expect(page.locator(ANSWER)).to_be_hidden()
    page.get_by_role("button", name="“x” is before, “y” after").click()
    expect(page.locator(ANSWER)).to_contain_text("85 % right after")
    expect(page.locator("[data-read]")).to_contain_text("“x”")
    page.get_by_role("link", name="Change: Before").click()
    expect(page.get_by_label("Result before")).to_be_focused()
    expect(page.get_by_label("Result before")).to_have_value("x")
    page.get_by_label("Result before").fill("y")
    page.get_by_label("Results after").fill("x")
    expect(page.locator(ANSWER)).to_contain_text("66.7 % right after, 85 % before")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save all items").click()
    saved = Path(saving.value.path()).read_text("utf-8-sig").splitlines()
    assert saved[0] == "item,line,before x,after x,change x"
    assert len(saved) == 61
    page.get_by_role("link", name="Before and after, from these counts").click()
    expect(page.get_by_label("Lost", exact=True)).to_have_value("17")
    expect(page.locator(ANSWER)).to_contain_text("66.7 % right after, 85 % before")


def test_a_question_is_answered_by_one_press_from_the_keyboard(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "loss.csv"
    path.write_text(
        "id,loss_before,loss_after\n" + "".join(f"{n},{1 + n % 7 / 10},{0.8 + n % 5 / 10}\n" for n in range(40))
    )
    page.goto("calculators/before-after/")
    page.locator("[name=file]").set_input_files(path)
    expect(page.locator(PROBLEMS)).to_contain_text("Is less better, or more?")
    page.get_by_role("button", name="Less is better").press("Enter")
    expect(page.locator(ANSWER)).to_contain_text("points fewer")
    expect(page.locator("[data-read]")).to_contain_text("less is better")
    page.get_by_role("button", name="Swap before and after").press("Enter")
    expect(page.locator(ANSWER)).to_contain_text("points more")


def test_two_files_are_joined_in_the_page(page: Page, tmp_path: Path) -> None:
    for name, column in (("base", 1), ("tuned", 2)):
        lines = [row.split(",") for row in TABLE.splitlines()[1:]]
        (tmp_path / f"{name}.csv").write_text("id,correct\n" + "".join(f"{row[0]},{row[column]}\n" for row in lines))
    page.goto("calculators/before-after/")
    page.locator("[name=file]").set_input_files(tmp_path / "base.csv")
    expect(page.locator(PROBLEMS)).to_contain_text("choose the file of the other run as well")
    page.locator("[name=after_file]").set_input_files(tmp_path / "tuned.csv")
    expect(page.locator(ANSWER)).to_contain_text(READ)
    expect(page.locator("[data-read]")).to_contain_text("joined by “id”")


def runs(folder: Path) -> list[Path]:
    """The table as a file for each run."""
    rows = [row.split(",") for row in TABLE.splitlines()[1:]]
    paths = [folder / "base.csv", folder / "tuned.csv"]
    for column, path in enumerate(paths, 1):
        path.write_text("id,correct\n" + "".join(f"{row[0]},{row[column]}\n" for row in rows))
    return paths


class Framed(Ruled):
    """A wiki that frames the course in a sandbox, and lets it start a worker of its own."""

    sandbox = 'sandbox="allow-scripts"'

    def rule(self, strict: str) -> str:
        return strict.replace(WORKERS, WORKERS + " blob:")


def test_two_files_are_joined_in_a_sandboxed_frame(browser: Browser, site: Path, tmp_path: Path) -> None:
    first, second = runs(tmp_path)
    with Framed(site, base="/course/") as host, visited(browser, host, "blob:null/") as page:
        page.goto("wiki/embed/before-after/")
        frame = page.frame_locator("iframe")
        frame.locator("[name=file]").set_input_files(first)
        expect(frame.locator(PROBLEMS)).to_contain_text("choose the file of the other run as well", timeout=30_000)
        frame.locator("[name=after_file]").set_input_files(second)
        expect(frame.locator(ANSWER)).to_contain_text(READ)


def test_a_judge_is_put_right_by_people_in_one_press(page: Page, tmp_path: Path) -> None:
    rows = [f"{n},{n % 2},{int(n % 10 > 0)},{n % 2 if n < 40 else ''},{n % 2 if n < 40 else ''}\n" for n in range(200)]
    path = tmp_path / "judged.csv"
    path.write_text("id,judge_before,judge_after,human_before,human_after\n" + "".join(rows))
    page.goto("calculators/before-after/")
    page.locator("[name=file]").set_input_files(path)
    page.get_by_role("button", name="put right by people").click()
    expect(page.locator(ANSWER)).to_contain_text("Cannot tell yet")
    expect(page.locator("[data-read]")).to_contain_text("40 of 200 items have them")
    expect(page.get_by_text("How the judge errs")).to_be_visible()


LONG_TASKS = """() => { window.longest = 0; new PerformanceObserver(list => { for (const one of list.getEntries())
    window.longest = Math.max(window.longest, one.duration); }).observe({ type: "longtask" }); }"""


def test_a_hundred_thousand_rows_never_hold_up_the_page(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("id,before,after\n" + "".join(f"q{n},{int(n % 3 > 0)},{int(n % 4 > 0)}\n" for n in range(100_000)))
    page.goto("calculators/before-after/")
    page.locator("[name=confidence]").evaluate("one => one.dispatchEvent(new Event('input', { bubbles: true }))")
    expect(page.locator("form.calculator[data-state=live]")).to_be_visible(timeout=60_000)
    page.evaluate(LONG_TASKS)
    page.locator("[name=file]").set_input_files(path)
    expect(page.locator(ANSWER)).to_contain_text("75 % right after, 66.7 % before", timeout=60_000)
    assert page.evaluate("window.longest") < 200
