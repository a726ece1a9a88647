"""What pages on evaluation may call: how often intervals hold, what other tools say of one pair of runs."""

from urllib.parse import urlencode

from calculators.kit.numbers import say, say_number
from calculators.macros.tables import partial
from calculators.proof.coverage import coverage
from calculators.proof.peers import PAIR, peers


def coverage_table(calculator: str) -> str:
    """Of each kind of results how many intervals of 95 % held the truth, ours beside the textbooks'."""
    rows = [row for row in coverage().values() if row.calculator == calculator]
    return partial("coverage", rows=rows, percent=lambda share: say(share, "%"), number=say_number)


def peers_table() -> str:
    """What each tool says of the pair of runs, why it differs."""
    query = urlencode(
        {
            "both_right": PAIR.both_right,
            "items_gained": PAIR.gained,
            "items_lost": PAIR.lost,
            "both_wrong": PAIR.both_wrong,
        }
    )
    return partial("peers", peers=tuple(peers()), query=query)


MACROS = (coverage_table, peers_table)
