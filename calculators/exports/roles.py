"""What the columns of a table are for, where a tool's own format says so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Rows = Iterable[Mapping[str, Any]]
Change = Callable[[Mapping[str, Any]], Rows]
"""Makes rows of one object, or of one row, of a tool's file."""


class Roles(NamedTuple):
    """Which column is for what; empty where the format does not say.

    `item` are the columns that name an item together. `results` are those of the metrics, the tool's own verdict first
    where `settled`; with `more` a score is the better the more it is, unless its name speaks of losses. `metric` holds
    the metric's name where each has rows of its own, `usual` the one that counts unless another is named. `winner` says
    which of two is preferred, `sides` hold the two models of a row, `games` who won when the first stood first, then
    second. `variant` tells apart, beside `model`, what one model was given: a column that numbers it, one that tells it
    in words. `words` says
    by word how a cell counts, `one` whose single run the file holds. `rater` with `label`, or
    `raters`, are for labels; a label that ends with a point is the beginning of several names. `unjoined`
    says why two runs cannot be compared by a file that serves labels alone.
    """

    item: tuple[str, ...] = ()
    model: str = ""
    run: str = ""
    cluster: str = ""
    results: tuple[str, ...] = ()
    settled: bool = False
    metric: str = ""
    usual: str = ""
    winner: str = ""
    sides: tuple[str, ...] = ()
    games: tuple[str, ...] = ()
    win_rate: str = ""
    words: Mapping[str, str] = {}
    one: str = ""
    rater: str = ""
    label: tuple[str, ...] = ()
    more: bool = False
    variant: tuple[str, ...] = ()
    raters: tuple[str, ...] = ()
    unjoined: str = ""


class Made(NamedTuple):
    """A tool's file as rows: all of them, or how to make them of each object; and what the columns are for."""

    roles: Roles
    rows: Rows | None = None
    change: Change | None = None


class Tool(NamedTuple):
    """How the file of one tool is known, by its one object, by its first object of many, or by its headings.

    Each gives None for what is no such file, and may raise Unreadable for one that cannot be compared.
    """

    name: str
    whole: Callable[[Any], Made | None] | None = None
    first: Callable[[Mapping[str, Any]], Made | None] | None = None
    headings: Callable[[Sequence[str]], Made | None] | None = None


def starting(names: Iterable[str], *beginnings: str) -> tuple[str, ...]:
    """The names that begin with one of these."""
    return tuple(name for name in names if name.startswith(beginnings))
