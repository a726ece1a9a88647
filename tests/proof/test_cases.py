"""Each published result is reproduced within its stated tolerance."""

import dataclasses

import pytest

from calculators import calculator
from calculators.kit.inputs import Refused
from calculators.proof.cases import NOT_TOLD, Case, Expected, cases, check, checks

HITS = {key: case for key, case in cases().items() if case.kind != "miss"}
MISSES = {key: case for key, case in cases().items() if case.kind == "miss"}


@pytest.mark.parametrize("case", [pytest.param(case, id=key) for key, case in HITS.items()])
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


@pytest.mark.parametrize("case", [pytest.param(case, id=key) for key, case in MISSES.items()])
def test_a_miss_is_called_one_as_long_as_it_is(case: Case) -> None:
    assert not check(case).holds


def test_a_result_for_which_no_figure_is_told_is_a_miss_and_nothing_else() -> None:
    untold = next(case for case in MISSES.values() if any(f.label == NOT_TOLD for f in check(case).figures.values()))
    assert not check(untold).holds
    assert not check(untold).told
    with pytest.raises(Refused, match="no speed is known"):
        check(dataclasses.replace(untold, kind="result"))


MEASURED = {key: case for key, case in cases().items() if key.startswith(("measured-", "aside-", "trial-", "fresh-"))}


@pytest.mark.parametrize("slug", ["memory", "training-run"])
def test_most_measurements_lie_in_a_range_that_is_worth_having(slug: str) -> None:
    """At least 85 % of what others measured lies within our ends, no range is wider than 1.8 times its low end."""
    of_slug = [checks()[key] for key, case in MEASURED.items() if case.calculator == slug]
    assert sum(one.holds for one in of_slug) >= 0.85 * len(of_slug)
    for one in of_slug:
        low, high = (one.figures[expected.figure].value for expected in one.case.expected)
        assert low is not None
        assert high is not None
        assert low < high < 1.81 * low, one.case.key


def test_nothing_is_said_to_fit_where_a_run_ran_out_of_memory() -> None:
    out_of_memory = [case for key, case in cases().items() if key.startswith("oom-")]
    assert len(out_of_memory) >= 5
    for case in out_of_memory:
        assert case.kind == "bound"
        reading = calculator(case.calculator).read(case.inputs)
        assert reading.calculator.verdict != "fits"
