"""What is past its review is listed; the check fails only once that is more than a third."""

from dataclasses import dataclass
from datetime import date

import pytest

from calculators.figures.tables import OVERLAID
from tools import reviews

TODAY = date(2027, 1, 1)


@dataclass
class Row:
    key: str
    review_by: date


def rows(*days: int) -> dict[str, list[Row]]:
    return {"gpus": [Row(f"gpu-{number}", date(2026, 12, day)) for number, day in enumerate(days)]}


def test_a_row_is_overdue_from_the_day_after_and_named_with_its_table() -> None:
    late, others = Row("b", date(2026, 12, 31)), [Row(key, TODAY) for key in "acd"]
    lines, failed = reviews.report({"rules": [late, *others]}, TODAY)
    assert lines == ["Past their review on 2027-01-01: 1 of 4 rows of figures.", "  2026-12-31  data/rules.yaml  b"]
    assert not failed


@pytest.mark.parametrize(("due", "failed"), [(0, False), (1, False), (3, False), (4, True), (9, True)])
def test_it_fails_once_more_than_a_third_is_overdue(due: int, failed: bool) -> None:
    tables = {"gpus": [Row(str(number), date(2026, 1, 1) if number < due else TODAY) for number in range(9)]}
    lines, fails = reviews.report(tables, TODAY)
    assert fails is failed
    assert ("more than a third" in lines[-1]) is failed


def test_the_longest_overdue_stands_first() -> None:
    lines, _ = reviews.report(rows(5, 3, 4), TODAY)
    assert [line.split()[0] for line in lines[1:4]] == ["2026-12-03", "2026-12-04", "2026-12-05"]


def test_every_table_of_figures_is_looked_at() -> None:
    tables = reviews.reviewed_rows()
    assert set(tables) == set(OVERLAID) - {"sources"}
    assert all(tables.values())
