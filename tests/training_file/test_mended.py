"""What the cleaned file mends: commas that JSON does not know."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from tests.training_file.findings import cleaned, saved, told

Given = Callable[..., DatasetCheck]


def talk(at: int) -> dict[str, Any]:
    asked = {"role": "user", "content": f"Tide at pier {at}, please?"}
    answer = f"At {at} o’clock, or ,] and ,}} later."
    return {"messages": [asked, {"role": "assistant", "content": answer}]}


def written(at: int, form: str) -> str:
    """An example as somebody wrote it who set a comma after the last of several."""
    text = json.dumps(talk(at), ensure_ascii=False)
    return {
        "behind": f"{text},",
        "behind, spaced": f"{text} , ",
        "in the list": text.replace("}]}", "}, ]}"),
        "in the object": text.replace("]}", "],}"),
        "in a message": text.replace('later."}', 'later.",}'),
    }[form]


FORMS = ("behind", "behind, spaced", "in the list", "in the object", "in a message")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("every", [1, 4])
def test_a_comma_too_many_is_told_and_the_cleaned_file_has_it_not(of: Given, form: str, every: int) -> None:
    lines = [written(at, form) if at % every == 0 else json.dumps(talk(at)) for at in range(12)]
    case = of(*lines)
    assert told(case, "comma") == [at + 1 for at in range(12) if at % every == 0]
    assert cleaned(case) == [talk(at) for at in range(12)]
    assert case.verdict == "broken"
    assert case.result().answer.startswith("No reader of JSON takes the file as it is (line 1: ")
    assert not any(one.ok for one in case.takings)


def test_beside_other_faults_a_comma_too_many_counts_as_one(of: Given) -> None:
    case = of(written(0, "behind"), '{"messages": []}', *(json.dumps(talk(at)) for at in range(1, 13)))
    assert case.result().answer.startswith("2 of 14 examples would be refused; 13 examples remain")


@pytest.mark.parametrize("form", FORMS[2:])
def test_a_comma_too_many_within_an_object_of_a_list_is_mended_too(of: Given, form: str) -> None:
    case = of("[", ",\n".join([written(0, form), json.dumps(talk(1))]), "]", name="train.json")
    assert told(case, "comma") == [2]
    assert cleaned(case) == [talk(0), talk(1)]


@pytest.mark.parametrize("text", ['{"messages": [,]}', '{"messages": ,}', "{,}", '{"a": 1,, "b": 2}', '{"text": "cut,'])
def test_what_is_wrong_otherwise_is_left_out(of: Given, text: str) -> None:
    case = of(json.dumps(talk(0)), text, json.dumps(talk(1)))
    assert told(case, "json") == [2]
    assert cleaned(case) == [talk(0), talk(1)]


def test_what_cannot_be_written_does_not_remain(of: Given) -> None:
    deep = {"messages": [{"role": "user", "content": "One, please."}, *talk(0)["messages"][1:], *talk(99)["messages"]]}
    case = of(*map(talk, range(10)), deep, '{"messages": []}', save_as="prompt-completion", enough=11)
    assert len(saved(case, "cleaned")) == case.remaining == len(case.estimate.each) == 10
    assert [one["line"] for one in saved(case, "rejected")] == [11, 12]
    assert case.verdict == "broken"
    assert "1 of 12 examples would be refused; 10 examples remain" in case.result().answer
    assert [one for one in case.result().notices if one.startswith("1 of the examples left out cannot be written")]


def test_a_pair_of_texts_among_pairs_of_messages_is_written_as_they_are(of: Given) -> None:
    pairs = [{"prompt": [one], "completion": [other]} for one, other in (talk(at)["messages"] for at in range(3))]
    texts = {"prompt": pairs[1]["prompt"][0]["content"], "completion": pairs[1]["completion"][0]["content"]}
    assert cleaned(of(pairs[0], texts, pairs[2], save_as="chat")) == [talk(at) for at in range(3)]


@pytest.mark.parametrize("between", ["", "\n", "\n\n", " "])
def test_a_second_list_is_read_too(of: Given, between: str) -> None:
    lists = [json.dumps([talk(at) for at in places], indent=1) for places in ((0, 1, 2), (3, 4))]
    case = of(between.join(lists), name="train.json")
    assert cleaned(case) == [talk(at) for at in range(5)]
    assert case.verdict == "broken"
    assert "the list ends before this, which is read too" in case.result().answer


def test_objects_behind_a_list_are_read_too(of: Given) -> None:
    case = of(json.dumps([talk(0), talk(1)], indent=1), json.dumps(talk(2)), json.dumps(talk(3)), name="train.json")
    assert cleaned(case) == [talk(at) for at in range(4)]
    assert case.survey.counts["list"] == 1


@pytest.mark.parametrize("between", ["", " ", ", "])
def test_two_examples_on_one_line_are_read_both(of: Given, between: str) -> None:
    case = of(json.dumps(talk(0)), json.dumps(talk(1)) + between + json.dumps(talk(2)), json.dumps(talk(3)))
    assert told(case, "glued") == [2]
    assert cleaned(case) == [talk(at) for at in range(4)]
    assert "No reader of JSON takes the file as it is (line 2: " in case.result().answer


def test_of_glued_lines_a_broken_one_is_left_out(of: Given) -> None:
    case = of(json.dumps(talk(0)), json.dumps(talk(1)) + json.dumps(talk(2))[:-9], json.dumps(talk(3)))
    assert told(case, "json") == [2]
    assert cleaned(case) == [talk(0), talk(3)]


def test_a_conversation_under_another_key_in_a_file_of_chats_is_of_another_shape(of: Given) -> None:
    other = {"conversations": [{"from": "human", "value": "Tide?"}, {"from": "gpt", "value": "At five."}]}
    (one,) = of(*map(talk, range(5)), other).survey.told["other-shape"]
    assert one.detail == "chat examples (ShareGPT)"


OTHERS = [
    {"prompt": "Which tide is it?", "completion": "High."},
    {"instruction": "Which wind is it?", "input": "", "output": "West."},
    {"conversations": [{"from": "human", "value": "Which pier is it?"}, {"from": "gpt", "value": "The ninth."}]},
]


def test_examples_of_other_shapes_are_brought_into_the_one_that_is_asked_for(of: Given) -> None:
    faulty = {"prompt": "Who steers?", "completion": ""}
    lines = [*map(talk, range(9)), *OTHERS, faulty]
    case = of(*lines, taker="openai", save_as="chat")
    made = cleaned(case)
    assert [one["messages"][-1]["content"] for one in made[9:]] == ["High.", "West.", "The ninth."]
    assert case.remaining == len(made) == 12
    assert [one["line"] for one in saved(case, "rejected")] == [13]
    assert "3 of them from another shape" in next(
        one.note for one in case.result().more_tables if one.title.startswith("The cleaned file")
    )
    assert of(*lines, taker="openai").remaining == 9
