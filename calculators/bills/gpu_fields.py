"""Inputs on the GPUs that a run must fit into."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from calculators.bills.margins import driver_share
from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact
from calculators.kit.inputs import choice, number

TYPED = "typed"
"""The option of the list of GPUs that stands for "I type its memory"."""


GPUS = "GPUs"
"""The group in which they stand."""

MOST_GPUS = 4_096

SHARDINGS: Mapping[str, tuple[str, str]] = {
    "all": ("Everything (FSDP)", "Sharding"),
    "offloaded": ("Everything (FSDP), waiting in the host’s memory", "Sharding"),
    "zero3": ("Everything, by DeepSpeed (ZeRO-3)", "Sharding"),
    "zero3-offloaded": ("Everything, by DeepSpeed (ZeRO-3), waiting in the host’s memory", "Sharding"),
    "gradients": ("Gradients and optimiser (ZeRO-2; FSDP that keeps weights gathered)", "Sharding"),
    "optimiser": ("Optimiser (ZeRO-1)", "Sharding"),
    "none": ("Nothing: each GPU holds it all", "Sharding"),
}

WEIGHTS_TOO = frozenset({"all", "offloaded", "zero3", "zero3-offloaded"})
"""The ways to share out that share the weights too."""

NOT_IN_INFERENCE = (
    "Shared out among GPUs: weights that wait in the host’s memory are reckoned in training only; choose everything, "
    "or nothing."
)

SPREAD: Mapping[str, tuple[str, str]] = {
    "yes": ("Yes: they are stored in a 16-bit type", ""),
    "no": ("No: each GPU holds them all", ""),
}


@cache
def gpu_options() -> Mapping[str, tuple[str, str]]:
    """The GPUs of the data, by generation, and the option to type a memory."""
    options = {key: (card.name, card.generation) for key, card in catalogue().gpus.items()}
    return options | {TYPED: ("Not in the list: I type its memory", "Your own")}


@cache
def memory_gb(gpu: str) -> Fact | None:
    """The memory of a GPU of the data in GB; None where it is typed."""
    card = catalogue().gpus.get(gpu)
    return card.memory_gb if card else None


def gpu(default: str) -> Any:
    """Declare the GPU."""
    return choice(default, "GPU", gpu_options, help="The card whose memory it must fit into.")


def sharding() -> Any:
    """Declare what is shared out among GPUs."""
    return choice(
        "all",
        "Shared out among GPUs",
        lambda: SHARDINGS,
        GPUS,
        "In inference “everything” stands for splitting the model and its cache (tensor parallel).",
    )


def text_split() -> Any:
    """Declare among how many GPUs each sequence is split."""
    return number(
        1,
        "GPUs that share a sequence",
        GPUS,
        "Each holds its part of the text: context or sequence parallel, as ring attention and Ulysses do. 1 where not.",
        unit="GPUs",
        least=1,
        most=MOST_GPUS,
        whole=True,
    )


def spread() -> Any:
    """Declare whether weights of 4 bits are shared out too."""
    return choice(
        "no",
        "4-bit weights shared out too",
        lambda: SPREAD,
        GPUS,
        "Only where they are stored in a 16-bit type (bnb_4bit_quant_storage).",
    )


def gpu_memory() -> Any:
    """Declare the memory of a GPU."""
    return number(
        lambda self: memory_gb(self.gpu),
        "Memory of a GPU",
        GPUS,
        "In GB of 10^9 bytes. A card sold as 80 GB has 80 GiB, and that is 85.9 GB.",
        unit="GB",
        least=0.1,
        most=10_000,
    )


def kept_by_driver() -> Any:
    """Declare the part of it that no program gets."""
    return number(
        driver_share(), "Kept by the driver", GPUS, "No program gets this part of the card’s memory.", unit="%", most=50
    )
