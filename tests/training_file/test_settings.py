"""Examples that differ in how they are trained on are no near copies; several answers to one prompt are told."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused

QUESTION = {"role": "user", "content": "How do I descale a kettle without scratching it?"}
ANSWER = {"role": "assistant", "content": "Boil vinegar and water in equal parts, wait, rinse it twice."}
CHAT: dict[str, Any] = {"messages": [QUESTION, ANSWER]}


def checked(tmp_path: Path, *records: dict[str, Any]) -> DatasetCheck:
    path = tmp_path / "train.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    return DatasetCheck(file=given_file(str(path)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"response_format": {"type": "text"}}, {"response_format": {"type": "json_object"}}),
        ({"weight": 1.0}, {"weight": 0.5}),
        ({"tool_choice": "auto"}, {"tool_choice": "required"}),
        ({"chat_template_kwargs": {"enable_thinking": True}}, {"chat_template_kwargs": {"enable_thinking": False}}),
        ({"channel": "a"}, {"channel": "b"}),
        ({"videos": ["a.mp4"], "fps": 1}, {"videos": ["a.mp4"], "fps": 2}),
        ({"messages": [QUESTION, {**ANSWER, "weight": 1}]}, {"messages": [{**QUESTION, "name": "A"}, ANSWER]}),
        ({"messages": [QUESTION, {**ANSWER, "train": True}]}, {"messages": [QUESTION, {**ANSWER, "train": False}]}),
    ],
)
def test_what_differs_in_a_setting_is_no_near_copy(tmp_path: Path, one: dict[str, Any], other: dict[str, Any]) -> None:
    survey = checked(tmp_path, CHAT | one, CHAT | other).survey
    assert (survey.counts["near"], survey.counts["duplicate"]) == (0, 0)


@pytest.mark.parametrize("key", ["source", "metadata", "category"])
def test_what_differs_only_in_where_it_comes_from_is_one(tmp_path: Path, key: str) -> None:
    assert checked(tmp_path, CHAT | {key: "a"}, CHAT | {key: "b"}).survey.counts["near"] == 1


def test_steps_and_segments_learned_otherwise_are_no_near_copies(tmp_path: Path) -> None:
    texts = [QUESTION["content"], ANSWER["content"]]
    records = [
        {"segments": [{"text": text, "label": label} for text, label in zip(texts, (first, True), strict=True)]}
        for first in (True, False)
    ]
    assert not checked(tmp_path, *records).survey.counts["near"]


@pytest.mark.parametrize(
    "record",
    [
        {"prompt": "Name a river.", "responses": ["The Rhine.", "No."], "scores": [2, 1]},
        {"instruction": "Name a river.", "completions": [{"response": "The Rhine."}, {"response": "No."}]},
    ],
)
def test_several_answers_to_a_prompt_are_told_and_not_left_unread(tmp_path: Path, record: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="several answers"):
        _ = checked(tmp_path, record, record).survey


def one_by_one() -> list[dict[str, Any]]:
    return [
        {"message_id": f"{at}{role}", "parent_id": None, "role": role, "text": f"{role} {at}"}
        for at in range(6)
        for role in ("prompter", "assistant")
    ]


@pytest.mark.parametrize(
    ("records", "told"),
    [
        (one_by_one(), "each line is one message"),
        ([QUESTION, ANSWER] * 4, "each line is one message"),
        ([{"message_tree_id": "1", "prompt": {"text": "?", "role": "prompter", "replies": []}}], "trees of messages"),
        ([{"train": [CHAT, CHAT], "test": [CHAT]}], "under “train”, “test”"),
    ],
    ids=["flat", "messages", "tree", "splits"],
)
def test_what_holds_no_example_on_a_line_is_named(tmp_path: Path, records: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(Refused, match=told):
        _ = checked(tmp_path, *records).survey


def test_an_empty_weight_or_one_of_sharegpt_is_no_finding(tmp_path: Path) -> None:
    turns = [
        {"from": "system", "value": "Be short.", "weight": None},
        {"from": "human", "value": "Who calls?", "weight": 0},
        {"from": "gpt", "value": "The harbour master calls.", "weight": 1},
    ]
    survey = checked(tmp_path, {"conversations": turns}).survey
    assert (survey.counts["weight-elsewhere"], survey.of_level("error")) == (0, 0)
    assert checked(tmp_path, {"messages": [{**QUESTION, "weight": 0}, ANSWER]}).survey.counts["weight-elsewhere"] == 1
