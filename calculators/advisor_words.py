"""How the answer of “advisor” is told."""

from collections.abc import Iterator
from urllib.parse import urlencode

import calculators
from calculators.advice.rules import UNKNOWN, Option, Rule, Weighed, options
from calculators.advisor import Advisor, titles
from calculators.bills.fields import listing
from calculators.kit.facts import Sourced
from calculators.kit.model import Considered, Figure, PlanStep, Reason, Result

BARRED = {"rules out": "ruled out", "beside the point": "beside the point"}
"""What came of an option that points cannot save."""

ENOUGH_MARGIN = 3
"""Points between the advice and its rival from which it is called clear. Our judgement: more than one clear reason."""


def told(case: Advisor) -> Result:
    advice, first = case.advice, case.advice.first
    reasons_for = [rule for rule in first.rules if rule.points > 0]
    why = " ".join(rule.why for rule in sorted(reasons_for, key=lambda rule: -rule.points)[:3])
    why = why or "Nothing speaks clearly for any option, and this one costs least."
    return Result(
        verdict=first.option.key,
        answer=first.option.sentence,
        why=f"{why} {_sureness(case)}".strip(),
        figures=_figures(case),
        notices=tuple(_notices(case)),
        plan=tuple(_plan(case)),
        considered=tuple(_considered(case, one) for one in advice.weighed),
        facts=tuple(_facts(case)),
    )


def _figures(case: Advisor) -> tuple[Figure, ...]:
    rival, score = case.advice.rival, case.advice.first.points
    against = f"Before “{rival.option.title}”, the best of another kind." if rival else "Nothing else is left."
    return (
        Figure("points", "Points for the advice", score, "points", help="Strong reasons weigh 4, clear ones 2."),
        Figure("margin", "Points ahead", case.advice.margin, "points", help=against),
        Figure("unanswered", "Questions left open", len(case.unanswered), "questions"),
        Figure("could_turn", "Open questions that could turn it", len(case.widened), "questions"),
    )


def _sureness(case: Advisor) -> str:
    """How sure the advice is, in words."""
    labels = [f"“{case.inputs()[name].label}”" for name in case.widened]
    rival = case.advice.rival
    if rival and case.advice.margin == 0:
        begin = f"This is a tie with “{rival.option.title}”; the cheaper of the two to try stands first."
    elif rival and case.advice.margin < ENOUGH_MARGIN:
        begin = f"This is a close call: “{rival.option.title}” is almost level."
    else:
        begin = "The advice is clear from what you answered."
    if not labels:
        return f"{begin} No question that you left open could turn it alone."
    one = len(labels) == 1
    return f"{begin} {len(labels)} open question{'' if one else 's'} could still turn it: {listing(labels)}."


def _notices(case: Advisor) -> Iterator[str]:
    possible = dict.fromkeys(key for keys in case.widened.values() for key in keys)
    if possible:
        yield f"With what is still open, it could also come out as: {'; '.join(titles()[key] for key in possible)}."
    if case.data_stays == "must-stay":
        yield "Your data must stay: take every step, the prompt included, with an open model in the house."
    if case.offer and (status := case.offer.status(case.start)):
        yield f"{case.offer.name} at {case.offer.provider}, on {case.start}: {status}"
    if case.evaluation_set == "no" and case.best_score is not None:
        yield "You gave a score although there is no evaluation set; the score may not mean much."
    if case.facts_in == "input" and "facts" in case.trouble:
        yield "You say that facts are missing and that all of them stand in the input: which is it?"


def _plan(case: Advisor) -> Iterator[PlanStep]:
    first, taken = case.advice.first.option, {case.verdict}
    for key in _before(case):
        taken.add(key)
        yield _step(case, "Beforehand", options()[key])
    yield _step(case, "First", first)
    formed = case.schema == "enforceable" or (case.schema == UNKNOWN and "format" in case.trouble)
    if formed and case.verdict not in ("structured", "measure", "done"):
        taken.add("structured")
        yield _step(case, "Along with it", options()["structured"])
    following = [one for one in case.advice.open if one.points > 0 and one.option.key not in taken]
    for place, one in enumerate(following[:3] if case.verdict != "done" else ()):
        within = len(first.tools) > 1 and set(one.option.tools) <= set(first.tools)
        begins = case.verdict == "measure" and place == 0
        yield _step(
            case, "Then" if begins else "If only one can be done" if within else "If that falls short", one.option
        )


def _before(case: Advisor) -> Iterator[str]:
    """What is cheap, not known to be done, and comes before anything is built."""
    builds = case.advice.first.option.technique in ("rag", "fine-tuning", "rag+fine-tuning")
    if case.evaluation_set != "yes" and case.verdict not in ("measure", "done"):
        yield "measure"
    if builds and case.prompt_tried != "yes" and case.advice.first.option.technique != "rag":
        yield "prompt"
    if builds and case.better_model == "untried" and "tuning" in case.advice.first.option.tools:
        yield "better-model"


def _step(case: Advisor, when: str, option: Option) -> PlanStep:
    kind = calculators.calculator(option.calculator)
    carried = {}
    for name, theirs in option.carry.items():
        value, declared = getattr(case, name), kind.inputs()[theirs]
        if name in case.given and value is not None and declared.allows(value):
            carried[theirs] = declared.write(value)
    return PlanStep(when, option.title, option.step, option.price, option.calculator, urlencode(carried))


def _considered(case: Advisor, one: Weighed) -> Considered:
    liking = "worth trying next" if one.points > 0 else "little speaks for it"
    state = "advised first" if one is case.advice.first else BARRED[one.barred] if one.barred else liking
    barring = [rule for rule in one.rules if rule.effect == one.barred]
    rules = sorted(barring or one.rules, key=lambda rule: -abs(rule.points))
    return Considered(one.option.title, state, tuple(_reason(case, rule) for rule in rules))


def _reason(case: Advisor, rule: Rule) -> Reason:
    weight = f"{rule.effect}, {rule.strength}" if rule.strength else rule.effect
    return Reason(rule.why, weight, tuple(_answers(case, rule)), rule.sources, rule.confidence)


def _answers(case: Advisor, rule: Rule) -> Iterator[str]:
    """The answers that made a rule apply, as the reader gave them."""
    derived = {
        "trouble": ("falls_short", "also_short"),
        "gap": ("falls_short", "also_short"),
        "offer": ("tuning_offer",),
        "offered": ("tuning_offer",),
    }
    names = dict.fromkeys(field for name in rule.asks for field in derived.get(name, (name,)))
    for name in names:
        if name in case.given:
            declared = case.inputs()[name]
            yield f"{declared.label}: {declared.say(getattr(case, name))}"


def _facts(case: Advisor) -> Iterator[Sourced]:
    if case.offer and case.offer.retires:
        yield case.offer.retires
    yield from (rule.fact for rule in case.advice.first.rules)
