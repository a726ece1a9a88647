"""The questions of the advisor: what is asked in front, what may stay open, what is refused."""

from pathlib import Path

import pytest

from calculators.advice.questions import Amount, Question, questions
from calculators.advisor import Advisor
from calculators.kit.strict import DataError

NUMBERS = [name for name, one in questions().items() if one.number]


def test_what_decides_is_asked_in_front_the_prompt_and_the_evaluation_set_with_it() -> None:
    front = [name for name, declared in Advisor.inputs().items() if not declared.group]
    assert front == [
        "task",
        "falls_short",
        "facts_in",
        "examples_count",
        "prompt_tried",
        "evaluation_set",
        "calls_per_day",
    ]


def test_every_question_is_a_field_of_the_advisor_in_the_same_order() -> None:
    fields = [name for name in Advisor.inputs() if name in questions()]
    assert fields == list(questions())
    assert set(Advisor.inputs()) - set(fields) == {"tuning_offer", "tuned_before", "start"}


@pytest.mark.parametrize("name", questions())
def test_every_question_may_stay_open(name: str) -> None:
    assert questions()[name].value("unknown") == ("unknown" if questions()[name].choices else None)
    assert Advisor.inputs()[name].default in ("unknown", None)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_may_be_told_in_words_takes_none_for_0_and_keeps_i_do_not_know(name: str) -> None:
    one = questions()[name]
    assert one.number
    assert one.value("I do not know") is None
    if one.number.words:
        assert one.value("none") == 0
        assert one.value("None") == 0
        assert one.value("thousands") >= 1_000


def test_calls_may_be_told_a_day_and_examples_may_not() -> None:
    assert questions()["calls_per_day"].value("5,000 a day") == 5_000
    with pytest.raises(ValueError, match="tells a part"):
        questions()["examples_count"].value("50 a day")


@pytest.mark.parametrize("both", [True, False])
def test_a_question_is_a_choice_or_a_number_never_both_never_neither(both: bool) -> None:
    choices, number = ({"a": "A"}, Amount(unit="examples", most=9)) if both else (None, None)
    with pytest.raises(DataError, match="either choices or a number"):
        Question(key="x", label="X", help="X.", choices=choices, number=number)


def test_a_word_for_reading_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    told = "units: {}\nrows:\n  x: {label: X, help: X., number: {unit: examples, most: 9, words: guesses}}\n"
    (tmp_path / "advice_questions.yaml").write_text(told, "utf-8")
    with pytest.raises(DataError, match="guesses"):
        questions(tmp_path)


def test_where_cases_are_compared_a_question_that_decides_counts_most() -> None:
    weights = {name: one.alike for name, one in questions().items()}
    assert max(weights.values()) == weights["facts_in"]
    assert all(one.much for one in questions().values() if one.number and one.alike and one.key != "examples_count")
