"""Tables that platforms write of their experiments: LangSmith, Langfuse, Braintrust, Azure, MLflow, ragas."""

from collections.abc import Iterator, Sequence
from typing import Any

from calculators.exports.roles import Made, Roles, Tool, starting
from calculators.files.objects import flat, rows_of

RAGAS = {"faithfulness", "answer_relevancy", "context_precision", "context_recall", "answer_correctness"}
ASIDE = ("_threshold", "_reason", "_tokens", "_id", "_model", "_output", "_input", "_details", "_label")


def _langsmith(columns: Sequence[str]) -> Made | None:
    results = starting(columns, "feedback.")
    if not results or not (starting(columns, "inputs.", "outputs.") or "example_id" in columns):
        return None
    model = next((name for name in ("experiment", "session", "session_name", "project") if name in columns), "")
    return Made(Roles(("example_id",) if "example_id" in columns else (), model, results=results))


def _langfuse(columns: Sequence[str]) -> Made | None:
    names = {"datasetRunName", "datasetItemId", "value"}
    if names <= set(columns):
        return Made(Roles(("datasetItemId",), "datasetRunName", metric="name", results=("value",)))
    return None


def _braintrust(columns: Sequence[str]) -> Made | None:
    results = starting(columns, "scores.")
    if not results or ("input" not in columns and not starting(columns, "input.", "metrics.")):
        return None
    model = next((name for name in ("experiment", "experiment_name", "experiment_id") if name in columns), "")
    return Made(Roles(("input",) if "input" in columns else (), model, results=results))


def _azure(columns: Sequence[str]) -> Made | None:
    results = tuple(name for name in starting(columns, "outputs.") if name.count(".") > 1 and not name.endswith(ASIDE))
    return Made(Roles(results=results)) if results and starting(columns, "inputs.") else None


def _azure_whole(made: Any) -> Made | None:
    rows = made.get("rows") if isinstance(made, dict) and "metrics" in made else None
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        return None
    found = _azure(tuple(flat(rows[0])))
    return Made(found.roles, rows) if found else None


def _mlflow(columns: Sequence[str]) -> Made | None:
    results = tuple(name for name in columns if name.endswith(("/score", "/value")))
    return Made(Roles(results=results)) if results else None


def _mlflow_whole(made: Any) -> Made | None:
    if not isinstance(made, dict) or not {"columns", "data"} <= made.keys():
        return None
    rows = rows_of(made) or []
    found = _mlflow(tuple(rows[0])) if rows else None
    return Made(found.roles, rows) if found else None


def _ragas(columns: Sequence[str]) -> Made | None:
    named = "user_input" in columns or {"question", "contexts"} <= set(columns)
    results = tuple(name for name in columns if name in RAGAS)
    item = next((name for name in ("user_input", "question") if name in columns), "")
    return Made(Roles((item,), results=results)) if named and results else None


def _deepeval(made: Any) -> Made | None:
    cases = made.get("testCases", made.get("test_cases")) if isinstance(made, dict) else None
    if not isinstance(cases, list) or not cases or not isinstance(cases[0], dict):
        return None

    def rows() -> Iterator[dict[str, Any]]:
        for case in cases:
            metrics = case.get("metricsData", case.get("metrics_data")) or ()
            scores = {str(one.get("name")): one.get("score") for one in metrics}
            named = {"name": case.get("name"), "input": case.get("input")}
            yield {**named, "success": case.get("success"), **scores}

    return Made(Roles(("input",), results=("success",), settled=True), rows())


def _by_first(headings: Any) -> Any:
    return lambda first: headings(tuple(flat(first)))


LANGSMITH = Tool("an experiment of LangSmith", None, _by_first(_langsmith), _langsmith)
LANGFUSE = Tool("scores of Langfuse", None, _by_first(_langfuse), _langfuse)
BRAINTRUST = Tool("an experiment of Braintrust", None, _by_first(_braintrust), _braintrust)
AZURE = Tool("an evaluation of Azure AI", _azure_whole, _by_first(_azure), _azure)
MLFLOW = Tool("a table of MLflow", _mlflow_whole, _by_first(_mlflow), _mlflow)
RAGAS_RESULT = Tool("a result of ragas", None, _by_first(_ragas), _ragas)
DEEPEVAL = Tool("a test run of deepeval", _deepeval)
