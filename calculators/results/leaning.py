"""Words of verdicts such as "A>>B", "[[A]]", "B slightly better", by the side that they are for."""

import re
from collections.abc import Iterable, Mapping, Sequence

from calculators.kit.inputs import Press
from calculators.results.cells import COUNTS_AS, plain, tied, with_more, words
from calculators.results.draft import named
from calculators.results.headings import tokens

WON = (
    ("l", "w"), ("loss", "win"), ("lose", "win"), ("losses", "wins"), ("lost", "won"), ("loses", "wins"),
    ("niederlage", "sieg"), ("verloren", "gewonnen"), ("verlust", "gewinn"), ("défaite", "victoire"),
    ("perdu", "gagné"), ("derrota", "victoria"), ("perdido", "ganado"), ("derrota", "vitória"), ("perso", "vinto"),
    ("sconfitta", "vittoria"), ("verlies", "winst"), ("v", "g"), ("d", "v"), ("p", "g"), ("负", "胜"), ("負け", "勝ち"),
    ("worse", "better"), ("regressed", "improved"), ("regression", "improvement"), ("broken", "fixed"),
    ("schlechter", "besser"), ("verschlechtert", "verbessert"), ("pire", "meilleur"), ("peor", "mejor"),
)  # fmt: skip
"""Words of a model that lost, that won."""

DRAWN = frozenset("tdnueg平")
"""Letters of a draw beside such letters."""

PAIRS = (
    ("a", "b"), ("left", "right"), ("first", "second"), ("1", "2"), ("one", "two"), ("x", "y"), *WON,
    ("links", "rechts"), ("gauche", "droite"),
)  # fmt: skip
"""Words of two sides; a verdict is for the one that it names."""

BESIDE = words(
    "much,slightly,a,bit,somewhat,significantly,clearly,strongly,far,little,marginally,better,best,is",
    "are,was,the,prefer,prefers,preferred,wins,win,won,winner,model,response,answer,assistant,output",
    "option,candidate,side,system,over,definitely,probably,lot,more,very,strong,weak,slight",
)
"""Words that say how clearly, and for whom no more."""

WORSE = frozenset({"worse", "worst", "loses", "lost", "weaker"})
LARGER = re.compile(r"([^<>=]+?)\s*([<>]+)\s*([^<>=]+)")
EQUAL = re.compile(r"\w+\s*(=+|≈|~)\s*\w+")


def _side(word: str, pair: tuple[str, str]) -> int:
    """-1 where a word is for the first of a pair of sides, 1 for the second, else 0."""
    larger = LARGER.fullmatch(word)
    if larger:
        first, sign, second = larger.groups()
        sides = [next((at for at, name in ((-1, pair[0]), (1, pair[1])) if set(tokens(one)) == {name}), 0)
                 for one in (first, second)]  # fmt: skip
        return 0 if sorted(sides) != [-1, 1] else sides[0] if sign[0] == ">" else sides[1]
    of = list(tokens(word))
    named_so = [at for at, name in ((-1, pair[0]), (1, pair[1])) if name in of]
    if len(named_so) == 2 and set(of) & {"over", "than"}:  # "A better than B", of which the first one is meant
        named_so = [-1 if of.index(pair[0]) < of.index(pair[1]) else 1]
        of = [one for one in of if one not in (*pair, "than")]
    if len(named_so) != 1:
        return 0
    rest = set(of) - set(pair) - BESIDE
    return named_so[0] if not rest else -named_so[0] if rest <= WORSE else 0


def sides(cells: Iterable[str]) -> dict[str, int]:
    """For which of two sides each word is, -1 or 1, or 0 for neither; nothing where most are not known to be for one.

    A word that names neither side and no tie is left out.
    """
    left = list(cells)
    for pair in PAIRS:
        found = {word: side for word in left if (side := _side(word, pair))}
        if set(found.values()) == {-1, 1}:
            alike = {word: 0 for word in left if word not in found and same(word, pair)}
            return found | alike if len(found) + len(alike) >= len(left) / 2 else {}
    return {}


def same(word: str, pair: tuple[str, str] = ("a", "b")) -> bool:
    """Whether a word says that two are alike."""
    short = len(pair[1]) == 1 and pair in WON and word in DRAWN and word not in pair
    return short or tied(word.replace("-", " ")) or bool(EQUAL.fullmatch(word))


def presses(told: Mapping[str, float | None], cells: Sequence[str]) -> list[Press]:
    """Both ways in which all these cells may count, but for one against what is told; none of unknown sides."""
    found = sides(map(plain, cells))
    made = []
    for first, second in (("before", "after"), ("after", "before")) if found else ():
        ways = {-1: first, 0: "tie", 1: second}
        counts = {cell: ways[found[plain(cell)]] for cell in cells if plain(cell) in found}
        if any((told.get(plain(cell)) or 0) * COUNTS_AS[way] < 0 for cell, way in counts.items()):
            continue
        of = [named([cell for cell in cells if counts.get(cell) == way], 3) for way in ("before", "after")]
        made.append(Press(f"{of[0]} is before, {of[1]} after", {"cells": with_more("", counts)}))
    return made
