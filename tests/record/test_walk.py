"""The promises of the walk: every case gets an answer, 80 % stops, later answers are kept while they make sense."""

import zlib
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import calculator
from calculators.advice import rules as advice
from calculators.figures.tables import DATA
from calculators.kit.inputs import Choice, Number
from calculators.kit.strict import DataError
from calculators.macros.walk import walk as page
from calculators.page import walk_html
from calculators.record import walk
from tests.page.test_bundle import run

INPUTS = calculator("advisor").inputs()
START = calculator("advisor").read({}).calculator


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


def test_every_question_of_the_advisor_is_asked_exactly_once() -> None:
    fields = [question.field for step in walk.steps().values() for question in step.questions]
    assert sorted(fields) == sorted(INPUTS)


def test_conditions_look_at_what_the_advisor_knows_and_at_answers_that_exist() -> None:
    derived = {"trouble", "gap", "offer", "offered"}
    for step in walk.steps().values():
        for one in (*step.questions, *step.rules):
            assert set(one.asks) <= set(START.case.words)
            assert {*one.least, *one.most} <= set(START.case.numbers)
            for name, values in (*one.when.items(), *one.unless.items()):
                declared = INPUTS.get(name)
                if isinstance(declared, Choice):
                    assert set(values) <= set(declared.options()), f"{step.key}: {name}"
                else:
                    assert name in derived or set(values) <= {"known", "unknown"}, f"{step.key}: {name}"


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
    ("prompt", {"best_score": "79.9", "prompt_tried": "no"}, "stop"),
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
    ("why", {}, "go on"),
    ("data", {"falls_short": "facts", "examples_count": "5000"}, "stop"),
    ("data", {"falls_short": "format", "schema": "enforceable"}, "stop"),
    ("data", {"tuning_offer": "openai/gpt-4.1-mini-sft", "start": "2027-02-01"}, "stop"),
    ("data", {"tuning_offer": "openai/gpt-4.1-mini-sft", "tuned_before": "yes", "data_stays": "must-stay"}, "stop"),
    ("data", {"examples_count": "49"}, "stop"),
    ("data", {"examples_count": "2000", "examples_quality": "noisy"}, "stop"),
    ("data", {"examples_count": "2000", "examples_quality": "generated"}, "go on"),
    ("data", {"examples_count": "200", "examples_quality": "checked"}, "go on"),
    ("data", {"examples_count": "199", "examples_quality": "checked"}, "go on"),
    ("data", {}, "go on"),
    ("measure", {"evaluation_set": "no", "best_score": "60"}, "stop"),
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
def test_from_80_per_cent_on_the_walk_is_done_and_the_advisor_says_so_too(score: str) -> None:
    found = walk.walked({"best_score": score})
    assert found.says["prompt"].says == "stop"
    assert found.advisor.verdict == "done"


def test_where_a_step_stops_for_facts_or_form_the_advisor_does_not_tune() -> None:
    for facts in (
        {"falls_short": "facts"},
        {"falls_short": "facts", "corpus_tokens": "1000"},
        {"falls_short": "format"},
    ):
        found = walk.walked(facts)
        assert found.says["why"].says == "stop"
        assert found.advisor.verdict in ("rag", "whole-corpus", "structured")


def test_an_answer_that_no_longer_makes_sense_is_set_aside_and_counts_again_when_it_does() -> None:
    texts = {"falls_short": "facts", "corpus_tokens": "150,000", "retrieval": "misses", "examples_count": "300"}
    assert walk.walked(texts).carried == "falls_short=facts&examples_count=300&corpus_tokens=150%2C000&retrieval=misses"
    changed = walk.walked({**texts, "falls_short": "style"})
    assert "corpus_tokens" not in changed.asked
    assert changed.carried == "falls_short=style&examples_count=300&retrieval=misses"
    assert walk.walked({**texts, "falls_short": "nothing"}).carried == "falls_short=nothing&examples_count=300"
    # One answer set aside takes with it what only it gave a sense to.
    chain = {"falls_short": "nothing", "also_short": "cost", "caching": "yes"}
    assert walk.walked(chain).carried == "falls_short=nothing"


def test_what_cannot_be_read_is_told_and_the_rest_counts() -> None:
    html = walk_html.reply("step=prompt&best_score=<b>&task=sql&corpus_tokens=1%2C5&nobody=<i>&best=1")
    assert "What the best prompt gets right: “&lt;b&gt;” is not a number; type a number from 0 to 100 %" in html
    assert "<b>" not in html.replace("<b>Go on.</b>", "").replace("<b>Stop.</b>", "")
    assert 'data-carried="task=sql"' in html
    assert "Read as" not in html
    assert "Read as 1,200 tokens." in walk_html.reply("corpus_tokens=1.2k&falls_short=facts")


def test_what_comes_of_it_is_reckoned_only_where_it_is_shown() -> None:
    assert 'data-slot="end"' not in walk_html.reply("step=measure&best_score=90")
    assert "You are done." in walk_html.reply("step=end&best_score=90")


def test_the_built_page_holds_all_steps_with_the_advisors_own_words() -> None:
    html = page()
    for step in walk.steps().values():
        assert f'id="walk-{step.key}"' in html
        assert f'id="evidence-{step.evidence}"' in html
        for rule in step.rules:
            assert str(rule.case).split(",")[0] in html
    for name, declared in INPUTS.items():
        assert f'<label for="walk-{name}">{declared.label}</label>' in html
        assert declared.help in html
    assert "\n\n" not in html


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("      - case: Nobody has counted yet.\n", "      - when: {task: [sql]}\n        case: x\n", "the last rule"),
        ("says: stop", "says: wait", "'wait' is not allowed; allowed: stop, go on"),
        ("evidence: eighty-per-cent", "evidence: ninety", "'ninety' is not a key of data/evidence.yaml"),
        ("        said: If it costs too much\n", "", "conditions and the words for them"),
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
