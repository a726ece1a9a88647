"""System instructions, ids of calls, parts for pictures: as each who trains wants them, told or mended."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.training_file.structure import CALL_ID
from tests.training_file.findings import cleaned

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]


def refusing(case: DatasetCheck, name: str) -> set[str]:
    return {one.taker for one in case.takings if name in one.refused}


def talk(*more: Record) -> Record:
    return {"messages": [{"role": "user", "content": "Tide at pier 4?"}, *more, {"role": "assistant", "content": "5."}]}


def of_gemini(instruction: Any, at: int) -> Record:
    turns = [("user", f"Tide at pier {at}?"), ("model", f"At {at}.")]
    contents = [{"role": role, "parts": [{"text": text}]} for role, text in turns]
    return {"systemInstruction": instruction, "contents": contents}


def test_a_system_instruction_as_a_text_gemini_refuses_and_chat_keeps(of: Given) -> None:
    """Vertex AI has a Content there: “Prepare supervised fine-tuning data for Gemini models”."""
    right, text = of_gemini({"parts": [{"text": "Be short."}]}, 1), of_gemini("Be short.", 2)
    case = of(right, text, taker="gemini")
    assert refusing(case, "system-text") == {"gemini"}
    assert cleaned(case) == [right]
    assert case.survey.counts["no-system"] == 0
    for taker in ("gemini", "openai", "any"):
        assert [one["messages"][0] for one in cleaned(of(right, text, taker=taker, save_as="chat"))] == [
            {"role": "system", "content": "Be short."}
        ] * 2


@pytest.mark.parametrize("instruction", [["Be short."], 7, True])
def test_a_system_instruction_that_holds_no_text_is_an_error(of: Given, instruction: Any) -> None:
    case = of(of_gemini({"parts": [{"text": "Be short."}]}, 1), of_gemini(instruction, 2))
    assert [one.line for one in case.survey.told["content"]] == [2]


CALL = {"type": "function", "function": {"name": "tide", "arguments": {"pier": 4}}}
TWO = {"role": "assistant", "content": None, "tool_calls": [CALL, CALL]}
RESULTS = ({"role": "tool", "content": "5"}, {"role": "tool", "content": "6"})


def test_calls_without_an_id_get_one_where_they_are_written_as_chat(of: Given) -> None:
    case = of(talk(TWO, *RESULTS))
    assert refusing(case, "no-call-id") == {"openai", "azure", "mistral"}
    for taker in ("openai", "mistral", "together"):
        (made,) = cleaned(of(talk(TWO, *RESULTS), taker=taker, save_as="chat"))
        ids = [call["id"] for call in made["messages"][1]["tool_calls"]]
        assert all(CALL_ID.fullmatch(one) for one in ids)
        assert len(set(ids)) == 2
        assert [one["tool_call_id"] for one in made["messages"][2:4]] == ids


def test_ids_that_are_there_stay(of: Given) -> None:
    calls = [{"id": f"of-{at}", **CALL} for at in (1, 2)]
    results = [{**RESULTS[at], "tool_call_id": f"of-{2 - at}"} for at in (0, 1)]
    (made,) = cleaned(of(talk({**TWO, "tool_calls": calls}, *results), taker="openai", save_as="chat"))
    assert [call["id"] for call in made["messages"][1]["tool_calls"]] == ["of-1", "of-2"]
    assert [one["tool_call_id"] for one in made["messages"][2:4]] == ["of-2", "of-1"]


def test_for_mistral_ids_are_written_with_nine_letters_and_digits(of: Given) -> None:
    calls = [{"id": f"call_{at}", **CALL} for at in (1, 2)]
    results = [{**RESULTS[at], "tool_call_id": f"call_{2 - at}"} for at in (0, 1)]
    case = of(talk({**TWO, "tool_calls": calls}, *results), talk(), taker="mistral", save_as="chat")
    made = cleaned(case)
    assert len(made) == 2
    first, second = (call["id"] for call in made[0]["messages"][1]["tool_calls"])
    assert CALL_ID.fullmatch(first)
    assert CALL_ID.fullmatch(second)
    assert [one["tool_call_id"] for one in made[0]["messages"][2:4]] == [second, first]


def test_keys_that_say_what_is_learned_become_weights_for_who_refuses_them(of: Given) -> None:
    line = talk({"role": "assistant", "content": "Which day?", "train": False}, {"role": "user", "content": "Today."})
    case = of(line, taker="openai", save_as="chat")
    assert cleaned(case)[0]["messages"][1] == {"role": "assistant", "content": "Which day?", "weight": 0}
    assert case.losses is not None
    assert not case.losses.left
    assert cleaned(of(line, taker="axolotl", save_as="chat")) == [line]


def test_as_many_results_as_calls(of: Given) -> None:
    """MistralRequestValidator of mistral-common counts them; so does the API of OpenAI."""
    for call in (CALL, {**CALL, "id": "abcdefgh1"}):
        half = {**TWO, "tool_calls": [call, {**call, "id": "abcdefgh2"} if "id" in call else call]}
        result = {**RESULTS[0], "tool_call_id": "abcdefgh1"} if "id" in call else RESULTS[0]
        assert refusing(of(talk(half, result)), "tool-half") == {"openai", "azure", "mistral"}


def picture(**part: Any) -> Record:
    words = {"type": "text", "text": "Which bird?"}
    return {"messages": [{"role": "user", "content": [words, part]}, {"role": "assistant", "content": "A wren."}]}


LINK = "https://example.com/wren.png"
PROVIDERS = {"openai", "azure", "together", "fireworks"}
PICTURES = [
    # a part, what is told of it, who refuses it
    ({"type": "image_url", "image_url": LINK}, "picture-text", PROVIDERS),
    ({"type": "image_url"}, "picture-none", PROVIDERS | {"mistral"}),
    ({"type": "image_url", "image_url": {}}, "picture-none", PROVIDERS | {"mistral"}),
    ({"type": "image", "image": LINK}, "picture-part", PROVIDERS),
]


@pytest.mark.parametrize(("part", "name", "who"), PICTURES)
def test_a_picture_is_an_object_with_its_link(of: Given, part: Record, name: str, who: set[str]) -> None:
    """ChatCompletionContentPartImageParam of OpenAI; check_file of Together."""
    right = picture(type="image_url", image_url={"url": f"{LINK}?2"})
    case = of(right, picture(**part))
    assert refusing(case, name) == who
    chosen = of(right, picture(**part), taker="openai")
    assert cleaned(chosen) == [right]
    assert [one.told[0].line for one in chosen.findings if one.kind.key == name] == [2]


@pytest.mark.parametrize("part", [PICTURES[0][0], PICTURES[3][0]])
def test_a_link_is_written_as_chat_has_it(of: Given, part: Record) -> None:
    (made,) = cleaned(of(picture(**part), taker="openai", save_as="chat"))
    assert made == picture(type="image_url", image_url={"url": LINK})


def test_a_text_under_another_key_than_content_is_refused(of: Given) -> None:
    """REQUIRED_COLUMNS_MESSAGE of Together; mistral-finetune reads “text” too."""
    odd = {"messages": [{"role": "user", "text": "Which bird?"}, {"role": "assistant", "content": "A wren."}]}
    case = of(talk(), odd)
    assert refusing(case, "content-elsewhere") == {"openai", "azure", "together", "fireworks", "claude"}
    for taker in ("together", "fireworks"):
        assert cleaned(of(talk(), odd, taker=taker)) == [talk()]
        assert len(cleaned(of(talk(), odd, taker=taker, save_as="chat"))) == 2
    assert "mistral" not in refusing(case, "content-elsewhere")


def called_by(*ids: str) -> dict[str, Any]:
    calls = [{"id": one, "type": "function", "function": {"name": "tide", "arguments": "{}"}} for one in ids]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def result_of(call: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": call, "content": "5"}


@pytest.mark.parametrize(
    ("turns", "odd"),
    [
        ([called_by("a", "b"), result_of("b"), result_of("a")], ""),
        ([called_by("a", "a"), result_of("a"), result_of("a")], "gives two calls the same id"),
        ([called_by("a"), result_of("a"), result_of("a")], "message 4 answers a call that has its result"),
        ([called_by("a"), result_of("a"), called_by("a"), result_of("a")], ""),
        ([called_by("a"), result_of("a"), called_by("a")], "message 5 follows a call that got no result"),
    ],
)
def test_each_call_has_an_id_of_its_own_and_one_result(of: Given, turns: list[dict[str, Any]], odd: str) -> None:
    asked, answer = {"role": "user", "content": "Tide?"}, {"role": "assistant", "content": "At five."}
    found = of({"messages": [asked, *turns, answer]}).survey
    assert odd in "".join(one.detail for one in found.told.get("tool-half", ()))
    assert bool(odd) == bool(found.counts["tool-half"])


@pytest.mark.parametrize(
    ("answer", "odd"),
    [
        ("<think>It is late.</think>At five.", ""),
        ("<think>It is late.", "it never ends"),
        ("<think>It is late.</think>\n", "nothing stands after it"),
        ("[THINK]It is late.", "it never ends"),
        ("Write <think> before it.", ""),
    ],
)
def test_a_thought_without_an_answer_is_told(of: Given, answer: str, odd: str) -> None:
    found = of({"messages": [{"role": "user", "content": "Tide?"}, {"role": "assistant", "content": answer}]}).survey
    assert [one.detail for one in found.told.get("thought-alone", ())] == [odd] * bool(odd)


def test_a_call_under_its_old_key_or_without_arguments_is_written_as_one_of_today(of: Given) -> None:
    old = {"role": "assistant", "content": None, "function_call": {"name": "tide", "arguments": ""}}
    told = {"role": "function", "name": "tide", "content": "5"}
    case = of(talk(old, told), taker="mistral", save_as="chat")
    (made,) = cleaned(case)
    call = made["messages"][1]["tool_calls"][0]
    assert call["function"] == {"name": "tide", "arguments": "{}"}
    assert made["messages"][2] == {"role": "tool", "name": "tide", "content": "5", "tool_call_id": call["id"]}
    assert CALL_ID.fullmatch(call["id"])


def test_empty_arguments_are_left_out_for_who_cannot_read_them(of: Given) -> None:
    whole, empty = (talk(called_by("a"), result_of("a")) for _ in range(2))
    empty["messages"][1]["tool_calls"][0]["function"]["arguments"] = ""
    empty["messages"][0]["content"] = "Tide at pier 5?"
    case = of(*({**whole, "n": at} for at in range(3)), empty, taker="axolotl")
    assert empty not in cleaned(case)
    assert not [one for one in cleaned(of(empty, taker="axolotl", save_as="chat")) if '""' in str(one)]
