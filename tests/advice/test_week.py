"""The step of this week: there is always one, it can be done, it is counted, it has an end."""

from typing import Any, get_args

import pytest

from calculators.advice.likely import Certainty
from calculators.advice.rules import Case, options
from calculators.advice.techniques import TECHNIQUES
from calculators.advice.week import Tries, WeekStep, week, week_steps
from calculators.advisor import Advisor
from tests.advice.test_techniques import may_be

STEPS = week_steps().values()
SORTED = {
    "task": "classification",
    "falls_short": "skill",
    "facts_in": "input",
    "examples_count": 8000,
    "examples_quality": "checked",
    "evaluation_set": "yes",
    "best_score": 60,
    "goal_score": 90,
    "prompt_tried": "yes",
    "better_model": "tried",
    "classes_count": 5,
    "calls_per_day": 200_000,
    "shifts": "steady",
    "scope": "narrow",
}
"""One steady task with thousands of checked examples, all else tried."""
ENDS: dict[str, set[str]] = {
    "end": set(TECHNIQUES),
    "rival": {"", *TECHNIQUES},
    "certainty": {"unknown", *get_args(Certainty)} - {"too little is known"},
}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_step_asks_what_is_known_and_says_what_to_count_and_when_to_stop(step: WeekStep) -> None:
    for name, values in (*step.when.items(), *step.unless.items()):
        assert values
        assert set(values) <= (ENDS.get(name) or may_be(name))
    assert 0 < step.least_hours <= step.most_hours <= 40
    assert step.most_usd <= 500
    for said in (step.words, step.count, step.stop):
        assert said.endswith(".")
    assert step.tries in get_args(Tries)
    technique = options()[step.option].technique
    assert technique == "measure" if step.tries == "both arms" else step.tries in (technique, "measure")


def test_the_last_step_fits_every_case_and_no_other_does() -> None:
    assert [step.key for step in STEPS if not step.asks] == [list(week_steps())[-1]]


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"falls_short": "nothing"}, "ship"),
        ({"falls_short": "unmeasured", "evaluation_set": "yes"}, "score-what-stands"),
        ({"falls_short": "facts", "evaluation_set": "no"}, "collect-and-score"),
        ({"falls_short": "unmeasured"}, "mark-unmeasured"),
        ({"task": "prediction", "input_kind": "columns"}, "classical-baseline"),
        ({"falls_short": "facts", "facts_in": "private", "prompt_tried": "no"}, "careful-prompt"),
        ({"falls_short": "facts", "facts_in": "private", "retrieval": "misses"}, "right-passage-by-hand"),
        (SORTED, "first-tuning-of-an-encoder"),
        (SORTED | {"tuning_offer": "aws/nova-micro-sft"}, "first-tuning-at-the-vendor"),
    ],
)
def test_the_first_step_that_fits_is_taken(answers: dict[str, Any], key: str) -> None:
    case = Advisor(**answers)
    assert case.week.key == key
    assert case.week is week_steps()[key]


def test_how_sure_the_end_is_reaches_the_steps_in_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watched(case: Case) -> WeekStep:
        seen.append(case.words["certainty"])
        return week(case)

    monkeypatch.setattr("calculators.advisor.week", watched)
    known = Advisor(falls_short="facts", facts_in="private", corpus_tokens=10**8, cite="yes")
    assert Advisor().week
    assert known.week
    assert seen == [{"unknown"}, {known.certainty}]
