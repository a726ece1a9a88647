"""Answers that differ in nothing but numbers or names are told as one mould; none is cut for it."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.training_file.survey import UNFIT
from tests.training_file.findings import cleaned, told

Given = Callable[..., DatasetCheck]
TOWNS = [f"{first}{last}" for first in ("Bad Hon", "Köln", "Linz", "Neuss", "Wesel", "Xant", "Mainz", "Bonn")
         for last in ("au", "bach", "dorf", "en", "feld", "hausen", "heim", "ing", "ort", "rode")]  # fmt: skip
ASKED = [
    *("When does the ferry to {town} leave on day {at}?", "{town} on the {at}th: which boat, please?"),
    *("I must be in {town}; it is day {at} of my journey.", "Timetable {at}, line of {town}?"),
]


def talk(asked: str, answered: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": answered}]}


def made(answer: str, count: int = 80, free: int = 0) -> list[dict[str, Any]]:
    """So many examples with this answer to each, and some that are worded freely."""
    places = [{"at": at, "next": at * 7 + 3, "town": TOWNS[at % len(TOWNS)]} for at in range(count + free)]
    texts = [answer.format(**one) for one in places[:count]]
    words = ["tide", "fog", "crew", "lock", "mast", "rope", "bell", "rain", "dusk", "gull", "oar", "quay"]
    texts += [f"{words[at % 12]} {words[at * 5 % 12]} waits until {words[at * 7 % 12]} and {at}." for at in range(free)]
    return [talk(ASKED[at % 4].format(**one), text) for at, (one, text) in enumerate(zip(places, texts, strict=True))]


@pytest.mark.parametrize(
    "answer",
    [
        "The ferry leaves at {next} from pier {at}, so please be there early.",
        "Our ferry to {town} leaves from the third pier, so please be there early.",
        "Das Boot nach {town} fährt um {next} Uhr, und bitte seien Sie schon etwas früher dort.",
        "Dear guest,\nthe ferry will leave pier {at} a little later than it says.\nYours, the harbour",
    ],
)
def test_answers_of_one_mould_are_told_with_an_example_and_stay(of: Given, answer: str) -> None:
    lines = made(answer)
    case = of(*lines)
    assert case.survey.counts["one-mould"] == 80
    assert told(case, "one-mould") == list(range(1, 21))
    assert "…" in case.survey.told["one-mould"][0].detail
    assert case.survey.flagged(UNFIT) == 0
    assert len(cleaned(case)) == len(lines)
    assert "one-mould" in [one.kind.key for one in case.findings]


@pytest.mark.parametrize(("count", "free", "expected"), [(41, 39, 41), (39, 41, 0), (9, 0, 0), (10, 0, 10)])
def test_only_most_of_enough_answers_are_told(of: Given, count: int, free: int, expected: int) -> None:
    case = of(*made("The ferry leaves at {next} from pier {at}, so please be there early.", count, free))
    assert case.survey.counts["one-mould"] == expected


@pytest.mark.parametrize(
    "answer",
    [
        "{next}",
        "The answer is {next}.",
        "Class {at}: {town}",
        '{{"ferry": {next}, "pier": {at}, "note": "please be there a little earlier than that"}}',
        "<ferry><time>{next}</time> please be there a little earlier than that</ferry>",
        "Ferry: {next}\nPier: {at}\nTown: {town}\nplease note that it may be somewhat later\nSeats: {at}\nDeck: {at}",
        "SELECT leaves FROM ferries WHERE pier = {at} and day = {next} order by the name of it",
        "- {next}\n- {at}\n- {town}",
        "The ferry leaves from the pier on the left, so please be there early.",
        "Call us on 555 12, so that we can tell you when the ferry leaves.",
        "{next} | {at} | the ferry that leaves from the pier on the left",
    ],
)
def test_labels_forms_and_one_and_the_same_answer_are_none(of: Given, answer: str) -> None:
    assert of(*made(answer)).survey.counts["one-mould"] == 0


def test_answers_that_people_worded_are_none(of: Given) -> None:
    assert of(*made("", 0, 80)).survey.counts["one-mould"] == 0
