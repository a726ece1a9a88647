"""The advisor: wrong answers of its forerunner stay mended, each as a kind."""

import itertools
import json
import re
from datetime import date
from typing import Any, get_args
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators import calculator
from calculators.advice import rules as advice
from calculators.advice.likely import CLEAR, LEAST, LIKELY
from calculators.advice.rating import PLAIN
from calculators.advice.situation import AMOUNTS, GOOD_ENOUGH
from calculators.advice.techniques import TECHNIQUES, Technique, technique_rules
from calculators.advice.week import Tries
from calculators.advisor import Advisor, technique_thresholds
from calculators.figures.tables import DATA, catalogue
from calculators.kit.inputs import Choice, Number
from calculators.kit.plain import as_record
from calculators.kit.strict import DataError
from calculators.kit.turns import turns
from tests.advice.test_techniques import may_be

TUNED = {"fine-tuning", "rag+fine-tuning"}
FETCHED = {"rag", "rag+fine-tuning"}
TUNING = {key for key, option in advice.options().items() if option.technique in TUNED}
DEARER = {"prompt", "looked-up-examples", "reasoning-model", "whole-corpus", "rag"}
"""The options that make a call longer."""


def drawn(name: str) -> st.SearchStrategy[Any]:
    """Any answer to a question but "I do not know"; numbers over their whole range, often beside a threshold."""
    declared = Advisor.inputs()[name]
    if isinstance(declared, Choice):
        return st.sampled_from([key for key in declared.options() if key != "unknown"])
    assert isinstance(declared, Number)
    bounds = (*advice.thresholds(name), *technique_thresholds(name), *(most for most, _ in AMOUNTS[:-1]))
    near = {near for bound in bounds for near in (bound, bound + 1) if declared.allows(near)}
    return st.sampled_from(sorted(near)) | st.integers(int(declared.least), int(declared.most))


@st.composite
def answers(draw: st.DrawFn, /, *without: str, most: int = 10, **fixed: Any) -> dict[str, Any]:
    """These answers, with some others."""
    free = sorted(set(Advisor.inputs()) - {"start", *without, *fixed})
    names = draw(st.sets(st.sampled_from(free), max_size=most))
    return {name: draw(drawn(name)) for name in sorted(names)} | fixed


def shares(case: Advisor) -> dict[str, float]:
    return dict.fromkeys(TECHNIQUES, 0.0) | {str(name): share for name, share in case.ends.shares}


def planned(case: Advisor) -> list[str]:
    """The titles of the plan, in order."""
    return [step.title for step in case.result().plan]


# Kinds of wrong answer that the forerunner gave.


@pytest.mark.parametrize("task", ["writing", "classification", "extraction", "summaries", "scoring", "code"])
@pytest.mark.parametrize("labels", ["unknown", "logs", "people", "experts", "nobody"])
@pytest.mark.parametrize("model", ["unknown", "untried", "tried", "none"])
def test_cost_without_examples_does_not_end_in_tuning_whatever_was_tried(task: str, labels: str, model: str) -> None:
    """For cost, “better” is smaller: that none does is no reason to train on examples that are not there yet."""
    for budget, calls in itertools.product(("unknown", "tight"), (None, 300_000)):
        case = Advisor(
            task=task,
            falls_short="cost",
            facts_in="input",
            examples_count=0,
            better_model=model,
            labels_from=labels,
            budget=budget,
            calls_per_day=calls,
        )
        assert case.ends.first not in TUNED


@pytest.mark.parametrize("technique", sorted(TECHNIQUES))
def test_the_option_that_leads_has_points_or_is_the_plain_form(technique: Technique) -> None:
    plain = {key for keys in PLAIN.values() for key in keys} | {"classical", "rag-and-tuning", "done"}
    for case in (Advisor(task="code", examples_count=9_000, examples_quality="noisy"), Advisor(facts_in="rare")):
        leads = case.best_of(technique)
        assert leads.points > 0 or leads.option.key in plain


@pytest.mark.parametrize("task", ["classification", "code", "translation", "extraction"])
def test_many_noisy_examples_do_not_send_one_to_copy_a_stronger_model_that_nobody_named(task: str) -> None:
    case = Advisor(task=task, falls_short="skill", facts_in="input", examples_count=50_000, examples_quality="noisy")
    assert case.best_of("fine-tuning").option.key not in ("distil", "reinforcement", "preference")


@given(answers("cues", "task", "facts_in"), st.sampled_from(["classification", "scoring", "extraction", "matching"]))
def test_what_gives_the_answer_away_moves_the_share_of_doing_without_a_language_model(
    given: dict[str, Any], task: str
) -> None:
    case = Advisor(**given, task=task, facts_in="input")
    words, meaning, knowledge = (
        shares(case.variant("cues", one))["none"] for one in ("surface", "meaning", "knowledge")
    )
    assert words >= meaning
    assert words >= knowledge


@given(answers("error_cost"))
def test_a_dear_mistake_never_speaks_for_answers_from_memory(given: dict[str, Any]) -> None:
    case = Advisor(**given, error_cost="little")
    dear = case.variant("error_cost", "dear")
    own = given.get("facts_in") in ("private", "rare")
    assert not own or shares(dear)["prompting"] <= shares(case)["prompting"] + 1e-12


def test_tuning_that_is_not_sold_is_seldom_where_it_ends() -> None:
    sold = Advisor(task="writing", falls_short="style", facts_in="input", examples_count=400, models="hosted")
    closed = sold.replace(tuning_offer="openai/gpt-4.1-sft", tuned_before="no")
    assert shares(closed)["fine-tuning"] < shares(sold)["fine-tuning"]


@pytest.mark.parametrize("task", ["writing", "classification", "extraction", "answers", "summaries"])
@pytest.mark.parametrize("facts", ["unknown", "input", "private"])
@pytest.mark.parametrize("calls", [None, 1_000, 100_000, 10_000_000])
@pytest.mark.parametrize("caching", ["unknown", "no", "yes"])
def test_cost_without_examples_does_not_end_in_tuning(task: str, facts: str, calls: int | None, caching: str) -> None:
    case = Advisor(
        task=task, falls_short="cost", facts_in=facts, examples_count=0, caching=caching, calls_per_day=calls
    )
    assert case.ends.first not in TUNED


@given(answers("also_short", "facts_in", falls_short="cost", examples_count=0))
def test_cost_without_examples_is_never_said_to_end_in_tuning_with_any_certainty(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    assert case.week.tries != "fine-tuning"
    assert case.ends.first not in TUNED or case.certainty not in ("clear", "likely")


@pytest.mark.parametrize("task", ["answers", "conversation", "summaries", "sql"])
@pytest.mark.parametrize("short", ["latency", "cost"])
@pytest.mark.parametrize("change", ["daily", "rarely", "unknown"])
def test_where_only_speed_or_price_falls_short_and_the_passage_is_found_not_both_are_missing(
    task: str, short: str, change: str
) -> None:
    case = Advisor(task=task, falls_short=short, facts_in="private", facts_change=change, retrieval="finds")
    assert case.ends.first != "rag+fine-tuning"
    assert "Both are missing" not in case.result().why


@pytest.mark.parametrize("task", ["conversation", "writing", "summaries"])
@pytest.mark.parametrize("count", [2_000, 15_789, 100_000])
@pytest.mark.parametrize("stays", ["must-stay", "may-leave"])
def test_a_style_with_thousands_of_noisy_examples_is_not_cured_by_fetching(task: str, count: int, stays: str) -> None:
    case = Advisor(
        task=task,
        falls_short="style",
        facts_in="private",
        examples_count=count,
        examples_quality="noisy",
        data_stays=stays,
    )
    assert case.ends.first != "rag"
    assert case.certainty != "clear"
    assert case.replace(prompt_tried="no").week.key == "careful-prompt"


@pytest.mark.parametrize("task", ["extraction", "classification", "writing", "code", "translation"])
def test_a_task_and_where_its_facts_stand_are_too_little_for_a_sure_word(task: str) -> None:
    assert Advisor(task=task, facts_in="input").certainty in ("close", "too little is known")


@given(answers("falls_short", "also_short", "facts_in", prompt_tried="no"), st.data())
def test_a_gap_that_is_added_never_turns_the_week_of_an_untried_prompt_to_tuning(
    given: dict[str, Any], data: st.DataObject
) -> None:
    first = data.draw(drawn("falls_short"))
    for more in ({}, {"also_short": "facts", "facts_in": "private"}, {"also_short": data.draw(drawn("also_short"))}):
        assert Advisor(**given, falls_short=first, **more).week.tries in ("measure", "prompting", "none")


@pytest.mark.parametrize("caching", ["yes", "no", "unknown"])
@pytest.mark.parametrize("calls", [1_000, 1_000_000])
@pytest.mark.parametrize("count", [0, 40, 5_000])
@pytest.mark.parametrize("task", ["classification", "writing", "extraction"])
def test_cost_is_not_cured_by_a_longer_prompt(task: str, count: int, calls: int, caching: str) -> None:
    case = Advisor(
        task=task,
        falls_short="cost",
        facts_in="input",
        prompt_tried="yes",
        caching=caching,
        calls_per_day=calls,
        examples_count=count,
        examples_quality="checked",
    )
    assert case.option.key not in DEARER
    assert case.week.option not in DEARER


@given(answers("evaluation_set", "falls_short", "best_score"))
def test_measuring_comes_first_only_where_something_is_unmeasured(given: dict[str, Any]) -> None:
    set_aside = Advisor(**given, evaluation_set="yes", falls_short="unmeasured").week
    assert (set_aside.tries, set_aside.title) == ("measure", "Score what you have on your set")
    assert Advisor(**given, evaluation_set="no", falls_short="unmeasured").week.key == "collect-and-score"
    assert Advisor(**given, falls_short="unmeasured").week.tries == "measure"
    for short in ("facts", "style", "cost"):
        assert Advisor(**given, evaluation_set="yes", falls_short=short).week.tries != "measure"
        assert Advisor(**given, falls_short=short).week.tries != "measure"


@given(answers("corpus_tokens"), st.integers(200_001, 10**10))
def test_a_collection_beyond_the_window_is_not_put_into_the_prompt(given: dict[str, Any], tokens: int) -> None:
    case = Advisor(**given, corpus_tokens=tokens)
    weighed = {one.option.key: one for one in case.advice.weighed}
    assert case.option.key != "whole-corpus"
    assert weighed["whole-corpus"].points < max(0, weighed["rag"].points) or weighed["rag"].barred


def test_without_measurement_examples_count_for_little_and_measuring_leads() -> None:
    """Level on points, the forerunner led with the dearest."""
    case = Advisor(
        task="conversation",
        falls_short="style",
        also_short="facts",
        facts_in="private",
        examples_count=300,
        prompt_tried="no",
        evaluation_set="no",
    )
    assert case.week.tries == "measure"
    assert planned(case)[0] == "Collect real inputs, then score them"


@given(answers("examples_count", most=20), st.sampled_from([most for most, _ in AMOUNTS[:-1]]))
def test_one_example_more_never_turns_one_clear_end_into_another(given: dict[str, Any], count: int) -> None:
    before, after = (Advisor(**given, examples_count=number) for number in (count, count + 1))
    if before.certainty == after.certainty == "clear":
        assert before.ends.first == after.ends.first


@pytest.mark.parametrize("second", ["facts", "format", "style", "skill", "cost", "latency"])
def test_nothing_that_falls_short_beside_a_second_heap_is_asked_about(second: str) -> None:
    told = "You say that nothing falls short and name something that does: which is it?"
    case = Advisor(falls_short="nothing", also_short=second)
    assert told in case.result().notices
    alone = Advisor(falls_short="nothing", also_short="none")
    assert told not in alone.result().notices
    assert shares(case)["none"] < shares(alone)["none"]


@given(answers("falls_short", "also_short", "best_score", "goal_score"))
@settings(max_examples=40)
def test_who_says_that_nothing_falls_short_is_told_to_ship_and_to_build_nothing(given: dict[str, Any]) -> None:
    told = Advisor(**given, falls_short="nothing").result()
    assert told.answer == "Nothing falls short, so you are done. This week: ship it."
    assert told.verdict == "done"
    assert [line.words for line in told.lines if line.key == "likely_end"] == ["By your answers nothing else is left."]
    assert not told.asks
    assert not re.search("could also end|cases most like yours", f"{told.why} {' '.join(told.notices)}")


def test_nothing_that_falls_short_beside_a_score_below_the_goal_is_asked_about() -> None:
    case = Advisor(falls_short="nothing", best_score=60, goal_score=90)
    assert (
        "You say that nothing falls short, and 60 % are right where 90 % must be: which is it?" in case.result().notices
    )
    assert case.week.key != "ship"
    reached = Advisor(falls_short="nothing", best_score=90, goal_score=90).result()
    assert reached.answer == "Nothing falls short, so you are done. This week: ship it."


@given(answers("best_score", "goal_score", "falls_short", "also_short", "evaluation_set"))
@settings(max_examples=40)
def test_what_is_reached_is_shipped_and_nothing_is_tried_beside_it(given: dict[str, Any]) -> None:
    case = Advisor(**given, falls_short="style", best_score=95, goal_score=90, evaluation_set="yes")
    assert case.week.key == "ship-at-the-goal"
    assert case.result().answer.startswith("What must be reached is reached")
    assert "try" not in case.result().answer


def test_ends_that_stay_possible_are_told_so_that_each_is_one() -> None:
    (told,) = (notice for notice in Advisor().result().notices if "could also end" in notice)
    assert told.endswith("end with retrieval (RAG), fine-tuning, or with no language model, or nothing more.")


def test_a_box_names_what_stands_in_it_and_not_what_its_kind_may_be_besides() -> None:
    done = {line.key: line for line in Advisor(falls_short="nothing").result().lines}
    assert done["this_week"].title == "Ship it"
    assert done["this_week"].named == done["likely_end"].named == "nothing more to build"
    numbers = Advisor(task="prediction").result().lines
    assert "no language model" in {line.named for line in numbers}


def test_a_technique_is_called_alike_in_every_place() -> None:
    case = Advisor(task="conversation", falls_short="style", facts_in="private", examples_count=4_000)
    states = {one.state for one in case.result().considered}
    assert any(state.startswith("retrieval (RAG): ") for state in states)
    assert not any(state.startswith("rag") for state in states)


def test_two_hundred_invoices_whose_layouts_change_are_no_clear_case_for_tuning() -> None:
    steady = Advisor(task="extraction", falls_short="skill", facts_in="input", examples_count=200)
    shifting = steady.replace(shifts="shifting", input_kind="scans")
    assert shifting.certainty not in ("clear", "likely")
    assert shares(shifting)["fine-tuning"] < shares(steady)["fine-tuning"]


@pytest.mark.parametrize("short", ["skill", "facts"])
def test_queries_on_own_tables_are_helped_by_similar_ones_looked_up_whatever_the_gap_is_called(short: str) -> None:
    case = Advisor(task="sql", falls_short=short, facts_in="private", similar="yes")
    assert {case.ends.first, case.ends.rival} == {"prompting", "rag"}
    assert case.best_of("prompting").option.key == "looked-up-examples"


# Known faults of rules: each mark goes with the rule that is named.

COST: dict[str, Any] = {"falls_short": "cost", "facts_in": "input", "prompt_tried": "no", "calls_per_day": 1_000_000}
STYLE: dict[str, Any] = {"task": "conversation", "falls_short": "style", "prompt_tried": "no", "evaluation_set": "no"}
SPEED: dict[str, Any] = {
    "task": "answers",
    "falls_short": "latency",
    "facts_in": "private",
    "latency": "tight",
    "retrieval": "finds",
}


@pytest.mark.parametrize("tokens", [80_000, 190_000])
def test_a_whole_collection_is_not_put_into_the_prompt_of_a_small_model(tokens: int) -> None:
    case = Advisor(falls_short="facts", facts_in="private", corpus_tokens=tokens, models="small", training="no")
    weighed = {one.option.key: one for one in case.advice.weighed}
    assert weighed["whole-corpus"].barred or weighed["whole-corpus"].points < weighed["rag"].points


def test_both_are_said_to_be_missing_only_where_both_are() -> None:
    case = Advisor(facts_in="rare", models="small", training="light")
    assert case.ends.first == "rag+fine-tuning"
    assert "Both are missing" not in case.result().why


def test_what_is_called_the_likely_end_is_not_called_beside_the_point() -> None:
    case = Advisor(facts_in="rare", models="small")
    assert not case.best_of(case.ends.first).barred


@pytest.mark.parametrize("count", [0, 5_000])
def test_an_untried_prompt_is_no_reason_to_raise_the_bill_first(count: int) -> None:
    assert Advisor(task="classification", examples_count=count, **COST).week.option not in DEARER


def test_a_plan_tries_the_untried_prompt_before_it_tunes() -> None:
    titles = planned(Advisor(examples_count=11_200, examples_quality="checked", **STYLE))
    prompt, tuned = advice.options()["prompt"].title, {advice.options()[key].title for key in TUNING}
    assert prompt in titles
    assert titles.index(prompt) < min(titles.index(title) for title in titles if title in tuned)


def test_a_search_that_finds_is_not_improved_where_only_speed_falls_short() -> None:
    assert Advisor(**SPEED).option.key not in ("better-retrieval", "tuned-search")


def test_the_first_tuning_of_a_task_that_writes_is_not_that_of_an_encoder() -> None:
    asked = {"facts_in": "input", "prompt_tried": "yes", "evaluation_set": "yes", "training": "yes", "scope": "narrow"}
    sure = {"models": "small", "shifts": "steady"}
    case = Advisor(**{**STYLE, **asked, **sure}, examples_count=9_000, examples_quality="checked")
    assert case.week.key == "first-tuning"
    assert not {one.option.key: one.barred for one in case.advice.weighed}[case.week.option]


def test_where_too_little_is_known_nothing_is_tuned_this_week() -> None:
    assert Advisor(examples_count=800).week.tries != "fine-tuning"


def test_two_arms_are_tried_only_where_both_can_be_had() -> None:
    case = Advisor(task="extraction", facts_in="input", examples_count=0, labels_from="people", models="small")
    assert TUNED & {case.ends.first, case.ends.rival}
    assert case.week.tries != "both arms"


def test_of_two_arms_the_dearer_has_to_win_and_nothing_is_cheaper_than_no_language_model() -> None:
    given: dict[str, Any] = {"falls_short": "skill", "facts_in": "input", "training": "yes", "examples_count": 5_000}
    case = Advisor(task="classification", cues="surface", stands="rules", **given)
    assert {case.ends.first, case.ends.rival} == {"fine-tuning", "none"}
    words = case.result().lines[0].words
    assert "Run rules or a simple model and fine-tuning for a day each" in words
    assert "Take fine-tuning only if it wins" in words


def test_nothing_is_shipped_beside_a_second_heap() -> None:
    assert Advisor(falls_short="nothing", also_short="facts").week.key != "ship"


# What holds for every case.


@given(answers(most=40))
def test_shares_are_whole_and_certainty_in_words_agrees_with_the_first(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    found = [share for _, share in case.ends.shares]
    assert sum(found) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in found)
    least = {"clear": CLEAR, "likely": LIKELY, "close": LEAST, "too little is known": 0}[case.certainty]
    assert found[0] >= least
    said = case.result().answer
    if case.week.option == "done":
        assert re.match("Nothing falls short, so you are done|What must be reached is reached", said)
        return
    assert (
        "very likely" in said,
        "before you build either" in said or "must be added" in said,
        "Too little" in said,
    ) == (case.certainty == "clear", case.certainty == "close", case.certainty == "too little is known")
    if case.certainty == "close":
        assert ("It is close" in said) == (found[1] >= found[0] / 2)


@given(answers("training", most=40), answers("examples_count", "labels_from", most=40))
def test_what_is_off_the_table_has_no_share_no_step_no_line(given: dict[str, Any], other: dict[str, Any]) -> None:
    for gated in (Advisor(**given, training="no"), Advisor(**other, examples_count=0, labels_from="nobody")):
        result = gated.result()
        assert not TUNED & dict(gated.ends.shares).keys()
        assert gated.week.tries != "fine-tuning"
        assert not TUNED & {line.kind for line in result.lines}
        tuned = {advice.options()[key].title for key in TUNING}
        assert not tuned & {step.title for step in result.plan}
        assert {one.state for one in result.considered if one.title in tuned} == {"ruled out"}


NARROW: dict[str, Any] = {"facts_in": "input", "scope": "narrow", "examples_quality": "checked"}
UNSURE = ("examples_count", "similar", "retrieval", "latency", "models", "also_short")


@given(answers(*UNSURE, *NARROW, stands="prompted", shifts="steady"), st.lists(drawn("examples_count"), min_size=2))
def test_more_checked_examples_of_one_narrow_task_never_speak_against_tuning(
    given: dict[str, Any], counts: list[int]
) -> None:
    case = Advisor(**given, **NARROW)
    found = [shares(case.variant("examples_count", count)).get("fine-tuning", 0) for count in sorted(counts)]
    assert found == sorted(found) or found == pytest.approx(sorted(found))


@given(answers("facts_in"))
def test_facts_in_own_documents_never_lower_the_share_of_fetching(given: dict[str, Any]) -> None:
    own, inside = (sum(shares(Advisor(**given, facts_in=key))[one] for one in FETCHED) for key in ("private", "input"))
    assert own >= inside


@given(answers("models"), st.sampled_from(["unknown", "hosted", "open"]))
def test_small_models_never_raise_the_share_of_prompting(given: dict[str, Any], models: str) -> None:
    case = Advisor(**given, models=models)
    assert shares(case.variant("models", "small"))["prompting"] <= shares(case)["prompting"]


def test_who_knows_nothing_is_told_that_too_little_is_known() -> None:
    nothing: dict[str, Any] = {
        name: "unknown" if isinstance(one, Choice) else None for name, one in Advisor.inputs().items()
    }
    case = Advisor(**{name: value for name, value in nothing.items() if name != "start"})
    assert case == Advisor()
    assert case.certainty == "too little is known"
    assert case.result().table is None


def test_what_is_for_sale_tells_nothing_about_the_case() -> None:
    case = Advisor(tuning_offer="openai/gpt-4.1-sft", tuned_before="yes", start=date(2026, 11, 22))
    assert case.certainty == "too little is known"


@given(answers(most=40))
def test_every_answer_can_be_told_with_its_lines_its_plan_its_options(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    result = case.result()
    record = json.loads(json.dumps(as_record(case, result, catalogue().sources)))
    lines = ["this_week", "likely_end", *(["rival"] if case.ends.rival else [])]
    assert [line.key for line in result.lines] == lines
    assert [record[key]["class"] for key in lines] == [line.kind for line in result.lines]
    assert record["this_week"]["class"] in get_args(Tries)
    assert record["likely_end"]["class"] == case.ends.first
    assert {advice.options()[record[key]["option"]].technique for key in lines[1:]} == {
        name for name, _ in case.ends.shares[:2]
    }
    assert len(result.considered) == len(advice.options()) - 1  # all but "measure first"
    assert [one.title for one in result.considered if one.state == "the likely end"] == [case.option.title]
    assert result.plan[0].when == "This week"
    assert len(set(planned(case))) == len(result.plan)
    for step in result.plan:
        handed = dict(parse_qsl(step.query))
        reading = calculator(step.calculator).read(handed)
        assert not reading.unknown
        assert not set(reading.problems) & set(handed)


@settings(max_examples=30)
@given(answers())
def test_an_open_question_tells_every_end_that_an_answer_to_it_turns_to(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    for name in set(case.unanswered) - {"tuning_offer"}:
        declared = case.inputs()[name]
        if isinstance(declared, Choice):
            turned = {case.variant(name, key).ends.first for key in declared.options() if key != "unknown"}
        else:
            assert isinstance(declared, Number)
            rules = (*advice.rules().values(), *technique_rules().values())
            bounds = {float(rule.least[name]) for rule in rules if name in rule.least}
            bounds |= {float(rule.most[name]) for rule in rules if name in rule.most}
            bounds |= {most for most, _ in AMOUNTS[:-1]} if name == "examples_count" else set()
            bounds |= {case.goal_score or GOOD_ENOUGH} if name == "best_score" else set()
            bounds |= {case.best_score} if name == "goal_score" and case.best_score is not None else set()
            values = {near for bound in bounds for near in (bound - 1, bound, bound + 1)} | {declared.least}
            turned = {case.variant(name, value).ends.first for value in values if declared.allows(value)}
        assert set(case.widened.get(name, ())) == turned - {case.ends.first}
    assert set(case.telling) <= set(case.unanswered)


def test_each_side_of_what_must_be_reached_is_tried() -> None:
    """Neither stands in a rule: one follows from the goal, the other from what the prompt gets right."""
    short: dict[str, Any] = {"task": "answers", "facts_in": "public", "falls_short": "skill"}
    assert set(Advisor(**short, goal_score=93)._possible("best_score")) >= {0, 92, 93, 94}
    assert set(Advisor(**short, best_score=71)._possible("goal_score")) >= {0, 70, 71, 72}
    assert set(Advisor(**short)._possible("examples_count")) >= {0, 1, 49, 50, 799, 800, 9_999, 10_000}
    for bound in technique_thresholds("corpus_tokens"):
        assert set(Advisor()._possible("corpus_tokens")) >= {bound - 1, bound, bound + 1}


@settings(max_examples=20)
@given(answers())
def test_what_is_said_to_turn_the_advice_turns_it(given: dict[str, Any]) -> None:
    case = Advisor(**given)
    for turn in turns(case).found:
        declared = case.inputs()[turn.field]
        if isinstance(declared, Number):
            value = float(re.sub(r"[ ,]|[a-z%].*", "", turn.at))
            assert case.variant(turn.field, value).verdict == turn.verdict


@given(answers("data_stays", most=40))
def test_data_that_must_stay_are_never_sent_to_a_vendor_for_tuning(given: dict[str, Any]) -> None:
    case = Advisor(**given, data_stays="must-stay")
    assert case.option.key != "tune-api"
    assert advice.options()["tune-api"].title not in planned(case)


@pytest.mark.parametrize(
    ("tuned_before", "day", "said"),
    [
        ("no", date(2026, 11, 22), "closed"),
        ("yes", date(2026, 11, 22), "closing"),
        ("yes", date(2027, 1, 6), "closed"),
        ("no", date(2026, 5, 6), "closing"),
    ],
)
def test_whether_tuning_is_still_sold_follows_the_dates_of_the_offer(tuned_before: str, day: date, said: str) -> None:
    """OpenAI closed tuning to newcomers on 2026-05-07 and closes it to all on 2027-01-06."""
    case = Advisor(
        falls_short="style", examples_count=500, tuning_offer="openai/gpt-4.1-sft", tuned_before=tuned_before, start=day
    )
    assert case.on_sale == said
    of_api = next(one for one in case.advice.weighed if one.option.key == "tune-api")
    assert (of_api.barred == "rules out") == (said == "closed")


@pytest.mark.parametrize("goal", [70, 80, 95])
def test_what_is_reached_speaks_for_stopping_and_a_goal_moves_it(goal: int) -> None:
    case = Advisor(falls_short="style", goal_score=goal, evaluation_set="yes")
    at, below = (case.replace(best_score=best) for best in (goal, goal - 1))
    assert shares(at)["none"] > shares(below)["none"]


# The reasons among the options.


@pytest.mark.parametrize("rule", advice.rules().values(), ids=lambda rule: rule.key)
def test_a_reason_asks_for_answers_that_can_be_given(rule: advice.Rule) -> None:
    for name, values in (*rule.when.items(), *rule.unless.items()):
        assert values
        assert set(values) <= may_be(name)
    for name, bound in (*rule.least.items(), *rule.most.items()):
        declared = Advisor.inputs()[name]
        assert isinstance(declared, Number)
        assert declared.allows(bound)


@pytest.mark.parametrize("option", advice.options().values(), ids=lambda option: option.key)
def test_an_option_hands_its_answers_to_questions_that_its_calculator_asks(option: advice.Option) -> None:
    assert set(option.carry) <= set(Advisor.inputs())
    assert set(option.carry.values()) <= set(calculator(option.calculator).inputs())


def test_a_reason_for_an_option_that_nobody_knows_is_refused_with_its_place(tmp_path: Any) -> None:
    for name in ("advice_options.yaml", "advice_rules.yaml"):
        text = (DATA / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("options: [prompt]", "options: [promt]", 1), "utf-8")
    with pytest.raises(DataError, match=r"row 'prompt-is-cheap', line \d+: options.0: 'promt'"):
        advice.rules(tmp_path)


def test_an_answer_names_who_says_so() -> None:
    result = Advisor(falls_short="facts").result()
    assert {fact.source for fact in result.facts} >= {"ovadia-2023"}
    reasons = [reason for one in result.considered for reason in one.reasons]
    assert all(reason.sources for reason in reasons)
    assert any("What falls short most: Facts are missing" in answer for reason in reasons for answer in reason.answers)
