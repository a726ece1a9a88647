"""Yes of one rater beside TRUE of another: spellings of one label, where all labels are such words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from calculators.results.cells import right_or_wrong, words
from calculators.results.no_answer import no_answer

TRUTH = words(
    "yes,y,true,t,1,1.0,ja,wahr,oui,vrai,sí,sì,si,verdadero,sim,verdadeiro,vero,waar,是,真,はい,✓,✔,✅",
    "no,n,false,f,0,0.0,nein,falsch,non,faux,falso,não,nao,nee,onwaar,否,假,いいえ,✗,✘,❌",
)
"""Words that say only whether something holds; beside "pass" or "good" it is open which of them is the yes."""


BETWEEN = re.compile(r"(?<=\w)[-_\s]+(?=\w)")


def form(label: str) -> str:
    """A label without capitals, accents of Latin letters, end marks, and what else joins its words than a space."""
    kept: list[str] = []
    for letter in unicodedata.normalize("NFD", label.casefold()):
        if not (unicodedata.combining(letter) and kept and kept[-1].isascii()):
            kept.append(letter)
    text = unicodedata.normalize("NFC", "".join(kept))
    return BETWEEN.sub(" ", text).rstrip(".,;:!").strip() or label


def same_form(labels: Iterable[str]) -> Mapping[str, str]:
    """How labels are written that differ only in their form: each, without capitals, as it came first."""
    first: dict[str, str] = {}
    found = {label.casefold(): first.setdefault(form(label), label) for label in labels}
    return {label: to for label, to in found.items() if label != to.casefold()}


def alike(raters: Iterable[Iterable[str]]) -> Mapping[str, str]:
    """How the labels of raters are written that are other spellings of one: each, without capitals, as it came first.

    Nothing where any label is no such word, where none has two spellings, or where one rater tells both apart.
    """
    first: dict[float, str] = {}
    found: dict[str, str] = {}
    kinds = set()
    for labels in raters:
        own: dict[float, str] = {}
        for label in labels:
            value, plain = right_or_wrong(label), label.casefold()
            if value is None:
                if label and not no_answer(label):
                    return {}
                continue
            if own.setdefault(value, plain) != plain:
                return {}
            kinds.add(plain in TRUTH)
            found[plain] = first.setdefault(value, label)
    return found if len(kinds) == 1 and len(first) == 2 and len(found) > 2 else {}
