"""Titles or notes above the headings of a CSV, which are found below them."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.files.reading import table
from tests.results.made import ANSWER, given, said, wide

ABOVE = {
    "a title": ("Results of March\n", 2),
    "a title and a blank row": ("Results of March,,\n,,\n", 3),
    "a title and an empty line": ("Results of March\n\n", 3),
    "notes": ("Model:,gpt-4o,\nDate:,2025-03-01,\n", 3),
    "a sentence with a comma": ("Answers of the helpdesk, week 9\n", 2),
    "a sentence with a comma and an empty line": ("Answers of the helpdesk, week 9\n\n", 3),
    "a sentence with as many commas as there are": ("Answers of the helpdesk, week 9, draft\n\n", 3),
    "a title, then a sentence": ("Answers of the helpdesk\nWritten on Monday, by hand\n\n", 4),
    "a comment": ("# written by a script, on a Monday\n", 2),
}


@pytest.mark.parametrize("name", ABOVE)
def test_headings_below_titles_are_found_and_told(name: str, tmp_path: Path) -> None:
    above, line = ABOVE[name]
    told, asked = said(given(tmp_path, "results.csv", above + wide("before", "after")))
    assert asked is None, asked
    assert ANSWER in told
    assert f"60 rows, headings in line {line}" in told


@pytest.mark.parametrize("mark", [";", "\t", "|"])
@pytest.mark.parametrize("ending", ["csv", "tsv", "txt", "dat"])
def test_so_they_are_whatever_separates_cells(mark: str, ending: str, tmp_path: Path) -> None:
    text = "Answers of the helpdesk, week 9\n\n" + wide("before", "after").replace(",", mark)
    told, asked = said(given(tmp_path, f"results.{ending}", text))
    assert asked is None, asked
    assert ANSWER in told


def test_a_table_without_a_row_that_fits_its_headings_is_not_called_json(tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "results.csv", "id,before\nq1,1,0\nq2,0,0,1\nq3,1,1\n"))
    assert "line 2: this row has 3 cells where the heading has 2" in str(asked)


def test_labels_below_a_title_are_read_alike(tmp_path: Path) -> None:
    rows = "".join(f"t{n},{'yes' if n % 2 else 'no'},{'yes' if n % 3 else 'no'}\n" for n in range(30))
    read = Agreement(file=given(tmp_path, "labels.csv", f"Labels,,\n\nid,anna,ben\n{rows}")).result().read
    assert "headings in line 3" in read[0].words
    assert "“anna”, “ben”" in " ".join(one.words for one in read)


@pytest.mark.parametrize(
    "text",
    [
        ",before,after\n0,1,0\n1,0,1\n",
        "id,before,after,note\n0,1,0,x\n1,0,1,\n",
        "id,before,after\n0,,\n1,1,0\n2,1,1\n",
        "Model:,0.25\nbase,0.5\ntuned,0.75\n",
        "id,before,after\n\nq1,yes,no\nq2,yes,yes\nq3,no,no\nq4,no,yes\nq5,yes,no\n",
        "id, before, after\nq1, 1, 0\nq2, 0, 1\nq3, 1, 1\nq4, 0, 0\n",
        "id,,\n0,1.5,0.2\n1,0.5,1.2\n",
    ],
    ids=[
        "unnamed index",
        "a sparse column",
        "a row without values",
        "two columns",
        "an empty line below",
        "spaces behind commas",
        "nothing but values below",
    ],
)
def test_a_first_line_that_may_be_the_headings_is(text: str, tmp_path: Path) -> None:
    sheet = table(given(tmp_path, "results.csv", text))
    assert not sheet.below
    assert sheet.heading == text.partition("\n")[0]
