"""A column named like the right answers is never offered as a model: the models beside it are held against it."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, PAIRS, given, pressed, said, table


def _against(heading: str, right: str, wrong: str) -> str:
    """The right answer of each item beside two models' answers."""
    rows = [(n, right, *(right if one else wrong for one in pair)) for n, pair in enumerate(PAIRS)]
    turned = [tuple(wrong if cell == right else right if cell == wrong else cell for cell in row) for row in rows[::2]]
    return table(heading, [*rows[1::2], *turned])


@pytest.mark.parametrize(
    ("heading", "right", "wrong"),
    [
        ("id,gold,roberta,deberta", "yes", "no"),
        ("id,label,roberta,deberta", "pos", "neg"),
        ("id,human,gpt-4o,llama-3", "1", "0"),
        ("id,Musterlösung,mistral,qwen", "ja", "nein"),
        ("id,gold_label,roberta_label,deberta_label", "entailment", "neutral"),
        ("id,target,bert,xlnet", "true", "false"),
        ("id,answer,gpt-4o,llama-3", "A", "B"),
    ],
)
def test_models_are_held_against_the_right_answers(heading: str, right: str, wrong: str, tmp_path: Path) -> None:
    _, gold, before, after = heading.split(",")
    file = given(tmp_path, "answers.csv", _against(heading, right, wrong))
    answer, asked = said(file)
    assert not answer
    assert asked is not None
    assert all(gold not in (one.fills["before_column"], one.fills["after_columns"]) for one in asked.choices)
    fills = pressed(asked, f"“{before}” is before, “{after}” after, all held against “{gold}”")
    assert ANSWER in said(file, **fills)[0]


def test_right_answers_beside_one_model_are_one_run(tmp_path: Path) -> None:
    rows = [(n, "yes", "yes" if pair[0] else "no") for n, pair in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "run.csv", table("id,expected,roberta", rows)))
    assert asked is not None
    assert "one run" in asked.problems["after_file"]
    assert not asked.choices


def test_right_answers_chosen_as_a_model_are_asked_about(tmp_path: Path) -> None:
    file = given(tmp_path, "answers.csv", _against("id,gold,roberta,deberta", "yes", "no"))
    answer, asked = said(file, before_column="gold", after_columns="deberta")
    assert not answer
    assert asked is not None
    fills = pressed(asked, "“roberta” is before, “deberta” after, both held against “gold”")
    assert ANSWER in said(file, **fills)[0]
    assert said(file, **pressed(asked, "“gold” is a model’s"))[0]


def test_metrics_of_answers_are_no_right_answers(tmp_path: Path) -> None:
    rows = [(n, n % 10 / 10, n % 7 / 7) for n in range(40)]
    _, asked = said(given(tmp_path, "run.csv", table("id,faithfulness,answer_relevancy", rows)))
    assert asked is not None
    assert "right answers" not in str(asked)
