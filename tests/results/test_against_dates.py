"""Names that say the opposite of the dates beside the results settle nothing."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, pressed, said, table


@pytest.mark.parametrize("heading", ["run_at,version,case,correct", "created_at,model,id,correct"])
@pytest.mark.parametrize(("old", "new"), [("2024-11-05", "2025-03-20"), ("05.11.2024", "20.03.2025")])
def test_a_legacy_model_that_ran_later_is_asked_about(old: str, new: str, heading: str, tmp_path: Path) -> None:
    rows = [
        (f"{day} 14:{n:02}", name, f"case{n}", pair[at])
        for at, (name, day) in enumerate((("new", old), ("legacy-refactored", new)))
        for n, pair in enumerate(PAIRS)
    ]
    file = given(tmp_path, "runs.csv", table(heading, rows))
    _, asked = said(file)
    assert asked is not None
    assert "say that “legacy-refactored” was before" in str(asked)
    told, again = said(file, **pressed(asked, "“new” is before"))
    assert again is None, again
    assert "75 % right after, 60 % before" in told


def test_dates_that_agree_ask_nothing(tmp_path: Path) -> None:
    rows = [
        (f"2025-03-0{at + 1} 14:{n:02}", name, f"case{n}", pair[at])
        for at, name in enumerate(("legacy", "new"))
        for n, pair in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "runs.csv", table("run_at,version,case,correct", rows)))
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told
