"""What names an item is known by how it meets the models, not by its heading."""

from pathlib import Path

import pytest

from calculators.kit.given_file import GivenFile
from tests.results.made import ANSWER, PAIRS, given, long, pressed, said, table


@pytest.mark.parametrize("heading", ["Vorgang", "§", "ticket", "序", "row no", "k"])
def test_a_column_that_stands_once_for_each_model_is_the_item(heading: str, tmp_path: Path) -> None:
    text = long("model", ("base", "tuned"), item=heading).replace("\nq", "\n")
    told, asked = said(given(tmp_path, "results.csv", text))
    assert asked is None, asked
    assert f"Item: “{heading}”; 60 of 60 items" in told
    assert ANSWER in told


def parts(folder: Path, heading: str) -> list[GivenFile]:
    """Two files whose item numbers begin again in each of two parts."""
    files = []
    for side, name in enumerate(("one.csv", "two.csv")):
        rows = [(("north", "south")[n // 30], n % 30, pair[side]) for n, pair in enumerate(PAIRS)]
        files.append(given(folder, name, table(f"{heading},nr,correct", rows)))
    return files


def test_numbers_that_begin_again_in_a_part_name_items_with_it(tmp_path: Path) -> None:
    told, asked = said(*parts(tmp_path, "subset"))
    assert asked is None, asked
    assert "60 of 60 items" in told
    assert ANSWER in told


def test_where_nothing_says_whether_they_begin_again_it_is_asked(tmp_path: Path) -> None:
    files = parts(tmp_path, "Block")
    _, asked = said(*files)
    assert asked is not None
    assert set(asked.problems) == {"item_column"}
    told, again = said(*files, **pressed(asked, "Other items"))
    assert again is None, again
    assert ANSWER in told
    told, again = said(*files, **pressed(asked, "Further results"))
    assert again is None, again
    assert "30 of 30 items" in told


def test_headings_of_two_files_may_be_spelt_otherwise(tmp_path: Path) -> None:
    sides = [[(f"q{n}", pair[side]) for n, pair in enumerate(PAIRS)] for side in (0, 1)]
    first = given(tmp_path, "one.csv", table("Item ID,Correct", sides[0]))
    second = given(tmp_path, "two.csv", table("item_id,is_correct", list(reversed(sides[1]))))
    told, asked = said(first, second)
    assert asked is None, asked
    assert ANSWER in told


def test_the_item_that_the_reader_names_joins_two_files(tmp_path: Path) -> None:
    sides = [[(1.5 * n, pair[side]) for n, pair in enumerate(PAIRS)] for side in (0, 1)]
    files = [given(tmp_path, f"{n}.csv", table("moment,correct", rows)) for n, rows in enumerate(sides)]
    _, asked = said(*files)
    assert asked is not None
    told, asked = said(*files, item_column="moment")
    assert asked is None, asked
    assert "joined by “moment”" in told
    assert ANSWER in told


def test_a_number_of_a_few_logs_names_no_items(tmp_path: Path) -> None:
    rows = [(f"log{n % 3}", *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "logs.csv", table("eval_id,before,after", rows)))
    assert asked is None, asked
    assert "each row is one; 60 of 60 items" in told


@pytest.mark.parametrize("heading", ["Datei", "Aufnahme", "recording", "wav"])
@pytest.mark.parametrize("length", ["Dauer (s)", "Länge", "secs"])
def test_names_of_files_are_the_items_and_no_decimal_numbers_beside_them(
    heading: str, length: str, tmp_path: Path
) -> None:
    rows = [(f"call_{n:03}.wav", f"{10 + n % 58},{n % 10}", *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "calls.csv", table(f"{heading};{length};before;after", rows, ";")))
    assert asked is None, asked
    assert f"Item: “{heading}”; 60 of 60 items take part" in told
    assert ANSWER in told


@pytest.mark.parametrize("whole", ["all", "overall", "gesamt"])
@pytest.mark.parametrize("heading", ["example,slice", "id,category", "case,subset"])
def test_an_item_that_stands_in_several_parts_counts_once(heading: str, whole: str, tmp_path: Path) -> None:
    rows = [(f"ex-{n}", whole, *pair) for n, pair in enumerate(PAIRS)]
    # Gains come again in more parts than losses do.
    rows += [(f"ex-{n}", part, *pair) for part in ("long", "rare") for n, pair in enumerate(PAIRS) if pair == (0, 1)]
    told, asked = said(given(tmp_path, "slices.csv", table(f"{heading},before,after", rows)))
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert ANSWER in told
    assert "28 rows repeat an item that stands above" in told


def test_numbers_that_begin_again_in_each_part_name_other_items(tmp_path: Path) -> None:
    rows = [(n // 3, "xyz"[n % 3], *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "parts.csv", table("id,subset,before,after", rows)))
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert ANSWER in told


@pytest.mark.parametrize("heading", ["page", "lien", "bestand", "archivo"])
@pytest.mark.parametrize("name", ["https://ponds.example/{}", "/scans/{}/front.png", "{:08x}-4a3b"])
def test_addresses_and_ids_are_the_item_beside_a_decimal_number(heading: str, name: str, tmp_path: Path) -> None:
    rows = [(1.5 + n * 7 % 60 / 4, name.format(n), *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "ponds.csv", table(f"seconds,{heading},before,after", rows)))
    assert asked is None, asked
    assert f"Item: “{heading}”; 60 of 60 items" in told
    assert ANSWER in told
