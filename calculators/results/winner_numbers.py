"""Numbers that tell which of two models is preferred: what they stand for is asked."""

from collections.abc import Mapping, Sequence

from calculators.kit.inputs import Press
from calculators.kit.numbers import say_number
from calculators.results.cells import score, with_more
from calculators.results.draft import named
from calculators.results.reading import Ask


def ask(left: Sequence[str], tally: Mapping[str, str]) -> None:
    """Ask what numbers say of a winner. Raises Ask."""
    found = sorted((score(word), tally[word]) for word in left if score(word) is not None)
    low, high = found[0][1], found[-1][1]
    numbers = [(score(text) or 0.0, text) for text in tally.values() if score(text) is not None]
    ends = min(numbers)[0], max(numbers)[0]
    if {value for value, _ in numbers} in ({-1.0, 1.0, 2.0}, {-1.0, 0.0, 1.0, 2.0}):
        _one_or_two(dict(numbers))
    if len(found) > 3:
        # Around 0, or around the middle of a scale such as 1 to 5.
        _around(0.0 if ends[0] < 0 < ends[1] else sum(ends) / 2, numbers)
    between = [text for _, text in found[1:-1]]
    texts = [text for _, text in found]
    words = f"How cells count: the winner is told by numbers, {named(texts)}. Which stands for which model?"
    ways = [(low, high, between), (high, low, between)]
    whole = [one for one in texts if score(one) in (1, 2)]
    if len(texts) == 3 and len(whole) == 2:  # as 1, 2 beside 0 for a tie, or beside 3
        tie = [one for one in texts if one not in whole]
        ways = [(whole[0], whole[1], tie), (whole[1], whole[0], tie), *ways]
    choices = []
    for before, after, ties in ways:
        told = f", {named(ties)} a tie" if ties else ""
        counts = {after: "after", before: "before", **dict.fromkeys(ties, "tie")}
        choices.append(Press(f"{after} is after, {before} before{told}", {"cells": with_more("", counts)}))
    raise Ask("cells", words, choices)


def _one_or_two(texts: Mapping[float, str]) -> None:
    """Ask which of 1, 2 stands for which model, where -1 beside them likely says that nobody judged. Raises Ask."""
    words = (
        f"How cells count: the winner is told by {named(texts[value] for value in sorted(texts))}. Which stands for "
        "which model, and does the number below 0 say that nobody judged?"
    )
    ties = {texts[0.0]: "tie"} if 0.0 in texts else {}
    choices = []
    for code in ("out", "tie"):
        for before, after in ((1.0, 2.0), (2.0, 1.0)):
            counts = {texts[after]: "after", texts[before]: "before", **ties, texts[-1.0]: code}
            told = "left out" if code == "out" else "a tie"
            say = f"{texts[after]} is after, {texts[before]} before, {texts[-1.0]} {told}"
            choices.append(Press(say, {"cells": with_more("", counts)}))
    raise Ask("cells", words, choices)


def _around(middle: float, numbers: Sequence[tuple[float, str]]) -> None:
    """Ask which model numbers above the middle are for, where those below are for the other one. Raises Ask."""

    def cells(above: str, below: str) -> str:
        sides = {text: above if value > middle else below if value < middle else "tie" for value, text in numbers}
        return with_more("", sides)

    at = say_number(middle)
    words = (
        f"How cells count: who is preferred is told by numbers below {at}, above {at} "
        f"({named(text for _, text in sorted(numbers))}): the side says which model, the distance how clearly. Which "
        f"model is above {at}?"
    )
    choices = [
        Press(f"Above {at} is for after, below {at} for before, {at} is a tie", {"cells": cells("after", "before")}),
        Press(f"Above {at} is for before, below {at} for after, {at} is a tie", {"cells": cells("before", "after")}),
    ]
    raise Ask("cells", words, choices)
