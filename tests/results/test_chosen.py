"""Where only what failed was tried again there is no verdict unasked: chance alone makes such items better."""

import random
from pathlib import Path

import pytest

from tests.results.made import given, pressed, said, table


def _again(*, scores: bool, some: int = 0) -> tuple[str, str]:
    """A full run of 120 items, a second one of those that were bad the first time, with some others; nothing learnt."""
    draw = random.Random(5)
    full = [(f"q{n}", draw.randint(1, 10) if scores else draw.randrange(2)) for n in range(120)]
    low = 4 if scores else 0
    bad = [name for name, value in full if value <= low]
    chosen = bad + [name for name, value in full if value > low][:some]
    rerun = [(name, draw.randint(1, 10) if scores else draw.randrange(2)) for name in chosen]
    return table("id,score", full), table("id,score", rerun)


@pytest.mark.parametrize("scores", [True, False])
@pytest.mark.parametrize("some", [0, 10])
@pytest.mark.parametrize("turned", [True, False])
def test_a_run_of_failures_alone_is_asked_about(scores: bool, some: int, turned: bool, tmp_path: Path) -> None:
    texts = _again(scores=scores, some=some)
    files = [given(tmp_path, f"{n}.csv", text) for n, text in enumerate(texts[::-1] if turned else texts)]
    told, asked = said(*files)
    assert asked is not None, told
    assert set(asked.problems) == {"after_file"}
    assert "chance alone makes them better" in asked.problems["after_file"]
    told, again = said(*files, **pressed(asked, "another reason"))
    assert again is None, again
    assert ("Worse" if turned else "Better") in told


def test_a_column_with_gaps_is_looked_at_too(tmp_path: Path) -> None:
    rows = [(n, int(n % 5 > 1), "" if n % 5 > 1 else int(n % 3 > 0)) for n in range(100)]
    told, asked = said(given(tmp_path, "gaps.csv", table("id,before,after", rows)))
    assert asked is not None, told
    assert set(asked.problems) <= {"after_file", "cells"}


def test_items_that_are_missing_by_chance_are_left_out(tmp_path: Path) -> None:
    first = [(f"q{n}", int(n % 3 > 0)) for n in range(120)]
    second = [(f"q{n}", int(n % 3 > 0 or n % 2)) for n in range(120) if n % 4]
    files = [given(tmp_path, f"{n}.csv", table("id,correct", rows)) for n, rows in enumerate((first, second))]
    told, asked = said(*files)
    assert asked is None, asked
    assert "Better" in told
    assert "Counted another way" not in told
