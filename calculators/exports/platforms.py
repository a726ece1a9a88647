"""Tables that platforms write of their experiments: LangSmith, Langfuse, Braintrust, Azure, MLflow, ragas.

Sources: python/langsmith/evaluation/_runner.py in github.com/langchain-ai/langsmith-sdk (to_pandas);
worker/src/features/database-read-stream/getDatabaseReadStream.ts in github.com/langfuse/langfuse (exports of scores, of
traces); the events of an experiment in Braintrust's API reference; rows of sdk/evaluation/azure-ai-evaluation in
github.com/Azure/azure-sdk-for-python; mlflow/genai/evaluation/entities.py in github.com/mlflow/mlflow;
src/ragas/dataset_schema.py in github.com/explodinggradients/ragas.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.exports.roles import Made, Roles, Tool, starting
from calculators.files.lines import Unreadable
from calculators.files.objects import flat, rows_of

ASIDE = (
    *("_threshold", "_reason", "_tokens", "_id", "_model", "_output", "_input", "_details", "_label", "_status"),
    *("_properties", "_message", "_code"),
)
SAMPLES = {"response", "retrieved_contexts", "reference", "reference_contexts", "multi_responses", "rubrics"}
SAMPLES |= {"answer", "contexts", "ground_truth", "ground_truths", "query_length", "query_style", "persona_name"}
"""Columns of a sample of ragas beside what the user asked; whatever else holds numbers are its metrics."""
TRACE = {"input", "output", "latency", "observationCount", "errorCount"}
SCORE = {"traceId", "name", "value", "dataType", "source"}
"""Columns of a trace that Langfuse exports, of a score."""
SUMMARY = (
    "this is the summary of an experiment of Braintrust, which holds totals, no items; export the experiment itself, "
    "as CSV or JSON, of both runs"
)
NO_ITEM = (
    "these are scores of Langfuse, which name traces and no items, so that two runs cannot be joined by them; export "
    "the traces of each run, which hold the input beside the scores"
)


def _langsmith(columns: Sequence[str]) -> Made | None:
    results = starting(columns, "feedback.")
    if not results or not (starting(columns, "inputs.", "outputs.") or "example_id" in columns):
        return None
    model = next((name for name in ("experiment", "session", "session_name", "project") if name in columns), "")
    return Made(Roles(("example_id",) if "example_id" in columns else (), model, results=results))


def _langsmith_runs(first: Mapping[str, Any]) -> Made | None:
    """Runs as LangSmith's API lists them: the mean of each key of feedback, and the example that was run.

    So they stand alone, or below each example of a dataset, where runs of several experiments are compared.
    """
    listed = first.get("runs")
    runs = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) and "id" in first else []
    below = bool(runs)
    one = runs[0] if runs else first
    if not isinstance(one.get("feedback_stats"), dict) or not (below or "reference_example_id" in one):
        return None

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for run in row.get("runs") or () if below else (row,):
            scores = {
                str(key): of.get("avg") for key, of in (run.get("feedback_stats") or {}).items() if isinstance(of, dict)
            }
            if run.get("parent_run_id") is None:  # steps within a run are no items
                example = row.get("id") if below else run.get("reference_example_id")
                session = run.get("session_name") or run.get("session_id")
                yield {"reference_example_id": example, "session": session, **scores}

    return Made(Roles(("reference_example_id",), "session"), change=change)


def _langfuse(columns: Sequence[str]) -> Made | None:
    run, item = (next(filter(None, (_either(columns, name) for name in names)), "") for names in (RUNS, ITEMS))
    if run and item and "value" in columns:
        return Made(Roles((item,), run, metric="name", results=("value",)))
    if run and item and "scores" in columns:
        return Made(Roles((item,), run), change=_run_item)
    if set(columns) >= SCORE and "datasetItemId" not in columns:
        return Made(Roles(("traceId",), rater="source", label=("label",), unjoined=NO_ITEM), change=_of_source)
    return None


def _of_source(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Who gave a trace which label: people (ANNOTATION), a judge (EVAL), or the application (API)."""
    word = row.get("stringValue")
    label = row.get("value") if word in (None, "") else word
    yield {"traceId": row.get("traceId"), "name": row.get("name"), "source": row.get("source"), "label": label}


RUNS, ITEMS = ("datasetRunName", "experimentName"), ("datasetItemId", "experimentItemId")
"""What the API calls a run on a dataset and the item that was run, before release 4 and since."""


def _either(columns: Sequence[str], name: str) -> str:
    """A name as the API writes it, or as the Python client does: datasetItemId, dataset_item_id."""
    other = re.sub("([A-Z])", r"_\1", name).lower()
    return next((one for one in (name, other) if one in columns), "")


def _run_item(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """An item of a run, with a column for each of its scores."""
    scores = row.get("scores")
    if isinstance(scores, str):
        scores = _list(scores)
    given = scores if isinstance(scores, list) else [scores]
    names = {_either(tuple(row), name) for name in (*RUNS, *ITEMS)}
    yield {name: value for name, value in row.items() if name in names} | {
        str(one.get("name")): _of_score(one) for one in given if isinstance(one, dict)
    }


def _of_score(score: Mapping[str, Any]) -> Any:
    """What a score says: its word, where it has one."""
    word = score.get("stringValue", score.get("string_value"))
    return word if word is not None else score.get("value")


def _list(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _langfuse_traces(columns: Sequence[str]) -> Made | None:
    given = {name.partition(".")[0] for name in columns}
    if not given >= TRACE:
        return None

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The input, and every score, which stands in a list of one value."""
        kept = {name: value for name, value in row.items() if name == "input"}
        yield kept | {name: _one(value) for name, value in row.items() if name not in OF_TRACE}

    return Made(Roles(("input",) if "input" in columns else starting(columns, "input.")), change=change)


OF_TRACE = TRACE | {
    "id", "name", "timestamp", "projectId", "userId", "sessionId", "release", "version", "tags", "public", "bookmarked",
    "environment", "metadata", "usage", "usageDetails", "costDetails", "inputCost", "outputCost", "totalCost", "level",
    "warningCount", "defaultCount", "debugCount", "inputTokens", "outputTokens", "totalTokens", "comments", "createdAt",
    "updatedAt", "externalId",
}  # fmt: skip


def _one(value: Any) -> Any:
    """The one value of a list, also where it is written as text."""
    if isinstance(value, str) and value[:1] == "[":
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _braintrust(columns: Sequence[str]) -> Made | None:
    if {"projectName", "experimentName"} <= set(columns) and "input" not in columns:
        raise Unreadable(SUMMARY)
    results = starting(columns, "scores.")
    if not (results or "scores" in columns) or not ("input" in columns or starting(columns, "input.", "metrics.")):
        return None
    model = next((name for name in ("experiment", "experiment_name", "experiment_id") if name in columns), "")
    item = ("input",) if "input" in columns else starting(columns, "input.")
    return Made(Roles(item, model, results=results, more=True), change=_events)


def _events(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """An event of an experiment, if it is the root of its trace: spans within it are no items."""
    if _within_trace(row):
        return
    scores = row.get("scores")
    if isinstance(scores, str) and scores[:1] == "{":
        try:
            scores = json.loads(scores)
        except ValueError:
            scores = {}
    kept = {name: value for name, value in row.items() if name.partition(".")[0] in KEPT}
    yield kept | ({"scores": scores} if isinstance(scores, dict) else {})


def _within_trace(row: Mapping[str, Any]) -> bool:
    """Whether an event is no root, as it says itself, or else by the spans that it names."""
    said = str(row.get("is_root")).strip().lower()
    if said in ("true", "false"):
        return said == "false"
    span, root = row.get("span_id"), row.get("root_span_id")
    return bool(span and root and span != root)


KEPT = {"id", "input", "experiment", "experiment_name", "experiment_id", "scores", "tags"}


def _azure(columns: Sequence[str]) -> Made | None:
    results = tuple(name for name in starting(columns, "outputs.") if name.count(".") > 1 and not name.endswith(ASIDE))
    # Each score stands there twice for old programs: relevance, gpt_relevance.
    results = tuple(name for name in results if ".gpt_" not in name or name.replace(".gpt_", ".") not in results)
    return Made(Roles(results=results)) if results and starting(columns, "inputs.") else None


def _azure_whole(made: Any) -> Made | None:
    rows = made.get("rows") if isinstance(made, dict) and "metrics" in made else None
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        return None
    found = _azure(tuple(flat(rows[0])))
    return Made(found.roles, rows) if found else None


def _mlflow(columns: Sequence[str]) -> Made | None:
    if any(name.endswith("/explanation") for name in columns):  # as Vertex AI writes its metrics
        return None
    results = tuple(name for name in columns if name.endswith(("/score", "/value")))
    return Made(Roles(results=results)) if results else None


def _mlflow_whole(made: Any) -> Made | None:
    if not isinstance(made, dict) or not {"columns", "data"} <= made.keys():
        return None
    rows = rows_of(made) or []
    found = _mlflow(tuple(rows[0])) if rows else None
    return Made(found.roles, rows) if found else None


def _ragas(columns: Sequence[str]) -> Made | None:
    given = set(columns)
    item = "user_input" if "user_input" in given and given & SAMPLES else "question"
    if item not in given or (item == "question" and "contexts" not in given):
        return None

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Without the answers, which may be a plain yes or no and yet no results."""
        yield {name: value for name, value in row.items() if name not in SAMPLES}

    return Made(Roles((item,)), change=change)


def _deepeval(made: Any) -> Made | None:
    cases = made.get("testCases", made.get("test_cases")) if isinstance(made, dict) else None
    if not isinstance(cases, list) or not cases or not isinstance(cases[0], dict):
        return None

    rows, metrics = [], dict[str, None]()
    for case in cases:
        given = case.get("metricsData", case.get("metrics_data")) or ()
        scores = {str(one.get("name")): one.get("score") for one in given}
        metrics |= dict.fromkeys(scores)
        rows.append({"name": case.get("name"), "input": case.get("input"), "success": case.get("success")} | scores)
    return Made(Roles(("input",), results=("success", *metrics), settled=True), rows)


def _by_first(headings: Any) -> Any:
    return lambda first: headings(tuple(flat(first)))


LANGSMITH = Tool("an experiment of LangSmith", None, _by_first(_langsmith), _langsmith)
LANGSMITH_RUNS = Tool("runs of LangSmith", None, _langsmith_runs)
LANGFUSE = Tool("scores of Langfuse", None, _by_first(_langfuse), _langfuse)
LANGFUSE_TRACES = Tool("traces of Langfuse", None, _by_first(_langfuse_traces), _langfuse_traces)
BRAINTRUST = Tool("an experiment of Braintrust", None, _by_first(_braintrust), _braintrust)
AZURE = Tool("an evaluation of Azure AI", _azure_whole, _by_first(_azure), _azure)
MLFLOW = Tool("a table of MLflow", _mlflow_whole, _by_first(_mlflow), _mlflow)
RAGAS_RESULT = Tool("a result of ragas", None, _by_first(_ragas), _ragas)
DEEPEVAL = Tool("a test run of deepeval", _deepeval)
