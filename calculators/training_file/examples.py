"""One example of training data, read from a line in any of the formats that providers take."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from calculators.files.jsonl import name
from calculators.training_file.columns import Columns
from calculators.training_file.kinds import Noted, Wrong, canonical, quoted
from calculators.training_file.messages import ASSISTANT, SYSTEM, Record, objects, parts_text, text_of, turns_of

SHAREGPT = {"human": "user", "user": "user", "gpt": "assistant", "assistant": "assistant", "system": "system"}
SHAREGPT |= {"tool": "tool", "function_call": "assistant", "observation": "tool", "chatgpt": "assistant"}


MEDIA = ("images", "image", "videos", "video", "audios", "audio")
"""Keys beside the turns that hold what is no text, or point to it."""


class Example:
    """What is learned: the turns in order, each a role and a text, the answer last; and what is odd about them.

    `odd` lists keys of kinds with details. `extra` is text that is billed but is no turn, such as the list of tools;
    `beside` what reaches the model and is no text, such as pictures.
    """

    __slots__ = ("answer", "beside", "extra", "odd", "system", "turns")

    def __init__(self, turns: list[tuple[str, str]], answer: str, noted: Noted, extra: str = "") -> None:
        self.turns = turns
        self.answer = answer
        self.odd = noted.odd
        self.beside = "\x1f".join(noted.beside)
        self.extra = extra
        self.system = turns[0][1] if turns and turns[0][0] in SYSTEM else ""


Reader = Callable[[Record], Example]


def chat(record: Record) -> Example:
    """A conversation under "messages", as OpenAI, Azure, Together, Mistral and Bedrock take it."""
    noted = Noted()
    found: Any = record.get("messages")
    last = found[-1] if isinstance(found, list) and found else None
    candidates = last.get("candidates") if isinstance(last, dict) else None
    turns = turns_of(found[:-1] if candidates else found, "messages", noted)
    system = record.get("system")
    if isinstance(system, list) and system:
        system = parts_text(system, 0, noted)
    if isinstance(system, str) and system:
        turns.insert(0, ("system", system))
    if "text" in record or "prompt" in record:
        noted.note("two-shapes", "“messages” stands beside “text” or “prompt”")
    _hold_media(record, noted)
    if candidates:
        return _pair(turns, *_candidates(candidates, len(turns) + 1, noted), noted, _tools(record))
    return _ended(turns, noted, _tools(record))


def _candidates(found: Any, place: int, noted: Noted) -> tuple[str, str]:
    """The better and the worse of the answers of one message, as Amazon Nova takes them."""
    labels: dict[str, str] = {}
    for one in objects(found, "candidates"):
        label = one.get("preferenceLabel")
        if isinstance(label, str):
            labels.setdefault(label, text_of(one, place, noted))
    if not labels.keys() >= {"preferred", "non-preferred"}:
        raise Wrong("pair", f"of the candidates one must be “preferred” and one “non-preferred”; here: {_keys(labels)}")
    return labels["preferred"], labels["non-preferred"]


def _completions(found: Any, place: int, noted: Noted) -> tuple[str, str]:
    """The better and the worse of two scored answers, as Gemini takes them."""
    scored: list[tuple[float, str]] = []
    for one in objects(found, "completions"):
        score, completion = one.get("score"), one.get("completion")
        if isinstance(score, bool) or not isinstance(score, (int, float)) or not isinstance(completion, dict):
            raise Wrong("pair", "a completion needs a score, which is a number, and under “completion” its parts")
        scored.append((float(score), parts_text(completion.get("parts"), place, noted)))
    worst, best = min(scored, key=lambda one: one[0]), max(scored, key=lambda one: one[0])
    if best[0] == worst[0]:
        raise Wrong("pair", "no completion has a higher score than another")
    return best[1], worst[1]


def sharegpt(record: Record) -> Example:
    """A conversation under "conversations", each turn with "from" and "value"."""
    turns = objects(record.get("conversations"), "conversations")
    noted = Noted()
    read: list[tuple[str, str]] = []
    for place, turn in enumerate(turns, 1):
        role = turn.get("from", turn.get("role"))
        if not isinstance(role, str) or role not in SHAREGPT:
            raise Wrong("role", f"turn {place} is from “{quoted(role, 30)}”")
        read.append((SHAREGPT[role], text_of({"content": turn.get("value", turn.get("content"))}, place, noted)))
    system = record.get("system")
    if isinstance(system, str) and system:
        read.insert(0, ("system", system))
    _hold_media(record, noted)
    return _ended(read, noted, _tools(record))


def gemini(record: Record) -> Example:
    """A conversation under "contents", as Gemini takes it: parts of text, of calls, of files."""
    noted = Noted()
    turns: list[tuple[str, str]] = []
    instruction = record.get("systemInstruction", record.get("system_instruction"))
    if isinstance(instruction, dict):
        turns.append(("system", parts_text(instruction.get("parts"), 0, noted)))
    for place, turn in enumerate(objects(record.get("contents"), "contents"), 1):
        role = turn.get("role", "user")
        if role not in ("user", "model", "function", "tool"):
            raise Wrong("role", f"turn {place} has the role “{quoted(role, 30)}”; here it is user or model")
        turns.append((role, parts_text(turn.get("parts"), place, noted)))
    if "completions" in record:
        return _pair(turns, *_completions(record["completions"], len(turns) + 1, noted), noted, _tools(record))
    return _ended(turns, noted, _tools(record))


def preference(record: Record) -> Example:
    """An input with a preferred and a non-preferred output, as OpenAI, Azure and Together take it."""
    asked = record.get("input")
    if not isinstance(asked, dict):
        raise Wrong("pair", f"“input” is {name(asked)}, not an object with messages")
    noted = Noted()
    turns = turns_of(asked.get("messages"), "input.messages", noted)
    better, worse = (_output(record.get(key), key, noted) for key in ("preferred_output", "non_preferred_output"))
    return _pair(turns, better, worse, noted, _tools(asked))


def ranked(record: Record) -> Example:
    """A prompt with a chosen and a rejected answer, texts or conversations."""
    noted = Noted()
    prompt = record.get("prompt", "")
    turns = [("user", prompt)] if isinstance(prompt, str) else turns_of(prompt, "prompt", noted)
    better, worse = (_side(record.get(key), key, noted) for key in ("chosen", "rejected"))
    if not prompt and isinstance(record["chosen"], list):
        turns = turns_of(record["chosen"][:-1], "chosen", noted) if len(record["chosen"]) > 1 else []
    if not any(text.strip() for _, text in turns):
        raise Wrong("empty-input", "there is no prompt to the two answers")
    _hold_media(record, noted)
    return _pair(turns, better, worse, noted, _tools(record))


def pairs(use: Columns) -> Reader:
    """Reads the input from one or several columns or keys and the answer from another."""

    def read(record: Record) -> Example:
        noted = Noted()
        answer = _cell(record, use.answer)
        asked = [text for column in use.inputs if (text := _cell(record, column, column != use.inputs[0])).strip()]
        if not answer.strip():
            raise Wrong("empty-answer", f"“{quoted(use.answer, 40)}” is empty")
        if not asked:
            raise Wrong("empty-input", f"“{quoted(use.inputs[0], 40)}” is empty")
        if "messages" in record:
            noted.note("two-shapes", "“messages” stands beside it")
        turns = _before(record, use)
        turns += [("user", "\n".join(asked)), ("assistant", answer)]
        _hold_media(record, noted)
        return Example(turns, answer, noted, _tools(record))

    return read


def _before(record: Record, use: Columns) -> list[tuple[str, str]]:
    """The turns that stand in columns of their own: the system message, what was said earlier."""
    turns = []
    if use.system and isinstance(record.get(use.system), str) and record[use.system]:
        turns.append(("system", record[use.system]))
    earlier = record.get(use.history) if use.history else None
    if isinstance(earlier, list):
        for one in earlier:
            if isinstance(one, list):
                turns += zip(("user", "assistant"), map(canonical, one), strict=False)
            else:
                turns.append(("user", canonical(one)))
    elif earlier:
        turns.append(("user", canonical(earlier)))
    return turns


def plain(column: str) -> Reader:
    """Reads a text that is learned as a whole."""

    def read(record: Record) -> Example:
        text = _cell(record, column)
        if not text.strip():
            raise Wrong("empty-answer", f"“{quoted(column, 40)}” is empty")
        return Example([("text", text)], text, Noted())

    return read


def _cell(record: Record, column: str, may_lack: bool = False) -> str:
    found = record.get(column)
    if isinstance(found, str):
        return found
    if may_lack:  # a further input: a list of choices is text to a model, too
        return "" if found is None or found == [] else canonical(found)
    if column not in record:
        raise Wrong("shape", f"there is no “{quoted(column, 40)}”; keys here: {_keys(record)}")
    if found is None or isinstance(found, (dict, list)):
        raise Wrong("content", f"“{quoted(column, 40)}” is {name(found)}, not a text")
    return str(found)  # a label may well be a number, or true


def _keys(record: Record) -> str:
    return quoted(", ".join(list(record)[:6]), 80) or "none"


def _tools(record: Record) -> str:
    tools = record.get("tools") or record.get("functions")
    return canonical(tools) if tools else ""


def _hold_media(record: Record, noted: Noted) -> None:
    """Keep the pictures, sound and video that stand beside the turns, as LLaMA-Factory and TRL have them."""
    if not record.keys().isdisjoint(MEDIA):
        for key in MEDIA:
            if record.get(key):
                noted.once("pictures", f"“{key}”")
                noted.hold(record[key])


def _ended(turns: list[tuple[str, str]], noted: Noted, extra: str) -> Example:
    """An example whose last turn is the answer."""
    roles = [role for role, _ in turns]
    if not any(role in ASSISTANT for role in roles):
        raise Wrong("no-answer", f"roles here: {quoted(', '.join(roles), 60)}")
    if roles[-1] not in ASSISTANT:
        raise Wrong("last-turn", f"the last message is from {roles[-1]}")
    if not turns[-1][1].strip():
        raise Wrong("empty-answer", "the last message is empty")
    _order(turns, roles, noted)
    return Example(turns, turns[-1][1], noted, extra)


def _order(turns: list[tuple[str, str]], roles: list[str], noted: Noted) -> None:
    """Note what is odd about the order of the turns."""
    if roles == ["system", "user", "assistant"] and turns[0][1].strip() and turns[1][1].strip():
        return  # as most examples are
    if roles[0] not in SYSTEM:
        noted.note("no-system", "")
    if any(role in SYSTEM for role in roles[1:]):
        noted.note("system-late", f"message {next(at for at, role in enumerate(roles[1:], 2) if role in SYSTEM)}")
    if "user" not in roles:
        noted.note("no-user", f"roles here: {quoted(', '.join(roles), 60)}")
    for place, (before, after) in enumerate(pairwise(roles), 2):
        if before == after and after in ("user", "assistant", "model"):
            noted.note("order", f"messages {place - 1} and {place} are both from {after}")
            break
    empty = next((place for place, (_, text) in enumerate(turns[:-1], 1) if not text.strip()), 0)
    if empty:
        noted.note("empty-turn", f"message {empty}")


def _output(found: Any, key: str, noted: Noted) -> str:
    """The text of one side of a preference."""
    if not isinstance(found, list) or not found:
        raise Wrong("pair", f"“{key}” is {name(found) if not isinstance(found, list) else 'an empty list'}")
    turns = turns_of(found, key, noted)
    if not any(role in ASSISTANT for role, _ in turns):
        raise Wrong("pair", f"“{key}” has no message of the assistant")
    return "\n".join(text for _, text in turns)


def _side(found: Any, key: str, noted: Noted) -> str:
    """The text of one side of a pair: a text, or the last turn of a conversation."""
    if isinstance(found, str):
        return found
    if isinstance(found, list) and found:
        return turns_of(found, key, noted)[-1][1]
    raise Wrong("pair", f"“{key}” is {'an empty list' if found == [] else name(found)}")


def _pair(turns: Sequence[tuple[str, str]], better: str, worse: str, noted: Noted, extra: str) -> Example:
    if not better.strip():
        raise Wrong("empty-answer", "the better answer is empty")
    if better.strip() == worse.strip():
        raise Wrong("pair", "the better and the worse answer are the same")
    if not any(role == "user" for role, _ in turns):
        noted.note("no-user", "")
    return Example([*turns, ("assistant", better), ("rejected", worse)], better, noted, extra)
