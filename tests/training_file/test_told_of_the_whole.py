"""What is told of a file as a whole: refusals, bounds, keys left out, labels, turns within texts."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.training_file.keys import has_key
from calculators.training_file.survey import CONFLICT
from calculators.training_file.takers import takers
from tests.training_file.findings import cleaned, told

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]


def talk(at: int, *more: Record, **beside: Any) -> Record:
    asked = {"role": "user", "content": f"Tide at pier {at}?"}
    return {"messages": [asked, *more, {"role": "assistant", "content": f"At {at} o’clock."}], **beside}


def of_nova(at: int) -> Record:
    turns = [("user", f"Tide at pier {at}?"), ("assistant", f"At {at} o’clock.")]
    messages = [{"role": role, "content": [{"text": text}]} for role, text in turns]
    return {"schemaVersion": "bedrock-conversation-2024", "messages": messages}


def amount(case: DatasetCheck) -> str:
    """What the score card says to whether there are enough examples."""
    table = case.result().table
    assert table is not None
    return next(row[2] for row in table.rows if row[0] == "Enough?")


@pytest.mark.parametrize("taker", ["any", *takers()])
def test_a_bound_is_told_of_who_has_it(of: Given, taker: str) -> None:
    """MODEL_TO_NUM_SAMPLES_MAP of Amazon’s check for Nova: 8; the guides of OpenAI and Azure: 10; Fireworks: 3."""
    bound = {"any": 10, "openai": 10, "azure": 10, "nova": 8, "fireworks": 3}.get(taker, 0)
    made = of_nova if taker == "nova" else talk
    for count in (2, 3, 7, 8, 9, 10):
        case = of(*map(made, range(count)), taker=taker, depth="structure")
        assert (f"below {bound} " in amount(case)) == (count < bound)
        assert ("takes no job" in amount(case)) == (count < bound)


def test_the_headline_counts_all_that_are_refused(of: Given) -> None:
    calls = [{"id": "call_1", "type": "function", "function": {"name": "tide", "arguments": "{}"}}]
    turns = ({"role": "assistant", "content": None, "tool_calls": calls},
             {"role": "tool", "tool_call_id": "call_1", "content": "5"})  # fmt: skip
    case = of(*(talk(at, *turns) for at in range(11)), talk(12), taker="mistral")
    assert case.result().answer.startswith("11 of 12 examples would be refused; 12 examples remain after cleaning")
    assert "“Ids of calls that are not 9 letters and digits”" in case.result().answer
    other = of(*({"prompt": f"Pier {at}?", "completion": f"At {at}."} for at in range(12)), talk(3), taker="openai")
    assert other.result().answer.startswith("OpenAI would take none of them as they stand: it takes another shape")


def test_keys_that_are_left_out_are_named(of: Given) -> None:
    lines = [talk(at, source="pier", batch=7) for at in range(3)]
    case = of(*lines, taker="together")
    assert cleaned(case) == [talk(at) for at in range(3)]
    (notice,) = [one for one in case.result().notices if "is written without" in one]
    assert "“source” and “batch”" in notice
    assert "3 examples" in notice
    assert "but for “source” and “batch”" in next(one for one in case.result().downloads if one.key == "cleaned").help
    for taker in ("any", "trl", "openai"):
        assert not [one for one in of(*lines, taker=taker).result().notices if "is written without" in one]
        assert cleaned(of(*lines, taker=taker)) == lines


def as_text(template: str, *turns: tuple[str, str]) -> Record:
    opened, ended = {
        "ChatML": ("<|im_start|>{}\n", "<|im_end|>\n"),
        "Llama 3": ("<|start_header_id|>{}<|end_header_id|>\n\n", "<|eot_id|>"),
        "Gemma": ("<start_of_turn>{}\n", "<end_of_turn>\n"),
    }[template]
    return {"text": "".join(opened.format(role) + text + ended for role, text in turns).strip()}


@pytest.mark.parametrize("template", ["ChatML", "Llama 3", "Gemma"])
def test_turns_within_a_text_are_whole_and_answered(of: Given, template: str) -> None:
    answering = "model" if template == "Gemma" else "assistant"
    lines = [as_text(template, ("user", f"Pier {at}?"), (answering, f"At {at}.")) for at in range(6)]
    mark = {"ChatML": "<|im_end|>\n", "Llama 3": "<|eot_id|>", "Gemma": "<end_of_turn>\n"}[template]
    lines[2] = {"text": lines[2]["text"].replace(mark, "", 1)}
    lines[4] = as_text(template, ("user", "Pier 4?"), (answering, ""))
    lines[5] = as_text(template, ("user", ""), (answering, "What is it?"))
    case = of(*lines, taker="trl")
    assert told(case, "template") == [3]
    assert told(case, "template-empty") == [5]


@pytest.mark.parametrize("other", ["calm", "Calm ", "CALM", "Calm."])
def test_labels_that_differ_in_how_they_are_written_are_told(of: Given, other: str) -> None:
    labels = ["Calm", "Rough", "Fog", other, "Rough", "Fog", "Calm"]
    case = of(*({"text": f"Sea of day {at}", "label": label} for at, label in enumerate(labels)))
    assert told(case, "label-spelling") == [4]


def test_answers_that_are_no_labels_have_no_spelling(of: Given) -> None:
    answers = ["Calm", "calm", "A storm", "Fog", "Rain", "Snow", "Hail"]
    assert not told(of(*({"text": f"Day {at}", "label": one} for at, one in enumerate(answers))), "label-spelling")


def task(at: int, *choices: str) -> Record:
    given = [{"result": [{"from_name": "mood", "value": {"choices": [one]}}]} for one in choices]
    return {"id": at, "data": {"text": f"Review {at}"}, "annotations": given}


def test_annotators_who_disagree_are_told_and_tasks_become_chats(of: Given) -> None:
    lines = [task(1, "good"), task(2, "good", "good"), task(3, "good", "bad")]
    case = of(*lines)
    assert told(case, "conflict") == [3]
    assert case.survey.flags[2] & CONFLICT
    assert [one["messages"][1]["content"] for one in cleaned(of(*lines, save_as="chat"))] == ["good"] * 3
    assert cleaned(of(*lines, save_as="prompt-completion"))[0] == {"prompt": "Review 1", "completion": "good"}


@pytest.mark.parametrize("as_a_text", [True, False])
def test_a_call_of_a_tool_that_nobody_named_is_told(of: Given, as_a_text: bool) -> None:
    def called(tool: str) -> Record:
        tools = [{"type": "function", "function": {"name": "tide", "description": "?", "parameters": {}}}]
        call = {"id": "call00001", "type": "function", "function": {"name": tool, "arguments": "{}"}}
        turns = ({"role": "assistant", "content": None, "tool_calls": [call]},
                 {"role": "tool", "tool_call_id": "call00001", "content": "5"})  # fmt: skip
        return talk(1, *turns, tools=json.dumps(tools) if as_a_text else tools)

    assert told(of(called("tide"), called("wind")), "tool-undeclared") == [2]


def test_a_token_of_hugging_face_may_hold_digits() -> None:
    token = "hf_" + "zPkkGoaXmI63JozGw82KwD6rQJM9UayY20"
    assert has_key(f"Use {token} there.", f"Use {token} there.".encode())


def test_what_is_skipped_is_counted_apart_and_told_last(of: Given) -> None:
    lines = [talk(at) for at in range(5)]
    lines[1]["messages"].insert(0, {"role": "user", "content": "Hello?"})
    lines[2]["messages"][0]["content"] = "<image> Which pier?"
    lines[2]["images"] = []
    lines[3]["images"] = ["1.png", "2.png"]
    lines[3]["messages"][0]["content"] = "<image> Which pier?"
    case = of(*lines, taker="llama-factory")
    (one,) = case.takings
    assert [reason.startswith("it skips these") for reason in one.reasons][-1]
    assert not one.reasons[0].startswith("it skips these")
    assert ", 1 skipped; " in case.result().answer
