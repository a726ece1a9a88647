"""Agreement from a file: long or wide, gaps, scales, what is disputed, what is left out by name."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.given_file import given_file
from calculators.kit.inputs import Refused
from calculators.kit.model import Figure, Table
from calculators.kit.turns import turns
from calculators.statistics.agreement import INTERVAL, NOMINAL, ORDINAL
from tests.statistics.reference_agreement import ALPHAS

Given = Callable[..., Agreement]


@pytest.fixture
def of(tmp_path: Path) -> Given:
    """The case of a file with this text."""

    def made(text: str | bytes, name: str = "labels.csv", **inputs: object) -> Agreement:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Agreement(file=given_file(str(path)), **inputs)  # type: ignore[arg-type]

    return made


def rows(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def yes_no(both: int, first: int, second: int, neither: int) -> str:
    pairs = [("yes", "yes")] * both + [("yes", "no")] * first + [("no", "yes")] * second + [("no", "no")] * neither
    return rows("id,anna,ben", *(f"{n},{a},{b}" for n, (a, b) in enumerate(pairs)))


def figures(case: Agreement) -> dict[str, Figure]:
    return {figure.key: figure for figure in case.result().figures}


def tables(case: Agreement) -> dict[str, Table]:
    result = case.result()
    return {table.title: table for table in (result.table, *result.more_tables) if table}


def told(case: Agreement) -> str:
    return " ".join(case.result().notices)


def test_a_file_of_two_raters_gives_the_answer_of_its_table(of: Given) -> None:
    """The case that stands in the page: 45, 15, 25, 115, kappa 0.545."""
    case, typed = of(yes_no(45, 15, 25, 115)), Agreement()
    assert case.result().answer == typed.result().answer
    shown = figures(case)
    for key, figure in figures(typed).items():
        assert shown[key] == figure


@pytest.mark.parametrize("layout", ["wide", "long"])
@pytest.mark.parametrize("case", ALPHAS, ids=lambda case: case[0])
def test_alpha_of_a_file_is_that_of_the_package_on_every_scale(of: Given, case: tuple, layout: str) -> None:  # type: ignore[type-arg]
    """Krippendorff 0.9.0; gaps are empty cells, or rows that are not there."""
    _, ratings, *expected = case
    items = list(zip(*ratings, strict=True))
    if layout == "wide":
        lines = [",".join(["" if value is None else str(value) for value in item]) for item in items]
        heading = ",".join(f"rater_{n}" for n in range(len(ratings)))
        text = rows(f"id,{heading}", *(f"i{n},{line}" for n, line in enumerate(lines)))
    else:
        given = [(n, r, value) for n, item in enumerate(items) for r, value in enumerate(item) if value is not None]
        text = rows(*(json.dumps({"item": n, "annotator": f"r{r}", "label": value}) for n, r, value in given))
    for scale, alpha in zip((NOMINAL, ORDINAL, INTERVAL), expected, strict=True):
        assert figures(of(text, scale=scale))["alpha"].value == pytest.approx(alpha, rel=1e-9)


def test_long_and_wide_give_the_same_answer(of: Given) -> None:
    wide = yes_no(20, 3, 4, 30)
    cells = list(csv.reader(io.StringIO(wide)))[1:]
    long = rows(
        "task;worker;answer", *(f"{item};{who};{label}" for item, a, b in cells for who, label in (("a", a), ("b", b)))
    )
    assert of(long, "long.csv").result().answer == of(wide, "wide.csv").result().answer


def test_three_raters_are_shown_each_and_the_disputed_items_first(of: Given) -> None:
    lines = ["q1,x,x,x", "q2,x,y,z", "q3,y,y,x", "q4,z,z,z", "q5,y,y,y", "q6,x,x,y"]
    case = of(rows("id,rater 1,rater 2,rater 3", *lines))
    shown = tables(case)
    assert [row[0] for row in shown["3 disputed items"].rows] == ["q2", "q3", "q6"]
    assert shown["3 disputed items"].rows[0] == ("q2", "3", "x, y, z", "100 %")
    assert shown["The raters"].rows[0] == ("rater 3", "6", "50 %")
    out = io.BytesIO()
    case.write("disputed", out)
    kept = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert [row["item"] for row in kept] == ["q2", "q3", "q6", "q1", "q4", "q5"]
    assert kept[1]["rater 3"] == "x"


def test_a_near_miss_is_less_of_a_dispute_than_a_far_one(of: Given) -> None:
    case = of(rows("id,rater a,rater b", "near,1,2", "far,1,5", "same,3,3", "none,4,4"), scale=ORDINAL)
    table = tables(case)["2 disputed items"]
    assert [row[0] for row in table.rows] == ["far", "near"]
    assert "correlation" in case.result().why


def test_capital_letters_and_spaces_do_not_make_another_label(of: Given) -> None:
    case = of(rows("id,rater a,rater b", "1,Yes, yes", "2,NO,no", "3,yes,no"))
    assert figures(case)["agreement"].value == pytest.approx(200 / 3)


@pytest.mark.parametrize(
    ("words", "order", "expected"),
    [
        (("low", "high", "medium"), "", ("low", "medium", "high")),
        (("B", "A", "C"), "c, b, a", ("C", "B", "A")),
        (("10", "9", "2"), "", ("2", "9", "10")),
    ],
)
def test_labels_stand_in_their_order(of: Given, words: tuple[str, ...], order: str, expected: tuple[str, ...]) -> None:
    case = of(
        rows("id,rater a,rater b", *(f"{n},{word},{word}" for n, word in enumerate(words * 3))),
        scale=ORDINAL,
        label_order=order,
    )
    assert case.rated.labels == expected
    assert "alphabet" not in told(case)


def test_an_order_that_nobody_knows_is_asked_for(of: Given) -> None:
    case = of(rows("id,rater a,rater b", "1,gold,silver", "2,silver,silver", "3,bronze,gold"), scale=ORDINAL)
    assert "bronze, gold, silver" in told(case)


def test_what_does_not_count_is_named_by_its_line(of: Given) -> None:
    text = rows("item,rater,score", "1,a,3", "1,b,4", "1,b,5", ",a,3", "2,,3", "2,a,many", "2,b,2", "3,a,1", "3,b,1,1")
    case = of(text, scale=INTERVAL)
    notices = told(case)
    assert "1 row repeats what stands above with another label, of which the first counts (line 4)" in notices
    assert "2 rows have no item or no rater (lines 5, 6)" in notices
    assert "1 row holds a label that is no number (line 7)" in notices
    assert "1 row could not be read (line 10)" in notices
    assert "which tell nothing: 2" in notices
    out = io.BytesIO()
    case.write("left-out", out)
    assert len(out.getvalue().decode().splitlines()) == 6


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        (b"", "file", "there is nothing in this file"),
        (b"id,rater a,rater b\n", "file", "there is nothing below the heading"),
        (b"id,rater a,rater b\n1,,\n", "file", "no label"),
        (b"id,label\n1,a\n2,b\n", "rater_columns", "at least two are needed"),
        (
            rows("id,rater a,rater b", *(f"{n},text {n},other {n}" for n in range(300))).encode(),
            "rater_columns",
            "600 different labels",
        ),
    ],
)
def test_a_file_without_labels_is_refused_in_one_sentence(of: Given, text: bytes, field: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        of(text, rater_columns="rater a, rater b" if b"rater a" in text else "").result()
    assert problem in refused.value.problems[field]
    assert "\n" not in refused.value.problems[field]


def test_numbers_of_any_kind_are_compared_by_distance(of: Given) -> None:
    lines = [f"{n},{n * 37 % 101 / 7:.3f},{n * 37 % 101 / 7 + n % 3 / 10:.3f}" for n in range(300)]
    case = of(rows("id,rater a,rater b", *lines), scale=INTERVAL)
    assert case.verdict == "good"
    assert figures(case)["kappa"].value is None


def test_what_would_change_the_answer_is_other_labels_and_no_lower_bar(of: Given) -> None:
    case = of(yes_no(45, 15, 25, 115))
    assert not turns(case).found
    assert of(yes_no(60, 2, 3, 135)).verdict != case.verdict == "poor"


def test_the_page_explains_its_own_example_as_it_is_reckoned(of: Given) -> None:
    page = Path("docs/calculators/agreement.md").read_text()
    lines = re.findall(r"(?m)^    (item,anna.*|\d,(?:spam|ham).*)$", page)
    answer = of("\n".join(lines)).result().answer
    assert len(lines) == 7
    assert answer.split(" (")[0] in " ".join(page.split())


def test_the_words_none_and_missing_are_labels_and_those_for_a_gap_are_named(of: Given) -> None:
    """Scikit-learn 1.7: cohen_kappa_score gives 0.467 of these eight."""
    text = (
        "item,r1,r2\n1,none,none\n2,toxic,toxic\n3,none,toxic\n4,none,none\n5,toxic,none\n6,toxic,toxic\n7,none,none\n"
    )
    case = of(text + "8,none,none\n9,N/A,toxic\n")
    shown = {figure.key: figure.value for figure in case.result().figures}
    assert shown["kappa"] == pytest.approx(0.467, abs=5e-4)
    assert "Cells that say “N/A” count as labels not given." in case.result().notices


def test_a_whole_number_is_one_label_however_a_program_writes_it(of: Given) -> None:
    case = of("item,r1,r2\n1,0.0,0\n2,1.0,1\n3,0.0,0\n4,1.0,1\n5,,1\n")
    shown = {figure.key: figure.value for figure in case.result().figures}
    assert (shown["agreement"], shown["kappa"]) == (100, 1)
