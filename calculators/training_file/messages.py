"""The messages of a conversation as turns: the role of each with its text."""

from collections.abc import Mapping
from typing import Any

from calculators.files.jsonl import Faulty, name, value
from calculators.training_file.kinds import Noted, Wrong, canonical, quoted

ASSISTANT = frozenset({"assistant", "model"})
ROLES = frozenset({"system", "developer", "user", "assistant", "model", "tool", "function"})
SYSTEM = frozenset({"system", "developer"})
KEYS = frozenset(
    {"role", "content", "name", "weight", "tool_calls", "tool_call_id", "function_call", "refusal", "prefix"}
    | {"reasoning", "reasoning_content", "thinking", "audio"}
)
THOUGHTS = ("reasoning_content", "reasoning", "thinking")
"""Keys of a message that hold what the model thinks before it answers, which is learned too."""

SAID = ("thinking", "functionCall", "functionResponse", "toolUse", "toolResult", "reasoningContent")
"""Keys of parts of a message that are text to a model: thoughts, calls, what came of them."""

PICTURES = frozenset({"inlineData", "fileData", "inline_data", "file_data", "image", "video", "audio", "document"})
"""Keys of parts that hold no text, where no type says so."""

Record = Mapping[str, Any]


def objects(found: Any, key: str) -> list[dict[str, Any]]:
    """The objects of a list under this key. Raises Wrong."""
    if not isinstance(found, list):
        raise Wrong("turn", f"“{key}” is {name(found)}, not a list")
    if not found:
        raise Wrong("turn", f"“{key}” is an empty list")
    for place, turn in enumerate(found, 1):
        if not isinstance(turn, dict):
            raise Wrong("turn", f"message {place} is {name(turn)}, not an object")
    return found


def turns_of(found: Any, key: str, noted: Noted) -> list[tuple[str, str]]:
    """The turns of a list of messages, checked each alone and as calls and results that follow each other."""
    turns: list[tuple[str, str]] = []
    weights: list[int] = []
    called: set[str] = set()
    answered: set[str] = set()
    for place, message in enumerate(objects(found, key), 1):
        role = message.get("role")
        if not isinstance(role, str) or role not in ROLES:
            told = "has no role" if role is None else f"has the role “{quoted(role, 30)}”"
            raise Wrong("role", f"message {place} {told}")
        content = message.get("content")
        text = content if isinstance(content, str) else text_of(message, place, noted)
        if len(message) > 2 or content is None:
            if not message.keys() <= KEYS:
                noted.once("unknown-key", quoted(", ".join(sorted(map(str, message.keys() - KEYS))), 60))
            thought = next((message[key] for key in THOUGHTS if isinstance(message.get(key), str)), "")
            if thought and text:  # an answer of thoughts alone is still an empty one
                text = f"{thought}\n{text}"
            if "weight" in message and role in ASSISTANT:
                weights.append(_weight(message["weight"], place))
            if "tool_calls" in message or "function_call" in message:
                text += _calls(message, place, noted)
        if role == "tool" and "tool_call_id" in message:
            if str(message["tool_call_id"]) not in called:
                raise Wrong("tool", f"message {place} answers a call that no message before it makes")
            answered.add(str(message["tool_call_id"]))
        elif role == "tool" and called:
            noted.note("tool-half", f"message {place} does not say which call it answers (tool_call_id)")
            answered = set(called)
        elif called - answered:
            noted.note("tool-half", f"message {place} follows a call that got no result")
            answered = set(called)
        called |= _ids(message)
        turns.append((role, text))
    answers = sum(role in ASSISTANT for role, _ in turns)
    if weights and not any(weights) and len(weights) == answers:
        raise Wrong("weight", "every answer has the weight 0")
    return turns


def text_of(message: Record, place: int, noted: Noted | None = None) -> str:
    """The text of a message whose content may be parts, or missing beside a call."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return parts_text(content, place, Noted() if noted is None else noted)
    if content is None and (message.get("tool_calls") or message.get("function_call")):
        return ""
    if content is None:
        raise Wrong("content", f"message {place} has no content")
    raise Wrong("content", f"the content of message {place} is {name(content)}, not a text")


def parts_text(parts: Any, place: int, noted: Noted) -> str:
    """The texts of a content in parts; what is no text is only named."""
    if not isinstance(parts, list) or not parts:
        raise Wrong("content", f"message {place} has no parts")
    texts: list[str] = []
    for part in parts:
        if not isinstance(part, dict):
            raise Wrong("content", f"a part of message {place} is {name(part)}, not an object")
        text = part.get("text", part.get("refusal"))
        if isinstance(text, str):
            texts.append(text)
        elif said := next((part[key] for key in SAID if part.get(key)), None):
            texts.append(canonical(said))
        elif part.get("type") in ("tool_use", "tool_result"):
            texts.append(_told(part))
        elif part.get("type") in (None, "text") and not part.keys() & PICTURES:
            raise Wrong("content", f"a part of message {place} has neither a text nor a type that is known")
        else:
            noted.once("pictures", f"message {place}")
            noted.hold(part)
            texts.append(f"[{quoted(part.get('type', 'file'), 20)}]")
    return "\n".join(texts)


def _told(part: Record) -> str:
    """The text of a call, or of what came of it, that stands as a part of a message."""
    if part["type"] == "tool_use":
        return f"{part.get('name', '')}({canonical(part.get('input', {}))})"
    content = part.get("content", "")
    found = content if isinstance(content, list) else [content]
    return "\n".join(str(one.get("text", "")) if isinstance(one, dict) else str(one) for one in found)


def _weight(weight: Any, place: int) -> int:
    if weight in (0, 1) and not isinstance(weight, bool):
        return int(weight)
    raise Wrong("weight", f"message {place} has the weight {quoted(weight, 20)}, not 0 or 1")


def _ids(message: Record) -> set[str]:
    """The ids of the calls of a message."""
    return {call["id"] for call in message.get("tool_calls") or () if isinstance(call.get("id"), str)}


def _calls(message: Record, place: int, noted: Noted) -> str:
    """The calls of a message as text."""
    calls = message.get("tool_calls") or []
    single = message.get("function_call")
    if not isinstance(calls, list) or not all(isinstance(call, dict) for call in calls):
        raise Wrong("tool", f"“tool_calls” of message {place} is not a list of objects")
    texts: list[str] = []
    for call in [*({"function": single} for single in [single] if single), *calls]:
        function = call.get("function")
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise Wrong("tool", f"a call of message {place} names no function")
        arguments = function.get("arguments", "")
        if isinstance(arguments, str):
            try:
                value(arguments or "{}")
            except Faulty as problem:
                noted.note("tool-arguments", f"message {place}: {problem}")
        else:
            raise Wrong("tool", f"the arguments in message {place} are {name(arguments)}; they must be a text of JSON")
        texts.append(f"\n{function['name']}({arguments})")
    return "".join(texts)
