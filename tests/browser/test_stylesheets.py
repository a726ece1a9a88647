"""Style sheets: each rule is for something that the site can show, is said once, takes its colours by name."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from calculators import calculators
from calculators.page.browser import answer
from tests.record.test_record import a_full_record, kept
from tools.build import ROOT

SHEETS = {path.name: path.read_text() for path in sorted((ROOT / "docs/stylesheets").glob("*.css"))}
SCRIPTS = "".join(path.read_text() for path in sorted((ROOT / "docs/javascripts").glob("*.js")))
READ = (Path(__file__).parent / "stylesheets.js").read_text()
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(", re.IGNORECASE)

FAILURE = """<p role="alert">No</p><p class="failure__acts"><button class="calculator__button"></button><a></a></p>
  <details class="failure__details"><summary>Details</summary><textarea></textarea></details>
  <p class="failure__exactly"></p>"""
QUESTION = """<div class="calculator__problems">
  <div class="problems problems--question"><a href=""></a><p class="problems__choices"></p></div></div>
  <div class="calculator__answer"></div><p class="calculator__earlier"></p>
  <dl class="read"><div class="read__item"><dt></dt><dd></dd></div></dl>"""
WRAPPED = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table>{}</table></div></div>'
ROWS = "<thead><tr><th></th><th></th></tr></thead><tbody><tr><td></td><td></td></tr></tbody>"

# What scripts do to a page once it is there: page, element, the attributes that it gets, the HTML that is put into it.
DONE: list[tuple[str, str, dict[str, str], str]] = [
    ("embed/break-even", "form", {"data-stale": ""}, ""),
    ("embed/break-even", "form", {"data-awaits": ""}, ""),
    ("embed/break-even", ".field__control", {"class": "field__control--over"}, ""),
    ("embed/break-even", ".field__control input", {"aria-invalid": "true"}, ""),
    ("embed/break-even", "[data-status]", {"class": "calculator__status--spoken"}, "<input>"),
    ("embed/break-even", "[data-failure]", {}, FAILURE),
    ("embed/break-even", "[data-record-line]", {}, '<div class="saved"><textarea></textarea></div>'),
    ("embed/break-even", "[data-dead]", {"class": "dead--told"}, ""),
    ("embed/before-after", ".calculator__outcome", {}, QUESTION),
    ("embed/agreement", ".field--counts .field__note", {}, '<p class="note note--idle"></p>'),
    ("embed/agreement", ".field__note", {}, '<p class="note note--given"></p>'),
    ("data/api-prices", ".data-table th", {}, '<span class="status status--own"></span>'),
    ("walk", "[data-walk]", {"data-state": "failed"}, ""),
    ("walk", "[data-walk]", {"data-awaits": ""}, ""),
    ("walk", "[data-walk]", {"data-state": "live"}, ""),
    ("walk", "[data-step]", {"data-says": "stop"}, ""),
    (
        "walk",
        "[data-given]",
        {},
        '<div><dt></dt><dd><i></i> <a href="">Change<span class="walk__of"></span></a></dd></div>',
    ),
    ("decision-record", "[data-record-page]", {"data-guest": "yes"}, ""),
    ("decision-record", "[data-record-status]", {}, "<input>"),
    ("decision-record", "[data-record-page]", {"data-state": "waiting"}, ""),
    ("decision-record", "[data-record-waits]", {}, "<dl><dt></dt><dd></dd></dl>"),
    ("decision-matrix", "thead th", {"aria-sort": "ascending"}, '<button class="matrix__sort"></button>'),
    ("decision-matrix", "thead th", {"aria-sort": "descending"}, '<button class="matrix__sort"></button>'),
    ("decision-matrix", "[data-outcome]", {}, "<p></p><section><ul><li></li></ul></section>"),
    ("selftest", "[data-test]", {"data-state": "wrong"}, ""),
    ("selftest", "[data-test]", {"data-state": "weak"}, ""),
    ("selftest", "[data-said]", {}, ""),
    ("why-fine-tune", "html", {"class": "reading"}, ""),
    ("good-examples", ".check__status", {}, '<span class="check__spoken"></span>'),
    *(
        ("good-examples", where, {f"data-{what}": state}, "")
        for state in ("right", "wrong")
        for where, what in ((".check", "state"), (".check__choice", "shown"))
    ),
    ("good-examples", ".check__choice select", {"aria-invalid": "true"}, ""),
    ("course", ".course__lessons > li", {"data-state": "next"}, ""),
    ("why-fine-tune", ".field__note", {}, '<p class="note note--given"></p>'),
    ("why-fine-tune", ".calculator__group .field__note", {}, '<p class="note note--given"></p>'),
    ("why-fine-tune", "#lesson-contents a", {"aria-current": "location"}, ""),
]
FROM_PYTHON = {
    *("field__note", "note", "note--idle", "note--given", "status", "status--own", "read", "read__item"),
    *("problems", "problems--question", "problems__choices"),
    *("calculator__problems", "calculator__answer", "calculator__earlier"),
}
"""What templates hold."""
# And what Material's scripts do.
MATERIAL = [
    ("index", ".door p", {}, WRAPPED.format(ROWS)),
    ("why-fine-tune", ".lesson p", {}, WRAPPED.format(ROWS)),
    ("index", ".md-search-result", {}, '<nav class="md-tags"></nav>'),
    ("why-fine-tune", ".md-nav__link", {"class": "md-nav__link--passed md-nav__link--active"}, ""),
    ("why-fine-tune", "body", {"data-md-color-scheme": "slate"}, ""),
]


def replies() -> list[tuple[str, str, str]]:
    """A page, what Python answers in it, and where it goes if it names no places: usual, refused, the reader's own."""
    pages = [(f"embed/{kind.slug}", answer(kind.slug, "")) for kind in calculators()]
    pages += [(f"embed/{kind.slug}", answer(kind.slug, f"{[*kind.inputs()][-1]}=%00&x=1")) for kind in calculators()]
    both = [{"name": "A", "query": "calls_per_day=1"}, {"name": "B", "query": "calls_per_day=90000"}]
    some = kept(calculators={"break-even": "calls_per_day=9000&x=1", "memory": "batch=x", "advisor": "", "rag": ""})
    pages += [
        ("embed/advisor", answer("advisor", "falls_short=facts&facts_change=daily&corpus_tokens=2e9")),
        ("walk", answer("walk", "best_score=83&step=end")),
        ("walk", answer("walk", "best_score=65&step=end")),
        ("decision-record", answer("decision-record", some)),
        ("decision-record", answer("decision-record", a_full_record())),
    ]
    scenarios = json.dumps({"slug": "break-even", "scenarios": both})
    return [
        *((page, html, "") for page, html in pages),
        ("embed/break-even", answer("scenarios", scenarios), "[data-scenario-slot]"),
        ("data/own-figures", answer("own-figures", json.dumps({"api_models": "x"})), "[data-own-verdict]"),
    ]


@pytest.fixture(scope="module")
def parser(browser: Browser) -> Iterator[Page]:
    """An empty page, which no content policy binds."""
    with browser.new_context() as context:
        yield context.new_page()


def ask(parser: Page, what: str, *about: Any) -> Any:
    return parser.evaluate(f"([...about]) => {{ const read = {READ}; return {what}; }}", about)


def dead(parser: Page, sheets: dict[str, str], pages: dict[str, str], done: Any = (), later: Any = ()) -> list[str]:
    what = "read.dead(read.rules(about[0]), read.documents(...about.slice(1)))"
    return ask(parser, what, sheets, pages, [*done], [*later])  # type: ignore[no-any-return]


def test_every_rule_can_match_something(parser: Page, site: Path) -> None:
    named = {
        str(path.relative_to(site)).removesuffix("/index.html").removesuffix(".html"): path
        for path in site.rglob("*.html")
    }
    pages = {name: path.read_text() for name, path in named.items()}
    found = dead(parser, SHEETS, pages, DONE + MATERIAL, replies())
    assert not found, "matches nothing:\n" + "\n".join(found)


def twice(parser: Page, sheets: dict[str, str]) -> list[str]:
    """Selectors, and blocks of several declarations, that are written again where the first would do."""
    first: dict[tuple[str, str], str] = {}
    found = []
    for rule in ask(parser, "read.rules(about[0])", sheets):
        place = " ".join([rule["sheet"], rule["context"], rule["selectors"]])
        for what in ("selectors", "block") if rule["block"].count(";") > 1 else ("selectors",):
            before = first.setdefault((rule["context"], rule[what]), place)
            if before is not place:
                found.append(f"{place}: the same {what} as {before}")
    return found


def names(sheets: dict[str, str], theme: str) -> list[str]:
    """Custom properties that nothing uses, or that nothing defines."""
    ours = "".join(sheets.values())
    given, used = re.compile(r"(?m)(?:^|[{;])\s*(--[\w-]+):"), re.compile(r"var\(\s*(--[\w-]+)")
    unused = {*given.findall(ours)} - {*used.findall(ours + theme)}
    unknown = {*used.findall(ours)} - {*given.findall(ours + theme)}
    return [f"{name} is not used" for name in sorted(unused)] + [f"{name} is not defined" for name in sorted(unknown)]


def colours(sheets: dict[str, str]) -> list[str]:
    """Colours that stand outside the block of tokens, which is named :root."""
    bare = {name: re.sub(r"(?m)^:root \{.*?^\}", "", text, flags=re.DOTALL) for name, text in sheets.items()}
    return [f"{name}: {colour}" for name, text in bare.items() for colour in COLOUR.findall(text)]


def test_nothing_is_said_twice(parser: Page) -> None:
    assert not (found := twice(parser, SHEETS)), "\n".join(found)


def test_every_name_is_given_and_used(site: Path) -> None:
    theme = "".join(path.read_text() for path in site.glob("assets/stylesheets/*.css"))
    assert not (found := names(SHEETS, theme)), "\n".join(found)


def test_colours_have_names() -> None:
    assert not (found := colours(SHEETS)), "\n".join(found)


def test_what_this_test_takes_for_done_by_scripts_is_done_by_them() -> None:
    """Its classes, and its attributes as scripts write them."""
    said = " ".join([html for *_, html in DONE] + [f'class="{given.get("class", "")}"' for *_, given, _ in DONE])
    classes = {name for names in re.findall(r'class="([^"]*)"', said) for name in names.split()} - FROM_PYTHON
    attributes = {re.sub(r"^data-", "", key) for *_, given, _ in DONE for key in given if key != "class"}
    words = classes | {re.sub(r"-(\w)", lambda dash: dash[1].upper(), key) for key in attributes}
    assert not {word for word in words if word.lower() not in SCRIPTS.lower()}


@pytest.mark.parametrize(
    ("planted", "problem"),
    [
        (".door { color: red }", ""),
        (".door:hover::before { color: red }", ""),
        ("@media print { .door:is(.door, :focus-visible) { color: red } }", ""),
        (".home { .door & , & .door { color: red } }", "is(.home)"),
        (".dooor { color: red }", ".dooor"),
        (".door, .dooor::before { color: red }", ".dooor"),
        (".home :is(.door, .dooor) { color: red }", ".dooor"),
        (".home { .door { color: red } .dooor { color: red } }", ".dooor"),
        ("@container column (min-width: 1rem) { .dooor { color: red } }", ".dooor"),
        (".door .home { color: red }", ".door .home"),
        (".door[data-stale] { color: red }", "[data-stale]"),
    ],
)
def test_a_rule_for_nothing_is_found(parser: Page, planted: str, problem: str) -> None:
    pages = {"a": '<html class="no-js"><div class="home"><p class="door"></p></div></html>'}
    found = dead(parser, {"a.css": planted}, pages)
    assert [problem in words for words in found] == [True] * bool(problem)


def test_what_scripts_and_python_do_later_counts(parser: Page) -> None:
    pages = {"a": '<html class="no-js"><p class="door" data-slot="b"></p></html>'}
    sheets = {"a.css": ".js .door[data-stale] i { color: red } .door b { color: red } .no-js .door { color: red }"}
    done = [("a", ".door", {"data-stale": ""}, "<i></i>")]
    assert len(dead(parser, sheets, pages)) == 2
    assert dead(parser, sheets, pages, done, [("a", '<div data-slot="b"><b></b></div>', "")]) == []


@pytest.mark.parametrize(
    ("planted", "count"),
    [
        ("a { color: red } b { color: blue } @media print { a { color: red } }", 0),
        ("a { color: red } b { color: red }", 0),
        ("a { color: red; margin: 0 } b { margin: 0; color: red }", 0),
        ("a { color: red } a { margin: 0 }", 1),
        ("a { color: red; margin: 0 } b { color: red; margin: 0 }", 1),
        ("@media print { a { color: red } a { margin: 0 } }", 1),
    ],
)
def test_what_is_said_twice_is_found(parser: Page, planted: str, count: int) -> None:
    assert len(twice(parser, {"a.css": planted})) == count


def test_names_and_colours_without_use_or_name_are_found() -> None:
    sheets = {"a.css": ":root {\n  --a: #fff;\n  --b: 1px;\n}\n", "b.css": "a { color: var(--a); margin: var(--c) }"}
    assert names(sheets, "") == ["--b is not used", "--c is not defined"]
    assert names(sheets, "b { --c: 1px; margin: var(--b) }") == []
    assert colours(sheets) == []
    assert colours({"a.css": "a { color: #123 } b { color: rgb(0 0 0) }"}) == ["a.css: #123", "a.css: rgb("]
