"""How the advisor's answer is told."""

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlencode

import calculators
from calculators.advice.published import Neighbour
from calculators.advice.rules import Option, Rule, Weighed, options
from calculators.advice.situation import GOOD_ENOUGH
from calculators.advice.techniques import TECHNIQUES, TITLES, Technique, TechniqueRule
from calculators.advisor import Advisor
from calculators.kit.facts import Sourced
from calculators.kit.model import Considered, Figure, Line, PlanStep, Reason, Result, Table
from calculators.kit.numbers import say
from calculators.statistics.tosses import mcnemar

BARRED = {"rules out": "ruled out", "beside the point": "beside the point"}
OUTWEIGHS = 99
"""Where what rules out a technique stands among what speaks for it or against it."""
TRIED = {"measure": "measuring", "both arms": "both, side by side"}
"""What the step of this week tries, where that is no technique."""
DONE = "done"
"""The option with which nothing more is built."""
NAMED = {DONE: "nothing more to build", "classical": "no language model"}
"""What an option is, where its technique holds two that have nothing in common."""
SURE = {"clear": "Very likely", "likely": "Likely", "close": "Close", "too little is known": "Too little is known"}
"""How likely the end is, in words."""
BESIDE = ((0.75, "About as likely"), (0.4, "Less likely, but well possible"), (0.15, "Less likely"), (0, "Unlikely"))
"""How likely the rival is in words, from which part of the likely end's share on."""
LEVEL = 0.5
"""From this part of the likely end's share on, a rival that must be tried is called close to it. Our judgement."""
ADDED: Mapping[Technique, str] = {"rag": "fine-tuning", "fine-tuning": "retrieval"}
"""What both together have beside one of them: it is added to what stands, and not tried in its place."""
ARM: Mapping[Technique, str] = {"none": "rules or a simple model"}
"""What is run where the end is no language model."""
BY_COST = ("none", *(name for name in TECHNIQUES if name != "none")).index
"""The place of a technique among what is run side by side, the cheapest first; no language model is cheaper still."""
ARMS, CHANGED = 100, 30
"""So many inputs are tried on both arms of a close call; on so many of them the two usually differ. Our judgement."""


def told(case: Advisor) -> Result:
    return Result(
        verdict=case.option.key,
        answer=f"{told_end(case)} This week: {_begun(case.week.title)}.",
        why=_why(case),
        figures=tuple(_figures(case)),
        lines=tuple(_lines(case)),
        asks=() if _done(case) else case.telling,
        certainty=case.certainty,
        notices=tuple(_notices(case)),
        plan=tuple(_plan(case)),
        considered=tuple(_considered(case, one) for one in case.advice.weighed if one.option.technique != "measure"),
        table=_nearest(case),
        facts=tuple(_facts(case)),
    )


def _begun(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"


def told_end(case: Advisor) -> str:
    """Where it is likely to end, as surely as can be told."""
    end, rival = _named(case.option.key, case.ends.first), case.ends.rival
    if case.week.option == DONE:
        return _told_done(case)
    if case.certainty == "clear":
        return f"This is very likely to end with {end}."
    beside = f"; its rival is {TITLES[rival]}" if rival else ""
    if case.certainty == "likely":
        return f"This is likely to end with {end}{beside}."
    if case.certainty == "close" and rival:
        (_, share), (_, less) = case.ends.shares[:2]
        if less < LEVEL * share and rival == "rag+fine-tuning" and case.ends.first in ADDED:
            added = ADDED[case.ends.first]
            return f"It leans to {end}; whether {added} must be added shows once that stands."
        if less < LEVEL * share:
            return f"It leans to {end}, too little to be sure: try {TITLES[rival]} beside it before you build either."
        return f"It is close between {end} and {TITLES[rival]}; try both before you build either."
    return f"Too little is known to say; so far it leans to {end}."


def _done(case: Advisor) -> bool:
    """Whether nothing falls short, by the reader's own word: no case of others, no open question says more."""
    return case.ends.rival is None and case.falls_short == "nothing"


def _told_done(case: Advisor) -> str:
    """That there is nothing to cure now, and what would come next if more were asked for."""
    if _done(case):
        return "Nothing falls short, so you are done."
    if case.ends.first == "none":
        return "What must be reached is reached, so nothing more is needed."
    return f"What must be reached is reached; if more is asked for, it leans to {TITLES[case.ends.first]}."


def _why(case: Advisor) -> str:
    strongest = sorted(_speaking(case, case.ends.first), key=lambda rule: -rule.speaks[case.ends.first])
    reasons = " ".join(rule.why for rule in strongest[:3])
    counted = [one for one in case.neighbours if one.outcome.winner == case.ends.first]
    like = f"Of the {len(case.neighbours)} published cases most like yours, {len(counted)} ended that way."
    return " ".join(
        part for part in (case.option.sentence, reasons, "" if _done(case) or not case.given else like) if part
    )


def _speaking(case: Advisor, technique: Technique) -> list[TechniqueRule]:
    return [rule for rule in case.spoken.rules if rule.speaks.get(technique, 0) > 0]


def _lines(case: Advisor) -> Iterator[Line]:
    """What to do this week, the likely end and its rival, each with its technique."""
    step = case.week
    hours = f"{say(step.least_hours, '')} to {say(step.most_hours, 'h')}"
    money = f"up to {say(step.most_usd, 'USD')}" if step.most_usd else "no bill"
    details = (("Count", step.count), ("Stop when", step.stop), ("It takes", f"{hours} of work, {money}."))
    tries = TRIED.get(step.tries) or _named(step.option, step.tries)
    words = _arms(case) or step.words
    yield Line("this_week", "This week", step.title, step.tries, words, step.option, tries, details=details)
    end, share = case.ends.shares[0]
    sure = f"{SURE[case.certainty]}: about {round(100 * share)} in 100, by reasons and by cases like yours."
    if not case.ends.rival:
        sure = "By your answers nothing else is left."
    yield Line(
        "likely_end", "Likely end", case.option.title, end, sure, case.option.key, _named(case.option.key, end), share
    )
    if case.ends.rival:
        end, less = case.ends.shares[1]
        option = case.best_of(end).option
        beside = next(words for least, words in BESIDE if less >= least * share)
        sure = f"{beside}: about {round(100 * less)} in 100."
        yield Line("rival", "Its rival", option.title, end, sure, option.key, _named(option.key, end), less)


def _named(option: str, technique: str) -> str:
    """The technique of an option, or what the option is where that alone tells something."""
    return NAMED.get(option) or TITLES[technique]  # type: ignore[index]  # what is no technique is named before


def _figures(case: Advisor) -> Iterator[Figure]:
    for key, label, at in (("likely_share", "Likely end", 0), ("rival_share", "Its rival", 1)):
        if at < len(case.ends.shares):
            technique, share = case.ends.shares[at]
            named = f"{TITLES[technique][:1].upper()}{TITLES[technique][1:]}."
            yield Figure(key, label, 100 * share, "%", help=named, detail=True)
    yield Figure(
        "week_hours",
        "This week's step",
        case.week.most_hours,
        "h",
        low=case.week.least_hours,
        high=case.week.most_hours,
        detail=True,
    )
    yield Figure("unanswered", "Questions left open", len(case.unanswered), "questions", detail=True)
    yield Figure("could_turn", "Open questions that could turn it", len(case.widened), "questions", detail=True)


def _notices(case: Advisor) -> Iterator[str]:
    possible = dict.fromkeys(technique for found in case.widened.values() for technique in found)
    if possible and not _done(case):
        yield f"With what is still open it could also end with {_other_ends(possible)}."
    if case.data_stays == "must-stay":
        yield "Your data must stay: take every step, the prompt included, with an open model in the house."
    if case.offer and (status := case.offer.status(case.start)):
        yield f"{case.offer.name} at {case.offer.provider}, on {case.start}: {status}"
    if case.evaluation_set == "no" and case.best_score is not None:
        yield "You gave a score although there is no evaluation set; the score may not mean much."
    if case.facts_in == "input" and "facts" in case.trouble:
        yield "You say that facts are missing and that all of them stand in the input: which is it?"
    if case.falls_short == "nothing" and case.also_short not in ("unknown", "none"):
        yield "You say that nothing falls short and name something that does: which is it?"
    goal = GOOD_ENOUGH if case.goal_score is None else case.goal_score
    if case.falls_short == "nothing" and case.best_score is not None and case.best_score < goal:
        right, wanted = say(case.best_score, "%"), say(goal, "%")
        yield f"You say that nothing falls short, and {right} are right where {wanted} must be: which is it?"


def _other_ends(ends: Collection[Technique]) -> str:
    """Some ends as a list; the one whose name holds a comma stands last."""
    *first, last = (TITLES[end] for end in sorted(ends, key="none".__eq__))
    if not first:
        return last
    return f"{', '.join(first)}, or with {last}" if "none" in ends else f"{', '.join(first)} or {last}"


def _plan(case: Advisor) -> Iterator[PlanStep]:
    week = case.week
    words = f"{_arms(case) or week.words} Count: {_begun(week.count)} Stop when: {_begun(week.stop)}"
    yield PlanStep("This week", week.title, words, *_priced(case, options()[week.option]))
    taken = {week.option}
    if case.prompt_tried == "no" and "prompt" not in taken and case.ends.first in ("fine-tuning", "rag+fine-tuning"):
        taken.add("prompt")
        yield _step(case, "Before that", options()["prompt"])
    if case.option.key not in taken:
        yield _step(case, "Likely end", case.option)
    if case.certainty != "clear" and case.ends.rival:
        rival = case.best_of(case.ends.rival).option
        if rival.key not in taken:
            yield _step(case, "Its rival", rival)
    taken |= {case.option.key}
    same = [one.option for one in case.advice.open if one.option.technique == case.ends.first and one.points > 0]
    for option in [one for one in same if one.key not in taken][:2]:
        yield _step(case, "Of the same kind", option)


def _arms(case: Advisor) -> str:
    """How to try both where it is close; nothing where the week does something else."""
    if case.week.tries != "both arms" or case.ends.rival is None:
        return ""
    cheaper, dearer = (ARM.get(end, TITLES[end]) for end in sorted((case.ends.first, case.ends.rival), key=BY_COST))
    return (
        f"Run {cheaper} and {dearer} for a day each, in their cheapest form, on the same {ARMS} inputs. Take {dearer} "
        f"only if it wins by {least_win(ARMS, CHANGED)} points or more; where they differ on about {CHANGED} inputs, "
        "less may be chance."
    )


def least_win(items: int, changed: int) -> int:
    """The points of difference, on so many items of which so many change, that chance alone seldom brings (95 %)."""
    wins = (2 * gained - changed for gained in range((changed + 1) // 2, changed + 1))
    return next(round(100 * win / items) for win in wins if mcnemar((changed + win) // 2, (changed - win) // 2) < 0.05)


def _step(case: Advisor, when: str, option: Option) -> PlanStep:
    return PlanStep(when, option.title, option.step, *_priced(case, option))


def _priced(case: Advisor, option: Option) -> tuple[str, str, str]:
    """The calculator that prices an option, with the answers that it can take over."""
    kind = calculators.calculator(option.calculator)
    carried = {}
    for name, theirs in option.carry.items():
        value, declared = getattr(case, name), kind.inputs()[theirs]
        if name in case.given and value is not None and declared.allows(value):
            carried[theirs] = declared.write(value)
    return option.price, option.calculator, urlencode(carried)


def _considered(case: Advisor, one: Weighed) -> Considered:
    """An option: how likely its technique is, then what speaks for it or against it."""
    technique, shares = one.option.technique, {str(name): share for name, share in case.ends.shares}
    if one.option is case.option:
        state = "the likely end"
    elif technique not in shares:
        state = "ruled out"
    elif one.barred:
        state = BARRED[one.barred]
    elif one.points > 0:
        named = TITLES[technique]  # type: ignore[index]  # what measures has no share
        state = f"{named}: {round(100 * shares[technique])} in 100"
    else:
        state = "little speaks for it"
    barring = [rule for rule in one.rules if rule.effect == one.barred]
    rules = sorted(barring or one.rules, key=lambda rule: -abs(rule.points))
    about = [rule for rule in case.spoken.rules if technique in (*rule.speaks, *rule.rules_out)]
    about.sort(key=lambda rule: -abs(rule.speaks.get(technique, OUTWEIGHS)))
    reasons = (*(_reason(case, rule) for rule in rules), *(_technique_reason(case, rule, technique) for rule in about))
    return Considered(one.option.title, state, reasons)


def _reason(case: Advisor, rule: Rule) -> Reason:
    weight = f"{rule.effect}, {rule.strength}" if rule.strength else rule.effect
    return Reason(rule.why, weight, tuple(_answers(case, rule.asks)), rule.sources, rule.confidence)


def _technique_reason(case: Advisor, rule: TechniqueRule, technique: str) -> Reason:
    points = rule.speaks.get(technique)
    weight = "rules out" if points is None else f"{'for' if points > 0 else 'against'} the technique, {abs(points):g}"
    return Reason(rule.why, weight, tuple(_answers(case, rule.asks)), rule.sources, rule.confidence)


DERIVED = {
    "trouble": ("falls_short", "also_short"),
    "gap": ("falls_short", "also_short"),
    "offer": ("tuning_offer",),
    "offered": ("tuning_offer",),
    "amount": ("examples_count",),
    "reach": ("best_score", "goal_score"),
}
"""The questions behind what the rules look at beside the questions themselves."""


def _answers(case: Advisor, asks: tuple[str, ...]) -> Iterator[str]:
    """The answers that made a rule apply, as the reader gave them."""
    for name in dict.fromkeys(field for asked in asks for field in DERIVED.get(asked, (asked,))):
        if name in case.given:
            declared = case.inputs()[name]
            yield f"{declared.label}: {declared.say(getattr(case, name))}"


def _nearest(case: Advisor) -> Table | None:
    """The published cases most like this one, with what did best there and how they differ."""
    if not case.given:
        return None
    shown = case.neighbours
    return Table(
        "Published cases most like yours",
        ("Case", "What did best", "What came out", "Where it differs"),
        tuple((one.outcome.title, _won(one), one.outcome.result, _differing(case, one)) for one in shown),
        "They were put into these answers from what their teams knew on day one. How often the advice met what did "
        "best is told on a page of its own.",
    )


def _won(one: Neighbour) -> str:
    winner = one.outcome.winner
    if winner == "not-fine-tuning":
        return "not fine-tuning"
    return "not the tuning asked for" if winner == "not-available" else TITLES[winner]


def _differing(case: Advisor, one: Neighbour) -> str:
    return "; ".join(case.inputs()[name].label for name in one.differs[:3]) or "nowhere that is known"


def _facts(case: Advisor) -> Iterator[Sourced]:
    if case.offer and case.offer.retires:
        yield case.offer.retires
    yield from (rule.fact for rule in case.spoken.rules if rule.speaks.get(case.ends.first) or rule.rules_out)
