"""The only place that knows HTML: it fills the templates of overrides/partials."""

import importlib.util
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined

from calculators.advice.rules import UNKNOWN
from calculators.figures.tables import catalogue
from calculators.kit.build_date import build_date
from calculators.kit.facts import Sourced
from calculators.kit.inputs import FRONT, Choice, Counts, Day, Input, Number, Refused, Text, Upload
from calculators.kit.model import Calculator, Reading, Result
from calculators.kit.numbers import say
from calculators.kit.readable import fact_text, figure_text, range_text
from calculators.kit.turns import turns
from calculators.page.charts import apart, chart_csv
from calculators.page.charts import names as line_names
from calculators.page.own import TITLES, Verdict, standing
from calculators.page.shared import FIGURES, figures_of, since
from calculators.page.sliders import position, slider

PARTIALS = Path(__file__).parents[2] / "overrides" / "partials"
COMPILED = "compiled_partials"
"""The package of templates that the bundle compiles ahead for the page."""


@cache
def environment() -> Environment:
    """The templates, escaping everything, refusing names that nobody gave."""
    compiled = importlib.util.find_spec(COMPILED)
    loader: BaseLoader = (
        ModuleLoader(list(compiled.submodule_search_locations or ())) if compiled else FileSystemLoader(PARTIALS)
    )
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["say"] = lambda *about: _together(say(*about))
    made.filters["figure_text"] = lambda *about: _together(figure_text(*about))
    made.filters["range_text"] = lambda *about: _together(range_text(*about))
    made.filters["fact_text"] = fact_text
    made.filters["csv"] = chart_csv
    made.filters["names"] = line_names
    made.filters["apart"] = apart
    made.globals["build_date"] = build_date
    return made


UNIT = re.compile(r"(?<=\d) (?=(?:%|(?:USD|EUR|GB|GiB|MB|TB|TFLOPS|GPUs?|h|ms|s)(?![\w’])))")
"""The space between a number and a short unit."""


def _together(figure: str) -> str:
    """A figure to show: a number and its short unit, as "22 GB", stay in one line."""
    return UNIT.sub("\N{NO-BREAK SPACE}", figure)


def template(name: str, **values: Any) -> str:
    """The HTML of one partial, without blank lines, so that Markdown leaves it as it is."""
    html = environment().get_template(name).render(values)
    return "\n".join(line for line in html.split("\n") if line.strip())


@dataclass(frozen=True)
class Slot:
    """A part of the form that an answer replaces: its name, its HTML, and what the page must know of one control.

    `invalid` is the control whose text is refused; `at` is where its slider stands.
    """

    name: str
    html: str
    state: str = ""
    control: str = ""
    default: str = ""
    invalid: str = ""
    at: int | None = None


def form(kind: type[Calculator], texts: Mapping[str, str] = MappingProxyType({}), shown: Collection[str] = ()) -> str:
    """The calculator for its defaults, or for texts as typed: what stands in the built page.

    Where fields are `shown` it is short: it asks for these alone, answers with sentence and chart, links to the whole.
    """
    reading = kind.read(texts)
    texts = {name: text for name, text in texts.items() if name in reading.calculator.given}
    slots = {slot.name: slot for slot in _slots(reading, texts)}
    sliders = {name: slider(one, getattr(reading.calculator, name)) for name, one in kind.inputs().items()}
    groups: dict[str, list[tuple[str, Input, str, Any]]] = {}
    for name, declared in kind.inputs().items():
        value = declared.write(reading.calculator.default(name))
        # A group stands where its last input is declared: an early one may only be needed by later defaults.
        fields = groups.pop(declared.group, [])
        groups[declared.group] = [*fields, (name, declared, control(declared), value)]
    if FRONT in groups:  # wherever its last input is, what is asked in front is
        groups = {FRONT: groups[FRONT], **groups}
    if shown:  # in the order in which they were named, before all others
        every = {one[0]: one for group in groups.values() for one in group}
        front = [every[name] for name in shown]
        groups = {name: [one for one in group if one[0] not in shown] for name, group in groups.items()}
        groups = {FRONT: [*front, *groups.pop(FRONT, [])], **groups}
    return template(
        "calculator/form.html",
        kind=kind,
        groups=groups,
        slots=slots,
        options=grouped_options,
        texts=texts,
        shown=shown,
        sliders=sliders,
    )


def own_figures(verdict: Verdict) -> str:
    """What came of a reader's own tables, as the slots of the page that has them."""
    return template("calculator/own_verdict.html", verdict=verdict, titles=TITLES)


def reply(kind: type[Calculator], texts: Mapping[str, str]) -> str:
    """The slots that change when a reader gives these texts, one element each: what the page receives."""
    carried = texts.get(FIGURES, "")
    texts = {name: text for name, text in texts.items() if name != FIGURES}
    return template("calculator/reply.html", slots=_slots(kind.read(texts), texts, carried))


def _slots(reading: Reading, texts: Mapping[str, str], carried: str = "") -> list[Slot]:
    calculator, problems = reading.calculator, dict(reading.problems)
    result, asked = None, Refused({})
    if not problems:
        try:
            result = calculator.result()
        except Refused as refused:
            problems, asked = refused.problems, refused
    state = "refused" if problems else "live"
    own = standing()
    slots = [
        Slot("state", "", state=state),
        Slot("own", template("calculator/own.html", own=own)),
        Slot("problems", _problems(calculator, problems, reading.unknown, asked)),
    ]
    slots += _shared(calculator, result, carried)
    if result:
        slots.append(Slot("answer", answer(calculator, result)))
    for name, declared in calculator.inputs().items():
        default = declared.write(calculator.default(name))
        if own and own.words and isinstance(declared, Choice):  # the built form does not know the rows that are added
            options = template("calculator/options.html", value=default, options=grouped_options(declared))
            slots.append(Slot(f"options-{name}", options))
        note = template(
            "calculator/note.html",
            declared=declared,
            fact=_cited(calculator, name),
            given=name in calculator.given,
            default=default,
            echo=declared.echo(texts.get(name), getattr(calculator, name)),
            problem=problems.get(name),
            idle=result is not None and name in calculator.idle,
            sources=catalogue().sources,
        )
        wrong = name in problems
        at = None if wrong else position(declared, getattr(calculator, name))
        slots.append(Slot(f"note-{name}", note, control=name, default=default, invalid=name if wrong else "", at=at))
    return [*slots, *_counts(calculator)]


def _shared(calculator: Calculator, result: Result | None, carried: str) -> Iterator[Slot]:
    """What a link to this answer carries of its figures, and what of those that a link carried has moved."""
    if not result:
        return
    moved = since(calculator, result, carried) if carried else None
    yield Slot("figures", figures_of(calculator, result))
    yield Slot("since", template("calculator/since.html", since=moved, answer=result.answer) if moved else "")


def _counts(calculator: Calculator) -> Iterator[Slot]:
    """How many questions of each group are answered, where its choices may stay open; else how many are changed."""
    groups: dict[str, list[str]] = {}
    for name, declared in calculator.inputs().items():
        groups.setdefault(declared.group, []).append(name)
    for group, names in groups.items():
        if not group:
            continue
        given, open_ones = (
            len(calculator.given & set(names)),
            [name for name in names if _may_stay_open(calculator, name)],
        )
        if any(isinstance(calculator.inputs()[name], Choice) for name in open_ones):
            told = f"{len(calculator.given & set(open_ones))} of {len(open_ones)} answered"
        else:
            told = f"{given} of {len(names)} changed" if given else ""
        yield Slot(f"count-{group}", told.replace(" ", "\N{NO-BREAK SPACE}"))  # a break would move what follows


def _may_stay_open(calculator: Calculator, name: str) -> bool:
    declared = calculator.inputs()[name]
    return UNKNOWN in declared.options() if isinstance(declared, Choice) else bool(declared.none)


def broken(kind: type[Calculator], problem: str, name: str = "", details: str = "") -> str:
    """The slots for answers that cannot be reckoned at all: the problem in words, everything else as it was.

    Where it is known, `name` is the field whose value is to blame. With `details`, the mistake is ours.
    """
    problems = template(
        "calculator/problems.html",
        slug=kind.slug,
        problems={name: problem},
        unknown=(),
        asked=Refused({}),
        details=details,
    )
    slots = [Slot("state", "", state="refused"), Slot("problems", problems)]
    if name:
        note = template("calculator/note.html", problem=problem)
        slots.append(Slot(f"note-{name}", note, invalid=name))
    return template("calculator/reply.html", slots=slots)


def answer(calculator: Calculator, result: Result) -> str:
    """The answer alone: sentence, figures, chart, what would change it, working, sources."""
    return template(
        "calculator/answer.html",
        calculator=calculator,
        result=result,
        turns=turns(calculator),
        facts=calculator.facts(result),
        sources=catalogue().sources,
    )


def fact_html(fact: Sourced | None) -> str:
    """A figure in running text, with its source and date for who asks."""
    source = catalogue().sources[fact.source] if fact else None
    return template("calculator/fact.html", fact=fact, source=source)


def _problems(calculator: Calculator, problems: Mapping[str, str], unknown: tuple[str, ...], asked: Refused) -> str:
    values = {"slug": calculator.slug, "problems": problems, "unknown": unknown, "asked": asked, "details": ""}
    return template("calculator/problems.html", **values)


def _cited(calculator: Calculator, name: str) -> Sourced | None:
    value = getattr(calculator, name)
    return value if name not in calculator.given and isinstance(value, Sourced) else None


def control(declared: Input) -> str:
    kinds = {Number: "number", Choice: "choice", Day: "day", Counts: "counts", Text: "text", Upload: "file"}
    return kinds[type(declared)]


def grouped_options(declared: Choice) -> dict[str, list[tuple[str, str]]]:
    """The options by the group they are listed under."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, (words, group) in declared.options().items():
        groups.setdefault(group, []).append((key, words))
    return groups
