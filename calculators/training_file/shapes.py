"""What shape the examples of a file have, recognised from its first lines or chosen by the reader."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from typing import Any, NamedTuple

from calculators.files.json_list import elements, over_lines
from calculators.files.jsonl import Faulty, record
from calculators.files.lines import Given, Lines, Unreadable
from calculators.files.reading import CSV, JSONL, Sheet, guessed, table
from calculators.training_file import examples
from calculators.training_file.columns import ANSWERS, INPUTS, TEXTS, Columns, chosen, named
from calculators.training_file.examples import Reader
from calculators.training_file.kinds import Wrong, quoted

RECOGNISED_FROM = 200
MOST_NAMED = 12
NO_COLUMNS = Columns()
MOST_COLUMNS = 200
"""Among so many keys columns are looked for; no training format has ten."""


AUTO = "auto"
SHAPES: Mapping[str, tuple[str, str]] = {
    AUTO: ("As the file looks", ""),
    "chat": ("Chat: messages with roles (OpenAI, Azure, Together, Mistral, Bedrock)", ""),
    "gemini": ("Chat: contents with parts (Gemini)", ""),
    "sharegpt": ("Chat: conversations with from and value (ShareGPT)", ""),
    "preference": ("Pairs of preferred and non-preferred output (OpenAI, Azure, Together)", ""),
    "ranked": ("Pairs of chosen and rejected answers", ""),
    "pairs": ("Input and answer, in two columns or keys", ""),
    "text": ("Text only, in one column or key", ""),
}
CALLED = {
    "chat": "chat examples",
    "gemini": "chat examples for Gemini",
    "sharegpt": "chat examples (ShareGPT)",
    "preference": "preference pairs",
    "ranked": "pairs of chosen and rejected answers",
    "pairs": "pairs of input and answer",
    "text": "texts",
}
READERS: Mapping[str, Reader] = {
    "chat": examples.chat,
    "gemini": examples.gemini,
    "sharegpt": examples.sharegpt,
    "preference": examples.preference,
    "ranked": examples.ranked,
}


class Item(NamedTuple):
    """What stands for one example in a file: its line, the byte where it begins, its source, its record or the problem.

    `record` is None where there is a problem: the key of its kind, and what is wrong.
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

    @property
    def asked(self) -> str:
        """The columns of the input, as one text."""
        return " + ".join(self.use.inputs)

    @property
    def answered(self) -> str:
        """The column of the answer."""
        return self.use.answer

    @cached_property
    def read(self) -> Reader:
        """Reads an example from a record. Raises Wrong."""
        if self.shape == "pairs":
            return examples.pairs(self.use)
        return examples.plain(self.asked) if self.shape == "text" else READERS[self.shape]

    def example(self, item: Item) -> examples.Example:
        """The example of an item. Raises Wrong."""
        if item.record is None:
            raise Wrong(*item.problem)
        if self.shape in KEYS and not item.record.keys() & KEYS[self.shape]:
            keys = quoted(", ".join(list(item.record)[:6]), 80) or "none"
            raise Wrong("shape", f"the file holds {CALLED[self.shape]}; keys of this line: {keys}")
        return self.read(item.record)


KEYS = {
    "chat": {"messages"},
    "gemini": {"contents"},
    "sharegpt": {"conversations"},
    "preference": {"input", "preferred_output", "non_preferred_output"},
    "ranked": {"chosen", "rejected"},
}


class Source:
    """A file opened as a list of examples: how they are read, and they in order, as often as is asked."""

    def __init__(self, file: Given, name: str, shape: str, asked: str, answered: str) -> None:
        self.file = file
        self.lines = Lines(file)
        first, second = islice(chain((line.text.strip() for line in self.lines if line.text.strip()), ("", "")), 2)
        if not first:
            raise Unreadable("there is nothing in this file; choose one with at least one line")
        self.listed = over_lines(first, second)
        ending = name.lower().rpartition(".")[2]
        self.form = (
            self._objects(shape, asked, answered)
            if first[0] in "{[" or ending in ("jsonl", "json", "ndjson")
            else self._cells(shape, asked, answered, named=ending in ("csv", "tsv", "tab"))
        )

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
                    yield Item(row.number, row.offset, row.source, cells)
            return
        for line in elements(self.lines) if self.listed else self.lines:
            number, offset, text, problem = line
            if problem:
                yield Item(number, offset, text, None, ("json" if self.listed else "too-long-line", problem))
            elif text and not text.isspace():
                try:
                    yield Item(number, offset, text, record(text))
                except Faulty as fault:
                    yield Item(number, offset, text, None, ("json", str(fault)))

    def _objects(self, shape: str, asked: str, answered: str) -> Form:
        self.form = Form(JSONL, "chat")
        records = (item.record for item in self.items() if item.record is not None)
        found = list(islice(records, RECOGNISED_FROM))
        if not found:
            first = next(self.items(), None)
            said = f"line {first.number:,}: {first.problem[1]}" if first else "the list is empty"
            raise Unreadable(f"nothing in it is an object of JSON; {said}")
        columns = tuple(islice(dict.fromkeys(key for one in found for key in one), MOST_COLUMNS)) or ("",)
        votes = Counter(_shape(one) for one in found)
        shape = votes.most_common(1)[0][0] if shape == AUTO else shape
        return _with_columns(Form(JSONL, shape, columns), found, asked, answered)

    def _cells(self, shape: str, asked: str, answered: str, *, named: bool) -> Form:
        sheet = self.sheet()
        if not named and not guessed(sheet.columns, *INPUTS, *ANSWERS, *TEXTS):
            raise Unreadable(
                "this is neither JSONL, with an object in braces on each line, nor a table whose first line names "
                "its columns; save it as one of the two"
            )
        if shape == AUTO or shape in READERS:
            shape = "pairs" if len(sheet.columns) > 1 else "text"
        rows = [row.cells for row in islice(sheet.rows, RECOGNISED_FROM) if not row.problem]
        found = [dict(zip(sheet.columns, cells, strict=True)) for cells in rows]
        return _with_columns(Form(CSV, shape, sheet.columns), found, asked, answered)


def _shape(found: Mapping[str, Any]) -> str:
    """The shape that the keys of an object speak for."""
    if "preferred_output" in found or "non_preferred_output" in found:
        return "preference"
    if "chosen" in found and "rejected" in found:
        return "ranked"
    for key, shape in (("messages", "chat"), ("contents", "gemini"), ("conversations", "sharegpt")):
        if key in found:
            return shape
    keys = tuple(islice(found, MOST_COLUMNS))
    if len(keys) > 1 and guessed(keys, *ANSWERS):
        return "pairs"
    return "text" if guessed(keys, *TEXTS) else "chat"


def _with_columns(form: Form, rows: Sequence[Mapping[str, Any]], asked: str, answered: str) -> Form:
    """The form with its columns: those that the reader named if they are there, else guesses. Raises Unreadable."""
    if form.shape not in ("pairs", "text"):
        return form
    columns = form.columns
    if form.shape == "text":
        column = (*named(columns, asked)[:1], guessed(columns, *TEXTS), *columns)
        return replace(form, use=Columns(inputs=(next(filter(None, column), columns[0]),)))
    use = chosen(columns, rows, asked, answered)
    if not any(columns):  # objects without a key that has a name: each is told by its line
        return replace(form, use=Columns(inputs=("",), answer=""))
    if not use.inputs or not use.answer:
        lacking = "the input" if use.answer else "the answer" if use.inputs else "the input or the answer"
        names = ", ".join(f"“{quoted(column, 40)}”" for column in columns[:MOST_NAMED])
        more = " …" if len(columns) > MOST_NAMED else ""
        raise Unreadable(f"no column says that it holds {lacking}; name it under “How the file is read”: {names}{more}")
    return replace(form, use=use)
