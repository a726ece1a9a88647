"""The inputs of a case as the part of a link behind "?"."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from calculators.kit.model import Calculator

LONGEST_QUERY = 8_000
"""So many characters of answers to one calculator are read."""


def read_query(query: str) -> dict[str, str]:
    """The texts as typed, by field name; an emptied field stays an empty text."""
    return dict(parse_qsl(query, keep_blank_values=True, errors="replace"))


def query_of(case: Calculator, names: Iterable[str]) -> str:
    """What restores these inputs of a case."""
    inputs = case.inputs()
    return urlencode({name: inputs[name].write(getattr(case, name)) for name in names})
