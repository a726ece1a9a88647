"""Inputs on the tries that a training takes until its model is good enough."""

from typing import Any

from calculators.kit.inputs import Default, number


def short_tries(group: str) -> Any:
    """Declare the tries that are broken off early."""
    told = "Broken off early, to compare settings."
    return number(0, "Short tries", group, told, unit="tries", most=100_000, whole=True)


def short_try_length(group: str) -> Any:
    """Declare how long such a try is."""
    return number(10, "Length of a short try", group, "As a part of a whole run.", unit="%", most=100)


def lost_work(group: str) -> Any:
    """Declare the work that is done again."""
    told = "To crashes and machines taken away: what is done again, beside every run."
    return number(10, "Work lost", group, told, unit="%", most=1_000)


def hours_beside(group: str) -> Any:
    """Declare the hours of a try in which nothing is trained."""
    told = "Of each try, paid too: loading model and data, saving, a look at the result."
    return number(0.25, "Hours beside training", group, told, unit="hours", most=1_000)


def gpu_price(group: str, default: Default) -> Any:
    """Declare what a GPU costs an hour."""
    told = "For one GPU and one hour. A card of your own: its power and wear, 0 where you count neither."
    return number(default, "Price of a GPU", group, told, unit="USD/h", most=1_000)
