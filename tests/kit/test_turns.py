"""Which turning points are told first: few, near, one of an input, within what is plausible."""

import math

import pytest

from calculators import calculator
from calculators.kit.turns import Turn, Turns, turns


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
