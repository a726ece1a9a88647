"""A training file in the page: bad ones are told, good ones answered as on the command line."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculators.__main__ import main
from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused
from tests.training_file.bad_files import BAD, GOOD, chat

ADDRESS = "calculators/dataset-check/"
LARGE = {"long.jsonl", "broken.jsonl"}


def told(path: Path) -> str:
    """What is said of a file here: the answer, or why there is none."""
    try:
        return DatasetCheck(file=given_file(str(path)), depth="structure").result().answer
    except Refused as refused:
        return " ".join(refused.problems.values())


def test_every_bad_file_is_answered_in_the_page_as_it_is_here(page: Page, tmp_path: Path) -> None:
    page.goto(f"{ADDRESS}#dataset-check?depth=structure")
    for bad in sorted(BAD, key=lambda bad: bad.name in LARGE):
        path = bad.write(tmp_path)
        page.locator("[name=file]").set_input_files(path)
        place = "[data-error-summary]" if bad.refused else "[data-answer]"
        expect(page.locator(place), bad.name).to_contain_text(told(path))
        expect(page.locator("form.calculator")).to_have_attribute("data-state", "refused" if bad.refused else "live")
        # Another answer between two, so that an old one is never taken for the new.
        page.locator("[name=file]").set_input_files([])
        expect(page.locator("[data-answer]")).to_contain_text("Example set: 4 of 15")


def test_page_and_command_line_report_the_same(page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "<b>train & more.jsonl"
    rest = [
        chat("a?", "<script>alert(1)</script>"),
        "{",
        chat("a?", "b"),
        chat("a?", "b"),
        chat("Who?", "jo@northwick.io"),
    ]
    path.write_text(GOOD + "\n".join(rest))
    assert main(["dataset-check", str(path), "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    page.goto(ADDRESS)
    page.locator("[name=file]").set_input_files(path)
    expect(page.locator("[data-answer]")).to_have_text(record["answer"])
    for key, figure in record["figures"].items():
        shown = page.locator(f"[data-figure={key}]").get_attribute("value")
        assert (float(shown) if shown else None) == figure["value"], key
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the report for programs").click()
    report = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert {key: report[key] for key in ("answer", "why", "figures", "notices")} == {
        key: record[key] for key in ("answer", "why", "figures", "notices")
    }
    assert {"json", "duplicate", "conflict", "personal"} <= {one["finding"] for one in report["findings"]}


def test_the_findings_can_be_read_on_a_phone(phone: Page) -> None:
    phone.goto(ADDRESS)
    row = phone.get_by_role("row", name="Not valid JSON")
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    expect(row).to_contain_text("line 5")
