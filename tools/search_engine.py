"""Mends the engine of the theme's search: a step of the build.

Lunr tells parts of its index apart by texts that do not say where a letter ends and a number begins, so that words may
take each other's place and a search for them fails: https://github.com/olivernn/lunr.js/issues/503. Which words does
not depend on the words alone but on all that the site says, so that any change of a page may bring it or take it away.
"""

from pathlib import Path

from calculators.page.theme import theme

UNCLEAR = "e=e+s+o.id"
CLEAR = 'e=e+s+o.id+","'
"""Flag, then for each way on its letter, a number, a comma: there is one way to read it."""


class CannotMendError(Exception):
    """The theme's engine is not the one that this knows; the message says what to look at."""


def mend(site: Path) -> None:
    """Put the mended engine in the place of the theme's, under a name of its own: old ones are kept for a year.

    Raises:
        CannotMendError: the engine does not hold the place to mend, or holds it more than once.
    """
    old = site / theme()["search_engine_made_from"]
    text = old.read_text("utf-8")
    if text.count(UNCLEAR) != 1:
        raise CannotMendError(f"{old.name}: {text.count(UNCLEAR)} places hold “{UNCLEAR}”; see tools/search_engine.py.")
    (site / theme()["search_engine"]).write_text(text.replace(UNCLEAR, CLEAR), "utf-8")
    old.unlink()
