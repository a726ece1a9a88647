"""Whatever the day of the build: every calculator begins on it, with what is sold on it at the prices of it."""

from datetime import date, timedelta

import pytest

from calculators import calculators
from calculators.api_cost import ApiCost
from calculators.figures import market
from calculators.figures.tables import Catalogue, catalogue
from calculators.kit.model import Calculator

DAYS = [date(2026, 11, 22), date(2026, 12, 2), date(2027, 1, 2), date(2027, 3, 1), date(2028, 2, 29)]
"""Before and after the price changes and retirements that are known, and long after."""

DATED = [kind for kind in calculators() if "start" in kind.inputs()]


@pytest.fixture(params=DAYS, ids=str)
def today(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> date:
    """A day on which the site is built."""
    day: date = request.param
    monkeypatch.setattr(Catalogue, "first_day", day)
    return day


@pytest.mark.parametrize("kind", calculators(), ids=lambda kind: kind.slug)
def test_every_default_answer_stands_on_that_day(kind: type[Calculator], today: date) -> None:
    case = kind()
    result = case.result()
    assert result.answer
    assert case.then(result.verdict)
    if kind in DATED:
        assert vars(case)["start"] == today


def test_prices_are_those_of_the_day(today: date) -> None:
    for key, model in catalogue().api_models.items():
        if model.price("input", today) is not None:
            assert ApiCost(base_model=key, prefix_tokens=0).base_input == model.price("input", today, 200)


def test_a_retired_model_never_ranks_even_if_it_is_the_readers(today: date) -> None:
    for key, model in catalogue().api_models.items():
        if model.price("input", today) is None:
            continue
        case = ApiCost(base_model=key, cache_hits=0)
        gone = {other for other, one in catalogue().api_models.items() if one.retires and one.retires <= today}
        assert not gone & set(case.ranking), "retired"
        assert (key in case.ranking) == market.answers(model, today)


def test_the_retired_model_of_a_reader_is_told_of_and_still_reckoned() -> None:
    case = ApiCost(base_model="openai/gpt-4.1", start=date(2027, 3, 1))
    told = case.result()
    assert case.monthly_cost > 0
    assert "openai/gpt-4.1" not in case.verdict
    assert any("no longer answers" in notice for notice in told.notices)


def test_the_build_day_counts_unless_the_figures_are_newer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    from calculators.figures import tables

    as_of = catalogue().as_of
    for built, first in ((as_of - timedelta(days=9), as_of), (as_of + timedelta(days=9), as_of + timedelta(days=9))):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tables, "build_date", lambda built=built: built)
            assert catalogue().first_day == first
