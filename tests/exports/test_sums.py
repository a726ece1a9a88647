"""A last row that sums the others up is no item, in whatever language it is called so, in whichever cell."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, said, table

ROWS = [(f"q{n}", f"topic {n}", *pair) for n, pair in enumerate(PAIRS)]


@pytest.mark.parametrize("name", ["Total", "RAZEM", "Итого", "Összesen", "Σ", "Everything together", "Zusammen"])
@pytest.mark.parametrize("results", [(36, 45), ("60 %", "75 %"), (0.6, 0.75)])
@pytest.mark.parametrize("before", [(), ("",), (61,)])
def test_sums_and_means_at_the_foot_are_no_items(
    before: tuple[object, ...], results: tuple[object, ...], name: str, tmp_path: Path
) -> None:
    foot = (*before, name, *results) if before else (name, "", *results)
    told, asked = said(given(tmp_path, "run.csv", table("id,topic,before,after", [*ROWS, foot])))
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items take part" in told


def test_errors_counted_for_each_document_and_in_all_are_told_apart(tmp_path: Path) -> None:
    rows = [(f"doc_{n}.pdf", 2 + n % 7, 3 - 2 * one, 3 - 2 * other) for n, (one, other) in enumerate(PAIRS)]
    sums = [sum(int(row[place]) for row in rows) for place in (2, 3)]
    text = table("file;pages;errors before;errors after", [*rows, ("RAZEM", "", *sums)], ";")
    told, asked = said(given(tmp_path, "documents.csv", text), better="less")
    assert asked is None, asked
    assert "1.5 after, 1.8 before" in told
    assert "60 of 60 items take part" in told


def test_the_largest_of_scores_is_an_item_though_it_stands_last(tmp_path: Path) -> None:
    rows = [(f"q{n}", 2 + one + n % 5, 2 + other + n % 5) for n, (one, other) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "run.csv", table("id,before,after", [*rows, ("last", 9, 9)])))
    assert asked is None, asked
    assert "61 of 61 items take part" in told
