"""How a day is read."""

from datetime import date

import pytest

from calculators.kit.inputs import Day


@pytest.mark.parametrize(
    "typed", ["2026-05-02", " 2 May 2026", "02 may 2026", "2  MAY 2026", "May 2, 2026", "may 02, 2026"]
)
def test_a_day_may_be_written_in_words(typed: str) -> None:
    assert Day("First day", None).parsed(typed) == date(2026, 5, 2)


def test_a_month_may_be_cut_to_three_letters() -> None:
    assert Day("First day", None).parsed("Nov 22, 2026") == Day("First day", None).parsed("22 nov 2026")


@pytest.mark.parametrize("typed", ["31 June 2026", "2 Novem 2026", "1 May 26", "0 May 2026", "2May2026", "May 2026"])
def test_what_is_no_day_of_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a day of the calendar"):
        Day("First day", None).parsed(typed)
