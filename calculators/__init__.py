"""The calculators, in lesson order."""

from functools import cache

from calculators.break_even import BreakEven
from calculators.kit.model import Calculator

ALL: tuple[type[Calculator], ...] = (BreakEven,)


@cache
def by_slug() -> dict[str, type[Calculator]]:
    """The calculators by their slug."""
    return {kind.slug: kind for kind in ALL}
