"""Labels of Labelbox, of SageMaker Ground Truth: read by who gave them, or refused with the file that says so."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, table
from tests.results.test_raters import KAPPA, PAIRS

WHO = ("ann@example.org", "ben@example.org")


def _lines(rows: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(map(json.dumps, rows))


def _labelbox(way: str, *, details: bool = True) -> str:
    """Both labels of each data row, as a choice, a list of choices, or a text."""
    rows = []
    for n, pair in enumerate(PAIRS):
        labels = []
        for who, label in zip(WHO, pair, strict=True):
            answer: dict[str, Any] = {
                "radio": {"radio_answer": {"name": label, "value": label, "classifications": []}},
                "checklist": {"checklist_answers": [{"name": label, "value": label}]},
                "text": {"text_answer": {"content": label}},
            }[way]
            classified = {"objects": [], "classifications": [{"name": "kind", "value": "kind", **answer}]}
            by = {"created_at": "2025-01-01T10:00:00.000+00:00"} | ({"created_by": who} if details else {})
            labels.append({"id": f"{n}{who}", "label_details": by, "annotations": classified})
        data = {"id": f"d{n}", "external_id": f"e{n}", "global_key": None}
        rows.append({"data_row": data, "projects": {"p": {"name": "mails", "labels": labels}}})
    return _lines(rows)


def _older() -> str:
    return json.dumps(
        [
            {
                "ID": f"{n}{who}", "DataRow ID": f"d{n}", "External ID": f"e{n}", "Created By": who,
                "Label": {"objects": [], "classifications": [{"title": "kind", "answer": {"title": label}}]},
            }
            for n, pair in enumerate(PAIRS)
            for who, label in zip(WHO, pair, strict=True)
        ]
    )  # fmt: skip


def _older_table() -> str:
    rows = []
    for row in json.loads(_older()):
        label = json.dumps(row["Label"]).replace('"', '""')
        rows.append((row["ID"], row["DataRow ID"], row["Created By"], f'"{label}"'))
    return table("ID,DataRow ID,Created By,Label", rows)


def _content(label: str, form: str) -> Any:
    forms: dict[str, Any] = {
        "classifier": {"crowd-classifier": {"label": label}},
        "several": {"crowd-classifier-multi-select": {"labels": [label]}},
        "buttons": {"kind": {"ham": label == "ham", "spam": label == "spam"}},
        "text": {"kind": label},
    }
    return forms[form]


def _request(form: str) -> str:
    return json.dumps(
        [
            {
                "datasetObjectId": str(n),
                "dataObject": {"content": "text"},
                "annotations": [
                    {"workerId": who, "annotationData": {"content": json.dumps(_content(label, form))}}
                    for who, label in zip(WHO, pair, strict=True)
                ],
            }
            for n, pair in enumerate(PAIRS)
        ]
    )


def _manifest(form: str) -> str:
    """What a job of one's own form writes: the labels of all workers stay."""
    return _lines(
        [
            {
                "source-ref": f"s3://{'mails/' * 30}{n}.txt",
                "kinds": {
                    "annotationsFromAllWorkers": [
                        {"workerId": who, "annotationData": {"content": json.dumps(_content(label, form))}}
                        for who, label in zip(WHO, pair, strict=True)
                    ]
                },
                "kinds-metadata": {"type": "groundtruth/custom", "human-annotated": "yes"},
            }
            for n, pair in enumerate(PAIRS)
        ]
    )


def _scores() -> str:
    rows = [
        f"2026-11-08T08:00:00Z,trace{n},kind,,{label},CATEGORICAL,{source}"
        for n, pair in enumerate(PAIRS)
        for source, label in zip(("ANNOTATION", "EVAL"), pair, strict=True)
    ]
    return "\n".join(["timestamp,traceId,name,value,stringValue,dataType,source", *rows])


def _responses(key: str) -> list[dict[str, Any]]:
    return [
        {
            key: [
                {"workerId": who, "submissionTime": "t", "answerContent": _content(label, "classifier")}
                for who, label in zip(WHO, pair, strict=True)
            ],
            "inputContent": {"taskObject": f"mail {n}"},
        }
        for n, pair in enumerate(PAIRS)
    ]


@pytest.mark.parametrize(
    ("name", "text", "tool"),
    [
        *(("labels.ndjson", _labelbox(way), "Labelbox") for way in ("radio", "checklist", "text")),
        ("labels.json", _older(), "Labelbox"),
        ("labels.csv", _older_table(), "Labelbox"),
        *(("request.json", _request(form), "Ground Truth") for form in ("classifier", "several", "buttons", "text")),
        *(("output.manifest", _manifest(form), "Ground Truth") for form in ("classifier", "buttons", "text")),
        ("answers.jsonl", _lines(_responses("answers")), "Ground Truth"),
        ("scores.csv", _scores(), "Langfuse"),
        ("answers.jsonl", _lines(_responses("humanAnswers")), "Ground Truth"),
    ],
)
def test_labels_are_read_by_who_gave_them(name: str, text: str, tool: str, tmp_path: Path) -> None:
    case = Agreement(file=given(tmp_path, name, text))
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)
    assert tool in case.result().read[0].words


MANIFEST = _lines([{"source": f"mail {n}", "kind": 0, "kind-metadata": {"class-name": one, "human-annotated": "yes"}}
                   for n, (one, _) in enumerate(PAIRS)])  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "way"),
    [
        ("labels.ndjson", _labelbox("radio", details=False), "label_details"),
        ("output.manifest", MANIFEST, "annotations/consolidation-request"),
        ("0.json", json.dumps(_responses("answers")[0]), "one JSON Lines file"),
        (
            "request.json",
            json.dumps([{"datasetObjectId": "0", "annotations": [{"workerId": "w", "annotationData": {
                "content": json.dumps({"annotatedResult": {"boundingBoxes": [{"top": 1, "left": 2}]}})}}]}]),
            "mark places",
        ),
    ],
)  # fmt: skip
def test_what_does_not_say_so_is_refused_with_the_way_on(name: str, text: str, way: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=way):
        Agreement(file=given(tmp_path, name, text)).result()
