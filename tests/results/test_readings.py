"""Files of results as people have them: read as they are meant, or one question asked before any verdict."""

import json
import random
from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.inputs import Press
from calculators.results.reading import Question
from tests.results.made import ANSWER, PAIRS, VOTES, given, long, pressed, said, table, votes, wide

ANSWERS = ("refund", "complaint", "praise")
GOLD = [ANSWERS[n * 7 % 3] for n in range(len(PAIRS))]
LONG = [(f"q{n}", int(n % 10 < 5), int(n % 10 < 8)) for n in range(500)]


def other(gold: str, among: tuple[str, ...]) -> str:
    """Another answer than the right one."""
    return among[(among.index(gold) + 1) % len(among)]


def against(gold: list[str], among: tuple[str, ...], heading: str) -> str:
    """The right answer beside those of both models."""
    rows = [
        (n, right, *(right if was else other(right, among) for was in pair))
        for n, (right, pair) in enumerate(zip(gold, PAIRS, strict=True))
    ]
    return table(heading, rows)


READ = {
    "columns named before, after": wide("before", "after"),
    "in German": wide("vorher", "nachher", "WAHR", "FALSCH").replace(",", ";"),
    "in French": wide("avant", "après", "VRAI", "FAUX"),
    "letters of inspect_ai by hand": None,
    "names of models with words in them": long("model", ("gpt-4o-base-prompt", "gpt-4o-new-prompt")),
    "another name of the column of the model": long("deployment", ("prod", "canary-tuned")),
    "words of two models in a column of any name": long("group", ("control", "treatment")),
    "a constant prompt": wide("before", "after").replace("id,", "prompt,").replace("\n0,", "\nTranslate,"),
    "three kinds of task": table("task,before,after", [("abc"[n % 3], *pair) for n, pair in enumerate(PAIRS)]),
    "a table in Markdown": table("| id | before | after |", [])
    + "|---|---|---|\n"
    + "".join(f"| {n} | {a} | {b} |\n" for n, (a, b) in enumerate(PAIRS)),
    "labels held against gold": against(GOLD, ANSWERS, "id,label,base_prediction,tuned_prediction"),
    "letters held against gold": against(["ABCD"[n % 4] for n in range(60)], tuple("ABCD"), "id,answer,base,tuned"),
    "letters of two choices held against gold": against(
        ["AB"[n % 2] for n in range(60)], ("A", "B"), "id,gold,old,new"
    ),
    "0/1 predictions held against a label": against(
        [str(n % 2) for n in range(60)], ("0", "1"), "id,label,pred_before,pred_after"
    ),
    "columns that begin with the names of runs": table(
        "Input,Reference Output,base-a1 Output,base-a1 correct,tuned-b2 Output,tuned-b2 correct",
        [(f"Q{n}?", "x", "x", a, "x", b) for n, (a, b) in enumerate(PAIRS)],
    ),
    "a list in JSON": json.dumps(
        [{"id": n, "before": bool(a), "after": bool(b)} for n, (a, b) in enumerate(PAIRS)], indent=1
    ),
    "objects inside of objects": json.dumps(
        {"run": {"rows": [{"id": n, "ok": {"before": a, "after": b}} for n, (a, b) in enumerate(PAIRS)]}}
    ),
    "pandas by column": json.dumps(
        {name: {str(n): pair[at] for n, pair in enumerate(PAIRS)} for at, name in enumerate(("before", "after"))}
    ),
    "pandas split": json.dumps(
        {"columns": ["id", "before", "after"], "data": [[n, *pair] for n, pair in enumerate(PAIRS)]}
    ),
    "old and new in German": wide("altes Modell", "neues Modell"),
    "three runs a model": table(
        "id,base_run1,base_run2,ft_run1,ft_run2", [(n, a, a, b, b) for n, (a, b) in enumerate(PAIRS)]
    ),
    "a word that is not attempted": wide("grade_before", "grade_after", "CORRECT", "INCORRECT").replace(
        "\n3,INCORRECT,", "\n3,NOT_ATTEMPTED,"
    ),
}
READ.pop("letters of inspect_ai by hand")


@pytest.mark.parametrize("name", READ)
def test_what_headings_and_cells_settle_is_answered_at_once(name: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.txt", READ[name] or ""))
    assert asked is None
    assert ANSWER in told
    assert told.startswith("File: ")


PREFERRED = {
    "candidate against baseline": votes("candidate", "baseline", "tie"),
    "names of models that say": votes("tuned-v2", "base", "tie"),
    "both bad": votes("B", "A", "tie (bothbad)"),
    "Model A": votes("Model B", "Model A", "Tie"),
    "sides that change": table(
        "model_a,model_b,winner",
        [
            (
                *(("base", "tuned") if n % 2 else ("tuned", "base")),
                "tie" if a == b else f"model_{'ab'[(b > a) == (n % 2)]}",
            )
            for n, (a, b) in enumerate(PAIRS)
        ],
    ),
}


@pytest.mark.parametrize("name", PREFERRED)
def test_votes_are_counted_on_both_sides_or_on_none(name: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "votes.csv", PREFERRED[name]))
    assert asked is None
    assert VOTES in told


ASKED = {
    # What is asked, a press that answers it, and what the answer then says.
    "two columns without a word": (wide("gpt", "llama"), "after_file", "“gpt” is before", ANSWER),
    "one heading that says before": (wide("baseline", "rag"), "after_columns", "“rag” is after", ANSWER),
    "models without a word": (long("model", ("gpt-5", "claude-4")), "before_column", "“gpt-5”", ANSWER),
    "sides without models": (votes("right", "left", "tie"), "cells", "“left” is before", VOTES),
    "numbers of a winner": (votes("1", "-1", "0"), "cells", "1 is after", VOTES),
    "response_a": (votes("response_b", "response_a", "tie"), "cells", "“response_a” is before", VOTES),
    "models as votes": (votes("gpt-5", "claude-4", "tie"), "cells", "“claude-4” is before", VOTES),
    "a third vote": (votes("B", "A", "unsure"), "cells", "a tie", VOTES),
    "labels that may be right or wrong": (
        against(["yes" if n % 2 else "no" for n in range(60)], ("yes", "no"), "id,gold,base,tuned"),
        "gold_column",
        "Answers",
        ANSWER,
    ),
    "yes is bad": (wide("error_before", "error_after", "no", "yes"), "better", "Yes", ANSWER),
    "words nobody knows": (wide("before", "after", "tick", "cross"), "cells", "“tick” is right", ANSWER),
    "two metrics": (
        table("id,em_before,em_after,f1_before,f1_after", [(n, a, b, 0.5, 0.6) for n, (a, b) in enumerate(PAIRS)]),
        "metric",
        "em",
        ANSWER,
    ),
    "a column of metrics": (
        table(
            "item,run,metric,value",
            [
                (n, run, metric, pair[at] if metric == "correct" else 1)
                for at, run in enumerate(("base", "tuned"))
                for n, pair in enumerate(PAIRS)
                for metric in ("correct", "fluent")
            ],
        ),
        "metric",
        "correct",
        ANSWER,
    ),
    "two results in a row": (
        table(
            "item,model,correct,fluent",
            [(n, model, pair[at], 1) for at, model in enumerate(("base", "tuned")) for n, pair in enumerate(PAIRS)],
        ),
        "result_column",
        "fluent",
        "100 % right after",
    ),
    "a loss": (
        table("id,loss_before,loss_after", [(n, 1 + n % 7 / 10, 0.8 + n % 5 / 10) for n in range(40)]),
        "better",
        "Less",
        "Better: a mean score of 1 after, 1.29 before, 0.287 points fewer",
    ),
    "a grade between": (
        table(
            "id,before,after", [(n, ("bad", "fair", "good")[n % 3], ("fair", "good", "good")[n % 3]) for n in range(60)]
        ),
        "cells",
        "half right",
        "0.833 after, 0.5 before",
    ),
    "answers without gold": (
        table("id,base,tuned", [(n, "AABC"[n % 4], "AABB"[n % 4]) for n in range(60)]),
        "gold_column",
        "“A” is right",
        "50 % right after",
    ),
    "errors on one side": (
        table(
            "id,before,after",
            [(n, "PASS" if n % 5 < 3 else "FAIL", ("ERROR", "PASS", "PASS", "PASS", "FAIL")[n % 5]) for n in range(60)],
        ),
        "cells",
        "counts as wrong",
        "60 % right after, 60 % before",
    ),
    "gaps on one side": (
        table("id,before,after", [(n, int(n % 10 < 6), "" if n % 5 == 0 else int(n % 10 < 8)) for n in range(300)]),
        "cells",
        "wrong",
        "60 % right after, 60 % before",
    ),
    "an item again": (
        wide("before", "after") + "".join(f"{n},{1 - a},{b}\n" for n, (a, b) in enumerate(PAIRS[:9])),
        "repeats",
        "Slips",
        ANSWER,
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_nothing_settles_is_asked_and_one_press_answers_it(name: str, tmp_path: Path) -> None:
    text, field, press, answer = ASKED[name]
    file = given(tmp_path, "results.csv", text)
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert set(asked.problems) == {field}
    assert field in BeforeAfter.inputs()
    assert "\n" not in asked.problems[field]
    assert asked.problems[field].endswith(".")
    told, again = said(file, **pressed(asked, press))
    assert again is None, again
    assert answer in told


REFUSED = {
    "metrics of one run": (
        table("id,faithfulness,relevancy,recall", [(n, 0.5, 0.6, n / 60) for n in range(60)]),
        "--after-file",
    ),
    "one model": (long("model", ("base",)), "--after-file"),
    "the run before alone": (table("id,correct", [(n, a) for n, (a, _) in enumerate(PAIRS)]), "--after-file"),
    "two files below each other": (
        table("id,correct", [(n, a) for n, (a, _) in enumerate(PAIRS)])
        + table("id,correct", [(n, b) for n, (_, b) in enumerate(PAIRS)]),
        "line 62 repeats the heading",
    ),
    "win-rates beyond 1": (table("id,win_rate", [(n, 0.6) for n in range(59)] + [(60, 1.02)]), "outside of 0 to 1"),
    "shares beside percent": (
        table("id,before,after", [(n, 0.3 + n / 100, 30 + n) for n in range(60)]),
        "on two scales",
    ),
    "preferences of 1 to 2": (table("id,win_rate", [(n, 1 + n / 60) for n in range(60)]), "between 1 and 2"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_compared_is_refused_with_the_way_on(name: str, tmp_path: Path) -> None:
    text, words = REFUSED[name]
    told, asked = said(given(tmp_path, "results.csv", text))
    assert not told
    assert asked is not None
    assert words in str(asked)


def test_long_files_are_read_like_short_ones(tmp_path: Path) -> None:
    """500 rows of one model before those of the other: 50 % and 80 % by hand."""
    rows = [(name, model, row[side]) for side, model in ((1, "old"), (2, "new")) for row in LONG for name in row[:1]]
    told, asked = said(given(tmp_path, "long.csv", table("id,model,correct", rows)))
    assert asked is None
    assert "Better: 80 % right after, 50 % before" in told


def test_documents_named_late_count(tmp_path: Path) -> None:
    rows = [(f"d{d}", f"{d}-{n}", n % 2, (n + d) % 3 and 1) for d in range(8) for n in range(400)]
    told, _ = said(given(tmp_path, "docs.csv", table("document,id,before,after", rows)))
    assert "share 8 documents" in told


def test_several_runs_of_an_item_count_by_their_mean(tmp_path: Path) -> None:
    """Equal models: with every run an item of its own a z test would find a difference in one of four such files."""
    drawn = random.Random(3)
    ease = [drawn.random() for _ in range(40)]
    rows = [
        (n, m, run, int(drawn.random() < ease[n])) for m in ("base", "tuned") for n in range(40) for run in range(10)
    ]
    case = BeforeAfter(file=given(tmp_path, "runs.csv", table("item,model,seed,correct", rows)))
    assert case.found.items == 40
    assert case.reading.run == "seed"
    means = [sum(row[3] for row in rows if row[1] == m) / 400 for m in ("base", "tuned")]
    assert case.found.means == pytest.approx(means)


def test_an_item_is_its_number_with_the_task_that_it_is_of(tmp_path: Path) -> None:
    rows = [(task, n, *pair) for task in ("law", "math") for n, pair in enumerate(PAIRS)]
    case = BeforeAfter(file=given(tmp_path, "tasks.csv", table("task,id,before,after", rows)))
    assert case.reading.item == ("task", "id")
    assert case.found.items == 120


def test_errors_that_turn_nothing_count_as_wrong_and_are_told(tmp_path: Path) -> None:
    text = wide("before", "after", "PASS", "FAIL").replace("\n3,FAIL,FAIL", "\n3,TIMEOUT,TIMEOUT")
    told, asked = said(given(tmp_path, "one.csv", text))
    assert asked is None
    assert ANSWER in told
    assert "“TIMEOUT” wrong, and counted another way the verdict is the same" in told
    out = "“TIMEOUT” left out, 76.3 % right after, 61 % before, of 59 items (p = 0.0636)"
    assert f"Counted another way the verdict is the same: {out}." in told


def test_changes_that_are_rounding_are_no_difference(tmp_path: Path) -> None:
    rows = [(n, 0.81234567, 0.81234567 + 1e-9 * (n % 3)) for n in range(100)]
    told, _ = said(given(tmp_path, "tiny.csv", table("id,before,after", rows)))
    assert "Cannot tell yet" in told


@pytest.mark.parametrize("cell", ["Score: {}/5", "Rating: {}", "overall score = {}", "Bewertung: {} Punkte"])
def test_what_a_judge_wrote_before_a_number_is_no_part_of_it(cell: str, tmp_path: Path) -> None:
    rows = [(n, cell.format(n % 4 + 1), cell.format(n % 4 + 1 + (n % 3 > 0))) for n in range(40)]
    told, asked = said(given(tmp_path, "judge.csv", table("id,before,after", rows)), better="more")
    assert asked is None, asked
    assert "Better: a mean score of" in told


def test_shares_such_as_seven_of_ten_are_numbers(tmp_path: Path) -> None:
    rows = [(n, f"{n % 5}/10", f"{n % 5 + 2}/10") for n in range(40)]
    told, _ = said(given(tmp_path, "of.csv", table("id,before,after", rows)))
    assert "a mean score of 0.4 after, 0.2 before" in told


def test_before_and_after_are_swapped_by_one_press(tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", wide("base", "tuned"))
    line = next(one for one in BeforeAfter(file=file).result().read if one.label == "Before")
    told, _ = said(file, **line.presses[0].fills)
    assert "60 % right after, 75 % before" in told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Prompt v3 (current)", "Prompt v4 (candidate)"), ("old prompt 1", "new prompt 2"),
        ("prod 2024", "candidate 2025"),
        ("Claude (baseline)", "Gemma (fine-tuned)"), ("Modell A (alt)", "Modell B (neu)"),
    ],
)  # fmt: skip
def test_one_column_before_beside_one_after_is_a_pair_whatever_else_they_say(
    before: str, after: str, tmp_path: Path
) -> None:
    told, asked = said(given(tmp_path, "results.csv", wide(before, after)))
    assert asked is None, asked
    assert f"Before: “{before}”. After: “{after}”." in told
    assert ANSWER in told


def test_a_metric_before_beside_another_after_is_no_pair(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", wide("old accuracy", "new helpfulness")))
    assert not told
    assert asked is not None


def test_what_the_reader_says_is_kept_and_the_rest_follows(tmp_path: Path) -> None:
    case = BeforeAfter(
        file=given(tmp_path, "results.csv", long("model", ("gpt-5", "claude-4"))), before_column="claude-4"
    )  # type: ignore[arg-type]
    assert case.after_columns == "gpt-5"
    assert case.item_column == "id"
    assert case.model_column == "model"
    assert case.given == {"file", "before_column"}


@pytest.mark.parametrize(
    ("yes", "no"), [("up", "down"), ("👍", "👎"), ("thumbs_up", "thumbs_down"), ("like", "dislike")]
)
def test_a_thumb_up_is_right(yes: str, no: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "thumbs.csv", wide("before", "after", yes, no)))
    assert asked is None, asked
    assert ANSWER in told


def test_a_question_points_nowhere_as_it_stands_over_its_buttons_and_under_its_field() -> None:
    words = "What does an empty cell say?"
    asked = Question("cells", words, (Press("Wrong", {"cells": "=wrong"}),)).refused
    assert asked.problems == {"cells": f"{words} Choose one."}
