"""What of a conversation is learned, as its messages tell: by the keys of axolotl, or by the weights of providers."""

from collections.abc import Sequence
from typing import Any

from calculators.training_file.kinds import Record
from calculators.training_file.messages import ASSISTANT, SPANS, TRAINED, trained

READER = "axolotl"
"""Who reads the keys that say so, and no weights."""

OF_USER = "the learning of what the user says"
"""What no weight can say, as it is named where it is left behind."""

Message = dict[str, Any]


def is_usual(message: Record, key: str) -> bool:
    """Whether a key says no more than what is so without it: answers are learned, and nothing else."""
    return key in (*TRAINED, "weight") and bool(message[key]) == (message.get("role") in ASSISTANT)


def as_weights(messages: Sequence[Message], lost: list[str]) -> list[Message]:
    """The messages with weights in place of the keys of axolotl; what a weight cannot say is lost."""
    keys = {*TRAINED, SPANS}
    if not any(keys & one.keys() for one in messages):
        return list(messages)
    some = any(trained(one) is False for one in messages if one["role"] in ASSISTANT)
    made = []
    for one in messages:
        answers, told = one["role"] in ASSISTANT, trained(one)
        lost += [OF_USER] if told and not answers else []
        lost += [f"messages.{SPANS}"] if one.get(SPANS) else []
        weight = {"weight": int(told is not False)} if some and answers else {}
        made.append({key: held for key, held in one.items() if key not in keys} | weight)
    return made


def as_keys(messages: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """The messages without what says that they are learned, beside it for each the key of axolotl that does."""
    own = (*TRAINED, "weight")
    if all(is_usual(one, key) for one in messages for key in own if one.get(key) is not None):
        marks: list[Message] = [{} for _ in messages]
    else:
        told = [next((one[key] for key in own if one.get(key) is not None), None) for one in messages]
        marks = [{} if one is None else {TRAINED[0]: bool(one)} for one in told]
    return [{key: held for key, held in one.items() if key not in own} for one in messages], marks
