"""GPUs that a run may use: those that can be rented today, each card as one's own."""

from collections.abc import Mapping
from functools import cache

from calculators.figures.hardware import KINDS, Gpu, GpuPrice
from calculators.figures.tables import catalogue

TYPED = "typed"
"""The option of the list of rentals that stands for one that is not in it."""

OWN = "own/"
"""How the option of a card begins that nobody rents out because the reader has it."""


@cache
def rented(*, serving_too: bool) -> Mapping[str, GpuPrice]:
    """The rentals of the data; without those that only serve a model, where it is to be trained."""
    prices = catalogue().gpu_prices.items()
    return {key: row for key, row in prices if row.stage == "current" and (serving_too or row.kind != "dedicated")}


@cache
def rentals(typed: str, *, serving_too: bool) -> Mapping[str, tuple[str, str]]:
    """The same as options, by card, each card as one's own, and the option `TYPED` in these words."""
    rows = rented(serving_too=serving_too).items()
    options = {key: (rental_words(row), row.card.name if row.card else "") for key, row in rows}
    options = dict(sorted(options.items(), key=lambda option: option[1][1]))
    own = {OWN + key: (f"{card.name}, your own", "Your own") for key, card in catalogue().gpus.items()}
    return options | own | {TYPED: (typed, "Your own")}


def own_card(rental: str) -> Gpu | None:
    """The card that an option stands for where it is the reader's own; None where it is rented or typed."""
    return catalogue().gpus.get(rental.removeprefix(OWN)) if rental.startswith(OWN) else None


def rental_words(row: GpuPrice) -> str:
    """A rental in words: "A100 80GB PCIe at RunPod, on demand"."""
    return f"{row.name}, {KINDS[row.kind]}"


@cache
def reliable(gpu: str) -> tuple[GpuPrice, ...]:
    """Where a GPU can be rented to do anything with, and without being taken away."""
    rows = rented(serving_too=False).values()
    return tuple(row for row in rows if row.gpu == gpu and row.kind in ("on-demand", "serverless"))


def cheapest(gpu: str, count: int) -> tuple[float, GpuPrice] | None:
    """USD an hour for so many of a GPU, or for as many as must be rented, and where; None where no price is known."""
    costs = ((row.usd_per_gpu_hour * max(count, row.least_gpus or 1), row) for row in reliable(gpu))
    return min(costs, key=lambda one: (one[0], one[1].provider), default=None)
