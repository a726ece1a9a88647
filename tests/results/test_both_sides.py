"""Votes for left or right whose sides were shuffled are votes for the models that the file names, row by row."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.exports.test_pairs import lines
from tests.results.made import PAIRS, VOTES, given, pressed, said, table

DECIDED = "after is preferred on 73.7 %, before on 26.3 %"
"""By hand: of 19 items that one model won 14 are for the new one."""

Row = tuple[int, tuple[str, str], int]


def _rows(old: str = "heron-3", new: str = "heron-4") -> list[Row]:
    """Each item that one model won, the models as they stood, the place of the winner; 12 of 19 stood left."""
    won = [(n, new if after else old) for n, (before, after) in enumerate(PAIRS) if before != after]
    stood = [(new, old) if at % 3 == 0 else (old, new) for at in range(len(won))]
    return [(n, pair, pair.index(one)) for (n, one), pair in zip(won, stood, strict=True)]


def _task(row: Row, keys: tuple[str, str], kind: str = "pairwise") -> dict[str, Any]:
    n, models, won = row
    side = ("left", "right")[won]
    value = {"selected": side} if kind == "pairwise" else {"choices": [side]}
    one = {"from_name": "better", "type": kind, "value": value}
    data = {"question": f"How is part {n} fitted?", **dict(zip(keys, models, strict=True))}
    return {"id": n, "data": data, "annotations": [{"id": n, "completed_by": 3, "result": [one]}]}


def _told(tmp_path: Path, name: str, text: str) -> str:
    """The answer, where at most it was asked which model is before."""
    file = given(tmp_path, name, text)
    told, asked = said(file)
    if asked is None:
        return told
    assert "“heron-3”" in str(asked.problems), asked
    assert not any("left" in press.words for press in asked.choices)
    told, again = said(file, **pressed(asked, "“heron-3” is before"))
    assert again is None, again
    return told


@pytest.mark.parametrize(
    "keys",
    [
        ("text1_model", "text2_model"), ("left_model", "right_model"), ("a_system", "b_system"), ("modelA", "modelB"),
        ("answer1_source", "answer2_source"), ("written_by_first", "written_by_second"), ("bot_l", "bot_r"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["pairwise", "choices"])
def test_pairs_of_label_studio_are_votes_for_the_models_that_their_tasks_name(
    keys: tuple[str, str], kind: str, tmp_path: Path
) -> None:
    if kind == "choices" and keys[0] == "written_by_first":
        return  # no word of a model
    tasks = [_task(row, keys, kind) for row in _rows()]
    told = _told(tmp_path, "tasks.json", json.dumps(tasks))
    assert DECIDED in told
    assert "“heron-3” is before, “heron-4” after" in told


@pytest.mark.parametrize("said_by", [str, lambda side: json.dumps([{"selected": side}])], ids=["word", "JSON"])
def test_a_table_of_label_studio_is_read_so_as_well(said_by: Callable[[str], str], tmp_path: Path) -> None:
    rows = [
        (n, 7, said_by(("left", "right")[won]), n, 9.5, f"t{n}", models[0], f"u{n}", models[1])
        for n, models, won in _rows()
    ]
    heading = "annotation_id,annotator,pair,id,lead_time,text1,text1_model,text2,text2_model"
    text = table(heading, rows, "\t").replace("\t", ";")
    assert DECIDED in _told(tmp_path, "table.csv", text)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("pair,model_left,model_right,winner", ("left", "right")),
        ("pair;modell_links;modell_rechts;besser", ("links", "rechts")),
        ("pair,source of A,source of B,verdict", ("A", "B")),
        ("pair,system_1,system_2,choice", ("1", "2")),
        ("pair,origine gauche,origine droite,meilleur", ("gauche", "droite")),
    ],
)
def test_a_table_that_names_the_models_of_both_sides(heading: str, words: tuple[str, str], tmp_path: Path) -> None:
    mark = ";" if ";" in heading else ","
    rows = [(n, *models, words[won]) for n, models, won in _rows()]
    assert DECIDED in _told(tmp_path, "pairs.csv", table(heading.replace(";", ","), rows, mark))


ORDERS: list[Callable[[tuple[str, str]], str]] = [
    "|".join, " vs. ".join, lambda pair: str({"left": pair[0], "right": pair[1]}), lambda pair: pair[0],
]  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
def test_one_column_may_say_in_which_order_both_stood(order: Callable[[tuple[str, str]], str], tmp_path: Path) -> None:
    rows = [(n, order(models), ("left", "right")[won]) for n, models, won in _rows()]
    heading = "pair,shown on the left,vote" if order(("x", "y")) == "x" else "pair,sides,vote"
    assert DECIDED in _told(tmp_path, "pairs.tsv", table(heading, rows, "\t"))


@pytest.mark.parametrize("tool", ["argilla", "prodigy", "options", "nested"])
def test_other_tools_name_them_elsewhere(tool: str, tmp_path: Path) -> None:
    made: list[dict[str, Any]] = []
    for n, models, won in _rows():
        both = {"left_model": models[0], "right_model": models[1]}
        side = ("left", "right")[won]
        options = [{"id": place, "text": "x", "model": models[place]} for place in (0, 1)]
        done = {"_task_hash": n, "_annotator_id": "kai", "answer": "accept"}
        given_by = [{"user_id": "u", "value": side, "status": "submitted"}]
        made.append({
            "argilla": {"id": n, "fields": {"q": "x"}, "metadata": both, "responses": {"preferred": given_by}},
            "prodigy": {"options": [{"id": "left"}, {"id": "right"}], "accept": [side], "meta": both, **done},
            "options": {"options": options, "accept": [won], **done},
            "nested": {"id": n, "mapping": dict(zip("AB", models, strict=True)), "verdict": "AB"[won]},
        }[tool])  # fmt: skip
    assert DECIDED in _told(tmp_path, "pairs.jsonl", lines(made))


def test_sides_that_nothing_names_must_be_fixed(tmp_path: Path) -> None:
    rows = [(n, ("left", "right")[won]) for n, _, won in _rows()]
    told, asked = said(given(tmp_path, "pairs.csv", table("pair,vote", rows)))
    assert asked is not None, told
    assert "left_model, right_model" in asked.problems["cells"]


def test_answers_that_change_places_are_no_models(tmp_path: Path) -> None:
    """Ids of both answers, each once, and raters on two sides say nothing of models."""
    rows = [(n, f"a{n}", f"b{n}", "new" if after > before else "old" if before > after else "tie")
            for n, (before, after) in enumerate(PAIRS)]  # fmt: skip
    told, asked = said(given(tmp_path, "pairs.csv", table("pair,id_left,id_right,winner", rows)))
    assert asked is None, asked
    assert VOTES in told
