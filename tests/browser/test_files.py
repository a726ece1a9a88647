"""A file of the reader's in the page: read where it stands, never in a link, its end said in words."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

CHECK = "calculators/dataset-check/"

PROGRESS = re.compile(r"Still calculating\. \d+\.\d of \d+\.\d MB, [\d,]+ \w+")


def example(number: int, words: str = "All is well.") -> str:
    turns = [{"role": "user", "content": f"Question {number}?"}, {"role": "assistant", "content": f"{words} {number}"}]
    return json.dumps({"messages": turns}) + "\n"


def training_file(folder: Path) -> Path:
    """A file of twelve sound examples."""
    path = folder / "größe <img src=x> & 2.jsonl"
    path.write_text("".join(map(example, range(12))), "utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return training_file(tmp_path)


def examples(page: Page | FrameLocator, count: str) -> None:
    expect(page.locator("[data-figure=examples]")).to_have_attribute("value", count)


def checked_and_saved(page: Page, file: Path) -> None:
    """Choose a training file, have it checked, and save what is left of it, which is all."""
    page.locator("[name=file]").set_input_files(file)
    examples(page, "12")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the cleaned file").click()
    assert Path(saved.value.path()).read_bytes() == file.read_bytes()


def test_a_file_is_read_in_the_page_and_no_link_holds_it(page: Page, small: Path) -> None:
    page.goto(CHECK)
    asked: list[str] = []
    page.locator("form.calculator").hover()
    expect(page.locator("form.calculator")).to_have_attribute("data-state", "live")
    page.on("request", lambda request: asked.append(request.url))
    checked_and_saved(page, small)
    expect(page.locator("[data-slot=note-file]")).to_contain_text("it is sent nowhere")
    assert "#" not in page.url
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-status] input")).to_have_value(
        re.compile(r"/dataset-check/#dataset-check\?figures=[^&]*$")
    )
    expect(page.get_by_text("The decision record holds no files.")).to_be_visible()
    expect(page.get_by_role("button", name="Add to decision record")).to_be_hidden()
    page.get_by_role("button", name="Keep as scenario").click()
    expect(page.get_by_text("A scenario holds no files.")).to_be_visible()
    page.get_by_role("button", name="Restore defaults").click()
    examples(page, "15")
    expect(page.get_by_role("button", name="Add to decision record")).to_be_visible()
    expect(page.locator("[name=file]")).to_have_value("")
    assert not asked


def test_a_file_may_be_dropped_on_the_calculator(page: Page, small: Path) -> None:
    page.goto(CHECK)
    dropped = page.evaluate_handle(
        "(text) => { const all = new DataTransfer(); all.items.add(new File([text], 'dropped.jsonl')); return all; }",
        small.read_text("utf-8"),
    )
    page.dispatch_event("[data-answer]", "dragover", {"dataTransfer": dropped})
    page.dispatch_event("[data-answer]", "drop", {"dataTransfer": dropped})
    examples(page, "12")


def test_a_link_that_names_a_file_says_that_it_holds_none(page: Page, small: Path) -> None:
    page.goto(f"{CHECK}#dataset-check?file=train.jsonl")
    told = page.locator("[data-error-summary]")
    expect(told).to_contain_text("there is no file “train.jsonl” here; a link and a decision record hold no files")
    page.locator("[name=file]").set_input_files(small)
    examples(page, "12")
    expect(told).to_have_count(0)


def test_a_file_that_changes_while_it_is_used_is_said_so_and_may_be_chosen_again(page: Page, small: Path) -> None:
    page.goto(CHECK)
    page.locator("[name=file]").set_input_files(small)
    examples(page, "12")
    small.write_text(example(1) * 30, "utf-8")
    page.get_by_role("button", name="Save the cleaned file").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("it was changed or taken away. Choose it again.")
    examples(page, "12")
    page.locator("[name=file]").set_input_files([])
    page.locator("[name=file]").set_input_files(small)
    examples(page, "30")


def test_a_long_reading_tells_how_far_it_is_and_can_be_stopped_without_loss(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("w") as file:
        file.writelines(example(number, "word " * 60) for number in range(60_000))
    page.goto(CHECK)
    page.locator("[name=file]").set_input_files(path)
    expect(page.locator("[data-status]")).to_have_text(PROGRESS)
    earlier = page.get_by_text("This answer is to other values than those in the form.")
    expect(earlier).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    form = page.locator("form.calculator")
    expect(form).to_have_attribute("data-state", "prerendered")
    expect(form).to_have_attribute("data-stale", "")
    expect(earlier).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("Stopped.")
    expect(page.get_by_role("button", name="Calculate")).to_be_focused()
    examples(page, "15")
    expect(page.locator("[name=file]")).to_have_value(re.compile("long"))
    small = tmp_path / "small.jsonl"
    small.write_text(example(1) * 11)
    page.locator("[name=file]").set_input_files(small)
    examples(page, "11")
