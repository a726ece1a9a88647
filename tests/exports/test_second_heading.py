"""A survey or a sheet whose headings go on in the second row has both as the names of its columns."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, pressed, said

SHEETS = {
    "a survey": ("Respondent,Date,Please rate each answer,,", ",,Old model,New model,Comment"),
    "the model above": ("Case,Day,Old model,New model,Comment", ",,points,points,"),
    "in German": ("Fall,Tag,Altes Modell,Neues Modell,Kommentar", ",,Punkte,Punkte,"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_both_rows_name_the_columns(name: str, tmp_path: Path) -> None:
    first, second = SHEETS[name]
    body = "".join(f"c{n},2025-01-01,{before},{after},fine\n" for n, (before, after) in enumerate(PAIRS))
    file = given(tmp_path, "survey.csv", f"{first}\n{second}\n{body}")
    told, asked = said(file)
    fills: dict[str, str] = {}
    while asked is not None and len(fills) < 4:
        fills |= asked.choices[0].fills if "better" not in asked.problems else pressed(asked, "more is better")
        told, asked = said(file, **fills)
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items" in told


def test_a_first_row_of_words_above_words_is_a_row(tmp_path: Path) -> None:
    body = "".join(f"c{n},{['no', 'yes'][before]},{['no', 'yes'][after]}\n" for n, (before, after) in enumerate(PAIRS))
    told, asked = said(given(tmp_path, "plain.csv", f"id,before,after\n{body}"))
    assert asked is None, asked
    assert ANSWER in told


def test_the_line_below_a_heading_in_markdown_is_no_heading(tmp_path: Path) -> None:
    body = "".join(f"| c{n} | {before} | {after} |\n" for n, (before, after) in enumerate(PAIRS))
    told, asked = said(given(tmp_path, "table.md", f"| id | before | after |\n| :-- | --- | --: |\n{body}"))
    assert asked is None, asked
    assert "Before: “before”." in told
    assert ANSWER in told
