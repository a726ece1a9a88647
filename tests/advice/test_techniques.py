"""Reasons for techniques: they ask what can be answered, they cite who says so, they say something."""

from typing import Any

import pytest

from calculators.advice.questions import questions
from calculators.advice.situation import AMOUNTS, GAPS, situation
from calculators.advice.techniques import TECHNIQUES, TITLES, TechniqueRule, spoken, technique_rules
from calculators.advisor import Advisor
from calculators.figures.tables import catalogue
from calculators.kit.inputs import Choice, Number
from calculators.kit.strict import DataError

DERIVED = {
    "trouble": {"unknown", *(questions()["falls_short"].choices or ())},
    "gap": {*GAPS.values(), "both"},
    "amount": {"unknown", *(word for _, word in AMOUNTS)},
    "reach": {"below", "at", "unknown"},
    "offer": {"open", "closing", "closed", "unknown"},
    "offered": {"open", "vendor"},
}


def may_be(name: str) -> set[str]:
    """The words that a condition on this name may name."""
    declared = Advisor.inputs().get(name)
    if isinstance(declared, Number):
        return {"known", "unknown"}
    return set(declared.options()) if isinstance(declared, Choice) else DERIVED[name]


@pytest.mark.parametrize("rule", technique_rules().values(), ids=lambda rule: rule.key)
def test_a_reason_asks_for_answers_that_can_be_given(rule: TechniqueRule) -> None:
    for name, values in (*rule.when.items(), *rule.unless.items()):
        assert values
        assert set(values) <= may_be(name)
    for name, bound in (*rule.least.items(), *rule.most.items()):
        declared = Advisor.inputs()[name]
        assert isinstance(declared, Number)
        assert declared.allows(bound)
    assert rule.why.endswith(".")
    assert rule.fact.source in catalogue().sources


@pytest.mark.parametrize(
    "says", [{}, {"speaks": {"rag": 1}, "rules_out": ("rag",)}, {"speaks": {"luck": 1}}, {"rules_out": ("luck",)}]
)
def test_a_reason_either_speaks_for_techniques_or_rules_some_out(says: dict[str, Any]) -> None:
    with pytest.raises(DataError, match=r"either speaks|not a technique"):
        TechniqueRule(key="x", why="Because.", sources=("course-judgement",), confidence="low", **says)


def test_points_are_the_sum_of_what_applies() -> None:
    said = spoken(situation({name: getattr(Advisor(), name) for name in Advisor().values} | {"facts_in": "private"}))
    assert {rule.key for rule in said.rules} >= {"facts-own", "asks-least"}
    for name in TECHNIQUES:
        assert said.points[name] == sum(rule.speaks.get(name, 0) for rule in said.rules)


def test_no_technique_lacks_a_title_and_the_order_begins_with_the_cheapest_to_try() -> None:
    assert set(TITLES) == set(TECHNIQUES)
    assert TECHNIQUES[:4] == ("prompting", "rag", "fine-tuning", "rag+fine-tuning")


def test_not_all_techniques_can_be_ruled_out_at_once() -> None:
    """Whatever is answered, an end is left; where something falls short, so are prompting and retrieval."""
    ruling = [rule for rule in technique_rules().values() if rule.rules_out]
    assert not any("none" in rule.rules_out for rule in ruling)
    assert {rule.key for rule in ruling if {"prompting", "rag"} & set(rule.rules_out)} == {"good-enough"}
