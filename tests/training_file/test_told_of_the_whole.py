"""What is told of a file as a whole: refusals, bounds, keys left out, labels, turns within texts."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import GivenFile, given_file
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


def of_cohere(at: int) -> Record:
    turns = [("User", f"Tide at pier {at}?"), ("Chatbot", f"At {at} o’clock.")]
    return {"messages": [{"role": role, "content": text} for role, text in turns]}


def test_who_trains_no_more_wants_no_more_examples(of: Given) -> None:
    lines = [talk(at) for at in range(12)]
    assert of(*lines, enough=10).verdict == "ready"
    case = of(*lines, enough=10, taker="claude")
    assert case.verdict == "too-few"
    assert "Claude on Bedrock wants 32 examples" in case.result().answer


def amount(case: DatasetCheck) -> str:
    """What the score card says to whether there are enough examples."""
    table = case.result().table
    assert table is not None
    return next(row[2] for row in table.rows if row[0] == "Enough?")


@pytest.mark.parametrize("taker", ["any", *takers()])
def test_a_bound_is_told_of_who_has_it(of: Given, taker: str) -> None:
    """MODEL_TO_NUM_SAMPLES_MAP of Amazon’s check for Nova: 8; the guides of OpenAI and Azure: 10; Fireworks: 3.

    Of Amazon’s check for Claude 3 Haiku MIN_LINES: 32; of Cohere’s page on data “the minimum of two conversations”.
    """
    bound = {"any": 10, "openai": 10, "azure": 10, "nova": 8, "fireworks": 3, "claude": 32, "cohere": 2}.get(taker, 0)
    made = {"nova": of_nova, "cohere": of_cohere}.get(taker, talk)
    for count in (1, 2, 3, 7, 8, 9, 10, 31, 32):
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


@pytest.mark.parametrize(
    ("right", "odd"),
    [
        ("positive", "positve"), ("positive", "psoitive"), ("Positive", "positivee"), ("very happy", "very hoppy"),
        ("Refund", "refunds"), ("Lieferung verspätet", "Lieferung verspatet"),
    ],
)  # fmt: skip
def test_a_label_with_a_letter_too_many_too_few_or_turned_is_told(of: Given, right: str, odd: str) -> None:
    answers = [right] * 20 + ["other"] * 20 + [odd]
    case = of(*({"text": f"Day {at}", "label": one} for at, one in enumerate(answers)))
    assert [(one.line, one.detail) for one in case.survey.told["label-spelling"]] == [
        (41, f"“{odd}” beside “{right}”, of which there are 20")
    ]


@pytest.mark.parametrize(
    ("usual", "rare", "times"),
    [
        ("level 1", "level 2", 1), ("type A", "type B", 1), ("yes", "yet", 1), ("male", "female", 1),
        ("positive", "positve", 3), ("hypertension", "hypotension", 1), ("IPv4", "IPv6", 1), ("cat", "car", 1),
    ],
)  # fmt: skip
def test_another_label_is_no_slip(of: Given, usual: str, rare: str, times: int) -> None:
    answers = [usual] * 20 + ["other"] * 20 + [rare] * times
    assert not told(of(*({"text": f"Day {at}", "label": one} for at, one in enumerate(answers))), "label-spelling")


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


def gemini(tool: str, *declared: str) -> Record:
    tools = [{"functionDeclarations": [{"name": one, "parameters": {"type": "object"}} for one in declared]}]
    contents = [
        {"role": "user", "parts": [{"text": "When is the tide?"}]},
        {"role": "model", "parts": [{"functionCall": {"name": tool, "args": {"pier": 4}}}]},
        {"role": "user", "parts": [{"functionResponse": {"name": tool, "response": {"at": 5}}}]},
        {"role": "model", "parts": [{"text": "At five."}]},
    ]
    return {"contents": contents, "tools": tools}


def nova(tool: str, *declared: str) -> Record:
    made = of_nova(4)
    call = {"toolUse": {"toolUseId": "t1", "name": tool, "input": {"pier": 4}}}
    result = {"toolResult": {"toolUseId": "t1", "content": [{"text": "5"}]}}
    made["messages"][1:1] = [{"role": "assistant", "content": [call]}, {"role": "user", "content": [result]}]
    return {**made, "toolConfig": {"tools": [{"toolSpec": {"name": one, "inputSchema": {}}} for one in declared]}}


def claude(tool: str, *declared: str) -> Record:
    call = {"type": "tool_use", "id": "t1", "name": tool, "input": {"pier": 4}}
    result = {"type": "tool_result", "tool_use_id": "t1", "content": "5"}
    turns = {"role": "assistant", "content": [call]}, {"role": "user", "content": [result]}
    return talk(4, *turns, tools=[{"name": one, "input_schema": {}} for one in declared])


def functions(tool: str, *declared: str) -> Record:
    call = {"role": "assistant", "content": None, "function_call": {"name": tool, "arguments": "{}"}}
    result = {"role": "function", "name": tool, "content": "5"}
    return talk(4, call, result, functions=[{"name": one, "parameters": {}} for one in declared])


@pytest.mark.parametrize("made", [gemini, nova, claude, functions])
def test_a_call_of_a_tool_that_nobody_named_is_told_in_the_forms_of_vendors(
    of: Given, made: Callable[..., Record]
) -> None:
    case = of(made("tide", "wind", "tide"), made("tides", "wind", "tide"), made("wind", "wind"))
    assert told(case, "tool-undeclared") == [2]


def test_where_no_tool_is_named_none_is_missing(of: Given) -> None:
    case = of(
        {**gemini("tide"), "tools": [{"googleSearch": {}}]}, {"contents": gemini("tide")["contents"]}, nova("tide")
    )
    assert not told(case, "tool-undeclared")


@pytest.mark.parametrize("label", ["true", "False", "TRUE", None, 2, "good"])
def test_a_rating_that_is_no_truth_is_told_among_those_that_are(of: Given, label: Any) -> None:
    lines = [{"prompt": f"Pier {at}?", "completion": f"At {at}.", "label": at % 2 == 0} for at in range(4)]
    assert told(of(*lines, {**lines[0], "prompt": "Pier 9?", "label": label}), "rating") == [5]


def test_ratings_that_are_all_texts_or_numbers_are_ratings(of: Given) -> None:
    rows = [{"prompt": f"Pier {at}?", "completion": f"At {at}.", "label": at % 2} for at in range(4)]
    assert of(*rows).survey.form.shape == "rated"
    assert told(of(*({**row, "label": "true"} for row in rows)), "rating") == [1, 2, 3, 4]


def test_a_text_that_is_in_another_template_or_never_ends_is_not_ready(of: Given) -> None:
    texts = [as_text("ChatML", ("user", f"Pier {at}?"), ("assistant", f"At {at}.")) for at in range(12)]
    assert of(*texts, enough=10).verdict == "ready"
    texts[4]["text"] = texts[4]["text"].removesuffix("<|im_end|>")
    assert of(*texts, enough=10).verdict == "clean-first"


def test_a_key_that_few_texts_have_beside_them_asks_nothing(of: Given) -> None:
    texts = [{"text": f"The tide at pier {at} comes late."} for at in range(9)]
    case = of(*texts, {"text": "Fog.", "note": "Nobody saw the pier."}, {"Text": "The other pier was open all day."})
    assert case.survey.form.shape == "text"
    assert [one.line for one in case.survey.told["other-shape"]] == [11]


def test_lines_that_end_with_a_carriage_return_alone_are_told(of: Given) -> None:
    lines = [talk(at) for at in range(3)]
    case = of(*lines)
    assert isinstance(case.file, GivenFile)
    assert not [one for one in case.result().notices if "carriage return" in one]
    case.file.path.write_bytes("\r".join(map(json.dumps, lines)).encode())
    again = DatasetCheck(file=given_file(str(case.file.path)))
    assert [one for one in again.result().notices if "carriage return" in one]
    assert cleaned(again) == lines


def test_several_system_messages_at_the_beginning_stand_where_they_should(of: Given) -> None:
    first = {"role": "system", "content": "Be short."}
    both = {"messages": [first, {**first, "content": "Be kind."}, *talk(1)["messages"]]}
    late = {"messages": [*talk(2)["messages"][:1], first, *talk(2)["messages"][1:]]}
    assert told(of(both, late), "system-late") == [2]


@pytest.mark.parametrize(
    ("beside", "words"),
    [
        ({"system": "Be short."}, "“system” stands before the input."),
        (
            {"system": "Be short.", "history": [["Hello", "Good day."]]},
            "“system” and “history” stand before the input.",
        ),
    ],
)
def test_what_stands_before_the_input_is_named(of: Given, beside: Record, words: str) -> None:
    lines = [{"instruction": f"Tide at pier {at}?", "input": "", "output": f"At {at}.", **beside} for at in range(3)]
    assert words in of(*lines).result().notices
