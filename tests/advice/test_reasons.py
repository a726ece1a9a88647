"""The page of reasons: every row of every table of rules, in the words of the questions."""

import html
import re
from collections.abc import Mapping
from typing import Any

import pytest

from calculators.advice.rules import Conditions, rules
from calculators.advice.techniques import TECHNIQUES, TITLES, technique_rules
from calculators.advice.week import week_steps
from calculators.macros import advice as macros

TABLES: list[tuple[str, Mapping[str, Any], str]] = [
    (macros.technique_reasons(), technique_rules(), "technique-reason"),
    (macros.advice_steps(), week_steps(), "step"),
    (macros.advice_rules(), rules(), "reason"),
]


@pytest.mark.parametrize(("table", "rows", "anchor"), TABLES, ids=lambda one: one if isinstance(one, str) else "")
def test_every_row_stands_there_once_with_its_reason_or_its_words(
    table: str, rows: Mapping[str, Any], anchor: str
) -> None:
    assert re.findall(rf'<tr id="{anchor}-([\w-]+)">', table) == list(rows)
    said = html.unescape(table)
    for row in rows.values():
        assert (row.words if anchor == "step" else row.why) in said
    assert "\n\n" not in table


ALL: list[Conditions] = [*technique_rules().values(), *week_steps().values(), *rules().values()]


def test_conditions_are_told_in_the_words_of_the_questions() -> None:
    keys = re.compile(r"\b(facts_in|falls_short|examples_count|must-stay|may-leave|hundreds|rag\+fine-tuning)\b")
    for rule in ALL:
        told = macros.conditions(rule)
        assert len(told) == sum(len(one) for one in (rule.when, rule.unless, rule.least, rule.most))
        assert not keys.search(" ".join(told)), told


def test_amounts_and_ends_are_told_in_full() -> None:
    many = macros.conditions(Conditions(when={"amount": ("hundreds", "many")}, unless={"end": ("rag+fine-tuning",)}))
    assert many == [
        "Labelled examples at hand: 50 to 799 or 10,000 or more",
        f"The likely end is not: {TITLES['rag+fine-tuning']}",
    ]
    unknown = Conditions(when={"amount": ("unknown",), "certainty": ("too",)})
    assert macros.conditions(unknown) == [
        "Labelled examples at hand: “I do not know”",
        "How sure the end is: too little is known",
    ]


def test_points_are_told_by_technique_the_most_first_with_their_sign() -> None:
    for rule in technique_rules().values():
        told = macros.speaks(rule)
        assert told.startswith("speaks " if rule.speaks else "rules out ")
        assert told.count(";") + 1 == len(rule.speaks) + len(rule.rules_out)
        for name in TECHNIQUES:
            points = rule.speaks.get(name, 0)
            if points:
                assert f"{'for' if points > 0 else 'against'} {TITLES[name]}, {abs(points):g}" in told
            if name in rule.rules_out:
                assert TITLES[name] in told
    assert macros.speaks(technique_rules()["no-training"]) == "rules out fine-tuning; retrieval with fine-tuning"


@pytest.mark.parametrize("name", macros.WEIGHTS)
def test_each_number_of_the_reckoning_can_be_told(name: str) -> None:
    assert re.fullmatch(r"[\d.]+( %)?", macros.advice_weight(name))
