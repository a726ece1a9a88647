"""Which tuning offers can be bought: open to everyone, alive, with every price known; the cheapest is the default."""

from datetime import date

import pytest

from calculators.bills import buyable
from calculators.break_even import BreakEven
from calculators.figures.tables import catalogue
from calculators.managed_tuning import ManagedTuning
from calculators.total_cost import TotalCost
from calculators.upkeep import Upkeep

DAYS = [date(2026, 11, 22), date(2027, 3, 1), date(2028, 1, 1)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_only_what_anyone_can_buy_at_known_prices_counts(day: date) -> None:
    found = buyable.costs(day)
    assert found
    for key, offer in catalogue().tuning_offers.items():
        alive = not (offer.retires and offer.retires <= day)
        known = None not in (offer.training_price, offer.hosting_per_hour, offer.tuned_price("output", day, 200))
        per_token = offer.training_unit == "USD/Mtok"
        sold = offer.method == "SFT" and offer.status(day).status == "open"
        assert (key in found) == (alive and known and per_token and sold), key


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("kind", [BreakEven, ManagedTuning, TotalCost, Upkeep], ids=lambda kind: kind.slug)
def test_the_cheapest_of_them_is_where_every_calculator_begins(kind: type, day: date) -> None:
    assert kind(start=day).tuning_offer == buyable.cheapest(day)


def test_what_an_offer_costs_is_what_the_calculator_of_offers_says() -> None:
    for key, usd in buyable.costs(DAYS[0]).items():
        assert ManagedTuning(tuning_offer=key, start=DAYS[0]).total_cost == pytest.approx(usd), key


def test_where_nobody_sells_any_more_prices_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buyable, "costs", lambda _: {})
    assert buyable.cheapest(DAYS[0]) == "typed"


def test_over_later_prices_the_offer_of_the_first_day_is_kept() -> None:
    case = BreakEven(base_model="google/gemini-4-argon", start=date(2026, 11, 22))
    assert len(case.phases) == 2
    held = BreakEven(base_model="google/gemini-4-argon", start=date(2026, 11, 22), tuning_offer=case.tuning_offer)
    assert case.phases == held.phases
