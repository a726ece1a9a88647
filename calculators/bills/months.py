"""Months as bills count them: of 365.25 / 12 days, from the first day on."""

from datetime import date, timedelta

from calculators.kit.model import DAYS_PER_MONTH


def months_between(first: date, last: date) -> float:
    """Months from one day to another; negative where the other comes before."""
    return (last - first).days / DAYS_PER_MONTH


def months_left(first: date, end: date | None) -> float | None:
    """Months from a day until something ends, 0 where it has ended; None where no end is announced."""
    return None if end is None else max(0, (end - first).days) / DAYS_PER_MONTH


def day_after(first: date, months: float) -> date:
    """The day so many months after another. Raises OverflowError beyond the calendar."""
    return first + timedelta(days=round(months * DAYS_PER_MONTH))
