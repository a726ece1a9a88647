"""The cleaned file in another shape: what goes there comes back, what cannot go along is told."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.dataset_check import DatasetCheck
from calculators.files.reading import JSONL
from calculators.kit.given_file import given_file
from calculators.training_file.columns import Columns
from calculators.training_file.convert import TARGETS, WRITERS, Impossible, converted
from calculators.training_file.shapes import Form
from tests.training_file.test_documented_formats import TAUGHT

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)
CHAT = Form(JSONL, "chat")
BACK = {
    "sharegpt": Form(JSONL, "sharegpt"),
    "alpaca": Form(JSONL, "pairs", use=Columns(("instruction", "input"), "output", system="system", history="history")),
    "prompt-completion": Form(JSONL, "pairs", use=Columns(("prompt",), "completion")),
}


@st.composite
def talks(draw: Any, *, most_turns: int = 3, system: bool = True) -> dict[str, Any]:
    """A conversation of texts in the shape of OpenAI."""
    messages = [{"role": "system", "content": draw(TEXT)}] if system and draw(st.booleans()) else []
    for _ in range(draw(st.integers(1, most_turns))):
        messages += [{"role": "user", "content": draw(TEXT)}, {"role": "assistant", "content": draw(TEXT)}]
    return {"messages": messages}


@pytest.mark.parametrize("target", BACK)
@given(data=st.data())
def test_what_goes_into_another_shape_comes_back(target: str, data: st.DataObject) -> None:
    plain = target == "prompt-completion"
    talk = data.draw(talks(most_turns=1 if plain else 3, system=not plain))
    there, lost = converted(talk, CHAT, target)
    assert not lost
    back, lost = converted(there, BACK[target], "chat")
    assert back == talk
    assert not lost


@given(talks(), TEXT)
def test_pairs_of_answers_come_back(talk: dict[str, Any], worse: str) -> None:
    *before, better = talk["messages"]
    pair = {
        "input": {"messages": before},
        "preferred_output": [better],
        "non_preferred_output": [{"role": "assistant", "content": f"{worse} not"}],
    }
    there, lost = converted(pair, Form(JSONL, "preference"), "chosen-rejected")
    assert not lost
    assert there["chosen"] == [better]
    assert converted(there, Form(JSONL, "ranked"), "preference") == (pair, [])


@given(talks())
def test_what_is_written_is_read_as_what_was_written(talk: dict[str, Any]) -> None:
    for target, form in BACK.items():
        try:
            there, lost = converted(talk, CHAT, target)
        except Impossible:
            continue
        if lost:
            continue
        asked, answered = CHAT.read(talk), form.read(there)
        assert answered.answer == asked.answer
        assert [text for _, text in answered.turns] == [text for _, text in asked.turns]


SHORT = {"role": "system", "content": "Be short."}
ASK, ANSWER = {"role": "user", "content": "?"}, {"role": "assistant", "content": "!"}
PICTURE = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}
CALL = {"role": "assistant", "content": None, "tool_calls": [{"id": "a"}]}
LOST: list[tuple[dict[str, Any], str, list[str]]] = [
    # a chat with more than texts, the shape, what is left behind
    ({"messages": [ASK, {**ANSWER, "weight": 0}]}, "prompt-completion", ["messages.weight"]),
    ({"messages": [SHORT, ASK, ANSWER], "tools": [1]}, "prompt-completion", ["the tools", "the system message"]),
    ({"messages": [ASK, ANSWER], "topic": "sums", "id": 7}, "chat", ["topic"]),
]


@pytest.mark.parametrize(("record", "target", "lost"), LOST)
def test_what_has_no_place_is_named(record: dict[str, Any], target: str, lost: list[str]) -> None:
    assert converted(record, CHAT, target)[1] == lost


IMPOSSIBLE = [
    ([ASK, ANSWER, ASK, ANSWER], "prompt-completion"),
    ([ASK, ANSWER], "preference"),
    ([PICTURE, ANSWER], "alpaca"),
    ([ASK, CALL], "sharegpt"),
]


@pytest.mark.parametrize(("messages", "target"), IMPOSSIBLE)
def test_what_would_be_another_example_is_not_written(messages: list[Any], target: str) -> None:
    with pytest.raises(Impossible):
        converted({"messages": messages}, CHAT, target)


@pytest.fixture
def of(tmp_path: Path) -> Callable[..., DatasetCheck]:
    def made(*records: Any, **inputs: Any) -> DatasetCheck:
        path = tmp_path / "train.jsonl"
        path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
        return DatasetCheck(file=given_file(str(path)), depth="structure", **inputs)

    return made


@pytest.mark.parametrize("target", WRITERS)
@pytest.mark.parametrize("name", TAUGHT)
def test_every_format_is_written_or_told_why_not(of: Callable[..., DatasetCheck], name: str, target: str) -> None:
    case = of(TAUGHT[name][1], save_as=target)
    losses = case.losses
    assert losses is not None
    assert losses.written + losses.refused.total() == 1
    out = io.BytesIO()
    case.write("cleaned", out)
    assert len(out.getvalue().splitlines()) == losses.written
    told = case.result().more_tables[0]
    assert TARGETS[target][0] in told.title
    assert all(why in {row[0] for row in told.rows} for why in losses.refused)


def test_a_table_becomes_lines_of_chat(tmp_path: Path) -> None:
    path = tmp_path / "train.csv"
    path.write_text("id,context,question,answer\n7,It rains.,Wet?,Yes\n8,Sun.,Wet?,No\n")
    case = DatasetCheck(file=given_file(str(path)), save_as="chat")
    out = io.BytesIO()
    case.write("cleaned", out)
    first = json.loads(out.getvalue().splitlines()[0])
    assert first == {
        "messages": [{"role": "user", "content": "Wet?\nIt rains."}, {"role": "assistant", "content": "Yes"}]
    }
    (cleaned,) = [one for one in case.result().downloads if one.key == "cleaned"]
    assert cleaned.name == "train-cleaned.jsonl"
