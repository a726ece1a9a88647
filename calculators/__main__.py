"""The command line: list the calculators, or let one answer, for one case or for every row of a file."""

import argparse
import dataclasses
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from calculators import CLASSES, calculator
from calculators.figures.tables import catalogue
from calculators.files import helpers
from calculators.kit import progress
from calculators.kit.facts import Sourced
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused, Upload
from calculators.kit.model import Calculator, Result
from calculators.kit.plain import as_record
from calculators.kit.readable import fact_text, figure_text, range_text
from calculators.kit.remarks import LEVELS, Level
from calculators.kit.strict import DataError
from calculators.page import annotations
from calculators.page.case_file import NAME, Answered, FileRefused, answered, answered_rows, answers_csv, figures_csv

CUT = ", …)"
"""How a list of options ends that was too long to be told."""

GIVEN_FILES = "given_files"
"""Where files stand that are named without their field."""

INSTEAD_OF_FILE = {
    "sample-size": "it takes no file; before-after reads one with results, and says how many more items would tell"
}
"""Who takes the file that a reader may well give to a calculator that takes none."""

TEXT, JSON, CSV, SARIF, GITHUB, LINES = "text", "json", "csv", "sarif", "github", "lines"
OF_LINES = (SARIF, GITHUB, LINES)
"""The forms that tell what there is to say of single lines of a file."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:]}\n")


def main(arguments: Sequence[str] | None = None, program: str = "python -m calculators") -> int:
    """Run the command line: 0 if all went well, 1 where a check failed, 2 for input that cannot be used."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # no letter that a console lacks is worth an error
            stream.reconfigure(errors="replace")
    helpers.processes = os.cpu_count() or 1
    try:
        said, ended = _said(sys.argv[1:] if arguments is None else arguments, program)
        print(said, flush=True)
    except (Refused, FileRefused, DataError) as problem:
        print(_words(problem), file=sys.stderr)
        for choice in problem.choices if isinstance(problem, Refused) else ():
            print(f"  {choice.words}:  {_options(choice.fills)}", file=sys.stderr)
        if isinstance(problem, Refused) and problem.choices:
            whole = _again(sys.argv[1:] if arguments is None else arguments, program, problem.choices[0].fills)
            print(f"The whole command with the first: {whole}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130  # as shells name what was stopped
    except BrokenPipeError:  # who reads has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        helpers.close()
        helpers.processes = 1
    return ended


def _words(problem: Exception) -> str:
    told = " ".join(problem.problems.values()) if isinstance(problem, Refused) else str(problem)
    return f"{told} --help lists them all." if CUT in told else told


def _said(arguments: Sequence[str], program: str) -> tuple[str, int]:
    """What the command line prints, and how it ends."""
    parser = _parser(arguments, program)
    found, rest = parser.parse_known_args(arguments)  # files that stand behind an option are left over
    given = vars(found)
    slug, shape, cases, save, worst = (given.pop(name, None) for name in ("slug", "shape", "from", "save", "worst"))
    if slug is None:
        return "\n".join(f"{name:20} {question(name)}" for name in CLASSES), 0
    if rest and (GIVEN_FILES not in given or any(one.startswith("-") for one in rest)):
        file = not any(one.startswith("-") for one in rest)
        instead = INSTEAD_OF_FILE.get(slug, "") if file else ""
        parser.error(f"unrecognized arguments: {' '.join(rest)}{instead and f'; {instead}'}")
    kind, counter = calculator(slug), given.pop("count_with", None)
    files = [*given.pop(GIVEN_FILES, ()), *rest]
    if kind.count_with:
        try:
            kind.count_with(counter or "")
        except ValueError as problem:
            parser.error(f"--count-with: {problem}.")
    texts = {name: typed for name, typed in given.items() if typed is not None}
    if sys.stderr.isatty():
        progress.listeners.append(lambda words: print(f"\r{words}\033[K", end="\r", file=sys.stderr, flush=True))
    if cases or len(files) > 1:
        if save:
            raise FileRefused("--save: only where one file is answered; name one.")
        refused: list[tuple[Path, str]] = []
        rows = answered_rows(cases, kind, texts) if cases else _each(kind, texts, files, refused)
        return _rows_said(rows, shape, refused), 2 if refused else int(any(_failed(row, worst) for row in rows))
    one = _one(kind, texts | ({_files(kind)[0]: files[0]} if files else {}), shape)
    for key, path in save or ():
        _save(one, key, path)
    if idle := [f"--{name.replace('_', '-')}" for name in texts if name in one.calculator.idle]:
        print(f"Plays no part here: {', '.join(idle)}.", file=sys.stderr)
    return _one_said(one, shape), int(_failed(one, worst))


def question(slug: str) -> str:
    """The question of a calculator, read from its text where it stands: a list of them all need not load them."""
    spec = find_spec(f"calculators.{slug.replace('-', '_')}")
    text = spec.loader.get_source(spec.name) if spec and isinstance(spec.loader, InspectLoader) else None
    found = re.search(r'^    question = "(.+)"$', text or "", re.MULTILINE)
    return found[1] if found else calculator(slug).question


def _failed(one: Answered, worst: Level | None) -> bool:
    """Whether a check failed, or something as grave as `worst` was found."""
    if one.calculator.failed or worst is None:
        return one.calculator.failed
    return any(LEVELS.index(remark.level) <= LEVELS.index(worst) for remark in one.calculator.remarks)


def _parser(arguments: Sequence[str], program: str) -> Parser:
    """What reads the arguments; only the calculator that is asked is loaded, where one is."""
    parser = Parser(prog=program, description=__doc__, allow_abbrev=False)
    parsers = parser.add_subparsers(dest="slug", metavar="calculator", parser_class=Parser)
    asked = next((one for one in arguments if not one.startswith("-")), None)
    for name in (asked,) if asked in CLASSES else CLASSES:
        told = question(name)
        inner = parsers.add_parser(name, help=told, description=told, allow_abbrev=False)
        if name == asked:
            _add(inner, calculator(name))
    return parser


def _one(kind: type[Calculator], texts: Mapping[str, str], shape: str) -> Answered:
    """The answer for texts as typed. Raises Refused, which GitHub is told of where it listens."""
    try:
        return answered(kind, texts)
    except Refused as refused:
        if shape == GITHUB:
            print(annotations.command("error", _words(refused)))
        raise


def _each(
    kind: type[Calculator], texts: Mapping[str, str], files: Sequence[str], refused: list[tuple[Path, str]]
) -> list[Answered]:
    """The answers for each of several files, as cases that are named like them; `refused` takes those without one."""
    rows = []
    for file in files:
        try:
            one = answered(kind, {**texts, _files(kind)[0]: file})
            rows.append(dataclasses.replace(one, cells={NAME: file}))
        except Refused as problem:
            refused.append((Path(file), _words(problem)))
            print(f"{file}: {_words(problem)}", file=sys.stderr)
    return rows


def _one_said(one: Answered, shape: str) -> str:
    """What is printed for one case."""
    if shape == CSV:
        return figures_csv(one.result).rstrip("\n")
    if shape == JSON:
        return _json(_record(one))
    if shape in OF_LINES:
        return _remarks_said([one], shape)
    return "\n".join(as_text(one.calculator, one.result))


def _options(fills: Mapping[str, str]) -> str:
    """The options that say the same as a press in the page, as one types them."""
    return " ".join(f"--{name.replace('_', '-')} {shlex.quote(text)}" for name, text in fills.items())


def _again(given: Sequence[str], program: str, fills: Mapping[str, str]) -> str:
    """The command that was typed, with what a press fills in."""
    names = {f"--{name.replace('_', '-')}" for name in fills}
    kept, skip = [], False
    for part in given:
        if skip:
            skip = False
        elif part.partition("=")[0] not in names:
            kept.append(part)
        else:
            skip = "=" not in part
    return f"{program} {shlex.join(kept)} {_options(fills)}"


def _rows_said(rows: Sequence[Answered], shape: str, refused: Sequence[tuple[Path, str]]) -> str:
    """What is printed for several cases."""
    if shape == CSV:
        return answers_csv(rows).rstrip("\n") if rows else ""
    if shape == JSON:
        return _json([{"case": row.cells.get(NAME), **_record(row)} for row in rows])
    if shape in OF_LINES:
        said = [annotations.command("error", words, path) for path, words in refused if shape == GITHUB]
        return "\n".join([*said, _remarks_said(rows, shape)])
    return "\n".join(f"{row.cells.get(NAME) or number}: {row.result.answer}" for number, row in enumerate(rows, 1))


def _remarks_said(answers: Sequence[Answered], shape: str) -> str:
    """What there is to say of single lines; for people who read along, the answers below."""
    remarks = [remark for one in answers for remark in one.calculator.remarks]
    if shape == SARIF:
        return annotations.sarif(remarks)
    told = annotations.github(remarks) if shape == GITHUB else annotations.lines(remarks)
    names = [one.cells.get(NAME) or getattr(one.calculator, _files(type(one.calculator))[0]) for one in answers]
    said = [
        f"{name}: {one.result.answer}" if name else one.result.answer for name, one in zip(names, answers, strict=True)
    ]
    return "\n".join([*filter(None, [told]), *said])


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
        names = (name, declared.called) if isinstance(declared, Upload) and declared.called else (name,)
        flags = dict.fromkeys(flag for one in names for flag in (f"--{one}", f"--{one.replace('_', '-')}"))
        told = f"{declared.label}. {declared.help} {declared.in_full[:1].upper()}{declared.in_full[1:]}."
        parser.add_argument(*flags, dest=name, metavar=declared.unit or "TEXT", help=told.replace("%", "%%"))
    files = _files(kind)
    shapes = parser.add_mutually_exclusive_group()
    told = "what to print: text to read (the default), a record as JSON, the figures as CSV"
    told += "; of lines of a file: SARIF, annotations of GitHub, or lines as compilers tell them" * bool(files)
    formats = (TEXT, JSON, CSV, *OF_LINES) if files else (TEXT, JSON, CSV)
    shapes.add_argument("--format", dest="shape", choices=formats, default=TEXT, help=told)
    for short in (JSON, CSV):
        shapes.add_argument(
            f"--{short}", dest="shape", action="store_const", const=short, help=f"the same as --format {short}"
        )
    told = (
        "answer every row of a CSV file, whose columns are named like the fields above; a column `case` names the rows"
    )
    if kind.count_with:
        counted = "count tokens exactly: with an encoding of tiktoken such as o200k_base, or with a file tokenizer.json"
        parser.add_argument("--count-with", metavar="TOKENIZER", help=counted)
    parser.add_argument("--from", type=Path, metavar="FILE", help=told)
    if files:
        told = "end with 1 where there is such a finding or a graver one, too; not only where the check fails"
        parser.add_argument("--fail-on", dest="worst", choices=LEVELS[::-1], help=told)
        told = f"the same as --{files[0]} FILE; several are answered one by one"
        parser.add_argument(GIVEN_FILES, nargs="*", metavar="FILE", help=told)
        told = "write a file that the answer offers, such as cleaned=clean.jsonl; may be given several times"
        parser.add_argument("--save", type=_key_and_path, action="append", metavar="KEY=PATH", help=told)


def _cells(heads: Sequence[str], row: Sequence[str]) -> list[str]:
    """The cells of a row to read in a line, all but the first behind their heading."""
    return [row[0], *(f"{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True))]


def as_text(calculator: Calculator, result: Result) -> list[str]:
    """The answer as lines to read."""
    sources = catalogue().sources
    width = max(len(figure.label) for figure in result.figures)
    lines = [f"{one.label}: {one.words}." for one in result.read]
    lines += [*[""] * bool(lines), result.answer, result.why, ""]
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
