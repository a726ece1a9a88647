"""Labels as labelling tools export them: Label Studio, Argilla, doccano, Prodigy, Amazon Mechanical Turk."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculators.exports.roles import Made, Roles, Tool, starting
from calculators.files.lines import Unreadable
from calculators.files.objects import as_cell, as_list

STUDIO = {"annotation_id", "annotator", "created_at", "updated_at", "id", "lead_time", "agreement", "data_id"}
ONE_FILE_EACH = (
    "this is a doccano export of one member, or of all together: it does not say who gave which label; export the file "
    "of each member and join them with one more column, called “member”, that names the member"
)
MEMBER = (
    "member",
    "annotator",
    "user",
    "username",
    "rater",
    "annotated_by",
    "labeler",
    "labeller",
    "labeled_by",
    "coder",
    "reviewer",
    "worker",
    "person",
    "email",
    "user_id",
    "annotator_id",
    "who",
    "by",
    "name",
    "filename",
    "file",
)
"""What a column may be called that names who labelled, where the files of several members are joined."""


SPANS = (
    "the labels mark places, such as spans of a text or boxes in a picture: who agrees on a label may have marked "
    "another place, so that labels alone tell nothing of agreement; write a label for each word (token) or item, or "
    "whether the marks are the same, into a table with a column for the item, the rater, the label"
)
PLACES = frozenset({"start", "x", "points", "rle", "globalOffsets", "sequence", "vertices"})
BY_HAND = ("ner_manual", "spans_manual", "relations", "image_manual", "audio_manual", "coref_manual")
"""Views of Prodigy in which annotators mark places; "answer" says only whether they gave the task back."""


def marks_places(cell: Any) -> bool:
    """Whether a label is a list of marked places: of spans [start, end, label], or of objects with a start."""
    if isinstance(cell, str):
        return bool(re.match(r"""\[\s*(\[\s*\d+\s*,\s*\d+\s*,|\{[^{}]*"(start|start_offset|x|points)":)""", cell))
    if not isinstance(cell, list) or not cell:
        return False
    one = cell[0]
    if isinstance(one, dict):
        return bool(PLACES & one.keys())
    return isinstance(one, list) and len(one) == 3 and all(isinstance(part, int) for part in one[:2])


def _choice(value: Mapping[str, Any]) -> Any:
    """The label in one result of Label Studio: its choices, labels, rating or text."""
    for key in ("choices", "labels", "taxonomy", "rating", "number", "text", "selected"):
        if key in value:
            found = value[key]
            if isinstance(found, list):  # a set of choices is the same in any order, a path of a taxonomy is not
                parts = map(as_cell, found)
                return " + ".join(sorted(parts) if key in ("choices", "labels") else parts)
            return found
    return next((found for key, found in value.items() if "label" in key), None)


def _studio_tasks(first: Mapping[str, Any]) -> Made | None:
    """Label Studio: https://labelstud.io/guide/export (JSON)."""
    if not isinstance(first.get("annotations"), list) or not isinstance(first.get("data"), dict):
        return None
    given = [one for annotation in first["annotations"] for one in annotation.get("result") or ()]
    places = [one for one in given if PLACES & (one.get("value") or {}).keys()]
    given = [one for one in given if one not in places and one.get("type") != "relation"]
    if places and not given:
        raise Unreadable(SPANS)
    questions = dict.fromkeys(str(one.get("from_name")) for one in given)

    def change(task: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for annotation in task.get("annotations") or ():
            if annotation.get("was_cancelled"):
                continue
            by = annotation.get("completed_by")
            rater = by.get("email", by.get("id")) if isinstance(by, dict) else by
            labels = {
                str(one.get("from_name")): _choice(one.get("value") or {})
                for one in annotation.get("result") or ()
                if not _place(one, bool(given))
            }
            yield {**(told(task) if winner or named else {}), "task": task.get("id"), "annotator": rater, **labels}

    winner = next((str(one.get("from_name")) for one in given if one.get("type") == "pairwise"), "")
    named = any(word in str(name).lower() for name in told(first) for word in OF_MODEL)
    results = tuple(questions) if named and not winner else ()
    roles = Roles(("task",), rater="annotator", label=tuple(questions), winner=winner, results=results)
    return Made(roles, change=change)


def told(task: Mapping[str, Any], *parts: str) -> dict[str, Any]:
    """What stands in these parts of a task beside its labels, such as which model wrote the text on either side."""
    found: dict[str, Any] = {}
    for part in parts or ("data", "meta"):
        given = task.get(part)
        found |= {str(name): value for name, value in given.items()} if isinstance(given, dict) else {}
    return found


def _place(result: Mapping[str, Any], others: bool) -> bool:
    """Whether a result marks a place. Raises Unreadable where labels of items are not known to stand beside it."""
    if not PLACES & (result.get("value") or {}).keys():
        return False
    if not others:
        raise Unreadable(SPANS)
    return True


def _studio(columns: Sequence[str]) -> Made | None:
    if not {"annotation_id", "annotator", "id"} <= set(columns):
        return None
    labels = tuple(name for name in columns if name not in STUDIO)

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Several labels of one question stand in an object, in a table as JSON."""
        made = dict(row)
        for name in labels:
            cell = made.get(name)
            if marks_places(cell):
                raise Unreadable(SPANS)
            if isinstance(cell, str) and re.match(r'\[?\{"(choices|selected)"', cell):
                try:
                    cell = json.loads(cell)
                except ValueError:
                    continue
            if isinstance(cell, list) and len(cell) == 1:
                [cell] = cell
            if isinstance(cell, dict) and (isinstance(cell.get("choices"), list) or "selected" in cell):
                made[name] = _choice(cell)
        yield made

    return Made(Roles(("id",), rater="annotator", label=labels), change=change)


def _argilla(first: Mapping[str, Any]) -> Made | None:
    """Argilla 1 and 2: records with responses by question; https://docs.argilla.io (import and export)."""
    responses = first.get("responses")
    if isinstance(responses, list) and "fields" in first:
        return _argilla_feedback(responses)
    if not isinstance(responses, dict) or "fields" not in first:
        return None

    def change(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        by_user: dict[str, dict[str, Any]] = {}
        for question, given in (record.get("responses") or {}).items():
            for one in given if isinstance(given, list) else ():
                if one.get("status", "submitted") == "submitted":
                    by_user.setdefault(str(one.get("user_id")), {})[str(question)] = one.get("value")
        for user, labels in by_user.items():
            yield {**told(record, "metadata"), "record": record.get("id"), "user": user, **labels}

    return Made(Roles(("record",), rater="user", label=tuple(map(str, responses))), change=change)


def _argilla_feedback(responses: list[Any]) -> Made | None:
    """Argilla's feedback records: a response for each user, with a value for each question.

    Source: FeedbackRecord and ResponseSchema in argilla/client/feedback/schemas of github.com/argilla-io/argilla 1.x.
    """
    given = [one for one in responses if isinstance(one, dict)]
    if len(given) < len(responses) or not all("values" in one for one in given):
        return None

    def change(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        fields = record.get("fields")
        name = record.get("id") or record.get("external_id") or (next(iter(fields.values()), "") if fields else "")
        for one in record.get("responses") or ():
            if one.get("status", "submitted") == "submitted":
                values = one.get("values") or {}
                labels = {str(question): _value(value) for question, value in values.items()}
                yield {**told(record, "metadata"), "record": name, "user": one.get("user_id"), **labels}

    questions = dict.fromkeys(str(question) for one in given for question in one.get("values") or ())
    return Made(Roles(("record",), rater="user", label=tuple(questions)), change=change)


def _value(given: Any) -> Any:
    """The value of one answer; of several chosen ones all, in one order."""
    value = given.get("value") if isinstance(given, dict) else given
    return " + ".join(sorted(map(as_cell, value))) if isinstance(value, list) else value


def _argilla_table(columns: Sequence[str]) -> Made | None:
    questions = [name.removesuffix(".responses") for name in columns if name.endswith(".responses")]
    questions = [name for name in questions if f"{name}.responses.users" in columns]
    if not questions:
        return None
    text = next((name for name in ("id", "_server_id", *columns) if name in columns), columns[0])

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        by_user: dict[str, dict[str, Any]] = {}
        for question in questions:
            users, given = (as_list(row.get(f"{question}.responses{end}")) for end in (".users", ""))
            status = as_list(row.get(f"{question}.responses.status")) or ["submitted"] * len(users)
            for user, label, state in zip(users, given, status, strict=False):
                if state in ("submitted", None):  # drafts and what was discarded are no answers
                    by_user.setdefault(str(user), {})[question] = label
        for user, labels in by_user.items():
            yield {"record": row.get(text), "user": user, **labels}

    return Made(Roles(("record",), rater="user", label=tuple(questions)), change=change)


def _doccano(first: Mapping[str, Any]) -> Made | None:
    """doccano: annotations with users in its older export, else a list of labels; https://doccano.github.io/doccano."""
    given = first.get("annotations")
    if isinstance(given, list) and given and isinstance(given[0], dict) and {"label", "user"} <= given[0].keys():

        def change(example: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
            by_user: dict[str, list[str]] = {}
            for one in example.get("annotations") or ():
                by_user.setdefault(str(one.get("user")), []).append(as_cell(one.get("label")))
            for user, labels in by_user.items():
                yield {"id": example.get("id"), "user": user, "label": " + ".join(sorted(labels))}

        return Made(Roles(("id",), rater="user", label=("label",)), change=change)
    texts = "text" if "text" in first else "data"
    if not ({texts, "label", "Comments"} <= first.keys() or {texts, "labels", "annotation_approver"} <= first.keys()):
        return None
    names = {key.strip().lower().replace(" ", "_"): key for key in first}
    if names.keys() & {*OF_MODEL}:  # labels of answers of several models, and no agreement
        return None
    member = next((names[name] for name in MEMBER if name in names), "")
    if not member:
        raise Unreadable(ONE_FILE_EACH)
    label = "label" if "label" in first else "labels"

    def joined(example: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        given = example.get(label)
        if marks_places(given):
            raise Unreadable(SPANS)
        cell = " + ".join(sorted(map(as_cell, given))) if isinstance(given, list) else given
        named = {name: example.get(name) for name in ("example_id", "id", texts) if name in first}
        yield {**named, member: example.get(member), label: cell}

    return Made(Roles(rater=member, label=(label,)), change=joined)


def _compared(first: Mapping[str, Any]) -> Made | None:
    """Prodigy's compare: the output of either file stands in "accept" or in "reject", as the mapping says."""
    mapping = first.get("mapping")
    if not isinstance(mapping, dict) or not {"accept", "reject"} <= set(mapping.values()) or "answer" not in first:
        return None

    def change(task: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        by_place = {place: name for name, place in (task.get("mapping") or {}).items()}
        rater = task.get("_annotator_id", task.get("_session_id"))
        kept = {"id": task.get("id"), "annotator": rater, "answer": task.get("answer")}
        yield {**kept, "preferred": by_place.get(task.get("answer"), "")}

    return Made(Roles(("id",), winner="preferred", rater="annotator", label=("preferred",)), change=change)


def _prodigy(first: Mapping[str, Any]) -> Made | None:
    """Prodigy: https://prodi.gy/docs/api-interfaces: a decision for each task hash and annotator."""
    if not {"_task_hash", "answer"} <= first.keys() or not ({"_annotator_id", "_session_id"} & first.keys()):
        return None
    if first.get("_view_id") in BY_HAND or (first.get("spans") and "tokens" in first and "options" not in first):
        raise Unreadable(SPANS)
    chosen = "accept" in first and "options" in first
    rater = "_annotator_id" if "_annotator_id" in first else "_session_id"

    def change(task: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        answer = "" if task.get("answer") == "ignore" else task.get("answer")
        label = " + ".join(map(as_cell, task.get("accept") or ())) if chosen and answer == "accept" else answer
        kept = {"_task_hash": task.get("_task_hash"), rater: task.get(rater), "answer": answer}
        if winner:
            models = _models(task)
            kept, label = ({} if models else told(task, "meta")) | kept, models.get(str(label), label)
        yield {**kept, "accept": label} if chosen else kept

    winner = "accept" if chosen and len(_of_models(first["options"])) == BOTH else ""
    label = "accept" if chosen else "answer"
    return Made(Roles(("_task_hash",), rater=rater, label=(label,), winner=winner), change=change)


BOTH = 2
OF_MODEL = ("model", "model_name", "system", "source", "generator", "bot", "variant", "author")
"""What a task, or an option may call the model that wrote it."""


TIES = frozenset({"tie", "ties", "tied", "equal", "equally", "same", "both", "neither", "draw", "none", "unsure"})
"""Words of an option beside those of two models."""


def _of_models(options: Any) -> list[dict[str, Any]]:
    """The options that are answers, of which those of ties are none."""
    given = [one for one in options or () if isinstance(one, dict)]
    return [one for one in given if not {*re.findall(r"[a-z]+", as_cell(one.get("id")).lower())} & TIES]


def _models(task: Mapping[str, Any]) -> dict[str, str]:
    """The models of both options by what these are called; nothing where neither they nor the task name two."""
    options = _of_models(task.get("options"))
    found = {}
    for one in options:
        given, name = one | told(one, "meta"), as_cell(one.get("id"))
        found[name] = next((as_cell(given[part]) for part in OF_MODEL if part in given), "") or _placed(task, name)
    return found if all(found.values()) and len({*found.values()}) == len(options) else {}


def _placed(task: Mapping[str, Any], name: str) -> str:
    """The model that a task says stood at the place of an option: in "meta", "mapping" or beside it."""
    heads = {name.lower(), *(f"{part}_{name}".lower() for part in OF_MODEL)}
    for given in (told(task, "meta"), told(task, "mapping"), told(task, "models"), task):
        for key, value in given.items():
            if isinstance(value, str) and key.lower().replace(" ", "_") in heads:
                return value
    return ""


def _turk(columns: Sequence[str]) -> Made | None:
    """Amazon Mechanical Turk: Batch_results.csv, a row for each assignment."""
    given = starting(columns, "Answer.")
    if not {"HITId", "WorkerId"} <= set(columns) or not given:
        return None
    groups: dict[str, list[str]] = {}
    for name in given:
        groups.setdefault(name.rpartition(".")[0], []).append(name)
    choices = {name: names for name, names in groups.items() if name != "Answer" and len(names) > 1}

    def change(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """An assignment that was not rejected; the buttons of one question, each true or false, as one label."""
        if row.get("AssignmentStatus") == "Rejected":
            return
        kept = dict(row)
        for question, names in choices.items():
            cells = {name: str(row[name]).strip().lower() for name in names}
            if set(cells.values()) <= {"true", "false", ""}:
                for name in names:
                    del kept[name]
                kept[question] = " + ".join(name.rpartition(".")[2] for name in names if cells[name] == "true")
        if ANSWERS in kept:
            kept |= _answers(str(kept.pop(ANSWERS)))
        yield kept

    return Made(Roles(("HITId",), rater="WorkerId", label=("Answer.",)), change=change)


ANSWERS = "Answer.taskAnswers"


def _answers(cell: str) -> dict[str, Any]:
    """What a form of today's elements holds, as JSON: by question a text, a label, or its buttons."""
    try:
        [found] = json.loads(cell)
        questions = dict(found)
    except (ValueError, TypeError):
        return {ANSWERS: cell}
    made: dict[str, Any] = {}
    for question, answer in questions.items():
        if isinstance(answer, dict) and answer and all(isinstance(value, bool) for value in answer.values()):
            answer = " + ".join(str(name) for name, chosen in answer.items() if chosen)
        elif isinstance(answer, dict) and set(answer) == {"label"}:
            answer = answer["label"]
        made[f"Answer.{question}"] = answer
    return made


STUDIO_JSON = Tool(
    "an export of Label Studio (without cancelled annotations)",
    None,
    lambda first: _studio_tasks(first) or _studio(tuple(first)),
    _studio,
)
ARGILLA = Tool(
    "records of Argilla (submitted responses only)",
    None,
    lambda first: _argilla(first) or _argilla_table(tuple(first)),
    _argilla_table,
)
DOCCANO = Tool("an export of doccano", None, _doccano)
PRODIGY = Tool("an export of Prodigy (without ignored tasks)", None, lambda first: _compared(first) or _prodigy(first))
TURK = Tool("results of Amazon Mechanical Turk (without rejected assignments)", None, None, _turk)
