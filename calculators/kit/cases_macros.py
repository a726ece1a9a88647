"""The page that sets published results beside ours."""

from urllib.parse import urlencode

from calculators.kit.cases import Case, Check, Expected, cases, check
from calculators.kit.facts import anchor
from calculators.kit.numbers import say_number
from calculators.kit.render import template
from calculators.kit.tables import catalogue


def checked_against() -> str:
    """Every published result beside ours, failures shown as failures."""
    checks = [check(case) for case in cases().values()]
    return template(
        "data/cases.html",
        checks=checks,
        held=sum(one.holds for one in checks),
        sources=catalogue().sources,
        published=published,
        ours=ours,
        query=query,
        anchor=anchor,
    )


def published(expected: Expected) -> str:
    """What was published, to read: a value with its tolerance, or a range."""
    if expected.published is not None and expected.tolerance is not None:
        return f"{say_number(expected.published)} ± {say_number(expected.tolerance)} %"
    if expected.least is None:
        return f"up to {say_number(expected.most or 0)}"
    if expected.most is None:
        return f"from {say_number(expected.least)}"
    return f"{say_number(expected.least)} to {say_number(expected.most)}"


def ours(one: Check, expected: Expected) -> str:
    """What we reckon for it, to read."""
    value = one.ours.get(expected.figure)
    return "none" if value is None else say_number(value)


def query(case: Case) -> str:
    """The part of a link behind "?" that opens the case in its calculator."""
    return urlencode(case.inputs)


MACROS = (checked_against,)
