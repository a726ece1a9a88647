"""What the advisor's pages show of its workings: every reason, every weight, its agreement with the decision matrix."""

import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from calculators import calculator
from calculators.advice import lesson, likely, published
from calculators.advice import rules as advice
from calculators.advice.questions import questions
from calculators.advice.rating import ENDS, rating
from calculators.advice.rules import UNKNOWN, Conditions
from calculators.advice.situation import AMOUNTS, GOOD_ENOUGH
from calculators.advice.techniques import TECHNIQUES, TITLES, TechniqueRule, technique_rules
from calculators.advice.week import week_steps
from calculators.figures.tables import catalogue
from calculators.kit.facts import anchor
from calculators.kit.inputs import NOT_KNOWN, Choice, Number
from calculators.kit.numbers import say
from calculators.macros.here import here
from calculators.macros.lesson import TOOLS
from calculators.page.render import template

DERIVED = {
    "trouble": "What falls short",
    "gap": "The kind of trouble",
    "amount": "Labelled examples at hand",
    "reach": "The best prompt beside what must be reached",
    "offer": "The tuning that was chosen is",
    "offered": "The model to be tuned is",
    "end": "The likely end",
    "rival": "Its rival",
    "certainty": "How sure the end is",
}
"""What the rules look at beside the questions themselves."""

WEIGHTS = {
    "point": lambda: f"{likely.POINT:g}",
    "factor": lambda: f"{math.exp(likely.POINT):.2f}",
    "votes": lambda: f"{likely.VOTES:g}",
    "few": lambda: f"{published.FEW:g}",
    "answer": lambda: f"{published.ANSWER:g}",
    "clear": lambda: f"{likely.CLEAR:.0%}".replace("%", " %"),
    "likely": lambda: f"{likely.LIKELY:.0%}".replace("%", " %"),
    "least": lambda: f"{likely.LEAST:.0%}".replace("%", " %"),
    "answered": lambda: f"{likely.ANSWERED}",
    "good enough": lambda: f"{GOOD_ENOUGH} %",
    "cases": lambda: f"{len(published.profiles())}",
}
"""What pages may tell of how reasons and cases are joined."""


def advice_weight(name: str) -> str:
    """One number of the reckoning, by its name."""
    return WEIGHTS[name]()


def ways_in(name: str) -> str:
    """Each answer to one of the advisor's questions, as a link that opens the advisor with it."""
    declared = questions()[name]
    if not declared.choices:
        raise ValueError(f"{declared.label} has no answers to choose from")
    return template("data/advice_ways_in.html", root=here.root, question=name, choices=declared.choices)


def advice_on_matrix() -> str:
    """Each row of the matrix, what the advisor makes of the answers that describe it, and whether the two agree."""
    rows = [(row, rated(row.answers), urlencode(row.answers)) for row in lesson.matrix().values()]
    cells = [rated[tool] == getattr(row, tool).rating for row, rated, _ in rows for tool in TOOLS]
    return template("data/advice_on_matrix.html", rows=rows, tools=TOOLS, agreeing=sum(cells), cells=len(cells))


def rated(answers: Mapping[str, str]) -> dict[str, str]:
    """The advisor's rating of each tool for a case."""
    case: Any = calculator("advisor").read(answers).calculator  # which calculator the advisor is, no wing knows
    return {tool: rating(case.ends, case.advice, tool) for tool in ENDS}


def technique_reasons() -> str:
    """All reasons for techniques and against them, in the order of their table."""
    return template(
        "data/advice_techniques.html",
        rules=technique_rules().values(),
        sources=catalogue().sources,
        conditions=conditions,
        speaks=speaks,
        anchor=anchor,
    )


def speaks(rule: TechniqueRule) -> str:
    """What a reason says to each technique, in words and points, the most first."""
    said = [
        f"{'for' if rule.speaks[name] > 0 else 'against'} {TITLES[name]}, {abs(rule.speaks[name]):g}"
        for name in sorted(TECHNIQUES, key=lambda name: -rule.speaks.get(name, 0))
        if name in rule.speaks
    ]
    if said:
        return f"speaks {'; '.join(said)}"
    return f"rules out {'; '.join(TITLES[name] for name in TECHNIQUES if name in rule.rules_out)}"


def advice_steps() -> str:
    """The steps of this week, in the order in which they are tried on a case."""
    return template("data/advice_steps.html", steps=week_steps().values(), conditions=conditions, say=say)


def advice_rules() -> str:
    """All reasons for options within a technique."""
    return template(
        "data/advice_rules.html",
        rules=advice.rules().values(),
        options=advice.options(),
        sources=catalogue().sources,
        conditions=conditions,
        anchor=anchor,
    )


def conditions(rule: Conditions) -> list[str]:
    """Where a rule applies, in the words of the questions."""
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
    words = _words(name)
    return " or ".join(words.get(value, value) for value in values)


def _words(name: str) -> Mapping[str, str]:
    """How the values of what a rule looks at are told: answers in quotation marks."""
    if name == "amount":
        return _amounts()
    if name in ("end", "rival"):
        return {str(key): title for key, title in TITLES.items()}
    if name == "certainty":
        return {"too": "too little is known"}
    declared = calculator("advisor").inputs().get("falls_short" if name == "trouble" else name)
    if isinstance(declared, Choice):
        return {key: f"“{said}”" for key, (said, _) in declared.options().items()}
    return {UNKNOWN: "not known"}


def _amounts() -> Mapping[str, str]:
    """The words for an amount of examples, each with its bounds."""
    told, least = {UNKNOWN: f"“{NOT_KNOWN}”"}, 0.0
    for most, word in AMOUNTS:
        span = say(least, "") if most == least else f"{say(least, '')} to {say(most, '')}"
        told[word] = span if most != float("inf") else f"{say(least, '')} or more"
        least = most + 1
    return told


MACROS = (advice_weight, ways_in, advice_on_matrix, technique_reasons, advice_steps, advice_rules)
