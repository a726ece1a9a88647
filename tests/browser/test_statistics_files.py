"""Files of results or labels in the browser: bad ones told in a sentence, good ones answered as everywhere."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculators.__main__ import main
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
    saved = Path(saving.value.path()).read_text().splitlines()
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
