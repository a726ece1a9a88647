"""Users who stand in both arms of a test: no pairs are made of a few of them, by which the others would be lost."""

from pathlib import Path

import pytest

from calculators.kit.given_file import GivenFile
from tests.results.made import given, pressed, said, table

ARM = 200


def clicks(folder: Path, met: int, heading: str = "user_id,variant,converted", each: int = 1) -> GivenFile:
    """A test of 200 users in each arm, some of them in both: 50 % before, 60 % after."""
    arms = [("control", 0, lambda n: n % 2), ("treatment", ARM - met, lambda n: n % 5 < 3)]
    rows = [(f"u{n + first}", arm, int(won(n))) for arm, first, won in arms for n in range(ARM) for _ in range(each)]
    return given(folder, "clicks.csv", table(heading, rows))


@pytest.mark.parametrize("heading", ["user_id,variant,converted", "visitor,arm,success", "item_id,model,correct"])
@pytest.mark.parametrize("met", [3, 20])
def test_a_few_in_both_arms_are_told_and_count_together(met: int, heading: str, tmp_path: Path) -> None:
    told, asked = said(clicks(tmp_path, met, heading))
    assert asked is None, asked
    assert "each row is one; 400 items, each of one model only" in told
    name = heading.split(",")[0]
    assert f"“{name}”: its items count together; {met} of {400 - met} have results of both models" in told
    assert "60 % right after, 50 % before" in told


@pytest.mark.parametrize("met", [60, 120])
@pytest.mark.parametrize("each", [1, 3])
def test_whether_many_in_both_arms_are_pairs_is_asked(each: int, met: int, tmp_path: Path) -> None:
    file = clicks(tmp_path, met, each=each)
    _, asked = said(file)
    assert asked is not None
    assert f"of “user_id” {met} of {400 - met} have results of both models" in str(asked)
    told, again = said(file, **pressed(asked, "Each row counts"))
    assert again is None, again
    assert "60 % right after, 50 % before" in told
    told, again = said(file, **pressed(asked, "Pairs"))
    assert again is None, again
    assert f"{met} of {400 - met} items take part" in told


@pytest.mark.parametrize("met", [190, 200])
def test_users_who_are_nearly_all_in_both_are_pairs(met: int, tmp_path: Path) -> None:
    told, asked = said(clicks(tmp_path, met))
    assert asked is None, asked
    assert f"{met} of {400 - met} items take part" in told


def test_a_run_on_a_part_of_the_items_is_paired_with_the_other(tmp_path: Path) -> None:
    rows = [(n, "base", n % 2) for n in range(300)] + [(n, "tuned", int(n % 5 < 3)) for n in range(40)]
    told, asked = said(given(tmp_path, "runs.csv", table("id,model,correct", rows)))
    assert asked is None, asked
    assert "40 of 300 items take part" in told
