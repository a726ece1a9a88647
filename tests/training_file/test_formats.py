"""The formats that providers take are recognised, then checked line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculators.kit.given_file import given_file
from calculators.training_file.reading import Asked, survey
from calculators.training_file.survey import FLAGS, Survey

USER = {"role": "user", "content": "Which platform?"}
ANSWER = {"role": "assistant", "content": "Platform 3."}
CALL = {"id": "a1", "type": "function", "function": {"name": "platform", "arguments": '{"train": 7}'}}


def surveyed(folder: Path, *records: Any, name: str = "train.jsonl", asked: Asked | None = None) -> Survey:
    path = folder / name
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("".join(f"{line}\n" for line in lines))
    return survey(given_file(str(path)), asked or Asked(thorough=False))[0]


GOOD = {
    "chat": {"messages": [{"role": "system", "content": "Be short."}, USER, ANSWER]},
    "chat with several turns": {"messages": [USER, ANSWER, {"role": "user", "content": "Sure?"}, ANSWER]},
    "chat with weights": {"messages": [USER, {**ANSWER, "weight": 0}, USER, {**ANSWER, "weight": 1}]},
    "chat with tools": {
        "messages": [
            USER,
            {"role": "assistant", "tool_calls": [CALL]},
            {"role": "tool", "tool_call_id": "a1", "content": "3"},
            ANSWER,
        ],
        "tools": [{"type": "function", "function": {"name": "platform", "parameters": {}}}],
        "parallel_tool_calls": False,
    },
    "a call as the answer": {"messages": [USER, {"role": "assistant", "content": None, "tool_calls": [CALL]}]},
    "an old function call": {"messages": [USER, {"role": "assistant", "function_call": CALL["function"]}]},
    "chat with pictures": {
        "messages": [
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "What is this?"},
                    {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
                ],
            },
            ANSWER,
        ]
    },
    "bedrock": {"system": "Be short.", "messages": [USER, ANSWER]},
    "gemini": {
        "systemInstruction": {"role": "system", "parts": [{"text": "Be short."}]},
        "contents": [
            {
                "role": "user",
                "parts": [{"text": "Which?"}, {"fileData": {"mimeType": "image/png", "fileUri": "gs://x/y"}}],
            },
            {"role": "model", "parts": [{"text": "Platform 3."}]},
        ],
    },
    "sharegpt": {"conversations": [{"from": "human", "value": "Which?"}, {"from": "gpt", "value": "Platform 3."}]},
    "preference": {
        "input": {"messages": [USER], "tools": [], "parallel_tool_calls": True},
        "preferred_output": [ANSWER],
        "non_preferred_output": [{"role": "assistant", "content": "No idea."}],
    },
    "chosen and rejected": {"prompt": "Which?", "chosen": "Platform 3.", "rejected": "No idea."},
    "chosen and rejected conversations": {"chosen": [USER, ANSWER], "rejected": [USER, {**ANSWER, "content": "No."}]},
    "prompt and completion": {"prompt": "Which platform?", "completion": "3"},
    "instruction": {"instruction": "Translate.", "input": "platform", "output": "Gleis"},
    "question and label": {"ticket": "It is broken", "label": 3},
    "text": {"text": "A text to learn as it is."},
}


@pytest.mark.parametrize("record", GOOD.values(), ids=list(GOOD))
def test_a_good_example_of_every_format_has_no_error(tmp_path: Path, record: dict[str, Any]) -> None:
    found = surveyed(tmp_path, record)
    assert found.flagged(1) == 0, found.findings
    # Claude on Bedrock wants the system text beside the messages, where others do not read it.
    assert found.of_level("warning") == found.counts["system-beside"] == ("system" in record), found.findings
    assert found.ascii[0] > 10


SHAPES = {
    "chat": "chat", "bedrock": "chat", "gemini": "gemini", "sharegpt": "sharegpt", "preference": "preference",
    "chosen and rejected": "ranked", "prompt and completion": "pairs", "instruction": "pairs",
    "question and label": "pairs", "text": "text",
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_the_shape_is_recognised(tmp_path: Path, name: str) -> None:
    assert surveyed(tmp_path, GOOD[name]).form.shape == SHAPES[name]


FAULTY = [
    ("chat", {"messages": []}, "turn"),
    ("chat", {"messages": "hello"}, "turn"),
    ("chat", {"messages": ["hello"]}, "turn"),
    ("chat", {"message": [USER, ANSWER]}, "shape"),
    ("chat", {"messages": [{"content": "no role"}, ANSWER]}, "role"),
    ("chat", {"messages": [{"role": "customer", "content": "?"}, ANSWER]}, "role"),
    ("chat", {"messages": [{"role": ["user"], "content": "?"}, ANSWER]}, "role"),
    ("chat", {"messages": [{"role": "user"}, ANSWER]}, "content"),
    ("chat", {"messages": [{"role": "user", "content": 7}, ANSWER]}, "content"),
    ("chat", {"messages": [{"role": "user", "content": []}, ANSWER]}, "content"),
    ("chat", {"messages": [{"role": "user", "content": ["x"]}, ANSWER]}, "content"),
    ("chat", {"messages": [USER]}, "no-answer"),
    ("chat", {"messages": [USER, ANSWER, USER]}, "last-turn"),
    ("chat", {"messages": [USER, {"role": "assistant", "content": "  "}]}, "empty-answer"),
    ("chat", {"messages": [USER, {**ANSWER, "weight": 0.5}]}, "weight-value"),
    ("chat", {"messages": [USER, {**ANSWER, "weight": True}]}, "weight-value"),
    ("chat", {"messages": [USER, {**ANSWER, "weight": 0}]}, "weight"),
    ("chat", {"messages": [USER, {"role": "tool", "tool_call_id": "zz", "content": "3"}, ANSWER]}, "tool"),
    ("chat", {"messages": [USER, {"role": "assistant", "tool_calls": ["x"]}]}, "tool"),
    ("chat", {"messages": [USER, {"role": "assistant", "tool_calls": [{"function": {"name": 1}}]}]}, "tool"),
    (
        "chat",
        {"messages": [USER, {"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": [1]}}]}]},
        "tool",
    ),
    ("gemini", {"contents": [{"role": "user", "parts": [{"text": "?"}]}]}, "no-answer"),
    ("gemini", {"contents": [{"role": "assistant", "parts": [{"text": "?"}]}]}, "role"),
    ("gemini", {"contents": [{"role": "user", "parts": []}]}, "content"),
    ("gemini", {"contents": [{"role": "user", "parts": [{}]}]}, "content"),
    ("sharegpt", {"conversations": [{"from": "somebody", "value": "?"}]}, "role"),
    ("preference", {"input": [USER], "preferred_output": [ANSWER], "non_preferred_output": [ANSWER]}, "pair"),
    ("preference", {"input": {"messages": [USER]}, "preferred_output": [ANSWER]}, "pair"),
    ("chosen and rejected", {"prompt": "?", "chosen": "", "rejected": "a"}, "empty-answer"),
    ("chosen and rejected", {"prompt": "", "chosen": "b", "rejected": "a"}, "empty-input"),
    ("chosen and rejected", {"prompt": "?", "chosen": "b"}, "pair"),
    ("prompt and completion", {"prompt": "?", "completion": ""}, "empty-answer"),
    ("prompt and completion", {"prompt": " ", "completion": "x"}, "empty-input"),
    ("prompt and completion", {"prompt": "?", "completion": ["x"]}, "content"),
    ("prompt and completion", {"prompt": "?"}, "shape"),
    ("text", {"text": ""}, "empty-text"),
    ("text", {"text": None}, "content"),
]


@pytest.mark.parametrize(("good", "faulty", "kind"), FAULTY, ids=lambda value: value if isinstance(value, str) else "")
def test_a_faulty_example_is_told_with_its_line_and_costs_no_other(
    tmp_path: Path, good: str, faulty: dict[str, Any], kind: str
) -> None:
    found = surveyed(tmp_path, GOOD[good], "", faulty, GOOD[good])
    assert [(one.kind.key, one.told[0].line) for one in found.findings if one.kind.level == "error"] == [(kind, 3)]
    assert [one & ~FLAGS["system-inside"] for one in found.flags] == [0, 1, 2]


ODD = [
    ({"messages": [{"role": "system", "content": "Be short."}, ANSWER]}, "no-user"),
    ({"messages": [USER, ANSWER]}, "no-system"),
    ({"messages": [USER, USER, ANSWER]}, "order"),
    ({"messages": [USER, {"role": "system", "content": "Be short."}, ANSWER]}, "system-late"),
    ({"messages": [{"role": "user", "content": ""}, USER, ANSWER]}, "empty-turn"),
    ({"messages": [{**USER, "id": 7}, ANSWER]}, "unknown-key"),
    ({"messages": [USER, ANSWER], "text": "x"}, "two-shapes"),
    (
        {"messages": [USER, {"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {}}}]}]},
        "tool-object",
    ),
    ({"messages": [USER, {"role": "assistant", "function_call": {"name": "f", "arguments": "{x"}}]}, "tool-arguments"),
]


@pytest.mark.parametrize(("record", "kind"), ODD, ids=[kind for _, kind in ODD])
def test_what_is_only_odd_is_told_and_kept(tmp_path: Path, record: dict[str, Any], kind: str) -> None:
    found = surveyed(tmp_path, record)
    assert found.flagged(1) == 0
    assert found.counts[kind] == 1


def test_columns_of_csv_are_guessed_and_can_be_chosen(tmp_path: Path) -> None:
    lines = ("id;Message of the customer;Label;Note", "1;It is broken;repair;x", "2;Thanks;praise;y")
    found = surveyed(tmp_path, *lines, name="train.csv")
    assert (found.form.asked, found.form.answered) == ("Message of the customer", "Label")
    found = surveyed(tmp_path, *lines, name="train.csv", asked=Asked(asked="id", answered="note"))
    assert (found.form.asked, found.form.answered) == ("id", "Note")
    assert found.flagged(1) == 0


def test_copies_and_contradictions_are_counted_once_each(tmp_path: Path) -> None:
    def pair(asked: str, answered: str) -> dict[str, str]:
        return {"completion": answered, "prompt": asked}

    first = {"prompt": "a", "completion": "1"}
    found = surveyed(tmp_path, first, pair("b", "2"), pair("a", "1"), pair("a ", "3"), pair("a", "4"), pair("c", "5"))
    assert list(found.flags) == [8, 0, 2, 8, 8, 0]
    assert found.counts["duplicate"] == 1
    assert found.counts["conflict"] == 3
    assert found.told["duplicate"][0] == (3, "the same as line 1")


def test_findings_are_all_counted_and_the_first_are_told(tmp_path: Path) -> None:
    found = surveyed(tmp_path, GOOD["text"], *["{"] * 1_000)
    assert found.counts["json"] == 1_000
    assert len(found.told["json"]) == 20


def test_a_system_message_that_repeats_is_counted(tmp_path: Path) -> None:
    turns = [[{"role": "system", "content": "Be short."}, {**USER, "content": f"{at}?"}, ANSWER] for at in range(5)]
    found = surveyed(tmp_path, *({"messages": one} for one in turns))
    assert [(one.times, one.beginning) for one in found.systems.values()] == [(5, "Be short.")]


def test_short_answers_that_repeat_are_labels(tmp_path: Path) -> None:
    found = surveyed(tmp_path, *({"prompt": f"{at}?", "completion": "yes" if at % 4 else "no"} for at in range(12)))
    assert dict(found.labels) == {"yes": 9, "no": 3}
    assert not surveyed(tmp_path, *({"prompt": f"{at}?", "completion": f"{at}"} for at in range(12))).labels
