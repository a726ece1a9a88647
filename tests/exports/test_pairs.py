"""Pairs of answers as labelling tools export them: who is preferred, which model that is, one vote or several."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from calculators.agreement import Agreement
from tests.exports.samples import lines
from tests.results.made import PAIRS, VOTES, given, pressed, said, table

VOTED = "after is preferred on 60 %, before on 40 %"
"""By hand: of three votes an item two are for after in 24 of 30 items, one in 6: 54 of 90."""


def sides() -> Iterator[tuple[int, str]]:
    """Each item with the answer preferred: after stands on the right."""
    for n, (before, after) in enumerate(PAIRS):
        yield n, "right" if after > before else "left" if before > after else "tie"


def studio() -> str:
    """Tasks of Label Studio with its Pairwise tag, which knows no tie."""
    return json.dumps(
        [
            {"id": n, "data": {"answer1": "x", "answer2": "y"}, "predictions": []}
            | {
                "annotations": [
                    {
                        "id": n,
                        "completed_by": 1,
                        "result": [{"from_name": "pw", "type": "pairwise", "value": {"selected": side}}],
                    }
                ]
            }
            for n, side in sides()
            if side != "tie"
        ]
    )


def studio_table() -> str:
    """The same as CSV."""
    rows = [(n, 1, "x", "y", side, "2025", n, 3.5 + n) for n, side in sides() if side != "tie"]
    return table("annotation_id,annotator,answer1,answer2,comparison,created_at,id,lead_time", rows)


@pytest.mark.parametrize("text", [studio, studio_table], ids=["JSON", "CSV"])
def test_pairs_of_label_studio_ask_which_side_was_before(text: Any, tmp_path: Path) -> None:
    """By hand: 14 of 19 for the right one."""
    file = given(tmp_path, "export.txt", text())
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert "the words do not say which is the model before" in str(asked)
    told, again = said(file, **pressed(asked, "“left” is before"))
    assert again is None, again
    assert "after is preferred on 73.7 %, before on 26.3 %" in told
    assert "Label Studio" in told


def test_a_comparison_of_prodigy_counts_by_file_wherever_its_answer_stood(tmp_path: Path) -> None:
    tasks = []
    for n, (before, after) in enumerate(PAIRS):
        places = ("accept", "reject") if n % 2 else ("reject", "accept")
        answer = places[after > before] if after != before else "ignore"
        one = {"id": n, "input": {"text": "q"}, "accept": {"text": "x"}, "reject": {"text": "y"}, "answer": answer}
        tasks.append(one | {"mapping": dict(zip("AB", places, strict=True))})
    told, asked = said(given(tmp_path, "compare.jsonl", lines(tasks)))
    assert asked is None, asked
    assert "Prodigy" in told
    assert "19 of 60 items take part" in told
    assert "after is preferred on 73.7 %, before on 26.3 %" in told


@pytest.mark.parametrize(
    "named",
    [
        lambda models: {"meta": dict(zip("AB", models, strict=True))},
        lambda models: {"meta": {"model_A": models[0], "model_B": models[1]}},
        lambda models: {"mapping": dict(zip("AB", models, strict=True))},
        lambda models: {"model_A": models[0], "model_B": models[1]},
    ],
)
def test_options_of_prodigy_that_change_places_count_by_the_models_that_the_task_names(
    named: Callable[[Sequence[str]], dict[str, object]], tmp_path: Path
) -> None:
    tasks = []
    for n, (before, after) in enumerate(PAIRS):
        models = ("base", "tuned") if n % 2 else ("tuned", "base")
        won = "TIE" if before == after else "AB"[models.index("tuned" if after else "base")]
        options = [{"id": one, "text": f"{one} {n}"} for one in ("A", "B", "TIE")]
        task = {"text": f"q{n}", "options": options, "accept": [won], "answer": "accept", "_task_hash": n}
        tasks.append(task | named(models) | {"_annotator_id": "ann", "_session_id": "s"})
    told, asked = said(given(tmp_path, "choice.jsonl", lines(tasks)))
    assert asked is None, asked
    assert "60 of 60 items take part" in told
    assert "after is preferred on 23.3 %, before on 8.33 %" in told


def test_several_votes_on_an_item_are_shares_of_votes(tmp_path: Path) -> None:
    rows = [
        (f"H{n}", f"A{n}{k}", f"W{k}", "base", "tuned", "B" if k < (2 if n < 24 else 1) else "A")
        for n in range(30)
        for k in range(3)
    ]
    heads = "HITId,AssignmentId,WorkerId,Input.model_a,Input.model_b,Answer.choice"
    told, asked = said(given(tmp_path, "Batch_results.csv", table(heads, rows)))
    assert asked is None, asked
    assert VOTED in told


def test_items_of_runs_of_langfuse_hold_their_scores_in_lists(tmp_path: Path) -> None:
    rows = [
        {"datasetRunName": run, "datasetItemId": f"i{n}", "traceId": f"{run}{n}"}
        | {"scores": [{"name": "correctness", "value": pair[at], "dataType": "NUMERIC"}]}
        for at, run in enumerate(("base", "tuned"))
        for n, pair in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "items.json", json.dumps(rows)))
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told
    assert "Langfuse" in told


def helm(side: int) -> str:
    """Statistics of HELM of plain questions, and of the same with typos, of which all are wrong after."""
    rows = []
    for n, pair in enumerate(PAIRS):
        for name, value in (("", pair[side]), ("typos", 1 - side)):
            stat = {"name": {"name": "exact_match"}, "count": 1, "mean": float(value)}
            row = {"instance_id": f"id{n}", "train_trial_index": 0, "stats": [stat]}
            rows.append(row | ({"perturbation": {"name": name}} if name else {}))
    return json.dumps(rows)


def test_perturbed_instances_of_helm_stand_apart_and_can_be_chosen(tmp_path: Path) -> None:
    files = [given(tmp_path, f"{at}.json", helm(at)) for at in (0, 1)]
    told, asked = said(*files)
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told
    assert "in the rows whose “perturbation” is “unperturbed”; the file also has “typos”" in told
    assert "“1.0” right (81), “0.0” wrong (39)" in told
    assert "0 % right after, 100 % before" in said(*files, metric="typos")[0]


def test_pairs_scored_by_side_count_by_the_models_that_stand_there(tmp_path: Path) -> None:
    rows = [(n, "llama-tuned", "llama-base", after, before) for n, (before, after) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "pairs.csv", table("id,model_a,model_b,score_a,score_b", rows)))
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told


def test_models_that_change_sides_are_no_columns(tmp_path: Path) -> None:
    rows = [(n, *(("base", "tuned") if n % 2 else ("tuned", "base")), *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "pairs.csv", table("id,model_a,model_b,score_a,score_b", rows)))
    assert not told
    assert "models change sides from row to row" in str(asked)
    assert asked is not None
    assert not asked.choices


def test_what_each_of_two_models_got_is_no_pair_of_verdicts(tmp_path: Path) -> None:
    rows = [(n, "base", "tuned", int(b > a), int(a > b)) for n, (b, a) in enumerate(PAIRS)]
    heads = "example_id,experiment_a,experiment_b,ranked_preference_a,ranked_preference_b"
    told, asked = said(given(tmp_path, "pairs.csv", table(heads, rows)))
    assert asked is None, asked
    assert "23.3 % right after, 8.33 % before" in told or VOTES in told


@pytest.mark.parametrize(("rater", "label"), [("avaliador", "nota"), ("juge", "étiquette"), ("标注员", "标签")])
def test_raters_and_labels_are_known_in_other_languages(rater: str, label: str, tmp_path: Path) -> None:
    rows = [(f"q{n}", who, "good" if n % (k + 2) else "bad") for n in range(30) for k, who in enumerate(("Ana", "Léo"))]
    read = Agreement(file=given(tmp_path, "labels.csv", table(f"item,{rater},{label}", rows))).result().read
    assert f"“{rater}”: 2 raters" in " ".join(one.words for one in read)


def test_choices_of_label_studio_are_paired_by_what_the_tasks_of_both_models_share(tmp_path: Path) -> None:
    tasks = [
        {"id": 900 + 100 * side + n, "data": {"case_id": f"C-{n}", "system": name, "text": "an answer"}}
        | {
            "annotations": [
                {"id": n, "completed_by": 3, "was_cancelled": False}
                | {"result": [{"type": "choices", "from_name": "quality", "value": {"choices": [word]}}]}
            ]
        }
        for side, name in enumerate(("bot-base", "bot-tuned"))
        for n, pair in enumerate(PAIRS)
        for word in [("bad", "good")[pair[side]]]
    ]
    told, asked = said(given(tmp_path, "choices.json", json.dumps(tasks)), cells="good=right, bad=wrong")
    assert asked is None, asked
    assert "“case_id”; 60 of 60 items take part" in told
    assert "75 % right after, 60 % before" in told
