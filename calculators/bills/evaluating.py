"""What an evaluation between the steps of training takes of a GPU's memory."""

from typing import Any

from calculators.bills.ways import settled
from calculators.figures.tables import catalogue

SCORED = 10
"""Bytes of a logit where a loss is only reckoned: in 16 bits, in 32, and what the loss makes of it.

Fused losses work while something learns; an evaluation has all scores even with them (Liger-Kernel: skip_logits is for
training)."""


def at_once(case: Any) -> int:
    """How many sequences an evaluation takes at once by default; 0 where no more than training does."""
    batch: int = catalogue().frameworks[case.framework].evaluation_batch
    return batch if case.method != "inference" and batch > case.batch_size else 0


def scores(case: Any) -> float:
    """Bytes of the scores of an evaluation by default; 0 where it takes no more sequences than training."""
    longest: float = case.sequence_length / (4 if settled(case, "lengths") == "short" else 1)
    vocab: int = case.shape.vocab
    return SCORED * at_once(case) * longest * vocab
