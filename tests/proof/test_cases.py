"""Each published result is reproduced within its stated tolerance."""

import pytest

from calculators.proof.cases import Case, Expected, cases, check


@pytest.mark.parametrize("case", [pytest.param(case, id=key) for key, case in cases().items()])
def test_the_published_result_is_reproduced(case: Case) -> None:
    checked = check(case)
    for expected in case.expected:
        assert expected.holds(checked.figures[expected.figure].value), (expected, checked.figures[expected.figure])


def test_a_figure_outside_its_tolerance_does_not_hold() -> None:
    assert Expected(figure="x", published=100, tolerance=1).holds(101)
    assert not Expected(figure="x", published=100, tolerance=1).holds(101.1)
    assert not Expected(figure="x", published=100, tolerance=1).holds(None)
    assert Expected(figure="x", least=1, most=2).holds(2)
    assert not Expected(figure="x", least=1).holds(0.9)
