"""Which of some names of runs likely came first: by their dates, the numbers of their versions, their letters."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

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

MONTHS = tuple(
    words(month)
    for month in (
        "jan,january,januar,janv,janvier,enero,ene,gennaio,janeiro,januari,stycznia,styczeń",
        "feb,february,februar,févr,février,febrero,febbraio,fev,fevereiro,februari,luty",
        "mar,march,märz,mär,mrz,mars,marzo,março,maart,mrt,marzec",
        "apr,april,avr,avril,abril,abr,aprile,kwiecień",
        "may,mai,mayo,maggio,mag,maio,mei,maj",
        "jun,june,juni,juin,junio,giugno,giu,junho,czerwiec",
        "jul,july,juli,juil,juillet,julio,luglio,lug,julho,lipiec",
        "aug,august,août,aout,agosto,augustus,sierpień",
        "sep,sept,september,septembre,septiembre,settembre,setembro,wrzesień",
        "oct,october,okt,oktober,octobre,octubre,ottobre,ott,outubro,październik",
        "nov,november,novembre,noviembre,novembro,listopad",
        "dec,december,dez,dezember,déc,décembre,dic,diciembre,dicembre,dezembro,grudzień",
    )
)
YEAR = re.compile(r"(?:19|20)\d\d")
THOUSANDS = re.compile(r"(?<=\d)k(?![^\W\d_])")
VERSION = re.compile(
    r"(?<![^\W\d_])(?:version|release|revision|rev|ver|v|epoch|ep|step|ckpt|checkpoint|iter|iteration|round|exp|"
    r"experiment|run|build|nightly|week|kw|stand)[\s_.-]?(\d+(?:\.\d+)*)"
)
"""The number of a version, or of a moment of training, within the name of a run."""

FAMILY = re.compile(r"[a-z]*[ _-]?(\d+(?:[.-]\d(?![\dbm]))*).*")
"""The number of the family of a model: “gpt-3.5-turbo” was before “gpt-4o”."""

NUMBERED = re.compile(r"[a-z]+-[a-z]+-(\d+)")
"""A name as trackers of experiments make them up, with the number of the run: “calm-lake-14”."""

AS_EARLY = words("main,master,trunk,stable,vanilla,plain,naive,simple,raw,pretrained,initial,first,zero,starting,erste")
AS_LATE = words("final,last,latest,best,nightly,canary,feature,feat,pr,second,experimental,zweite")
"""Words of runs that were likely first, likely last; they settle nothing."""


def in_order(names: Sequence[str]) -> list[str]:
    """The same names, the one first that likely came first; as they are where they differ in more than a mark."""
    if len(names) < 2:
        return list(names)
    plain = [name.strip().casefold() for name in names]
    if frozenset(plain) in (*FLAGS, frozenset({"c", "t"})):
        return sorted(names, key=lambda name: name.strip().casefold() not in NOT_YET)
    if (first := earliest(names, any_words=True)) and len(names) == 2:
        return sorted(names, key=lambda name: name != first)
    apart = dict(zip(_apart(names), names, strict=True))
    if len(apart) == len(names) and "" not in apart and list(apart) != [*names]:
        return [apart[name] for name in in_order([*apart])]
    of = [tokens(name) for name in names]
    if all(map(_month, names)):
        return sorted(names, key=lambda name: (tokens(name)[1:], _month(name)))
    parted = [PARTS.findall(THOUSANDS.sub("000", name)) for name in plain]
    numbers = {name: _numbers(one) for name, one in zip(names, parted, strict=True)}
    bare = [tuple(part for part in tokens(THOUSANDS.sub("000", name)) if part.isalpha()) for name in plain]
    if len({*bare}) == 1 and all(numbers.values()):
        return sorted(names, key=numbers.__getitem__)
    family = len({() if one and one[0].isdigit() else one[:1] for one in of}) == 1
    for mark in (VERSION.search, NUMBERED.fullmatch, *([FAMILY.fullmatch] if family else [])):
        found = {name: mark(low) for name, low in zip(names, plain, strict=True)}
        versions = {name: [*map(int, re.findall(r"\d+", one[1]))] for name, one in found.items() if one}
        if len(versions) == len({*names}) == len({*map(tuple, versions.values())}):
            return sorted(names, key=versions.__getitem__)
    marked = len({one[:-1] for one in of}) == 1 and all(one and len(one[-1]) == 1 for one in of)
    return sorted(names, key=lambda name: tokens(name)[-1] if marked else _likely(name, names))


def _apart(names: Sequence[str]) -> Sequence[str]:
    """The same names without the words with which all of them begin, or end."""
    for _ in range(2):  # of each from the front, then from behind
        pairs = zip(min(names), max(names), strict=False)  # in order, so that what these share all share
        same = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        while same and same[-1].isalnum():
            same = same[:-1]
        names = [name[len(same) :][::-1] for name in names]
    return names


def _month(name: str) -> int:
    """The month that a name begins with, from 1; 0 for none."""
    first = next(iter(tokens(name)), "")
    return next((at for at, month in enumerate(MONTHS, 1) if first in month), 0)


def _numbers(parts: Sequence[str]) -> list[int]:
    """The numbers in a name, years first: Q4 2025 is before Q1 2026."""
    found = [part for part in parts if part.isdigit()]
    return [int(part) for part in sorted(found, key=lambda part: not YEAR.fullmatch(part))]


def _likely(name: str, names: Sequence[str]) -> int:
    """How late a run likely is by its words; one whose name others only go on from is the earlier."""
    of = {*tokens(name)}
    extends = any(other != name and name.casefold().startswith(other.casefold()) for other in names)
    return bool(of & AS_LATE) - bool(of & AS_EARLY) + extends


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
