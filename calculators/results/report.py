"""The whole answer to a file as a report to pass on: in Markdown, or as a record for programs."""

import json
from collections.abc import Iterator

from calculators.figures.tables import catalogue
from calculators.kit.model import Calculator, Download, Result, Table
from calculators.kit.plain import as_record
from calculators.kit.readable import figure_text, range_text

MARKDOWN = Download(
    "report", "Save the report", "report.md", "the whole answer in Markdown: reading, verdict, figures, tables"
)
RECORD = Download("record", "Save the record", "report.json", "the same as JSON, for programs")


def record(calculator: Calculator, result: Result) -> str:
    """The answer as the command line prints it with --json."""
    return json.dumps(as_record(calculator, result, catalogue().sources), indent=2, ensure_ascii=False) + "\n"


def markdown(calculator: Calculator, result: Result) -> str:
    """The answer to read: the verdict first, then what it rests on."""
    return "\n".join(_lines(calculator, result)) + "\n"


def _lines(calculator: Calculator, result: Result) -> Iterator[str]:
    yield from (f"# {calculator.title}", "", f"**{_plain(result.answer)}**", "", _plain(result.why), "")
    for table in filter(None, (result.table, *result.more_tables)):
        yield from _table(table)
    if result.notices:
        yield from ("## What to know", "", *(f"- {_plain(notice)}" for notice in result.notices), "")
    if result.read:
        rows = tuple((one.label, one.words) for one in result.read)
        yield from _table(Table("How the file was read", ("What", "As"), rows))
    known = [(figure.label, figure_text(figure), _range(figure)) for figure in result.figures]
    yield from _table(Table("Figures", ("Figure", "Value", "Range"), tuple(known)))
    if result.working:
        yield from ("## Working", "", *(f"1. {_plain(one.label)}: {_plain(one.reckoning)}" for one in result.working))


def _range(figure: object) -> str:
    low, high = getattr(figure, "low", None), getattr(figure, "high", None)
    return range_text(figure) if low is not None and high is not None else ""  # type: ignore[arg-type]


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {_plain(table.title)}", "")
    yield "| " + " | ".join(map(_cell, table.heads)) + " |"
    yield "|" + " --- |" * len(table.heads)
    for row in table.rows:
        yield "| " + " | ".join(map(_cell, row)) + " |"
    yield ""
    if table.note:
        yield from (_plain(table.note), "")


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Text of a reader's file that Markdown takes for nothing else."""
    return " ".join(text.split()).replace("<", "&lt;").replace("*", "\\*").replace("`", "\\`").replace("[", "\\[")
