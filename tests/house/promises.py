"""What the pages of docs/contributing promise of what is added: `python -m tests.house.promises <how-to>`.

It is run in a copy of the project to which it was added, so that the copy's own modules are asked.
"""

import json
import logging
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode


def shown(page: str, call: str) -> None:
    """The menu leads to a page, as MkDocs reads it, and the page shows what is called."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files
    from mkdocs.structure.nav import get_navigation

    told: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("mkdocs").addHandler(listener)
    config = load_config("mkdocs.yml")
    pages = get_navigation(get_files(config), config).pages
    assert not told, told
    assert page in [one.file.src_uri for one in pages]
    assert call in Path("docs", page).read_text("utf-8")


def calculator() -> None:
    """It is on the command line, in a form, behind a link, on its page, in a frame; its examples hold."""
    from calculators import calculator, calculators
    from calculators.__main__ import main
    from calculators.macros.site import calculator_list
    from calculators.page.browser import answer
    from calculators.page.render import form
    from calculators.proof.examples import examples

    kind = calculator("budget")
    assert kind in calculators()
    with redirect_stdout(StringIO()) as printed:
        assert main(["budget", "--wanted", "20k", "--json"]) == 0
    record = json.loads(printed.getvalue())
    assert record["figures"]["monthly_cost"] == {"value": 112, "unit": "USD/month", "low": None, "high": None}
    assert record["sources"][0]["figure"] == "GPT-4.1, input"
    assert "The budget is enough for 10,000 calls a month." in form(kind)
    html = answer("budget", "wanted=20k")
    assert "The budget is too small for 20,000 calls a month." in html
    assert 'data-state="live"' in html
    assert len(examples(kind)) > 1
    for example in examples(kind):
        result = kind(**example.inputs).result()
        figures = {figure.key: figure.value for figure in result.figures}
        assert example.answer in result.answer
        assert all(abs((figures[key] or 0) - (value or 0)) < 1e-9 for key, value in example.figures.items())
    assert "budget" in calculator_list()
    shown("calculators/budget.md", '{{ calculator("budget") }}')
    assert '{{ calculator("budget") }}' in Path("docs/embed/budget.md").read_text("utf-8")


def lesson() -> None:
    """The menu leads to it; its case, checks, terms, box, drawing are there, and each stands in its place."""
    from calculators.advice.lesson import evidence_by_lesson, terms_by_lesson
    from calculators.course.gallery import drawn
    from calculators.course.lessons import lessons
    from calculators.course.worked import worked_case
    from calculators.macros.checks import answers, unplaced
    from calculators.macros.course import worked
    from calculators.macros.course_pages import page_markdown

    key = "the-bill-first"
    shown(f"{key}.md", '{{ calculator("api-cost", "bill-of-a-month") }}')
    assert key in [one.key for one in lessons()]
    assert worked("bill-of-a-month", "monthly_cost").endswith("USD/month")
    assert worked_case("bill-of-a-month").sentence
    assert len(answers(key)) == 2
    unplaced(key, page_markdown(key))
    assert list(terms_by_lesson()[key]) == ["bill-of-tokens"]
    assert list(evidence_by_lesson()[key]) == ["bills-add-up"]
    assert drawn("bill-in-two-parts")


def figure() -> None:
    """It is a fact that knows its source, and stands in its table with it."""
    from calculators.figures.tables import catalogue
    from calculators.macros.figures import embedding_table
    from calculators.macros.tables import source_table

    price = catalogue().embeddings["example/embed-1"].price
    assert (price, price.unit, price.source) == (0.05, "USD/Mtok", "example-prices")
    assert '<tbody id="example-embed-1">' in embedding_table()
    assert "#example-prices" in embedding_table()
    assert "https://example.org/prices" in source_table()


def rule() -> None:
    """The advisor counts it where it applies, and nowhere else, and cites its source."""
    from calculators import calculator
    from calculators.advice.rules import rules
    from calculators.macros.advice import advice_rules

    added = rules()["sql-form-enforced"]

    def counted(**answers: str) -> bool:
        case = calculator("advisor").read(answers).calculator
        weighed = {one.option.key: one.rules for one in case.advice.weighed}  # type: ignore[attr-defined]
        cited = {fact.row for fact in case.facts(case.result()) if fact.source in added.sources}
        assert (added.key in cited) <= (added in weighed["structured"])
        return added in weighed["structured"]

    assert counted(task="sql", schema="enforceable", falls_short="format")
    assert not counted(task="sql", schema="enforceable", falls_short="facts")
    assert not counted(task="code", schema="enforceable", falls_short="format")
    table = advice_rules()
    assert added.why in table
    assert "#openai-accuracy-guide" in table.split(added.why)[1].split("</tr>")[0]


def step() -> None:
    """The walk says it where it applies, and its test has a case for it."""
    from calculators.macros.walk import walk
    from calculators.record.walk import walked
    from tests.record.test_walk import test_every_rule_is_reached_in_its_order

    words = "The answers are slow, and nobody has counted them yet."
    assert walked({"falls_short": "latency"}).says["prompt"].case == words
    assert walked({"falls_short": "style"}).says["prompt"].case != words
    assert words in walk()
    test_every_rule_is_reached_in_its_order()


def drawing() -> None:
    """A lesson can show it, it has its words, and its bars are as long as the calculator's figures."""
    from calculators.course.worked import worked_case
    from calculators.macros.drawing import drawing as shown

    html = shown("a-month-of-keeping")
    assert '<b class="drawing__title">What a month of keeping costs</b>' in html
    assert html.count("<svg") == 2
    case = worked_case("eight-releases")
    ratio = case.value("monthly_cost") / case.value("rag_monthly_cost")
    for svg in html.split("<svg")[1:]:
        tuned, store = (float(width) for width in re.findall(r'class="drawing__bar[^>]* width="([0-9.]+)"', svg))
        assert abs(tuned / store - ratio) < 0.01 * ratio


def case() -> None:
    """It is reckoned, holds, and stands on its page."""
    from calculators.macros.cases import checked_against
    from calculators.proof.cases import cases, check

    added = cases()["call-gpt41-nano"]
    assert check(added).holds
    assert added.title in checked_against()


def outcome() -> None:
    """The advisor is asked, and the score counts it."""
    from calculators.macros.outcomes import outcome_cases
    from calculators.proof import outcomes

    added = outcomes.outcomes()["orders-as-json"]
    assert outcomes.advisor(added.key).agrees
    assert outcomes.score("advisor", lambda outcome: outcome.key == added.key) == outcomes.Score(1, 1)
    assert 'id="outcome-orders-as-json"' in outcome_cases()


def example() -> None:
    """It holds, and opens in the calculator from its page."""
    from calculators import calculator
    from calculators.macros.site import calculator_examples
    from calculators.proof.examples import examples

    kind = calculator("memory")
    (added,) = [one for one in examples(kind) if "8,192 tokens" in one.title]
    figures = {figure.key: figure.value for figure in kind(**added.inputs).result().figures}
    assert figures["kv_cache_gib"] == 1
    html = calculator_examples("memory")
    assert added.title in html
    assert re.search(rf"#memory\?[^\"]*{urlencode({'sequence_length': '8,192'})}", html)


PROMISES: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (calculator, lesson, drawing, figure, rule, step, case, outcome, example)
}

if __name__ == "__main__":
    PROMISES[sys.argv[1]]()
