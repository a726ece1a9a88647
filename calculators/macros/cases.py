"""The page that sets published results beside ours."""

from urllib.parse import urlencode

from calculators import calculators
from calculators.figures.tables import catalogue
from calculators.kit.facts import anchor
from calculators.kit.model import Figure
from calculators.kit.numbers import say, say_number, say_range
from calculators.page.render import template
from calculators.proof.cases import Case, Expected, checks


def checked_against() -> str:
    """Every published result beside ours, calculator by calculator, failures shown as failures."""
    reckoned = checks().values()
    groups = {
        kind: [one for one in reckoned if one.case.calculator == kind.slug]
        for kind in calculators()
        if any(one.case.calculator == kind.slug for one in reckoned)
    }
    return template(
        "data/cases.html",
        groups=groups,
        count=len(reckoned),
        held=sum(one.holds for one in reckoned),
        sources=catalogue().sources,
        published=published,
        ours=ours,
        query=query,
        anchor=anchor,
    )


def published(expected: Expected, unit: str) -> str:
    """What was published, to read: a value with its tolerance, or a range."""
    if expected.published is not None:
        within = f" ± {say_number(expected.tolerance)}\u00a0%" if expected.tolerance else ", exactly"
        return say(expected.published, unit) + within
    if expected.least is None:
        return f"up to {say(expected.most or 0, unit)}"
    if expected.most is None:
        return f"from {say(expected.least, unit)}"
    return say_range(expected.least, expected.most, unit)


def ours(figure: Figure) -> str:
    """What we reckon for it, to read."""
    return "none" if figure.value is None else say(figure.value, figure.unit)


def query(case: Case) -> str:
    """The part of a link behind "?" that opens the case in its calculator."""
    return urlencode(case.inputs)


MACROS = (checked_against,)
