"""A file of several shapes loses no example, though nobody takes it as it is."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from tests.training_file.findings import cleaned, saved, told

Given = Callable[..., DatasetCheck]
Record = dict[str, Any]


def chat(at: int) -> Record:
    asked = {"role": "user", "content": f"When does ferry {at} leave the quay?"}
    return {"messages": [asked, {"role": "assistant", "content": f"At {at} past the hour, if the tide allows it."}]}


def completed(at: int) -> Record:
    return {"prompt": f"Which rope holds boat {at}?", "completion": f"The {at} metre line of hemp."}


def alpaca(at: int) -> Record:
    return {"instruction": f"Name the buoy at mile {at}.", "input": "", "output": f"It is called the bell of {at}."}


def spoken(at: int) -> Record:
    turns = [{"from": "human", "value": f"Who lit lamp {at}?"}, {"from": "gpt", "value": f"Keeper {at} lit it."}]
    return {"conversations": turns}


def paired(at: int) -> Record:
    return {"prompt": f"Is pier {at} open?", "chosen": f"Yes, until {at}.", "rejected": "Ask elsewhere, please."}


def text(at: int) -> Record:
    return {"text": f"The harbour of {at} lay in fog until noon, and no bell was heard."}


MIXES = [
    [*map(chat, range(9)), *map(completed, range(4)), *map(alpaca, range(3)), *map(spoken, range(2))],
    [*map(completed, range(5)), *map(alpaca, range(4))],
    [*map(alpaca, range(6)), *map(completed, range(4)), *map(chat, range(7))],
    [*map(text, range(5)), *map(chat, range(3))],
    [*map(paired, range(5)), *map(chat, range(3)), *map(completed, range(2))],
]


@pytest.mark.parametrize("lines", MIXES)
def test_no_example_is_lost_and_each_stands_as_it_stood(of: Given, lines: list[Record]) -> None:
    case = of(*lines, depth="structure")
    assert cleaned(case) == lines
    assert case.remaining == len(lines)
    assert case.verdict == "broken"
    result = case.result()
    assert result.answer.startswith("Nobody takes a file that mixes ")
    assert any(notice.startswith("The file mixes shapes: ") for notice in result.notices)


@pytest.mark.parametrize("lines", MIXES[:3])
def test_as_chat_all_are_alike(of: Given, lines: list[Record]) -> None:
    case = of(*lines, save_as="chat", depth="structure")
    made = cleaned(case)
    assert case.remaining == len(made) == len(lines)
    assert all(set(one) == {"messages"} for one in made)
    again = of(*made, name="again.jsonl", depth="structure")
    assert not again.survey.counts["other-shape"]


def test_every_provider_and_tool_says_no_to_a_mixed_file(of: Given) -> None:
    case = of(*MIXES[0], depth="structure")
    assert not any(one.ok for one in case.takings)
    chosen = of(*MIXES[0], taker="together", depth="structure")
    assert [line for line in cleaned(chosen) if "messages" not in line] == []
    assert len(saved(chosen, "rejected")) == len(MIXES[0]) - chosen.remaining


def test_what_lacks_a_key_is_faulty_and_of_no_other_shape(of: Given) -> None:
    rated = [{"prompt": f"Tide {at}?", "completion": f"High at {at}.", "label": at % 2 == 0} for at in range(8)]
    assert told(of(*rated, {"prompt": "Tide 9?", "completion": "Low."}, depth="structure"), "shape") == [9]
    pairs = list(map(completed, range(8)))
    assert told(of(*pairs, {"prompt": "Which rope?"}, depth="structure"), "shape") == [9]
    assert told(of(*map(paired, range(8)), {"prompt": "?", "chosen": "Yes."}, depth="structure"), "pair") == [9]
    faulty = {"instruction": "Name it.", "output": ""}
    case = of(*map(chat, range(8)), faulty, json.dumps(alpaca(1)), depth="structure")
    assert told(case, "shape") == [9]
    assert told(case, "other-shape") == [10]


def test_two_equal_examples_of_another_shape_are_copies(of: Given) -> None:
    case = of(*map(chat, range(6)), alpaca(1), completed(1), alpaca(1), depth="structure")
    assert told(case, "duplicate") == [9]
    assert cleaned(case) == [*map(chat, range(6)), alpaca(1), completed(1)]
