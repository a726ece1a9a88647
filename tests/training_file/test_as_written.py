"""What is learned comes along as it was written: the order of keys, the text alone without marks beside it."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from tests.training_file.findings import cleaned

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]

HELD = {"zone": "north", "at": {"y": 1, "b": 2}, "days": 2}
TEXT = '{"zone": "north", "at": {"y": 1, "b": 2}, "days": 2}'


def test_arguments_keep_the_order_of_their_keys(of: Given) -> None:
    turns = [("human", "Tide?"), ("observation", "5"), ("gpt", "At five.")]
    talk = [{"from": who, "value": said} for who, said in turns]
    talk.insert(1, {"from": "function_call", "value": f'{{"name": "tide", "arguments": {TEXT}}}'})
    (made,) = cleaned(of({"conversations": talk}, save_as="chat"))
    assert made["messages"][1]["tool_calls"][0]["function"]["arguments"] == TEXT


def test_an_answer_that_is_an_object_keeps_the_order_of_its_keys(of: Given) -> None:
    (made,) = cleaned(of({"text": "Where?", "labels": HELD}, save_as="chat"))
    assert made["messages"][-1]["content"] == TEXT


def task(*results: Record) -> Record:
    return {"id": 1, "data": {"prompt": "Which tide?"}, "annotations": [{"result": list(results)}]}


def result(name: str, **value: Any) -> Record:
    return {"from_name": name, "type": name, "value": value}


@pytest.mark.parametrize(
    ("results", "answer", "left"),
    [
        ([result("reply", text=["High, at five."]), result("stars", rating=4)], "High, at five.", ["stars"]),
        ([result("good", choices=["Helpful"]), result("reply", text=["High."])], "High.", ["good"]),
        ([result("reply", text=["High.", "At five."])], "High.\nAt five.", []),
        ([result("mood", choices=["calm", "dark"]), result("stars", rating=4)], "calm, dark, 4", []),
    ],
)
def test_of_an_annotation_the_text_is_the_answer_and_marks_stay_behind(
    of: Given, results: list[Record], answer: str, left: list[str]
) -> None:
    case = of(task(*results), save_as="chat")
    assert cleaned(case)[0]["messages"][-1]["content"] == answer
    assert case.losses is not None
    assert list(case.losses.left) == left


def test_of_a_record_of_argilla_the_text_is_the_answer(of: Given) -> None:
    record = {"fields": {"text": "Which tide?"}, "responses": {"reply": [{"value": "High, at five."}],
              "stars": [{"value": 4}], "mood": [{"value": "calm"}]}}  # fmt: skip
    assert cleaned(of(record, save_as="chat"))[0]["messages"][-1]["content"] == "High, at five."


def test_of_several_answers_to_a_question_on_a_paragraph_the_first_is_written(of: Given) -> None:
    record = {
        "context": "The king of the pier.",
        "question": "Whose?",
        "answers": {"text": ["King"], "answer_start": [4]},
    }
    assert cleaned(of(record, save_as="chat"))[0]["messages"][-1]["content"] == "King"


PAIR = {"input": {"messages": [{"role": "user", "content": "Which tide?"}]},
        "preferred_output": [{"role": "assistant", "content": "High, at five."}],
        "non_preferred_output": [{"role": "assistant", "content": "No idea."}]}  # fmt: skip


def rated(answer: str, score: float) -> Record:
    return {"completion": {"role": "model", "parts": [{"text": answer}]}, "score": score}


@pytest.mark.parametrize(
    ("record", "left"),
    [
        ({"chosen": "\n\nHuman: Which tide?\n\nAssistant: High, at five.",
          "rejected": "\n\nHuman: Which tide?\n\nAssistant: No idea."}, []),
        ({"prompt": "Which tide?",
          "answers": [{"answer": "No idea.", "rank": 3}, {"answer": "High, at five.", "rank": 1},
                      {"answer": "High.", "rank": 2}]}, ["the answers between the best and the worst"]),
        ({"contents": [{"role": "user", "parts": [{"text": "Which tide?"}]}],
          "completions": [rated("No idea.", 0.0), rated("High, at five.", 1.0)]}, []),
    ],
)  # fmt: skip
def test_the_best_and_the_worst_answer_make_a_pair(of: Given, record: Record, left: list[str]) -> None:
    case = of(record, save_as="preference")
    assert cleaned(case) == [PAIR]
    assert case.losses is not None
    assert list(case.losses.left) == left


def test_what_both_conversations_of_a_pair_begin_with_is_its_prompt(of: Given) -> None:
    before = "\n\nHuman: Hello\n\nAssistant: Good day.\n\nHuman: Which tide?\n\nAssistant: "
    (made,) = cleaned(of({"chosen": f"{before}High.", "rejected": f"{before}Low."}, save_as="chosen-rejected"))
    assert [one["content"] for one in made["prompt"]] == ["Hello", "Good day.", "Which tide?"]
    assert (made["chosen"][0]["content"], made["rejected"][0]["content"]) == ("High.", "Low.")


def test_two_answers_without_a_prompt_are_not_written_as_if_they_had_one(of: Given) -> None:
    case = of({"chosen": "The sky is blue.", "rejected": "The sky is green."}, save_as="preference")
    assert cleaned(case) == []
    assert case.remaining == 0
