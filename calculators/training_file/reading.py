"""One reading of a training file, example by example: it makes the survey."""

import marshal
import re
from array import array
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple, Protocol

from calculators.files.helpers import InOrder
from calculators.files.lines import Given, Unreadable
from calculators.files.reading import CSV
from calculators.kit.given_file import GivenFile
from calculators.kit.progress import Progress
from calculators.training_file import argilla, tables
from calculators.training_file.columnar import as_lines
from calculators.training_file.columns import ID, SYSTEMS, compared
from calculators.training_file.exact import Counter as TokenCounter
from calculators.training_file.examples import Example
from calculators.training_file.kinds import Record, Wrong, canonical, quoted
from calculators.training_file.labels import odd, plainly
from calculators.training_file.languages import NAMES
from calculators.training_file.looking import Seen, Text, numbers_of_goods, see
from calculators.training_file.messages import arguments_of, plain_turns
from calculators.training_file.moulds import Moulds
from calculators.training_file.near import Sketches
from calculators.training_file.open_ended import is_open
from calculators.training_file.recognise import ARGILLA
from calculators.training_file.settings import settings
from calculators.training_file.shapes import COLUMNED, Item, Source, Unclear
from calculators.training_file.spoken import Spoken
from calculators.training_file.structure import TRAITS, traits, traits_of_roles
from calculators.training_file.survey import (
    CONFLICT,
    DUPLICATE,
    FLAGS,
    LEAK,
    REFUSAL,
    REJECTED,
    UNKNOWN,
    Survey,
    System,
    Told,
)
from calculators.training_file.tokens import Sample

BESIDE = frozenset({*SYSTEMS, "systemInstruction", "system_instruction"})
"""Where a system message stands that is no message among others."""

LEADING = ("system\x1f", "developer\x1f")
UNASKED = "user\x1f"
"""The input of a pair whose two texts hold it themselves, with the marks of its template."""

TYPES: dict[type, str] = {str: "a text", bool: "true or false", list: "a list", dict: "an object"}
MOST_LABELS = 30
LONGEST_LABEL = 60
MOST_SYSTEMS = 10_000
TOLD_EVERY = 128


class Asked(NamedTuple):
    """How a file is to be read: its shape, the columns named, whether the texts are looked into, what counts tokens."""

    shape: str = "auto"
    asked: str = ""
    answered: str = ""
    thorough: bool = True
    counter: TokenCounter | None = None


class File(Given, Protocol):
    """A file with its name and its bytes."""

    @property
    def name(self) -> str:
        """Its name, without folders."""

    @property
    def size(self) -> int:
        """Its bytes."""


def opened(file: File, asked: Asked) -> Source:
    """A file as a list of examples. Raises Unreadable."""
    lines = as_lines(file) if isinstance(file, GivenFile) else None
    source = Source(lines or file, lines.name if lines else file.name, asked.shape, asked.asked, asked.answered)
    source.columnar = lines is not None
    return source


class Unusable(ValueError):
    """A file that cannot be read: the field that must change, and why."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


@lru_cache(maxsize=2)
def survey(file: File, asked: Asked, validation: File | None = None) -> tuple[Survey, Survey | None]:
    """Survey a training file and, if there is one, the validation file beside it. Raises Unusable."""
    training = _reading(file, asked, validation=False, compared=validation is not None)
    beside = None
    if validation is not None:
        beside = _reading(validation, asked, validation=True, compared=True)
        training.compare(beside)
    if asked.thorough:
        training.compare_texts(beside)
    return training.survey, beside.survey if beside else None


def _reading(file: File, asked: Asked, *, validation: bool, compared: bool) -> "_Reading":
    try:
        reading = _Reading(opened(file, asked), file, asked, look=not validation, compared=compared)
        reading.read()
    except Unclear as question:
        raise Unusable("validation" if validation else question.field, str(question)) from None
    except Unreadable as problem:
        raise Unusable("validation" if validation else "file", str(problem)) from None
    except OSError as problem:
        raise Unusable(
            "validation" if validation else "file", f"it can no longer be read ({problem.strerror}); choose it again"
        ) from None
    return reading


TOLD_BY: Mapping[str, Callable[[Record], Record]] = {"label-studio": tables.told_by_task, ARGILLA: argilla.told_by}
"""What of an export of annotations tells it from others: whoever annotates the same in the same way makes a copy."""


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def _whole(example: Example, record: Record, read: Collection[str], numbers: Collection[str]) -> bytes:
    """A digest of all of a record that tells it from others, the same whatever the order of its keys."""
    kept = record if example.plain else compared(record, read, numbers)
    turns = example.turns if example.plain else plain_turns(kept.get("messages")) if len(kept) == 1 else None
    if turns is None:
        return _digest(canonical(kept))
    # Version 2 of marshal gives the same bytes for the same texts, however they are held.
    return blake2b(marshal.dumps(turns, 2), digest_size=16).digest()


def _unled(asked: str) -> str:
    """What is asked without the system message at its beginning."""
    return asked.partition("\x1e")[2] if asked.startswith(LEADING) else asked


def _undated(system: str) -> str:
    """A system message without its numbers, such as today's date, which tell no examples apart."""
    return re.sub(r"\d+", "0", system)


@lru_cache(maxsize=1_000)
def _of_system(system: str) -> bytes:
    """A digest of a system message, which most often is that of many examples."""
    return _digest(_undated(system))


class _Reading:
    """One reading of a file, and what is remembered of its examples to compare them.

    Where it is thorough, sketches are kept of the texts; where it is to `look`, it also looks for signs in them. Where
    it is to be `compared` with another file, the questions are kept without the system message before them.
    """

    def __init__(self, source: Source, file: File, asked: Asked, *, look: bool, compared: bool) -> None:
        self.source = source
        self.survey = Survey(file.name, file.size, source.form, source.lines.encoding, source.spot)
        self.survey.sample = Sample(asked.counter if look else None)
        self.questions: list[tuple[bytes, int]] = []
        """The question of each example, whatever the system message before it."""

        self._compared = compared
        self._inputs: dict[bytes, int] = {}
        self._pairs: dict[bytes, int] = {}
        self._taught = array("q")
        """Of each example what is taught, as a hash: two that teach the same contradict nothing."""

        self._read = frozenset((*source.form.use.read, source.form.use.link))
        self._thorough = asked.thorough
        self._look = look
        self._wholes: dict[bytes, int] = {}
        self._progress = Progress(file.size, "examples")
        self._sketches = Sketches()
        self._texts = InOrder(see, self._keep)
        self._sketched = array("I")
        self._spoken = Spoken()
        self._moulds = Moulds()
        self._last_system = "", b""
        """The system message that was met last, which is most often the next one too, with its digest."""

        self._types: dict[str, str] = {}
        """The type that stands under each key at first."""

        self._beside: dict[int, bytes] = {}
        """Of examples with a system message, pictures, settings and the like, what tells those from others."""

        self._shown: dict[int, bytes] = {}
        """The same, the system message left out."""

    def read(self) -> None:
        survey, form = self.survey, self.source.form
        for count, item in enumerate(self.source.items()):
            if not count % TOLD_EVERY:
                self._progress.at(item.offset, count)
            survey.lines.append(item.number)
            try:
                example = form.example(item)
            except Wrong as wrong:
                survey.note(wrong.key, item.number, wrong.detail)
                self._add(REJECTED, 0, 0, 0, 0)
                continue
            self._example(count, item, example)
        self._texts.done()
        for line in self.source.blank:
            survey.note("blank", line, "")
        for line, fault in self.source.faults:
            survey.note("list", line, fault)
        survey.latin = self.source.lines.latin
        survey.letters = self.source.lines.letters or survey.letters
        survey.listed = self.source.listed
        survey.marked = self.source.lines.marked
        survey.returned = self.source.lines.returned
        survey.running = self.source.running
        survey.columnar = self.source.columnar
        if survey.marked and form.kind != CSV and not survey.listed:
            survey.counts["mark-of-order"] = 1
        if form.kind == CSV and self.source.sheet().delimiter != ",":
            survey.counts["other-separator"] = survey.examples
        if survey.latin:
            survey.counts["latin"] = survey.latin
            if survey.spot == "line":
                survey.told["latin"] = [Told(line, f"“{quoted(text)}”") for line, text in self.source.lines.latins]
        _check_labels(survey)
        self._mix_media()
        if 2 * survey.counts["ids"] <= survey.examples:  # a few texts that are numbers are texts
            del survey.counts["ids"]
        if self._look:
            self._count_languages()
            text, alike = self._moulds.most()
            for at in alike:
                survey.note("one-mould", survey.lines[at], f"“{quoted(text, 80)}”")

    def _mix_media(self) -> None:
        """Note the examples with video among those with pictures, or the other way: whichever are fewer."""
        survey = self.survey
        fewer, more = sorted(("image-block", "video-block"), key=lambda kind: survey.counts[kind])
        for place, flags in enumerate(survey.flags if survey.counts[fewer] else ()):
            if flags & FLAGS[fewer]:
                both = flags & FLAGS[more]
                told = "both in one" if both else TRAITS[fewer].split()[0].lower()
                self._flag("media-mixed", place, survey.lines[place], told)

    def _add(self, flags: int, letters: int, wide: int, turns: int, answer: int, taught: str = "") -> None:
        survey = self.survey
        self._taught.append(hash(taught))
        survey.flags.append(flags)
        survey.ascii.append(letters)
        survey.wide.append(wide)
        survey.turns.append(turns)
        survey.answers.append(answer)

    def _example(self, place: int, item: Item, example: Example) -> None:
        """Count an example that can be used."""
        survey = self.survey
        turns = example.turns
        flags = 0
        for key, detail in example.odd:
            survey.note(key, item.number, detail)
            flags |= FLAGS.get(key, 0)
        if example.pictures:
            survey.pictures[place] = len(example.pictures), max(example.pictures)
        answer, concluded = example.answer.strip(), example.concluded.strip()
        worse = turns[-1][1].strip() if turns[-1][0] == "rejected" else ""
        asked = "\x1e".join([f"{role}\x1f{text.strip()}" for role, text in turns[: -2 if worse else -1]])
        text = "\x1d".join([asked, answer, worse] if worse else [asked, answer]) + example.extra
        letters, wide = len(text), 0
        if not text.isascii():
            data = text.encode("utf-8", "replace")
            letters = len(text.encode("ascii", "ignore"))
            wide = len(data) - letters
        if example.beside or example.extra:
            asked = f"{asked}\x1d{example.extra}\x1d{example.beside}"
        record = item.record or {}
        if (len(record) > 1 or survey.form.calls == "object") and survey.form.kind != CSV:
            self._compare_types(record, item.number)
        told_by = TOLD_BY.get(survey.form.shape)
        read = self._read if example.form is None else frozenset(example.form.use.read)
        whole = _whole(example, told_by(record) if told_by else record, read, survey.form.numbers)
        earlier = self._wholes.setdefault(whole, place)
        if earlier == place:
            if example.counted:
                survey.sample.know(place, example.counted)
            else:
                survey.sample.add(whole, place, turns, example.extra)
        else:
            survey.copies[place] = earlier
            survey.note("duplicate", item.number, f"the same as {survey.named(earlier)}")
        flags |= DUPLICATE if earlier != place else 0
        if example.system and record.keys().isdisjoint(BESIDE):
            survey.note("system-inside", item.number, "")
            flags |= FLAGS["system-inside"]
        if survey.form.shape in COLUMNED and ID.fullmatch(turns[max(0, len(turns) - 2)][1].strip()):
            survey.note("ids", item.number, f"“{quoted(turns[max(0, len(turns) - 2)][1], 40)}”")
        taught = concluded if example.judged is None else example.judged
        self._add(flags, letters, wide, 0 if example.counted else len(turns), len(answer), taught)
        first = self._system(example.system) if example.system else False
        shape = (example.form or survey.form).shape
        survey.shapes[(example.form or survey.form).called] += 1
        plain = traits_of_roles(tuple([role for role, _ in turns]), shape) if example.plain else None
        for trait in traits(record, shape) if plain is None else plain:
            self._flag(trait, place, item.number, "")
        if earlier != place:
            return
        if self._compared and len(turns) > 1:
            self.questions.append((_digest(_unled(asked)), place))
        if worse:
            survey.pairs += 1
            # A question may have many pairs; the same two answers the other way round contradict each other.
            both = "\x1e".join(sorted((answer, worse)))
            self._compare_input(self._pairs, f"{asked}\x1d{both}", place, item.number, answer)
        elif example.rated is not None:  # both good and bad answers are wanted; the same one cannot be both
            self._rated(f"{asked}\x1d{answer}", place, item.number, rating=example.rated)
        elif len(turns) > 1:
            self._compare_input(self._inputs, asked, place, item.number, taught)
        if not example.taught or shape == "rated":
            pass
        elif len(survey.labels) <= MOST_LABELS and len(concluded) <= LONGEST_LABEL:
            survey.labels[concluded] += 1
            survey.spellings.setdefault(example.concluded, item.number)
        elif len(concluded) > LONGEST_LABEL:
            survey.counts[_LONG] += 1
        if self._thorough:
            # A system message that stands in every example says nothing about this one; it is looked at once.
            said = turns if first or not example.system else turns[1:]
            held = "" if example.plain else settings(record)
            # The same two answers the other way round, or the same one rated otherwise, is no copy.
            side = f"{answer < worse}" if worse else f"{example.rated}" if example.rated is not None else ""
            beside = "\x1d".join(filter(None, (example.beside, example.extra, example.judged, held, side)))
            if beside:
                self._shown[place] = _digest(beside)
                self._beside[place] = _digest(f"{beside}\x1d{_undated(example.system)}")
            elif example.system:
                self._beside[place] = _of_system(example.system)
            text = "\n".join([text for _, text in said])
            learned = shape in ("text", "segments") or asked == UNASKED
            refused = flags & REFUSAL  # told by its key
            answer = example.concluded if example.taught and not refused else ""
            if self._look and not learned:
                self._moulds.add(place, answer)
            numbered = numbers_of_goods(record, read) if self._look and read else ()
            asked = f"translate: {asked}" if survey.form.nested else asked
            self._texts.give(Text(place, item.number, text, asked, answer, self._look, learned, numbered), len(text))

    def _compare_types(self, record: Record, line: int) -> None:
        """Note a key under which another type stands than in the lines before, one in a line."""
        called = arguments_of(record) if self.survey.form.calls == "object" else ()
        within = (pair for one in called if isinstance(one, dict) for pair in one.items())
        for key, held in chain(record.items(), ((f"arguments.{key}", held) for key, held in within)):
            if held is not None:
                kind = TYPES.get(held.__class__, "a number")
                first = self._types.setdefault(key, kind)
                if first is not kind:
                    self.survey.note("mixed-types", line, f"“{quoted(key, 40)}”: {kind}, before that {first}")
                    return

    def _rated(self, answered: str, place: int, line: int, *, rating: bool) -> None:
        """Note an answer that was rated before, and otherwise."""
        key = _digest(answered)
        other = self._pairs.get(blake2b(key + bytes([not rating]), digest_size=16).digest())
        self._pairs.setdefault(blake2b(key + bytes([rating]), digest_size=16).digest(), place)
        if other is not None:
            for one in (other, place):
                if not self.survey.flags[one] & CONFLICT:
                    self.survey.flags[one] |= CONFLICT
                    self.survey.counts["conflict"] += one == other
            told = f"the answer of {self.survey.named(other)} to the same, rated the other way"
            self.survey.note("conflict", line, told)

    def _compare_input(self, seen: dict[bytes, int], asked: str, place: int, line: int, answer: str) -> None:
        """Note an input that stood in the file before, where something else is taught."""
        survey = self.survey
        first = seen.setdefault(_digest(asked), place)
        if self._taught[first] == self._taught[place]:
            return
        if survey.form.nested or is_open(asked.partition("\x1d")[0], survey.form.answered):
            survey.note("several-answers", line, f"the input of {survey.named(first)}")
            return
        if not survey.flags[first] & CONFLICT:
            survey.flags[first] |= CONFLICT
            survey.counts["conflict"] += 1
        survey.flags[place] |= CONFLICT
        detail = f"the input of {survey.named(first)}; here the answer is “{quoted(answer)}”"
        survey.note("conflict", line, detail)

    def _system(self, text: str) -> bool:
        """Count a system message; whether it is the first of its kind."""
        if text != self._last_system[0]:
            self._last_system = text, _digest(text)
        key = self._last_system[1]
        systems = self.survey.systems
        if found := systems.get(key):
            found.times += 1
            return False
        if len(systems) < MOST_SYSTEMS:
            systems[key] = System(len(text), quoted(text, 80))
        return True

    def _keep(self, seen: Seen) -> None:
        """Keep the sketch of a text, and note what it gives away."""
        self._sketches.keep(seen.sketch)
        self._sketched.append(seen.place)
        if self._look:
            self._spoken.add(seen.language, brief=seen.brief)
        for key, detail in seen.found:
            self._flag(key, seen.place, seen.line, detail)

    def _count_languages(self) -> None:
        """Count the languages, and note what is not in that of most."""
        survey = self.survey
        usual, each = self._spoken.all()
        for place, language in zip(self._sketched, each, strict=True):
            survey.languages[language] += 1
            if language not in (usual, UNKNOWN):
                survey.note("language", survey.lines[place], NAMES[language])
        if set(survey.languages) == {UNKNOWN}:
            survey.languages.clear()

    def _flag(self, key: str, place: int, line: int, detail: str) -> None:
        self.survey.flags[place] |= FLAGS.get(key, 0)
        self.survey.note(key, line, detail)

    def compare(self, beside: "_Reading") -> None:
        """Note what of this file stands in the other one too."""
        survey, other = self.survey, beside.survey
        twins = dict(reversed(beside.questions))
        for key, place in self.questions:
            twin = twins.get(key)
            if twin is not None:
                self._flag("leak", place, survey.lines[place], f"{other.named(twin)} of {quoted(other.name, 40)}")

    def compare_texts(self, beside: "_Reading | None") -> None:
        """Note near copies within this file and, if there is one, in the other."""
        survey, places = self.survey, self._sketched
        for earlier, later, alike in self._sketches.pairs(self._step("Looking for near copies")):
            first, place = places[earlier], places[later]
            if self._beside.get(first) != self._beside.get(place):
                continue
            detail = f"{100 * alike:.0f} % of its pairs of words are those of {survey.named(first)}"
            self._flag("near", place, survey.lines[place], detail)
        survey.bounded = self._sketches.bounded
        if beside is None:
            return
        other = beside.survey
        for ours, theirs, _ in self._sketches.against(
            beside._sketches, self._step("Comparing with the validation file")
        ):
            place, twin = places[ours], beside._sketched[theirs]
            if not survey.flags[place] & LEAK and self._shown.get(place) == beside._shown.get(twin):
                self._flag("near-leak", place, survey.lines[place], f"{other.named(twin)} of {quoted(other.name, 40)}")

    def _step(self, doing: str) -> Callable[[float], None]:
        return lambda share: self._progress.share(share, doing)


_LONG = "long answers"


def _check_labels(survey: Survey) -> None:
    """Keep the answers as labels only where they are few and short, each given several times."""
    long = survey.counts.pop(_LONG, 0)
    given = survey.labels.total()
    alike = {plainly(label) for label in survey.labels}
    few = not long and len(survey.labels) <= MOST_LABELS
    if few and given >= 2 * len(alike):
        for line, words in odd(survey.labels, survey.spellings):
            survey.note("label-spelling", line, words)
    if not few or given < 3 * len(alike):
        survey.labels.clear()
