"""The ids by which the results of calls are told apart: made where there are none, of nine signs where they must be."""

from typing import Any

from calculators.training_file.structure import CALL_ID

Message = dict[str, Any]


def made_id(place: int, number: int) -> str:
    """An id for a call of a message: of nine letters and digits, as Mistral wants them."""
    return f"call{place:03}{number:02}"


def with_ids(messages: list[Message]) -> list[Message]:
    """The messages, each call with an id and each result with that of its call: where there is none, one is made."""
    waiting: list[str] = []
    made = []
    for place, message in enumerate(messages, 1):
        calls = message.get("tool_calls")
        if isinstance(calls, list):
            calls = [{**call, "id": call.get("id") or made_id(place, at)} for at, call in enumerate(calls, 1)]
            waiting += [str(call["id"]) for call in calls]
            message = {**message, "tool_calls": calls}
        elif message["role"] == "tool":
            told = message.get("tool_call_id") or next(iter(waiting), None)
            waiting = [one for one in waiting if one != told]
            message = {**message, "tool_call_id": told} if told else message
        made.append(message)
    return made


def with_short_ids(messages: list[Message]) -> list[Message]:
    """The messages, the ids of calls and results as Mistral wants them, alike where they were alike."""
    names: dict[str, str] = {}
    made = []
    for place, message in enumerate(messages, 1):
        if calls := message.get("tool_calls"):
            for at, call in enumerate(calls, 1):
                told = str(call["id"])
                names[told] = told if CALL_ID.fullmatch(told) else made_id(place, at)
            message = {**message, "tool_calls": [{**call, "id": names[str(call["id"])]} for call in calls]}
        elif message.get("tool_call_id"):
            told = str(message["tool_call_id"])
            message = {**message, "tool_call_id": names.get(told, told)}
        made.append(message)
    return made
