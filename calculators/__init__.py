"""The calculators, in lesson order; each is imported when it is asked for, so that a page loads only its own."""

from functools import cache
from importlib import import_module

from calculators.kit.model import Calculator

CLASSES = {
    "advisor": "Advisor",
    "break-even": "BreakEven",
    "api-cost": "ApiCost",
    "managed-tuning": "ManagedTuning",
    "serving": "Serving",
    "training-run": "TrainingRun",
    "memory": "Memory",
    "rag": "Rag",
    "training-data": "TrainingData",
    "dataset-check": "DatasetCheck",
    "sample-size": "SampleSize",
    "before-after": "BeforeAfter",
    "agreement": "Agreement",
    "upkeep": "Upkeep",
    "total-cost": "TotalCost",
}
"""The class of each calculator by its slug; its module is named like the slug."""


@cache
def calculator(slug: str) -> type[Calculator]:
    """The calculator with this slug. Raises KeyError."""
    found: type[Calculator] = getattr(import_module(f"calculators.{slug.replace('-', '_')}"), CLASSES[slug])
    return found


@cache
def calculators() -> tuple[type[Calculator], ...]:
    """All calculators."""
    return tuple(calculator(slug) for slug in CLASSES)
