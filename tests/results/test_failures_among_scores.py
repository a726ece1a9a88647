"""Words of failures among numbers: where less is better they never count as 0, the best there is."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.inputs import Refused
from tests.results.made import given, pressed, said, table

TIMES = [(f"q{n}", 800 + 37 * (n * 7 % 31), 700 + 37 * (n * 11 % 31)) for n in range(60)]


def _with(word: str, failed: int, heading: str = "id,latency_before,latency_after") -> str:
    rows = [(name, before, word if n < failed else after) for n, (name, before, after) in enumerate(TIMES)]
    return table(heading, rows)


@pytest.mark.parametrize("word", ["timeout", "error", "ERROR: 504", "OOM", "n/a", "failed", "see log"])
@pytest.mark.parametrize("failed", [1, 2, 12])
@pytest.mark.parametrize("heading", ["id,latency_before,latency_after", "id,ms_old,ms_new", "id,cost_base,cost_tuned"])
def test_a_failure_is_left_out_or_asked_about(word: str, failed: int, heading: str, tmp_path: Path) -> None:
    told, refused = said(given(tmp_path, "times.csv", _with(word, failed, heading)), better="less")
    if refused is not None:
        assert [one.fills["cells"].endswith("=out") for one in refused.choices][:1] == [True]
        assert not any(one.fills["cells"].endswith(("=0", "=wrong")) for one in refused.choices)
        told, refused = said(
            given(tmp_path, "times.csv", _with(word, failed, heading)), better="less", **refused.choices[0].fills
        )
    assert refused is None
    assert f"{60 - failed} of 60 items" in told


def test_wrong_among_times_is_asked_about(tmp_path: Path) -> None:
    file = given(tmp_path, "times.csv", _with("timeout", 3))
    with pytest.raises(Refused, match="best score") as refused:
        BeforeAfter(file=file, better="less", cells="timeout=wrong").result()
    case = BeforeAfter(file=file, better="less", **pressed(refused.value, "left out"))  # type: ignore[arg-type]
    assert case.paired is not None
    assert case.paired.after[case.paired.variants[0]][:3] == (None,) * 3


def test_where_more_is_better_an_error_is_0(tmp_path: Path) -> None:
    rows = [
        (f"q{n}", round(0.3 + 0.01 * (n % 7), 2), "error" if n == 3 else round(0.6 + 0.01 * (n % 9), 2))
        for n in range(60)
    ]
    told, refused = said(given(tmp_path, "scores.csv", table("id,score_before,score_after", rows)))
    assert refused is None
    assert "“error” as 0" in told
    assert "60 of 60 items" in told


@pytest.mark.parametrize("gap", ["", "#DIV/0!", "n/a"])
def test_scores_missing_on_one_side_alone_are_asked_about_where_they_turn_the_verdict(gap: str, tmp_path: Path) -> None:
    rows = [(n, 5 + n % 3, gap if n % 6 == 0 else 5.4 + n % 3 + n % 2 / 2) for n in range(60)]
    file = given(tmp_path, "scores.csv", table("id,score before,score after", rows))
    told, asked = said(file)
    assert asked is not None, told
    assert "Counted as 0 the answer is another" in asked.problems["cells"]
    told, again = said(file, **pressed(asked, "left out"))
    assert again is None, again
    assert "Better" in told
