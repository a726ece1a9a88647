"""Calls of tools, results, the tools themselves: from the forms of Gemini, Bedrock, Anthropic to that of chat."""

from collections.abc import Iterable, Iterator
from typing import Any

from calculators.training_file.call_ids import Message, made_id
from calculators.training_file.kinds import as_written

Waiting = list[tuple[str, str]]
"""The names of the tools whose results are still to come, each with the id of its call."""


def _called(part: Any) -> dict[str, Any] | None:
    """The call that a part is."""
    found = part.get("functionCall", part.get("toolUse", part if part.get("type") == "tool_use" else None))
    return found if isinstance(found, dict) and isinstance(found.get("name"), str) else None


def _came(part: Any) -> dict[str, Any] | None:
    """The result of a call that a part is."""
    found = part.get("functionResponse", part.get("toolResult", part if part.get("type") == "tool_result" else None))
    return found if isinstance(found, dict) else None


def has_calls(parts: Any) -> bool:
    """Whether a content is parts of which one is a call or the result of one."""
    return isinstance(parts, list) and any(isinstance(one, dict) and (_called(one) or _came(one)) for one in parts)


def as_messages(role: str, parts: list[Any], place: int, waiting: Waiting) -> list[Message] | None:
    """The messages of chat that a turn in parts comes to; None where a part is no text, no call, and no result."""
    texts: list[str] = []
    calls: list[Message] = []
    results: list[Message] = []
    for part in parts:
        if not isinstance(part, dict):
            return None
        if call := _called(part):
            told = call.get("id", call.get("toolUseId")) or made_id(place, len(calls) + 1)
            held = as_written(call.get("args", call.get("input")) or {})
            calls.append({"id": told, "type": "function", "function": {"name": call["name"], "arguments": held}})
            waiting.append((call["name"], told))
        elif result := _came(part):
            results.append({"role": "tool", "tool_call_id": _answered(result, waiting), "content": _said(result)})
        elif isinstance(part.get("text"), str):
            texts.append(part["text"])
        else:
            return None
    if calls:
        return [*results, {"role": role, "content": "\n".join(texts) or None, "tool_calls": calls}]
    return [*results, *([{"role": role, "content": "\n".join(texts)}] if texts or not results else [])]


def _answered(result: dict[str, Any], waiting: Waiting) -> str:
    """The id of the call that a result belongs to: it says so, or the first call of its tool waits for it."""
    told = str(result.get("id", result.get("toolUseId", result.get("tool_use_id"))) or "")
    same = [one for one in waiting if one[1] == told or (not told and one[0] == result.get("name"))]
    for one in same[:1]:
        waiting.remove(one)
    return told or (same[0][1] if same else "")


def _said(result: dict[str, Any]) -> str:
    """What a result says, as a text."""
    held = result.get("response", result.get("content", ""))
    if isinstance(held, list) and all(isinstance(one, dict) for one in held):
        return "\n".join(str(one.get("text", as_written(one.get("json", one)))) for one in held)
    return as_written(held)


def as_tools(tools: Any) -> Any:
    """A list of tools as chat has it; anything else, and tools in a form that is not known, as they are."""
    if not isinstance(tools, list) or not all(isinstance(one, dict) for one in tools):
        return tools
    return list(_functions(tools))


def _functions(tools: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for tool in tools:
        several = tool.get("functionDeclarations", tool.get("function_declarations"))
        spec = tool.get("toolSpec")
        if isinstance(several, list):
            yield from (_function(one, one.get("parameters")) for one in several if isinstance(one, dict))
        elif isinstance(spec, dict):
            schema = spec.get("inputSchema")
            yield _function(spec, schema.get("json") if isinstance(schema, dict) else None)
        elif "input_schema" in tool:
            yield _function(tool, tool["input_schema"])
        else:
            yield tool


def _function(told: dict[str, Any], parameters: Any) -> dict[str, Any]:
    known = {key: told[key] for key in ("name", "description") if key in told}
    return {"type": "function", "function": {**known, **({"parameters": _plain(parameters)} if parameters else {})}}


def _plain(schema: Any) -> Any:
    """A schema with its types in small letters, as JSON Schema has them; Gemini writes them in capitals."""
    if isinstance(schema, list):
        return list(map(_plain, schema))
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("type")
    made = {key: _plain(held) for key, held in schema.items()}
    return {**made, "type": kind.lower()} if isinstance(kind, str) and kind.isupper() else made
