"""One example of training data, read from a line in any of the formats that providers take."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from calculators.files.jsonl import Faulty, name, value
from calculators.training_file.kinds import Wrong, quoted

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

SHAREGPT = {"human": "user", "user": "user", "gpt": "assistant", "assistant": "assistant", "system": "system"}
SHAREGPT |= {"tool": "tool", "function_call": "assistant", "observation": "tool", "chatgpt": "assistant"}


class Example:
    """What is learned: the turns in order, each a role and a text, the answer last; and what is odd about them.

    `odd` lists keys of kinds with details. `extra` is text that is billed but is no turn, such as the list of tools.
    """

    __slots__ = ("answer", "extra", "odd", "system", "turns")

    def __init__(self, turns: list[tuple[str, str]], answer: str, odd: list[tuple[str, str]], extra: str = "") -> None:
        self.turns = turns
        self.answer = answer
        self.odd = odd
        self.extra = extra
        self.system = turns[0][1] if turns and turns[0][0] in SYSTEM else ""


Record = Mapping[str, Any]
Reader = Callable[[Record], Example]


def chat(record: Record) -> Example:
    """A conversation under "messages", as OpenAI, Azure, Together, Mistral and Bedrock take it."""
    odd: list[tuple[str, str]] = []
    found: Any = record.get("messages")
    last = found[-1] if isinstance(found, list) and found else None
    candidates = last.get("candidates") if isinstance(last, dict) else None
    turns = _turns(found[:-1] if candidates else found, "messages", odd)
    system = record.get("system")
    if isinstance(system, list) and system:
        system = _parts(system, 0, odd)
    if isinstance(system, str) and system:
        turns.insert(0, ("system", system))
    if "text" in record or "prompt" in record:
        odd.append(("two-shapes", "“messages” stands beside “text” or “prompt”"))
    if candidates:
        return _pair(turns, *_candidates(candidates, len(turns) + 1, odd), odd, _tools(record))
    return _ended(turns, odd, _tools(record))


def _candidates(found: Any, place: int, odd: list[tuple[str, str]]) -> tuple[str, str]:
    """The better and the worse of the answers of one message, as Amazon Nova takes them."""
    labels: dict[str, str] = {}
    for one in _objects(found, "candidates"):
        label = one.get("preferenceLabel")
        if isinstance(label, str):
            labels.setdefault(label, _text(one, place, odd))
    if not labels.keys() >= {"preferred", "non-preferred"}:
        raise Wrong("pair", f"of the candidates one must be “preferred” and one “non-preferred”; here: {_keys(labels)}")
    return labels["preferred"], labels["non-preferred"]


def _completions(found: Any, place: int, odd: list[tuple[str, str]]) -> tuple[str, str]:
    """The better and the worse of two scored answers, as Gemini takes them."""
    scored: list[tuple[float, str]] = []
    for one in _objects(found, "completions"):
        score, completion = one.get("score"), one.get("completion")
        if isinstance(score, bool) or not isinstance(score, (int, float)) or not isinstance(completion, dict):
            raise Wrong("pair", "a completion needs a score, which is a number, and under “completion” its parts")
        scored.append((float(score), _parts(completion.get("parts"), place, odd)))
    worst, best = min(scored, key=lambda one: one[0]), max(scored, key=lambda one: one[0])
    if best[0] == worst[0]:
        raise Wrong("pair", "no completion has a higher score than another")
    return best[1], worst[1]


def sharegpt(record: Record) -> Example:
    """A conversation under "conversations", each turn with "from" and "value"."""
    turns = _objects(record.get("conversations"), "conversations")
    odd: list[tuple[str, str]] = []
    read: list[tuple[str, str]] = []
    for place, turn in enumerate(turns, 1):
        role = turn.get("from", turn.get("role"))
        if not isinstance(role, str) or role not in SHAREGPT:
            raise Wrong("role", f"turn {place} is from “{quoted(role, 30)}”")
        read.append((SHAREGPT[role], _text({"content": turn.get("value", turn.get("content"))}, place)))
    system = record.get("system")
    if isinstance(system, str) and system:
        read.insert(0, ("system", system))
    return _ended(read, odd, "")


def gemini(record: Record) -> Example:
    """A conversation under "contents", as Gemini takes it: parts of text, of calls, of files."""
    odd: list[tuple[str, str]] = []
    turns: list[tuple[str, str]] = []
    instruction = record.get("systemInstruction", record.get("system_instruction"))
    if isinstance(instruction, dict):
        turns.append(("system", _parts(instruction.get("parts"), 0, odd)))
    for place, turn in enumerate(_objects(record.get("contents"), "contents"), 1):
        role = turn.get("role", "user")
        if role not in ("user", "model", "function", "tool"):
            raise Wrong("role", f"turn {place} has the role “{quoted(role, 30)}”; here it is user or model")
        turns.append((role, _parts(turn.get("parts"), place, odd)))
    if "completions" in record:
        return _pair(turns, *_completions(record["completions"], len(turns) + 1, odd), odd, _tools(record))
    return _ended(turns, odd, _tools(record))


def preference(record: Record) -> Example:
    """An input with a preferred and a non-preferred output, as OpenAI, Azure and Together take it."""
    asked = record.get("input")
    if not isinstance(asked, dict):
        raise Wrong("pair", f"“input” is {name(asked)}, not an object with messages")
    odd: list[tuple[str, str]] = []
    turns = _turns(asked.get("messages"), "input.messages", odd)
    better, worse = (_output(record.get(key), key) for key in ("preferred_output", "non_preferred_output"))
    return _pair(turns, better, worse, odd, _tools(asked))


def ranked(record: Record) -> Example:
    """A prompt with a chosen and a rejected answer, texts or conversations."""
    odd: list[tuple[str, str]] = []
    prompt = record.get("prompt", "")
    turns = [("user", prompt)] if isinstance(prompt, str) else _turns(prompt, "prompt", odd)
    better, worse = (_side(record.get(key), key) for key in ("chosen", "rejected"))
    if not prompt and isinstance(record["chosen"], list):
        turns = _turns(record["chosen"][:-1], "chosen", odd) if len(record["chosen"]) > 1 else []
    if not any(text.strip() for _, text in turns):
        raise Wrong("empty-input", "there is no prompt to the two answers")
    return _pair(turns, better, worse, odd, "")


def pairs(asked: str, answered: str) -> Reader:
    """Reads the input from one column or key and the answer from another."""

    def read(record: Record) -> Example:
        question, answer = _cell(record, asked), _cell(record, answered)
        if not answer.strip():
            raise Wrong("empty-answer", f"“{quoted(answered, 40)}” is empty")
        if not question.strip():
            raise Wrong("empty-input", f"“{quoted(asked, 40)}” is empty")
        odd = [("two-shapes", "“messages” stands beside it")] if "messages" in record else []
        more = _cell(record, "input") if asked == "instruction" and isinstance(record.get("input"), str) else ""
        return Example([("user", f"{question}\n{more}" if more else question), ("assistant", answer)], answer, odd)

    return read


def plain(column: str) -> Reader:
    """Reads a text that is learned as a whole."""

    def read(record: Record) -> Example:
        text = _cell(record, column)
        if not text.strip():
            raise Wrong("empty-answer", f"“{quoted(column, 40)}” is empty")
        return Example([("text", text)], text, [])

    return read


def _cell(record: Record, column: str) -> str:
    found = record.get(column)
    if isinstance(found, str):
        return found
    if column not in record:
        raise Wrong("shape", f"there is no “{quoted(column, 40)}”; keys here: {_keys(record)}")
    if found is None or isinstance(found, (dict, list)):
        raise Wrong("content", f"“{quoted(column, 40)}” is {name(found)}, not a text")
    return str(found)  # a label may well be a number, or true


def _keys(record: Record) -> str:
    return quoted(", ".join(list(record)[:6]), 80) or "none"


def _objects(found: Any, key: str) -> list[dict[str, Any]]:
    if not isinstance(found, list):
        raise Wrong("turn", f"“{key}” is {name(found)}, not a list")
    if not found:
        raise Wrong("turn", f"“{key}” is an empty list")
    for place, turn in enumerate(found, 1):
        if not isinstance(turn, dict):
            raise Wrong("turn", f"message {place} is {name(turn)}, not an object")
    return found


def _turns(found: Any, key: str, odd: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The turns of a list of messages, checked each alone and as calls and results that follow each other."""
    turns: list[tuple[str, str]] = []
    weights: list[int] = []
    called: set[str] = set()
    answered: set[str] = set()
    for place, message in enumerate(_objects(found, key), 1):
        role = message.get("role")
        if not isinstance(role, str) or role not in ROLES:
            told = "has no role" if role is None else f"has the role “{quoted(role, 30)}”"
            raise Wrong("role", f"message {place} {told}")
        content = message.get("content")
        text = content if isinstance(content, str) else _text(message, place, odd)
        if len(message) > 2 or content is None:
            if not message.keys() <= KEYS and not any(kind == "unknown-key" for kind, _ in odd):
                odd.append(("unknown-key", quoted(", ".join(sorted(map(str, message.keys() - KEYS))), 60)))
            thought = next((message[key] for key in THOUGHTS if isinstance(message.get(key), str)), "")
            if thought and text:  # an answer of thoughts alone is still an empty one
                text = f"{thought}\n{text}"
            if "weight" in message and role in ASSISTANT:
                weights.append(_weight(message["weight"], place))
            if "tool_calls" in message or "function_call" in message:
                text += _calls(message, place, odd)
        if role == "tool" and "tool_call_id" in message:
            if str(message["tool_call_id"]) not in called:
                raise Wrong("tool", f"message {place} answers a call that no message before it makes")
            answered.add(str(message["tool_call_id"]))
        elif role == "tool" and called:
            odd.append(("tool-half", f"message {place} does not say which call it answers (tool_call_id)"))
            answered = set(called)
        elif called - answered:
            odd.append(("tool-half", f"message {place} follows a call that got no result"))
            answered = set(called)
        called |= _ids(message)
        turns.append((role, text))
    answers = sum(role in ASSISTANT for role, _ in turns)
    if weights and not any(weights) and len(weights) == answers:
        raise Wrong("weight", "every answer has the weight 0")
    return turns


def _text(message: Record, place: int, odd: list[tuple[str, str]] | None = None) -> str:
    """The text of a message whose content may be parts, or missing beside a call."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return _parts(content, place, [] if odd is None else odd)
    if content is None and (message.get("tool_calls") or message.get("function_call")):
        return ""
    if content is None:
        raise Wrong("content", f"message {place} has no content")
    raise Wrong("content", f"the content of message {place} is {name(content)}, not a text")


def _parts(parts: Any, place: int, odd: list[tuple[str, str]]) -> str:
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
            texts.append(said if isinstance(said, str) else quoted(said, 2_000))
        elif part.get("type") in ("tool_use", "tool_result"):
            texts.append(_told(part))
        elif part.get("type") in (None, "text") and not part.keys() & PICTURES:
            raise Wrong("content", f"a part of message {place} has neither a text nor a type that is known")
        else:
            if not any(kind == "pictures" for kind, _ in odd):
                odd.append(("pictures", f"message {place}"))
            texts.append(f"[{quoted(part.get('type', 'file'), 20)}]")
    return "\n".join(texts)


def _told(part: Record) -> str:
    """The text of a call, or of what came of it, that stands as a part of a message."""
    if part["type"] == "tool_use":
        return f"{part.get('name', '')}({quoted(part.get('input', {}), 2_000)})"
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


def _calls(message: Record, place: int, odd: list[tuple[str, str]]) -> str:
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
                odd.append(("tool-arguments", f"message {place}: {problem}"))
        else:
            raise Wrong("tool", f"the arguments in message {place} are {name(arguments)}; they must be a text of JSON")
        texts.append(f"\n{function['name']}({arguments})")
    return "".join(texts)


def _tools(record: Record) -> str:
    tools = record.get("tools") or record.get("functions")
    return str(tools) if tools else ""


def _ended(turns: list[tuple[str, str]], odd: list[tuple[str, str]], extra: str) -> Example:
    """An example whose last turn is the answer."""
    roles = [role for role, _ in turns]
    if not any(role in ASSISTANT for role in roles):
        raise Wrong("no-answer", f"roles here: {quoted(', '.join(roles), 60)}")
    if roles[-1] not in ASSISTANT:
        raise Wrong("last-turn", f"the last message is from {roles[-1]}")
    if not turns[-1][1].strip():
        raise Wrong("empty-answer", "the last message is empty")
    _order(turns, roles, odd)
    return Example(turns, turns[-1][1], odd, extra)


def _order(turns: list[tuple[str, str]], roles: list[str], odd: list[tuple[str, str]]) -> None:
    """Note what is odd about the order of the turns."""
    if roles == ["system", "user", "assistant"] and turns[0][1].strip() and turns[1][1].strip():
        return  # as most examples are
    if roles[0] not in SYSTEM:
        odd.append(("no-system", ""))
    if any(role in SYSTEM for role in roles[1:]):
        odd.append(("system-late", f"message {next(at for at, role in enumerate(roles[1:], 2) if role in SYSTEM)}"))
    if "user" not in roles:
        odd.append(("no-user", f"roles here: {quoted(', '.join(roles), 60)}"))
    for place, (before, after) in enumerate(pairwise(roles), 2):
        if before == after and after in ("user", "assistant", "model"):
            odd.append(("order", f"messages {place - 1} and {place} are both from {after}"))
            break
    empty = next((place for place, (_, text) in enumerate(turns[:-1], 1) if not text.strip()), 0)
    if empty:
        odd.append(("empty-turn", f"message {empty}"))


def _output(found: Any, key: str) -> str:
    """The text of one side of a preference."""
    if not isinstance(found, list) or not found:
        raise Wrong("pair", f"“{key}” is {name(found) if not isinstance(found, list) else 'an empty list'}")
    turns = _turns(found, key, [])
    if not any(role in ASSISTANT for role, _ in turns):
        raise Wrong("pair", f"“{key}” has no message of the assistant")
    return "\n".join(text for _, text in turns)


def _side(found: Any, key: str) -> str:
    """The text of one side of a pair: a text, or the last turn of a conversation."""
    if isinstance(found, str):
        return found
    if isinstance(found, list) and found:
        return _turns(found, key, [])[-1][1]
    raise Wrong("pair", f"“{key}” is {'an empty list' if found == [] else name(found)}")


def _pair(turns: Sequence[tuple[str, str]], better: str, worse: str, odd: list[tuple[str, str]], extra: str) -> Example:
    if not better.strip():
        raise Wrong("empty-answer", "the better answer is empty")
    if better.strip() == worse.strip():
        raise Wrong("pair", "the better and the worse answer are the same")
    if not any(role == "user" for role, _ in turns):
        odd.append(("no-user", ""))
    return Example([*turns, ("assistant", better), ("rejected", worse)], better, odd, extra)
