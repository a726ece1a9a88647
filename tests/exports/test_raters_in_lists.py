"""Lists of what several raters said of several aspects: a row for each rater, no aspect is taken for one."""

import json
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given


def _marks(item: int, rater: int, aspect: int) -> int:
    """Raters agree on the first aspect, hardly on the second."""
    return 1 + (item * 7 % 5 if aspect == 0 else (item * 7 + rater * 3) % 5)


def _lines(lists: dict[str, int], *, models: int, named: bool) -> str:
    lines = []
    for item in range(30):
        for model in range(models):
            record: dict[str, object] = {"id": f"s{item}", "text": "…"} | (
                {"model_id": f"M{model}"} if models > 1 else {}
            )
            for key, raters in lists.items():
                record[key] = [
                    ({"annotator": f"a{rater}"} if named else {})
                    | {name: _marks(item + model, rater, at) for at, name in enumerate(("coherence", "fluency"))}
                    for rater in range(raters)
                ]
            lines.append(json.dumps(record))
    return "\n".join(lines)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("key", ["annotations", "expert_annotations", "ratings"])
def test_it_is_asked_which_aspect_is_meant(named: bool, key: str, tmp_path: Path) -> None:
    file = given(tmp_path, "labels.jsonl", _lines({key: 3}, models=1, named=named))
    with pytest.raises(Refused) as refused:
        Agreement(file=file, scale="nominal").result()
    assert [press.fills["label_column"] for press in refused.value.choices] == ["coherence", "fluency"]
    case = Agreement(file=file, scale="nominal", label_column="coherence")
    assert case.raw == 1
    assert case.items == 30
    assert case.ratings is not None
    assert len(case.ratings.raters) == 3


def test_two_lists_are_two_groups_of_raters(tmp_path: Path) -> None:
    lists = {"expert_annotations": 3, "turker_annotations": 5}
    file = given(tmp_path, "labels.jsonl", _lines(lists, models=4, named=False))
    with pytest.raises(Refused) as refused:
        Agreement(file=file, scale="nominal", label_column="coherence").result()
    assert {"expert_annotations", "turker_annotations"} <= {
        press.fills.get("aspect") for press in refused.value.choices
    }
    case = Agreement(file=file, scale="nominal", label_column="coherence", aspect="expert_annotations")
    assert case.ratings is not None
    assert (case.items, len(case.ratings.raters)) == (120, 3)
