"""Headings that do not say that more is better lead to a question, whatever their language; known ones do not."""

from pathlib import Path

import pytest

from tests.results.made import ANSWER, given, long, pressed, said, table, wide

MODELS = ((2, "base"), (3, "tuned"))
UNKNOWN = ("ctr_rejections", "Ausschuss", "reclamaciones", "squelch", "投诉", "failure rate", "brier score")
KNOWN = ("accuracy", "Trefferquote", "aciertos", "punteggio", "正确率", "スコア", "exact match", "bertscore f1", "")


def scores(before: str, after: str) -> str:
    return table(f"id,{before},{after}", [(n, 0.31 + 0.01 * (n % 7), 0.35 + 0.01 * (n % 5)) for n in range(40)])


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_a_heading_names_that_nobody_knows_is_asked_about(name: str, tmp_path: Path) -> None:
    for text in (scores(f"{name} before", f"{name} after"), wide(f"base {name}", f"tuned {name}")):
        file = given(tmp_path, "results.csv", text)
        told, asked = said(file)
        assert not told
        assert asked is not None
        assert set(asked.problems) == {"better"}
        assert {dict(press.fills)["better"] for press in asked.choices} == {"less", "more"}
        told, asked = said(file, better="less")
        assert asked is None
        assert "Worse" in told or "less is better" in told or "fewer" in told


@pytest.mark.parametrize("name", KNOWN)
def test_a_name_known_to_be_better_when_there_is_more_is_not_asked_about(name: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", scores(f"before {name}", f"after {name}")))
    assert asked is None, asked
    assert "Better" in told


def test_names_of_models_are_no_metric(tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", wide("zephyr score", "hermes score"))
    told, asked = said(file, before_column="zephyr score", after_columns="hermes score")
    assert asked is None, asked
    assert ANSWER in told


@pytest.mark.parametrize(("column", "metric"), [("scorer", "TER"), ("Metrik", "Perplexity"), ("measure", "squelch")])
def test_a_metric_that_a_cell_names_is_asked_about_as_well(column: str, metric: str, tmp_path: Path) -> None:
    rows = [
        (n, model, metric, 2 + (n * part % 7) / 9) for n in range(40) for part, model in ((2, "base"), (3, "tuned"))
    ]
    _, asked = said(given(tmp_path, "results.csv", table(f"id,model,{column},value", rows)))
    assert asked is not None
    assert set(asked.problems) == {"better"}


def test_words_that_say_right_need_no_heading(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", wide("old squelch", "new squelch", "bestanden", "durchgefallen")))
    assert asked is None, asked
    assert ANSWER in told


@pytest.mark.parametrize("heading", ["before_flagged", "refusé avant", "verletzt_vorher"])
def test_flags_of_what_is_bad_are_turned_by_one_press(heading: str, tmp_path: Path) -> None:
    after = heading.replace("before", "after").replace("avant", "après").replace("vorher", "nachher")
    file = given(tmp_path, "results.csv", wide(heading, after, 0, 1))
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **pressed(asked, "Yes"))
    assert again is None, again
    assert ANSWER in told


def test_the_results_of_a_long_file_are_asked_about_too(tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "results.csv", long("model", ("base", "tuned"), "squelch")))
    assert asked is not None
    assert set(asked.problems) == {"better"}
