"""Inputs about the work of people: whether it counts, what an hour costs, how many hours there are."""

from collections.abc import Callable, Mapping
from typing import Any

from calculators.bills.fields import hours
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import choice, number

BILLS = "bills"
"""The option that leaves the work of people out."""

WORK: Mapping[str, tuple[str, str]] = {"counted": ("Counted: hours × wage", ""), BILLS: ("Left out: bills alone", "")}


def work(group: str) -> Any:
    """Declare whether the work of people counts."""
    return choice("counted", "Work of people", lambda: WORK, group, "Bills alone flatter whatever people must build.")


def wage(group: str) -> Any:
    """Declare what an hour of work costs."""
    told = "What an hour costs you, overheads included."
    return number(lambda _: figure("wage"), "Wage", group, told, unit="USD/h", most=10_000)


def work_hours(rule: str, label: str, group: str, told: str) -> Any:
    """Declare how many hours a piece of work takes; the default is our judgement."""
    return hours(lambda _: figure(rule), label, group, told)


def figure(rule: str) -> Fact | None:
    """A figure on the work of people."""
    return catalogue().rules[f"work/{rule}"].figure


def paid(field: str) -> Callable[[Any], float]:
    """The default of an amount: the hours of a field times the wage; 0 where bills alone count."""
    return lambda self: 0.0 if self.work == BILLS else getattr(self, field) * self.wage


def unused(case: Any, amounts: Mapping[str, str]) -> frozenset[str]:
    """The fields on work that play no part, for amounts by the field of their hours: typed over, or left out."""
    idle = {hours for hours, amount in amounts.items() if case.work == BILLS or amount in case.given}
    return frozenset(idle | ({"wage"} if idle >= set(amounts) else set()))
