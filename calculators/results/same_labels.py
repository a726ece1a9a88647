"""Labels of raters who use other words for the same, as good beside 1: how they pair is asked."""

from collections.abc import Mapping, Sequence
from itertools import permutations

from calculators.kit.inputs import Press, Refused
from calculators.results.cells import as_typed, parts_of, right_or_wrong, score
from calculators.results.draft import named
from calculators.results.orders import ORDERS
from calculators.results.reading import Question

FIELD, LABEL = "same_labels", "Labels that mean the same"
FEW = 3
"""Up to so many labels of each rater every way to pair them is offered."""

MOST, MOST_CUTS = 20, 8
STARS = "★⭐☆ "


def pairs_of(typed: str) -> dict[str, str]:
    """What “good=1, bad=0” says: as which label each counts, without capitals. Raises Refused, in words."""
    found = {}
    for part in parts_of(typed):
        word, equals, other = (one.strip() for one in part.partition("="))
        if not (word and equals and other):
            told = f"“{part[:40]}” does not say which labels mean the same; type such as “good=1, bad=0”"
            raise Refused({FIELD: f"{LABEL}: {told}."})
        found[_bare(word).casefold()] = _bare(other)
    return found


def _bare(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] == '"' else word


def counts_as(said: Mapping[str, str], labels: Sequence[str]) -> Mapping[str, str]:
    """As which label each of a rater counts.

    Where a label is told of that another stands for, as in 0=1, 1=2, only those count otherwise who say no others.
    """
    chained = said.keys() & {other.casefold() for other in said.values()}
    if chained and not {label.casefold() for label in labels} <= said.keys():
        return {}
    return said


def question(by_rater: Mapping[str, Sequence[str]]) -> Question | None:
    """The question how the labels of two raters pair of which none, or all but one each, is in both; else None.

    `by_rater` are the labels that each rater gave. Of several raters one may stand apart from all others.
    """
    for rater, labels in by_rater.items():
        others = [name for name in by_rater if name != rater]
        rest = list(dict.fromkeys(label for name in others for label in by_rater[name]))
        alike = len(labels) > 1 and all({*by_rater[name]} & {*rest[:1]} for name in others)
        if (len(by_rater) <= 2 or alike) and _apart(labels, rest):
            return _asked(rater, labels, others, rest)
        if len(by_rater) <= 2:
            break
    return None


def _apart(labels: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether these labels are likely other words for those."""
    mine, theirs = ({label.casefold() for label in one} for one in (labels, rest))
    both = mine & theirs
    if not mine or not theirs or max(len(mine), len(theirs)) > MOST:
        return False
    if all(score(label) is not None for label in mine | theirs) and len(mine | theirs) > FEW:
        return False  # marks, of which near ones may be as good
    one_each = len(mine) == len(theirs) == len(both) + 1 and 1 < len(mine) <= FEW
    return not both or one_each


def _asked(rater: str, labels: Sequence[str], others: Sequence[str], rest: Sequence[str]) -> Question:
    there = {label.casefold() for label in rest}
    both = [label for label in labels if label.casefold() in there]
    told = "only " + named(both, 4) + (" is" if len(both) == 1 else " are") if both else "no label is"
    words = (
        f"{LABEL}: “{rater[:40]}” says {named(labels, 6)}, {named(others, 2)} {named(rest, 6)}: {told} in both. Which "
        "of them mean the same"
    )
    choices = [_press(labels, to) for to in _ways(labels, rest)] or _cuts(labels, rest) or _cuts(rest, labels)
    if not choices:
        return Question(FIELD, f"{words}? Say so, such as “{labels[0]}={rest[0]}” for each.")
    if both or min(len(labels), len(rest)) == 1:
        choices.append(Press("None: they are other labels", {FIELD: ""}))
    return Question(FIELD, f"{words}?", tuple(choices))


def _press(labels: Sequence[str], to: Sequence[str]) -> Press:
    told = ", ".join(f"“{label}” is “{other}”" for label, other in zip(labels, to, strict=True))
    typed = ", ".join(
        f"{as_typed([label])}={as_typed([other])}" for label, other in zip(labels, to, strict=True) if label != other
    )
    chained = {*labels} & {*to}
    if chained:  # so that it is clear whose labels count otherwise
        typed = ", ".join(f"{as_typed([label])}={as_typed([other])}" for label, other in zip(labels, to, strict=True))
    return Press(told, {FIELD: typed})


def _cuts(marks: Sequence[str], labels: Sequence[str]) -> list[Press]:
    """Every border at which marks may part into two labels, the higher ones for the better label where one is known."""
    values = sorted((value, mark) for mark in marks if (value := score(mark)) is not None)
    if len(labels) != 2 or len(values) < max(FEW, len(marks)) or any(score(label) is not None for label in labels):
        return []
    better = sorted(labels, key=lambda label: right_or_wrong(label) or 0.0)
    known = {right_or_wrong(label) for label in labels} == {0.0, 1.0}
    found = []
    for low, high in (better,) if known else (better, better[::-1]):
        for at in range(1, len(values)):
            said = [(mark, low if place < at else high) for place, (_, mark) in enumerate(values)]
            typed = ", ".join(f"{as_typed([mark])}={as_typed([label])}" for mark, label in said)
            found.append(Press(f"“{high}” from {values[at][1]} on, “{low}” below", {FIELD: typed}))
    return found[:MOST_CUTS]


def _in_order(labels: Sequence[str]) -> Sequence[str]:
    """Labels that are numbers, stars or words of a known order, the least first; nothing of others."""
    if all(score(label) is not None for label in labels):
        return sorted(labels, key=lambda label: score(label) or 0.0)
    if all({*label} <= {*STARS} for label in labels):
        return sorted(labels, key=lambda label: (label.count(STARS[0]) + label.count(STARS[1]), label))
    known = [label.casefold() for label in labels]
    order = next((one for one in ORDERS if {*known} <= {*one}), None)
    return sorted(labels, key=lambda label: order.index(label.casefold())) if order and len(labels) > 1 else ()


def _ways(labels: Sequence[str], rest: Sequence[str]) -> list[Sequence[str]]:
    """Every way to pair as many labels, the likelier first: yes with true, the least number with the least."""
    if len(labels) != len(rest):
        return []
    orders = _in_order(labels), _in_order(rest)
    if all(orders):
        pairs = dict(zip(*orders, strict=True)), dict(zip(orders[0], orders[1][::-1], strict=True))
        return [tuple(one[label] for label in labels) for one in pairs]
    if len(labels) > FEW:
        return []
    ranks = [sorted(one, key=lambda label: score(label) or 0.0) for one in (labels, rest)]
    numbers = all(score(label) is not None for label in (*labels, *rest))

    def unlike(to: Sequence[str]) -> int:
        if numbers:
            return sum(ranks[0].index(one) != ranks[1].index(other) for one, other in zip(labels, to, strict=True))
        same = sum(one.casefold() == other.casefold() for one, other in zip(labels, to, strict=True))
        meant = sum(
            right_or_wrong(one) == right_or_wrong(other) is not None for one, other in zip(labels, to, strict=True)
        )
        return -same - meant

    return sorted(permutations(rest), key=unlike)
