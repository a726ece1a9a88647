"""What a reader gives besides numbers: a file, a line of text; how far its reading is."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit import progress
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Text, Upload
from calculators.kit.progress import Progress

FILE = Upload("Your file", None, none="no file", accepts=".jsonl,.csv")
LINE = Text("Column", "id")


def test_a_file_is_told_from_its_later_states(tmp_path: Path) -> None:
    path = tmp_path / "a b.csv"
    path.write_text("1")
    os.utime(path, ns=(1, 1))
    first = given_file(str(path))
    assert (first.name, first.size) == ("a b.csv", 1)
    assert given_file(str(path)) == first
    os.utime(path, ns=(2, 2))
    assert given_file(str(path)) != first
    path.write_text("12")
    os.utime(path, ns=(1, 1))
    assert given_file(str(path)) != first


@pytest.mark.parametrize("place", ["missing.csv", "", "a\0b", "x" * 5_000, "../" * 50 + "nobody"])
def test_a_file_that_is_not_there_is_said_in_one_line(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"^there is no file|is a folder") as told:
        given_file(place)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 250


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is a folder, not a file"):
        given_file(str(tmp_path))


def test_the_field_names_itself_and_what_it_takes() -> None:
    with pytest.raises(
        ValueError, match=r"^Your file: there is no file “a\.csv” here; .*; choose a file \(\.jsonl, \.csv\)\.$"
    ):
        FILE.read("a.csv")


def test_what_the_field_writes_is_read_back_as_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "größe – 1.csv"
    path.write_text("x")
    value = FILE.read(str(path))
    assert FILE.read(FILE.write(value)) == value
    assert FILE.say(value) == "größe – 1.csv"
    assert FILE.read("") is None
    assert (FILE.write(None), FILE.say(None)) == ("", "no file")


@given(st.text(max_size=200))
def test_a_line_of_text_is_kept_as_typed_or_refused_in_words(typed: str) -> None:
    try:
        value = LINE.read(typed)
    except ValueError as problem:
        assert str(problem).startswith("Column: this text is too long or cannot be printed; type a line of up to 100")
        assert len(typed.strip()) > 100 or not typed.strip().isprintable()
    else:
        assert LINE.read(LINE.write(value)) == value == typed.strip()


def test_a_reading_tells_how_far_it_is_but_not_at_every_line(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(progress, "listeners", [told.append])
    now = 100.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    far = Progress(100_000_000, "examples")
    far.at(1, 1)
    assert told == []
    now = 100.3
    far.at(12_345_678, 24_513)
    far.at(12_345_679, 24_514)
    assert told == ["12.3 of 100.0 MB, 24,513 examples"]
