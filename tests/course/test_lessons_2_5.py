"""Lessons 2, 5: what their prose says of files, of luck, holds when it is worked out again."""

import csv
import json
import re
from math import comb
from pathlib import Path

import pytest

from calculators.advice.lesson import evidence_boxes
from calculators.course.drawings.measure_before_and_after import fooled
from calculators.course.worked import FILES, worked_case

DOCS = Path(__file__).parents[2] / "docs"
LESSON_5 = (DOCS / "measure-before-and-after.md").read_text("utf-8").replace("&nbsp;", " ")


def box(key: str) -> str:
    return " ".join(evidence_boxes()[key].text)


def at_most(right: int, items: int, share: float) -> float:
    return sum(comb(items, k) * share**k * (1 - share) ** (items - k) for k in range(right + 1))


def letters() -> list[str]:
    return (FILES / "northwick-letters.jsonl").read_text("utf-8").splitlines()


def test_looking_again_errs_as_often_as_the_table_of_1969_says() -> None:
    errors = [100 * share for share in fooled(20)]
    published = {1: 5.0, 2: 8.3, 4: 12.6, 5: 14.2, 10: 19.3, 20: 24.8}
    assert {looks: round(errors[looks - 1], 1) for looks in published} == published
    assert errors == sorted(errors)
    assert errors[9] < 100 * (1 - 0.95**10)


def test_the_box_and_the_prose_on_looking_again_say_what_is_reckoned() -> None:
    one, two, four, ten, twenty = (round(100 * fooled(20)[looks - 1]) for looks in (1, 2, 4, 10, 20))
    assert (
        f"errs in {one} of 100 cases, two looks in {two}, four in {four}, ten in {ten} and twenty in {twenty}."
        in box("peeking")
    )
    assert f"sometime in {four} of 100 cases if you look four times, and in {twenty} if you look twenty" in LESSON_5


@pytest.mark.parametrize("items", [40, 200])
def test_the_best_of_twenty_scores_what_the_box_says(items: int) -> None:
    best = sum(1 - at_most(right, items, 0.65) ** 20 for right in range(items)) / items
    assert f"{100 * best:.1f} %" in box("best-of-many")


def test_luck_alone_meets_the_mark_as_often_as_jonas_learns() -> None:
    often = 1 - at_most(31, 40, 0.65) ** 20
    assert f"reaches 80 % of forty letters in {100 * often:.0f} of 100 such contests" in LESSON_5


def test_the_lines_of_the_letters_that_the_lesson_names_are_those() -> None:
    text = (DOCS / "good-examples.md").read_text("utf-8")
    assert len(letters()) == int(worked_case("letters-file").value("examples")) == 26
    assert "Mrs Halloran" in letters()[14]
    assert "In line 15 the check finds" in text
    for line, question in ((10, "Do children pay?"), (11, "Do children have to pay?")):
        assert json.loads(letters()[line - 1])["messages"][1]["content"] == question
        assert question in text
    assert "Lines 10 and 11" in text


def test_the_letters_of_one_dispute_fit_into_those_that_ingrid_alone_would_send() -> None:
    text = (DOCS / "good-examples.md").read_text("utf-8")
    (both, only_one), (only_other, neither) = (
        [int(count) for count in row.split()] for row in worked_case("round-one").texts["table"].split(";")
    )
    assert f"Both would send {both}. Neither would send {neither}." in text
    assert f"On {only_one} only Ingrid said yes, on {only_other} only Mara." in text
    assert (
        f"read the {only_one + only_other} disputed letters aloud. Fourteen of them, all letters that only Ingrid"
        in text
    )
    assert only_one >= 14


def test_the_judged_file_holds_what_the_lesson_says_of_it() -> None:
    with (FILES / "northwick-judged.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 200
    assert sum(bool(row["people before"] and row["people after"]) for row in rows) == 80
    judge, people = worked_case("judged-file").value("judge_difference"), worked_case("qwen-alone").value("difference")
    assert judge < 10 < worked_case("judged-file").value("difference")
    low, high = (worked_case("judged-file").value("difference", part) for part in ("low", "high"))
    assert low < people < high


def test_the_file_and_the_counts_of_the_chat_desk_are_the_same_letters() -> None:
    with (FILES / "northwick-chat.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["before"], row["after"]) for row in csv.DictReader(file)]
    counts = worked_case("chat-counts").texts
    assert rows.count(("right", "right")) == int(counts["both_right"])
    assert rows.count(("wrong", "right")) == int(counts["items_gained"])
    assert rows.count(("right", "wrong")) == int(counts["items_lost"])
    wider = worked_case("chat-file").value("difference", "low"), worked_case("chat-file").value("difference", "high")
    assert wider[0] < worked_case("chat-counts").value("difference", "low")
    assert wider[1] > worked_case("chat-counts").value("difference", "high")


def test_what_the_prose_says_between_its_figures_is_still_so() -> None:
    """Sentences around a figure lean on these; where one fails, its sentence needs another look."""
    value = lambda key, figure, part="": worked_case(key).value(figure, part)  # noqa: E731
    assert value("qwen", "difference") > 10 > value("qwen", "difference", "low") > 0
    assert value("nova", "difference", "low") < 0
    assert value("pilot", "difference", "low") < 0
    assert value("pilot", "right_before", "high") < 80 < value("pilot", "right_after", "high")
    assert value("chat-counts", "right_before", "high") > value("chat-counts", "right_after", "low")
    assert value("qwen", "p_value") < 0.01
    assert value("plan", "items_needed") < value("plan-two", "items_needed") <= 200
    assert value("plan", "items_formula") < value("plan", "items_needed") < value("plan", "items_separate")
    assert value("plan-small", "items_needed") > 2 * value("plan", "items_needed")
    assert value("plan-two", "power") < value("plan", "power")
    assert value("few-changes", "p_value") < 0.05 < 0.2 < value("many-changes", "p_value")
    assert value("few-changes", "difference") == value("many-changes", "difference")
    assert value("judge-of-the-rare", "agreement") == value("judge-table", "agreement")
    assert value("judge-of-the-rare", "kappa") < value("judge-table", "kappa") / 2
    assert value("letters", "audited_cost") < value("letters", "human_cost")
    assert value("letters-all-checked", "human_cost") < value("letters-all-checked", "audited_cost")
    assert value("letters", "machine_labelling_cost") < 5
    assert 8 < value("letters", "labelling_hours") / 5.5 < 9  # afternoons, of which four were 22 hours
    assert value("round-one", "kappa") < 0.667 < value("round-two", "kappa")
    assert worked_case("halfway").result.answer.startswith("Cannot tell")
    assert 100 * value("halfway", "p_value") > 5


def test_no_lesson_types_what_a_calculator_says() -> None:
    for slug in ("good-examples", "measure-before-and-after"):
        text = (DOCS / f"{slug}.md").read_text("utf-8")
        prose = re.sub(r"\{\{.*?\}\}", "", text)
        for key in re.findall(r'worked\("([\w-]+)"', text):
            for figure in worked_case(key).result.figures:
                told = worked_case(key).text(figure.key)
                assert not re.search(r"\d[.,]\d", told) or told not in prose, (slug, key, told)
