"""Columns beside the results that seem to be results; results that seem to be something else."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, said, table

SCORES = [(n, *(3 + one + n % 2 for one in pair)) for n, pair in enumerate(PAIRS)]


@pytest.mark.parametrize("heads", ["Model X score (trial),Model Y score (trial)", "score of X,score of Y (test run)"])
def test_a_run_named_in_brackets_leaves_a_score_a_score(heads: str, tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "run.csv", table(f"id,{heads}", SCORES)))
    assert asked is not None
    first, second = heads.split(",")
    assert {"before_column": first, "after_columns": second} in [dict(one.fills) for one in asked.choices]


def test_points_of_two_prompts_are_results_beside_the_most_points(tmp_path: Path) -> None:
    rows = [(f"task {n}", 10, *pair) for n, *pair in SCORES]
    _, asked = said(given(tmp_path, "run.csv", table("task,max points,points prompt A,points prompt B", rows)))
    assert asked is not None
    fills = {"before_column": "points prompt A", "after_columns": "points prompt B"}
    assert fills in [dict(one.fills) for one in asked.choices]


def test_seconds_beside_results_of_each_model_are_no_results(tmp_path: Path) -> None:
    rows = [(n, *("ok" if one else "wrong" for one in pair), 8.4 + n, 36.1 + n) for n, pair in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "run.csv", table("id,result_gpt-4o,result_o1,sec_gpt-4o,sec_o1", rows)))
    assert asked is not None
    pairs = [{*dict(one.fills).values()} for one in asked.choices]
    assert pairs == [{"result_gpt-4o", "result_o1"}] * 2


def test_predictions_beside_right_answers_are_offered_whatever_texts_stand_there(tmp_path: Path) -> None:
    rows = [
        (n, f"a review of item {n}", "good", *("good" if one else "bad" for one in pair), 0.7, 0.9)
        for n, pair in enumerate(PAIRS)
    ]
    file = given(tmp_path, "run.csv", table("id,review,gold,pred_bert,pred_deberta,conf_bert,conf_deberta", rows))
    told, asked = said(file)
    if asked is not None:
        told, asked = said(file, **dict(asked.choices[0].fills))
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told


@pytest.mark.parametrize("heading", ["№;вопрос;модель;оценка", "#;question;model;score"])
def test_the_number_of_an_item_is_no_count_of_items(heading: str, tmp_path: Path) -> None:
    names = enumerate(("Saiga", "GigaChat"))
    rows = [(n + 1, f"point {n}", name, 3 + pair[at]) for at, name in names for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "run.csv", table(heading, rows, ";"))
    told, asked = said(file, before_column="Saiga", better="more")
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert "3.75 after, 3.6 before" in told


def test_labels_of_doccano_that_name_systems_are_no_agreement(tmp_path: Path) -> None:
    rows = [
        f'{{"id": {n}, "text": "t{n}", "question_id": "Q{n}", "system": "{name}", "label": ["{word}"], "Comments": []}}'
        for at, name in enumerate(("base", "tuned"))
        for n, pair in enumerate(PAIRS)
        for word in [("wrong", "correct")[pair[at]]]
    ]
    told, asked = said(given(tmp_path, "admin.jsonl", "\n".join(rows)))
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert "75 % right after, 60 % before" in told
