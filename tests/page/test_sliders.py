"""The slider under a number: its stops can be read, it stands by what was typed, beyond its ends too."""

import re

import pytest

from calculators import calculators
from calculators.kit.inputs import Input, Number
from calculators.page.render import form, reply
from calculators.page.sliders import position, slider

CALLS = Number("Calls", 5_000, unit="calls/day", least=1, most=1e9, whole=True, stops=(10, 100, 1_000))
EVERY = [
    pytest.param(kind, name, declared, id=f"{kind.slug}-{name}")
    for kind in calculators()
    for name, declared in kind.inputs().items()
    if isinstance(declared, Number) and declared.stops
]


@pytest.mark.parametrize(("kind", "name", "declared"), EVERY)
def test_every_stop_is_read_as_what_it_is_and_the_default_lies_between_the_ends(
    kind: type, name: str, declared: Number
) -> None:
    case = kind()
    drawn = slider(declared, getattr(case, name))
    assert drawn
    assert [declared.read(text) for text in drawn.texts] == list(declared.stops)
    assert not any(" " in text for text in drawn.texts)
    assert 8 <= len(drawn.texts) <= 60
    assert declared.stops[0] <= case.default(name) <= declared.stops[-1]
    assert drawn.says == f"{declared.write(getattr(case, name))} {declared.unit}"


def test_most_numbers_that_stand_in_front_have_one() -> None:
    front = {f"{kind.slug}-{name}" for kind in calculators() for name, one in kind.inputs().items() if not one.group}
    assert len(front & {param.id for param in EVERY}) >= 30


@pytest.mark.parametrize(("value", "at"), [(1, 0), (10, 0), (40, 0), (90, 1), (600, 2), (1e9, 2)])
def test_it_stands_at_the_nearest_stop_beyond_its_ends_at_the_end(value: float, at: int) -> None:
    assert position(CALLS, value) == at


def test_nothing_else_has_a_slider() -> None:
    assert slider(Number("Calls", 1, most=10), 1) is None
    assert slider(Input("Name", ""), "x") is None
    assert position(CALLS, None) is None


def test_the_page_gets_it_with_the_form_and_its_place_with_each_answer() -> None:
    kind = next(kind for kind in calculators() if kind.slug == "break-even")
    drawn = re.search(r'<input class="field__slider"[^>]*data-slider="calls_per_day"[^>]*>', form(kind))
    assert drawn
    stops = (re.search('data-stops="(.*?)"', drawn[0]) or [""] * 2)[1].split(" ")
    at = int((re.search('value="([0-9]+)"', drawn[0]) or ["", "-1"])[1])
    assert stops[at] == "5,000"
    for typed, stop in (("9000", "8,000"), ("2.1k", "2,000"), ("5000000", "1,000,000"), ("", "5,000")):
        told = re.search('data-slot="note-calls_per_day"[^>]*data-at="([0-9]+)"', reply(kind, {"calls_per_day": typed}))
        if typed:
            assert told
            assert stops[int(told[1])] == stop
    refused = re.search('data-slot="note-calls_per_day"[^>]*>', reply(kind, {"calls_per_day": "many"}))
    assert refused
    assert "data-at" not in refused[0]
