"""Who reads an example of each shape, by which keys it is known."""

from collections.abc import Mapping
from functools import partial

from calculators.training_file import argilla, chats, choices, tables
from calculators.training_file.examples import Reader
from calculators.training_file.recognise import ARGILLA, COHERE, ELSEWHERE
from calculators.training_file.talks import PROMPTS, TALKS

READERS: Mapping[str, Reader] = {
    "chat": chats.chat,
    COHERE: chats.cohere,
    "converse": chats.converse,
    "gemini": chats.gemini,
    "sharegpt": chats.sharegpt,
    ELSEWHERE: chats.elsewhere,
    "messages-pair": chats.messages_pair,
    "preference": choices.preference,
    "ranked": choices.ranked,
    "rated": chats.rated_answer,
    "prompts": chats.asked_only,
    "stepwise": tables.stepwise,
    "tokens": tables.tokenised,
    "labelled": chats.labelled,
    "segments": tables.segments,
    "label-studio": tables.label_studio,
    ARGILLA: partial(argilla.read, ()),
}

KEYS: Mapping[str, frozenset[str]] = {
    "chat": frozenset({"messages"}),
    COHERE: frozenset({"messages"}),
    "converse": frozenset({"messages"}),
    "gemini": frozenset({"contents"}),
    "sharegpt": frozenset(TALKS),
    ELSEWHERE: frozenset(TALKS),
    "messages-pair": frozenset(PROMPTS),
    "preference": frozenset({"input", "preferred_output", "non_preferred_output"}),
    "ranked": frozenset({"answers"}),
    "rated": frozenset({"label", "kto_tag"}),
    "prompts": frozenset({*TALKS, *PROMPTS, "contents"}),
    "stepwise": frozenset({"completions", "labels"}),
    "tokens": frozenset({"input_ids"}),
    "labelled": frozenset(TALKS),
    "segments": frozenset({"segments"}),
    "label-studio": frozenset({"data"}),
    ARGILLA: frozenset({"fields"}),
}
"""Keys of which a record of each shape has one at least."""
