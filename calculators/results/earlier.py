"""Which of some names of runs likely came first: by their dates, the numbers of their versions, their letters."""

import re
from collections.abc import Iterable, Sequence

from calculators.files.grid import Column
from calculators.results.cells import words
from calculators.results.directions import MORE
from calculators.results.headings import tokens
from calculators.results.revisions import moments

DATE = re.compile(
    r"(?<!\d)(?:(?P<year>20\d\d)(?P<mark>[-/._]?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})|"
    r"(?P<parted>\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)\d{4}))(?P<time>[T _]\d{1,2}:\d{2}(:\d{2})?(?:\.\d+)?Z?)?(?!\d)"
)
BESIDE = MORE | words("run,eval,evaluation,test,date,result,results,of,from,on,at,vom,am,du,value,output")
"""Words beside a date that name no model."""

PARTS = re.compile(r"\d+|\D+")
FLAGS = tuple(
    frozenset(pair.split(",")) for pair in ("no,yes", "false,true", "off,on", "without,with", "nein,ja", "non,oui")
)
NOT_YET = frozenset({"no", "false", "off", "without", "nein", "non", "c"})
"""Pairs of words that say whether something is so, and those that say that it is not; C is the control of C, T."""

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def in_order(names: Sequence[str]) -> list[str]:
    """The same names, the one first that likely came first; as they are where they differ in more than a mark."""
    plain = [name.strip().casefold() for name in names]
    if frozenset(plain) in (*FLAGS, frozenset({"c", "t"})):
        return sorted(names, key=lambda name: name.strip().casefold() not in NOT_YET)
    if (first := earliest(names, any_words=True)) and len(names) == 2:
        return sorted(names, key=lambda name: name != first)
    of = [tokens(name) for name in names]
    if all(one and one[0][:3] in MONTHS for one in of):
        return sorted(names, key=lambda name: (tokens(name)[1:], MONTHS.index(tokens(name)[0][:3])))
    parted = [PARTS.findall(name) for name in plain]
    numbers = {name: [int(part) for part in one if part.isdigit()] for name, one in zip(names, parted, strict=True)}
    if len({tuple(part for part in one if part.isalpha()) for one in of}) == 1 and all(numbers.values()):
        return sorted(names, key=numbers.__getitem__)
    marked = len({one[:-1] for one in of}) == 1 and all(one and len(one[-1]) == 1 for one in of)
    return sorted(names, key=lambda name: tokens(name)[-1]) if marked else list(names)


def dated(names: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Names that hold one date each, by the words that stand beside it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        if len(list(DATE.finditer(name))) == 1:
            found.setdefault(tokens(DATE.sub(" ", name)), []).append(name)
    return found


def earliest(names: Sequence[str], *, any_words: bool = False) -> str:
    """The one of some runs whose date is the earliest; empty where other words tell them apart, too, or name models.

    `any_words` lets models be named.
    """
    [(beside, alike), *others] = dated(names).items() or [((), [])]
    if not alike or others or len(alike) != len(names) or not (any_words or {*beside} <= BESIDE):
        return ""
    column = Column("date")
    for name in names:
        column.add(_date(name))
    when = [one for one in moments(column)[1:] if one]
    return min(zip(when, names, strict=True))[1] if len(when) == len({*when}) == len(names) else ""


def _date(name: str) -> str:
    """The date in a name as it is mostly written."""
    found = DATE.search(name)
    if not found:
        return ""
    parts = [found[part] for part in ("year", "month", "day")]
    return (found["parted"] or "-".join(parts)) + (found["time"] or "").replace("_", " ").removesuffix("Z")
