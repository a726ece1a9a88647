"""What Markdown pages may call; the only module that knows the site's generator."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from typing import Any

import calculators
from calculators.course.lessons import KIND
from calculators.course.worked import worked_case
from calculators.figures.prices import KINDS
from calculators.figures.tables import catalogue
from calculators.kit.build_date import build_date
from calculators.kit.inputs import Refused
from calculators.kit.model import Calculator
from calculators.kit.query import query_of
from calculators.kit.strict import DataError
from calculators.macros import cases, house, outcomes, own, rates
from calculators.macros.beside import beside
from calculators.macros.course_pages import foot
from calculators.macros.here import here, placed
from calculators.macros.lesson import kept_together
from calculators.page.kept import kept
from calculators.page.render import fact_html, form, template
from calculators.proof.examples import examples

SUBJECTS = (
    "advice",
    "bench",
    "cases",
    "checks",
    "class_room",
    "course",
    "course_pages",
    "drawing",
    "edition",
    "evaluating",
    "figures",
    "house",
    "lesson",
    "matrix",
    "outcomes",
    "own",
    "rates",
    "record",
    "tables",
    "training",
    "walk",
)
"""Each has a module in this wing, which names its macros in `MACROS`."""


def define_env(env: Any) -> None:
    """Register the macros with the generator's plugin."""
    here.env = env
    ours = (calculator, calculator_list, calculator_introduction, calculator_examples, fact, build_day)
    told = (macro for subject in SUBJECTS for macro in import_module(f"calculators.macros.{subject}").MACROS)
    for macro in (*ours, *told):
        env.macro(placed(_kept(macro) if macro in KEPT else macro))
    if getattr(env, "page", None):  # Zensical comes here anew for each page
        on_pre_page_macros(env)


def _kept(macro: Callable[..., str]) -> Callable[..., str]:
    @wraps(macro)
    def told(*given: Any, **named: Any) -> str:
        return kept(macro, here.root)(*given, **named)

    return told


def on_pre_page_macros(env: Any) -> None:
    """Note with a page what the theme's templates need to know of it."""
    meta = env.page.meta
    meta |= {"built": build_day(), "prices_as_of": str(catalogue().as_of)}
    if meta.get("kind") == KIND:
        meta["lesson_foot"] = foot()
    meta["before"], meta["after"] = beside(here.source)


def on_post_page_macros(env: Any) -> None:
    """What the generator's plugin calls when the macros of a page are filled in."""
    env.markdown = kept_together(env.markdown)


def calculator(slug: str, case: str = "", fields: str = "") -> str:
    """A calculator with the answer for its defaults, or for a worked case of the course.

    It is short where `fields` names those to show, or where a case does by what it changes; a link leads to the whole.
    Its links begin at the page it stands in. Raises DataError.
    """
    if slug not in calculators.CLASSES:
        raise DataError(f"'{slug}' is not a calculator; allowed: {', '.join(calculators.CLASSES)}")
    worked = worked_case(case) if case else None
    if worked and worked.calculator != slug:
        raise DataError(f"the worked case '{case}' asks {worked.calculator}, not {slug}")
    kind, texts = calculators.calculator(slug), worked.texts if worked else {}
    shown = tuple(fields.split()) or tuple(texts)
    for name in shown:
        if name not in kind.inputs():
            raise DataError(f"'{name}' is not a field of {slug}; allowed: {', '.join(kind.inputs())}")
    html = form(kind, texts, shown)
    return re.sub(r'(?= data-site="([^"]*)")', rf' href="{here.root}\1"', html)


def build_day() -> str:
    """The day on which this site is built."""
    return str(build_date())


WHAT_IT_COSTS = "What each way costs"
GROUPS = {
    "advisor": "",
    "training-run": "Training and memory",
    "memory": "Training and memory",
    "training-data": "Data and evaluation",
    "dataset-check": "Data and evaluation",
    "sample-size": "Data and evaluation",
    "before-after": "Data and evaluation",
    "agreement": "Data and evaluation",
}
"""In which group a calculator is listed that does not tell what a way costs; the advisor is in none."""
START = {
    "advisor": "What to try this week, and where it is likely to end.",
    "total-cost": "What all ways cost over the same months.",
    "sample-size": "How many real inputs tell whether it got better.",
}
"""The calculators to begin with, in order, each with why."""


def calculator_list() -> str:
    """All calculators in groups with their questions and first answers, as links; before them those to start with."""
    groups: dict[str, list[tuple[type[Calculator], str]]] = {WHAT_IT_COSTS: []}
    for kind in calculators.calculators():
        if group := GROUPS.get(kind.slug, WHAT_IT_COSTS):
            groups.setdefault(group, []).append((kind, _first_answer(kind)))
    start = [(calculators.calculator(slug), why) for slug, why in START.items()]
    return template("calculator/list.html", groups=groups, start=start)


def _first_answer(kind: type[Calculator]) -> str:
    """What a calculator says to the usual values; nothing where it waits for a file."""
    try:
        return kind.read({}).calculator.result().answer
    except Refused:
        return ""


def calculator_introduction(slug: str) -> str:
    """What a calculator does, in the words of its declaration."""
    return template("calculator/introduction.html", kind=calculators.calculator(slug))


def calculator_examples(slug: str) -> str:
    """The worked examples of a calculator, as the tests run them, each with a link that opens it in the page."""
    kind = calculators.calculator(slug)
    cases = [(example, kind(**example.inputs)) for example in examples(kind)]
    told = [(example, case, case.result(), query_of(case, example.inputs)) for example, case in cases]
    return template("calculator/examples.html", kind=kind, cases=told)


def fact(table: str, row: str, column: str) -> str:
    """One figure with its unit, telling its source and date: `fact("api_models", "openai/gpt-4.1-mini", "input")`."""
    figures = catalogue()
    rows = getattr(figures, table, None)
    if not isinstance(rows, Mapping):
        raise DataError(f"'{table}' is not a table of data/")
    if row not in rows:
        raise DataError(f"'{row}' is not a key of data/{table}.yaml")
    found = rows[row]
    if column in KINDS:
        return fact_html(found.price(column, figures.first_day))
    if column.removeprefix("tuned_") in KINDS:
        return fact_html(found.tuned_price(column.removeprefix("tuned_"), figures.first_day))
    return fact_html(getattr(found, column))


KEPT = (
    *(calculator, calculator_list, calculator_examples, house.wing_table, house.wings_drawing),
    *(*cases.MACROS, *outcomes.MACROS, *own.MACROS, *rates.MACROS),
)
"""What takes long, and depends on data, code, templates alone: the text is kept from build to build."""
