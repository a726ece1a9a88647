"""Calls of tools as Gemini, Bedrock, Anthropic have them, written as chat."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from tests.training_file.findings import cleaned

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]

SCHEMA = {"type": "object", "properties": {"pier": {"type": "integer"}}}
CAPITALS = {"type": "OBJECT", "properties": {"pier": {"type": "INTEGER"}}}
ASKED, ANSWER = "Tide and wind at pier 4?", "High at five, and no wind."


def gemini(*results: str) -> Record:
    """Two calls in one turn, whose results come by the names of their tools."""
    calls = [{"functionCall": {"name": one, "args": {"pier": 4}}} for one in ("tide", "wind")]
    came = [{"functionResponse": {"name": one, "response": {"is": one}}} for one in results]
    return {
        "systemInstruction": {"parts": [{"text": "Be short."}]},
        "contents": [
            {"role": "user", "parts": [{"text": ASKED}]},
            {"role": "model", "parts": calls},
            {"role": "user", "parts": came},
            {"role": "model", "parts": [{"text": ANSWER}]},
        ],
        "tools": [
            {
                "functionDeclarations": [
                    {"name": one, "description": "?", "parameters": CAPITALS} for one in ("tide", "wind")
                ]
            }
        ],
    }


def bedrock(*results: str) -> Record:
    calls = [{"toolUse": {"toolUseId": f"u-{one}", "name": one, "input": {"pier": 4}}} for one in ("tide", "wind")]
    came = [{"toolResult": {"toolUseId": f"u-{one}", "content": [{"json": {"is": one}}]}} for one in results]
    return {
        "schemaVersion": "bedrock-conversation-2024",
        "system": [{"text": "Be short."}],
        "messages": [
            {"role": "user", "content": [{"text": ASKED}]},
            {"role": "assistant", "content": calls},
            {"role": "user", "content": came},
            {"role": "assistant", "content": [{"text": ANSWER}]},
        ],
        "toolConfig": {
            "tools": [
                {"toolSpec": {"name": one, "description": "?", "inputSchema": {"json": SCHEMA}}}
                for one in ("tide", "wind")
            ]
        },
    }


def anthropic(*results: str) -> Record:
    calls = [{"type": "tool_use", "id": f"u-{one}", "name": one, "input": {"pier": 4}} for one in ("tide", "wind")]
    came = [{"type": "tool_result", "tool_use_id": f"u-{one}", "content": f'{{"is": "{one}"}}'} for one in results]
    return {
        "system": "Be short.",
        "messages": [
            {"role": "user", "content": ASKED},
            {"role": "assistant", "content": calls},
            {"role": "user", "content": came},
            {"role": "assistant", "content": ANSWER},
        ],
        "tools": [{"name": one, "description": "?", "input_schema": SCHEMA} for one in ("tide", "wind")],
    }


@pytest.mark.parametrize("form", [gemini, bedrock, anthropic])
@pytest.mark.parametrize("taker", ["any", "openai", "mistral", "together"])
@pytest.mark.parametrize("order", [("tide", "wind"), ("wind", "tide")])
def test_calls_of_vendors_come_along_into_chat(
    of: Given, form: Callable[..., Record], taker: str, order: tuple[str, str]
) -> None:
    case = of(form(*order), taker=taker, save_as="chat")
    (made,) = cleaned(case)
    system, asked, calling, first, second, answer = made["messages"]
    assert (system["content"], asked["content"], answer["content"]) == ("Be short.", ASKED, ANSWER)
    names = {call["id"]: call["function"]["name"] for call in calling["tool_calls"]}
    assert list(names.values()) == ["tide", "wind"]
    assert {call["function"]["arguments"] for call in calling["tool_calls"]} == {'{"pier": 4}'}
    assert [names[one["tool_call_id"]] for one in (first, second)] == list(order)
    assert [one["content"] for one in (first, second)] == [f'{{"is": "{one}"}}' for one in order]
    told = {one["function"]["name"]: one["function"]["parameters"] for one in made["tools"]}
    assert told == {"tide": SCHEMA, "wind": SCHEMA}
    assert not of(made, taker=taker).survey.of_level("error")


def test_a_call_beside_a_picture_is_not_written(of: Given) -> None:
    record = gemini("tide", "wind")
    record["contents"][0]["parts"].append({"fileData": {"mimeType": "image/png", "fileUri": "gs://pier/4.png"}})
    case = of(record, save_as="chat")
    assert not cleaned(case)
    assert case.losses is not None
    assert [why for why in case.losses.refused if "neither texts nor calls" in why]
