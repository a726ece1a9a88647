"""Small sets of examples in our own words, shown while a reader has given no file."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO, Literal

RULES = "You answer letters to Northwick Railways. Be friendly and short, and name the next step."


@dataclass(frozen=True)
class Held:
    """Bytes in memory that open as a file does."""

    content: bytes

    def open(self, _mode: Literal["rb"], /) -> BinaryIO:
        """A reading from the beginning."""
        return io.BytesIO(self.content)


@dataclass(frozen=True)
class Sample:
    """A set by its key, with what a given file has."""

    key: str

    @property
    def name(self) -> str:
        """The name that its file would have."""
        return f"{self.key}.jsonl"

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.path.content)

    @cached_property
    def path(self) -> Held:
        """Its content."""
        return Held("".join(f"{line}\n" for line in SETS[self.key]).encode())


def chat(*turns: str, system: str = RULES, **more: Any) -> str:
    """A line of chat JSONL; the turns are of user and assistant by turns."""
    said = [{"role": ("user", "assistant")[place % 2], "content": text} for place, text in enumerate(turns)]
    first = [{"role": "system", "content": system}] if system else []
    return json.dumps({"messages": first + said, **more}, ensure_ascii=False)


LATE = chat(
    "My train from Eastbrook was 70 minutes late on Monday. Do I get anything back?",
    "You do: from 60 minutes on we pay back half of the fare. Please send us a picture of the ticket.",
)
BICYCLE = "May I take my bicycle on the 7:40 to Harwell?"
UMBRELLA = (
    "I left a green umbrella in the second coach of the 18:05 to Northwick on Tuesday, on the rack above seat 41, "
    "next to a folded newspaper. It has a wooden handle with a small brass ring, and it was a present from my "
    "daughter. Could you look whether somebody handed it in at the terminus or at one of the stations on the way, "
    "and tell me where and until when I may fetch it?"
)
FOUND = "It has been found and waits for you at the counter in Northwick until the end of the month."

FAULTS = (
    LATE,
    chat(
        BICYCLE, "Gladly, if the coach with the bicycle sign has a free place. Reserve one at the counter or by phone."
    ),
    chat(UMBRELLA, FOUND),
    LATE,
    '{"messages": [{"role": "user", "content": "Where do I find the summer timetable?"}, {"role": "assistant", "con',
    chat(BICYCLE, "Sorry, bicycles travel only after nine in the morning."),
    chat("Is there a quiet coach on the night train?"),
    chat("Can I bring my dog?", ""),
    chat("How do I complain about a conductor?", "I'm sorry, but I can't help with that."),
    chat("What do I need for a group ticket?", "Six people or more. Please send us the names, the day and the"),
    chat(
        "The machine at Harwell kept my change.",
        "We are sorry. Clara Whitby will see to it: clara.whitby@northwick-railways.com, 020 7946 0813.",
    ),
    chat("Gilt meine Monatskarte auch am Wochenende?", "Ja, sie gilt an allen Tagen des Monats, auch an Feiertagen."),
    chat(UMBRELLA.replace("green", "blue"), FOUND),
    '{"messages": [{"role": "customer", "content": "Is the lift at Eastbrook working?"}, '
    '{"role": "assistant", "content": "It is, since this morning."}]}',
    chat(
        "Do children travel free?",
        "Up to five years they do. From six to fourteen they pay half.",
        "And with their grandparents?",
        "Then up to three children travel free, whatever their age up to fourteen.",
    ),
)
"""Fifteen lines with instructive faults."""

CLEAN = (
    chat("Which platform does the 9:15 leave from?", "Platform 3, as on every working day.", system=""),
    json.dumps(
        {
            "messages": [
                {"role": "system", "content": RULES},
                {"role": "assistant", "content": "Good morning! What may I look up for you?"},
            ]
        }
    ),
    chat("I lost my season ticket.", "Bring a photograph to any counter, and you leave with a new one."),
    chat("Is there a dining coach?", "On trains with a knife and fork beside their number, until 21:00."),
    chat(
        "Good evening.",
        "Good evening! How can I help?",
        "I want to travel to the coast on Sunday.",
        "With pleasure. In the morning or after lunch?",
        "In the morning, and not too early.",
        "Then the 9:32 suits you: you arrive at 11:10 without a change.",
        "What does it cost for two?",
        "Two day returns come to the price of one and a half. Shall I put them aside?",
    ),
)
"""Five conversations without an error: one has no system message, another no message of a user."""

SETS: Mapping[str, tuple[str, ...]] = {"faults": FAULTS, "clean": CLEAN}
