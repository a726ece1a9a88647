"""A file of use cases is answered in one go, each as it would be alone; a bad cell is refused by its place."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from calculators import calculators
from calculators.__main__ import main
from calculators.files.csv_text import harmless
from calculators.kit.model import Calculator
from calculators.page.case_file import answered
from tests.house.project import TEXTS
from tools.build import ROOT


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> object:
    """What is said about a file of this content."""

    def told(content: str | bytes, *options: str) -> str:
        path = tmp_path / "cases.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert main(["break-even", "--from", str(path), "--csv", *options]) == 2
        out, said = capsys.readouterr()
        assert out == ""
        assert said.count("\n") == 1
        return said

    return told


def test_the_example_of_the_readme_prices_100_use_cases() -> None:
    command = re.search(r"^python (-m calculators .* --csv) > answers\.csv$", TEXTS[Path("README.md")], re.MULTILINE)
    assert command
    ran = subprocess.run(
        [sys.executable, *command[1].split()], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    asked, answers = rows((ROOT / "tests/use_cases.csv").read_text("utf-8")), rows(ran.stdout)
    assert len(asked) == len(answers) == 100
    for case, answer in zip(asked, answers, strict=True):
        assert case.items() <= answer.items()
        assert answer["answer"].startswith("GPT-6.1 Sol costs ")
    # 1,200 calls a day, 365.25 / 12 days a month, at (10 % × 600 × 2.5 + 90 % × 600 × 0.1 + 300 × 2 + 10 × 10) USD/M.
    assert float(answers[0]["monthly_cost (USD/month)"]) == pytest.approx(1200 * 30.4375 * 904e-6)


def test_a_row_is_answered_as_the_case_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("case,calls-per-day,horizon\nmany,100k,12\n\nfew,50,24\n", "utf-8")
    assert main(["break-even", "--from", str(file), "--json", "--label-price", "0"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [record.pop("case") for record in records] == ["many", "few"]
    for record, texts in zip(records, (("100k", "12"), ("50", "24")), strict=True):
        assert (
            main(["break-even", "--calls_per_day", texts[0], "--horizon", texts[1], "--label-price", "0", "--json"])
            == 0
        )
        assert json.loads(capsys.readouterr().out) == record
    assert main(["break-even", "--from", str(file)]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["many", "few"]


def test_an_empty_cell_is_not_knowing_where_that_is_an_answer(
    refused: Callable[..., str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("task,examples_count,corpus_tokens,tuning_offer\nsql,thousands,, \n,,300 pages,any\n", "utf-8")
    assert main(["advisor", "--from", str(file), "--json"]) == 0
    first, second = (record["inputs"] for record in json.loads(capsys.readouterr().out))
    names = ("task", "examples_count", "corpus_tokens", "tuning_offer")
    assert [first[name] for name in names] == ["sql", 3_000, None, "unknown"]
    assert [second[name] for name in names] == ["unknown", None, 195_000, "any"]
    # A day has no such answer, and no other calculator's base model has.
    file.write_text("task,start\nsql,\n", "utf-8")
    assert main(["advisor", "--from", str(file)]) == 2
    assert "row 2, column start: Day of the decision: nothing is typed" in capsys.readouterr().err
    assert "column base_model: API model: nothing is chosen" in refused("case,base_model\na,\n")


@pytest.mark.parametrize("kind", calculators(), ids=lambda kind: kind.slug)
def test_every_calculator_gives_its_figures_as_rows(
    kind: type[Calculator], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    figures = answered(kind, {}).result.figures
    assert main([kind.slug, "--csv"]) == 0
    written = rows(capsys.readouterr().out)
    assert [row["figure"] for row in written] == [figure.key for figure in figures]
    for row, figure in zip(written, figures, strict=True):
        for column in ("value", "low", "high"):
            value = getattr(figure, column)
            assert row[column] == ("" if value is None else str(value))
        assert row["unit"] == figure.unit
    file = tmp_path / "cases.csv"
    file.write_text("case\na\nb\n", "utf-8")
    assert main([kind.slug, "--from", str(file), "--csv"]) == 0
    first, second = rows(capsys.readouterr().out)
    assert (first.pop("case"), second.pop("case")) == ("a", "b")
    assert first == second
    assert len(first) >= 2 + len(figures)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "calls_per_day\n9\nmany\n",
            "cases.csv, row 3, column calls_per_day: Calls per day: “many” is not a number; type",
        ),
        (
            "case,calls_per_day\na,-5\n",
            "cases.csv, row 2, column calls_per_day: Calls per day: -5 is not allowed; type a",
        ),
        ("case,calls_per_day\na,\n", "cases.csv, row 2, column calls_per_day: Calls per day: nothing is typed; type a"),
        (
            "base_model\n\ngpt-99\n",
            "cases.csv, row 3, column base_model: API model: “gpt-99” is not in the list; choose",
        ),
        ("calls_a_day\n9\n", "cases.csv, row 1, column calls_a_day: there is no such input; allowed: case, "),
        ("horizon,\n12,1\n", "cases.csv, row 1, column 2: there is no such input; allowed: case, "),
        ("horizon,horizon\n1,2\n", "cases.csv, row 1, column horizon: it stands twice."),
        ("horizon\n12,13\n", "cases.csv, row 2: cells in the heading 1, in this row 2."),
        ("case,horizon\na\n", "cases.csv, row 2: cells in the heading 2, in this row 1."),
        ("horizon\n\n", "cases.csv: there is no case below the heading."),
        ("", "cases.csv: the first row must name the columns."),
        ('horizon\n"12', "cases.csv: this is not CSV: unexpected end of data."),
        ("horizon\n12é".encode("latin-1"), "cases.csv: this is not UTF-8 text (byte 10)."),
    ],
)
def test_a_bad_file_is_refused_with_row_and_column(refused, content: str | bytes, told: str) -> None:  # type: ignore[no-untyped-def]
    assert refused(content).startswith(told)


def test_what_is_given_twice_and_a_file_that_is_not_there_are_refused(refused, capsys) -> None:  # type: ignore[no-untyped-def]
    assert "row 1, column horizon: it is also given as --horizon" in refused("horizon\n12\n", "--horizon", "24")
    assert main(["break-even", "--from", "nowhere.csv"]) == 2
    assert capsys.readouterr().err == "nowhere.csv: this file cannot be read: No such file or directory.\n"


def test_a_table_from_a_spreadsheet_with_semicolons_and_a_byte_order_mark_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes("\ufeffcase;calls_per_day;label_price\r\nClaims, urgent;9.000,0;1,5\r\n".encode())
    assert main(["break-even", "--from", str(file), "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert record["case"] == "Claims, urgent"
    assert (record["inputs"]["calls_per_day"], record["inputs"]["label_price"]) == (9_000, 1.5)


def test_a_cell_that_begins_like_a_formula_is_made_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ['=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1"]
    file = tmp_path / "cases.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["case"], *([name] for name in names)])
    assert main(["api-cost", "--from", str(file), "--csv"]) == 0
    assert [row["case"] for row in rows(capsys.readouterr().out)] == [f"'{name}" for name in names]
    assert [harmless(text) for text in ("-5", "+1.5e-3", "", "5 - 3", "GPT")] == ["-5", "+1.5e-3", "", "5 - 3", "GPT"]


@pytest.mark.parametrize(
    "cell", ["\0=1", "＝1+1", "＠SUM(A1)", "\u200b=1", "\ufeff=1", "\u00a0=1", "－1+1", "\n=1", "\0x"]
)
def test_no_sign_before_a_formula_hides_it(cell: str) -> None:
    """OWASP ASVS 5.0, 1.2.10, and what Excel takes for the same signs."""
    assert harmless(cell) == f"'{cell}"


def test_the_command_line_says_in_one_line_what_is_wrong_with_a_company_s_figures() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "calculators", "break-even"],
        cwd=ROOT,
        env={**os.environ, "DATA": "nowhere"},
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "DATA=nowhere: there is no such folder\n")
