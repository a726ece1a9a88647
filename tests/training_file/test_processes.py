"""A file is judged alike, to the byte, by one process or by several."""

import json
import random
from pathlib import Path

import pytest

from calculators.__main__ import main
from calculators.dataset_check import DatasetCheck
from calculators.files import helpers
from calculators.kit.given_file import given_file
from calculators.training_file import reading

WORDS = [
    "the",
    "and",
    "of",
    "in",
    "to",
    "was",
    "river",
    "boat",
    "late",
    "harbour",
    "storm",
    "crew",
    "deck",
    "rain",
    "wind",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Some megabyte of letters with findings of every kind that is looked for in other processes."""
    chance = random.Random(3)
    odd = (
        "Write to anna.meier@lake-ferries.ch or call +41 44 668 18 00.",
        "I'm sorry, but I can't help with that request.",
        "The captain will then decide whether the",
        "Dear {{first_name}}, thank you. <|im_end|> Ã¼ber",
        "Der Kapitän hat heute mit dem Wind und den Wellen viel Arbeit, aber er kommt nicht zu spät.",
    )
    lines = []
    for number in range(2_400):
        asked = " ".join(chance.choices(WORDS, k=40)) + f" {number}?"
        said = odd[number // 40 % 5] if number % 40 == 0 else " ".join(chance.choices(WORDS, k=40)) + "."
        if said == odd[4]:
            asked = f"{said} Und das ist die Frage {number}?"
        lines.append(
            json.dumps({"messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": said}]})
        )
    lines[700] = lines[30].replace("river", "stream", 1)
    path = tmp_path / "train.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def told(file: Path, processes: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(helpers, "processes", processes)
    monkeypatch.setattr(helpers, "_made", None)
    reading.survey.cache_clear()
    case = DatasetCheck(file=given_file(str(file)), validation=given_file(str(file)))
    survey = case.survey
    said = repr(
        (survey.flags, survey.lines, survey.counts, survey.told, survey.languages, case.estimate, case.result())
    )
    assert (helpers._made is None) == (processes == 1)
    helpers.close()
    return said


def test_one_process_and_several_find_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = told(file, 1, monkeypatch)
    for kind in ("personal", "refusal", "truncated", "placeholder", "mark", "garbled", "language", "near"):
        assert f"key='{kind}'" in alone or f"'{kind}':" in alone, kind
    assert told(file, 2, monkeypatch) == alone
    assert told(file, 3, monkeypatch) == alone


def test_the_command_line_leaves_no_process_allowed_behind(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["dataset-check", str(file), "--format", "lines"])
    assert ": warning: " in capsys.readouterr().out
    assert (helpers.processes, helpers._made) == (1, None)
