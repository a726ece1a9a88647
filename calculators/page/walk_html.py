"""The walk as HTML: what its page receives for the answers so far."""

from calculators.figures.tables import catalogue
from calculators.kit.query import read_query
from calculators.page.render import template
from calculators.record.walk import StepRule, Walked, steps, walked

END = "end"
"""Stands for a step where what comes of the walk is asked for."""


def reply(query: str) -> str:
    """The slots of the walk's page for the answers in a query string, as HTML; `step` names the step that is shown."""
    texts = read_query(query)
    found = walked(texts)
    inputs = found.advisor.inputs()
    fields = []
    for name in (question.field for step in steps().values() for question in step.questions):
        value = getattr(found.advisor, name)
        read_as = inputs[name].echo(texts.get(name), value) if name in found.advisor.given else ""
        fields.append((name, name in found.asked, found.problems.get(name, ""), read_as))
    return template(
        "walk/reply.html",
        carried=found.carried,
        fields=fields,
        says={key: says(rule) for key, rule in found.says.items()},
        stops={key: rule.says for key, rule in found.says.items()},
        end=end(found) if texts.get("step") == END else "",
    )


def says(rule: StepRule) -> str:
    """What a step says, with its reason and the sources of it."""
    return template("walk/says.html", rule=rule, sources=catalogue().sources)


def end(found: Walked) -> str:
    """What comes of the walk: what to do this week, the likely end with its rival, what would tell most, the plan."""
    result = found.advisor.result()
    return template(
        "walk/end.html",
        result=result,
        asks=[(found.advisor.inputs()[name].label, place(name, found)) for name in result.asks],
    )


def place(name: str, found: Walked) -> str:
    """Where a question that is open is asked: a step of the walk as it stands now, else the advisor."""
    at = next(
        (number for number, step in enumerate(steps().values(), 1) for one in step.questions if one.field == name), 0
    )
    return f"step {at}" if at and name in found.asked else "in the advisor"
