"""Two arms of a test with users are never paired by a day: each model has items of its own."""

from pathlib import Path

import pytest

from tests.results.made import given, said, table

CLICKS = [("control", n % 3 == 0) for n in range(60)] + [("treatment", n % 2 == 0) for n in range(66)]
SHARES = "50 % right after, 33.3 % before"


@pytest.mark.parametrize(
    ("heading", "when"),
    [
        ("user_id,variant,first_seen,success", lambda n: f"2025-03-{n % 28 + 1:02}"),
        ("session,arm,day,success", lambda n: n % 14 + 1),
        ("visitor,variant,Datum,success", lambda n: f"{n % 28 + 1:02}.03.2025"),
        ("uuid,group,weekday,success", lambda n: ("Mon", "Tue", "Wed")[n % 3]),
        ("ticket_id,model,created_at,success", lambda n: f"3/{n % 20 + 1}/2025 10:15"),
    ],
)
def test_users_of_two_arms_are_separate_items(heading: str, when: object, tmp_path: Path) -> None:
    rows = [(f"u{n}", arm, when(n), int(right)) for n, (arm, right) in enumerate(CLICKS)]  # type: ignore[operator]
    answer, asked = said(given(tmp_path, "clicks.csv", table(heading, rows)))
    assert asked is None
    assert f"Item: “{heading.split(',')[0]}”; 126 items, each of one model only." in answer
    assert SHARES in answer


def test_days_without_any_id_pair_nothing(tmp_path: Path) -> None:
    rows = [(f"2025-03-{n % 28 + 1:02}", arm, int(right)) for n, (arm, right) in enumerate(CLICKS)]
    answer, _ = said(given(tmp_path, "clicks.csv", table("date,variant,success", rows)))
    assert "each row is one; 126 items, each of one model only" in answer
    assert SHARES in answer


def test_one_result_a_day_of_each_model_is_a_pair(tmp_path: Path) -> None:
    rows = [(f"2025-03-{day:02}", name, day % 2) for name in ("base", "tuned") for day in range(1, 29)]
    answer, _ = said(given(tmp_path, "forecasts.csv", table("date,model,correct", rows)))
    assert "Item: “date”; 28 of 28 items take part" in answer


@pytest.mark.parametrize("heading", ["visitor,variant,city,success", "id,variant,task,success"])
def test_another_column_that_comes_again_beside_own_ids_is_asked_about(heading: str, tmp_path: Path) -> None:
    rows = [(f"u{n}", arm, f"part {n % 25}", int(right)) for n, (arm, right) in enumerate(CLICKS)]
    file = given(tmp_path, "clicks.csv", table(heading, rows))
    answer, asked = said(file)
    assert not answer
    assert asked is not None
    assert SHARES in said(file, **next(one.fills for one in asked.choices if "Separate" in one.words))[0]
