"""Labels cost what is listed, by steps, ranges or bounds; the expected figures are the vendors', typed in by hand."""

import pytest

from calculators.figures.tables import catalogue

RATES = catalogue().labelling_rates


def test_a_platform_charges_less_above_a_border_and_only_there() -> None:
    images = RATES["vertex/image-classification"]
    assert (images.lowest, images.highest) == (0.025, 0.035)
    assert images.price(50_000) == 0.035
    assert images.price(50_001) == 0.025
    # 50,000 at 35 USD a thousand and 10,000 at 25.
    assert images.bill(60_000) == 1750 + 250
    assert images.bill(1000) == 35
    assert images.bill(0) == 0


def test_where_a_border_is_not_known_the_dearer_step_holds_on() -> None:
    platform = RATES["aws/ground-truth-platform"]
    assert platform.price(1_000_000_000) == 0.08
    assert platform.bill(10_000) == 800
    assert platform.lowest == 0.02
    assert platform.labour_extra


def test_a_range_stays_a_range_and_a_pace_goes_with_it() -> None:
    rate = RATES["crowd/binary-preference"]
    assert (rate.lowest, rate.highest, rate.pace) == (0.3, 0.6, (40, 60))
    assert RATES["expert/medical-or-legal"].pace == (5, 15)
    assert rate.highest is not None
    assert (rate.highest.unit, rate.highest.confidence) == ("USD/annotation", "low")
    assert RATES["vertex/bounding-box"].pace is None


def test_of_a_bound_only_the_most_is_known() -> None:
    chatgpt, alpaca = RATES["model/chatgpt-2023"], RATES["model/alpaca-2023"]
    assert (chatgpt.lowest, chatgpt.highest) == (None, 0.003)
    assert chatgpt.highest is not None
    assert "upper bound" in chatgpt.highest.name
    # 500 USD for 52,000 examples.
    assert alpaca.highest == pytest.approx(0.009615, abs=5e-7)
    assert alpaca.bill(52_000) == pytest.approx(500)


def test_a_price_that_could_not_be_verified_is_not_given() -> None:
    text = RATES["vertex/text-classification"]
    assert (text.lowest, text.highest, text.price(1), text.bill(1000)) == (None, None, None, None)


@pytest.mark.parametrize("key", RATES)
def test_more_labels_never_cost_less(key: str) -> None:
    bills = [RATES[key].bill(count) for count in (0, 1, 1000, 49_999, 50_000, 50_001, 1_000_000)]
    known = [bill for bill in bills if bill is not None]
    assert known == sorted(known)
