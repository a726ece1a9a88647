"""Durations are compared in seconds, whichever way they are written; whether less is better is asked."""

from pathlib import Path

import pytest

from calculators.results.durations import seconds
from tests.results.made import given, pressed, said, table

TOOK = [(f"t{n}", 60 + n % 7 * 20, 50 + n % 5 * 15) for n in range(42)]
MEANS = "a mean score of 78.9 after, 120 before"


def _colons(value: int) -> str:
    return f"{value // 60}:{value % 60:02}"


def _hours(value: int) -> str:
    return f"00:{value // 60:02}:{value % 60:02}"


def _units(value: int) -> str:
    return f"{value // 60} min {value % 60} s" if value >= 60 else f"{value} s"


def _short(value: int) -> str:
    return f"{value // 60}m{value % 60}s"


def _iso(value: int) -> str:
    return f"PT{value // 60}M{value % 60}S"


@pytest.mark.parametrize("way", [_colons, _hours, _units, _short, _iso])
@pytest.mark.parametrize("heading", ["id,before,after", "ticket,handling time old,handling time new"])
def test_durations_are_compared_in_seconds(way: object, heading: str, tmp_path: Path) -> None:
    rows = [(name, way(one), way(other)) for name, one, other in TOOK]  # type: ignore[operator]
    file = given(tmp_path, "took.csv", table(heading, rows))
    answer, asked = said(file)
    assert not answer
    assert asked is not None
    assert set(asked.problems) == {"better"}
    answer, _ = said(file, **pressed(asked, "Less is better"))
    assert MEANS in answer
    assert "durations in seconds: “" in answer


def test_without_a_side_they_are_asked_about_as_measures(tmp_path: Path) -> None:
    rows = [(name, _colons(one), _colons(other)) for name, one, other in TOOK]
    file = given(tmp_path, "took.csv", table("id,time_v1,time_v2", rows))
    _, asked = said(file)
    assert asked is not None
    assert MEANS in said(file, **pressed(asked, "“time_v1” is before, “time_v2” after, less is better"))[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("2:49", 169), ("0:02:49", 169), ("01:02:03.5", 3723.5), ("1 h 2 min", 3720), ("90s", 90), ("PT1H2M3S", 3723),
     ("2:75", None), ("12", None), ("soon", None), ("", None), ("3 Std. 5 Min.", 11100)],
)  # fmt: skip
def test_how_many_seconds_a_cell_says(cell: str, value: float | None) -> None:
    assert seconds(cell) == value


def test_times_of_the_day_stay_as_they_are(tmp_path: Path) -> None:
    rows = [(name, f"14:{n % 60:02}", n % 2, n % 3 % 2) for n, (name, *_) in enumerate(TOOK)]
    answer, _ = said(given(tmp_path, "runs.csv", table("id,submitted at,before,after", rows)))
    assert "durations" not in answer
    assert answer


@pytest.mark.parametrize("unit", ["{} ms", "${}", "{} s", "{} tokens", "€ {}", "{} errors"])
def test_what_a_call_takes_is_no_score_of_which_more_is_better(unit: str, tmp_path: Path) -> None:
    rows = [(name, unit.format(one), unit.format(other)) for name, one, other in TOOK]
    _, asked = said(given(tmp_path, "took.csv", table("id,before,after", rows)))
    assert asked is not None
    assert set(asked.problems) == {"better"}
