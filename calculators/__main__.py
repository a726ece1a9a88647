"""The command line: list the calculators, or let one answer, for one case or for every row of a file."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from calculators import calculator, calculators
from calculators.figures.tables import catalogue
from calculators.kit import progress
from calculators.kit.facts import Sourced
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused, Upload
from calculators.kit.model import Calculator, Result
from calculators.kit.plain import as_record
from calculators.kit.readable import fact_text, figure_text, range_text
from calculators.kit.strict import DataError
from calculators.page.case_file import NAME, Answered, FileRefused, answered, answered_rows, answers_csv, figures_csv

FIRST_FILE = "first_file"
"""Where a file stands that is named without its field."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:]}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: 0 if all went well, 1 where a check failed, 2 for input that cannot be used."""
    try:
        said, failed = _said(arguments)
        print(said, flush=True)
    except Refused as refused:
        print(" ".join(refused.problems.values()), file=sys.stderr)
        return 2
    except (FileRefused, DataError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except BrokenPipeError:  # who reads has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(failed)


def _said(arguments: Sequence[str] | None) -> tuple[str, bool]:
    """What the command line prints, and whether a check failed."""
    parser = Parser(prog="python -m calculators", description=__doc__, allow_abbrev=False)
    parsers = parser.add_subparsers(dest="slug", metavar="calculator", parser_class=Parser)
    for kind in calculators():
        _add(parsers.add_parser(kind.slug, help=kind.question, description=kind.question, allow_abbrev=False), kind)
    given = vars(parser.parse_args(arguments))
    slug, shape, file, save = (given.pop(name, None) for name in ("slug", "shape", "from", "save"))
    if slug is None:
        return "\n".join(f"{kind.slug:20} {kind.question}" for kind in calculators()), False
    kind, texts = calculator(slug), {name: typed for name, typed in given.items() if typed is not None}
    if first := texts.pop(FIRST_FILE, None):
        texts.setdefault(_files(kind)[0], first)
    if file:
        rows = answered_rows(file, kind, texts)
        return _rows_said(rows, shape), any(row.calculator.failed for row in rows)
    if sys.stderr.isatty():
        progress.listeners.append(lambda words: print(f"\r{words}\033[K", end="\r", file=sys.stderr, flush=True))
    one = answered(kind, texts)
    for key, path in save or ():
        _save(one, key, path)
    failed = one.calculator.failed
    if shape == "csv":
        return figures_csv(one.result).rstrip("\n"), failed
    if shape == "json":
        return _json(_record(one)), failed
    return "\n".join(as_text(one.calculator, one.result)), failed


def _rows_said(rows: Sequence[Answered], shape: str | None) -> str:
    """What is printed for the cases of a file."""
    if shape == "csv":
        return answers_csv(rows).rstrip("\n")
    if shape == "json":
        return _json([{"case": row.cells.get(NAME), **_record(row)} for row in rows])
    return "\n".join(f"{row.cells.get(NAME) or number}: {row.result.answer}" for number, row in enumerate(rows, 1))


def _files(kind: type[Calculator]) -> list[str]:
    """The names of the fields that take a file."""
    return [name for name, declared in kind.inputs().items() if isinstance(declared, Upload)]


def _save(one: Answered, key: str, path: Path) -> None:
    """Write one of the files that an answer offers. Raises FileRefused."""
    offered = [file.key for file in one.result.downloads]
    if key not in offered:
        raise FileRefused(f"--save {key}: there is no such file; offered: {', '.join(offered) or 'none'}.")
    if path.exists() and any(
        isinstance(given, GivenFile) and given.path.samefile(path) for given in vars(one.calculator).values()
    ):
        raise FileRefused(f"--save {key}: {path} is the file that is read; name another.")
    try:
        with path.open("wb") as out:
            one.calculator.write(key, out)
    except OSError as problem:
        raise FileRefused(f"--save {key}: {path} cannot be written: {problem.strerror}.") from None


def _key_and_path(text: str) -> tuple[str, Path]:
    key, equals, path = text.partition("=")
    if not (key and equals and path):
        raise argparse.ArgumentTypeError(f"“{text}” is not KEY=PATH")
    return key, Path(path)


def _record(one: Answered) -> dict[str, Any]:
    return as_record(one.calculator, one.result, catalogue().sources)


def _json(record: Any) -> str:
    return json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)


def _add(parser: argparse.ArgumentParser, kind: type[Calculator]) -> None:
    for name, declared in kind.inputs().items():
        flags = dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}"))
        told = f"{declared.label}. {declared.help} {declared.allowed[:1].upper()}{declared.allowed[1:]}."
        parser.add_argument(*flags, dest=name, metavar=declared.unit or "TEXT", help=told.replace("%", "%%"))
    shapes = parser.add_mutually_exclusive_group()
    shapes.add_argument("--json", dest="shape", action="store_const", const="json", help="print a record, not text")
    shapes.add_argument("--csv", dest="shape", action="store_const", const="csv", help="print the figures as CSV")
    told = (
        "answer every row of a CSV file, whose columns are named like the fields above; a column `case` names the rows"
    )
    parser.add_argument("--from", type=Path, metavar="FILE", help=told)
    if files := _files(kind):
        parser.add_argument(FIRST_FILE, nargs="?", metavar="FILE", help=f"the same as --{files[0]} FILE")
        told = "write a file that the answer offers, such as cleaned=clean.jsonl; may be given several times"
        parser.add_argument("--save", type=_key_and_path, action="append", metavar="KEY=PATH", help=told)


def _cells(heads: Sequence[str], row: Sequence[str]) -> list[str]:
    """The cells of a row to read in a line, all but the first behind their heading."""
    return [row[0], *(f"{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True))]


def as_text(calculator: Calculator, result: Result) -> list[str]:
    """The answer as lines to read."""
    sources = catalogue().sources
    width = max(len(figure.label) for figure in result.figures)
    lines = [result.answer, result.why, ""]
    for line in result.lines:
        lines += [f"{line.heading}. {line.title}. {line.words}"]
        lines += [f"  {label}: {words}" for label, words in line.details]
    asks = [f"{calculator.inputs()[name].label} (--{name})" for name in result.asks]
    lines += [f"Answer next, it would tell most: {', '.join(asks)}."] * bool(asks) + [""] * bool(result.lines or asks)
    lines += [*result.notices, *[""] * bool(result.notices)]
    told = {line.label for line in result.lines if line.details}
    steps = [f"{step.when}: {step.title}. {step.words}" for step in result.plan if step.when not in told]
    lines += steps + [""] * bool(steps)
    for figure in result.figures:
        known = figure.low is not None and figure.high is not None
        spread = f"  ({range_text(figure)})" if known else ""
        lines.append(f"{figure.label:{width}}  {figure_text(figure)}{spread}")
    for table in filter(None, (result.table, *result.more_tables)):
        lines += ["", f"{table.title}:"]
        lines += ["- " + "; ".join(_cells(table.heads, row)) for row in table.rows]
    facts: list[Sourced] = list(calculator.facts(result))
    lines += ["", f"{calculator.facts_title}:"]
    lines += [
        f"- {fact.name}: {fact_text(fact)} ({sources[fact.source].label}, {fact.as_of}, {fact.confidence}"
        f"{', own figure' if fact.own else ''}{f', review was due {fact.review_by}' if fact.overdue else ''})"
        for fact in facts
    ]
    return lines if facts else lines[:-2]


if __name__ == "__main__":
    sys.exit(main())
