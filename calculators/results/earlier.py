"""Which of some names of runs likely came first: by their dates, the numbers of their versions, their letters."""

import re
from collections.abc import Sequence

from calculators.results.headings import tokens

PARTS = re.compile(r"\d+|\D+")
FLAGS = tuple(
    frozenset(pair.split(",")) for pair in ("no,yes", "false,true", "off,on", "without,with", "nein,ja", "non,oui")
)
NOT_YET = frozenset({"no", "false", "off", "without", "nein", "non", "c"})
"""Pairs of words that say whether something is so, and those that say that it is not; C is the control of C, T."""


def in_order(names: Sequence[str]) -> list[str]:
    """The same names, the one first that likely came first; as they are where they differ in more than a mark."""
    plain = [name.strip().casefold() for name in names]
    if frozenset(plain) in (*FLAGS, frozenset({"c", "t"})):
        return sorted(names, key=lambda name: name.strip().casefold() not in NOT_YET)
    parted = [PARTS.findall(name) for name in plain]
    letters = [tokens(name) for name in names]
    alike = len({tuple(part for part in one if not part.isdigit()) for one in parted}) == 1
    marked = len({one[:-1] for one in letters}) == 1 and all(one and len(one[-1]) == 1 for one in letters)
    if alike:
        return sorted(names, key=lambda name: [int(part) for part in PARTS.findall(name) if part.isdigit()])
    return sorted(names, key=lambda name: tokens(name)[-1]) if marked else list(names)
