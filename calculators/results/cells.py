"""What one cell of a file of results says: right or wrong, a score, or which of two models is preferred."""

import math
from collections.abc import Sequence

from calculators.kit.numbers import read_number

GUESS, RIGHT, SCORES, PREFERENCE, WIN_RATE = "guess", "right", "scores", "preference", "win-rate"
"""What the cells hold: right or wrong, scores, which of two is preferred, or the share of wins of the model after."""


def words(*listed: str) -> frozenset[str]:
    """The words of some texts."""
    return frozenset(word for text in listed for word in text.split(","))


NOTHING = words(",-,–,na,n/a,nan,none,null,missing,?")
TRUE = words("true,1,1.0,yes,y,t,right,correct,pass,passed,ok,success,solved,good,✓,✔")
FALSE = words("false,0,0.0,no,n,f,wrong,incorrect,fail,failed,failure,unsolved,bad,✗,✘")
FOR_AFTER = words("after,b,model b,model_b,new,tuned,fine-tuned,finetuned,win,wins,won")
FOR_BEFORE = words("before,a,model a,model_a,old,base,baseline,loss,lose,loses,lost")
TIES = words("tie,ties,tied,draw,equal,same,both,neither")


def right_or_wrong(cell: str) -> float | None:
    """1 for right, 0 for wrong, None for neither."""
    word = cell.strip().lower()
    return 1.0 if word in TRUE else 0.0 if word in FALSE else None


def score(cell: str) -> float | None:
    """A number, None for what is none."""
    try:
        value = float(cell)
    except ValueError:
        try:
            value = read_number(cell, unit="%")
        except ValueError:
            return None
    return value if math.isfinite(value) and abs(value) < 1e12 else None


def preference(cell: str) -> float | None:
    """1 for the model after, -1 for the model before, 0 for a tie, None for none of them."""
    word = cell.strip().lower()
    return 1.0 if word in FOR_AFTER else -1.0 if word in FOR_BEFORE else 0.0 if word in TIES else None


PARSERS = {RIGHT: right_or_wrong, PREFERENCE: preference, SCORES: score, WIN_RATE: score}


def empty(cell: str) -> bool:
    """Whether a cell says that there is no result."""
    return cell.strip().lower() in NOTHING


def kind_of(cells: Sequence[str]) -> str:
    """What the cells hold, by what most of them can be read as; of equal ones the simpler."""
    counts = {kind: sum(PARSERS[kind](cell) is not None for cell in cells) for kind in (RIGHT, PREFERENCE, SCORES)}
    return max(counts, key=lambda kind: counts[kind])


WANTED = {
    RIGHT: "neither right nor wrong",
    SCORES: "no number",
    PREFERENCE: "neither before, after nor tie",
    WIN_RATE: "no number",
}
