"""Each example of a file stands in the cleaned file, or is named with its line: whoever trains, in every shape."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.training_file.cleaning import unwanted_by
from calculators.training_file.convert import TARGETS
from calculators.training_file.kinds import KINDS
from calculators.training_file.survey import FLAGS
from calculators.training_file.takers import of as rules_of
from calculators.training_file.takers import takers

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]

TOOL = {"name": "price", "description": "of a part", "parameters": {"type": "object", "properties": {}}}
TOOLS = json.dumps([TOOL])
CALL = {"type": "function", "function": {"name": "price", "arguments": {"part": 7}}}


def said(*turns: str) -> list[Record]:
    return [{"from": ("human", "gpt")[at % 2], "value": text} for at, text in enumerate(turns)]


def asked(at: int, *more: Record, **beside: Any) -> Record:
    talk = [{"role": "user", "content": f"Part {at}?"}, *more, {"role": "assistant", "content": f"It costs {at} euro."}]
    return {"messages": talk, **beside}


def picture(held: Any, at: int, **beside: Any) -> Record:
    parts = [{"type": "text", "text": f"Which part is it, of {at}?"}, held]
    answer = {"role": "assistant", "content": f"The pump of {at}."}
    return {"messages": [{"role": "user", "content": parts}, answer], **beside}


CALLED = [
    {"from": "human", "value": "What does part 7 cost?"},
    {"from": "function_call", "value": json.dumps({"name": "price", "arguments": {"part": 7}})},
    {"from": "observation", "value": "41"},
    {"from": "gpt", "value": "It costs 41 euro."},
]
FILES: dict[str, list[Record]] = {
    "turns with calls and pictures": [
        {"conversations": CALLED, "tools": TOOLS},
        {"conversations": said("<image>Which part?", "A pump."), "images": ["parts/1.jpg"]},
        {"conversations": CALLED[:1] + CALLED[2:], "tools": TOOLS},
        {"conversations": [*said("Part 8?"), CALLED[1], *CALLED[2:]], "tools": TOOLS[:-3]},
        {"conversations": said("Open on Sunday?", "No.")},
        {"conversations": said("And who answers?")},
        {"conversations": said("Open on Sunday?", "No.")},
        {"conversations": [*said("Part 9?"), {"from": "function_call", "value": "{not"}, *CALLED[2:]]},
    ],
    "chat": [
        asked(1),
        asked(2, {"role": "user", "content": "Hello?"}),
        asked(3, {"role": "assistant", "content": None, "tool_calls": [CALL]}, {"role": "tool", "content": "3"}),
        asked(4, {"role": "assistant", "content": None, "tool_calls": [CALL, CALL]}, {"role": "tool", "content": "4"}),
        asked(5, {"role": "tool", "content": "5"}),
        {"messages": [{"role": "user", "text": "Part 6?"}, {"role": "assistant", "content": "Six."}]},
        picture({"type": "image_url", "image_url": {"url": "https://example.com/7.png"}}, 7),
        picture({"type": "image_url", "image_url": "https://example.com/8.png"}, 8),
        picture({"type": "image_url"}, 9),
        picture({"type": "image"}, 10, images=["parts/10.png"]),
        picture({"type": "image", "image": "https://example.com/11.png"}, 11),
        asked(12, tools=TOOLS),
        asked(13, tools="[{"),
        asked(14, source="shop"),
        asked(15, text="x"),
        {"messages": [{"role": "user", "content": "Part 16?", "mood": "bad"}, {"role": "assistant", "content": "16."}]},
        {"messages": [{"role": "user", "content": "Part 17?"}, {"role": "assistant", "content": "", "reasoning": "?"}]},
        asked(18, {"role": "developer", "content": "Be short."}),
    ],
    "turns of Gemini": [
        {"systemInstruction": held, "contents": [
            {"role": "user", "parts": [{"text": f"Part {at}?"}]}, {"role": "model", "parts": [part]}]}
        for at, (held, part) in enumerate([
            ({"parts": [{"text": "Be short."}]}, {"text": "One."}), ("Be short.", {"text": "Two."}),
            (["Be short."], {"text": "Three."}), (None, {"functionCall": {"name": "price", "args": {}}}),
            ("", {"text": "Five."}),
        ])
    ],
    "pairs of answers": [
        {"prompt": "Sky?", "chosen": "Blue.", "rejected": "Red."},
        {"prompt": "Sea?", "chosen": [{"role": "assistant", "content": "Deep."}], "rejected": "Dry."},
        {"prompt": "Sun?", "chosen": "Hot.", "rejected": "Hot."},
        {"conversations": said("Moon?"), "chosen": said("", "Cold.")[1], "rejected": said("", "Hot.")[1]},
    ],
    "columns": [
        {"prompt": "Sky?", "completion": "Blue.", "source": "a"},
        {"prompt": "Sea?", "completion": ""},
        {"prompt": "Sun?", "completion": "Hot.", "tools": "[{"},
        {"prompt": "Sky?", "completion": "Blue.", "source": "a"},
    ],
}  # fmt: skip


def lines(case: DatasetCheck, key: str) -> list[Any]:
    out = io.BytesIO()
    case.write(key, out)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("taker", ["any", *takers()])
@pytest.mark.parametrize("name", FILES)
def test_what_is_not_written_is_named_with_its_line_and_why(of: Given, name: str, taker: str, target: str) -> None:
    case = of(*FILES[name], taker=taker, save_as=target, depth="structure")
    result = case.result()
    downloads = {one.key for one in result.downloads}
    out = lines(case, "rejected") if "rejected" in downloads else []
    assert len(lines(case, "cleaned")) + len(out) == case.survey.examples == len(FILES[name])
    spot = case.survey.spot
    told = {one.line for finding in case.findings for one in finding.told
            if finding.kind.level == "error" or FLAGS.get(finding.kind.key, 0) & case.mask}  # fmt: skip
    if case.losses:
        told |= {line for found in case.losses.lines.values() for line in found}
    assert {one[spot] for one in out} <= told
    assert all(one["reasons"] and all(one["reasons"]) for one in out)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("taker", [key for key in takers() if any("chat" in rule.takes for rule in rules_of(key))])
def test_what_is_written_as_chat_for_somebody_he_takes(of: Given, name: str, taker: str) -> None:
    written = lines(of(*FILES[name], taker=taker, save_as="chat", depth="structure"), "cleaned")
    if not written:
        return
    again = of(*written, taker=taker, depth="structure", name="again.jsonl")
    assert again.survey.of_level("error") == 0
    found = {key for key in again.survey.counts if again.survey.counts[key]}
    known = {"no-weight"}  # how the whole file is, not one example
    assert not found & unwanted_by(taker) - known, KINDS.keys() & found
