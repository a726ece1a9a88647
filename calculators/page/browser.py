"""The page's way in: a slug with a query string comes, HTML goes."""

import json
from collections.abc import Callable, Mapping
from typing import BinaryIO

from calculators import calculator
from calculators.kit.given_file import GONE
from calculators.kit.inputs import Refused
from calculators.kit.model import Calculator
from calculators.kit.query import LONGEST_QUERY, read_query
from calculators.page.own import check, standing
from calculators.page.render import broken, own_figures, reply

OWN_FIGURES = "own-figures"
"""Stands in place of a slug where the question is whether a reader's tables can be used, as JSON: text by table."""
RECORD = "decision-record"
"""Stands in place of a slug where the question is what a decision record says: as JSON, or as a link carries it."""
SCENARIOS = "scenarios"
"""Stands in place of a slug where scenarios of one calculator are to be compared, as JSON: its slug, and they."""
WALK = "walk"
"""Stands in place of a slug where the question is what the steps of the walk say: the answers so far, and `step`."""


def answer(slug: str, query: str) -> str:
    """The slots of one calculator for the answers in a query string, as HTML; whatever goes wrong is said in words."""
    if slug == OWN_FIGURES:
        return own_figures(check(json.loads(query)))
    standing()
    if slug in (RECORD, SCENARIOS):
        from calculators.page.record_html import record_slots, scenario_slots  # no calculator waits for these

        return record_slots(query) if slug == RECORD else scenario_slots(query)
    if slug == WALK:
        from calculators.page.walk_html import reply as walk_reply  # no calculator waits for it

        return walk_reply(query[:LONGEST_QUERY])
    return _asked(slug, query, reply)


def download(slug: str, query: str, key: str, out: BinaryIO) -> tuple[str, str]:
    """Write a file that the answer offers. Its name, and nothing; or no name, and the slots that say why not."""
    names = []

    def written(kind: type[Calculator], texts: Mapping[str, str]) -> str:
        found = kind.read(texts)
        try:
            if not found.problems:
                offered = {one.key: one for one in found.calculator.result().downloads}
                if key in offered:
                    found.calculator.write(key, out)
                    names.append(offered[key].name)
                    return ""
        except Refused:
            pass  # the reply says why
        return reply(kind, texts)

    standing()
    told = _asked(slug, query, written)
    return (names[0] if names else ""), told


def _asked(slug: str, query: str, answered: Callable[[type[Calculator], Mapping[str, str]], str]) -> str:
    kind = calculator(slug)
    if len(query) > LONGEST_QUERY:
        return broken(kind, f"These answers are too long: {len(query):,} characters; allowed: up to {LONGEST_QUERY:,}.")
    texts = read_query(query)
    try:
        return answered(kind, texts)
    except OSError:
        return broken(kind, f"{GONE} Choose it again.")
    except MemoryError:
        raise  # the page takes another Python in place of one that has grown too large
    except Exception:  # noqa: BLE001  # whatever it is must look neither like the reader's fault nor like silence
        return _broken_off(kind, texts)


def _broken_off(kind: type[Calculator], texts: Mapping[str, str]) -> str:
    """What to say when a calculator itself makes a mistake: which of the answers it is that it cannot carry."""
    import traceback  # no calculator waits for it

    details = traceback.format_exc()
    for name, declared in kind.inputs().items():
        rest = {other: text for other, text in texts.items() if other != name}
        if name in texts and _answers(kind, rest):
            problem = f"{declared.label}: at “{texts[name].strip()[:40]}” this calculator breaks off."
            return broken(kind, problem, name, details)
    return broken(kind, "With these answers taken together this calculator breaks off.", details=details)


def _answers(kind: type[Calculator], texts: Mapping[str, str]) -> bool:
    try:
        reply(kind, texts)
    except Exception:  # noqa: BLE001  # the same mistake, or another
        return False
    return True
