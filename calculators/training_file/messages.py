"""The messages of a conversation as turns: the role of each with its text."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from calculators.files.jsonl import Faulty, name, value
from calculators.training_file.kinds import Noted, Record, Wrong, canonical, quoted
from calculators.training_file.parts import PICTURE_TYPES, parts_text

ASSISTANT = frozenset({"assistant", "model"})
ROLES = frozenset({"system", "developer", "user", "assistant", "model", "tool", "function"})
SYSTEM = frozenset({"system", "developer"})
PLAIN = frozenset({"system", "user", "assistant"})
"""Roles of whose messages nothing is to be checked but their order, where they hold a text alone."""

DIALECT = {
    "human": "user", "gpt": "assistant", "chatgpt": "assistant", "chatbot": "assistant", "bot": "assistant",
    "ai": "assistant", "function_call": "assistant", "tool_call": "assistant", "observation": "tool",
    "function_response": "tool", "tool_response": "tool", "ipython": "tool",
}  # fmt: skip
"""Roles by the names that ShareGPT and other tools give them, in small letters."""

SPEAKERS = {
    "customer": "user", "client": "user", "caller": "user", "visitor": "user", "patient": "user", "student": "user",
    "agent": "assistant", "support": "assistant", "operator": "assistant", "representative": "assistant",
    "advisor": "assistant", "doctor": "assistant", "teacher": "assistant", "tutor": "assistant",
}  # fmt: skip
"""Who asks, and who is to be learned from, where a dialogue calls them by what they are."""

ELSEWHERE = ("type", "sender", "author", "name")
"""Keys under which some say who speaks; nobody who trains reads them."""

KEYS = frozenset(
    {"role", "content", "name", "weight", "tool_calls", "tool_call_id", "function_call", "refusal", "prefix"}
    | {"reasoning", "reasoning_content", "thinking", "audio"}
)
MASKS = frozenset({"train", "training", "train_detail", "loss_weight", "loss", "mask", "channel", "recipient"})
"""Keys by which libraries say what of a message is learned, or over which channel it goes; providers know none."""

TRAINED, SPANS = ("train", "training"), "train_detail"
"""Those of axolotl: whether a message is learned, or which spans of it."""

CALLS = ("function_call", "tool_call")
"""Roles of ShareGPT whose turns hold a call of a tool and nothing else."""

WRAPPED = re.compile(r"(?s)<tool_call>(.*?)</tool_call>")
THOUGHT = re.compile(r"(?s)<think>.*?</think>")
"""What LLaMA-Factory takes off a call, or takes it out of, before it reads it as JSON."""

THOUGHTS = ("reasoning_content", "reasoning", "thinking")
"""Keys of a message that hold what the model thinks before it answers, which is learned too."""


def objects(found: Any, key: str) -> list[dict[str, Any]]:
    """The objects of a list under this key. Raises Wrong."""
    if not isinstance(found, list):
        within = ", which stands in the text as JSON" if isinstance(found, str) and found.lstrip()[:1] == "[" else ""
        raise Wrong("turn", f"“{key}” is {name(found)}, not a list{within}")
    if not found:
        raise Wrong("turn", f"“{key}” is an empty list")
    for place, turn in enumerate(found, 1):
        if not isinstance(turn, dict):
            raise Wrong("turn", f"message {place} is {name(turn)}, not an object")
    return found


def role_of(message: Record, place: int, noted: Noted, *, dialect: bool) -> str:
    """The role of a message, as most tools call it; other names are odd unless their `dialect` is at home."""
    role = message.get("role", message.get("from", message.get("speaker")))
    if isinstance(role, str):
        if role in ROLES:
            return role
        plain = role.strip().lower()
        read = plain if plain in ROLES else DIALECT.get(plain, "") or (dialect and SPEAKERS.get(plain, ""))
        if read:
            if not dialect or role.isupper() or plain in SPEAKERS:
                noted.once("foreign-role", f"message {place}: “{quoted(role, 30)}”, read as {read}")
            return read
    told = f"has the role “{quoted(role, 30)}”"
    if role is None:
        other = next((key for key in ELSEWHERE if isinstance(message.get(key), str)), "")
        told = f"has no role, but “{other}”: “{quoted(message[other], 30)}”" if other else "has no role"
    raise Wrong("role", f"message {place} {told}")


def turns_of(found: Any, key: str, noted: Noted, *, dialect: bool = False) -> list[tuple[str, str]]:
    """The turns of a list of messages, checked each alone and as calls and results that follow each other."""
    turns: list[tuple[str, str]] = []
    weights: list[int] = []
    called: dict[str, bool] = {}
    answered: set[str] = set()
    for place, message in enumerate(objects(found, key), 1):
        role = message.get("role")
        if role.__class__ is not str or role not in ROLES:
            role = role_of(message, place, noted, dialect=dialect)
        content = message.get("content")
        text = content if content.__class__ is str and content else text_of(message, place, noted, role)
        if message.get("role", message.get("from")) in CALLS:
            _check_call(text, place, noted)
        if len(message) > 2 or content is None:
            text = _more(message, place, noted, role, text, weights, dialect=dialect)
        if role == "tool" and "tool_call_id" in message:
            if str(message["tool_call_id"]) not in called:
                raise Wrong("tool", f"message {place} answers a call that no message before it makes")
            if str(message["tool_call_id"]) in answered:
                noted.note("tool-half", f"message {place} answers a call that has its result")
            answered.add(str(message["tool_call_id"]))
        elif role == "tool":  # in the order of the calls
            waiting = next((one for one in called if one not in answered), "")
            if called.get(waiting):
                noted.note("tool-half", f"message {place} does not say which call it answers (tool_call_id)")
            answered.add(waiting)
        elif called.keys() - answered:
            noted.note("tool-half", f"message {place} follows a call that got no result")
            answered.update(called)
        ids = _ids(message, place)
        if len(ids) < len(message.get("tool_calls") or ()):
            noted.note("tool-half", f"message {place} gives two calls the same id")
        called |= ids
        answered -= ids.keys()  # an id may be used again
        turns.append((role, text))
    if weights:
        answers = sum(role in ASSISTANT for role, _ in turns)
        if not any(weights) and len(weights) == answers:
            keys = any("weight" in message for message in found)
            raise Wrong("weight", "every answer has the weight 0" if keys else "“train” says false of every answer")
    return turns


def _more(message: Record, place: int, noted: Noted, role: str, text: str, weights: list[int], *, dialect: bool) -> str:
    """The text of a message with what stands beside its content: thoughts, calls; and what is odd about its keys."""
    if not dialect and not message.keys() <= KEYS:
        unknown = message.keys() - KEYS
        key = "masks" if unknown <= MASKS else "unknown-key"
        noted.once(key, quoted(", ".join(sorted(map(str, unknown))), 60))
    if message.get("name") and role not in ASSISTANT:  # the model sees who speaks
        noted.hold({"name": message["name"]})
    if "tool_calls" in message or "function_call" in message:
        text += _calls(message, place, noted)
    thought = next((message[key] for key in THOUGHTS if isinstance(message.get(key), str)), "")
    if thought and text:  # an answer of thoughts alone is still an empty one
        text = f"{thought}\n{text}"
        noted.thoughts.append(thought)
    if message.get("weight") is not None:
        if role in ASSISTANT:
            weights.append(_weight(message["weight"], place))
        elif not dialect:  # as OpenHermes has it, nobody minds
            noted.once("weight-elsewhere", f"message {place} is from {role}")
    elif (learned := trained(message)) is not None and (learned or role in ASSISTANT):
        weights.append(int(learned))
    return text


def trained(message: Record) -> bool | None:
    """Whether a message is learned, in whole or in part, as the keys of axolotl say; None where none says it."""
    spans = message.get(SPANS)
    if isinstance(spans, list) and spans:
        return any(isinstance(one, dict) and bool(one.get("train")) for one in spans)
    return next((message[key] for key in TRAINED if isinstance(message.get(key), bool)), None)


def plain_turns(found: Any) -> list[tuple[str, str]] | None:
    """The turns of messages of a role and a text and nothing else, as most are; None for all others."""
    turns: list[tuple[str, str]] = []
    for message in found if isinstance(found, list) else ():
        if message.__class__ is not dict or len(message) != 2:
            return None
        role, text = message.get("role"), message.get("content")
        if text.__class__ is not str or role.__class__ is not str or role not in PLAIN:
            return None
        turns.append((role, text))
    return turns or None


def text_of(message: Record, place: int, noted: Noted, role: str = "user") -> str:
    """The text of a message whose content may be parts, or missing beside a call."""
    content = message.get("content", message.get("value", message.get("text", message.get("utterance"))))
    if not content and role in ASSISTANT and (refused := refused_apart(message)):
        return refused
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        text = parts_text(content, place, noted)
        if role in ASSISTANT and any(
            canonical(part.get("type")) in PICTURE_TYPES or "image" in part
            for part in content
            if isinstance(part, dict)
        ):
            noted.once("assistant-picture", f"message {place}")
        return text
    if content is None and (message.get("tool_calls") or message.get("function_call")):
        return ""
    if content is None:
        raise Wrong("content", f"message {place} has no content")
    raise Wrong("content", f"the content of message {place} is {name(content)}, not a text")


def refused_apart(message: Record) -> str:
    """The refusal under a key of its own that is the answer in place of a content, as OpenAI has it; empty for none."""
    refused = message.get("refusal")
    return refused if isinstance(refused, str) and not message.get("content") else ""


def with_contents(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages, each refusal under a key of its own as the content that it stands for."""
    made = []
    for one in messages:
        refused = refused_apart(one)
        kept = {key: held for key, held in one.items() if key not in ("refusal", "content")}
        made.append({**kept, "content": refused} if refused else one)
    return made


def _weight(weight: Any, place: int) -> int:
    if weight in (0, 1) and not isinstance(weight, bool):
        return int(weight)
    raise Wrong("weight-value", f"message {place} has the weight {quoted(weight, 20)}, not 0 or 1")


def _ids(message: Record, place: int) -> dict[str, bool]:
    """The ids of the calls of a message; where a call has none, where it stands, and False."""
    calls = [call for call in message.get("tool_calls") or () if isinstance(call, dict)]
    return {str(call.get("id") or f"{place}/{at}"): bool(call.get("id")) for at, call in enumerate(calls)}


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
            _check_arguments(arguments, place, noted)
        elif isinstance(arguments, dict):
            noted.once("tool-object", f"message {place}")  # as the libraries of Hugging Face write it
            arguments = canonical(arguments)
        else:
            raise Wrong(
                "tool", f"the arguments in message {place} are {name(arguments)}; they must be JSON of an object"
            )
        noted.called.setdefault(function["name"], place)
        texts.append(f"\n{function['name']}({arguments})")
    return "".join(texts)


def arguments_of(record: Record) -> Iterator[str | dict[str, Any]]:
    """The arguments of the calls in a record, each a text or an object."""
    asked = record.get("input")
    talks = [*record.values(), asked.get("messages") if isinstance(asked, dict) else None]
    for message in (one for talk in talks if isinstance(talk, list) for one in talk if isinstance(one, dict)):
        calls = message.get("tool_calls") or ()
        for call in calls if isinstance(calls, list) else ():
            function = call.get("function") if isinstance(call, dict) else None
            arguments = function.get("arguments") if isinstance(function, dict) else None
            if isinstance(arguments, (str, dict)):
                yield arguments


def argument_kinds(record: Record) -> set[str]:
    """Whether the arguments of the calls in a record are texts or objects: one of these words, both, or none."""
    return {"text" if isinstance(one, str) else "object" for one in arguments_of(record)}


def _check_call(text: str, place: int, noted: Noted) -> None:
    """Note a call in a text of its own that LLaMA-Factory cannot read (FunctionFormatter in its data/formatter.py)."""
    inner = WRAPPED.search(text)
    try:
        read = value(inner[1] if inner else THOUGHT.sub("", text))
    except Faulty as problem:
        noted.once("call-json", f"message {place}: {problem}")
        return
    for call in read if isinstance(read, list) else [read]:
        if not isinstance(call, dict) or not {"name", "arguments"} <= call.keys():
            noted.once("call-json", f"message {place}: it is no object with “name” and “arguments”")
        elif isinstance(call["name"], str):
            noted.called.setdefault(call["name"], place)


def check_tools(tools: Any, noted: Noted) -> None:
    """Note a text of tools that is no list of objects in JSON, as those who take tools as a text read it.

    Then look for calls of tools that are not among them.
    """
    if isinstance(tools, list):
        _check_declared(tools, noted)
    if not isinstance(tools, str) or not tools:
        return
    try:
        read = value(tools)
    except Faulty as problem:
        cut = "the list is not whole" if tools.lstrip().startswith("[") else str(problem)
        noted.once("tools-json", cut if tools.strip() else "the text holds spaces alone")
        return
    if not isinstance(read, list):
        noted.once("tools-json", f"they are {name(read)}, not a list")
    elif other := next((place for place, one in enumerate(read, 1) if not isinstance(one, dict)), 0):
        noted.once("tools-json", f"tool {other} is {name(read[other - 1])}, not an object")
    else:
        _check_declared(read, noted)


def _declared(tool: Any) -> list[Any]:
    """What declares a tool, by the keys of OpenAI, Gemini, Bedrock; all of them in one object at Gemini."""
    if not isinstance(tool, dict):
        return [None]
    several = tool.get("functionDeclarations", tool.get("function_declarations"))
    return several if isinstance(several, list) else [tool.get("function", tool.get("toolSpec", tool))]


def _check_declared(tools: list[Any], noted: Noted) -> None:
    names = {one.get("name") if isinstance(one, dict) else None for tool in tools for one in _declared(tool)}
    if not names or not all(isinstance(one, str) for one in names):
        return  # tools in a form of their own
    if other := next((one for one in noted.called if one not in names), ""):
        noted.once("tool-undeclared", f"message {noted.called[other]}: “{quoted(other, 40)}”")


def _check_arguments(arguments: str, place: int, noted: Noted) -> None:
    try:
        read = value(arguments or "{}")
    except Faulty as problem:
        noted.once("tool-arguments", f"message {place}: {problem}")
        return
    if not isinstance(read, dict):
        twice = "; they were written as JSON twice" if isinstance(read, str) and re.match(r"\s*\{", read) else ""
        noted.once("tool-arguments", f"message {place}: they are {name(read)}, not an object{twice}")
