"""Every calculator: its examples hold, any answer in range is reckoned, any other is refused in one line."""

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import calculator, calculators
from calculators.kit.inputs import Choice, Counts, Day, Input, Number, Refused, Rows, Text, Upload
from calculators.kit.model import Calculator, Example
from calculators.proof.examples import examples

EXAMPLES = [
    pytest.param(kind, example, id=f"{kind.slug}: {example.title}")
    for kind in calculators()
    for example in examples(kind)
]


NAMED = (
    "no figure is known here",
    "no price is known here",
    "no speed is known here",
    "which is not known yet",
    "more than all items",
    "as many rows as columns",
    "at least two columns",
    "put one of the two right",
    "none of its keys holds a text",
    "which keys hold the input and the answer",
)
"""Why a case within the ranges may be refused: something is missing, or answers contradict each other."""


def values(declared: Input) -> st.SearchStrategy[Any]:
    """All values that an input allows."""
    if isinstance(declared, Number):
        least, most = declared.least, declared.most
        drawn: st.SearchStrategy[Any] = (
            st.integers(int(least), int(most)) if declared.whole else st.floats(least, most, allow_subnormal=False)
        )
    elif isinstance(declared, Choice):
        drawn = st.sampled_from(list(declared.options()))
    elif isinstance(declared, Counts):
        drawn = tables(declared)
    elif isinstance(declared, Text):
        drawn = st.text(max_size=declared.most).filter(declared.allows)
    elif isinstance(declared, Upload):
        drawn = st.none()
    else:
        assert isinstance(declared, Day)
        drawn = st.dates(declared.least, declared.most)
    return st.one_of(drawn, st.none()) if declared.none else drawn


def tables(declared: Counts) -> st.SearchStrategy[Rows]:
    """Tables that a table of counts allows: few rows or columns, square ones often."""
    sizes = st.integers(1, min(4, declared.columns))
    cells = st.integers(0, 9) | st.integers(0, declared.most)
    shapes = st.tuples(sizes, sizes) | sizes.map(lambda size: (size, size))
    return shapes.flatmap(
        lambda shape: st.lists(
            st.lists(cells, min_size=shape[1], max_size=shape[1]).map(tuple), min_size=shape[0], max_size=shape[0]
        ).map(Rows)
    )


@st.composite
def inputs_of(draw: st.DrawFn, kind: type[Calculator]) -> dict[str, Any]:
    names = draw(st.sets(st.sampled_from(list(kind.inputs())), max_size=8))
    return {name: draw(values(kind.inputs()[name])) for name in sorted(names)}


@st.composite
def cases(draw: st.DrawFn) -> tuple[type[Calculator], dict[str, Any]]:
    kind = draw(st.sampled_from(calculators()))
    return kind, draw(inputs_of(kind))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_an_example_gives_the_answer_and_the_figures_it_promises(kind: type[Calculator], example: Example) -> None:
    result = kind(**example.inputs).result()
    figures = {figure.key: figure.value for figure in result.figures}
    assert example.answer in result.answer
    for key, expected in example.figures.items():
        assert figures[key] == (None if expected is None else pytest.approx(expected, rel=example.tolerance))


def is_sound(kind: type[Calculator], inputs: dict[str, Any]) -> None:
    """Finite figures within their ranges, from named facts; or the field is named that is missing or contradicts."""
    try:
        calculator = kind(**inputs)
        result = calculator.result()
    except Refused as refused:
        assert set(refused.problems) <= set(kind.inputs())
        assert all(any(words in told for words in NAMED) for told in refused.problems.values())
        return
    assert calculator.then(result.verdict)
    assert result.verdict == calculator.verdict
    for figure in result.figures:
        for value in (figure.value, figure.low, figure.high):
            assert value is None or math.isfinite(value)
        if figure.low is not None and figure.high is not None and figure.value is not None:
            assert figure.low <= figure.value <= figure.high
    for fact in calculator.facts(result):
        assert fact.source
        assert fact.name


@given(cases())
def test_any_answer_in_range_is_reckoned_or_what_is_missing_or_contradicts_is_named(
    case: tuple[type[Calculator], dict[str, Any]],
) -> None:
    is_sound(*case)


WITH_IDLE = [kind for kind in calculators() if kind.idle is not Calculator.idle]


@pytest.mark.parametrize("kind", WITH_IDLE, ids=lambda kind: kind.slug)
@given(data=st.data())
def test_what_is_said_to_play_no_part_changes_nothing(kind: type[Calculator], data: st.DataObject) -> None:
    inputs = data.draw(inputs_of(kind))
    try:
        calculator = kind(**inputs)
        result = calculator.result()
    except Refused:
        return
    # Three of them an example: before-after has thirty, which is a result each.
    for name in data.draw(st.permutations(sorted(calculator.idle)))[:3]:
        other = data.draw(values(kind.inputs()[name]), label=name)
        assert kind(**inputs | {name: other}).result() == result, name


@pytest.mark.parametrize("kind", calculators(), ids=lambda kind: kind.slug)
def test_the_ends_of_every_range_are_reckoned_each_alone_and_all_at_once(kind: type[Calculator]) -> None:
    numbers = {name: declared for name, declared in kind.inputs().items() if isinstance(declared, Number | Day)}
    quick = {"draws": 100} if "draws" in numbers else {}
    for end in ("least", "most"):
        ends = {name: getattr(declared, end) for name, declared in numbers.items()}
        is_sound(kind, ends)
        for name, value in ends.items():
            is_sound(kind, quick | {name: value})
    is_sound(kind, {name: None for name, declared in numbers.items() if declared.none})


@given(cases())
def test_what_a_form_shows_is_read_back_as_the_same_case(case: tuple[type[Calculator], dict[str, Any]]) -> None:
    kind, inputs = case
    reading = kind.read({name: kind.inputs()[name].write(value) for name, value in inputs.items()})
    for name in set(inputs) - set(reading.problems):
        assert getattr(reading.calculator, name) == inputs[name]


@pytest.mark.parametrize("kind", calculators())
@given(typed=st.text(max_size=50))
def test_any_text_in_any_field_is_a_value_or_refused_in_one_line_that_names_the_field(
    kind: type[Calculator], typed: str
) -> None:
    for name, declared in kind.inputs().items():
        reading = kind.read({name: typed})
        if name in reading.problems:
            problem = reading.problems[name]
            assert problem.startswith(declared.label)
            assert "\n" not in problem.replace(typed.strip(), "")


@pytest.mark.parametrize("kind", calculators())
def test_a_value_beyond_the_range_is_refused_with_the_range(kind: type[Calculator]) -> None:
    for name, declared in kind.inputs().items():
        if isinstance(declared, Number):
            with pytest.raises(Refused, match=r"from .* to "):
                kind(**{name: declared.most * 2 + 1})
            with pytest.raises(Refused, match=r"from .* to "):
                kind(**{name: declared.least - 1})
        if isinstance(declared, Day):
            with pytest.raises(Refused, match=str(declared.most)):
                kind(**{name: date(2999, 1, 1)})


@pytest.mark.parametrize("kind", calculators())
def test_unknown_keys_are_told_and_change_nothing(kind: type[Calculator]) -> None:
    reading = kind.read({"nobody_knows": "1", "__proto__": "2"})
    assert reading.unknown == ("nobody_knows", "__proto__")
    assert reading.calculator == kind()


@pytest.mark.parametrize("kind", calculators())
def test_an_answer_equal_to_the_default_is_the_default_with_its_source(kind: type[Calculator]) -> None:
    defaults = kind()
    again = kind.read({name: declared.write(getattr(defaults, name)) for name, declared in kind.inputs().items()})
    assert not again.problems
    assert again.calculator.given == frozenset()
    assert again.calculator.facts(again.calculator.result()) == defaults.facts(defaults.result())


@pytest.mark.parametrize("kind", calculators())
def test_every_input_has_words_and_a_default_that_it_allows(kind: type[Calculator]) -> None:
    kind()
    for declared in kind.inputs().values():
        assert declared.label
        assert declared.help.endswith((".", "?"))


@pytest.mark.parametrize(
    ("slug", "texts", "told"),
    [
        ("training-run", {"utilisation_low": "60", "utilisation_high": "20"}, "60 %) is above Utilisation"),
        ("training-run", {"utilisation_high": "1"}, "(1 %) is below Utilisation, at worst"),
        (
            "memory",
            {"experts": "2", "active_experts": "8"},
            "Experts at work (8 experts) is above Experts (2 experts);",
        ),
        ("memory", {"overhead_low": "3", "overhead_high": "2"}, "Overhead, at best (3 GB) is above Overhead, at worst"),
    ],
)
def test_a_low_end_above_its_high_end_is_refused(slug: str, texts: dict[str, str], told: str) -> None:
    problems = calculator(slug).read(texts).problems
    assert told in " ".join(problems.values())
