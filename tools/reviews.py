"""Lists the rows of figures that are past the day of their review: a part of `make check`."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from calculators.figures.tables import OVERLAID, catalogue
from calculators.kit.build_date import build_date

MOST_OVERDUE = 1 / 3
"""The share of rows past their review above which the check fails: by then the defaults can no longer be trusted."""


class Reviewed(Protocol):
    """A row that is to be looked at again."""

    @property
    def key(self) -> str: ...
    @property
    def review_by(self) -> date: ...


def reviewed_rows() -> Mapping[str, list[Reviewed]]:
    """All rows with a day of review, by table."""
    return {name: list(getattr(catalogue(), name).values()) for name in OVERLAID if name != "sources"}


def report(tables: Mapping[str, Iterable[Reviewed]], today: date) -> tuple[list[str], bool]:
    """What there is to say on a day, line by line, and whether too many rows are overdue."""
    rows = [(row.review_by, name, row.key) for name, rows in tables.items() for row in rows]
    due = sorted(row for row in rows if row[0] < today)
    if not due:
        return [f"No row of figures is past its review on {today}."], False
    failed = len(due) > MOST_OVERDUE * len(rows)
    lines = [f"Past their review on {today}: {len(due)} of {len(rows)} rows of figures."]
    lines += [f"  {day}  data/{name}.yaml  {key}" for day, name, key in due]
    if failed:
        lines.append("That is more than a third. Read them again (docs/data/index.md says how), then move review_by.")
    return lines, failed


def main() -> None:
    """Say which rows are overdue today; fail where too many are."""
    lines, failed = report(reviewed_rows(), build_date())
    print("\n".join(lines))
    sys.exit(failed)


if __name__ == "__main__":
    main()
