"""What stands for no answer: words such as “unsure”, numbers far from all others such as 9 beside marks from 1 to 5."""

import re
from collections.abc import Collection
from itertools import pairwise

from calculators.results.cells import words

WORDS = words(
    "?,??,???,unclear,unsure,uncertain,not sure,undecided,unknown,cannot say,can't say,can’t say,cannot tell",
    "can't tell,can’t tell,cannot decide,cannot judge,cannot be judged,don't know,don’t know,dont know,do not know,dk",
    "idk,skip",
    "skipped,pass over,not applicable,does not apply,not rated,unrated,not ratable,no rating,no answer,no opinion",
    "no judgement,no judgment,abstain,abstained,refused,prefer not to say,n.a.,n.a,not enough information",
    "unklar,unsicher,weiß nicht,weiss nicht,ich weiß nicht,weiß ich nicht,kann ich nicht sagen",
    "keine angabe,k.a.,k. a.,keine antwort,keine bewertung,keine aussage,nicht beurteilbar,nicht bewertbar,enthaltung",
    "nicht anwendbar,trifft nicht zu,entfällt,unbekannt,übersprungen,nicht bewertet",
    "incertain,pas sûr,pas sûre,ne sait pas,ne sais pas,je ne sais pas,nsp,sans objet,s.o.,sans réponse,sans avis",
    "indécis,indéterminé,inconnu,non applicable,pas clair,non évalué,pas de réponse",
    "no sé,no sabe,ns/nc,no aplica,no aplicable,incierto,no está claro,desconocido,sin respuesta",
    "indeciso,inseguro",
    "non so,incerto,incerta,non applicabile,sconosciuto,non chiaro,nessuna risposta,não sei,não se aplica",
    "não aplicável,desconhecido,sem resposta,weet niet,weet ik niet,onduidelijk,onzeker,niet van toepassing,nvt,n.v.t.",
    "onbekend",
    "不确定,不清楚,不知道,不适用,未知,跳过,无法判断,不明,わからない,分からない,判断不能,該当なし,スキップ",
)
"""Words of whoever cannot tell, or is not asked."""

NUMBER = re.compile(r"^\W*\d*\W*(?=\w)|\W+$")


def no_answer(label: str) -> bool:
    """Whether a label is such a word, also with its number ("9 - unsure"), in brackets, or beside another one."""
    text = label.casefold()
    return any(part.strip() in WORDS or NUMBER.sub("", part.strip()) in WORDS for part in (text, *text.split("/")))


CODES = frozenset((-1, -9, -77, -88, -98, -99, -998, -999, -9999, 77, 88, 97, 98, 99, 997, 998, 999, 9998, 9999, 99999))
"""Numbers that stand for a missing value in many tables."""

DIGITS = frozenset((7, 8, 9))
"""Codes of one digit in questionnaires, above the marks that there are."""

BEYOND = 2
"""So many times as large as any other value is a code above all others."""

WIDE = 3
"""The step from marks to a code of one digit, where marks may be missing between."""

MOST_MARKS, LAST_FROM_ZERO = 7, 5
"""The largest mark below such a code: marks from 0 on may go to 10, and some be missing."""

ENDS = frozenset((5, 7))
"""The largest marks of usual scales that begin with 1."""


def strays(values: Collection[float]) -> list[float]:
    """The numbers that may be codes of no answer, as they stand apart from all others; 0 is none of them."""
    rest = [value for value in values if value not in CODES]
    if not rest:
        return []
    least, most = min(rest), max(rest)
    # -1 beside 0 and 1 alone is a mark as they are.
    low = least >= 0 and (most > 1 or any(value % 1 for value in rest))
    found = [value for value in values if value in CODES and value < 0 and low]
    found += [value for value in values if value in CODES and value > BEYOND * most > 0]
    return sorted({*found, *_digits(sorted({*rest}))})


def _digits(marks: list[float]) -> list[float]:
    """Codes of one digit that stand above whole marks, with a step between."""
    if marks[0] < 0 or any(mark % 1 for mark in marks):
        return []
    for place, (low, high) in enumerate(pairwise(marks), 1):
        below, above = marks[:place], marks[place:]
        if (
            high - low < 2
            or not set(above) <= DIGITS
            or len(below) < 2
            or low > (MOST_MARKS if below[0] else LAST_FROM_ZERO)
        ):
            continue
        closed = below[0] <= 1 and low - below[0] == place - 1
        if closed or high - low >= WIDE:
            return above
    return []


def marks_from_one(values: Collection[float]) -> bool:
    """Whether there is a 0 beside marks of a usual scale that begins with 1, so that it may be a code."""
    others = {value for value in values if value}
    return (
        0 in values
        and len(others) > 2
        and max(others) in ENDS
        and min(others) > 0
        and not any(one % 1 for one in others)
    )
