"""Whether a run fits into GPUs, whatever is not known of it."""

import math
from functools import cached_property
from typing import Any, Self

from calculators.bills import evaluating
from calculators.bills.footprint import GB, fewest_gpus
from calculators.bills.gpu_fields import MOST_GPUS
from calculators.bills.margins import reach
from calculators.bills.ways import UNKNOWN, USUAL, Way, usual, ways
from calculators.figures.tables import catalogue
from calculators.kit.model import Calculator


class Fitting(Calculator):
    """A case of memory: it answers the fields of `margins`, `ways` and `gpu_fields`."""

    footprint: Any
    whole: Any
    on_each: Any
    memory: Any
    gpus: int
    kept_by_driver: float
    overhead_low: float
    method: str
    sharding: str

    @property
    def left_open(self) -> tuple[str, ...]:
        """The choices that are not known and of which more than one way is usual."""
        asked = (name for name in USUAL if getattr(self, name) == UNKNOWN and name not in self.unused)
        return tuple(name for name in asked if len(usual(self, name)) > 1)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The usual ways of what is left open; one where they leave the range known, none where nothing is open."""
        return ways(self, self.left_open) if self.left_open else ()

    @property
    def parted(self) -> bool:
        """Whether what is left open makes the range too wide to be called known."""
        return len(self.ways) > 1

    @property
    def least(self) -> float:
        """Bytes on each GPU at best, in any usual way."""
        return min((way.least for way in self.ways), default=reach(self, self.footprint, "low"))

    @property
    def most(self) -> float:
        """Bytes on each GPU at worst, in any usual way."""
        return max((way.most for way in self.ways), default=reach(self, self.footprint, "high"))

    @property
    def at_worst(self) -> Self:
        """This run in the usual way that takes most."""
        return max((case for way in self.ways for case in way.cases), key=lambda case: case.most, default=self)

    def usable(self, memory: float) -> float:
        """Bytes that a program can have of so many that a card has."""
        return memory * (1 - self.kept_by_driver / 100)

    def verdict_on(self, memory: float) -> str:
        """Whether it fits into a GPU of so many bytes, in every usual way; only "likely" where little is left."""
        found = verdict(self.needed, self.most, self.usable(memory))
        return "likely" if found == "fits" and self.close(self.usable(memory)) else found

    def close(self, usable: float) -> bool:
        """Whether something that the range does not hold may go beyond so many bytes.

        It is what few runs take above the high end, an evaluation in between, or the memory of the host where it holds
        the shares.
        """
        if self.method == "inference":
            return False
        beyond = self.most * (1 + (catalogue().rules["memory/beyond"].figure or 0))
        return max(beyond, self.evaluated) > usable or self.waiting > 0

    @property
    def evaluated(self) -> float:
        """Bytes on a GPU in an evaluation as the framework does it by default; 0 where it asks for no more."""
        scores = evaluating.scores(self)
        return scores and self.footprint.states + scores

    @property
    def waiting(self) -> float:
        """Bytes that wait in the memory of the host, all GPUs together."""
        offloaded = self.gpus > 1 and self.sharding.endswith("offloaded")
        return float(self.whole.states) if offloaded else 0

    @cached_property
    def verdict(self) -> str:
        return self.verdict_on(self.memory)

    @property
    def needed(self) -> float:
        """Bytes without which it surely does not run: what is merely held, the allocator gives back in need."""
        if self.ways:
            return float(min(case.needed for way in self.ways for case in way.cases))
        return min(self.least, reach(self, self.footprint, "low", alone=True) + self.overhead_low * GB)

    def gpus_at_all(self, memory: float) -> int | None:
        """The fewest GPUs of so many bytes that hold the high end, all shared out; None where no number is enough."""
        alone = self.at_worst
        shared = alone.variant("gpus", max(2, self.gpus)).variant("sharding", "all")

        def fits(gpus: int) -> bool:
            case = alone if gpus == 1 else shared
            return reach(case, case.on_each(gpus, "all"), "high") <= self.usable(memory)

        return fewest_gpus(fits, MOST_GPUS)

    def gpus_needed(self, memory: float) -> int | None:
        """The same, None too where it takes more than twice as many as all the bytes would fill.

        What the text leaves behind and whole layers are on each GPU then, and a larger card is the answer.
        """
        needed = self.gpus_at_all(memory)
        alone = self.at_worst
        most = 2 * math.ceil(reach(alone, alone.whole, "high") / self.usable(memory))
        return needed if needed is None or needed <= most else None


def verdict(least: float, most: float, memory: float) -> str:
    """Whether a range of bytes fits into a memory."""
    if most <= memory:
        return "fits"
    return "perhaps" if least <= memory else "no"
