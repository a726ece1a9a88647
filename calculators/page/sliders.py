"""The slider under a number: its stops as texts that the field reads, where it stands."""

from dataclasses import dataclass
from typing import Any

from calculators.kit.inputs import Input, Number


@dataclass(frozen=True)
class Slider:
    """A slider as the page draws it: the texts of its stops, the stop it stands at, what it is called, what it says."""

    texts: tuple[str, ...]
    at: int
    name: str
    says: str


def slider(declared: Input, value: Any) -> Slider | None:
    """The slider of an input at a value; None where it has none."""
    if not isinstance(declared, Number) or not declared.stops:
        return None
    low, high = (declared.write(end) for end in (declared.stops[0], declared.stops[-1]))
    name = f"Slide between {low} and {high} {declared.unit}"
    says = f"{declared.write(value)} {declared.unit}" if value is not None else declared.none
    return Slider(tuple(map(declared.write, declared.stops)), position(declared, value) or 0, name, says)


def position(declared: Input, value: Any) -> int | None:
    """The number of the stop that is nearest to a value; None where there is no slider, or no value."""
    if not isinstance(declared, Number) or not declared.stops or value is None:
        return None
    return min(range(len(declared.stops)), key=lambda at: abs(declared.stops[at] - value))
