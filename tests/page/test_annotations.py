"""Remarks on lines reach the programs that show them: SARIF, GitHub's annotations, lines of a compiler."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from calculators.__main__ import main
from calculators.kit.remarks import Remark
from calculators.page import annotations

FAULTY = [
    '{"messages":[{"role":"user","content":"Name a river."},{"role":"assistant","content":"The Rhine."}]}',
    '{"messages":[{"role":"user","content":"Name a river."},{"role":"assistant","content":"The Rhine."}]}',
    '{"messages":[{"role":"user","content":"Name a lake."},{"role":"assistant","content":""}]}',
]
SOUND = [FAULTY[0].replace("river", f"river of letter {letter}") for letter in "abcdefghijkl"]
RESULTS = ["item,before,after", "a,1,0", "b,1,", "c,,1", "d,0,1", "e,1,1"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "my data").mkdir()
    for name, lines in {"my data/faulty.jsonl": FAULTY, "sound.jsonl": SOUND, "results.csv": RESULTS}.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *typed: str, ended: int) -> str:
    assert main(typed) == ended
    return capsys.readouterr().out


def results(log: dict[str, Any]) -> list[tuple[str, str, str, int]]:
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    found = []
    for one in run["results"]:
        (place,) = [place["physicalLocation"] for place in one["locations"]]
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["message"]["text"].startswith(rules[one["ruleIndex"]]["shortDescription"]["text"])
        found.append((one["ruleId"], one["level"], place["artifactLocation"]["uri"], place["region"]["startLine"]))
    return found


def test_sarif_places_each_finding_at_its_line_of_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    log = json.loads(said(capsys, "dataset-check", "my data/faulty.jsonl", "--format", "sarif", ended=1))
    assert log["version"] == "2.1.0"
    found = results(log)
    assert ("empty-answer", "error", "my%20data/faulty.jsonl", 3) in found
    assert ("duplicate", "warning", "my%20data/faulty.jsonl", 2) in found


def test_sarif_of_several_files_is_one_log(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["dataset-check", "my data/faulty.jsonl", "sound.jsonl", "--format", "sarif"]
    files = {file for *_, file, _ in results(json.loads(said(capsys, *typed, ended=1)))}
    assert files == {"my%20data/faulty.jsonl", "sound.jsonl"}


def test_a_file_elsewhere_is_named_in_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "my data" / "faulty.jsonl"
    monkeypatch.chdir(folder / "my data")
    elsewhere = Remark(folder / "sound.jsonl", 1, "note", "kind", "Title", "words")
    below = Remark(path, 1, "note", "kind", "Title", "words")
    ((*_, there, _), (*_, here, _)) = results(json.loads(annotations.sarif([elsewhere, below])))
    assert Path(unquote(urlsplit(there).path)) == folder / "sound.jsonl"
    assert here == "faulty.jsonl"


def test_github_is_told_each_finding_and_then_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "dataset-check", "my data/faulty.jsonl", "--format", "github", ended=1).splitlines()
    assert lines[0].startswith("::error file=my data/faulty.jsonl,line=3::Empty answer: ")
    assert any(line.startswith("::warning file=my data/faulty.jsonl,line=2::Exact copy") for line in lines)
    assert lines[-1].startswith("my data/faulty.jsonl: 1 of 3 examples would be refused")


def test_what_would_end_an_annotation_is_escaped() -> None:
    """As actions/toolkit writes it: %, carriage return, line feed; in properties colon and comma, too."""
    told = annotations.command("note", "100 %\r\n::error::no", Path("a,b:c%.jsonl"), 7)
    assert told == "::notice file=a%2Cb%3Ac%25.jsonl,line=7::100 %25%0D%0A::error::no"


def test_a_file_that_cannot_be_read_is_an_annotation_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "dataset-check", "none.jsonl", "--format", "github", ended=2).startswith("::error::Training")
    typed = ["dataset-check", "none.jsonl", "sound.jsonl", "--format", "github"]
    told = said(capsys, *typed, ended=2)
    assert told.startswith("::error file=none.jsonl::Training file: there is no file")
    assert "\nsound.jsonl: " in told


def test_lines_are_told_as_compilers_tell_them(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "dataset-check", "my data/faulty.jsonl", "--format", "lines", ended=1).splitlines()
    assert lines[0].startswith("my data/faulty.jsonl:3: error: Empty answer: ")
    assert lines[0].endswith(" [empty-answer]")


def test_rows_left_out_of_a_comparison_are_remarks(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "before-after", "results.csv", "--format", "lines", ended=0)
    assert "results.csv:3: warning: Left out: " in told
    assert "results.csv:4: warning: Left out: " in told


def test_several_files_are_answered_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["dataset-check", "sound.jsonl", "my data/faulty.jsonl"]
    assert [line.partition(":")[0] for line in said(capsys, *typed, ended=1).splitlines()] == typed[1:]
    records = json.loads(said(capsys, *typed, "--format", "json", ended=1))
    assert [record["case"] for record in records] == typed[1:]
    assert [record["verdict"] for record in records] == ["too-few", "broken"]


def test_one_file_that_cannot_be_read_leaves_the_others_their_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dataset-check", "none.jsonl", "sound.jsonl"]) == 2
    told = capsys.readouterr()
    assert told.out.startswith("sound.jsonl: ")
    assert told.err.startswith("none.jsonl: Training file: there is no file")


def test_how_many_are_not_shown_one_by_one_is_said(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "many.jsonl").write_text("\n".join([FAULTY[2]] * 50), "utf-8")
    lines = said(capsys, "dataset-check", "many.jsonl", "--format", "lines", ended=1).splitlines()
    broken = [line for line in lines if line.endswith("[empty-answer]")]
    assert len(broken) == 20
    assert [("30 more of this kind" in line) for line in broken] == [False] * 19 + [True]


def test_how_grave_a_finding_must_be_to_fail_can_be_said(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "copied.jsonl").write_text("\n".join([*SOUND, SOUND[0]]), "utf-8")
    for level, ended in ((None, 0), ("error", 0), ("warning", 1), ("note", 1)):
        typed = ["dataset-check", "copied.jsonl", *(["--fail-on", level] if level else [])]
        said(capsys, *typed, ended=ended)
        said(capsys, *typed, "sound.jsonl", ended=ended)
    said(capsys, "dataset-check", "my data/faulty.jsonl", "--fail-on", "error", ended=1)
    said(capsys, "before-after", "results.csv", "--fail-on", "warning", ended=1)


def test_a_calculator_without_a_file_has_no_lines_to_tell(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["break-even", "--format", "sarif"])
    assert ended.value.code == 2
    assert "choose from" in capsys.readouterr().err


def test_a_console_without_our_letters_is_no_error() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "calculators", "break-even", "--base-model", "nobody’s"],
        cwd=Path(__file__).parents[2],
        env={"PYTHONIOENCODING": "ascii:strict"},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith(b"API model: ?nobody")
