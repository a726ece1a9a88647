"""Whether an answer says what the right one says: as a number, as plain text, or within a longer text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from calculators.files.grid import Column
from calculators.results import numerals
from calculators.results.cells import GUESS, empty, plain, right_or_wrong, score, unit

EXACT, CONTAINS, TRUTH = "exact", "contains", "truth"

OUTER = " \t\"'`.,;:!?¿¡()[]{}<>*_“”„«»‘’…。、，！？：；（）【】「」『』"
"""Marks around an answer that say nothing: quotes, brackets around an option, the point behind a sentence."""

NUMBER = re.compile(r"[-+]?\d(?:[\d.,]*\d)?")
WORDY = re.compile(r"[^\W\d_]{4}")
SHORTENED = re.compile(r" … [0-9a-f]{16}$")
"""How the end of a long cell is kept, of which only equality can be told."""

UNSPACED = "\u3040"
"""From this letter on scripts write no spaces between words."""

NEARLY_ALL = 0.9

Read = Callable[[str], float | None]


class Met(NamedTuple):
    """How often answers meet the right ones.

    All that are filled; those that say the same, `loosely` those of them that say it in another form; those that hold
    the right one within a longer text; those too long to look into.
    """

    filled: int
    same: int
    loosely: int
    within: int
    long: int


@lru_cache(maxsize=20_000)
def bare(cell: str) -> str:
    """A text without capitals, without the marks around it."""
    word = plain(cell)
    return word.strip(OUTER) or word


def number(cell: str, read: Read) -> float | None:
    """The number that a cell is, also with marks around it; None for any other text."""
    if WORDY.search(cell) or unit(cell):  # what is surely none need not be tried; 5 min are not 5 s
        return None
    value = read(cell)
    return value if value is not None else read(cell.strip().strip(OUTER))


def same(cell: str, gold: str, read: Read = score) -> bool:
    """Whether a text says what another says: numbers by their size, texts but for capitals and marks around them."""
    if plain(cell) == plain(gold):
        return True
    right = number(gold, read)
    if right is not None:
        given = number(cell, read)
        if given is not None:
            return given == right
    return bare(cell) == bare(gold)


def within(cell: str, gold: str, read: Read = score) -> bool:
    """Whether the right answer stands in a longer text, as a word or words of its own."""
    right = number(gold, read)
    if right is not None:
        return any(read(found) == right for found in NUMBER.findall(cell))
    text, word = plain(cell), bare(gold)
    if len(word) == 1:  # "a" is a word, A is an option
        text, word = cell, gold.strip().strip(OUTER)
    at = text.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        if not (_joined(text[at - 1 : at], word[0]) or _joined(text[end : end + 1], word[-1])):
            return True
        at = text.find(word, at + 1)
    return False


def _joined(beside: str, edge: str) -> bool:
    """Whether a letter belongs to the word that it stands beside."""
    return beside.isalnum() and edge.isalnum() and beside < UNSPACED and edge < UNSPACED


def held(cell: str, gold: str, way: str = EXACT, read: Read = score) -> float | None:
    """1 where an answer is the right one, 0 where it is another, None where either is not there."""
    if not cell or not gold:
        return None
    if way == TRUTH and None not in (said := (right_or_wrong(cell), right_or_wrong(gold))):
        return float(said[0] == said[1])
    return float(same(cell, gold, read) or (way == CONTAINS and within(cell, gold, read)))


def truths(column: Column) -> bool:
    """Whether nearly all cells say yes or no, in whatever word or language."""
    said = [(right_or_wrong(cell), count) for cell, count in column.tally() if not empty(cell)]
    known = sum(count for value, count in said if value is not None)
    return column.filled > 0 and known >= NEARLY_ALL * column.filled


def vocabulary(columns: Iterable[Column]) -> frozenset[str]:
    """All that some columns say, without capitals or marks around."""
    return frozenset(bare(cell) for column in columns for cell, _ in column.tally() if not empty(cell))


@lru_cache(maxsize=8)
def met(answers: Column, gold: Column, marks: str = GUESS) -> Met:
    """How often the answers of a column meet the right ones beside them; `marks` says what 1,234 is."""
    read = numerals.reader(marks)
    filled = alike = loosely = inside = long = 0
    for (one, other), count in Counter(zip(answers.codes, gold.codes, strict=True)).items():
        cell, right = answers.cells[one], gold.cells[other]
        if empty(cell) or not right:
            continue
        filled += count
        if same(cell, right, read):
            alike += count
            loosely += count * (plain(cell) != plain(right) or cell != right)
        elif SHORTENED.search(cell):
            long += count
        elif within(cell, right, read):
            inside += count
    return Met(filled, alike, loosely, inside, long)


def marks(columns: Sequence[Column], gold: Column) -> str:
    """What a mark before three digits stands for among answers: by the cells, or else by what meets the right ones."""
    listed = [column.cells[1:] for column in (*columns, gold)]
    for mark in ",.":
        if not any(numerals.open_cells(cells, mark) for cells in listed):
            continue
        way = numerals.settled(listed, mark)
        if way == GUESS:
            thousands, decimal = (_equal(columns, gold, way) for way in (numerals.THOUSANDS, numerals.DECIMAL))
            way = numerals.THOUSANDS if thousands > decimal else numerals.DECIMAL if decimal > thousands else GUESS
        if way != GUESS:
            return way
    return GUESS


def _equal(columns: Iterable[Column], gold: Column, way: str) -> int:
    return sum(met(column, gold, way).same for column in columns)
