"""Results of two models from a file: what is read, what is left out by name, the answer that comes of it."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.before_after import BeforeAfter
from calculators.before_after_words import EXAMPLE
from calculators.files.grid import Column
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused
from calculators.kit.model import Figure, Result, Table
from calculators.kit.turns import turns
from calculators.results.cells import PREFERENCE, RIGHT, SCORES, WIN_RATE, looks, preference, right_or_wrong, score
from calculators.sample_size import SampleSize

Given = Callable[..., BeforeAfter]


@pytest.fixture
def of(tmp_path: Path) -> Given:
    """The case of a file with this text."""

    def made(text: str | bytes, name: str = "results.csv", **inputs: object) -> BeforeAfter:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return BeforeAfter(file=given_file(str(path)), **inputs)  # type: ignore[arg-type]

    return made


def rows(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def four(both: int, gained: int, lost: int, wrong: int, yes: str = "true", no: str = "false") -> str:
    cells = [(yes, yes)] * both + [(no, yes)] * gained + [(yes, no)] * lost + [(no, no)] * wrong
    return rows("id,before,after", *(f"q{place},{a},{b}" for place, (a, b) in enumerate(cells)))


def figures(result: Result) -> dict[str, Figure]:
    return {figure.key: figure for figure in result.figures}


def tables(case: BeforeAfter) -> list[Table]:
    result = case.result()
    return [*filter(None, (result.table, *result.more_tables))]


def told(case: BeforeAfter) -> str:
    return " ".join(case.result().notices)


@pytest.mark.parametrize(
    ("yes", "no"), [("true", "false"), ("1", "0"), ("Yes", "No"), ("pass", "FAIL"), ("right", "wrong"), ("1.0", "0.0")]
)
def test_a_file_of_right_and_wrong_gives_the_answer_of_its_counts(of: Given, yes: str, no: str) -> None:
    read, typed = of(four(150, 25, 10, 15, yes, no)).result(), BeforeAfter().result()
    assert read.answer == typed.answer
    assert read.why == f"{typed.why.removesuffix(EXAMPLE)}“before” is taken as before, “after” as after."
    shown = figures(read)
    for key, figure in figures(typed).items():
        assert shown[key] == figure
    assert shown["rows"].value == shown["items"].value == 200


def test_json_lines_give_the_answer_of_the_same_csv(of: Given) -> None:
    cells = [(True, True)] * 20 + [(False, True)] * 9 + [(True, False)] * 2
    lines = rows(*(json.dumps({"id": place, "baseline": a, "tuned": b}) for place, (a, b) in enumerate(cells)))
    assert of(lines, "results.jsonl").result().answer == of(four(20, 9, 2, 0)).result().answer


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_same_table_is_read_however_it_is_written(of: Given, encoding: str, ends: str, mark: str) -> None:
    text = four(20, 9, 2, 4).replace("q0", "Münchner Straße").replace(",", mark).replace("\n", ends)
    case = of(text.encode(encoding))
    assert figures(case.result())["items"].value == 35
    assert case.p_value == pytest.approx(0.0654296875)  # 2 · (1 + 11 + 55) / 2^11


@pytest.mark.parametrize(
    ("heading", "row", "expected"),
    [
        ("id,before,after", "{n},1,0", ("id", "before", ("after",), "")),
        ("question,uid,doc_id,is_correct_base,isCorrectTuned", "{n}?,{n},{d},1,0",
         ("uid", "is_correct_base", ("isCorrectTuned",), "doc_id")),
        ("id,latency_before,score_before,latency_after,score_after", "{n},1.5,0.5,1.2,0.{d}",
         ("id", "score_before", ("score_after",), "")),
        ("id,base,tuned_v1,tuned_v2,note", "{n},1,0,1,some words", ("id", "base", ("tuned_v1", "tuned_v2"), "")),
        ("id,answer,winner", "{n},text {n},A", ("id", "", ("winner",), "")),
        ("document,old,new", "{d},0.25,0.5", ("", "old", ("new",), "document")),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_name_and_by_what_they_say(
    of: Given, heading: str, row: str, expected: tuple[str, str, tuple[str, ...], str]
) -> None:
    case = of(rows(heading, *(row.format(n=n, d=n // 3) for n in range(12))))
    found = case.reading
    assert not found.question
    assert (found.item_name, found.before, found.after, found.cluster) == expected
    assert not found.model


def test_scores_give_the_mean_the_t_test_and_its_interval(of: Given) -> None:
    """Scipy 1.17.1: ttest_rel gives p = 0.0068055, its interval 0.01828 and 0.09005."""
    before = [0.52, 0.61, 0.40, 0.75, 0.33, 0.90, 0.58, 0.66, 0.47, 0.81, 0.29, 0.70]
    after = [0.60, 0.65, 0.38, 0.80, 0.45, 0.91, 0.55, 0.78, 0.59, 0.83, 0.41, 0.72]
    text = rows(
        "item;score before;score after", *(f"{n};{a};{b}" for n, (a, b) in enumerate(zip(before, after, strict=True)))
    )
    case = of(text)
    shown = figures(case.result())
    assert case.kind == SCORES
    assert case.verdict == "better"
    assert shown["difference"].value == pytest.approx(0.65 / 12)
    assert shown["p_value"].value == pytest.approx(0.00680550128192)
    assert shown["difference"].low == pytest.approx(0.0182800805082)
    assert shown["difference"].high == pytest.approx(0.0900532528252)
    assert "a mean score of 0.639 after, 0.585 before" in case.result().answer
    table = case.result().table
    assert table is not None
    assert [row[0] for row in table.rows] == ["6", "2"]


def test_decimal_commas_and_percent_are_numbers(of: Given) -> None:
    text = rows("id;vorher;after", *(f"{n};{n % 9},25;{n % 7},5 %" for n in range(1, 40)))
    case = of(text, before_column="vorher")
    assert case.kind == SCORES
    assert not case.paired.faults  # type: ignore[union-attr]


@pytest.mark.parametrize(("a", "b", "tie"), [("A", "B", "tie"), ("before", "after", "draw"), ("base", "tuned", "same")])
def test_preferences_with_ties_are_those_typed(of: Given, a: str, b: str, tie: str) -> None:
    text = rows("id,winner", *(f"{n},{word}" for n, word in enumerate([b] * 45 + [a] * 25 + [tie] * 30)))
    case = of(text)
    typed = BeforeAfter(design="preferred", after_preferred=45, before_preferred=25, ties=30)
    assert case.kind == PREFERENCE
    assert case.result().answer == typed.result().answer
    assert figures(case.result())["p_value"] == figures(typed.result())["p_value"]


def test_win_rates_are_measured_from_an_even_match(of: Given) -> None:
    """By hand: won 70 % on the mean, so lost 30 %: 40 points more."""
    text = rows("id,win_rate", *(f"{n},{rate}" for n, rate in enumerate([0.6, 0.8, 0.7, 0.5, 0.9] * 8)))
    case = of(text)
    assert case.kind == WIN_RATE
    assert "after wins 70 %, before 30 %, 40 points more" in case.result().answer


def test_rows_of_one_model_each_are_brought_together(of: Given) -> None:
    lines = [
        f"{n},{model},{int(right)}" for n in range(30) for model, right in (("base", n % 3), ("tuned v2", n % 9 != 1))
    ]
    case = of(rows("id,model,correct", *lines))
    assert case.reading.model == "model"
    assert (case.before_column, case.after_columns) == ("base", "tuned v2")
    assert case.found.items == 30


def test_separate_items_are_recognised_and_compared_as_such(of: Given) -> None:
    """The case of Newcombe's paper: 48 of 80 before, 56 of 70 after."""
    lines = [f"a{n},base,{int(n < 48)}" for n in range(80)] + [f"b{n},tuned,{int(n < 56)}" for n in range(70)]
    case = of(rows("id,model,right", *lines))
    typed = BeforeAfter(design="separate", before_right=48, before_wrong=32, after_right=56, after_wrong=14)
    assert case.result().answer == typed.result().answer
    assert "these are not pairs" in told(case)
    documents = of(
        rows(
            "id,document,model,right",
            *(f"{line[: line.index(',')]},d{n % 9}{line[line.index(',') :]}" for n, line in enumerate(lines)),
        )
    )
    assert documents.p_value != pytest.approx(case.p_value)
    assert "Welch’s t test over documents" in figures(documents.result())["p_value"].label
    assert case.result().table is None


def test_separate_scores_are_compared_by_welchs_test(of: Given) -> None:
    """Scipy's ttest_ind(after, before, equal_var=False): p = 0.0254791."""
    before, after = [1.2, 2.3, 1.9, 3.1, 2.2], [2.5, 3.3, 2.9, 4.1, 3.6, 3.0, 2.8]
    lines = [f"a{n},{score},\n" for n, score in enumerate(before)] + [
        f"b{n},,{score}\n" for n, score in enumerate(after)
    ]
    case = of("id,before,after\n" + "".join(lines))
    assert case.p_value == pytest.approx(0.0254790714375)
    assert case.verdict == "better"


def test_items_of_one_document_count_together(of: Given) -> None:
    lines = []
    for document in range(12):
        lines += [f"{document}-{n},{document},0,{int(document % 3 != 0)}" for n in range(10)]
    text = rows("id,document,before,after", *lines)
    case, alone = of(text), of(text, cluster_column="")
    assert case.cluster_column == "document"
    assert alone.cluster_column == ""
    shown = figures(case.result())
    assert shown["documents"].value == 12
    # By hand: items of one document are all alike, so it takes nearly ten times as many.
    assert shown["design_effect"].value == pytest.approx(10 * 119 / 120 * 12 / 11, rel=1e-9)
    assert case.p_value > alone.p_value
    low, high = case.found.interval(0.95)
    assert low < alone.found.interval(0.95)[0]
    assert high > alone.found.interval(0.95)[1]
    assert "share 12 documents" in told(case)


def test_scores_in_documents_are_drawn_by_document(of: Given) -> None:
    lines = [f"{d}-{n},{d},0.5,{0.5 + d % 5 / 10 - 0.19:.2f}" for d in range(40) for n in range(5)]
    text = rows("id,document,before,after", *lines)
    case, alone = of(text), of(text, cluster_column="")
    width, narrow = (high - low for low, high in (one.found.interval(0.95) for one in (case, alone)))
    assert width > 2 * narrow
    # All five items of a document are alike, which “Items to evaluate” receives as a likeness of 100 %.
    query = dict(parse_qsl(case.result().plan[0].query))
    assert query["cluster_size"] == "5"
    assert float(query["likeness"]) == 100
    reading = SampleSize.read(query)
    assert not reading.problems
    assert reading.calculator.items_needed == pytest.approx(case.needed(80), rel=0.05)  # type: ignore[attr-defined]


def test_several_variants_are_held_to_holm_and_the_best_is_shown(of: Given) -> None:
    lines = []
    for n in range(200):
        base = n < 120
        lines.append(f"{n},{base:d},{(n < 126):d},{(n < 136):d},{(n < 110):d}")
    case = of(rows("id,baseline,tuned_a,tuned_b,tuned_c", *lines))
    assert case.variants == 3
    assert case.result().answer.startswith("Better: “tuned_b”:")
    table = next(one for one in tables(case) if one.title.startswith("The variants"))
    assert [row[0] for row in table.rows] == ["tuned_b", "tuned_a", "tuned_c"]
    assert [row[3] for row in table.rows] == ["better", "better", "worse"]
    assert "fresh ones" in told(case)
    assert len(case.result().chart.bars) == 3  # type: ignore[union-attr]
    one = of(rows("id,baseline,tuned_a,tuned_b,tuned_c", *lines), after_columns="tuned_a")
    assert one.variants == 1
    assert one.verdict == "better"


def test_a_variant_that_is_better_is_shown_before_one_that_seems_to_be(of: Given) -> None:
    """100 items tell for one, 6 with a larger difference do not for the other; one without any result is named."""
    lines = [f"{n},{n % 2},{int(n % 2 or n % 4 == 0)},{(n < 6 and 1) or ''}," for n in range(100)]
    case = of(rows("id,base,tuned_a,tuned_b,tuned_c", *lines), after_columns="tuned_a, tuned_b, tuned_c")
    assert case.result().answer.startswith("Better: “tuned_a”")
    assert "Without any result to compare: tuned_c." in told(case)
    assert case.variants == 3


def test_counts_of_one_of_several_variants_are_passed_on_with_its_rank(of: Given) -> None:
    lines = [f"{n},{int(n < 120)},{int(n < 126)},{int(n < 136)},{int(n < 110)}" for n in range(200)]
    case = of(rows("id,baseline,tuned_a,tuned_b,tuned_c", *lines))
    reading = BeforeAfter.read(dict(parse_qsl(case.result().plan[-1].query)))
    assert reading.calculator.result().verdict == case.verdict
    assert reading.calculator.level == pytest.approx(case.level)  # type: ignore[attr-defined]


def test_scores_are_passed_on_as_means_and_spread(of: Given) -> None:
    case = of(
        rows(
            "id,before,after", *(f"{n},{n * 37 % 101 / 101:.3f},{(n * 37 % 101 + n % 11) / 101:.3f}" for n in range(90))
        )
    )
    reading = BeforeAfter.read(dict(parse_qsl(case.result().plan[-1].query)))
    typed = reading.calculator
    assert not reading.problems
    assert typed.result().verdict == case.verdict == "better"
    assert typed.difference == pytest.approx(case.difference, rel=1e-4)  # type: ignore[attr-defined]
    assert typed.p_value == pytest.approx(case.p_value, rel=1e-2)  # type: ignore[attr-defined]
    assert typed.level == case.level  # type: ignore[attr-defined]


def test_what_does_not_count_is_named_by_its_line(of: Given) -> None:
    text = rows(
        "id,before,after",
        *(f"q{n},1,{n % 2}" for n in range(20)),
        "q3,1,0",
        "q4,0,0",
        "q20,1,",
        "q21,1,perhaps",
        ",1,1",
        "q22,,NA",
        "q23,1,1,1",
    )
    case = of(text)
    notices = told(case)
    assert (
        "2 rows repeat an item that stands above with another result, of which the first counts (lines 22, 23)"
        in notices
    )
    assert "1 row holds a result that cannot be read (line 25)" in notices
    assert "1 row has no name (line 26)" in notices
    assert "1 row has no result (line 27)" in notices
    assert "1 row has no partner, a result before without one after or the other way round (line 24)" in notices
    assert "1 row could not be read (line 28)" in notices
    out = io.BytesIO()
    case.write("left-out", out)
    kept = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert [row["line"] for row in kept] == ["22", "23", "24", "25", "26", "27", "28"]
    assert "“perhaps” in “after” is neither right nor wrong" in kept[3]["why"]
    assert case.found.items == 20


def test_all_items_are_saved_the_worst_first_and_no_cell_is_a_formula(of: Given) -> None:
    text = rows("id,before,after", "=1+1,0.5,0.9", "@b,0.9,0.1", "c,0.5,0.4", *(f"n{n},0.1,0.1" for n in range(30)))
    out = io.BytesIO()
    case = of(text)
    case.write("items", out)
    kept = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert len(kept) == 33
    assert [row["item"] for row in kept[:2]] == ["'@b", "c"]
    assert kept[-1]["item"] == "'=1+1"
    assert [float(row["change after"]) for row in kept[:2]] == [-0.8, -0.1]
    with pytest.raises(KeyError):
        case.write("nothing", out)


def test_the_table_of_what_got_worse_is_bounded(of: Given) -> None:
    table = of(four(100, 5, 60, 10)).result().table
    assert table is not None
    assert table.title == "The first 10 of 60 items that got worse"
    assert len(table.rows) == 10
    assert table.rows[0] == ("q105", "107", "right", "wrong")


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        (b"", "file", "there is nothing in this file"),
        (b"PK\x03\x04" + b"xl/worksheets" + b"\x00" * 200, "file", "this is a spreadsheet (xlsx)"),
        (bytes(range(256)) * 20, "file", "binary data"),
        (b"id,before,after\n", "file", "there is nothing below the heading"),
        (b"name,colour\nx,red\ny,blue\n", "file", "no column looks like results"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused_in_one_sentence(
    of: Given, text: bytes, field: str, problem: str
) -> None:
    with pytest.raises(Refused) as refused:
        of(text).result()
    assert problem in refused.value.problems[field]
    assert "\n" not in refused.value.problems[field]


def test_a_column_that_is_not_there_is_refused_with_those_that_are(of: Given) -> None:
    with pytest.raises(Refused, match="there is no column “aftr”; the file has “id”, “before”, “after”"):
        of(four(5, 5, 5, 5), after_columns="aftr").result()
    with pytest.raises(Refused, match="Result before: name the column"):
        of(four(5, 5, 5, 5), before_column="").result()


def test_no_result_that_can_be_read_is_nothing_to_compare(of: Given) -> None:
    case = of(rows("id,before,after", "a,?,1", "b,-,0"))
    assert case.verdict == "none"
    assert "no items with results" in case.result().answer


def test_the_counts_go_into_a_link_that_gives_the_same_answer(of: Given) -> None:
    case = of(four(150, 25, 10, 15), confidence=90)
    step = case.result().plan[-1]
    assert step.calculator == "before-after"
    reading = BeforeAfter.read(dict(parse_qsl(step.query)))
    assert not reading.problems
    assert reading.calculator.result().answer == case.result().answer


def test_the_page_explains_its_own_example_as_it_is_reckoned(of: Given) -> None:
    page = Path("docs/calculators/before-after.md").read_text()
    lines = re.findall(r"(?m)^    (id,before,after|\d,[\d.]+,[\d.]+)$", page)
    result = of("\n".join(lines)).result()
    assert len(lines) == 9
    assert f"“{result.answer}”" in " ".join(page.split())
    shown = figures(result)
    assert shown["standard_error"].value == pytest.approx(0.0453, abs=5e-5)
    assert shown["p_value"].value == pytest.approx(0.0282, abs=5e-5)


@pytest.mark.parametrize(
    "text", [four(50, 12, 9, 20), rows("id,before,after", *(f"{n},{n % 5},{n % 6}" for n in range(50)))]
)
def test_how_many_more_would_tell_is_reckoned_by_items_to_evaluate(of: Given, text: str) -> None:
    case = of(text)
    assert case.verdict == "unclear"
    reading = SampleSize.read(dict(parse_qsl(case.result().plan[0].query)))
    assert not reading.problems
    assert reading.calculator.items_needed == pytest.approx(case.needed(80), rel=1e-3, abs=1)  # type: ignore[attr-defined]


def test_what_would_change_the_answer_is_found_in_a_file_too(of: Given) -> None:
    case = of(four(150, 25, 10, 15))
    assert {turn.field for turn in turns(case).found} == {"variants", "looks"}


def test_more_items_than_are_drawn_are_dealt_into_groups(of: Given) -> None:
    """The t interval of scipy's ttest_rel is near: with so many items both are the normal one."""
    lines = [f"{n},{n * 37 % 101 / 100},{n * 53 % 97 / 100}" for n in range(5_000)]
    case = of(rows("id,before,after", *lines))
    low, high = case.found.interval(0.95)
    error = figures(case.result())["standard_error"].value
    assert error is not None
    assert (high - low) / (2 * 1.96 * error) == pytest.approx(1, abs=0.06)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "0", "1"], RIGHT),
        (["1", "0", "0.5"], SCORES),
        (["yes", "no", "perhaps"], RIGHT),
        (["A", "B", "tie"], PREFERENCE),
        (["3", "4", "x"], SCORES),
    ],
)
def test_what_cells_hold_is_told_by_most_of_them(cells: Sequence[str], kind: str) -> None:
    column = Column("any")
    for cell in cells:
        column.add(cell)
    assert looks(column).kind == kind


@given(st.text(max_size=20))
def test_any_cell_is_a_value_or_none(cell: str) -> None:
    assert right_or_wrong(cell) in (None, 0, 1)
    assert preference(cell) in (None, -1, 0, 1)
    found = score(cell)
    assert found is None or abs(found) < 1e12


SCORED = "id,before,after\n" + "".join(f"q{n},0.{n % 7 + 1},0.{n % 5 + 2}\n" for n in range(40))


@pytest.mark.parametrize("text", [four(9, 6, 2, 3), SCORED])
def test_beside_a_file_what_is_typed_plays_no_part(of: Given, text: str) -> None:
    case = of(text)
    assert {"both_right", "mean_before", "ties", "design"} <= case.idle
    for name in sorted(case.idle - {"design", "test"}):
        assert of(text, **{name: min(7_000, case.inputs()[name].most)}).result() == case.result(), name
    assert of(text, design="separate").result() == case.result()


def test_a_winner_is_read_from_its_column_and_not_from_the_names_of_the_models(of: Given) -> None:
    text = rows("id,model_a,model_b,winner", *(f"{n},base,tuned,model_a" for n in range(6)), "7,base,tuned,tie")
    case = of(text)
    assert case.reading.after == ("winner",)
    assert case.verdict == "worse"


@pytest.mark.parametrize("sides", [("base,tuned", "tuned,base"), ("tuned,base", "tuned,base")], ids=["swap", "turned"])
def test_where_the_models_change_sides_a_winning_side_is_the_model_on_it(of: Given, sides: tuple[str, str]) -> None:
    """By hand: side a wins all eight, on which tuned stands in four or in all."""
    text = rows("id,model_a,model_b,winner", *(f"{n},{sides[n % 2]},model_a" for n in range(8)))
    found = of(text).found
    assert (found.gained, found.lost) == ((4, 4) if sides[0] != sides[1] else (8, 0))  # type: ignore[attr-defined]
