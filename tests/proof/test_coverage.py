"""The simulation of how often intervals hold: what was measured, measured again."""

import pytest

from calculators.proof.coverage import coverage
from tools.coverage import covered, kinds


def test_every_kind_that_is_simulated_was_measured() -> None:
    assert set(coverage()) == {key for key, _ in kinds()}


@pytest.mark.parametrize("key", [key for key in coverage() if "skewed" not in key])
def test_intervals_of_95_percent_hold_in_about_95(key: str) -> None:
    """Two points below or three above; only where differences are very skewed, fewer."""
    assert 93 <= coverage()[key].covered <= 98.5


@pytest.mark.parametrize("key", ["scores-6", "uneven-10", "rare-2-20", "half-3-20"])
def test_what_was_measured_is_measured_again(key: str) -> None:
    """With 400 other samples; four standard errors of the simulation are 4.4 points."""
    again = covered(dict(kinds())[key], 400, seed=99)
    assert again["covered"] == pytest.approx(coverage()[key].covered, abs=4.4)
