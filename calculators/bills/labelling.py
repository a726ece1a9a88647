"""What one label costs at a rate, for every calculator in which labels are paid."""

from dataclasses import replace
from typing import Any

from calculators.figures.labels import LabellingRate
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact

USUAL = "crowd/pairwise-with-reasons"
"""The rate for labels by people where nobody says more."""


def rate_price(rate: LabellingRate, labels: float) -> Fact | None:
    """USD a label: the middle of a range, or the average of the steps that so many labels in a month reach."""
    if not rate.steps and rate.lowest is not None and rate.highest is not None:
        middle = (rate.lowest + rate.highest) / 2
        name = rate.highest.name if rate.lowest == rate.highest else f"{rate.name}, middle of its range"
        return Fact(middle, replace(rate.highest.origin, name=name, unit="USD/label"))
    if len(rate.steps) < 2:
        return rate.highest and rate.highest.times(1, "USD/label")
    bill = rate.bill(labels)
    name = f"{rate.name}, average price at this volume"
    return bill and Fact(bill / labels, replace(bill.origin, name=name, unit="USD/label"))


def usual_price(_: Any) -> Fact | None:
    """USD that one rater is paid for a label by default; guideline, checks and further raters come on top."""
    return rate_price(catalogue().labelling_rates[USUAL], 1)
