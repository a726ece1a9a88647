"""Raters who use other words for the same: how their labels pair is asked."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, pressed, table
from tests.results.test_raters import KAPPA, PAIRS


def _labels(heading: str, mine: tuple[str, str], theirs: tuple[str, str]) -> str:
    """The labels ham and spam of both, in the words of each."""
    rows = [(n, mine[one == "spam"], theirs[other == "spam"]) for n, (one, other) in enumerate(PAIRS)]
    return table(heading, rows)


@pytest.mark.parametrize(
    ("heading", "mine", "theirs"),
    [
        ("id,human_label,judge_verdict", ("good", "bad"), ("1", "0")),
        ("id,rater1,rater2", ("relevant", "irrelevant"), ("R", "N")),
        ("id,expert,gpt4", ("toxic", "clean"), ("hate", "none")),
        ("id,human,judge", ("gut", "schlecht"), ("pass", "fail")),
        ("id,human,judge", ("1", "2"), ("0", "1")),
        ("id,human,judge", ("good", "bad"), ("good", "poor")),
    ],
)
def test_labels_that_are_not_in_both_are_asked_about(
    heading: str, mine: tuple[str, str], theirs: tuple[str, str], tmp_path: Path
) -> None:
    file = given(tmp_path, "labels.csv", _labels(heading, mine, theirs))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    assert set(refused.value.problems) == {"same_labels"}
    ways = (f"“{mine[0]}” is “{theirs[0]}”, “{mine[1]}” is “{theirs[1]}”",
            f"“{mine[1]}” is “{theirs[1]}”, “{mine[0]}” is “{theirs[0]}”")  # fmt: skip
    fills = next(dict(one.fills) for one in refused.value.choices if one.words in ways)
    case = Agreement(file=file, **fills)  # type: ignore[arg-type]
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)
    told = " ".join(one.words for one in case.result().read)
    assert f"“{mine[1]}” counts as “{theirs[1]}”" in told


def test_in_a_row_for_each_label_too(tmp_path: Path) -> None:
    rows = [
        (n, *row) for n, (one, other) in enumerate(PAIRS)
        for row in (("human", "bad" if one == "spam" else "good"), ("llm", int(other != "spam")))
    ]  # fmt: skip
    file = given(tmp_path, "labels.csv", table("item,rater,label", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    case = Agreement(file=file, **refused.value.choices[0].fills)  # type: ignore[arg-type]
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)


def test_marks_beside_two_words_are_cut(tmp_path: Path) -> None:
    marks = {("ham", 0): 5, ("ham", 1): 4, ("spam", 0): 1, ("spam", 1): 2}
    rows = [(n, "bad" if one == "spam" else "good", marks[other, n % 2]) for n, (one, other) in enumerate(PAIRS)]
    file = given(tmp_path, "labels.csv", table("id,human,judge", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    case = Agreement(file=file, **pressed(refused.value, "“good” from 4 on, “bad” below"))  # type: ignore[arg-type]
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)


def test_one_of_three_raters_in_other_words_is_asked_about(tmp_path: Path) -> None:
    words = {"r1": ("good", "bad"), "r2": ("good", "bad"), "r3": ("1", "0")}
    rows = [(n, rater, of[one == "spam"]) for n, (one, _) in enumerate(PAIRS) for rater, of in words.items()]
    file = given(tmp_path, "labels.csv", table("item,rater,label", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    assert set(refused.value.problems) == {"same_labels"}
    assert Agreement(file=file, **refused.value.choices[0].fills).raw == 1.0  # type: ignore[arg-type]


def test_what_no_label_says_is_refused(tmp_path: Path) -> None:
    file = given(tmp_path, "labels.csv", _labels("id,human,judge", ("good", "bad"), ("1", "0")))
    with pytest.raises(Refused, match="no label says “fine”"):
        Agreement(file=file, same_labels="fine=1, bad=0").result()
    with pytest.raises(Refused, match="type such as “good=1, bad=0”"):
        Agreement(file=file, same_labels="good").result()


def test_a_judge_who_uses_other_words_than_two_people_is_left_aside_and_told(tmp_path: Path) -> None:
    rows = [(n, *pair, int(pair[0] == "ham")) for n, pair in enumerate(PAIRS)]
    case = Agreement(file=given(tmp_path, "labels.csv", table("id,r1,r2,judge", rows)))
    line = next(one for one in case.result().read if one.label == "Raters")
    assert line.words == "“r1”, “r2”; “judge” left aside: not named like the raters"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("bad", "ok", "good"), ("1", "2", "3")),
        (("1", "2", "3", "4", "5"), ("★", "★★", "★★★", "★★★★", "★★★★★")),
        (("never", "rarely", "sometimes", "often", "always"), ("1", "2", "3", "4", "5")),
        (("schlecht", "mittel", "gut"), ("low", "medium", "high")),
    ],
)
def test_labels_in_an_order_pair_in_that_order_first(
    mine: tuple[str, ...], theirs: tuple[str, ...], tmp_path: Path
) -> None:
    rows = [(n, mine[n % len(mine)], theirs[n % len(mine)]) for n in range(40)]
    file = given(tmp_path, "labels.csv", table("id,human,judge", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    assert set(refused.value.problems) == {"same_labels"}
    assert Agreement(file=file, scale="nominal", **refused.value.choices[0].fills).raw == 1.0  # type: ignore[arg-type]
