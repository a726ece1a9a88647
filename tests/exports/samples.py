"""A sample of each tool's file, in our words: two runs of the same items, or labels of three raters."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from tests.results.made import PAIRS, table

MODELS = ("openai:base", "openai:ft:tuned")
LABELS = [
    ("ham", "ham", "spam" if n % 5 == 0 else "ham") if n % 2 else ("spam", "spam", "ham" if n % 3 == 0 else "spam")
    for n in range(30)
]


def lines(objects: Iterator[Mapping[str, Any]] | list[dict[str, Any]]) -> str:
    """Objects, one on each line."""
    return "".join(json.dumps(one) + "\n" for one in objects)


def promptfoo(side: int | None = None) -> list[dict[str, Any]]:
    """Results of promptfoo, of one model or of both."""
    return [
        {
            "testIdx": n,
            "promptIdx": at,
            "provider": {"id": MODELS[at], "label": ""},
            "prompt": {"raw": f"Q{n}", "label": "p"},
            "vars": {"q": f"Q{n}"},
            "success": bool(pair[at]),
            "failureReason": 0 if pair[at] else 1,
            "score": pair[at],
            "namedScores": {"tone": 0.5},
            "gradingResult": {"pass": bool(pair[at])},
        }
        for n, pair in enumerate(PAIRS)
        for at in ((0, 1) if side is None else (side,))
    ]


def promptfoo_csv(status: bool) -> str:
    """The table of promptfoo: with a column of the status, or with the status in the text as before 2025."""
    words = [["PASS" if right else "FAIL" for right in pair] for pair in PAIRS]
    if status:
        parts = "{m},Status,Score,Named Scores,Grader Reason,Comment"
        cells = [
            (f"Q{n}", *(cell for word in pair for cell in ("text", word, "1.00", "", "why", "")))
            for n, pair in enumerate(words)
        ]
    else:
        parts = "{m},Grader Reason,Comment"
        cells = [
            (f"Q{n}", *(cell for word in pair for cell in (f"[{word}] text", "why", "")))
            for n, pair in enumerate(words)
        ]
    return table("q," + ",".join(parts.format(m=f"[{model}] p") for model in MODELS), cells)


def inspect_log(side: int, epochs: int = 1) -> dict[str, Any]:
    """A log of inspect_ai."""
    samples = [
        {
            "id": n,
            "epoch": e,
            "input": f"Q{n}",
            "target": "x",
            "scores": {"match": {"value": "CI"[1 - pair[side]], "answer": "x"}},
        }
        for n, pair in enumerate(PAIRS)
        for e in range(1, epochs + 1)
    ]
    return {"version": 2, "status": "success", "eval": {"task": "t", "model": MODELS[side]}, "samples": samples}


def inspect_eval(side: int) -> bytes:
    """The same as an .eval archive."""
    out, log = io.BytesIO(), inspect_log(side)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("header.json", json.dumps({"version": 2, "eval": log["eval"]}))
        for one in log["samples"]:
            packed.writestr(f"samples/{one['id']}_epoch_1.json", json.dumps(one))
    return out.getvalue()


def lm_eval(side: int) -> list[dict[str, Any]]:
    """Samples of lm-eval."""
    return [
        {"doc_id": n, "doc": {"q": f"Q{n}"}, "target": "1", "resps": [["1"]], "filtered_resps": ["1"], "filter": "none"}
        | {"metrics": ["exact_match"], "doc_hash": f"h{n}", "exact_match": float(pair[side])}
        for n, pair in enumerate(PAIRS)
    ]


def helm(side: int) -> list[dict[str, Any]]:
    """Statistics of HELM by instance, one of them perturbed, with counts of tokens beside the metric."""
    return [
        {
            "instance_id": f"id{n}",
            "train_trial_index": 0,
            "stats": [
                {
                    "name": {"name": "exact_match", "split": "test"},
                    "count": 1,
                    "sum": pair[side],
                    "mean": float(pair[side]),
                },
                {"name": {"name": "num_output_tokens"}, "count": 1, "sum": 9, "mean": 9.0},
            ],
        }
        for n, pair in enumerate(PAIRS)
    ] + [{"instance_id": "id0", "perturbation": {"name": "typos"}, "stats": []}]


def deepeval(side: int) -> dict[str, Any]:
    """A test run of deepeval."""
    return {
        "testCases": [
            {"name": f"c{n}", "input": f"Q{n}", "actualOutput": "x", "success": bool(pair[side])}
            | {"metricsData": [{"name": "G", "score": 0.5, "success": True}]}
            for n, pair in enumerate(PAIRS)
        ]
    }


def openai_evals(side: int) -> list[dict[str, Any]]:
    """The log of the recorder of OpenAI's evals."""
    events = [
        {"run_id": "r", "event_id": n, "sample_id": f"s{n}", "type": kind, "data": {"correct": bool(pair[side])}}
        for n, pair in enumerate(PAIRS)
        for kind in ("sampling", "match")
    ]
    spec = {"spec": {"completion_fns": [MODELS[side]], "eval_name": "e", "run_id": "r"}}
    return [spec, *events, {"final_report": {"accuracy": 0.6}}]


def openai_items(side: int) -> list[dict[str, Any]]:
    """Output items of OpenAI's platform."""
    return [
        {
            "object": "eval.run.output_item",
            "run_id": f"run{side}",
            "datasource_item_id": n,
            "status": "pass" if pair[side] else "fail",
        }
        | {
            "results": [{"name": "grader", "passed": bool(pair[side]), "score": float(pair[side])}],
            "sample": {"model": MODELS[side]},
        }
        for n, pair in enumerate(PAIRS)
    ]


def both(of: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row for each item of both runs, with these columns; a string is filled in, a function called."""
    rows = []
    for at, run in enumerate(("base", "tuned")):
        for n, pair in enumerate(PAIRS):
            known = {"n": n, "run": run, "row": f"{run}-{n}"}
            rows.append({name: pair[at] if value is None else str(value).format(**known) for name, value in of.items()})
    return rows


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows as a table."""
    return table(",".join(rows[0]), [list(row.values()) for row in rows])


PLATFORMS = {
    "LangSmith": {
        "id": "{row}",
        "inputs.question": "Q{n}",
        "outputs.answer": "x",
        "example_id": "e{n}",
        "experiment": "{run}",
        "feedback.correctness": None,
    },
    "Langfuse": {
        "id": "{row}",
        "traceId": "t{row}",
        "datasetRunName": "{run}",
        "datasetItemId": "i{n}",
        "name": "correctness",
        "value": None,
    },
    "Braintrust": {
        "id": "{row}",
        "experiment": "{run}",
        "input": "Q{n}",
        "scores.Factuality": None,
        "metrics.duration": "2",
    },
    "inspect_ai": {
        "log": "{run}.eval",
        "eval_id": "e{run}",
        "sample_id": "{row}",
        "id": "{n}",
        "epoch": "1",
        "score_match": None,
    },
}
"""Tables of two experiments below each other."""


def langsmith(side: int) -> str:
    """LangSmith's to_pandas of one experiment."""
    heads = "inputs.question,outputs.answer,error,reference.answer,feedback.correctness,execution_time,example_id,id"
    rows = [
        (f"Q{n}", "x", "", "y", pair[side], 0.5 + n / 100 + side, f"e{n}", f"{side}r{n}")
        for n, pair in enumerate(PAIRS)
    ]
    return table(heads, rows)


def langfuse(side: int) -> list[dict[str, Any]]:
    """Traces of one run as Langfuse exports them: scores as lists beside counts."""
    return [
        {
            "id": f"{side}t{n}",
            "timestamp": f"2026-01-0{1 + side}T00:00:00Z",
            "name": "run",
            "input": {"question": f"Q{n}"},
        }
        | {
            "output": "x",
            "metadata": {},
            "latency": 1.5 + n / 10,
            "totalCost": 0.01,
            "level": "DEFAULT",
            "errorCount": 0,
        }
        | {"warningCount": 0, "observationCount": 2, "inputTokens": 9 + n, "correctness": [pair[side]], "comments": []}
        for n, pair in enumerate(PAIRS)
    ]


def langfuse_csv(side: int) -> str:
    """The same as a table, in which objects and lists are text."""
    rows = [
        (f"{side}t{n}", "run", f'"{{""question"": ""Q{n}""}}"', "x", 1.5 + n / 10, 0, 2, f"[{pair[side]}]")
        for n, pair in enumerate(PAIRS)
    ]
    return table("id,name,input,output,latency,errorCount,observationCount,correctness", rows)


def braintrust(side: int) -> list[dict[str, Any]]:
    """Events of an experiment of Braintrust: the root of each trace, a span within it."""
    events = []
    for n, pair in enumerate(PAIRS):
        root = {"root_span_id": f"{side}s{n}", "experiment_id": f"x{side}", "metrics": {"start": n + 0.5, "tokens": 9}}
        events.append(
            root | {"id": f"{side}i{n}", "span_id": f"{side}s{n}", "is_root": True, "input": {"q": f"Q{n}"}}
            | {"output": "x", "expected": "y", "scores": {"Factuality": pair[side]}, "metadata": {"n": n}, "tags": None}
        )  # fmt: skip
        events.append(root | {"id": f"{side}l{n}", "span_id": f"l{n}", "is_root": False, "input": [], "scores": {}})
    return events


def braintrust_csv(side: int) -> str:
    """The same as a table, in which objects are text."""
    rows = [
        (f"{side}i{n}", f"Q{n}", "x", f'"{{""Factuality"": {pair[side]}}}"', "{}", f"s{n}", f"s{n}")
        for n, pair in enumerate(PAIRS)
    ]
    return table("id,input,output,scores,metadata,span_id,root_span_id", rows)


def azure(side: int) -> dict[str, Any]:
    """What evaluate() of Azure AI writes: a score, the same once more, the verdict, why, for each evaluator."""
    rows = [
        {
            "inputs.query": f"Q{n}",
            "inputs.ground_truth": "y",
            "outputs.response": "x",
            "outputs.rel.relevance": 1 + 4 * pair[side],
        }
        | {"outputs.rel.gpt_relevance": 1 + 4 * pair[side], "outputs.rel.relevance_threshold": 3}
        | {"outputs.rel.relevance_result": "pass" if pair[side] else "fail", "outputs.rel.relevance_reason": "so"}
        for n, pair in enumerate(PAIRS)
    ]
    return {"rows": rows, "metrics": {"rel.relevance": 3.4}, "studio_url": None}


def mlflow(side: int) -> list[dict[str, Any]]:
    """Rows of mlflow.genai.evaluate: the verdict of each scorer with its reasons."""
    return [
        {
            "request_id": f"h{n}",
            "inputs": {"question": f"Q{n}"},
            "outputs": "x",
            "trace": "{}",
            "expectations": {"a": "y"},
        }
        | {
            "correctness/value": "yes" if pair[side] else "no",
            "correctness/rationale": "so",
            "correctness/error_code": None,
        }
        for n, pair in enumerate(PAIRS)
    ]


def ragas(side: int) -> str:
    """Samples of ragas with one metric whose name is of its own making."""
    rows = [(f"Q{n}", "['c']", "x", "y", pair[side]) for n, pair in enumerate(PAIRS)]
    return table("user_input,retrieved_contexts,response,reference,factual_correctness(mode=f1)", rows)


def games(one: Mapping[str, Any], winners: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Rows of pairs: the winner is the first name for a tie, the second for before, the third for after."""
    return [
        dict(one) | {"question_id": n, "winner": winners[0 if a == b else 1 if a > b else 2]}
        for n, (a, b) in enumerate(PAIRS)
    ]


def mt_bench() -> list[dict[str, Any]]:
    """MT-Bench: two games a pair, which agree."""
    rows = games({"model_1": "base", "model_2": "tuned", "turn": 1}, ("tie", "model_1", "model_2"))
    return [row | {"g1_winner": row["winner"], "g2_winner": row["winner"]} for row in rows]


def kaggle() -> str:
    """Battles with three columns of 0 or 1."""
    rows = games({"model_a": "base", "model_b": "tuned"}, ("tie", "model_a", "model_b"))
    names = ("model_a", "model_b", "tie")
    return table(
        "id,model_a,model_b,winner_model_a,winner_model_b,winner_tie",
        [(row["question_id"], "base", "tuned", *(int(row["winner"] == name) for name in names)) for row in rows],
    )


def alpaca() -> list[dict[str, Any]]:
    """Annotations of AlpacaEval: 14 prefer the second, 5 the first, 41 neither."""
    rows = games(
        {"output_1": "x", "generator_1": "reference", "output_2": "y", "generator_2": "mine"}, ("1.5", "1", "2")
    )
    return [
        {**row, "instruction": f"Q{row.pop('question_id')}", "preference": float(row.pop("winner"))} for row in rows
    ]


def rated() -> Iterator[tuple[int, str, str]]:
    """Item, rater, label."""
    for n, labels in enumerate(LABELS):
        yield from ((n, f"r{at}", label) for at, label in enumerate(labels))


LABEL_FILES: dict[str, str] = {
    "Label Studio": table(
        "annotation_id,annotator,created_at,id,lead_time,sentiment,text",
        [(k, r, "2025", n, 3.1 + k, label, f"Message {n}") for k, (n, r, label) in enumerate(rated())],
    ),
    "Label Studio, tasks": json.dumps(
        [
            {
                "id": n,
                "data": {"text": "t"},
                "annotations": [
                    {
                        "id": at,
                        "completed_by": {"id": at},
                        "result": [{"from_name": "s", "type": "choices", "value": {"choices": [label]}}],
                    }
                    for at, label in enumerate(labels)
                ],
            }
            for n, labels in enumerate(LABELS)
        ]
    ),
    "Argilla": lines(
        [
            {
                "id": f"rec-{n}",
                "status": "completed",
                "fields": {"text": "t"},
                "responses": {
                    "label": [
                        {"user_id": f"u{at}", "value": label, "status": "submitted"} for at, label in enumerate(labels)
                    ]
                },
            }
            for n, labels in enumerate(LABELS)
        ]
    ),
    "Argilla, table": table(
        "text;label.responses;label.responses.users",
        [(f"Text {n}", json.dumps(labels), json.dumps(["a", "b", "c"])) for n, labels in enumerate(LABELS)],
        ";",
    ).replace(",label.", ";label."),
    "doccano": lines(
        [
            {"id": n, "text": "t", "annotations": [{"label": label, "user": at} for at, label in enumerate(labels)]}
            for n, labels in enumerate(LABELS)
        ]
    ),
    "Prodigy": lines(
        [
            {
                "text": "t",
                "_input_hash": n,
                "_task_hash": -n - 1,
                "label": "X",
                "_view_id": "classification",
                "answer": "accept" if label == "ham" else "reject",
                "_annotator_id": r,
            }
            for n, r, label in rated()
        ]
    ),
    "Mechanical Turk": table(
        "HITId,HITTypeId,MaxAssignments,AssignmentId,WorkerId,Input.text,Answer.label",
        [(f"H{n}", "T1", 3, f"A{k}", r, f"m {n}", label) for k, (n, r, label) in enumerate(rated())],
    ),
    "columns": table("item,r1,r2,r3", [(n, *labels) for n, labels in enumerate(LABELS)]),
}
