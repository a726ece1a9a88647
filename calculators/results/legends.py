"""Legends in a heading, such as “better [A = current bot, B = new bot]”, which say what its cells stand for."""

import re
from collections.abc import Mapping
from copy import copy
from functools import lru_cache

from calculators.files.grid import Column, Grid
from calculators.results.cells import plain, words

MARK = (
    r"(?:(?:answer|response|model|option|system|assistant|output|antwort)[ _]?)?(?:[a-z]|-?\d|left|right|first|second)"
)
SIGN = r"(?:=+>?|:|→|->|\bis\b|\bist\b)"
MEANS = re.compile(
    rf"(?<![^\W_])(?P<mark>{MARK})\s*{SIGN}\s*(?P<words>[^,;/|()\[\]\n=]+?)"
    rf"\s*(?=$|[,;/|()\]\n]|(?:[-–…]+|\.\.+|to|and|und|et|bis|à)?\s*(?<![^\W_]){MARK}\s*{SIGN})",
    re.IGNORECASE,
)
"""A mark with what it stands for."""

MOST_TOLD = 3
KINDS = (re.compile(r"[a-z]"), re.compile(r"-?\d"), re.compile(r"[a-z]{2,}"))
"""Of a legend all marks are letters, or numbers, or places."""

BEST = words(
    "best,excellent,perfect,very good,good,great,outstanding,fully correct,correct,strongly agree,ideal",
    "top,highest,best possible,very satisfied,completely correct,sehr zufrieden,am besten,bester,meilleur,mejor,melhor",
    "migliore,optimal",
    "sehr gut,gut,beste,ausgezeichnet,perfekt,hervorragend,stimme voll zu,très bon,très bien,bon,bien,parfait",
    "excelente,muy bueno,bueno,ottimo,buono,eccellente,ótimo,bom,uitstekend,goed,zeer goed,优,好,很好,良い,とても良い",
)
WORST = words(
    "lowest,very dissatisfied,completely wrong,sehr unzufrieden,am schlechtesten,pire,peor,pior,peggiore,slechtst",
    "worst,bad,very bad,poor,very poor,terrible,awful,unusable,useless,wrong,incorrect,strongly disagree",
    "ungenügend,mangelhaft,schlecht,sehr schlecht,unbrauchbar,schlechteste,falsch,très mauvais,mauvais,nul,muy malo",
    "malo,pessimo,scarso,péssimo,ruim,zeer slecht,slecht,差,很差,悪い,とても悪い",
)


@lru_cache(maxsize=4_000)
def legend(heading: str) -> Mapping[str, str]:
    """What a heading says that marks stand for, by mark; nothing unless it says so of two marks of a kind."""
    if not any(sign in heading for sign in "=:→>") and " is " not in heading.lower():
        return {}
    found = {_mark(one["mark"]): one["words"].strip(" .-–“”\"'") for one in MEANS.finditer(heading)}
    for kind in KINDS:
        alike = {mark: said for mark, said in found.items() if kind.fullmatch(mark) and _says(said)}
        if len(alike) > 1 and len({*map(plain, alike.values())}) > 1:
            return alike
    return {}


def without(heading: str) -> str:
    """A heading without its legend, whose words say nothing of the column."""
    return MEANS.sub(" ", heading) if legend(heading) else heading


def spelled_out(grid: Grid) -> Grid:
    """The table with what marks stand for in their place, where the heading says so of all of them."""
    made, told = copy(grid), []
    made.columns = dict(grid.columns)
    for name, column in grid.columns.items():
        meant = legend(name)
        found = map(_mark, column.cells[1:]) if meant else ()
        marks = {mark for mark in found if mark in meant or re.fullmatch(r"[a-z]|-?[\d.]+", mark)}
        if not marks or not marks <= meant.keys():
            continue
        made.columns[name] = _spelled(column, meant)
        told.append(", ".join(f"“{mark.upper()}” is “{what}”" for mark, what in meant.items()))
    if told:
        said = "; by another ".join(list(dict.fromkeys(told))[:MOST_TOLD])
        made.notes = (*grid.notes, f"by the heading {said}")
    return made if told else grid


def _spelled(column: Column, meant: Mapping[str, str]) -> Column:
    made = Column(column.name)
    for code in column.codes:
        cell = column.cells[code]
        made.add(meant.get(_mark(cell), cell) if cell else cell)
    made.close()
    return made


def _mark(text: str) -> str:
    """The letter, number or place in a cell or a legend: “Answer B” is b."""
    return plain(text).replace("_", " ").split(" ")[-1] if re.fullmatch(MARK, plain(text)) else plain(text)


def _says(words: str) -> bool:
    return any(map(str.isalpha, words)) and len(words) <= 60 and plain(words) != "none"  # which may say: no fault
