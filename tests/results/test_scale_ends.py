"""Headings that say which end of a scale is the best: they settle the question, they turn what differs."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from calculators.results.scale_ends import ends
from calculators.statistics.agreement import ORDINAL
from tests.results.made import PAIRS, given, said, table

SAYS_NOTHING = ["run 1 correct", "Model 1: correct", "GPT-4 good", "better answer", "pass@1 best", "score: k = 5"]


@pytest.mark.parametrize("heading", SAYS_NOTHING)
def test_what_says_nothing_of_a_scale(heading: str) -> None:
    assert ends(heading) is None


def _table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    return f"{heading}\n" + table("", rows, "\t").lstrip("\n")


def _marks(first: str, second: str, *, turned: bool, top: int = 5) -> str:
    rows = [(f"text {n}", one := 1 + n * 7 % top, top + 1 - one if turned else one) for n in range(40)]
    rows[3] = (*rows[3][:2], 1 + rows[3][2] % top)
    return _table(f"item\t{first}\t{second}", rows)


@pytest.mark.parametrize(
    ("first", "second", "top"),
    [
        ("rater_A (5 = best)", "rater_B (1 = best)", 5),
        ("Gutachter 1 (1 = sehr gut)", "Gutachter 2 (6 = sehr gut)", 6),
        ("coder x [1 = worst, 5 = best]", "coder y [1 = best, 5 = worst]", 5),
        ("annotator 1 (5 stars = excellent)", "annotator 2 (1 = excellent)", 5),
        ("rater one (best = 5)", "rater two (best = 1)", 5),
        ("juge A (1 mauvais, 4 excellent)", "juge B (1 excellent, 4 mauvais)", 4),
    ],
)
def test_raters_whose_scales_run_both_ways(first: str, second: str, top: int, tmp_path: Path) -> None:
    both = [
        Agreement(file=given(tmp_path, f"{turned}.tsv", _marks(*names, turned=turned, top=top)), scale=ORDINAL)
        for names, turned in (((first, second), True), (("rater 1", "rater 2"), False))
    ]
    found, plain = (case.judged for case in both)
    assert found is not None
    assert plain is not None
    assert found.coefficient == pytest.approx(plain.coefficient, abs=0.01)
    assert found.coefficient > 0.8
    assert f"turned so that {top} is the best" in both[0].result().read[0].words


def test_raters_of_whom_words_alone_say_so_are_asked_about(tmp_path: Path) -> None:
    text = _marks("rater A (higher is better)", "rater B (lower is better)", turned=True)
    with pytest.raises(Refused, match="less is better of “rater B"):
        Agreement(file=given(tmp_path, "marks.tsv", text), scale=ORDINAL).result()


@pytest.mark.parametrize(
    ("says", "less"),
    [
        ("quality ({}, 1 = best)", True), ("grade {} (best = 5)", False), ("oddness {} ↓", True),
        ("Fremdheit {} (je niedriger, desto besser)", True), ("rounds {} (lower is better)", True),
        ("Note {} (1 = sehr gut)", True), ("depth {} ↑", False), ("profondeur {} (plus haut = mieux)", False),
    ],
)  # fmt: skip
def test_a_heading_settles_which_end_is_better(says: str, less: bool, tmp_path: Path) -> None:
    rows = [(n, 1 + n % 4, 2 + n % 4 - (n % 7 == 0)) for n in range(60)]
    heading = f"id\t{says.format('old')}\t{says.format('new')}"
    told, asked = said(given(tmp_path, "scores.tsv", _table(heading, rows)))
    assert asked is None, asked
    assert ("Worse" if less else "Better") in told


def test_models_marked_on_scales_that_run_both_ways(tmp_path: Path) -> None:
    rows = [(n, 1 + n % 4, 4 - n % 4 + (n % 7 == 0)) for n in range(60)]
    told, asked = said(given(tmp_path, "s.tsv", _table("id\tbefore (5 = best)\tafter (1 = best)", rows)))
    assert asked is None, asked
    assert "turned so that 5 is the best" in told
    assert "Better" in told


def test_flags_of_which_less_is_better_are_bad(tmp_path: Path) -> None:
    rows = [(n, *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "f.tsv", _table("id\tinvented old ↓\tinvented new ↓", rows)))
    assert asked is None, asked
    assert "25 % right after, 40 % before" in told
