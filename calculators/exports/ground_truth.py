"""Labels of workers as Amazon SageMaker Ground Truth keeps them, before they become one label of each item.

Source: docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html (output manifest, worker responses), the payload of
a consolidation request in github.com/aws-samples/aws-sagemaker-ground-truth-recipe; a2i-output-data.html there (A2I).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from calculators.exports.labels import PLACES, SPANS
from calculators.exports.roles import Made, Roles, Tool
from calculators.files.lines import Unreadable
from calculators.files.objects import as_cell

ONE_LABEL = (
    "this is an output manifest of SageMaker Ground Truth, with one label of each item that workers came to together; "
    "who gave which label stands in the files under annotations/consolidation-request: choose one of those"
)
ONE_ITEM = (
    "this file of SageMaker holds the answers to one item; put those of all items into one JSON Lines file, a line for "
    "each, or choose a file under annotations/consolidation-request"
)
ANSWERS = ("answers", "humanAnswers")
ITEM, WORKER = "item", "workerId"
MARKED = PLACES | {"boundingBoxes", "entities", "polygons", "polylines", "keypoints", "labeledImage", "startOffset"}
LONGEST = 100


def _request(first: Mapping[str, Any]) -> Made | None:
    """A consolidation request: what every worker answered to each item."""
    given = first.get("annotations")
    if "datasetObjectId" not in first or not isinstance(given, list):
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for annotation in one.get("annotations") or ():
            content = (annotation.get("annotationData") or {}).get("content")
            yield {ITEM: one.get("datasetObjectId"), WORKER: annotation.get("workerId"), **_labels(content)}

    return _made(first, change)


def _response(first: Mapping[str, Any]) -> Made | None:
    """Responses of workers, a line for each item."""
    key = next((key for key in ANSWERS if _is_answers(first.get(key))), "")
    if not key:
        return None

    def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        name = next((one[part] for part in ("datasetObjectId", "humanLoopName", "taskId") if one.get(part)), None)
        item = as_cell(one.get("inputContent"))[:LONGEST] if name is None else name
        for answer in one.get(key) or ():
            yield {ITEM: item, WORKER: answer.get("workerId"), **_labels(answer.get("answerContent"))}

    return _made(first, change)


def _is_answers(given: Any) -> bool:
    return isinstance(given, list) and bool(given) and isinstance(given[0], dict) and "answerContent" in given[0]


def _made(first: Mapping[str, Any], change: Any) -> Made:
    names = dict.fromkeys(name for row in change(first) for name in row if name not in (ITEM, WORKER))
    return Made(Roles((ITEM,), rater=WORKER, label=tuple(names)), change=change)


def _labels(content: Any) -> dict[str, Any]:
    """What a worker answered to each question. Raises Unreadable where places are marked."""
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except ValueError:
            return {"label": content}
    made = {}
    for name, value in content.items() if isinstance(content, dict) else ():
        if isinstance(value, dict) and MARKED & {*value, *_inside(value)}:
            raise Unreadable(SPANS)
        made[str(name)] = _label(value)
    return made


def _inside(value: Mapping[str, Any]) -> set[str]:
    return {
        key for one in value.values() if isinstance(one, list) for part in one if isinstance(part, dict) for key in part
    }


def _label(value: Any) -> Any:
    """The label in what one element of the form gives: a name, several, or the buttons that were pressed."""
    if isinstance(value, dict):
        for key in ("label", "labels", "category"):
            if key in value:
                return _label(value[key])
        if value and all(isinstance(one, bool) for one in value.values()):
            return " + ".join(str(name) for name, chosen in value.items() if chosen)
        return as_cell(value)
    return " + ".join(sorted(map(as_cell, value))) if isinstance(value, list) else value


def _manifest(first: Mapping[str, Any]) -> Made | None:
    """An output manifest: with the labels of all workers where a job of one's own form keeps them, else refused."""
    if _of_all(first):

        def change(one: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
            item = as_cell(one.get("source-ref") or one.get("source"))
            for annotation in _of_all(one):
                content = (annotation.get("annotationData") or {}).get("content")
                yield {ITEM: item, WORKER: annotation.get("workerId"), **_labels(content)}

        return _made(first, change)
    about = [name for name in first if name.endswith("-metadata") and isinstance(first[name], dict)]
    if any("human-annotated" in first[name] for name in about):
        raise Unreadable(ONE_LABEL)
    return None


def _of_all(one: Mapping[str, Any]) -> list[Any]:
    """What every worker answered, below the name of the job."""
    jobs = (job.get("annotationsFromAllWorkers") for job in one.values() if isinstance(job, dict))
    return next((given for given in jobs if isinstance(given, list)), [])


def _whole(given: Any) -> Made | None:
    if isinstance(given, dict) and any(_is_answers(given.get(key)) for key in ANSWERS):
        raise Unreadable(ONE_ITEM)
    return None


TOOL = Tool(
    "answers of workers of SageMaker Ground Truth",
    _whole,
    lambda first: _request(first) or _response(first) or _manifest(first),
)
