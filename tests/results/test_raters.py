"""Which columns of a file of labels are raters: by the labels that they share, whatever they are called."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from tests.results.made import given, table

PAIRS = [("ham", "ham")] * 6 + [("spam", "spam")] * 3 + [("ham", "spam")] * 2 + [("spam", "ham")] * 1
KAPPA = (9 / 12 - (8 * 7 + 4 * 5) / 144) / (1 - (8 * 7 + 4 * 5) / 144)
"""By hand: 9 of 12 agree; ham is given 8 and 7 times."""


@pytest.mark.parametrize(
    "heading",
    [
        "item,human,llm_judge,confidence",
        "id,expert,gpt4o,seconds",
        "id,human_label,model_label,difficulty",
        "question,gold,judge,length",
        "id,anna,ben,difficulty",
        "item,rater_1,rater_2,lead_time",
    ],
)
def test_columns_of_the_same_labels_are_raters(heading: str, tmp_path: Path) -> None:
    text = table(heading, [(f"q{n}", *pair, n % 3 + 1) for n, pair in enumerate(PAIRS)])
    case = Agreement(file=given(tmp_path, "labels.csv", text))
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)
    assert case.ratings is not None
    assert case.ratings.raters == tuple(heading.split(",")[1:3])


def test_gold_beside_two_raters_is_left_aside_and_told(tmp_path: Path) -> None:
    text = table("item,language,gold,anna,ben", [(n, "en", "ham", *pair) for n, pair in enumerate(PAIRS)])
    case = Agreement(file=given(tmp_path, "labels.csv", text))
    line = next(one for one in case.result().read if one.label == "Raters")
    assert line.words == "“anna”, “ben”; “gold” left aside: not named like the raters"
    assert dict(line.presses[0].fills) == {"rater_columns": "anna, ben, gold"}


def test_aspects_are_asked_for(tmp_path: Path) -> None:
    rows = [
        (n, rater, aspect, (n + len(rater + aspect)) % 4)
        for n in range(9)
        for rater in ("anna", "ben")
        for aspect in ("tone", "facts")
    ]
    file = given(tmp_path, "aspects.csv", table("item,rater,aspect,score", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    assert set(refused.value.problems) == {"aspect"}
    case = Agreement(file=file, scale="interval", **refused.value.choices[0].fills)  # type: ignore[arg-type]
    assert case.items == 9


def test_lists_in_cells_are_no_labels(tmp_path: Path) -> None:
    rows = [(n, '"[""ham"", ""spam""]"', '"[""ham"", ""ham""]"') for n in range(12)]
    with pytest.raises(Refused, match="hold lists"):
        Agreement(file=given(tmp_path, "lists.csv", table("item,a,b", rows))).result()


def test_a_flag_beside_numbered_raters_is_left_aside(tmp_path: Path) -> None:
    rows = [(n, a == "ham", b == "ham", n % 2 == 0) for n, (a, b) in enumerate(PAIRS)]
    case = Agreement(file=given(tmp_path, "labels.csv", table("id,r1,r2,flagged", rows)))
    assert case.guess().raters == ("r1", "r2")
    assert case.guess().aside == ("flagged",)


def test_several_aspects_side_by_side_are_asked_for(tmp_path: Path) -> None:
    rows = [(n, *pair, *pair) for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "labels.csv", table("id,human_tone,judge_tone,human_facts,judge_facts", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    case = Agreement(file=file, **refused.value.choices[0].fills)  # type: ignore[arg-type]
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)


def test_a_long_file_sorted_by_rater_is_read_like_a_short_one(tmp_path: Path) -> None:
    """360 rows of one rater before those of the next; items are numbers, as labels might be."""
    rows = [(n, f"a{r}", "ham" if (n + r * (n % 4 == 0)) % 2 else "spam") for r in range(3) for n in range(360)]
    case = Agreement(file=given(tmp_path, "long.csv", table("example,annotator_id,label", rows)))
    assert (case.items, case.guess().item, case.guess().rater) == (360, ("example",), "annotator_id")


def test_where_no_column_is_known_for_the_raters_the_way_on_is_named(tmp_path: Path) -> None:
    rows = [
        (f"q{n}", who, label) for n, pair in enumerate(PAIRS) for who, label in zip(("x1", "x2"), pair, strict=True)
    ]
    file = given(tmp_path, "labels.csv", table("frage,durch,urteil", rows))
    with pytest.raises(Refused, match="--rater-column"):
        Agreement(file=file).result()
    case = Agreement(file=file, rater_column="durch", label_column="urteil")
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(KAPPA)


@pytest.mark.parametrize("labels", [("1", "2", "3"), ("bad", "ok", "good"), ("1 star", "2 stars", "3 stars")])
def test_labels_that_look_ordered_are_asked_about(labels: tuple[str, ...], tmp_path: Path) -> None:
    rows = [(f"q{n}", labels[n % 3], labels[min(2, n % 3 + (n % 4 == 0))]) for n in range(24)]
    file = given(tmp_path, "marks.csv", table("item,anna,ben", rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file).result()
    assert set(refused.value.problems) == {"scale"}
    near = Agreement(file=file, scale="ordinal").judged
    same = Agreement(file=file, scale="nominal").judged
    assert near is not None
    assert same is not None
    assert (near.coefficient or 0) > (same.coefficient or 0)


@pytest.mark.parametrize("labels", [("0", "1", "1"), ("red", "green", "blue"), ("negative", "neutral", "positive")])
def test_other_labels_are_names(labels: tuple[str, ...], tmp_path: Path) -> None:
    rows = [(f"q{n}", labels[n % 3], labels[min(2, n % 3 + (n % 4 == 0))]) for n in range(24)]
    case = Agreement(file=given(tmp_path, "marks.csv", table("item,anna,ben", rows)))
    assert case.result().verdict in ("good", "tentative", "poor")


def test_a_judge_beside_numbered_people_is_a_rater(tmp_path: Path) -> None:
    rows = [(n, *pair, pair[n % 2]) for n, pair in enumerate(PAIRS)]
    case = Agreement(file=given(tmp_path, "labels.csv", table("id,human_1,human_2,llm_judge", rows)))
    assert case.guess().raters == ("human_1", "human_2", "llm_judge")


TOPICS = ("billing", "shipping", "other")


def _labels(heading: str, rows: list[tuple[object, ...]], tmp_path: Path) -> GivenFile:
    return given(tmp_path, "labels.csv", table(heading, rows))


def test_people_beside_a_model_are_two_raters(tmp_path: Path) -> None:
    rows = [(n, TOPICS[n % 3], TOPICS[(n + n // 20) % 3], int(n < 20)) for n in range(60)]
    case = Agreement(file=_labels("item,human,model,match", rows, tmp_path))
    assert case.raw == pytest.approx(20 / 60)


def test_numbered_raters_of_several_questions_are_asked_about(tmp_path: Path) -> None:
    rows = [(n, n % 2, n % 3 // 2, int(n % 5 < 2), n % 2) for n in range(60)]
    with pytest.raises(Refused) as caught:
        Agreement(file=_labels("id,r1_rude,r1_spam,r2_rude,r2_spam", rows, tmp_path)).result()
    assert "a column for each of “rude”, “spam”" in str(caught.value)
    assert dict(caught.value.choices[0].fills) == {"rater_columns": "r1_rude, r2_rude"}


@pytest.mark.parametrize(
    ("letters", "order"),
    [("B+,B,A,C", "“C”, “B”, “B+”, “A”"), ("A,B,C,D,E", "“E”, “D”, “C”, “B”, “A”"), ("A,B,C,D", "")],
)
def test_grades_may_be_in_order_and_the_options_of_a_question_are_not(tmp_path: Path, letters: str, order: str) -> None:
    grades = letters.split(",")
    rows = [(n, grades[n % len(grades)], grades[(n + n // 40) % len(grades)]) for n in range(60)]
    file = _labels("id,r1,r2", rows, tmp_path)
    if not order:
        assert Agreement(file=file).scale == "nominal"
        assert Agreement(file=file).result().answer
        return
    with pytest.raises(Refused) as caught:
        Agreement(file=file).result()
    assert f"the labels are {order}. Do they have an order" in str(caught.value)


@pytest.mark.parametrize("heading", ["id,llm,human_majority,human1,human2,human3", "id,judge,consensus,r1,r2,r3"])
def test_the_label_that_raters_came_to_together_is_no_rater(heading: str, tmp_path: Path) -> None:
    rows = [(n, pair[1], pair[0], pair[0], pair[1], pair[0]) for n, pair in enumerate(PAIRS)]
    case = Agreement(file=given(tmp_path, "labels.csv", table(heading, rows)))
    assert case.ratings is not None
    assert heading.split(",")[2] not in case.ratings.raters


def test_marks_up_to_ten_beside_marks_up_to_five_are_asked_about(tmp_path: Path) -> None:
    rows = [(n, n % 5 + 1, n % 10 + 1) for n in range(50)]
    file = given(tmp_path, "labels.csv", table("id,human_score,gpt_score", rows))
    with pytest.raises(Refused, match="two scales"):
        Agreement(file=file).result()


def test_units_coded_for_several_variables_are_asked_about(tmp_path: Path) -> None:
    rows = [(n // 4, "AB"[n % 2], "xy"[n // 2 % 2], n % 3) for n in range(80)]
    with pytest.raises(Refused) as refused:
        Agreement(file=given(tmp_path, "codes.csv", table("unit,coder,variable,value", rows))).result()
    assert set(refused.value.problems) == {"aspect"}
