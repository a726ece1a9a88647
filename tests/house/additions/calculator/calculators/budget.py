"""Tell for how many calls to a model a monthly budget lasts."""

from dataclasses import dataclass
from typing import Any, ClassVar

from calculators.bills.fields import base_models, monthly, price, tokens
from calculators.figures.prices import Kind
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import choice, number
from calculators.kit.model import Calculator, Example, Figure, Result
from calculators.kit.numbers import say

PRICES = "Prices"
"""A group that stands folded; without a group an input stands in front."""


def listed(kind: Kind) -> Any:
    """The default of a price: that of the chosen model, with its source; None where prices are typed."""

    def found(case: "Budget") -> Fact | None:
        model = catalogue().api_models.get(case.model)
        return model.price(kind, catalogue().first_day) if model else None

    return found


@dataclass(frozen=True)
class Budget(Calculator):
    """A budget is spent by the token, so a shorter prompt buys more calls.

    The calculator divides the month's money by what one call costs.
    """

    slug = "budget"
    title = "What a budget buys"
    question = "For how many calls does a monthly budget last?"
    verdicts: ClassVar = {"enough": "the budget is enough", "short": "the budget is too small"}

    budget: float = monthly(100, "Budget", help="What a month may cost.")
    wanted: int = number(10_000, "Calls wanted", help="In a month.", unit="calls", most=1_000_000_000, whole=True)
    model: str = choice("openai/gpt-4.1", "Model", base_models, help="The one that you prompt.")
    sent: int = tokens(2_000, "Input per call", help="Instructions, documents and the question.")
    answered: int = tokens(200, "Output per call", help="Reasoning counts too.")

    input_price: float = price(listed("input"), "Input price", PRICES, "Per million tokens.")
    output_price: float = price(listed("output"), "Output price", PRICES, "Per million tokens.")

    examples: ClassVar = (
        Example(
            "A hundred dollars and GPT-4.1",
            {},
            "The budget is enough",
            {"call_cost": 0.0056, "paid_calls": 100 / 0.0056},
            "by hand: 2,000 × 2 USD and 200 × 8 USD, per million tokens",
        ),
        Example("Twice the calls", {"wanted": 20_000}, "The budget is too small", {"monthly_cost": 112}, "by hand"),
    )

    @property
    def call_cost(self) -> float:
        """USD for one call."""
        return (self.sent * self.input_price + self.answered * self.output_price) / 1e6

    @property
    def monthly_cost(self) -> float:
        """USD a month for the calls that are wanted."""
        return self.wanted * self.call_cost

    @property
    def verdict(self) -> str:
        return "enough" if self.monthly_cost <= self.budget else "short"

    def result(self) -> Result:
        paid = self.budget / self.call_cost if self.call_cost else None
        free = "any number, they are free" if paid is None else ""
        return Result(
            verdict=self.verdict,
            answer=f"{self.then(self.verdict).capitalize()} for {say(self.wanted, 'calls')} a month.",
            why=f"A call costs {say(self.call_cost, 'USD')}; all of them cost {say(self.monthly_cost, 'USD/month')}.",
            figures=(
                Figure("paid_calls", "The budget pays", paid, "calls", text=free),
                Figure("call_cost", "A call", self.call_cost, "USD/call"),
                Figure("monthly_cost", "The calls wanted", self.monthly_cost, "USD/month"),
            ),
        )
