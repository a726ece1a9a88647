"""A figure is a number, or a day, that remembers its origin wherever it goes."""

import pickle
from datetime import date

from calculators.kit.facts import DayFact, Fact, Origin, anchor, least_sure

ORIGIN = Origin(
    "Model, input",
    "USD/Mtok",
    "price-page",
    date(2026, 11, 22),
    "high",
    "A note.",
    date(2027, 2, 22),
    "api_models",
    "m",
)


def test_a_fact_reckons_compares_and_hashes_as_its_number() -> None:
    fact = Fact(0.4, ORIGIN)
    assert fact == 0.4
    assert hash(fact) == hash(0.4)
    assert fact * 2 == 0.8
    assert type(fact * 2) is float
    assert f"{fact}" == "0.4"


def test_a_fact_remembers_where_it_comes_from() -> None:
    fact = Fact(0.4, ORIGIN)
    assert (fact.name, fact.unit, fact.source, fact.confidence) == ("Model, input", "USD/Mtok", "price-page", "high")
    assert (fact.as_of, fact.review_by, fact.note) == (date(2026, 11, 22), date(2027, 2, 22), "A note.")


def test_facts_survive_pickling() -> None:
    fact, day = Fact(0.4, ORIGIN), DayFact(date(2027, 1, 14), ORIGIN)
    for original in (fact, day):
        copy = pickle.loads(pickle.dumps(original))
        assert copy == original
        assert type(copy) is type(original)
        assert copy.origin == ORIGIN


def test_a_fact_in_another_unit_keeps_its_source() -> None:
    month = Fact(2.0, ORIGIN).times(730, "USD/month")
    assert month == 1460
    assert (month.unit, month.source, month.name) == ("USD/month", "price-page", "Model, input")


def test_a_day_is_a_day() -> None:
    day = DayFact(date(2027, 1, 14), ORIGIN)
    assert day == date(2027, 1, 14)
    assert hash(day) == hash(date(2027, 1, 14))
    assert (day - date(2026, 11, 22)).days == 53
    assert day.isoformat() == "2027-01-14"
    assert day.source == "price-page"


def test_what_rests_on_several_figures_is_as_sure_as_the_weakest() -> None:
    assert least_sure("high", "low", "medium") == "low"
    assert least_sure("high", "high") == "high"


def test_a_row_has_an_address() -> None:
    assert anchor("openai/gpt-4.1-mini") == "openai-gpt-4-1-mini"
    assert anchor("aws/amazon.nova-micro-v1:0") == "aws-amazon-nova-micro-v1-0"
