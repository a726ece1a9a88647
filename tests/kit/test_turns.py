"""Which turning points are told first: few, near, one of an input, within what is plausible."""

import math

import pytest

from calculators import calculator
from calculators.kit.inputs import Number
from calculators.kit.turns import Turn, Turns, turns, way


def turn(field: str, way: float | None, verdict: str = "other") -> Turn:
    return Turn(field, field, "1", "2", verdict, way)


def test_the_nearest_stand_first_and_what_is_hardly_to_be_expected_is_set_apart() -> None:
    found = Turns((turn("far", 1.2), turn("b", -0.5), turn("list", None), turn("a", 0.1), turn("never", math.inf)), ())
    assert [one.field for one in found.near] == ["a", "b", "list"]
    assert [one.field for one in found.others] == ["far", "never"]


def test_an_input_stands_once_among_the_nearest() -> None:
    found = Turns((turn("list", None), turn("list", None, "third"), turn("a", 0.9)), ())
    assert [one.field for one in found.near] == ["a", "list"]
    assert [one.field for one in found.others] == ["list"]


@pytest.mark.parametrize("slug", ["memory", "break-even", "rag"])
def test_the_way_tells_up_from_down(slug: str) -> None:
    for one in turns(calculator(slug)()).found:
        if one.way is not None and math.isfinite(one.way) and one.at.endswith((" more", " less")):
            assert (one.way > 0) == one.at.endswith("more"), one


SHARE = Number("", 0, unit="%", most=100)
AMOUNT = Number("", 0, unit="USD", most=1e6)
POINTS = Number("", 0, unit="percentage points", least=-100, most=100)
SURCHARGE = Number("", 0, unit="%", most=500)


@pytest.mark.parametrize(
    ("declared", "now", "edge", "far"),
    [
        (AMOUNT, 100, 300, 1.0),
        (AMOUNT, 300, 100, -1.0),
        (SHARE, 50, 75, 1.0),  # odds of 1 become 3
        (SHARE, 25, 10, -1.0),  # odds of 1/3 become 1/9
        (SHARE, 90, 75, -1.0),  # odds of 9 become 3
        (POINTS, 0, 25, 1.0),  # as from 50 % to 75 %
        (POINTS, 5, -20, -1.0),
        (SURCHARGE, 50, 150, 1.0),  # no share of a whole: it may pass 100 %
    ],
)
def test_amounts_go_by_factor_shares_by_odds_differences_of_shares_by_points(
    declared: Number, now: float, edge: float, far: float
) -> None:
    assert way(declared, now, edge) == far


def test_half_of_a_small_share_is_no_small_step_nor_is_half_of_what_is_left() -> None:
    assert way(SHARE, 2, 1) == pytest.approx(way(AMOUNT, 2, 1), abs=0.02)
    assert way(SHARE, 98, 99) == pytest.approx(-way(SHARE, 2, 1))
    assert abs(way(SHARE, 50, 51)) < 0.05 < 0.5 < abs(way(SHARE, 2, 1))


@pytest.mark.parametrize(
    ("declared", "now", "edge"), [(SHARE, 0, 1), (SHARE, 100, 99), (SHARE, 50, 100), (AMOUNT, 0, 1)]
)
def test_from_nothing_and_to_all_there_is_no_factor_so_it_is_beyond_what_is_plausible(
    declared: Number, now: float, edge: float
) -> None:
    assert abs(way(declared, now, edge)) == math.inf


def test_two_inputs_of_one_product_that_turn_it_alike_stand_once() -> None:
    calls, days, other = turn("calls", -0.0467), turn("days", -0.0466), turn("other", 0.0467)
    assert Turns((calls, days, other), ()).near == (calls, other)
    assert Turns((calls, days, other), ()).others == (days,)
    third = turn("third", -0.0466, "third")
    assert Turns((calls, third), ()).near == (calls, third)


def test_what_a_lead_knows_stands_first_in_total_cost() -> None:
    near = [one.field for one in turns(calculator("total-cost")()).near]
    assert near[0] == "calls_per_day"
    assert "days_per_month" not in near
    assert "cache_hits" not in near


def test_from_next_to_nothing_a_share_has_a_way_to_go() -> None:
    assert way(SHARE, 5e-324, 50) > 100


@pytest.mark.parametrize(("slug", "name"), [("agreement", "design"), ("dataset-check", "sample")])
def test_what_puts_another_question_turns_no_answer(slug: str, name: str) -> None:
    case = calculator(slug)()
    assert case.variant(name, [*case.inputs()[name].options()][1]).verdict != case.verdict
    shown = turns(case)
    assert name not in {one.field for one in shown.found}
    assert case.inputs()[name].label not in shown.never


@pytest.mark.parametrize("slug", ["agreement", "before-after", "sample-size"])
def test_a_lower_bar_of_ones_own_is_no_turning_point(slug: str) -> None:
    """Labels that raters do not agree on become no better, however little agreement one asks for."""
    case = calculator(slug)()
    bars = {"good", "tolerable", "confidence", "power", "margin", "least"} & case.inputs().keys()
    assert len(bars) > 1
    shown = turns(case)
    assert not bars & {one.field for one in shown.found}
    assert not {case.inputs()[name].label for name in bars} & set(shown.never)
