"""Draws are the same for the same seed, spread as their distribution says."""

import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.uncertainty import Uncertain, factor, middle, shifts, wins

TWO = Uncertain({"a": {("x",): 100.0, (): 50.0}, "b": {("x", "y"): 100.0}}, {"x": 50, "y": 100})


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    assert TWO.drawn(1, 500) == TWO.drawn(1, 500)
    assert TWO.drawn(1, 500) != TWO.drawn(2, 500)


def test_the_first_draws_of_a_seed_are_those_of_the_mersenne_twister() -> None:
    """Python's random.Random(1): 0.13436424411240122 and 0.8474337369372327 are its first two numbers."""
    assert shifts(1, 1, 1) == ([0.13436424411240122 - 0.8474337369372327],)


def test_shifts_are_triangular_between_minus_one_and_one() -> None:
    (drawn,) = shifts(7, 20_000, 1)
    assert min(drawn) > -1
    assert max(drawn) < 1
    assert fmean(drawn) == pytest.approx(0, abs=0.02)
    assert fmean(shift**2 for shift in drawn) == pytest.approx(1 / 6, abs=0.005)  # variance of a triangular (-1, 0, 1)


def test_a_range_of_fifty_percent_means_one_and_a_half_times_or_its_inverse() -> None:
    assert factor(50, 1) == pytest.approx(1.5)
    assert factor(50, -1) == pytest.approx(1 / 1.5)
    assert factor(50, 0) == 1
    assert factor(0, 0.7) == 1


def test_totals_multiply_each_part_by_its_factors() -> None:
    assert TWO.totals({"x": 2, "y": 3}) == {"a": 250, "b": 600}


def test_a_draw_moves_all_options_by_the_same_factor() -> None:
    both = Uncertain({"a": {("x",): 1.0}, "b": {("x",): 2.0}}, {"x": 100}).drawn(3, 200)
    assert all(two == pytest.approx(2 * one) for one, two in zip(both["a"], both["b"], strict=True))


def test_without_ranges_every_draw_is_the_expected_total() -> None:
    drawn = Uncertain(TWO.parts, {"x": 0, "y": 0}).drawn(1, 100)
    assert set(drawn["a"]) == {150.0}
    assert set(drawn["b"]) == {100.0}


def test_the_middle_leaves_out_as_many_at_either_end() -> None:
    assert middle(list(range(100)), 0.9) == (5, 94)
    assert middle([3.0], 0.9) == (3.0, 3.0)


def test_a_shared_win_is_split() -> None:
    assert wins({"a": [1, 2, 3], "b": [1, 3, 2]}) == pytest.approx({"a": 0.5, "b": 0.5})


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.lists(st.floats(0, 1e6), min_size=1, max_size=50))
def test_shares_of_wins_add_up_to_one(a: list[float], b: list[float]) -> None:
    count = min(len(a), len(b))
    shares = wins({"a": a[:count], "b": b[:count]})
    assert math.fsum(shares.values()) == pytest.approx(1)
