"""The parts of a message: texts, thoughts, calls, results; pictures, sound, video by what they hold or point to."""

from typing import Any

from calculators.files.jsonl import name
from calculators.training_file.kinds import Noted, Record, Wrong, canonical, quoted

SAID = ("thinking", "functionCall", "functionResponse", "toolUse", "toolResult", "reasoningContent")
"""Keys of parts of a message that are text to a model: thoughts, calls, what came of them."""

THOUGHTS = frozenset({"thinking", "reasoningContent"})
CALLS = ("functionCall", "toolUse")

PICTURES = frozenset({"inlineData", "fileData", "inline_data", "file_data", "image", "video", "audio", "document"})
"""Keys of parts that hold no text, where no type says so."""

PICTURE_TYPES = frozenset({"image_url", "image", "input_image"})
MEDIA_TYPES = PICTURE_TYPES | {"video", "video_url", "audio", "audio_url", "input_audio", "file", "document"}
OF_CHAT = MEDIA_TYPES | {"text", "refusal"}
"""Types of parts that chat of OpenAI and those who follow it know; others are of another API."""

ENCODED = 4 / 3
"""Bytes of base64 for a byte."""


def parts_text(parts: Any, place: int, noted: Noted) -> str:
    """The texts of a content in parts; what is no text is only named, and kept apart for what it is."""
    if parts is not None and not isinstance(parts, list):
        raise Wrong("content", f"the parts of message {place} are {name(parts)}, not a list")
    if not parts:
        raise Wrong("content", f"message {place} has no parts")
    return "\n".join([_text(part, place, noted) for part in parts])


def _text(part: Any, place: int, noted: Noted) -> str:
    if not isinstance(part, dict):
        raise Wrong("content", f"a part of message {place} is {name(part)}, not an object")
    kind = part.get("type")
    if isinstance(kind, str) and kind not in OF_CHAT:
        noted.once("part-type", f"message {place}: “{quoted(kind, 30)}”")
    text = part.get("text", part.get("refusal"))
    if isinstance(text, str):
        if part.get("thought") is True:  # as Gemini has it
            noted.thoughts.append(text)
        return text
    if key := next((key for key in SAID if part.get(key)), ""):
        if key in THOUGHTS:
            noted.thoughts.append(canonical(part[key]))
        _note_call(part[key] if key in CALLS else None, place, noted)
        return canonical(part[key])
    if kind in ("tool_use", "tool_result"):
        _note_call(part if kind == "tool_use" else None, place, noted)
        return _told(part)
    said = part.get("value", part.get("content"))
    if said is not None and isinstance(kind, str) and kind not in MEDIA_TYPES:  # as LLaMA-Factory has them
        if kind == "text":
            noted.once("part-value", f"message {place}")
        return canonical(said)
    if kind in (None, "text") and not part.keys() & PICTURES:
        raise Wrong("content", f"a part of message {place} has neither a text nor a type that is known")
    noted.once("pictures", f"message {place}")
    noted.hold(part)
    _measure(part, place, noted)
    if isinstance(kind, str) and len(part) == 1:  # the place of a picture that stands beside the messages
        noted.places[kind] += 1
    return f"[{quoted(kind or 'file', 20)}]"


def _note_call(call: Any, place: int, noted: Noted) -> None:
    """Keep the name of a tool that is called."""
    if isinstance(call, dict) and isinstance(call.get("name"), str):
        noted.called.setdefault(call["name"], place)


def _measure(part: Record, place: int, noted: Noted) -> None:
    """Keep how large the picture is that stands in the file itself; note a path of one's own machine in its place."""
    stored = part.get("fileData", part.get("file_data"))
    source = part["image"].get("source") if isinstance(part.get("image"), dict) else None
    for held, key in ((stored, "fileUri"), (stored, "file_uri"), (source, "uri"), (source, "s3Location")):
        at = held.get(key) if isinstance(held, dict) else None
        at = at.get("uri") if isinstance(at, dict) else at
        if isinstance(at, str) and "://" not in at:
            noted.once("picture-path", f"message {place}: “{quoted(at, 40)}”")
    found = part.get("image_url", part.get("inlineData", part.get("inline_data", part.get("image"))))
    if isinstance(found, dict):
        found = found.get("url", found.get("data", found.get("bytes")))
    if isinstance(found, dict):
        found = found.get("bytes")
    if isinstance(found, str):
        if "image_url" in part and not found.startswith(("http://", "https://", "data:")):
            noted.once("picture-path", f"message {place}: “{quoted(found, 40)}”")
        encoded = found.partition(";base64,")[2] if found.startswith("data:") else found
        noted.pictures.append(round(len(encoded) / ENCODED) if len(encoded) > 2_000 else 0)


def _told(part: Record) -> str:
    """The text of a call, or of what came of it, that stands as a part of a message."""
    if part["type"] == "tool_use":
        return f"{part.get('name', '')}({canonical(part.get('input', {}))})"
    content = part.get("content", "")
    found = content if isinstance(content, list) else [content]
    return "\n".join(str(one.get("text", canonical(one))) if isinstance(one, dict) else str(one) for one in found)
