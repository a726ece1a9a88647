"""Raters who spell yes otherwise than each other agree where they mean the same, which is told."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, table

SAME = [(1, 1)] * 8 + [(0, 0)] * 6 + [(1, 0)] * 2 + [(0, 1)] * 4
"""Of each item what either rater says: they agree on 14 of 20."""


def rows(first: tuple[str, str], second: tuple[str, str]) -> list[tuple[object, ...]]:
    """The same in words, of no, of yes."""
    return [(n, first[a], second[b]) for n, (a, b) in enumerate(SAME)]


@pytest.mark.parametrize("heading", ["id,human_acceptable,llm_judge_acceptable", "item,rater_1,rater_2"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("No", "Yes"), ("FALSE", "TRUE")),
        (("nein", "ja"), ("0", "1")),
        (("n", "y"), ("No", "Yes")),
        (("false", "true"), ("0.0", "1.0")),
        (("incorrect", "correct"), ("fail", "pass")),
    ],
)
def test_spellings_of_yes_are_one_label(
    heading: str, first: tuple[str, str], second: tuple[str, str], tmp_path: Path
) -> None:
    case = Agreement(file=given(tmp_path, "labels.csv", table(heading, rows(first, second))))
    assert case.items == 20
    assert case.raw == pytest.approx(0.7)
    assert case.labels == 2
    assert f"“{first[1]}”" in (told := " ".join(line.words for line in case.result().read))
    assert "counts as" in told


def test_a_third_rater_in_another_spelling_takes_part(tmp_path: Path) -> None:
    text = table("id,r1,r2,r3", [(*row, row[2].upper()) for row in rows(("no", "yes"), ("No", "Yes"))])  # type: ignore[attr-defined]
    text = text.replace("YES", "TRUE").replace("NO", "FALSE")
    case = Agreement(file=given(tmp_path, "labels.csv", text))
    assert case.guess().raters == ("r1", "r2", "r3")
    assert case.labels == 2


def test_where_a_pass_may_be_a_no_it_is_told(tmp_path: Path) -> None:
    text = table("id,human_toxic,judge_toxic", rows(("No", "Yes"), ("fail", "pass")))
    with pytest.raises(Refused, match="no label is in both") as refused:
        Agreement(file=given(tmp_path, "labels.csv", text)).result()
    assert "human_toxic" in refused.value.problems["same_labels"]


def test_columns_without_words_of_raters_are_offered(tmp_path: Path) -> None:
    file = given(tmp_path, "labels.csv", table("id,anna,ben", rows(("No", "Yes"), ("FALSE", "TRUE"))))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    case = Agreement(file=file, **refused.value.choices[0].fills)  # type: ignore[arg-type]
    assert case.raw == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("one", "other"), [("sì", "si"), ("très bon", "tres_bon"), ("not relevant", "Not-relevant."), ("más", "mas")]
)
def test_labels_that_differ_only_in_their_form_are_one_and_that_is_told(one: str, other: str, tmp_path: Path) -> None:
    rows = [(n, one if n % 3 else "else", other if n % 3 else "else") for n in range(30)]
    case = Agreement(file=given(tmp_path, "labels.csv", table("id,coder_1,coder_2", rows)))
    assert case.raw == 1
    assert f"“{other}” counts as “{one}”" in " ".join(line.words for line in case.result().read)


@pytest.mark.parametrize("labels", [("-1", "1"), ("a+", "a"), ("か", "が"), ("18-24", "24-18")])
def test_what_may_be_another_label_stays_one(labels: tuple[str, str], tmp_path: Path) -> None:
    rows = [(n, labels[n % 2], labels[(n + 1) % 2]) for n in range(30)]
    case = Agreement(file=given(tmp_path, "labels.csv", table("id,coder_1,coder_2", rows)), left_out="")
    assert case.raw == 0
