"""What can be found in a training file: how grave it is, how it is called, what to do about it."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calculators.kit.remarks import Level

Record = Mapping[str, Any]
"""What a line holds, as JSON has it."""


@dataclass(frozen=True)
class Kind:
    """One kind of finding."""

    key: str
    level: Level
    title: str
    advice: str


def _kinds(level: Level, *told: tuple[str, str, str]) -> tuple[Kind, ...]:
    return tuple(Kind(key, level, title, advice) for key, title, advice in told)


ERRORS = _kinds(
    "error",
    ("too-long-line", "Line too long to be read", "Split the example, or let a link stand for each picture."),
    ("json", "Not valid JSON", "Write every line with a JSON library, one object to a line."),
    ("row", "Row that cannot be read", "Save the table again from the program that made it, cells in quotes."),
    ("shape", "Not shaped like the rest", "Give it the keys that the other examples have, or drop it."),
    ("turn", "Messages are not a list of objects", "Each message needs its own object with a role and a content."),
    (
        "role",
        "Unknown role",
        "Use a role of this format: in chat system, user, assistant, tool; in Gemini user, model.",
    ),
    ("content", "Content missing or not text", "Give each message a text, or parts that name their type."),
    ("no-answer", "Nothing to learn: no answer", "Add the answer that the model shall give, or drop the example."),
    (
        "answered-prompt",
        "Prompt that ends with an answer",
        "Cut the answer: for reinforcement the model gives its own.",
    ),
    ("empty-text", "Empty text", "Write it, or drop the example."),
    ("list", "Fault in the list around the examples", "Write one object on each line, as the cleaned file does."),
    ("glued", "Two examples on one line", "Write each on a line of its own; the cleaned file does."),
    ("comma", "Comma behind the last of several", "Leave it out; the cleaned file does."),
    ("last-turn", "Does not end with an answer", "Cut what follows the last answer, or add the answer."),
    ("empty-answer", "Empty answer", "Write the answer, or drop the example; empty answers teach silence."),
    ("empty-input", "Empty input", "Write the input, or drop the example."),
    ("weight", "Weights that leave nothing to learn", "One answer at least needs the weight 1."),
    ("weight-value", "Weight that is neither 0 nor 1", "Write 0 where an answer is not to be learned, else 1 or none."),
    (
        "tool",
        "Tool call or result that does not fit",
        "A result needs the id of a call before it; a call names its function, and its arguments are JSON.",
    ),
    (
        "tokens",
        "Labels or a mask that do not fit the tokens",
        "Give each token one label, −100 where it is not learned, and one entry of the mask.",
    ),
    ("pair", "No pair of a better and a worse answer", "Give one answer on each side, and two that differ."),
    ("rating", "No rating, or no steps that fit theirs", "Rate each answer or step with true or false, one for each."),
)
WARNINGS = _kinds(
    "warning",
    ("duplicate", "Exact copy of an earlier example", "One is enough; copies weigh more than you meant them to."),
    ("near", "Almost a copy of an earlier example", "Read a few pairs; keep both only where the difference matters."),
    (
        "conflict",
        "Same input, different answers",
        "Where one is right, let somebody who knows decide. Where many are good, as of a poem, keep them.",
    ),
    ("leak", "Stands in the validation file too", "Take it out of one of the two; else validation flatters."),
    ("near-leak", "Almost stands in the validation file too", "Split by source or by time, not by row."),
    ("personal", "Personal data or keys", "Remove or replace them before the file leaves your house."),
    ("refusal", "The answer is a refusal", "Keep it only where the model really shall refuse."),
    ("truncated", "The answer seems cut off", "Complete it; a model learns to stop in mid-sentence."),
    ("placeholder", "Placeholder or prompt left in the text", "Fill it in, or drop the example."),
    ("mark", "Mark of a chat template in the text", "Remove it; providers add their own."),
    (
        "template",
        "Template otherwise than in most texts",
        "Write all in the template of the model, each turn with the mark of its end.",
    ),
    (
        "template-empty",
        "Empty answer within a text",
        "Write the answer, or drop the example; empty answers teach silence.",
    ),
    ("garbled", "Letters read in the wrong encoding", "Take the text from its source again, as UTF-8."),
    ("no-user", "No message of a user", "Check whether the question was lost; some providers refuse this."),
    ("order", "Two turns of one side in a row", "Join them into one; some providers want turns to alternate."),
    ("system-late", "System message not at the beginning", "Move it to the front, and keep only one."),
    ("empty-turn", "Empty message before the answer", "Drop the message, or put back what it held."),
    ("tool-arguments", "Arguments of a tool call are not JSON", "Write them as the tool would have to receive them."),
    ("tool-half", "Tool call or result without its other half", "OpenAI wants a result with its id after each call."),
    (
        "tool-mixed",
        "Arguments of calls otherwise than in most lines",
        "Write all as texts of JSON, or all as objects: the library datasets before 4.7 reads one kind in a file.",
    ),
    (
        "tool-undeclared",
        "Call of a tool that is not among the tools",
        "Name it among the tools, or mend its name: else the model learns to call what is not there.",
    ),
    ("call-json", "Call that is no JSON", "Write it as {“name”: …, “arguments”: {…}}, or a list of these."),
    ("tools-json", "Tools that are no JSON", "Write the list of tools as JSON, or leave the key out."),
    (
        "other-shape",
        "Of another shape than most",
        "Nobody takes a file of several shapes. The cleaned file keeps each as it stands; as Chat it writes all alike.",
    ),
    ("two-shapes", "Two formats in one line", "Keep one set of keys; some providers refuse a line with both."),
    ("unknown-key", "Keys that no provider knows", "Remove them before the upload; some providers refuse them."),
    (
        "not-cohere",
        "Role that Cohere did not know",
        "Among messages with the roles of Cohere all are System, User or Chatbot.",
    ),
    ("foreign-role", "Roles that only some tools know", "Call them system, user, assistant and tool."),
    ("part-value", "Text of a part under another key", "Write it under “text”; only LLaMA-Factory reads this."),
    ("part-type", "Part of a type that chat does not know", "Chat knows text and image_url; write text as “text”."),
    ("weight-elsewhere", "Weight on a message that is no answer", "Leave it out; only answers have weights."),
    ("tool-object", "Arguments of a call as an object", "TRL has them so; providers want texts of JSON: save as Chat."),
    ("assistant-picture", "Picture in an answer", "Move it to a message of the user; answers are text."),
    (
        "system-text",
        "System instruction as a text",
        "Write it with parts, as Gemini’s turns have them: {“parts”: [{“text”: …}]}; or save as Chat.",
    ),
    ("picture-path", "Picture by a path", "Providers want a link (https, gs, s3), or the picture itself in base64."),
    (
        "media-fit",
        "Pictures and their places do not fit",
        "One place (<image>, <video>, <audio>) in the texts for each picture, video, sound beside them.",
    ),
    (
        "media-parts",
        "Pictures and the parts for them do not fit",
        "One part {“type”: “image”} in the messages for each picture beside them.",
    ),
    (
        "last-user",
        "Ends with the user, as Cohere allowed",
        "Cut what follows the last answer, or add the answer: nobody who trains today takes it so.",
    ),
    ("no-reference", "Nothing to judge by, where others have it", "Add it: the grader or reward reads it."),
    (
        "ids",
        "Number or id in the place of a text",
        "Name the column that holds the text: “Column of the input”, or --asked.",
    ),
    ("pair-same", "Better and worse answer are the same", "Drop the pair, or mend it: it teaches nothing."),
    (
        "system-beside",
        "System text beside the messages",
        "Who reads only the messages never sees it; saved as Chat it stands as the first of them.",
    ),
    ("empty-worse", "Empty worse answer", "Write it, or drop the pair; else anything is better."),
    ("no-common-prompt", "Two answers to different prompts", "Both sides of a pair begin with the same prompt."),
    ("thought-alone", "Thought without an answer after it", "Write its end, and the answer that it comes to."),
    ("nan", "Number that JSON does not know (NaN)", "Write null; the cleaned file does."),
    ("label-spelling", "Label spelt in two ways", "Write each label in one way, unless both are meant."),
    ("big-picture", "Picture too large", "Make it smaller, or lower its quality."),
    ("many-pictures", "Too many pictures in one example", "Leave some out, or split the example."),
    ("reserved-word", "Word that the format reserves", "Use another one; with it in a prompt, jobs of Nova fail."),
    (
        "one-mould",
        "Answers cast in one mould",
        "More than half of all answers are one sentence with other numbers or names: fine for a form to be filled in; "
        "else let people word some of them anew, or the model answers everything so. None is left out.",
    ),
    (
        "over-long",
        "Longer than the limit",
        "Shorten or split it: some cut off what is beyond, and that is the answer; some drop it.",
    ),
    (
        "blank",
        "Blank line",
        "The cleaned file has none. Checks that read each line as JSON stop there: Together’s, MLX-LM’s, Mistral’s.",
    ),
    ("latin", "Line not in UTF-8", "It was read in the letters that the file speaks for. The cleaned file is UTF-8."),
)
NOTES = _kinds(
    "note",
    (
        "several-answers",
        "Several answers where many may be good",
        "Fine for poems, names, translations, if all are good.",
    ),
    ("language", "Another language than most", "Fine where you want it; else drop these examples."),
    ("no-system", "No system message", "Fine if calls of the tuned model will have none either."),
    ("pictures", "Pictures, sound or files in messages", "Their tokens are not in the estimate."),
    (
        "beginning",
        "Begins with the mark of a beginning",
        "Leave it out where the tokenizer adds one: else it stands twice.",
    ),
    ("no-weight", "No weight, where other examples have one", "Fireworks wants it in all or in none."),
    (
        "extra-key",
        "Keys beside those that are read",
        "The libraries pass over them, and so does Together, says its page; its client refused them until May 2026. "
        "OpenAI names only messages, tools, functions, parallel_tool_calls.",
    ),
    (
        "mixed-types",
        "Key with another type than before",
        "The library datasets reads both from 4.7 on; LLaMA-Factory and Unsloth ask for an older one, which stops.",
    ),
    (
        "masks",
        "Keys that say what of a message is learned",
        "Libraries read them; saved as Chat, weights stand for them.",
    ),
)
KINDS = {kind.key: kind for kind in ERRORS + WARNINGS + NOTES}


class Wrong(ValueError):
    """A line that cannot be used: the key of the kind, and what is wrong, in words."""

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(detail)
        self.key = key
        self.detail = detail


class Noted:
    """What is odd about one example, and what reaches the model beside its texts.

    `odd` lists keys of kinds with details; `beside` what pictures, sound, tools and the like hold or point to;
    `pictures` how large each is; `thoughts` what is thought before something is said.
    """

    __slots__ = ("beside", "called", "odd", "pictures", "places", "thoughts")

    def __init__(self) -> None:
        self.odd: list[tuple[str, str]] = []
        self.beside: list[str] = []
        self.pictures: list[int] = []
        """The bytes of each picture; 0 where a link stands for it."""

        self.places: dict[str, int] = defaultdict(int)
        """How many parts only say that a picture, a video or a sound stands here, by their type."""

        self.thoughts: list[str] = []
        self.called: dict[str, int] = {}
        """The names of the tools that are called, each with the message that does so first."""

    def note(self, key: str, detail: str) -> None:
        """Note what is odd."""
        self.odd.append((key, detail))

    def once(self, key: str, detail: str) -> None:
        """Note what is odd unless it has been noted of this example."""
        if not any(kind == key for kind, _ in self.odd):
            self.odd.append((key, detail))

    def hold(self, value: Any) -> None:
        """Keep what reaches the model and is no text of a turn."""
        self.beside.append(canonical(value))


_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def canonical(value: Any) -> str:
    """A JSON value as one text, the same whatever the order of its keys and the spaces around them."""
    return value if isinstance(value, str) else _encoder.encode(value)


def as_written(value: Any) -> str:
    """A JSON value as one text, its keys in the order in which they stand: for what is to be learned."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def quoted(text: object, most: int = 60) -> str:
    """A little of a reader's text, on one line and without signs that cannot be printed."""
    plain = " ".join(str(text)[: 4 * most].split())
    plain = "".join(letter if letter.isprintable() else "·" for letter in plain)
    return plain if len(plain) <= most else plain[: most - 1] + "…"
