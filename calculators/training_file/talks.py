"""The turns that stand in a record before its answers, or with them: in any dialect, under any of the usual keys."""

from typing import Any

from calculators.files.jsonl import name
from calculators.training_file.columns import MORE, SYSTEMS
from calculators.training_file.examples import hold_beside
from calculators.training_file.kinds import Noted, Record, Wrong, canonical, quoted
from calculators.training_file.messages import SYSTEM, objects, text_of, turns_of
from calculators.training_file.parts import parts_text

TALKS = ("messages", "conversations", "conversation", "dialogue", "dialog", "turns", "chat", "items", "data")
"""The keys under which conversations stand, the usual first."""

SURELY = ("messages", "conversations")
"""Those that name nothing else; what stands under the others must look like a conversation."""

BARE = ("conversations", "conversation", "dialogue", "dialog", "data")
"""Those under which turns may be texts alone, the user’s first (LIMA, UltraChat)."""

PROMPTS = ("prompt", "instruction", "question", "query", "input")
COMPLETIONS = ("completion", "output", "response")
EXPECTED = ("answer", "ideal", "expected_output", "expected")
"""Keys of answers; beside “prompt” those expected judge what the model says, as reward functions read them."""

RESERVED_WORDS = ("[EOS]", "User:", "Bot:", "Assistant:", "System:", "<image>", "<video>")
"""What no prompt for Nova may hold (Amazon’s page on data for Nova, item 12)."""


def talk_key(record: Record) -> str:
    """The key under which the conversation of a record stands; empty where there is none."""
    for key in TALKS:
        if key in record and (key in SURELY or (key != "data" and _of_objects(record[key])) or bare(record, key)):
            return key
    return _only_talk(record)


NO_TALK_BESIDE = frozenset(
    {*PROMPTS, *COMPLETIONS, *EXPECTED, "contents", "chosen", "rejected", "candidates", "user", "assistant", "message"}
    | {"utterance", "reply", "target", "summary", "solution", "generation", "final"}
)
"""Keys beside which a list of messages is what was said before, or one of several."""


def _only_talk(record: Record) -> str:
    """The key of the only list of messages in a record, whatever its name; empty where something else asks, answers."""
    lists = [key for key, held in record.items() if isinstance(held, list) and len(held) > 1]
    found = [key for key in lists if _spoken(record[key]) and _spoken(record[key][-1])]
    return found[0] if len(found) == 1 and NO_TALK_BESIDE.isdisjoint(record) else ""


def messages_and_answer(record: Record) -> tuple[str, str]:
    """The keys of a prompt and of its answer, one of which at least holds messages; empty where there are none."""
    asked = next((key for key in PROMPTS if key in record), "")
    answers = COMPLETIONS if asked == "prompt" else COMPLETIONS + EXPECTED
    answered = next((key for key in answers if key in record), "")
    held = record.get(asked), record.get(answered)
    return (asked, answered) if any(map(_spoken, held)) and all(map(_told, held)) else ("", "")


def pair_keys(record: Record) -> tuple[str, str]:
    """The same; of a record that holds texts alone among those with messages, the usual ones."""
    asked, answered = messages_and_answer(record)
    return asked or "prompt", answered or "completion"


def _spoken(held: Any) -> bool:
    """Whether this is a message, or a list of them."""
    one = held[0] if isinstance(held, list) and held else held
    return isinstance(one, dict) and "role" in one and not one.keys().isdisjoint(("content", "tool_calls"))


def _told(held: Any) -> bool:
    return isinstance(held, str) or _spoken(held)


def bare(record: Record, key: str) -> bool:
    """Whether the turns under a key are texts alone, which take turns."""
    found = record.get(key)
    return key in BARE and isinstance(found, list) and bool(found) and all(isinstance(one, str) for one in found)


def _of_objects(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict)


def beside(record: Record, turns: list[tuple[str, str]], noted: Noted) -> list[tuple[str, str]]:
    """The turns with the system message that stands beside them; pictures beside them are kept."""
    if len(record) == 1:
        return turns
    system = next((record[key] for key in SYSTEMS if record.get(key)), None)
    if isinstance(system, list):
        system = parts_text(system, 0, noted)
    if isinstance(system, str) and not (turns and turns[0][0] in SYSTEM):
        turns.insert(0, ("system", system))
    pair = {"prompt", "completion"} <= record.keys()
    if "messages" in record and "chosen" not in record and ("text" in record or pair):
        noted.note("two-shapes", f"“messages” stands beside {'“text”' if 'text' in record else '“prompt”'}")
    hold_beside(record, noted, turns)
    for key in MORE & record.keys():  # a template or the one who trains may show it
        if record[key] and key not in PROMPTS:
            noted.hold({key: record[key]})
    if "schemaVersion" in record:
        for role, text in turns:
            word = next((word for word in RESERVED_WORDS if word in text), "")
            if word and role in ("system", "user"):
                noted.once("reserved-word", f"“{word}” in a message of {role}")
    return turns


def spoken(record: Record, noted: Noted) -> list[tuple[str, str]]:
    """The turns of a conversation in any dialect. Raises Wrong."""
    key = talk_key(record)
    found = record.get(key)
    if bare(record, key):
        return [("assistant" if place % 2 else "user", text) for place, text in enumerate(record[key])]
    if key == "messages":
        return turns_of(found, key, noted, dialect=isinstance(found, list) and _from(found))
    turns = objects(found, key or "conversations")
    if {str(one.get("speaker")).lower() for one in turns} == {"user", "system"}:  # of a dialogue system (MultiWOZ)
        turns = [{**one, "speaker": "agent"} if one["speaker"].lower() == "system" else one for one in turns]
    if "output" in turns[0] or "assistant" in turns[0]:  # by twos, as XTuner and MOSS have them
        return _by_twos(turns, noted)
    return turns_of(turns, key or "conversations", noted, dialect=True)


def _from(found: list[Any]) -> bool:
    return isinstance(found[0], dict) and "from" in found[0] if found else False


def _by_twos(found: list[dict[str, Any]], noted: Noted) -> list[tuple[str, str]]:
    turns: list[tuple[str, str]] = []
    for place, one in enumerate(found, 1):
        if one.get("system"):
            turns.append(("system", canonical(one["system"])))
        asked = one.get("input", one.get("human", one.get("user")))
        answered = one.get("output", one.get("assistant"))
        for role, text in (("user", asked), ("assistant", answered)):
            if text:
                turns.append((role, text_of({"content": text}, place, noted)))
    if not turns:
        raise Wrong("turn", "the conversation has no turn with a text")
    return turns


def gemini_turns(record: Record, noted: Noted) -> list[tuple[str, str]]:
    """The turns under "contents", as Gemini takes them: parts of text, of calls, of files. Raises Wrong."""
    turns: list[tuple[str, str]] = []
    instruction = record.get("systemInstruction", record.get("system_instruction"))
    if isinstance(instruction, dict):
        turns.append(("system", parts_text(instruction.get("parts"), 0, noted)))
    elif isinstance(instruction, str):
        noted.note("system-text", f"“{quoted(instruction)}”")
        turns += [("system", instruction)] if instruction.strip() else []
    elif instruction is not None:
        raise Wrong("content", f"the system instruction is {name(instruction)}, not an object with parts")
    for place, turn in enumerate(objects(record.get("contents"), "contents"), 1):
        role = turn.get("role", "user")
        if role not in ("user", "model", "function", "tool"):
            raise Wrong("role", f"turn {place} has the role “{quoted(role, 30)}”; here it is user or model")
        turns.append((role, parts_text(turn.get("parts"), place, noted)))
    return turns


def told_prompt(record: Record, noted: Noted) -> list[tuple[str, str]]:
    """The turns before the answers: a system message, earlier turns, the prompt. Raises Wrong."""
    if talk_key(record):
        return beside(record, spoken(record, noted), noted)
    turns = [("system", record[key]) for key in SYSTEMS if isinstance(record.get(key), str) and record[key]]
    found: Any = next((record[key] for key in PROMPTS if record.get(key)), "")
    if isinstance(found, list):
        return turns + turns_of(found, "prompt", noted)
    more = record.get("input") if "instruction" in record else record.get("context")
    asked = [one for one in (found, more) if isinstance(one, str) and one.strip()]
    return [*turns, ("user", "\n".join(dict.fromkeys(asked)))]
