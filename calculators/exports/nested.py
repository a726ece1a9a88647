"""Rows of records that no known tool wrote: of a run with a list of its rows, of a record with a list of its scores."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from calculators.exports.roles import Change
from calculators.files.lines import Unreadable

FEWEST = 4
SAMPLED = 30
NAMES = (
    *(
        "name",
        "evaluator",
        "evaluator_name",
        "metric",
        "metric_name",
        "metricName",
        "scorer",
        "scorer_name",
        "criterion",
        "key",
    ),
    *("annotator", "annotator_id", "rater", "rater_id", "reviewer", "worker", "worker_id", "judge", "user", "username"),
    *("annotatorId", "workerId", "user_id", "userId", "created_by", "createdBy", "completed_by", "labeler", "email"),
)
"""What the name of a score, or of who gave a label, is called in a list of them."""

OF_JUDGES = frozenset({"judges", "judge", "annotators", "raters", "votes", "judgments", "judgements", "annotations"})
"""Words of a list of what each judge said, whose models are the judges."""

OF_RATERS = frozenset(
    {
        "experts",
        "expert",
        "turkers",
        "turker",
        "workers",
        "humans",
        "human",
        "reviewers",
        "reviews",
        "ratings",
        "people",
    }
)
"""Words of a list of what each of several people said."""

MOST_RATERS = 50

WHO = ("by", "annotator", "rater", "judge", "user", "who", "reviewer", "coder", "labeler", "worker")
MODELS = ("model", "model_name", "model_id", "modelName", "system", "variant", "provider", "experiment", "version")
"""What the name of the model is called in a list of what each model reached."""

VALUES = (
    "score",
    "value",
    "judgment",
    "judgement",
    "passed",
    "pass",
    "label",
    "rating",
    "grade",
    "result",
    "answer",
    "verdict",
)
"""What the score or label is called beside it."""

WITHIN = ("name", "path", "key", "email", "username", "id")
"""What the name is called where it is an object itself."""

OF_SCORES = frozenset(
    {"scores", "score", "metrics", "evaluations", "evals", "evaluators", "evaluator", "feedback", "grades", "ratings"}
    | {"assertions", "checks", "judgments", "judgements", "labels", "annotations", "responses", "criteria", "scorers"}
)
"""Words of a list that holds the scores of one record, and no records."""

OF_TOTALS = frozenset(
    {"acc", "accuracy", "f", "precision", "recall", "loss", "perplexity", "bleu", "rouge", "em", "exact", "mean", "avg"}
    | {"average", "stderr", "std", "samples", "total", "runtime", "auc", "score", "wer", "cer", "rate", "n", "macro"}
)
"""Words of what a run came to."""

TOTALS = "this holds totals of a run, {}, and no items; choose a file with a row for each item, of both runs"

SPANS = frozenset({"start", "end", "start_offset", "points"})


def change(first: Mapping[str, Any]) -> Change:
    """How rows are made of records like this one."""
    return _of_raters(first) or _runs(first) or _models(first) or _spread


def _of_raters(first: Mapping[str, Any]) -> Change | None:
    """How a row for each rater is made of records with lists of what each said of several aspects; None of others."""
    lists = [key for key, value in first.items() if _aspects(key, value)]
    if not lists:
        return None

    def rows(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        kept = {name: value for name, value in record.items() if name not in lists}
        for key in lists:
            given = record.get(key)
            for place, one in enumerate(given if isinstance(given, list) else (), 1):
                who = next((one[name] for name in (*WHO, *NAMES) if name in one), place)
                said = {name: value for name, value in one.items() if name not in (*WHO, *NAMES)}
                of = {"source": key} if len(lists) > 1 else {}
                yield {
                    **kept,
                    **of,
                    "rater": who,
                    **{name if name not in kept else f"{key}.{name}": value for name, value in said.items()},
                }

    return rows


def _aspects(key: str, listed: Any) -> bool:
    """Whether a list holds for each of several raters numbers of the same aspects, two or more."""
    if not isinstance(listed, list) or not 2 <= len(listed) <= MOST_RATERS:
        return False
    if not {*re.findall("[a-z]+", key.lower())} & (OF_JUDGES | OF_RATERS) or not all(
        isinstance(one, dict) for one in listed
    ):
        return False
    names = [
        {name for name, value in one.items() if isinstance(value, int | float) and name not in NAMES} for one in listed
    ]
    return len(names[0]) > 1 and all(of == names[0] for of in names) and not SPANS & names[0]


def _models(first: Mapping[str, Any]) -> Change | None:
    """How rows are made of records with a list of what each model reached; None where there is no such list."""
    for key, value in first.items():
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value) or len(value) < 2:
            continue
        if {*re.findall("[a-z]+", key.lower())} & OF_JUDGES:
            continue
        name = next((name for name in MODELS if all(isinstance(one.get(name), str) for one in value)), "")
        if not name or len({one[name] for one in value}) < len(value) or name in first:
            continue

        def rows(record: Mapping[str, Any], key: str = key) -> Iterator[dict[str, Any]]:
            kept = {name: value for name, value in record.items() if name != key}
            given = record.get(key)
            for one in given if isinstance(given, list) else ():
                yield {**kept, **{name if name not in kept else f"{key}.{name}": value for name, value in one.items()}}

        return rows
    return None


def _runs(first: Mapping[str, Any]) -> Change | None:
    """How rows are made of objects that are a run each, with a list of its rows; None where they are none."""
    lists = [name for name, value in first.items() if isinstance(value, list) and len(value) >= FEWEST]
    inside = first[lists[0]] if len(lists) == 1 else []
    if not inside or not all(isinstance(one, dict) and set(one) == set(inside[0]) for one in inside[:SAMPLED]):
        return None
    if not any(isinstance(value, int | float) for value in inside[0].values()):  # as messages hold none
        return None
    of_scores = {*re.findall("[a-z]+", lists[0].lower())} & OF_SCORES or not {"name", "key"} & inside[0].keys()
    if of_scores and _named(inside):
        return None

    def rows(run: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        kept = {name: value for name, value in run.items() if name != lists[0] and not isinstance(value, dict | list)}
        given = run.get(lists[0])
        for one in given if isinstance(given, list) else ():
            yield {**{name: value for name, value in kept.items() if name not in one}, **one}

    return rows


def _spread(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The record with a column for each score of a list of them, wherever the list stands."""
    scores: dict[str, Any] = {}
    made = _without(record, scores, "")
    yield {**made, **{name if name not in made else f"{name}.score": value for name, value in scores.items()}}


def _without(record: Mapping[str, Any], scores: dict[str, Any], before: str) -> dict[str, Any]:
    """The record without its lists of scores, which are put aside by their names."""
    made = {}
    for key, value in record.items():
        if isinstance(value, dict) and value:
            made[key] = _without(value, scores, f"{before}{key}.")
        elif isinstance(value, list) and value and (found := _named(value) or _judged(key, value)):
            scores |= {name if name not in scores else f"{before}{key}.{name}": one for name, one in found.items()}
        else:
            made[key] = value
    return made


def by_item(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of an object that only says the result of each item by its name; none of another.

    Raises Unreadable where the names are those of metrics.
    """
    plain = [isinstance(value, bool | int | float) for value in whole.values()]
    totals = [name for name, value in whole.items() if isinstance(value, int | float) and _metric(name)]
    stems = {re.sub(r"\d", "", name) for name in totals}  # q1_score beside q2_score are items
    if len(stems) > 1 and 2 * len(stems) >= sum(plain):
        raise Unreadable(TOTALS.format(", ".join(f"“{name}”" for name in totals[:4])))
    if len(whole) < FEWEST or not all(plain):
        return []
    return [{"item": name, "result": value} for name, value in whole.items()]


def _judged(key: str, listed: list[Any]) -> dict[str, Any]:
    """What each of several models said as a judge, by its name."""
    if not {*re.findall("[a-z]+", key.lower())} & OF_JUDGES or not all(isinstance(one, dict) for one in listed):
        return {}
    name = next((name for name in (*WHO, *MODELS) if all(isinstance(one.get(name), str | int) for one in listed)), "")
    return _named([{**one, "name": one[name]} for one in listed]) if name else {}


def _metric(name: str) -> bool:
    return bool({*re.findall("[a-z]+", name.lower())} & OF_TOTALS)


def _named(listed: list[Any]) -> dict[str, Any]:
    """The scores of a list by their names; nothing where one of it is no score with a name of its own."""
    found: dict[str, Any] = {}
    for one in listed:
        if not isinstance(one, dict) or SPANS & one.keys():
            return {}
        name = next((_name(one[key]) for key in NAMES if one.get(key) not in (None, "", {}, [])), "")
        value = next((key for key in VALUES if key in one and not isinstance(one[key], dict | list)), "")
        if not name or not value or name in found:
            return {}
        found[name] = one[value]
    return found


def _name(given: Any) -> str:
    if isinstance(given, dict):
        return next((str(given[key]) for key in WITHIN if given.get(key) not in (None, "")), "")
    return "" if isinstance(given, list) else str(given)
