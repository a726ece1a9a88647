"""The advisor: its reasons name real questions, it agrees with the matrix, an open question only widens."""

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import calculator
from calculators.advice import lesson
from calculators.advice import rules as advice
from calculators.advisor import Advisor
from calculators.kit.inputs import Choice, Number
from calculators.kit.turns import turns
from calculators.macros.advice import rated

DERIVED = {
    "trouble": set(dict(Advisor.inputs()["falls_short"].options())),
    "gap": {"facts", "behaviour", "both", "form", "price", "speed"},
    "offer": {"open", "closing", "closed", "unknown"},
    "offered": {"open", "vendor"},
}


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """Some questions answered, each by something that it allows."""
    inputs = Advisor.inputs()
    names = draw(st.sets(st.sampled_from(sorted(set(inputs) - {"start"})), max_size=8))
    drawn: dict[str, Any] = {}
    for name in sorted(names):
        declared = inputs[name]
        if isinstance(declared, Choice):
            drawn[name] = draw(st.sampled_from(list(declared.options())))
        elif isinstance(declared, Number):
            near = [declared.least, declared.most, *advice.thresholds(name)]
            drawn[name] = draw(st.sampled_from([*near, None]))
    return drawn


@pytest.mark.parametrize("row", lesson.matrix().values(), ids=lambda row: row.key)
def test_each_cell_of_the_matrix_follows_from_the_answers_that_describe_its_row(row: lesson.UseCase) -> None:
    reading = Advisor.read(row.answers)
    assert not reading.problems
    assert not reading.unknown
    assert rated(row.answers) == {tool: getattr(row, tool).rating for tool in ("prompting", "rag", "tuning")}


@pytest.mark.parametrize("rule", advice.rules().values(), ids=lambda rule: rule.key)
def test_a_reason_asks_for_answers_that_can_be_given(rule: advice.Rule) -> None:
    inputs = Advisor.inputs()
    for name, values in (*rule.when.items(), *rule.unless.items()):
        declared = inputs.get(name)
        if isinstance(declared, Number):
            allowed = {"known", "unknown"}
        else:
            allowed = set(declared.options()) if isinstance(declared, Choice) else DERIVED[name]
        assert values
        assert set(values) <= allowed
    for name, bound in (*rule.least.items(), *rule.most.items()):
        declared = inputs[name]
        assert isinstance(declared, Number)
        assert declared.allows(bound)


@pytest.mark.parametrize("option", advice.options().values(), ids=lambda option: option.key)
def test_an_option_hands_its_answers_to_questions_that_its_calculator_asks(option: advice.Option) -> None:
    assert set(option.carry) <= set(Advisor.inputs())
    assert set(option.carry.values()) <= set(calculator(option.calculator).inputs())


def test_a_reason_for_an_option_that_nobody_knows_is_refused_with_its_place(tmp_path: Any) -> None:
    for name in ("advice_options.yaml", "advice_rules.yaml"):
        text = (advice.DATA / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("options: [prompt]", "options: [promt]", 1), "utf-8")
    with pytest.raises(advice.strict.DataError, match=r"row 'prompt-is-cheap', line \d+: options.0: 'promt'"):
        advice.rules(tmp_path)


@settings(max_examples=40)
@given(answers())
def test_an_open_question_tells_every_answer_to_it_that_would_turn_the_advice(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    for name in set(case.unanswered) - {"tuning_offer"}:
        declared = case.inputs()[name]
        if isinstance(declared, Choice):
            turned = {case.replace(**{name: key}).verdict for key in declared.options() if key != "unknown"}
        else:
            assert isinstance(declared, Number)
            near = {near for bound in advice.thresholds(name) for near in (bound - 1, bound, bound + 1)}
            values = {declared.least, *near}
            turned = {case.replace(**{name: value}).verdict for value in values if declared.allows(value)}
        assert set(case.widened.get(name, ())) == turned - {case.verdict}


@given(answers())
def test_every_option_is_weighed_and_the_plan_begins_with_what_is_advised(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    result = case.result()
    assert len(result.considered) == len(advice.options())
    steps = [step.title for step in result.plan]
    assert len(steps) == len(set(steps))
    assert [step.title for step in result.plan if step.when == "First"] == [case.advice.first.option.title]
    assert [one.title for one in result.considered if one.state == "advised first"] == [case.advice.first.option.title]
    assert case.advice.first.points == max(one.points for one in case.advice.open)


@given(answers())
def test_the_calculator_that_prices_a_step_takes_the_answers_it_is_handed(given: dict[str, Any]) -> None:
    for step in Advisor(**given).result().plan:
        handed = dict(parse_qsl(step.query))
        reading = calculator(step.calculator).read(handed)
        assert not reading.unknown
        assert not set(reading.problems) & set(handed)


@settings(max_examples=40)
@given(answers())
def test_what_is_said_to_turn_the_advice_turns_it(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    for turn in turns(case).found:
        declared = case.inputs()[turn.field]
        if isinstance(declared, Number):
            value = float(re.sub(r"[ ,]|[a-z%].*", "", turn.at))
            assert case.variant(turn.field, value).verdict == turn.verdict


@given(answers())
def test_data_that_must_stay_are_never_sent_to_a_vendor_for_tuning(given: dict[str, Any]) -> None:
    assert Advisor(**given | {"data_stays": "must-stay"}).verdict != "tune-api"


def test_eighty_per_cent_is_the_place_to_stop() -> None:
    short = {"falls_short": "style", "examples_count": 500, "evaluation_set": "yes"}
    assert Advisor(**short, best_score=79).verdict == "tune-open"
    assert Advisor(**short, best_score=80).verdict == "done"


def test_without_an_evaluation_set_measuring_comes_first_and_the_technique_next() -> None:
    plan = Advisor(falls_short="facts", evaluation_set="no").result().plan
    assert [(step.when, step.title) for step in plan][:2] == [("First", "Measure first"), ("Then", "Retrieval (RAG)")]


@pytest.mark.parametrize(
    ("tuned_before", "day", "said"),
    [
        ("no", date(2026, 11, 22), "closed"),
        ("yes", date(2026, 11, 22), "closing"),
        ("yes", date(2027, 1, 6), "closed"),
        ("no", date(2026, 5, 6), "closed-soon"),
    ],
)
def test_whether_tuning_is_still_sold_follows_the_dates_of_the_offer(tuned_before: str, day: date, said: str) -> None:
    """OpenAI closed tuning to newcomers on 2026-05-07 and closes it to all on 2027-01-06."""
    offer = {"tuning_offer": "openai/gpt-4.1-sft", "tuned_before": tuned_before, "start": day}
    case = Advisor(falls_short="style", examples_count=500, **offer)
    assert case.on_sale == ("closing" if said == "closed-soon" else said)
    of_api = next(one for one in case.advice.weighed if one.option.key == "tune-api")
    assert (of_api.barred == "rules out") == (said == "closed")


def test_a_tie_is_called_a_tie() -> None:
    case = Advisor(task="answers", falls_short="latency")
    assert case.advice.margin == 0
    assert "This is a tie" in case.result().why


def test_an_answer_names_who_says_so() -> None:
    result = Advisor(falls_short="facts").result()
    assert {fact.source for fact in result.facts} >= {"ovadia-2023"}
    reasons = [reason for one in result.considered for reason in one.reasons]
    assert all(reason.sources for reason in reasons)
    assert any("What falls short most: Facts are missing" in answer for reason in reasons for answer in reason.answers)
