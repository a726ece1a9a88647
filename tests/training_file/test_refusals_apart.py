"""A refusal may stand under a key of its own, as the API of OpenAI gives it: it is an answer, which only some read."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from tests.training_file.findings import cleaned, told

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]
SAID = "That is for the harbour master alone."


def talk(at: int, **answer: Any) -> Record:
    """As FineTuneChatCompletionRequestAssistantMessage of OpenAI’s OpenAPI specification has a message."""
    return {"messages": [{"role": "user", "content": f"Open lock {at}."}, {"role": "assistant", **answer}]}


APART = [{"content": None, "refusal": SAID}, {"content": "", "refusal": SAID}, {"refusal": SAID}]
PART = {"content": [{"type": "refusal", "refusal": SAID}]}


@pytest.mark.parametrize("answer", [*APART, PART])
def test_it_is_the_answer_and_told_as_a_refusal(of: Given, answer: Record) -> None:
    case = of(talk(1, **answer), talk(2, content="Lock 2 is open.", refusal=None), taker="openai")
    assert not case.survey.told.get("content")
    assert told(case, "refusal") == [1]
    assert case.survey.answers[0] == len(SAID)
    assert case.survey.ascii[0] > case.survey.ascii[1]


def test_one_that_reads_like_a_refusal_is_told_once(of: Given) -> None:
    case = of(talk(1, content=None, refusal="I’m sorry, but I can’t help with that."))
    assert told(case, "refusal") == [1]


def test_two_that_refuse_otherwise_contradict(of: Given) -> None:
    case = of(talk(1, content=None, refusal=SAID), talk(1, content=None, refusal="Ask the guard."))
    assert told(case, "conflict") == [2]
    assert not told(case, "duplicate")


@pytest.mark.parametrize("answer", APART)
@pytest.mark.parametrize(
    ("taker", "takes"),
    [
        *(("openai", True), ("azure", True), ("together", False), ("fireworks", False), ("mistral", False)),
        *(("trl", False), ("axolotl", False), ("llama-factory", False), ("unsloth", False), ("claude", False)),
    ],
)
def test_who_reads_contents_alone_refuses_it_and_gets_a_content(
    of: Given, answer: Record, taker: str, takes: bool
) -> None:
    lines = [talk(1, **answer), *(talk(at, content=f"Lock {at} is open.") for at in range(2, 12))]
    assert ("refusal-apart" not in of(*lines, taker=taker).takings[0].refused) == takes
    case = of(*lines, taker=taker, save_as="chat")
    made = cleaned(case)
    assert len(made) == 11
    first = made[0]["messages"][1]
    apart = {"content": answer.get("content"), "refusal": SAID}
    assert first == {"role": "assistant", **(apart if takes else {"content": SAID})}


@pytest.mark.parametrize("answer", [*APART, PART])
def test_in_plain_shapes_it_is_the_text(of: Given, answer: Record) -> None:
    (made,) = cleaned(of(talk(1, **answer), save_as="prompt-completion"))
    assert made == {"prompt": "Open lock 1.", "completion": SAID}
