"""Results of calls that failed, as another column says, are errors, of which it is asked how they count."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.results.made import given, pressed, said, table

CALLS = [(n % 5 < 3, n % 7 > 0, n % 6 == 1) for n in range(90)]
"""Of each item whether it is right before, whether it would be right after, whether the call failed after."""

AS_WRONG, LEFT_OUT = "71.1 % right after, 60 % before", "85.3 % right after, 60 % before"
"""By hand: 64 of 90 are right after, and 64 of the 75 whose call did not fail."""

WORDS = ("timeout", "TimeoutError", "rate_limited", "http_500", "failed to run", "httpx.ReadTimeout: 30 s")


def _long(lost: object = 0) -> list[tuple[object, ...]]:
    """Item, model, result, whether the call failed."""
    rows: list[tuple[object, ...]] = [(n, "base", int(before), False) for n, (before, _, _) in enumerate(CALLS)]
    return rows + [(n, "tuned", lost if failed else int(after), failed) for n, (_, after, failed) in enumerate(CALLS)]


def _asked(tmp_path: Path, text: str, name: str = "runs.csv") -> None:
    file = given(tmp_path, name, text)
    told, asked = said(file)
    assert asked is not None, told
    assert list(asked.problems) == ["cells"], asked
    assert "“error” stands in 0 cells" in asked.problems["cells"]
    assert AS_WRONG in said(file, **pressed(asked, "as wrong"))[0]
    assert LEFT_OUT in said(file, **pressed(asked, "left out"))[0]


@pytest.mark.parametrize(
    ("heading", "bad", "good"),
    [
        ("id,model,correct,status", ("error",), "success"),
        ("id,model,score,state", WORDS, "completed"),
        ("id,model,passed,status", ("failed",), "done"),
        ("id,model,score,error_type", WORDS, ""),
        ("id,model,score,error message", ("the server did not answer",), ""),
        ("id,model,correct,finish_reason", ("error", "timeout"), "stop"),
        ("id,model,correct,timed_out", ("true",), "false"),
        ("Fall,Modell,korrekt,Zustand", ("Zeitüberschreitung", "Abbruch"), "fertig"),
        ("id,model,correct,http status", ("500", "429"), "200"),
    ],
)
@pytest.mark.parametrize("lost", [0, ""])
def test_a_call_that_failed_is_asked_about(
    heading: str, bad: Sequence[str], good: str, lost: object, tmp_path: Path
) -> None:
    rows = [
        (item, model, result, bad[at % len(bad)] if failed else good)
        for at, (item, model, result, failed) in enumerate(_long(lost))
    ]
    _asked(tmp_path, table(heading, rows))


@pytest.mark.parametrize(
    "heading",
    [
        "id,base_score,base_status,tuned_score,tuned_status", "id,before,error_before,after,error_after",
        "id,old.correct,old.exception,new.correct,new.exception",
    ],
)  # fmt: skip
def test_so_it_is_in_a_table_with_a_column_for_each_model(heading: str, tmp_path: Path) -> None:
    rows = [
        (n, int(before), "", 0 if failed else int(after), "timeout" if failed else "")
        for n, (before, after, failed) in enumerate(CALLS)
    ]
    _asked(tmp_path, table(heading, rows))


def test_so_it_is_in_two_files_and_in_objects(tmp_path: Path) -> None:
    halves = [[one for one in _long() if one[1] == model] for model in ("base", "tuned")]
    files = [
        given(tmp_path, f"{at}.csv", table("id,score,status", [(i, s, "error" if f else "ok") for i, _, s, f in half]))
        for at, half in enumerate(halves)
    ]
    told, asked = said(*files)
    assert asked is not None, told
    assert LEFT_OUT in said(*files, **pressed(asked, "left out"))[0]
    objects = [
        {
            "id": n,
            "old": {"ok": before, "error": None},
            "new": {"ok": after and not failed, "error": "429" if failed else None},
        }
        for n, (before, after, failed) in enumerate(CALLS)
    ]
    _asked(tmp_path, json.dumps(objects), "runs.json")


def test_where_the_verdict_is_the_same_it_is_told(tmp_path: Path) -> None:
    rows = [(i, m, s, "error" if f and i == 7 else "ok") for i, m, s, f in _long()]
    told, asked = said(given(tmp_path, "runs.csv", table("id,model,score,status", rows)))
    assert asked is None, asked
    assert "1 of “score” of calls that failed by “status” taken for “error”" in told


def test_a_verdict_in_words_is_no_failure(tmp_path: Path) -> None:
    """What only says once more that a result is wrong, or why, is no call that failed."""
    rows = _long()
    for heading, wrong, right in (
        ("id,model,score,status", "failed", "passed"),
        ("id,model,score,error_note", "wrong unit", ""),
        ("id,model,score,error", "1", "0"),
    ):
        made = [(i, m, s, right if s else wrong) for i, m, s, _ in rows]
        told, asked = said(given(tmp_path, "runs.csv", table(heading, made)))
        told = told or said(given(tmp_path, "runs.csv", table(heading, made)), result_column="score")[0]
        assert AS_WRONG in told, asked
        assert "calls that failed" not in told
