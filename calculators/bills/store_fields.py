"""Inputs about a vector store: the figures of its bill, each by default as the store lists it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import ceil
from typing import Any, NamedTuple

from calculators.bills.fields import TYPED
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import choice, number


@cache
def vector_stores() -> Mapping[str, tuple[str, str]]:
    """The vector stores of the price data, and the option to type prices."""
    stores = {key: (store.name, "") for key, store in catalogue().vector_stores.items()}
    return stores | {TYPED: ("Another, or my own database: I type the prices", "")}


def vector_store(told: str) -> Any:
    """Declare the choice of a vector store."""
    return choice("pinecone-serverless-standard", "Vector store", vector_stores, help=told)


class Listed(NamedTuple):
    """A figure of a store's list: its column, how it is asked, and its default where all prices are typed."""

    column: str
    label: str
    told: str
    unit: str
    most: float = 1_000
    typed: float | None = 0.0


LISTED: Mapping[str, Listed] = {
    "storage_price": Listed("storage_per_gb_month", "Storage", "By size.", "USD/GB/month", typed=None),
    "free_gb": Listed("free_gb", "Free storage", "Not billed.", "GB", most=1_000_000),
    "dimension_price": Listed(
        "storage_per_million_dimensions",
        "Storage by dimensions",
        "By the count of numbers kept.",
        "USD/million dimensions/month",
    ),
    "read_price": Listed("read_price", "Reads", "By read units.", "USD/million read units"),
    "read_units_per_gb": Listed(
        "read_units_per_gb",
        "Read units per GB",
        "A search reads all that is kept in one namespace.",
        "read units/GB/query",
    ),
    "least_read_units": Listed(
        "least_read_units", "Least read units", "What a search costs at least.", "read units/query", most=100
    ),
    "search_price": Listed("call_price", "Searches", "Where each is billed.", "USD/1,000 calls", typed=None),
    "write_price": Listed("write_price", "Writes", "By write units.", "USD/million write units"),
    "write_price_per_gb": Listed("write_price_per_gb", "Writes by size", "Where they are billed so.", "USD/GB"),
    "minimum_fee": Listed(
        "minimum_fee", "Minimum fee", "Due however little is used.", "USD/month", most=1_000_000, typed=None
    ),
}
"""The figures of a bill by the name of their field."""

PRICES = (
    "storage_price",
    "dimension_price",
    "plan_price",
    "read_price",
    "search_price",
    "write_price",
    "write_price_per_gb",
    "minimum_fee",
)
"""The fields that hold a price: one of 0 plays no part."""


def listed(field: str, group: str) -> Any:
    """Declare a figure of the store: as listed, 0 where it does not bill so."""
    column, label, told, unit, most, typed = LISTED[field]
    return number(
        lambda self: (getattr(self.store, column) or 0.0) if self.store else typed,
        label,
        group,
        told,
        unit=unit,
        most=most,
    )


def plans_price(self: Any) -> float:
    """USD a month: as many of the store's plans as hold the vectors."""
    plan: Fact | None = self.store and self.store.plan_price
    if not self.store or not plan or self.dimensions is None:
        return 0.0
    plans = max(1, ceil(self.stored_gb / (self.store.plan_memory or 1)))
    if plans == 1:
        return plan
    return Fact(plan * plans, replace(plan.origin, name=f"{plan.name}, {plans:,} times"))


def plan_price(group: str) -> Any:
    """Declare what the store's plans cost."""
    told = "A machine of fixed size; the default is as many as hold the vectors."
    return number(plans_price, "Plan", group, told, unit="USD/month", most=1_000_000_000_000)


def write_units(group: str) -> Any:
    """Declare how many write units a vector takes."""
    return number(
        lambda self: ceil((self.dimensions or 0) * self.number_bytes / 1_000) or 1,
        "Write units per vector",
        group,
        "Our assumption is one for each kB of the vector.",
        unit="write units",
        most=1_000,
    )
