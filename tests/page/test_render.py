"""Forms with their answers as HTML: complete, escaped, the same text wherever they are made."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import calculator, calculators
from calculators.kit.model import Calculator
from calculators.kit.query import LONGEST_QUERY
from calculators.page.browser import answer
from calculators.page.render import form, reply

ATTACK = "<img src=x onerror=alert(1)>'\"&"
VOID = {"input", "circle", "line", "polyline"}


class Elements(HTMLParser):
    """Collects the start tags, and checks that what is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "input":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("kind", calculators())
def test_the_form_keeps_its_contract(kind: type[Calculator]) -> None:
    elements = Elements(form(kind))
    assert elements.open == []
    (the_form,) = elements.of("form")
    assert (the_form["class"], the_form["data-calculator"], the_form["data-state"]) == (
        "calculator",
        kind.slug,
        "prerendered",
    )
    assert len(elements.of("output")) == 1
    # What belongs to no input, such as the name of a scenario, has no name of its own.
    asked = elements.of("input") + elements.of("select") + elements.of("textarea")
    controls = [attributes for attributes in asked if "name" in attributes]
    names = [attributes["name"] for attributes in controls]
    assert sorted(names) == sorted(kind.inputs())
    ids = [attributes["id"] for _, attributes in elements.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for attributes in controls:
        assert set((attributes["aria-describedby"] or "").split()) <= set(ids)


@pytest.mark.parametrize("kind", calculators())
def test_the_answer_of_the_defaults_stands_in_the_form_with_every_figure_unrounded(kind: type[Calculator]) -> None:
    figures = {attributes["data-figure"]: attributes["value"] for attributes in Elements(form(kind)).of("data")}
    assert figures == {
        figure.key: "" if figure.value is None else str(figure.value) for figure in kind().result().figures
    }


OTHERS = {"state", "own", "problems", "figures", "since", "answer"}


@pytest.mark.parametrize("kind", calculators())
def test_what_the_page_gets_for_no_changes_is_what_the_built_form_holds(kind: type[Calculator]) -> None:
    built = form(kind)
    slots = re.findall(r'<div data-slot="([^"]+)"[^>]*>(.*?)</div>\n?(?=<div data-slot|$)', answer(kind.slug, ""), re.S)
    assert {name for name, _ in slots if not name.startswith("count-")} == OTHERS | {
        f"note-{name}" for name in kind.inputs()
    }
    for name, html in slots:
        if name != "state":
            assert html in built


@pytest.mark.parametrize("kind", calculators())
def test_no_text_of_a_reader_becomes_markup(kind: type[Calculator]) -> None:
    for name in [*kind.inputs(), ATTACK]:
        html = answer(kind.slug, urlencode({name: ATTACK}))
        assert "<img" not in html
        assert not [tag for tag, attributes in Elements(html).tags if any(key.startswith("on") for key in attributes)]


@given(st.sampled_from(calculators()), st.text(max_size=200))
def test_any_query_gets_an_answer_in_words(kind: type[Calculator], query: str) -> None:
    html = answer(kind.slug, query)
    assert Elements(html).open == []
    assert 'data-state="live"' in html or 'data-state="refused"' in html


def test_a_query_beyond_all_measure_is_refused_in_words() -> None:
    html = answer("break-even", "calls_per_day=" + "9" * LONGEST_QUERY)
    assert 'data-state="refused"' in html
    assert "These answers are too long" in html


def test_a_refused_field_is_named_in_the_summary_and_beside_the_field_with_the_same_words() -> None:
    html = answer("break-even", "calls_per_day=abc&horizon=0")
    assert 'data-slot="answer"' not in html
    for field, told in (
        (
            "calls_per_day",
            "Calls per day: “abc” is not a number; type a whole number from 1 to 1,000,000,000 calls/day.",
        ),
        ("horizon", "Horizon: 0 is not allowed; type a number from 1 to 1,200 months."),
    ):
        assert html.count(told) == 2
        assert f'<a href="#break-even-{field}">' in html
        assert f'data-invalid="{field}"' in html


def test_a_number_typed_in_its_own_way_is_echoed_and_the_default_told() -> None:
    html = answer("break-even", "calls_per_day=9k")
    assert "Read as 9,000 calls/day. Your figure; the default is 5,000 calls/day." in html
    assert "Read as" not in answer("break-even", "calls_per_day=9000")
    assert "Read as" not in answer("break-even", "calls_per_day=9,000")


def test_a_default_in_words_is_told_between_quotation_marks() -> None:
    html = answer("advisor", "falls_short=style&examples_count=300")
    assert "Your choice; the default is “I do not know”." in html
    assert "Your figure; the default is “I do not know”." in html


def test_prices_follow_the_model_that_is_chosen_unless_they_are_typed() -> None:
    html = answer("break-even", "base_model=openai%2Fgpt-4.1&base_output=7")
    assert 'data-value-for="base_input" data-value="2"' in html
    assert 'data-value-for="base_cached_input" data-value="0.5"' in html
    assert "Your figure; the default is 8 USD/Mtok." in html


def test_a_figure_and_its_short_unit_stay_in_one_line_and_what_is_taken_along_has_plain_spaces() -> None:
    html = answer("memory", "")
    figures = re.findall(r"<data [^>]*>([^<]*)</data>", html)
    assert any(re.search(r"\d\N{NO-BREAK SPACE}GB", figure) for figure in figures)
    assert not any(re.search(r"\d (?:GB|USD)\b", figure) for figure in figures)
    for numbers in re.findall(r'data-csv="([^"]*)"', html):
        assert "\N{NO-BREAK SPACE}" not in numbers


def test_unknown_keys_are_named() -> None:
    assert "Not known here and left out: nonsense." in answer("break-even", "nonsense=1&calls_per_day=9000")


def test_an_answer_of_an_older_link_is_told_with_what_asks_it_anew() -> None:
    html = answer("memory", "chunked_loss=yes&sequence_length=4096&other=1")
    assert "Not known here and left out: chunked_loss (asked anew as “Loss”), other." in html


def plain(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")


def test_a_group_of_the_advisor_tells_how_many_of_its_questions_are_answered() -> None:
    told = plain(reply(calculator("advisor"), {"cues": "meaning", "language": "seldom", "task": "sql"}))
    assert '<div data-slot="count-The task">2 of 9 answered</div>' in told
    assert '<div data-slot="count-Examples">0 of 5 answered</div>' in told
    assert 'data-slot="count-The task">0 of 9 answered</span></summary>' in plain(form(calculator("advisor")))


def test_a_group_of_inputs_that_have_defaults_tells_how_many_are_changed_once_one_is() -> None:
    kind = calculator("break-even")
    group = kind.inputs()["base_input"].group
    assert f'data-slot="count-{group}"></span></summary>' in form(kind)
    told = plain(reply(kind, {"base_input": "7", "base_output": "9", "calls_per_day": "4"}))
    assert f'<div data-slot="count-{group}">2 of ' in told
    assert told.count(" changed</div>") == 1


@pytest.mark.parametrize("kind", calculators())
def test_the_head_has_at_most_three_figures_and_every_figure_stands_once(kind: type[Calculator]) -> None:
    html = form(kind)
    head = html[html.index('class="answer__head"') : html.index('class="answer__why"')]
    assert head.count("data-figure") - head.count("figures__also") <= 3
    keys = [attributes["data-figure"] for attributes in Elements(html).of("data")]
    assert len(keys) == len(set(keys))
