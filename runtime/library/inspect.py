"""Stands in for inspect, which brings a disassembler, as far as Python's library or Jinja2 ask it in the page."""

from collections.abc import Callable
from typing import Any, NoReturn

getattr_static = getattr


def unwrap(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function that others are wrapped around."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def isawaitable(_: object) -> bool:
    """Nothing is awaited here."""
    return False


def signature(*_: object, **__: object) -> NoReturn:
    """What the documentation of a class without its own would be made of. Raises always, as where there is none."""
    raise TypeError("signatures are not kept")
