"""What looks like labels of raters, like winners by letter or by grade, is read by what is said, else asked about."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
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
    assert pressed(asked.value, "Each is a rater") == {"rater_columns": "positive, neutral, negative"}


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
