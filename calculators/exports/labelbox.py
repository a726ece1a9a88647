"""Labels as Labelbox exports them: a row of data with the labels of every project; the older list of labels.

Source: tests/data/export_v2.py, tests/integration/conftest.py in github.com/Labelbox/labelbox-python (a data row, its
projects, their labels with label_details and annotations); docs.labelbox.com (export: label details).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.exports.labels import SPANS
from calculators.exports.roles import Made, Roles, Tool
from calculators.files.lines import Unreadable
from calculators.files.objects import as_cell

NAMELESS = (
    "this export of Labelbox leaves out who gave which label; export it again with the details of labels "
    "(label_details)"
)
ITEM, RATER = "data row", "created by"


def _of_rows(first: Mapping[str, Any]) -> Made | None:
    """An export of today: a data row with its projects, each with labels."""
    if not isinstance(first.get("data_row"), dict) or not isinstance(first.get("projects"), dict):
        return None

    def change(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        data = record.get("data_row") or {}
        item = next((data[key] for key in ("global_key", "external_id", "id") if data.get(key)), "")
        for project in (record.get("projects") or {}).values():
            for label in (project or {}).get("labels") or ():
                details = label.get("label_details") or {}
                rater = details.get("created_by") or label.get("created_by")
                if not rater:
                    raise Unreadable(NAMELESS)
                answers = _answers(label.get("annotations") or {})
                yield {ITEM: item, RATER: rater, "created at": details.get("created_at"), **answers}

    found = [answers for row in change(first) for answers in row if answers not in (ITEM, RATER, "created at")]
    return Made(Roles((ITEM,), rater=RATER, label=tuple(dict.fromkeys(found))), change=change)


def _older(first: Mapping[str, Any]) -> Made | None:
    """The older export: a row for each label, which stands in an object, in a table as JSON."""
    if "Label" not in first or not {"DataRow ID", "External ID"} & first.keys():
        return None
    if not first.get("Created By"):
        raise Unreadable(NAMELESS)

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        label = row.get("Label")
        if isinstance(label, str):
            try:
                label = json.loads(label)
            except ValueError:
                label = {}
        item = row.get("DataRow ID") or row.get("External ID")
        answers = _answers(label if isinstance(label, dict) else {})
        yield {ITEM: item, RATER: row.get("Created By"), "created at": row.get("Created At"), **answers}

    found = [name for row in change(first) for name in row if name not in (ITEM, RATER, "created at")]
    return Made(Roles((ITEM,), rater=RATER, label=tuple(found)), change=change)


def _answers(annotations: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to each question of one label. Raises Unreadable where a label only marks places."""
    made: dict[str, Any] = {}
    for one in annotations.get("classifications") or ():
        name = one.get("name") or one.get("title") or one.get("value") or "label"
        made[str(name)] = _answer(one)
    if not made and (annotations.get("objects") or annotations.get("frames") or annotations.get("segments")):
        raise Unreadable(SPANS)
    return made


def _answer(one: Mapping[str, Any]) -> Any:
    """What was chosen or written; of several chosen ones all, in one order."""
    for key in ("radio_answer", "answer", "text_answer"):
        if isinstance(given := one.get(key), dict):
            return next((given[part] for part in ("name", "title", "content", "value") if given.get(part)), "")
        if isinstance(given, str):
            return given
    several = one.get("checklist_answers") or one.get("answers") or ()
    return " + ".join(sorted(as_cell(part.get("name") or part.get("title") or part.get("value")) for part in several))


def _table(columns: Sequence[str]) -> Made | None:
    return _older(dict.fromkeys(columns, "{}")) if {"DataRow ID", "Label", "Created By"} <= {*columns} else None


TOOL = Tool("an export of Labelbox", None, lambda first: _of_rows(first) or _older(first), _table)
