"""What of a conversation is learned is told by keys of its messages: those of axolotl, or the weights of providers."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from tests.training_file.findings import cleaned, told

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]
SPANS = [{"begin_offset": 0, "end_offset": 3, "train": True}, {"begin_offset": 4, "end_offset": 9, "train": False}]


def asked(text: str = "Which tide?", **more: Any) -> Record:
    return {"role": "user", "content": text, **more}


def answered(text: str, **more: Any) -> Record:
    return {"role": "assistant", "content": text, **more}


def of_axolotl(*messages: Record) -> Record:
    """As the page of axolotl on conversations has them (docs/dataset-formats/conversation.qmd, example 5)."""
    names = {"user": "human", "assistant": "gpt"}
    turns = [{"from": names[one["role"]], "value": one["content"]} for one in messages]
    more = [{key: one[key] for key in one if key not in ("role", "content")} for one in messages]
    return {"conversations": [turn | beside for turn, beside in zip(turns, more, strict=True)]}


def chat(*messages: Record) -> Record:
    return {"messages": list(messages)}


@pytest.mark.parametrize("made", [chat, of_axolotl])
@pytest.mark.parametrize("key", ["train", "training"])
@pytest.mark.parametrize("taker", ["any", "openai", "fireworks"])
def test_what_is_not_learned_gets_the_weight_0(of: Given, made: Callable[..., Record], key: str, taker: str) -> None:
    record = made(
        asked(**{key: False}), answered("Which pier?", **{key: False}), asked("Two."), answered("High.", **{key: True})
    )
    case = of(record, save_as="chat", taker=taker)
    assert [one.get("weight") for one in cleaned(case)[0]["messages"]] == [None, 0, None, 1]
    assert not any(key in one for one in cleaned(case)[0]["messages"])
    assert case.losses is not None
    assert not case.losses.left


@pytest.mark.parametrize("made", [chat, of_axolotl])
def test_where_all_answers_are_learned_no_weight_is_needed(of: Given, made: Callable[..., Record]) -> None:
    for save_as in ("chat", "prompt-completion", "alpaca"):
        case = of(made(asked(train=False), answered("High.", train=True)), save_as=save_as)
        assert "weight" not in str(cleaned(case))
        assert "train" not in str(cleaned(case))
        assert case.losses is not None
        assert not case.losses.left


def test_what_no_weight_can_say_is_told_as_left_behind(of: Given) -> None:
    record = of_axolotl(asked(train=True), answered("High, at five.", train_detail=SPANS))
    case = of(record, save_as="chat")
    assert case.losses is not None
    assert case.losses.left == {"the learning of what the user says": 1, "messages.train_detail": 1}
    first = of(of_axolotl(asked(), answered("No.", train=False), asked(), answered("Yes.")), save_as="alpaca")
    assert first.losses is not None
    assert first.losses.left == {"messages.train": 1}


def test_written_for_axolotl_its_keys_stay(of: Given) -> None:
    messages = [asked(train=False), answered("Which pier?", train=False), asked("Two."), answered("High.", train=True)]
    case = of(of_axolotl(*messages), save_as="chat", taker="axolotl")
    assert cleaned(case) == [{"messages": messages}]
    back = of({"messages": messages}, save_as="sharegpt")
    assert cleaned(back) == [of_axolotl(*messages)]
    assert back.losses is not None
    assert not back.losses.left


def test_a_weight_becomes_the_key_of_axolotl(of: Given) -> None:
    weighted = chat(asked(), answered("Which pier?", weight=0), asked("Two."), answered("High.", weight=1))
    case = of(weighted, save_as="sharegpt")
    assert [one.get("train") for one in cleaned(case)[0]["conversations"]] == [None, False, None, True]
    assert case.losses is not None
    assert not case.losses.left


@pytest.mark.parametrize("made", [chat, of_axolotl])
def test_where_nothing_is_learned_it_is_told(of: Given, made: Callable[..., Record]) -> None:
    spans = [{**one, "train": False} for one in SPANS]
    lines = [
        made(asked(), answered("High.", train=False)),
        made(asked(), answered("High.", train_detail=spans)),
        made(asked(), answered("High.", train=False, train_detail=SPANS)),
        made(asked(train=True), answered("High.", train=False)),
        made(asked(), answered("Low.", train=False), asked(), answered("High.")),
        made(asked(), answered("High.", train=None)),
    ]
    case = of(*lines)
    assert told(case, "weight") == [1, 2]
    assert "“train”" in case.survey.told["weight"][0].detail
