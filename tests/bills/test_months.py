"""Months from the first day: the days between, by the mean length of a month."""

from datetime import date

import pytest

from calculators.bills.months import day_after, months_between, months_left

DAY = date(2026, 1, 1)


def test_twelve_months_are_a_mean_year() -> None:
    assert months_between(DAY, date(2030, 1, 1)) == pytest.approx(48)
    assert months_between(date(2030, 1, 1), DAY) == pytest.approx(-48)
    assert day_after(DAY, 48) == date(2030, 1, 1)


def test_what_has_ended_has_no_months_left_and_without_an_announced_end_nobody_knows() -> None:
    assert months_left(DAY, date(2030, 1, 1)) == pytest.approx(48)
    assert months_left(DAY, DAY) == months_left(DAY, date(2020, 1, 1)) == 0
    assert months_left(DAY, None) is None


def test_beyond_the_calendar_there_is_no_day() -> None:
    with pytest.raises(OverflowError):
        day_after(DAY, 1e6)
