"""Rows that are no items: sums at the foot, a first line of numbers; numbers that may be read in two ways."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, pressed, said, table, wide


@pytest.mark.parametrize("name", ["Gesamt", "promedio", "合计", "OVERALL:"])
def test_a_row_that_sums_the_others_up_is_left_out_and_told(name: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", wide("before", "after") + f"{name},0.6,0.75\n"))
    assert asked is None, asked
    assert ANSWER in told
    assert "a sum or a mean of the others" in told


def test_an_item_of_such_a_name_counts_where_others_stand_below(tmp_path: Path) -> None:
    rows = [("total" if n == 20 else f"q{n}", *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "results.csv", table("id,before,after", rows)))
    assert asked is None, asked
    assert ANSWER in told


def test_a_file_without_headings_loses_no_row(tmp_path: Path) -> None:
    text = wide("before", "after").partition("\n")[2]
    file = given(tmp_path, "results.csv", text)
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **pressed(asked, "“column 2” is before, “column 3” after"))
    assert again is None, again
    assert ANSWER in told


@pytest.mark.parametrize("mark", [".", ","])
def test_numbers_that_may_be_thousands_or_decimals_are_asked_about(mark: str, tmp_path: Path) -> None:
    rows = [(n, f"{1 + n % 7}{mark}{100 + n}", 300 + n) for n in range(40)]
    _, asked = said(given(tmp_path, "results.csv", table("id,score_before,score_after", rows, ";")))
    assert asked is not None
    assert "may be thousands or a decimal number" in str(asked.problems)


def test_grades_of_a_known_order_are_offered_as_marks(tmp_path: Path) -> None:
    words = ("bad", "average", "very good", "excellent")
    rows = [(n, words[n % 3], words[n % 3 + (n % 4 > 0)]) for n in range(40)]
    file = given(tmp_path, "results.csv", table("id,before,after", rows))
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **pressed(asked, "Marks from 0 to 1: bad, average, very good, excellent"))
    assert again is None, again
    assert "Better" in told


@pytest.mark.parametrize("name", ["question", "item id", "Frage"])
def test_merged_cells_go_on_below(name: str, tmp_path: Path) -> None:
    rows = [
        (f"q{n}" if not side else "", ("base", "tuned")[side], pair[side])
        for n, pair in enumerate(PAIRS)
        for side in (0, 1)
    ]
    told, asked = said(given(tmp_path, "sheet.csv", table(f"{name},model,correct", rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items" in told
    assert f"an empty cell of “{name}” goes on with the one above" in told


FOOTS = (
    "Mean,0.6,0.75\nStd dev,0.49,0.43\nn,60,60\nMin,0,0\nMax,1,1\n",
    "Mean,0.6,0.75\np-value,0.03,\n",
    ",36,45\np-value,,0.03\n",
)


@pytest.mark.parametrize("foot", FOOTS)
def test_statistics_at_the_foot_are_no_items(foot: str, tmp_path: Path) -> None:
    text = table("item,before,after", [(f"q{n}", *pair) for n, pair in enumerate(PAIRS)]) + foot
    told, asked = said(given(tmp_path, "results.csv", text))
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items" in told


@pytest.mark.parametrize("place", [0, 1])
def test_means_of_each_part_are_no_items(place: int, tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for n, pair in enumerate(PAIRS):
        rows.append((f"part{n // 10}", n, *pair))
        if n % 10 == 9:
            rows.append((f"part{n // 10}", "Average", 0.5, 0.6) if place else ("Subtotal", "", 5, 6))
    told, asked = said(given(tmp_path, "results.csv", table("part,item,before,after", rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert "6 rows hold a sum or a mean of the others" in told


def test_an_aspect_called_overall_is_kept(tmp_path: Path) -> None:
    rows = [
        (n, aspect, 3 + pair[0], 3 + pair[1])
        for n, pair in enumerate(PAIRS)
        for aspect in ("style", "facts", "overall")
    ]
    told, _ = said(given(tmp_path, "results.csv", table("item,aspect,before,after", rows)), repeats="mean")
    assert "180 rows" in told
    assert "sum or a mean" not in told


@pytest.mark.parametrize(("right", "wrong"), [("pass", "fail"), ("1", "0"), ("✓", "✗")])
@pytest.mark.parametrize("arrow", [" -> ", "→", " => "])
def test_an_arrow_parts_before_from_after(right: str, wrong: str, arrow: str, tmp_path: Path) -> None:
    rows = [(n, arrow.join(right if one else wrong for one in pair)) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "status.csv", table("test,status", rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert "“status” parted at the arrow" in told
