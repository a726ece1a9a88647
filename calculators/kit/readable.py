"""Figures as people read them, with their units."""

from calculators.kit.facts import Fact, Sourced
from calculators.kit.model import Figure
from calculators.kit.numbers import say, say_range


def figure_text(figure: Figure) -> str:
    """A figure to read, with its unit."""
    return figure.text or ("not known" if figure.value is None else say(figure.value, figure.unit))


def range_text(figure: Figure) -> str:
    """The range of a figure, to read; an end that does not exist is never reached."""
    if figure.low is not None and figure.high is not None:
        return say_range(figure.low, figure.high, figure.unit)
    ends = ("never" if end is None else say(end, figure.unit) for end in (figure.low, figure.high))
    return " to ".join(ends)


def fact_text(fact: Sourced) -> str:
    """A fact to read, with its unit."""
    return say(fact, fact.unit) if isinstance(fact, Fact) else str(fact)
