"""Inputs about a tuned model: who tunes it, how many copies serve it, how it is kept good."""

from typing import Any

from calculators.bills.buyable import cheapest
from calculators.bills.fields import MOST_TOKENS, share, tuning_offers, usd
from calculators.kit.inputs import FRONT, Options, choice, day, number


def tuning_offer(label: str = "Tuning offer", group: str = FRONT, offers: Options = tuning_offers) -> Any:
    """Declare the choice of a provider who tunes; the default is the cheapest that anyone can buy on the first day."""
    told = (
        "Who trains the model and serves it afterwards. The default is the cheapest offer that anyone can buy on the "
        "first day with all its prices known."
    )
    return choice(lambda self: cheapest(self.start), label, offers, group, told)


def tuned_call_tokens(self: Any) -> int:
    """The default of an example's length: what a tuned call holds, its input and its output."""
    held: int = self.tuned_prefix_tokens + self.variable_tokens + self.output_tokens
    return min(held or 1, MOST_TOKENS)


def copies(group: str, told: str) -> Any:
    """Declare how many copies of the tuned model are hosted."""
    return number(1, "Copies hosted", group, told, unit="copies", least=1, most=100_000, whole=True)


def evaluation_cost(group: str) -> Any:
    """Declare what an evaluation costs."""
    return usd(200, "Evaluation", group, "Measuring before and after, for each release.")


def retrain_every(told: str, group: str = FRONT) -> Any:
    """Declare the months from one retraining to the next."""
    return number(12, "Retraining every", group, told, unit="months", least=0.1, most=1_200, none="never")


def new_examples(group: str) -> Any:
    """Declare how much is labelled afresh for a retraining."""
    return share(20, "New examples each time", group, "Share labelled anew at a retraining.")


def retires(label: str, group: str) -> Any:
    """Declare the day on which the base model of the chosen offer is retired."""
    told = "The tuned model dies with its base model."
    return day(lambda self: self.offer and self.offer.retires, label, group, told, none="not announced")
