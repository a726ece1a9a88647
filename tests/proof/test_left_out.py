"""Each source is judged by what the others teach: by hand on made-up measurements, then on ours."""

import pytest

from calculators.macros.rates import measured_rates, said_to_fit, should_fit
from calculators.proof.left_out import AIM, Held, as_it_stands, learned, left_out, median_off, out_of_memory, rates


def one(source: str, measured: float) -> Held:
    """A range from 80 to 120 around 100."""
    return Held(source, measured, 80, 100, 120)


def test_a_measurement_says_how_much_wider_its_range_would_have_to_be() -> None:
    assert [one("a", measured).stretch for measured in (100, 110, 120, 140, 90, 70)] == [0, 0.5, 1, 2, 0.5, 1.5]
    assert [one("a", measured).inside for measured in (80, 120, 121, 79)] == [True, True, False, False]


def test_a_stretched_range_is_never_wider_than_may_be_told() -> None:
    half = one("a", 100).stretched(1.5)
    assert (half.low, half.high) == (pytest.approx(130 / 1.8), 130)
    wide = one("a", 100).stretched(4)
    assert (wide.high, wide.low) == (180, 100)


def test_the_width_is_learned_with_each_source_counted_alike() -> None:
    """Of two sources one has nine measurements near by, the other a single one far off: 85 % of both needs the far."""
    near = [one("near", 101 + place) for place in range(9)]
    assert learned([*near, one("far", 160)]) == 3
    assert learned(near) == pytest.approx(0.4)


def test_no_source_is_judged_by_itself() -> None:
    """What only one source shows it cannot have taught the range that it is judged by."""
    alike = [one(source, 110) for source in "abcd"]
    assert left_out(alike) == as_it_stands(alike)
    stranger = one("stranger", 130)
    assert left_out([*alike, stranger]).right == 4
    assert median_off([*alike, stranger]) == pytest.approx(100 * (1 - 100 / 110))


@pytest.mark.parametrize("slug", ["memory", "training-run"])
def test_of_known_measurements_enough_are_held_with_their_source_left_out(slug: str) -> None:
    now = rates(slug)
    assert len(now.known) >= 150
    assert left_out(now.known).share >= AIM
    assert median_off(now.known) < 20
    assert now.widest < 1.81


def test_hardly_a_run_that_ran_out_of_memory_is_said_to_fit() -> None:
    score = out_of_memory("fits")
    assert score.of >= 50
    assert score.right <= 1
    assert out_of_memory("likely").right <= 4


def test_the_page_tells_the_rates_and_what_is_said_to_fit() -> None:
    table = measured_rates()
    for slug in ("memory", "training-run"):
        now = rates(slug)
        assert f"{as_it_stands(now.known).right} of {len(now.known)}" in table
        assert f"{left_out(now.known).right} of {len(now.known)}" in table
    assert said_to_fit() == f"{out_of_memory('fits').right} of {out_of_memory('fits').of}"
    assert should_fit() == str(out_of_memory("likely").right)
