"""Results of which a spreadsheet made dates are refused: no date is offered as right."""

from pathlib import Path

import pytest

from tests.results.made import given, said, table

DATES = ["{}-May", "{:02}. Mai", "2026-{:02}-05", "{:02}.Mrz", "May-{}", "{}-mai-26", "{}/5/2026"]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("rest", ["0/5", "1.5", ""])
@pytest.mark.parametrize("heading", ["task,base,new", "task,solved before (of 5),solved after (of 5)"])
def test_dates_among_results_are_named(date: str, rest: str, heading: str, tmp_path: Path) -> None:
    rows = [
        (f"t{n}", *(rest if (n + side) % 4 == 0 and rest else date.format((n + side) % 5 + 1) for side in (0, 1)))
        for n in range(30)
    ]
    told, asked = said(given(tmp_path, "results.csv", table(heading, rows)))
    assert asked is not None, told
    assert "A spreadsheet makes them of results" in next(iter(asked.problems.values()))
    assert not asked.choices


def test_a_column_of_days_beside_results_is_none_of_them(tmp_path: Path) -> None:
    rows = [(f"t{n}", f"2026-01-{n % 28 + 1:02}", n % 3, n % 3 + (n % 2)) for n in range(60)]
    told, asked = said(given(tmp_path, "results.csv", table("task,day,score before,score after", rows)))
    assert asked is None, asked
    assert "Better" in told
