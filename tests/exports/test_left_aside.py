"""Rows that a tool's format says are no items, or hold no result, are counted where the file is told."""

import json
from pathlib import Path

import pytest

from tests.exports import samples
from tests.exports.samples import lines
from tests.results.made import ANSWER, PAIRS, given, said


def events(side: int, **inside: object) -> str:
    """A run of Braintrust; `inside` says something else of the root of each trace."""
    return lines([one | inside if one["is_root"] else one for one in samples.braintrust(side)])


def test_spans_within_a_trace_are_counted(tmp_path: Path) -> None:
    told, asked = said(*(given(tmp_path, f"{side}.jsonl", events(side)) for side in (0, 1)))
    assert asked is None
    assert ANSWER in told
    assert "120 rows, 120 more take no part" in told


def test_an_event_that_says_that_it_is_the_root_is_one_whatever_spans_are_called(tmp_path: Path) -> None:
    told, asked = said(*(given(tmp_path, f"{side}.jsonl", events(side, span_id="s")) for side in (0, 1)))
    assert asked is None
    assert ANSWER in told


def test_a_file_without_a_root_is_not_called_empty(tmp_path: Path) -> None:
    files = [given(tmp_path, f"{side}.jsonl", events(side, is_root=False)) for side in (0, 1)]
    _, asked = said(*files)
    assert asked is not None
    assert "read as an experiment of Braintrust, and none of its 120 rows is an item" in str(asked)


@pytest.mark.parametrize("none", [-1, -1.0])
def test_a_judge_that_gave_no_score_is_counted(none: float, tmp_path: Path) -> None:
    rows = [
        {"question_id": n, "model": name, "judge": ["gpt-4", "single-v1"], "turn": 1}
        | {"score": none if side and n in (4, 9) else 5 + 2 * pair[side]}
        for side, name in enumerate(("vicuna-base", "vicuna-tuned")) for n, pair in enumerate(PAIRS)
    ]  # fmt: skip
    told, asked = said(given(tmp_path, "judged.jsonl", "\n".join(map(json.dumps, rows))))
    assert asked is None, asked
    assert "scores from 5 to 7" in told
    assert f"“{none}” left out (2)" in told
    assert "58 of 60 items take part" in told
