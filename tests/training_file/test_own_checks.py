"""What those who train check of their own, by their published code: Amazon for Nova, the library of Mistral."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck

Record = dict[str, Any]
Given = Callable[..., DatasetCheck]


def block(kind: str, form: str, **source: Any) -> Record:
    return {kind: {"format": form, "source": source or {"s3Location": {"uri": "s3://pier/4"}}}}


@pytest.mark.parametrize(
    ("parts", "trait"),
    [
        ([block("image", "png")], ""),
        ([block("image", "bmp")], "media-format"),
        ([block("video", "avi")], "media-format"),
        ([block("document", "docx")], "media-format"),
        ([block("image", "PNG")], ""),
        ([block("image", "png", bytes="AAAA")], "media-inside"),
        ([block("video", "mp4", bytes="AAAA")], "media-inside"),
    ],
)
def test_nova_takes_what_stands_in_s3_in_a_format_it_knows(of: Given, parts: list[Record], trait: str) -> None:
    def talk(at: int, *more: Record) -> Record:
        texts = [{"text": f"Pier {at}?"}, *more]
        turns = [{"role": "user", "content": texts}, {"role": "assistant", "content": [{"text": f"At {at}."}]}]
        return {"schemaVersion": "bedrock-conversation-2024", "messages": turns}

    case = of(*map(talk, range(9)), talk(9, *parts), taker="nova")
    assert [one.kind.key for one in case.findings if one.kind.key.startswith("media-")] == [trait] * bool(trait)
    assert case.remaining == 10 - bool(trait)


SYSTEM, TURNS = {"role": "system", "content": "Be short."}, [
    {"role": "user", "content": "Which tide?"}, {"role": "assistant", "content": "High."}
]  # fmt: skip
TOOL = {"name": "tide", "description": "Says the tide.", "parameters": {}}


@pytest.mark.parametrize(
    ("record", "trait"),
    [
        ({"messages": [SYSTEM, SYSTEM, *TURNS]}, "two-systems"),
        ({"messages": TURNS, "interactions": TURNS}, "two-talks"),
        ({"messages": TURNS, "tools": [{"type": "function", "function": TOOL}]}, ""),
        *(
            ({"messages": TURNS, "tools": [{"type": "function", "function": {k: TOOL[k] for k in TOOL if k != key}}]},
             "tool-incomplete")
            for key in TOOL
        ),
    ],
)  # fmt: skip
def test_what_the_library_of_mistral_stops_at_is_left_out(of: Given, record: Record, trait: str) -> None:
    plain = [{"messages": [{**TURNS[0], "content": f"Pier {at}?"}, TURNS[1]]} for at in range(3)]
    case = of(*plain, record, taker="mistral")
    assert case.remaining == 4 - bool(trait)
    assert (trait in case.takings[0].refused) == bool(trait)
