"""What the walk's page may call: the walk, all steps of it."""

from typing import Any
from urllib.parse import urlencode

from calculators import calculator
from calculators.kit.inputs import Day, Input
from calculators.macros import lesson as lesson_macros
from calculators.page.render import control, grouped_options, template
from calculators.page.walk_html import says
from calculators.record.walk import ADVISOR, Step, steps, walked


def walk() -> str:
    """The four steps: their questions as the advisor declares them, why they are asked, what they say, the evidence."""
    start = walked({})
    return template(
        "walk/page.html",
        steps=steps().values(),
        questions={key: questions(step) for key, step in steps().items()},
        asked=start.asked,
        stops={key: rule.says for key, rule in start.says.items()},
        says={key: says(rule) for key, rule in start.says.items()},
        evidence={key: lesson_macros.evidence_box(step.evidence) for key, step in steps().items()},
        options=grouped_options,
        advisor=ADVISOR,
        dated=dated(),
    )


def dated() -> str:
    """The day from which the advisor reckons, as its links hold it."""
    start = calculator(ADVISOR).read({}).calculator
    inputs = start.inputs().items()
    days = {name: one.write(getattr(start, name)) for name, one in inputs if isinstance(one, Day) and one.kept}
    return urlencode(days)


def questions(step: Step) -> list[tuple[str, Input, str, Any, str]]:
    """The questions of a step: field, declaration, kind of control, the text of its default, when it is asked."""
    start = calculator(ADVISOR).read({}).calculator
    found = []
    for one in step.questions:
        declared = start.inputs()[one.field]
        value = declared.write(getattr(start, one.field))
        found.append((one.field, declared, control(declared), value, one.said))
    return found


MACROS = (walk,)
