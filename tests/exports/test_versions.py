"""Exports in further versions of the tools: repeated tests, drafts, rejected work, totals, tests that moved."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.exports import samples
from tests.exports.samples import LABELS, lines
from tests.results.made import ANSWER, PAIRS, given, said, table, wide

KINDS = ("ham", "spam")


def alike(text: str, folder: Path) -> None:
    """Ask that a file of labels gives the coefficient of the first two raters of the plain table."""
    rows = [(n, *labels[:2]) for n, labels in enumerate(LABELS)]
    plain = Agreement(file=given(folder, "plain.csv", table("item,r1,r2", rows)))
    case = Agreement(file=given(folder, "export.txt", text))
    assert case.judged is not None
    assert plain.judged is not None
    assert case.judged.coefficient == pytest.approx(plain.judged.coefficient, rel=1e-12)
    assert len(case.ratings.raters) == 2  # type: ignore[union-attr]


def promptfoo(side: int, *, shifted: int = 0, repeated: int = 1) -> list[dict[str, Any]]:
    """Results of promptfoo whose tests begin at another number, or are repeated under numbers of their own."""
    first = samples.promptfoo(side)
    kept = [one | {"testIdx": repeated * n + k + shifted} for n, one in enumerate(first) for k in range(repeated)]
    return [first[0] | {"vars": {"q": "One more question"}, "testIdx": n} for n in range(shifted)] + kept


def test_tests_of_promptfoo_that_moved_are_joined_by_their_variables(tmp_path: Path) -> None:
    runs = [promptfoo(0), promptfoo(1, shifted=1)]
    for run in runs:
        for one in run:
            one["vars"] = {"q": f"What is {one['vars']['q']}?"}
    told, asked = said(*(given(tmp_path, f"{at}.jsonl", lines(run)) for at, run in enumerate(runs)))
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 61 items take part" in told


def test_tests_of_promptfoo_that_are_repeated_count_by_their_variables(tmp_path: Path) -> None:
    rows = [one for side in (0, 1) for one in promptfoo(side, repeated=3)]
    told, asked = said(given(tmp_path, "results.jsonl", lines(rows)))
    assert asked is None, asked
    assert "Document: “vars”: its items count together" in told


def test_rows_that_meet_by_number_and_ask_other_things_are_joined_by_what_they_ask(tmp_path: Path) -> None:
    rows = [[(f"Which is number {n}?", pair[at]) for n, pair in enumerate(PAIRS)] for at in (0, 1)]
    rows[1] = rows[1][30:] + rows[1][:30]
    files = [
        given(tmp_path, f"{at}.csv", table("id,question,correct", [(n, *row) for n, row in enumerate(run)]))
        for at, run in enumerate(rows)
    ]
    told, asked = said(*files)
    assert asked is None, asked
    assert "joined by “question”" in told
    # The interval of the true pairs, which other pairs would widen.
    assert said(given(tmp_path, "plain.csv", wide("before", "after")))[0].partition("Cannot tell")[2] in told


def test_the_texts_of_one_question_may_differ_where_most_do_not(tmp_path: Path) -> None:
    runs = [
        [(f"q{n}", f"Which is number {n}{'!' * at * (n < 2)}?", p[at]) for n, p in enumerate(PAIRS)] for at in (0, 1)
    ]
    files = [given(tmp_path, f"{at}.csv", table("id,question,correct", run)) for at, run in enumerate(runs)]
    told, asked = said(*files)
    assert asked is None, asked
    assert "joined by “id”" in told
    assert ANSWER in told


def test_runs_of_langsmith_hold_the_mean_of_their_feedback(tmp_path: Path) -> None:
    runs = [
        [
            {"id": f"{at}{n}", "session_id": f"s{at}", "reference_example_id": f"e{n}", "status": "success"}
            | {"total_tokens": 90 + n, "feedback_stats": {"correctness": {"n": 1, "avg": float(pair[at])}}}
            for n, pair in enumerate(PAIRS)
        ]
        for at in (0, 1)
    ]
    told, asked = said(*(given(tmp_path, f"{at}.json", json.dumps(run)) for at, run in enumerate(runs)))
    assert asked is None, asked
    assert ANSWER in told
    assert "runs of LangSmith" in told


def test_lm_evals_older_file_has_its_metric_beside_logits(tmp_path: Path) -> None:
    runs = [
        [
            {"doc_id": n, "prompt_0": "Q", "logit_0": -1.5 - n, "truth": "1", "acc": str(float(pair[at]))}
            for n, pair in enumerate(PAIRS)
        ]
        for at in (0, 1)
    ]
    told, asked = said(*(given(tmp_path, f"{at}.json", json.dumps(run, indent=1)) for at, run in enumerate(runs)))
    assert asked is None, asked
    assert ANSWER in told


def test_arena_hard_counts_what_both_games_say(tmp_path: Path) -> None:
    """In the first game the baseline is A, in the second the model is."""
    games = {(0, 1): ("B>>A", "A>B"), (1, 0): ("A>B", "B>A")}
    rows = [
        {"uid": n, "model": "tuned", "judge": "j", "games": [{"score": s} for s in games.get(pair, ("A=B", "A=B"))]}
        for n, pair in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "judgements.jsonl", lines(rows)))
    assert asked is None, asked
    assert "after is preferred on 23.3 %, before on 8.33 %" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            table("eval_id,log,task_name,total_samples,score_headline_value", [("a", "b", "c", 9, 0.5)] * 2),
            "samples_df",
        ),
        (lines([{"projectName": "p", "experimentName": "e", "scores": {"F": {"score": 0.5}}}]), "totals, no items"),
    ],
    ids=["inspect_ai", "Braintrust"],
)
def test_totals_are_named_with_the_way_on(text: str, words: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "totals.txt", text))
    assert not told
    assert words in str(asked)


def argilla() -> list[dict[str, Any]]:
    """Flat records of Argilla: the third answer is a draft, or was discarded."""
    made = []
    for n, labels in enumerate(LABELS):
        status = ["submitted", "submitted", "draft" if n % 2 else "discarded"]
        record = {"id": f"r{n}", "status": "pending", "text": "t", "q.responses": list(labels)}
        made.append(record | {"q.responses.users": ["a", "b", "c"], "q.responses.status": status})
    return made


def test_drafts_of_argilla_are_no_answers(tmp_path: Path) -> None:
    alike(lines(argilla()), tmp_path)


def test_a_list_for_each_column_is_a_table(tmp_path: Path) -> None:
    alike(json.dumps({name: [row[name] for row in argilla()] for name in argilla()[0]}), tmp_path)


def turk(heads: str, of: Any) -> str:
    """Assignments of two workers, and rejected ones of a third."""
    rows = [
        (f"H{n}", f"A{n}{k}", f"W{k}", "Rejected" if k == 2 else "Approved", *of(label))
        for n, labels in enumerate(LABELS)
        for k, label in enumerate(labels)
    ]
    return table(f"HITId,AssignmentId,WorkerId,AssignmentStatus,{heads}", rows)


def cell(answer: Any) -> str:
    """What a form of today's elements writes of one question, as a cell of CSV."""
    return '"' + json.dumps([{"kind": answer}]).replace('"', '""') + '"'


FORMS = {
    "a field": ("Answer.kind", lambda label: (label,)),
    "buttons": ("Answer.kind.ham,Answer.kind.spam", lambda label: [str(label == one).lower() for one in KINDS]),
    "a classifier in JSON": ("Answer.taskAnswers", lambda label: [cell({"label": label})]),
    "buttons in JSON": ("Answer.taskAnswers", lambda label: [cell({one: label == one for one in KINDS})]),
}


@pytest.mark.parametrize(("heads", "of"), FORMS.values(), ids=FORMS)
def test_answers_of_mechanical_turk_are_read_in_every_form_but_rejected_ones(
    heads: str, of: Any, tmp_path: Path
) -> None:
    alike(turk(heads, of), tmp_path)


def test_an_older_file_of_doccano_without_members_is_refused(tmp_path: Path) -> None:
    text = lines([{"id": n, "text": "t", "meta": {}, "annotation_approver": None, "labels": ["x"]} for n in range(9)])
    with pytest.raises(Refused, match="called “member”, that names the member"):
        Agreement(file=given(tmp_path, "all.jsonl", text)).result()


def test_a_choice_of_two_answers_in_prodigy_says_who_is_preferred(tmp_path: Path) -> None:
    chosen = [("tuned" if b > a else "base") for a, b in PAIRS if a != b]
    options = [{"id": "base"}, {"id": "tuned"}]
    rows = [
        {
            "_task_hash": n,
            "_input_hash": n,
            "_annotator_id": "a",
            "options": options,
            "answer": "accept",
            "accept": [one],
        }
        for n, one in enumerate(chosen)
    ]
    told, asked = said(given(tmp_path, "ab.jsonl", lines(rows)))
    assert asked is None, asked
    assert "after is preferred on 73.7 %, before on 26.3 %" in told


def test_votes_of_several_people_on_a_question_count_together(tmp_path: Path) -> None:
    rows = [(f"q{n}", f"v{k}", "B" if (n + k) % 3 else "A") for n in range(24) for k in range(3)]
    told, asked = said(given(tmp_path, "votes.csv", table("question,voter,vote", rows)))
    assert asked is None, asked
    assert "24 of 24 items take part" in told
    assert "after is preferred on 66.7 %, before on 33.3 %" in told


def test_samples_of_several_tasks_of_lm_eval_in_one_file_are_told_apart_by_their_documents(tmp_path: Path) -> None:
    files = []
    for side in (0, 1):
        rows = [
            {
                "doc_id": n % 30,
                "doc": {"subject": n // 30},
                "doc_hash": f"h{n}",
                "resps": [[""]],
                "acc": float(pair[side]),
            }
            for n, pair in enumerate(PAIRS)
        ]
        files.append(given(tmp_path, f"{side}.jsonl", lines(rows)))
    told, asked = said(*files)
    assert asked is None, asked
    assert ANSWER in told
    assert "Document" not in told


def test_samples_of_lm_eval_with_several_runs_of_an_item_are_not_parted(tmp_path: Path) -> None:
    files = []
    for side in (0, 1):
        rows = [
            {"doc_id": n, "doc_hash": f"h{n}", "resps": [[""]], "acc": float(pair[side])}
            for n, pair in enumerate(PAIRS)
            for _ in range(2)
        ]
        files.append(given(tmp_path, f"{side}.jsonl", lines(rows)))
    told, asked = said(*files)
    assert asked is None, asked
    assert "joined by “doc_id”." in told
    assert "60 of 60 items take part" in told


def test_the_words_of_a_table_of_samples_are_not_taken_for_two_models(tmp_path: Path) -> None:
    rows = [
        (f"s{side}{n}", f"e{side}", f"vendor/model-{side}", n, 1, "C" if pair[side] else "I")
        for side in (0, 1)
        for n, pair in enumerate(PAIRS)
    ]
    text = table("sample_id,eval_id,model,id,epoch,score_choice", rows)
    _, asked = said(given(tmp_path, "samples.csv", text))
    assert "which model was before" in str(asked)
    told, asked = said(given(tmp_path, "samples.csv", text), before_column="vendor/model-0")
    assert asked is None, asked
    assert ANSWER in told


def test_examples_of_langsmith_hold_the_runs_of_each_experiment(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"e{n}",
            "metadata": {"dataset_split": ["base"]},
            "runs": [
                {"session_name": name, "feedback_stats": {"correct": {"n": 1, "avg": pair[side]}}}
                for side, name in enumerate(("before", "after"))
            ],
        }
        for n, pair in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "compared.json", json.dumps(rows)))
    assert asked is None, asked
    assert ANSWER in told
    assert "runs of LangSmith" in told


def test_items_of_an_experiment_of_langfuse_hold_their_scores(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"x{name}{n}",
            "experimentName": name,
            "experimentItemId": f"i{n}",
            "input": {"question": f"Why {n}?"},
            "scores": [
                {"name": "correctness", "value": pair[side], "dataType": "BOOLEAN", "stringValue": str(pair[side] > 0)}
            ],
        }
        for side, name in enumerate(("base", "tuned"))
        for n, pair in enumerate(PAIRS)
    ]
    told, asked = said(given(tmp_path, "items.json", json.dumps({"data": rows, "meta": {"limit": 100}})))
    assert asked is None, asked
    assert ANSWER in told
    assert "Langfuse" in told


@pytest.mark.parametrize(
    "head", ["sample_id,eval_id,log,model,id,epoch,target,score_choice", "id,model,target,score_choice"]
)
def test_a_score_in_letters_is_no_answer_to_be_held_against_a_letter(head: str, tmp_path: Path) -> None:
    """A tool’s own C is right whatever the right answer is; of another table it is asked."""
    rows = []
    for side, model in enumerate(("opal-base", "opal-tuned")):
        for n, pair in enumerate(PAIRS):
            known = {"sample_id": f"{model}{n}", "eval_id": model, "log": f"{model}.eval", "epoch": 1}
            cells = known | {"id": f"q{n}", "model": model, "target": "ABCD"[n % 4], "score_choice": "IC"[pair[side]]}
            rows.append([cells[name] for name in head.split(",")])
    told, asked = said(given(tmp_path, "samples.csv", table(head, rows)))
    if not head.startswith("sample_id"):
        assert asked is not None
        assert asked.choices[0].words == "They say right or wrong, or are scores"
        return
    assert asked is None, asked
    assert ANSWER in told


def test_runs_of_langsmith_are_joined_by_example_though_outputs_are_alike(tmp_path: Path) -> None:
    heads = "inputs.q,outputs.output,reference.answer,feedback.correctness,feedback.brevity,example_id,id"
    files = []
    for side in (0, 1):
        rows = [(f"Q{n}", f"the answer is {(n + side) % 7}", "y", p[side], f"0.{n + 10}", f"e{n}", f"{side}r{n}")
                for n, p in enumerate(PAIRS)]  # fmt: skip
        files.append(given(tmp_path, f"{side}.csv", table(heads, rows)))
    told, asked = said(*files, result_column="feedback.correctness")
    assert asked is None, asked
    assert "joined by “example_id”" in told
    assert ANSWER in told
