"""What looks like labels of raters, like winners by letter or by grade, is read by what is said, else asked about."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused, Rows
from tests.results.made import PAIRS, given, pressed, said, table

KINDS = ("ham", "spam")
VOTED = [(KINDS[a], KINDS[b], KINDS[n % 3 == 0]) for n, (a, b) in enumerate(PAIRS)]


def coefficient(folder: Path, text: str, **inputs: str) -> float:
    case = Agreement(file=given(folder, "f.csv", text), **inputs)  # type: ignore[arg-type]
    assert case.judged is not None
    return case.judged.coefficient


def test_the_label_that_raters_came_to_is_no_further_rater(tmp_path: Path) -> None:
    rows = [(n, *labels, max(labels, key=labels.count)) for n, labels in enumerate(VOTED)]
    plain = coefficient(tmp_path, table("id,anna,ben,cleo", [row[:4] for row in rows]))
    for heading in ("final", "majority", "Consensus label"):
        assert coefficient(tmp_path, table(f"id,anna,ben,cleo,{heading}", rows)) == pytest.approx(plain, rel=1e-12)


def test_aspects_beside_a_column_of_annotators_are_no_raters(tmp_path: Path) -> None:
    good = ("bad", "good")
    rows = [(n, f"A{side + 1}", good[pair[side]], good[n % 2]) for n, pair in enumerate(PAIRS) for side in (0, 1)]
    with pytest.raises(Refused, match=r"“fluency”, “accuracy”; which one is meant"):
        Agreement(file=given(tmp_path, "f.csv", table("doc,annotator,fluency,accuracy", rows))).result()


def test_two_raters_without_a_label_in_common_are_told(tmp_path: Path) -> None:
    rows = [(n, ("no", "Yes")[a], ("fail", "pass")[b]) for n, (a, b) in enumerate(PAIRS)]
    text = table("id,coder_1,coder_2", rows)
    with pytest.raises(Refused, match="no label is in both"):
        Agreement(file=given(tmp_path, "f.csv", text), rater_columns="coder_1, coder_2").result()  # type: ignore[call-arg]


def test_counts_of_raters_are_not_labels(tmp_path: Path) -> None:
    rows = [(n, a + b, n % 2 + a, 5 - a - b - n % 2 - a) for n, (a, b) in enumerate(PAIRS)]
    text = table("item,positive,neutral,negative", rows)
    with pytest.raises(Refused, match="come to 5, as counts of raters do") as asked:
        Agreement(file=given(tmp_path, "f.csv", text)).result()
    told = {"cells_hold": "labels", "rater_columns": "positive, neutral, negative"}
    assert pressed(asked.value, "Each column is a rater") == told


FLEISS = ((0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0),
          (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7))  # fmt: skip
"""Ten items with 14 raters each; kappa is 0.21: https://en.wikipedia.org/wiki/Fleiss%27_kappa (worked example)."""


@pytest.mark.parametrize("uneven", [False, True])
def test_a_file_may_count_the_raters_of_each_label(uneven: bool, tmp_path: Path) -> None:
    rows = [(f"s{n}", *(row if n or not uneven else (0, 0, 0, 0, 13))) for n, row in enumerate(FLEISS)]
    file = given(tmp_path, "f.csv", table("item,awful,weak,fair,fine,superb", rows))
    with pytest.raises(Refused, match="come to 13 to 14," if uneven else "come to 14,") as asked:
        Agreement(file=file).result()
    case = Agreement(file=file, **pressed(asked.value, "How many raters chose"))  # type: ignore[arg-type]
    typed = Agreement(design="several", table=Rows(row[1:] for row in rows))
    assert case.judged is not None
    assert typed.judged is not None
    assert case.judged.coefficient == pytest.approx(typed.judged.coefficient, rel=1e-12)
    assert uneven or round(next(one.value for one in case.result().figures if one.key == "kappa"), 3) == 0.21


def test_what_counts_no_raters_is_told(tmp_path: Path) -> None:
    rows = [(f"s{n}", *row) for n, row in enumerate((*FLEISS, ("many", 0, 0, 0, 14)))]
    file = given(tmp_path, "f.csv", table("item,awful,weak,fair,fine,superb", rows))
    case = Agreement(file=file, cells_hold="counts", rater_columns="awful, weak, fair, fine, superb")  # type: ignore[call-arg]
    assert "Left out: 1 row holds no number of raters (line 12)." in case.result().notices


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("A: tuned-v2", "B: base", "after is preferred on 23.3 %"),
        ("A: base", "B: tuned", "after is preferred on 8.33 %"),
    ],
)
def test_a_heading_says_which_model_is_a(tmp_path: Path, first: str, second: str, told: str) -> None:
    rows = [(n, "text", "text", "A" if b > a else "B" if a > b else "tie") for n, (a, b) in enumerate(PAIRS)]
    words, asked = said(given(tmp_path, "f.csv", table(f"id,{first},{second},winner", rows)))
    assert asked is None
    assert told in words


def test_grades_of_a_preference_turn_around_the_middle(tmp_path: Path) -> None:
    rows = [(n, "tuned", "base", 3 if a == b else 1 + n % 2 if b > a else 4 + n % 2) for n, (a, b) in enumerate(PAIRS)]
    file = given(tmp_path, "f.csv", table("pair,model_left,model_right,preference", rows))
    _, asked = said(file)
    assert asked is not None
    told, asked = said(file, **pressed(asked, "Above 3 is for before"))
    assert asked is None
    assert "after is preferred on 23.3 %, before on 8.33 %" in told


def test_grades_beside_models_that_change_sides_are_refused(tmp_path: Path) -> None:
    models = ("tuned", "base")
    rows = [(n, models[n % 2], models[1 - n % 2], 1 + n % 5) for n in range(60)]
    _, asked = said(given(tmp_path, "f.csv", table("pair,model_left,model_right,preference", rows)))
    assert asked is not None
    assert "left, right or tie" in asked.problems["cells"]


def test_raters_may_stand_in_the_rows(tmp_path: Path) -> None:
    names = ("anna", "ben", "cleo")
    plain = coefficient(tmp_path, table("id,anna,ben,cleo", [(n, *labels) for n, labels in enumerate(VOTED)]))
    rows = [(name, *(labels[at] for labels in VOTED)) for at, name in enumerate(names)]
    for first in ("rater", "Prüfer", ""):
        head = ",".join([first, *(f"item{n}" for n in range(len(VOTED)))])
        assert coefficient(tmp_path, table(head, rows)) == pytest.approx(plain, rel=1e-12)


def test_raters_who_answered_several_questions_are_not_mixed(tmp_path: Path) -> None:
    rows = [(n, a, b, n % 2, int(n % 3 > 0)) for n, (a, b) in enumerate(PAIRS)]
    file = given(tmp_path, "f.csv", table("id,anna_toxic,ben_toxic,anna_rude,ben_rude", rows))
    with pytest.raises(Refused, match="are 2 times 2 columns, as of several raters") as asked:
        Agreement(file=file).result()
    assert pressed(asked.value, "“toxic”") == {"rater_columns": "anna_toxic, ben_toxic"}
    assert Agreement(file=file, **pressed(asked.value, "“toxic”")).items == 60  # type: ignore[arg-type]


@pytest.mark.parametrize("total", [False, True])
def test_a_cross_table_is_given_as_what_can_be_typed(total: bool, tmp_path: Path) -> None:
    head, rows = ",ham,spam,other", ["ham,20,3,2", "spam,2,15,4", "other,3,1,10"]
    if total:
        head, rows = f"{head},Total", [*(f"{row},{n}" for n, row in enumerate(rows)), "Total,25,19,16,60"]
    with pytest.raises(Refused, match="--design two --table '20 3 2; 2 15 4; 3 1 10'"):
        Agreement(file=given(tmp_path, "f.csv", "\n".join([head, *rows]))).result()


def test_marks_on_two_scales_are_not_compared(tmp_path: Path) -> None:
    text = table("id,human_score,judge_score", [(n, 1 + n % 5, (n % 5) / 4) for n in range(40)])
    with pytest.raises(Refused, match="seem to be on two scales"):
        Agreement(file=given(tmp_path, "f.csv", text)).result()


@pytest.mark.parametrize("way", ['"[""{}"", ""{}"", ""{}""]"', "{};{};{}"])
def test_a_list_may_hold_the_label_of_each_rater(way: str, tmp_path: Path) -> None:
    plain = coefficient(tmp_path, table("id,anna,ben,cleo", [(n, *labels) for n, labels in enumerate(VOTED)]))
    text = table("id,labels", [(n, way.format(*labels)) for n, labels in enumerate(VOTED)])
    case = Agreement(file=given(tmp_path, "f.csv", text))
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(plain, rel=1e-12)
    assert "each place in the lists of “labels” taken for a rater" in case.result().read[0].words


@pytest.mark.parametrize(
    "words",
    ["faible,moyen,élevé", "schlecht,mittel,gut", "bajo,medio,alto", "basso,medio,alto", "baixo,médio,alto",
     "laag,gemiddeld,hoog", "差,一般,好"],
)  # fmt: skip
def test_words_of_an_order_are_asked_about_in_any_language(words: str, tmp_path: Path) -> None:
    order = words.split(",")
    rows = [(n, order[n % 3], order[(n + (n % 4 == 0)) % 3]) for n in range(40)]
    file = given(tmp_path, "f.csv", table("id,rater 1,rater 2", rows))
    with pytest.raises(Refused) as asked:
        Agreement(file=file).result()
    case = Agreement(file=file, **asked.value.choices[0].fills)  # type: ignore[arg-type]
    assert case.ratings is not None
    assert list(case.ratings.labels) == order


def test_who_gives_an_order_is_asked_whether_it_counts(tmp_path: Path) -> None:
    rows = [(n, "xyz"[n % 3], "xyz"[(n + (n % 4 == 0)) % 3]) for n in range(40)]
    file = given(tmp_path, "f.csv", table("id,rater 1,rater 2", rows))
    with pytest.raises(Refused) as asked:
        Agreement(file=file, label_order="z, y, x").result()
    assert set(asked.value.problems) == {"scale"}


def test_a_third_rater_of_another_word_is_one_too(tmp_path: Path) -> None:
    rows = [(n, *labels) for n, labels in enumerate(VOTED)]
    plain = coefficient(tmp_path, table("id,anna,ben,cleo", rows))
    case = Agreement(file=given(tmp_path, "f.csv", table("id,Kodierer 1,Kodierer 2,Kodiererin 3", rows)))
    assert case.judged is not None
    assert case.judged.coefficient == pytest.approx(plain, rel=1e-12)
    file = given(tmp_path, "f.csv", table("id,Kodierer 1,Kodierer 2,Hilfskraft", rows))
    with pytest.raises(Refused, match="“Hilfskraft” hold the same labels") as asked:
        Agreement(file=file).result()
    assert Agreement(file=file, **pressed(asked.value, "Yes")).judged is not None  # type: ignore[arg-type]


def test_each_pair_of_models_is_an_item_of_its_own(tmp_path: Path) -> None:
    pairs = [("opal", "beryl"), ("opal", "onyx")]
    rows = [(n, *models, ("model_a", "model_b", "tie")[(n + k * (n % 4 == 0)) % 3], f"judge {k}", 1)
            for n in range(25) for models in pairs for k in (1, 2)]  # fmt: skip
    case = Agreement(file=given(tmp_path, "f.csv", table("question_id,model_a,model_b,winner,judge,turn", rows)))
    assert case.items == 50
    assert case.labels == 3


def test_items_whose_number_begins_again_in_each_part_are_offered(tmp_path: Path) -> None:
    rows = [(f"p{n % 2}", n // 2, name, labels[at]) for at, name in enumerate("ab") for n, labels in enumerate(VOTED)]
    file = given(tmp_path, "f.csv", table("project,sample,annotator,category", rows))
    with pytest.raises(Refused) as asked:
        Agreement(file=file).result()
    assert asked.value.choices[0].words == "None: each “project” has items of its own"
    assert Agreement(file=file, **asked.value.choices[0].fills).items == 60  # type: ignore[arg-type]


def test_crosses_beside_empty_cells_are_no_agreement(tmp_path: Path) -> None:
    rows = [(n, "x" if a else "", "x" if b else "") for n, (a, b) in enumerate(PAIRS)]
    with pytest.raises(Refused, match="write that word there"):
        Agreement(file=given(tmp_path, "f.csv", table("id,anna,ben", rows))).result()


def test_raters_in_the_rows_of_a_form_may_have_a_time_beside_their_name(tmp_path: Path) -> None:
    plain = coefficient(tmp_path, table("id,anna,ben,cleo", [(n, *labels) for n, labels in enumerate(VOTED)]))
    rows = [(f"10:0{at}", f"{name}@x", *(labels[at] for labels in VOTED)) for at, name in enumerate("abc")]
    head = ",".join(["Timestamp", "Email", *(f"Text {n}" for n in range(len(VOTED)))])
    assert coefficient(tmp_path, table(head, rows)) == pytest.approx(plain, rel=1e-12)
