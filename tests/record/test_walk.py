"""The promises of the walk: every case gets an answer, what is enough stops, no step asks more than six at once."""

import itertools
import zlib
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import calculator
from calculators.advice import rules as advice
from calculators.advice.questions import questions
from calculators.figures.tables import DATA
from calculators.kit.inputs import Choice, Number
from calculators.kit.strict import DataError
from calculators.macros.walk import walk as page
from calculators.page import walk_html
from calculators.record import walk
from tests.page.test_bundle import run

INPUTS = calculator("advisor").inputs()
START = calculator("advisor").read({}).calculator
MOST = 6
"""So many questions a step shows at once, at most."""
LEFT_TO_THE_ADVISOR = {"scope", "tuning_offer", "tuned_before", "start"}
"""What the walk does not ask: a matter of detail, and what is on sale."""
ALREADY_ASKED_BEFORE = {
    *("task", "prompt_tried", "best_score", "falls_short", "also_short", "facts_in", "facts_change", "corpus_tokens"),
    *("retrieval", "schema", "better_model", "calls_per_day", "prefix_tokens", "caching", "latency"),
    *("examples_count", "examples_quality", "data_stays", "evaluation_set"),
}
"""What links to the walk may hold that were kept before the questions were reworked."""


def says(step: str, **texts: str) -> tuple[str, str]:
    """Stop or go on, and the case in words, that a step finds for these answers."""
    rule = walk.walked(texts).says[step]
    return rule.says, rule.case


def typed(name: str) -> st.SearchStrategy[str]:
    """What may be typed for a question."""
    declared = INPUTS[name]
    if isinstance(declared, Choice):
        return st.sampled_from(sorted(declared.options()))
    if isinstance(declared, Number):
        edges = [str(bound + more) for bound in advice.thresholds(name) for more in (-1, 0, 1)]
        return st.sampled_from([*edges, "0", "200", declared.none, "nonsense"])
    return st.sampled_from(["2026-11-22", "2030-01-01", "never"])


def test_every_question_of_the_advisor_is_asked_once_but_for_a_few_that_are_named() -> None:
    fields = [question.field for step in walk.steps().values() for question in step.questions]
    assert sorted([*fields, *LEFT_TO_THE_ADVISOR]) == sorted(INPUTS)


def test_what_old_links_hold_is_still_asked() -> None:
    assert {question.field for step in walk.steps().values() for question in step.questions} >= ALREADY_ASKED_BEFORE


BEHIND = {"trouble": ("falls_short", "also_short"), "amount": ("examples_count",)}
"""The questions behind what conditions look at beside the questions themselves."""


def told(name: str) -> list[str]:
    """Answers to a question that differ for the conditions of the walk."""
    declared = INPUTS[name]
    if isinstance(declared, Choice):
        return list(declared.options())
    assert isinstance(declared, Number)
    return [declared.none, "0", "1", "60", "5000", "20000"] if name == "examples_count" else [declared.none, "1"]


@pytest.mark.parametrize("step", walk.steps().values(), ids=lambda step: step.key)
def test_no_answers_make_a_step_ask_more_than_six_at_once(step: walk.Step) -> None:
    fields = sorted({field for one in step.questions for name in one.asks for field in BEHIND.get(name, (name,))})
    most = 0
    for answers in itertools.product(*(told(name) for name in fields)):
        case = calculator("advisor").read(dict(zip(fields, answers, strict=True))).calculator.case  # type: ignore[attr-defined]
        most = max(most, sum(one.applies(case) for one in step.questions))
    assert most == MOST


def test_at_first_each_step_asks_what_decides() -> None:
    asked = walk.walked({}).asked
    first = {key: [one.field for one in step.questions if one.field in asked] for key, step in walk.steps().items()}
    assert {"task", "prompt_tried", "best_score"} <= set(first["prompt"])
    assert {"falls_short", "facts_in"} <= set(first["why"])
    assert {"examples_count", "training"} <= set(first["data"])
    assert {"evaluation_set", "models"} <= set(first["measure"])


def test_where_a_question_belongs_is_told_where_it_is_not_always_asked() -> None:
    for step in walk.steps().values():
        for one in step.questions:
            assert bool(one.said) == bool(one.asks)
            assert not one.said.endswith((".", ":"))


def test_a_question_that_is_conditional_appears_with_some_answers_and_not_with_others() -> None:
    for texts, asked, not_asked in (
        ({"task": "sql"}, {"thinking", "checkable", "error_cost"}, {"input_kind", "language", "manner", "stands"}),
        ({"task": "classification"}, {"input_kind", "classes_count", "stands"}, {"thinking", "manner", "error_cost"}),
        ({"task": "writing"}, {"language", "manner"}, {"thinking", "input_kind", "checkable", "classes_count"}),
        ({"falls_short": "format"}, {"schema"}, {"caching", "prefix_tokens", "corpus_tokens"}),
        ({"falls_short": "cost"}, {"caching", "prefix_tokens"}, {"schema", "facts_change"}),
        ({"facts_in": "input"}, {"latency"}, {"retrieval", "facts_change", "corpus_tokens", "cite"}),
        ({"facts_in": "private"}, {"retrieval", "facts_change", "cite"}, {"latency"}),
        ({"examples_count": "a few"}, {"labels_from"}, {"examples_quality", "similar", "preferences"}),
        ({"examples_count": "thousands"}, {"examples_quality", "similar"}, {"labels_from", "preferences"}),
        ({"examples_count": "300", "falls_short": "style"}, {"preferences"}, {"similar"}),
        ({"models": "small"}, {"budget"}, {"data_stays"}),
        ({"best_score": "70"}, {"goal_score"}, set()),
        ({}, set(), {"goal_score", "also_short"}),
    ):
        found = walk.walked(texts).asked
        assert asked <= found, texts
        assert not not_asked & found, texts


def test_conditions_look_at_what_the_advisor_knows_and_at_answers_that_exist() -> None:
    derived = {
        "gap": {"facts", "behaviour", "both", "form", "price", "speed"},
        "amount": {"unknown", "none", "few", "hundreds", "thousands", "many"},
        "reach": {"unknown", "below", "at"},
        "trouble": set(questions()["falls_short"].choices or ()) | {"unknown"},
    }
    for step in walk.steps().values():
        for one in (*step.questions, *step.rules):
            assert set(one.asks) <= set(START.case.words)
            assert {*one.least, *one.most} <= set(START.case.numbers)
            for name, values in (*one.when.items(), *one.unless.items()):
                declared = INPUTS.get(name)
                known = set(declared.options()) if isinstance(declared, Choice) else {"known", "unknown"}
                assert set(values) <= derived.get(name, known), f"{step.key}: {name}"


def test_thresholds_are_those_of_the_advisor() -> None:
    own = {"examples_count": {200}}  # "200 curated examples beat 2,000 noisy ones" is the lesson's
    for step in walk.steps().values():
        for rule in step.rules:
            for name, bound in (*rule.least.items(), *rule.most.items()):
                assert bound in {*advice.thresholds(name), *own.get(name, ())}, f"{step.key}: {name} {bound}"


@given(st.fixed_dictionaries({}, optional={name: typed(name) for name in INPUTS}))
def test_every_case_gets_an_answer_at_every_step_and_what_is_carried_gives_the_same(texts: dict[str, str]) -> None:
    found = walk.walked(texts)
    assert set(found.says) == set(walk.steps())
    assert found.advisor.given <= found.asked
    again = walk.walked({name: INPUTS[name].write(getattr(found.advisor, name)) for name in found.advisor.given})
    assert (again.carried, again.asked, again.says) == (found.carried, found.asked, found.says)
    assert found.advisor.result().answer


# A case for each rule, in the order of the steps: none is out of reach behind those before it.
CASES: list[tuple[str, dict[str, str], str]] = [
    ("prompt", {"best_score": "85", "falls_short": "cost"}, "go on"),
    ("prompt", {"best_score": "85", "evaluation_set": "no"}, "go on"),
    ("prompt", {"best_score": "80"}, "stop"),
    ("prompt", {"task": "prediction"}, "stop"),
    ("prompt", {"best_score": "79.9", "prompt_tried": "no"}, "stop"),
    ("prompt", {"task": "reasoning", "thinking": "yes", "better_model": "untried", "prompt_tried": "yes"}, "stop"),
    ("prompt", {"best_score": "79.9", "prompt_tried": "yes"}, "go on"),
    ("prompt", {}, "go on"),
    ("why", {"falls_short": "nothing"}, "stop"),
    ("why", {"falls_short": "unmeasured"}, "stop"),
    ("why", {"falls_short": "facts", "retrieval": "misses"}, "stop"),
    ("why", {"falls_short": "style", "also_short": "facts"}, "go on"),
    ("why", {"falls_short": "facts", "corpus_tokens": "200,000"}, "stop"),
    ("why", {"falls_short": "facts", "corpus_tokens": "200,000", "facts_change": "daily"}, "stop"),
    ("why", {"falls_short": "format"}, "stop"),
    ("why", {"falls_short": "skill", "better_model": "untried"}, "stop"),
    ("why", {"falls_short": "style", "better_model": "untried"}, "go on"),
    ("why", {"falls_short": "format", "schema": "unenforceable"}, "go on"),
    ("why", {"falls_short": "cost", "caching": "yes"}, "stop"),
    ("why", {"falls_short": "latency"}, "go on"),
    ("why", {"facts_in": "private"}, "go on"),
    ("why", {}, "go on"),
    ("data", {"falls_short": "facts", "examples_count": "5000"}, "stop"),
    ("data", {"falls_short": "format", "schema": "enforceable"}, "stop"),
    ("data", {"training": "no", "examples_count": "5000"}, "stop"),
    ("data", {"examples_count": "none", "labels_from": "nobody"}, "stop"),
    ("data", {"examples_count": "a few", "labels_from": "model"}, "go on"),
    ("data", {"examples_count": "49"}, "stop"),
    ("data", {"examples_count": "2000", "examples_quality": "noisy"}, "stop"),
    ("data", {"examples_count": "2000", "shifts": "shifting"}, "go on"),
    ("data", {"examples_count": "2000", "examples_quality": "generated"}, "go on"),
    ("data", {"examples_count": "200", "examples_quality": "checked"}, "go on"),
    ("data", {"examples_count": "199", "examples_quality": "checked"}, "go on"),
    ("data", {}, "go on"),
    ("measure", {"evaluation_set": "no", "best_score": "60"}, "stop"),
    ("measure", {"evaluation_set": "yes", "task": "classification", "stands": "rules"}, "go on"),
    ("measure", {"evaluation_set": "yes", "best_score": "60"}, "go on"),
    ("measure", {"evaluation_set": "yes"}, "stop"),
    ("measure", {}, "go on"),
]


@pytest.mark.parametrize(("step", "texts", "expected"), CASES)
def test_a_step_says_stop_or_go_on(step: str, texts: dict[str, str], expected: str) -> None:
    assert says(step, **texts)[0] == expected


def test_every_rule_is_reached_in_its_order() -> None:
    for key, step in walk.steps().items():
        assert [says(key, **texts)[1] for at, texts, _ in CASES if at == key] == [rule.case for rule in step.rules]


@pytest.mark.parametrize("score", ["80", "83 %", "100"])
def test_from_80_per_cent_on_the_walk_is_done(score: str) -> None:
    assert walk.walked({"best_score": score}).says["prompt"].says == "stop"
    assert walk.walked({"best_score": score, "falls_short": "nothing"}).advisor.verdict == "done"


def test_a_goal_that_somebody_has_named_takes_the_place_of_80_per_cent() -> None:
    assert says("prompt", best_score="70", goal_score="65")[0] == "stop"
    assert says("prompt", best_score="90", goal_score="95") == says("prompt", best_score="60")
    # Without a score there is nothing to hold against the goal, which is kept for when there is.
    assert walk.walked({"goal_score": "65"}).carried == ""


def test_where_a_step_stops_for_facts_or_form_the_advisor_does_not_tune() -> None:
    for facts in (
        {"falls_short": "facts"},
        {"falls_short": "facts", "corpus_tokens": "1000"},
        {"falls_short": "format"},
    ):
        found = walk.walked(facts)
        assert found.says["why"].says == "stop"
        assert found.advisor.result().lines[1].kind in ("rag", "prompting")


@pytest.mark.parametrize(
    "texts",
    [
        {"training": "no", "examples_count": "5000", "task": "classification", "facts_in": "input"},
        {"examples_count": "none", "labels_from": "nobody", "task": "writing", "falls_short": "style"},
    ],
)
def test_where_the_third_step_rules_tuning_out_so_does_the_advisor(texts: dict[str, str]) -> None:
    found = walk.walked(texts)
    assert found.says["data"].says == "stop"
    assert not {"fine-tuning", "rag+fine-tuning"} & {line.kind for line in found.advisor.result().lines[1:]}


def test_an_answer_that_no_longer_makes_sense_is_set_aside_and_counts_again_when_it_does() -> None:
    texts = {"falls_short": "facts", "corpus_tokens": "150,000", "retrieval": "misses", "examples_count": "300"}
    assert walk.walked(texts).carried == "falls_short=facts&examples_count=300&corpus_tokens=150%2C000&retrieval=misses"
    changed = walk.walked({**texts, "falls_short": "format"})
    assert "corpus_tokens" not in changed.asked
    assert changed.carried == "falls_short=format&examples_count=300&retrieval=misses"
    assert walk.walked({**texts, "falls_short": "nothing"}).carried == "falls_short=nothing&examples_count=300"
    # One answer set aside takes with it what only it gave a sense to.
    chain = {"falls_short": "nothing", "also_short": "cost", "caching": "yes"}
    assert walk.walked(chain).carried == "falls_short=nothing"


def test_what_the_walk_does_not_ask_is_left_to_the_advisor() -> None:
    found = walk.walked({"tuning_offer": "openai/gpt-4.1-mini-sft", "scope": "narrow", "task": "sql"})
    assert found.carried == "task=sql"


def test_what_cannot_be_read_is_told_and_the_rest_counts() -> None:
    html = walk_html.reply("step=prompt&best_score=<b>&task=sql&corpus_tokens=1%2C5&nobody=<i>&best=1")
    assert "What the best prompt gets right: “&lt;b&gt;” is not a number; type a number from 0 to 100 %" in html
    assert "<b>" not in html.replace("<b>Go on.</b>", "").replace("<b>Stop.</b>", "")
    assert 'data-carried="task=sql"' in html
    assert "Read as" not in html
    assert "Read as 1,200 tokens." in walk_html.reply("corpus_tokens=1.2k&falls_short=facts")


def test_what_comes_of_it_is_reckoned_only_where_it_is_shown() -> None:
    assert 'data-slot="end"' not in walk_html.reply("step=measure&best_score=90")
    assert "You are done." in walk_html.reply("step=end&best_score=90&falls_short=nothing")


def test_what_comes_of_it_are_lines_for_this_week_the_likely_end_and_its_rival() -> None:
    html = walk_html.reply("step=end&task=conversation&falls_short=facts&facts_in=private&facts_change=daily")
    places = [html.index(f'data-line="{key}"') for key in ("this_week", "likely_end", "rival")]
    assert places == sorted(places)
    assert "<b>Count:</b>" in html
    assert "<b>Stop when:</b>" in html


def test_what_would_tell_most_is_named_with_the_step_that_asks_it() -> None:
    texts = {"task": "conversation", "falls_short": "facts", "facts_in": "private"}
    found = walk.walked(texts)
    html = walk_html.end(found)
    for name in found.advisor.result().asks:
        assert f"<b>{INPUTS[name].label}</b> ({walk_html.place(name, found)})" in html
    assert walk_html.place("training", found) == "step 3"
    assert walk_html.place("scope", found) == "in the advisor"
    assert walk_html.place("schema", found) == "in the advisor"  # asked where the form falls short


def test_the_built_page_holds_all_steps_with_the_advisors_own_words() -> None:
    html = page()
    for step in walk.steps().values():
        assert f'id="walk-{step.key}"' in html
        assert f'id="evidence-{step.evidence}"' in html
        for rule in step.rules:
            assert str(rule.case).split(",")[0] in html
    for name in {*INPUTS} - LEFT_TO_THE_ADVISOR:
        declared = INPUTS[name]
        assert f'<label for="walk-{name}">{declared.label}</label>' in html
        assert declared.help in html
    assert "\n\n" not in html


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("      - case: Nobody has counted yet.\n", "      - when: {task: [sql]}\n        case: x\n", "the last rule"),
        ("says: stop", "says: wait", "'wait' is not allowed; allowed: stop, go on"),
        ("evidence: eighty-per-cent", "evidence: ninety", "'ninety' is not a key of data/evidence/"),
        ("        said: If it was counted\n", "", "conditions and the words for them"),
    ],
)
def test_a_mistake_in_the_table_of_steps_is_refused(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    text = (DATA / "walk_steps.yaml").read_text("utf-8")
    assert right in text
    (tmp_path / "walk_steps.yaml").write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(DataError, match=message):
        walk.steps(tmp_path)


def test_python_in_the_page_says_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    queries = [urlencode({"step": step, **texts}) for (_, texts, _) in CASES for step in ("prompt", walk_html.END)]
    code = f"import page, zlib; print(*(zlib.crc32(page.answer('walk', one).encode()) for one in {queries!r}))"
    ours = [zlib.crc32(walk_html.reply(query).encode()) for query in queries]
    assert [int(one) for one in run(site, "snapshot", code, tmp_path).split()] == ours
