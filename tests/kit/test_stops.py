"""The stops of sliders: plain values between the ends."""

from itertools import pairwise

import pytest

from calculators.kit.inputs import Number
from calculators.kit.stops import doubling, ladder, steps


def test_a_ladder_has_ten_rungs_to_each_power_of_ten_and_both_ends() -> None:
    found = ladder(10, 1_000)
    assert (found[0], found[-1], len(found)) == (10, 1_000, 21)
    assert set(found) > {15, 20, 50, 100, 250}
    assert all(1.1 < high / low < 1.4 for low, high in pairwise(found))


def test_whole_numbers_have_whole_stops_and_prices_smaller_ones() -> None:
    assert ladder(1, 10) == (1, 2, 3, 4, 5, 6, 8, 10)
    assert ladder(0.1, 0.5, whole=False) == (0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


def test_lengths_double_and_shares_go_by_equal_steps() -> None:
    assert doubling(128, 1_024) == (128, 256, 512, 1_024)
    assert steps(0, 100, 25) == (0, 25, 50, 75, 100)
    assert steps(3, 10, 3) == (3, 6, 9)


@pytest.mark.parametrize("stops", [(0.5, 2), (2, 1), (1, 1), (50, 200), (1.5, 2)])
def test_stops_that_may_not_be_typed_are_a_mistake_of_ours(stops: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="stops of its slider"):
        Number("Calls", 1, least=1, most=100, whole=True, stops=stops)
