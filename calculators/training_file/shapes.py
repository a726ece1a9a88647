"""What shape the examples of a file have, recognised from its first lines or chosen by the reader."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, islice
from typing import Any, Literal, NamedTuple

from calculators.files.json_list import elements, over_lines
from calculators.files.jsonl import Faulty, NoNumber, glued, record, with_null, without_last_commas
from calculators.files.lines import Given, Line, Lines, Unreadable
from calculators.files.reading import CSV, JSONL, Sheet, guessed, table
from calculators.training_file import argilla, chats, choices, recognise, running, tables, templates
from calculators.training_file.columns import (
    ANSWERS,
    INPUTS,
    TEXTS,
    TOOLS,
    Columns,
    beside_text,
    chosen,
    is_apart,
    named,
    numbering,
    of_objects,
    text_column,
    without_names,
)
from calculators.training_file.examples import JUDGED, KINDS_OF_MEDIA, MEDIA, Example, Reader, keys_of
from calculators.training_file.formats import formats
from calculators.training_file.kinds import Wrong, quoted
from calculators.training_file.messages import argument_kinds
from calculators.training_file.questions import listed, question
from calculators.training_file.readers import KEYS, READERS
from calculators.training_file.recognise import ARGILLA, MOST_COLUMNS, RECOGNISED_FROM, UNKNOWN
from calculators.training_file.talks import TALKS, talk_key

LONGEST_NAME = 4
"""Spaces in the name of a column; a cell with more is prose, unless the name of the file says that it is a table."""

NO_COLUMNS = Columns()


Spot = Literal["line", "element"]
"""By what an example is told: its line, or its number in a list where several stand on one line."""

AUTO = "auto"
BARE = (("prompt", "completion"), ("text",))
"""Keys beside which Together reads none."""

COLUMNED = ("pairs", "text")
"""The shapes that are read from columns of any name."""


class Unclear(Unreadable):
    """A file of which nobody can tell what a column is for: what to ask, of the field that answers it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


class Item(NamedTuple):
    """What stands for one example in a file: its number, the byte where it begins, its text, its record.

    `source` is that text; `record` is None where there is a problem: the key of its kind, and what is wrong. A problem
    of the kinds “nan”, “comma” and “glued” leaves a record, and the text is how it is mended.
    """

    number: int
    offset: int
    source: str
    record: Mapping[str, Any] | None
    problem: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Form:
    """How the examples of a file are read: JSONL or CSV, its shape, its columns and those chosen."""

    kind: str
    shape: str
    columns: tuple[str, ...] = ()
    use: Columns = NO_COLUMNS
    numbers: tuple[str, ...] = ()
    """The columns that only number the rows."""
    talk: str = ""
    """The key under which most conversations stand."""
    references: tuple[str, ...] = ()
    """The keys beside most prompts that an answer is held against."""
    calls: str = ""
    """What the arguments of most calls are, text or object; empty where there are none."""
    template: tuple[str, str] = ("", "")
    """Of texts to be learned as they stand: the template that most are in, and the mark with which they end."""
    marked: bool = False
    """Whether most texts beside which pictures, videos, sounds stand have marks in their places."""
    usual: frozenset[str] | None = None
    """The keys of the examples of this shape, where others may be of another; None where all are read alike."""

    nested: str = ""
    """The key under which each example holds a text in several languages; empty where there is none."""

    @property
    def asked(self) -> str:
        """The columns of the input, as one text."""
        return " + ".join(self.use.inputs)

    @property
    def answered(self) -> str:
        """The column of the answer."""
        return self.use.answer

    @cached_property
    def places(self) -> tuple[str, ...]:
        """What stands in a text in the place of the pictures, videos, sounds that stand beside some examples."""
        return tuple(f"<{kind}>" for kind in KINDS_OF_MEDIA if {kind, f"{kind}s"} & set(self.columns))

    @cached_property
    def spare(self) -> bool:
        """Whether nothing stands beside the messages of any line, so that one of messages alone lacks nothing."""
        return set(self.columns) <= {"messages"}

    @cached_property
    def read(self) -> Reader:
        """Reads an example from a record. Raises Wrong."""
        if self.shape == "pairs":
            return tables.pairs(self.use)
        if self.shape == ARGILLA:
            return partial(argilla.read, self.use.inputs)
        return tables.plain(self.asked) if self.shape == "text" else READERS[self.shape]

    def example(self, item: Item) -> Example:
        """The example of an item. Raises Wrong."""
        try:
            return self._as_most(item)
        except Wrong:
            if own := self.apart(item):
                example = own.example(item)
                example.odd.append(("other-shape", own.called))
                example.form = own
                return example
            raise

    def apart(self, item: Item) -> "Form | None":
        """How an example is read that is not shaped like most; None where it is, where it is faulty, or nobody knows.

        What has no other keys than most, and lacks some, lacks them, and is none of another shape.
        """
        record = item.record
        if self.usual is None or not record or len(record) > MOST_COLUMNS or (own := alone(record)) is None:
            return None
        if own.use == self.use if own.shape == self.shape else record.keys() <= self.usual:
            return None
        try:
            own.example(item)
        except Wrong:
            return None
        return own

    @property
    def called(self) -> str:
        """What the examples are, in words."""
        return formats()[self.shape].called + (f" from {listed(self.use.read)}" if self.use.read else "")

    def _as_most(self, item: Item) -> Example:
        """The example of an item as most are read. Raises Wrong."""
        if item.record is None:
            raise Wrong(*item.problem)
        if self.shape in KEYS and not item.record.keys() & KEYS[self.shape] and not self._known_otherwise(item.record):
            raise Wrong(
                "shape", f"the file holds {formats()[self.shape].called}; keys of this line: {keys_of(item.record)}"
            )
        try:
            example = self.read(item.record)
        except Wrong:
            if item.problem[0] == "nan":  # null in place of a text: what stood there says it better
                raise Wrong("json", item.problem[1]) from None
            raise
        example.odd += [item.problem] if item.problem[0] else []
        if not (example.plain and self.spare):
            example.odd += self._lacking(item.record, example)
        return example

    def _lacking(self, record: Mapping[str, Any], example: Example) -> Iterator[tuple[str, str]]:
        """What a record lacks that most others have: a picture for its place, a reference to judge an answer by."""
        if self.places and record.keys().isdisjoint(MEDIA):
            place = next((place for place in self.places for _, text in example.turns if place in text), "")
            if place:
                yield "media-fit", f"“{place}” in a text, and nothing beside it"
        if "messages" in record and not record.keys().isdisjoint(MEDIA) and any(record.get(key) for key in MEDIA):
            marked = any(f"<{kind}>" in text for kind in KINDS_OF_MEDIA for _, text in example.turns)
            if not marked:
                yield ("media-fit", "no place in the texts") if self.marked else ("unmarked", "")
        if self.calls and (other := argument_kinds(record) - {self.calls}):
            yield "tool-mixed", f"{'an object' if 'object' in other else 'a text'}, where most have {self.calls}s"
        if self.template[0]:
            yield from templates.odd(example.answer, *self.template)
        if self.shape in COLUMNED and (more := self.beside(record)):
            yield "extra-key", quoted(", ".join(more))
        if "weight" in self.columns and "messages" in record and "weight" not in record:
            yield "no-weight", ""
        for key in self.references:
            if record.get(key) in (None, "", [], {}):
                yield "no-reference", f"no “{quoted(key, 40)}”"

    def beside(self, record: Mapping[str, Any]) -> list[str]:
        """The keys beside messages, prompt and completion or a text that no provider reads."""
        if self.shape == "chat":
            return chats.extra_keys(record, "messages")
        read = self.use.read
        if self.kind != JSONL or read not in BARE or len(record) == len(read):
            return []
        return [key for key in record if key not in read and key not in (*TOOLS, *MEDIA)]

    def _known_otherwise(self, record: Mapping[str, Any]) -> bool:
        """Whether a record without a usual key of the shape has one of its own."""
        if self.shape == "ranked":
            return any(choices.side_keys(record))
        if self.shape == ARGILLA:
            return bool(argilla.questions(record))
        return len(KEYS[self.shape]) > 1 and TALKS[0] in KEYS[self.shape] and bool(talk_key(record))


def alone(record: Mapping[str, Any]) -> Form | None:
    """How an object is read by itself, whatever stands in other lines; None where nobody can tell."""
    shape = recognise.shape_of(record)
    if shape == "pairs":
        use = chosen(tuple(record), [record], "", "")
        return Form(JSONL, shape, tuple(record), use) if use.inputs and use.answer else None
    if shape == "text":
        return Form(JSONL, shape, tuple(record), Columns(inputs=(guessed(tuple(record), *TEXTS),)))
    return Form(JSONL, shape, tuple(record)) if shape in READERS else None


class Source:
    """A file opened as a list of examples: how they are read, and they in order, as often as is asked."""

    def __init__(self, file: Given, name: str, shape: str, asked: str, answered: str) -> None:
        self.file = file
        self.lines = Lines(file)
        self.faults: list[tuple[int, str]] = []
        """What is wrong with the list around the examples, each with its line; all once the items were read."""

        self.blank: list[int] = []
        """The lines between those of JSON that hold nothing; all once the items were read."""

        self.columnar = False
        """Whether the file was one of columns, and is read as lines made of it."""

        self.running = ""
        """Where a running text is cut; empty for any other file."""

        self.nested = ""
        """The key under which each example holds a text in several languages; empty where there is none."""

        first, second = islice(chain((line.text.strip() for line in self.lines if line.text.strip()), ("", "")), 2)
        if not first:
            raise Unreadable("there is nothing in this file; choose one with at least one line")
        self.listed = over_lines(first, second)
        begun = [line.number for line in islice(elements(self.lines), 2)] if self.listed else []
        self.spot: Spot = "element" if len(begun) != len(set(begun)) else "line"
        ending = name.lower().rpartition(".")[2]
        if ending in ("txt", "text", "md", "") and first[0] in "{[" and not running.JSON.match(first):
            self.form = self._texts(shape)
        elif first[0] in "{[" or ending in ("jsonl", "json", "ndjson"):
            self.form = self._objects(shape, asked, answered)
        elif ending in ("csv", "tsv", "tab") or self._has_heading():
            self.form = self._cells(shape, asked, answered)
        else:
            self.form = self._texts(shape)

    def sheet(self) -> Sheet:
        """The file as a table. Raises Unreadable."""
        return table(self.file)

    def heading(self) -> str:
        """The line that names the columns of CSV, as it stands; empty for JSONL."""
        return self.sheet().heading if self.form.kind == CSV else ""

    def items(self) -> Iterator[Item]:
        """What stands for the examples, in order; blank lines stand for none."""
        if self.form.kind == CSV:
            sheet = self.sheet()
            self.lines = sheet.lines
            for row in sheet.rows:
                if row.problem:
                    key = "too-long-line" if " MB" in row.problem else "row"
                    yield Item(row.number, row.offset, row.source, None, (key, row.problem))
                else:
                    cells = dict(zip(sheet.columns, row.cells, strict=True))
                    held = chats.with_ratings(cells) if self.form.shape == "rated" else cells
                    yield Item(row.number, row.offset, row.source, held)
            return
        self.faults, self.blank = [], []
        if self.running:
            yield from map(self._text, running.texts(self.lines, self.running))
            return
        for count, line in enumerate(elements(self.lines, strict=True) if self.listed else self.lines, 1):
            number, offset, text, problem, between = line
            if self.spot == "element":
                number = count
            if between:
                self.faults.append((number, problem))
            elif problem:
                yield Item(number, offset, text, None, ("json" if self.listed else "too-long-line", problem))
            elif text and not text.isspace():
                item = self._item(number, offset, text)
                several = glued(text) if item.record is None else []
                for place, one in enumerate(several):  # lines that were put together without an end between them
                    part = self._item(number, offset, one)
                    yield (
                        part if part.record is None or not place else part._replace(problem=("glued", item.problem[1]))
                    )
                if not several:
                    yield item
            elif not self.listed:
                self.blank.append(number)

    @staticmethod
    def _text(found: Line) -> Item:
        """What a text of a running text stands for: a line of JSON."""
        made = {"text": found.text}
        problem = ("too-long-line", found.problem) if found.problem else ("", "")
        source = json.dumps(made, ensure_ascii=False)
        return Item(found.number, found.offset, source, None if found.problem else made, problem)

    def _item(self, number: int, offset: int, text: str) -> Item:
        """What a line of JSON stands for, as it is read: each language of a translation under a key of its own."""
        item = self._parsed(number, offset, text)
        nested = recognise.spread(item.record, self.nested) if self.nested and item.record else None
        return item._replace(record=nested) if nested else item

    @staticmethod
    def _parsed(number: int, offset: int, text: str) -> Item:
        """What a line of JSON stands for; mended, and with a problem, where a program wrote NaN or a comma too many."""
        try:
            return Item(number, offset, text, record(text))
        except NoNumber as fault:
            with suppress(Faulty):
                made = with_null(text)
                return Item(number, offset, json.dumps(made, ensure_ascii=False), made, ("nan", str(fault)))
            return Item(number, offset, text, None, ("json", str(fault)))
        except Faulty as fault:
            if (mended := without_last_commas(text)) != text:
                with suppress(Faulty):
                    return Item(number, offset, mended, record(mended), ("comma", str(fault)))
            return Item(number, offset, text, None, ("json", str(fault)))

    def _objects(self, shape: str, asked: str, answered: str) -> Form:
        self.form = Form(JSONL, "chat")
        records = (item.record for item in self.items() if item.record is not None)
        found = list(islice(records, RECOGNISED_FROM))
        self.nested, _ = Counter(map(recognise.translated, found)).most_common(1)[0] if found else ("", 0)
        found = [recognise.spread(one, self.nested) for one in found] if self.nested else found
        if not found:
            first = next(self.items(), None)
            if first and recognise.is_bare_talk(first.source):
                raise Unreadable('each line is a list of messages; write it as the list of a key: {"messages": […]}')
            said = f"{self.spot} {first.number:,}: {first.problem[1]}" if first else "the list is empty"
            many = f"none of its {sum(1 for _ in self.items()):,} {self.spot}s" if first else "nothing in it"
            raise Unreadable(f"{many} is an object of JSON; {said}")
        columns = tuple(islice(dict.fromkeys(key for one in found for key in one), MOST_COLUMNS)) or ("",)
        usual = None
        if shape == AUTO and not answered and (what := recognise.named(found)):
            raise Unreadable(what)
        if shape == AUTO:
            shape = Counter(recognise.shape_of(one) for one in found).most_common(1)[0][0]
            shape = shape if shape != UNKNOWN else "chat" if not any(columns) else "pairs"
            if shape == "text" and (named(columns, answered) or beside_text(columns, found)):
                shape = "pairs"
            if shape in COLUMNED and not (asked or answered):
                found = _alike(found, shape)
                columns = tuple(islice(dict.fromkeys(key for one in found for key in one), MOST_COLUMNS)) or ("",)
            usual = frozenset(key for one in found if recognise.shape_of(one) == shape for key in one)
        talk = Counter(map(talk_key, found)).most_common(1)[0][0]
        calls = Counter(kind for one in found for kind in argument_kinds(one)).most_common(1)
        form = Form(
            JSONL,
            shape,
            columns,
            talk=talk,
            references=_references(found) if shape == "prompts" else (),
            calls=calls[0][0] if calls else "",
            marked=_marked(found),
            usual=usual,
            nested=self.nested,
        )
        return _with_columns(form, found, asked, answered)

    @staticmethod
    def _tabled(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
        """The shape of a table: pairs of answers, an input with its answer, or text alone."""
        if rows and all(choices.side_keys(rows[0])):
            return "ranked"
        if argilla.questions(dict.fromkeys(columns)):
            return ARGILLA
        numbers = numbering(columns, rows)
        content = [one for one in columns if one not in numbers and not is_apart(one)]
        return "text" if len(columns) == 1 or (len(content) == 1 and guessed(content, *TEXTS)) else "pairs"

    def _texts(self, shape: str) -> Form:
        """How a running text is read. Raises Unreadable where something else is asked for."""
        if shape not in (AUTO, "text"):
            raise Unreadable(
                "this is neither JSONL, with an object in braces on each line, nor a table whose first line names "
                "its columns, but running text; save it as one of the two, or choose “Text only” as the shape"
            )
        self.running = running.way(self.lines)
        return Form(JSONL, "text", ("text",), use=Columns(inputs=("text",)))

    def _has_heading(self) -> bool:
        """Whether the first line names columns, though the name of the file does not say that it is a table."""
        sheet = self.sheet()
        if len(sheet.columns) == 1:  # a title of a text, most often
            return sheet.columns[0].lower() in TEXTS
        if any(column.count(" ") > LONGEST_NAME for column in sheet.columns):
            return False
        whole = not any(row.problem for row in islice(sheet.rows, RECOGNISED_FROM))
        return whole and bool(guessed(sheet.columns, *INPUTS, *ANSWERS, *TEXTS))

    def _cells(self, shape: str, asked: str, answered: str) -> Form:
        sheet = self.sheet()
        rows = [row.cells for row in islice(sheet.rows, RECOGNISED_FROM) if not row.problem]
        found = [dict(zip(sheet.columns, cells, strict=True)) for cells in rows]
        if column := of_objects(sheet.columns, found):
            raise Unreadable(
                f"the cells of “{quoted(column, 40)}” hold lists of messages written out, not texts; write the same "
                "data as JSONL, with one object on each line (to_json in place of to_csv)"
            )
        if not (asked or answered) and (what := without_names(sheet.columns, found) or recognise.of_messages(found)):
            raise Unreadable(what)
        if shape in (AUTO, "rated") and not answered and recognise.rated_cells(found):
            shape = "rated"
        elif shape == AUTO or shape in READERS:
            shape = "pairs" if answered else self._tabled(sheet.columns, found)
        return _with_columns(Form(CSV, shape, sheet.columns), found, asked, answered)


def _marked(records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether most texts beside which pictures, videos, sounds stand have marks in their places."""
    shown = [json.dumps(one) for one in records if any(one.get(key) for key in MEDIA)]
    return 2 * sum(any(f"<{kind}>" in text for kind in KINDS_OF_MEDIA) for text in shown) >= len(shown) > 0


def _alike(records: Sequence[Mapping[str, Any]], shape: str) -> list[Mapping[str, Any]]:
    """Of the records of a shape those with the columns that most have, as far as their names say which these are."""
    said = [(own.shape, own.use.inputs[:1], own.use.answer) if (own := alone(one)) else None for one in records]
    usual = Counter(one for one in said if one and one[0] == shape).most_common(1)
    if not usual:
        return list(records)
    return [one for one, mine in zip(records, said, strict=True) if mine in (usual[0][0], None)]


def _references(records: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The keys that say what the right answer is, where most records have them."""
    named = Counter(key for one in records for key, held in one.items() if JUDGED.fullmatch(key) and held is not None)
    return tuple(key for key, count in named.items() if 2 * count > len(records))


def _with_columns(form: Form, rows: Sequence[Mapping[str, Any]], asked: str, answered: str) -> Form:
    """The form with its columns: those that the reader named if they are there, else guesses. Raises Unreadable."""
    columns = form.columns
    # A key of JSON is named by somebody, and may be a setting or what an answer is held against.
    form = replace(form, numbers=numbering(columns if form.kind == CSV else [one for one in columns if not one], rows))
    if form.shape == ARGILLA and "fields" not in columns:
        return replace(form, use=_shown(form, rows, asked))
    if form.shape not in COLUMNED:
        return form
    if form.shape == "text":
        text = (*named(columns, asked), text_column(columns, rows))[0]
        beside = (one for one in columns if one not in (text, *TOOLS, *MEDIA, *form.numbers) and not is_apart(one))
        template = templates.usual([held for row in rows if isinstance(held := row.get(text), str)])
        return replace(form, use=Columns(inputs=(text,), unread=tuple(beside)), template=template)
    use = chosen(columns, rows, asked, answered)
    if not any(columns):  # objects without a key that has a name: each is told by its line
        return replace(form, use=Columns(inputs=("",), answer=""))
    if not use.inputs or not use.answer:
        what = "column" if form.kind == CSV else "key"
        if form.kind == JSONL and all(isinstance(cell, (dict, list)) for row in rows for cell in row.values()):
            raise Unreadable(
                f"none of its keys holds a text to learn from ({listed(columns)}); write one object on each line, with "
                "a key for the input and one for the answer, or a list “messages”"
            )
        raise Unclear(*question(what, columns, use, rows))
    return replace(form, use=use)


def _shown(form: Form, rows: Sequence[Mapping[str, Any]], asked: str) -> Columns:
    """The columns of records of Argilla without objects, the answers apart. Raises Unclear."""
    offered = argilla.offered(form.columns)
    inputs = named(offered, asked) or argilla.shown(form.columns, rows)
    if not inputs:
        what = "columns" if form.kind == CSV else "keys"
        raise Unclear("asked", f"which {what} were shown to who answered? The records have {listed(offered)}")
    return Columns(inputs=inputs, unread=tuple(one for one in offered if one not in inputs))
