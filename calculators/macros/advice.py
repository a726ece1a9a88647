"""What the advisor's page shows of its workings: every reason, its agreement with the decision matrix."""

from collections.abc import Mapping
from urllib.parse import urlencode

from calculators import calculator
from calculators.advice import lesson
from calculators.advice import rules as advice
from calculators.figures.tables import catalogue
from calculators.kit.facts import anchor
from calculators.kit.inputs import Choice, Number
from calculators.kit.numbers import say
from calculators.macros.lesson import TOOLS
from calculators.page.render import template

DERIVED = {
    "trouble": "What falls short",
    "gap": "The kind of trouble",
    "offer": "The tuning that was chosen is",
    "offered": "The model to be tuned is",
}
"""What the rules look at beside the questions themselves."""


def advice_on_matrix() -> str:
    """Each row of the matrix, what the advisor makes of the answers that describe it, and whether the two agree."""
    rows = [(row, rated(row.answers), urlencode(row.answers)) for row in lesson.matrix().values()]
    cells = [rated[tool] == getattr(row, tool).rating for row, rated, _ in rows for tool in TOOLS]
    return template("data/advice_on_matrix.html", rows=rows, tools=TOOLS, agreeing=sum(cells), cells=len(cells))


def rated(answers: Mapping[str, str]) -> dict[str, str]:
    """The advisor's rating of each tool for a case."""
    weighed = calculator("advisor").read(answers).calculator.advice  # type: ignore[attr-defined]  # the advisor has it
    return {tool: weighed.rating(tool) for tool in TOOLS}


def advice_rules() -> str:
    """All reasons, by the option they bear on."""
    return template(
        "data/advice_rules.html",
        rules=advice.rules().values(),
        options=advice.options(),
        sources=catalogue().sources,
        conditions=conditions,
        anchor=anchor,
    )


def conditions(rule: advice.Rule) -> list[str]:
    """When a rule applies, in the words of the questions."""
    said = [f"{_label(name)}: {_listed(name, values)}" for name, values in rule.when.items()]
    said += [f"{_label(name)} is not: {_listed(name, values)}" for name, values in rule.unless.items()]
    for bound, limits in (("at least", rule.least), ("at most", rule.most)):
        for name, value in limits.items():
            declared = calculator("advisor").inputs()[name]
            assert isinstance(declared, Number)
            said.append(f"{declared.label}: {bound} {say(value, declared.unit)}")
    return said


def _label(name: str) -> str:
    return DERIVED.get(name) or calculator("advisor").inputs()[name].label


def _listed(name: str, values: tuple[str, ...]) -> str:
    declared = calculator("advisor").inputs().get("falls_short" if name == "trouble" else name)
    words = {key: said for key, (said, _) in declared.options().items()} if isinstance(declared, Choice) else {}
    return " or ".join(f"“{words[value]}”" if value in words else value for value in values)


MACROS = (advice_on_matrix, advice_rules)
