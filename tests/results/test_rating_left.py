"""What of a file of labels is not reckoned with is asked about, or told: other questions, items that come again."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, table

PAIRS = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "b"), ("a", "a")] * 8
OTHERS = ["xyz"[n % 3] for n in range(40)]


@pytest.mark.parametrize(
    "heading",
    [
        "item,anna_sentiment,ben_sentiment,anna_topic,ben_topic", "item,tone (R1),tone (R2),kind (R1),kind (R2)",
        "item,rater1_tone,rater2_tone,rater1_genre,rater2_genre",
    ],
)  # fmt: skip
def test_another_question_in_other_labels_is_asked_about(heading: str, tmp_path: Path) -> None:
    rows = [(f"i{n}", *pair, OTHERS[n], OTHERS[n * 2 % 40]) for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "labels.csv", table(heading, rows))
    with pytest.raises(Refused, match="Which is meant") as refused:
        Agreement(file=file).result()
    first, second = refused.value.choices
    assert set(Agreement(file=file, **first.fills).rated.labels) == {"a", "b"}  # type: ignore[arg-type]
    assert set(Agreement(file=file, **second.fills).rated.labels) == set("xyz")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "heading", ["item,label_1,label_2,confidence_1,confidence_2", "item,anna,ben,anna_seconds,ben_seconds"]
)
def test_what_is_said_beside_labels_is_no_question(heading: str, tmp_path: Path) -> None:
    rows = [(f"i{n}", *pair, n % 5, n * 3 % 5) for n, pair in enumerate(PAIRS)]
    case = Agreement(file=given(tmp_path, "labels.csv", table(heading, rows)))
    assert set(case.rated.labels) == {"a", "b"}


@pytest.mark.parametrize("part", ["lang", "model", "subset"])
def test_a_number_that_begins_again_names_the_item_with_its_part(part: str, tmp_path: Path) -> None:
    rows = [(n % 20, "de" if n < 20 else "en", *pair) for n, pair in enumerate(PAIRS)]
    case = Agreement(file=given(tmp_path, "labels.csv", table(f"item,{part},r1,r2", rows)))
    assert case.items == 40
    assert case.guess().item == (part, "item")


def _again(turned: bool) -> list[tuple[str, str, str]]:
    """Of 20 items each stands there twice; where it is turned raters agree on the first rows alone."""
    second = [("a", "b"), ("b", "a")] if turned else [("a", "a"), ("b", "b")]
    return [(f"i{n % 20}", *((second[n % 2]) if n >= 20 else [("a", "a"), ("b", "b")][n % 2])) for n in range(40)]


def test_an_item_that_comes_again_is_asked_about_where_it_turns_the_verdict(tmp_path: Path) -> None:
    file = given(tmp_path, "labels.csv", table("item,anna,ben", _again(turned=True)))
    with pytest.raises(Refused, match="comes again") as refused:
        Agreement(file=file).result()
    rows, first = (Agreement(file=file, **press.fills) for press in refused.value.choices)  # type: ignore[arg-type]
    assert (rows.items, rows.verdict) == (40, "poor")
    assert (first.items, first.verdict) == (20, "good")


def test_where_it_turns_nothing_a_line_says_so(tmp_path: Path) -> None:
    case = Agreement(file=given(tmp_path, "labels.csv", table("item,anna,ben", _again(turned=False))))
    assert "“item” comes again" in " ".join(case.result().notices)


def test_raters_whose_legends_differ_are_read_by_their_own(tmp_path: Path) -> None:
    rows = [(f"i{n}", one, "b" if one == "a" else "a") for n, (one, _) in enumerate(PAIRS)]
    text = 'item\t"Anna (a=yes, b=no)"\t"Ben (a=no, b=yes)"\n' + table("", rows, "\t").lstrip("\n")
    case = Agreement(file=given(tmp_path, "labels.tsv", text))
    assert case.raw == 1


def _with_most(heading: str) -> str:
    """Three raters who differ in every third row, and what most of them say."""
    rows = []
    for n in range(45):
        label = "ab"[n * 5 % 7 > 3]
        given_ = [label] * 3
        if n % 3 == 0:
            given_[n // 3 % 3] = "b" if label == "a" else "a"
        rows.append((f"d{n}", *given_, label))
    return table(heading, rows)


@pytest.mark.parametrize("word", ["Ergebnis", "Entscheidung", "decisión", "x", "carol"])
def test_a_column_that_goes_with_most_others_is_asked_about(word: str, tmp_path: Path) -> None:
    file = given(tmp_path, "labels.csv", _with_most(f"doc,anna,bert,carla,{word}"))
    with pytest.raises(Refused, match=f"“{word}” says in every row what most of") as refused:
        Agreement(file=file).result()
    three, four = (Agreement(file=file, **press.fills) for press in refused.value.choices)  # type: ignore[arg-type]
    assert three.ratings is not None
    assert four.ratings is not None
    assert (three.ratings.raters, len(four.ratings.raters)) == (("anna", "bert", "carla"), 4)


@pytest.mark.parametrize("word", ["Konsens", "consenso", "majority", "Endurteil"])
def test_what_its_heading_calls_agreed_is_left_aside(word: str, tmp_path: Path) -> None:
    case = Agreement(file=given(tmp_path, "labels.csv", _with_most(f"doc,anna,bert,carla,{word}")))
    assert case.ratings is not None
    assert case.ratings.raters == ("anna", "bert", "carla")
    assert f"“{word}” left aside" in " ".join(one.words for one in case.result().read)


@pytest.mark.parametrize("heading", ["clip,Listener 1,Listener 2,Listener 3", "sample,anna,bert,carla"])
@pytest.mark.parametrize("whole", [True, False])
def test_sliders_are_offered_as_raters(heading: str, whole: bool, tmp_path: Path) -> None:
    rows = [
        (f"c{n}", *(round(n * 37 % 90 + who * 2.3 + n % 4, 0 if whole else 1) for who in range(3))) for n in range(30)
    ]
    file = given(tmp_path, "sliders.csv", table(heading, rows))
    with pytest.raises(Refused) as refused:
        Agreement(file=file, scale="interval").result()
    [press] = refused.value.choices
    case = Agreement(file=file, scale="interval", **press.fills)  # type: ignore[arg-type]
    assert case.ratings is not None
    assert len(case.ratings.raters) == 3
    assert case.verdict == "good"
