"""Agreement of raters: the coefficients against published values, the ceiling they set, the table as it is typed."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.agreement import SEVERAL, Agreement
from calculators.kit.inputs import Refused, Rows
from calculators.kit.model import Figure
from calculators.kit.numbers import say_number
from calculators.proof.examples import examples
from calculators.statistics import agreement as stats

FLEISS = examples(Agreement)[3].inputs["table"]

GAPS = Rows(
    (
        (1, 0, 0, 0),
        (0, 0, 0, 0),
        (0, 2, 0, 0),
        (2, 0, 0, 0),
        (0, 0, 2, 0),
        (0, 0, 2, 1),
        (0, 0, 0, 3),
        (1, 0, 1, 0),
        (0, 2, 0, 0),
        (2, 0, 0, 0),
        (2, 0, 0, 0),
        (0, 0, 2, 0),
        (0, 0, 2, 0),
        (0, 0, 0, 0),
        (0, 0, 1, 1),
    )
)
"""Three raters, 15 items, four labels, with gaps: the example of Wikipedia's page on Krippendorff's alpha."""


def two(*rows: tuple[int, ...], **changes: Any) -> Agreement:
    return Agreement(table=Rows(rows), **changes)


def several(*rows: tuple[int, ...], **changes: Any) -> Agreement:
    return Agreement(design=SEVERAL, table=Rows(rows), **changes)


def figures(case: Agreement) -> dict[str, Figure]:
    return {figure.key: figure for figure in case.result().figures}


def table_of(typed: str) -> Agreement:
    reading = Agreement.read({"table": typed})
    assert not reading.problems, reading.problems
    return reading.calculator  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("table", "kappa", "error"),
    [
        (((20, 5), (10, 15)), 0.4, 0.12699606293110033),
        (((794, 150), (86, 570)), 0.69959266802444, 0.017979165073619727),
        (((30, 2, 1), (4, 20, 3), (0, 5, 12)), 0.6965317919075145, 0.0692783208654206),
    ],
)
def test_cohens_kappa_and_its_error_are_those_of_statsmodels(table: stats.Table, kappa: float, error: float) -> None:
    """Statsmodels 0.15, cohens_kappa(table): kappa and std_kappa. R's package vcd gives 0.69959267 for the second."""
    found = stats.cohen(table)
    assert found.coefficient == pytest.approx(kappa)
    assert found.error == pytest.approx(error)


def test_fleiss_kappa_is_the_published_one() -> None:
    """Fleiss 1971, as on Wikipedia: P is 0.378, by chance 0.213, kappa 0.210."""
    found = stats.fleiss(FLEISS)
    assert found is not None
    assert (found.raw, found.chance, found.coefficient) == pytest.approx((0.378, 0.213, 0.210), abs=5e-4)


def test_krippendorffs_alpha_with_gaps_is_the_published_one() -> None:
    """Wikipedia: 0.691 for labels without order. By hand: 20 of 26 agree, 164 of 650 would by chance."""
    found = stats.krippendorff(GAPS)
    assert found is not None
    assert found.coefficient == pytest.approx(0.691, abs=5e-4)
    assert stats.fleiss(GAPS) is None


def test_the_jackknife_is_what_leaving_each_item_out_gives() -> None:
    rows = FLEISS
    without = [stats.fleiss(rows[:place] + rows[place + 1 :]) for place in range(len(rows))]
    known = [one.coefficient for one in without if one and one.coefficient is not None]
    mean = math.fsum(known) / 10
    found = stats.fleiss(rows)
    assert found is not None
    assert found.error == pytest.approx(math.sqrt(0.9 * math.fsum((one - mean) ** 2 for one in known)))


def test_pairs_of_raters_who_always_agree_have_the_coefficient_1() -> None:
    for found in (stats.cohen(((5, 0), (0, 7))), stats.fleiss(((3, 0), (0, 3))), stats.krippendorff(((2, 0), (0, 3)))):
        assert found is not None
        assert found.coefficient == 1


@given(st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=3, max_size=3))
def test_kappa_lies_within_its_ends_and_takes_raters_in_any_order(table: list[list[int]]) -> None:
    if sum(map(sum, table)):
        found, turned = stats.cohen(table), stats.cohen(list(zip(*table, strict=True)))
        assert found.coefficient is None or -1 - 1e-9 <= found.coefficient <= 1 + 1e-9
        assert found.coefficient == (None if turned.coefficient is None else pytest.approx(turned.coefficient))


def test_alpha_and_kappa_of_two_raters_come_together_with_many_items() -> None:
    """Alpha corrects for few items; with 2,000 the correction is gone, where both raters use the labels alike."""
    rows = [(2, 0)] * 900 + [(1, 1)] * 200 + [(0, 2)] * 900
    alpha, kappa = stats.krippendorff(rows), stats.cohen(((900, 100), (100, 900)))
    assert alpha is not None
    assert alpha.coefficient == pytest.approx(kappa.coefficient, abs=1e-3)


@pytest.mark.parametrize(("right", "labels"), [(0.9, 2), (0.8, 3), (0.95, 10), (1.0, 4)])
def test_the_ceiling_is_how_often_raters_are_right_who_agree_so_often(right: float, labels: int) -> None:
    raw = right**2 + (1 - right) ** 2 / (labels - 1)
    assert stats.accuracy(raw, labels) == pytest.approx(right)


def test_raters_who_agree_less_than_dice_leave_nothing_to_measure() -> None:
    assert stats.accuracy(0.4, 2) is None
    case = two((5, 30), (30, 5))
    assert figures(case)["ceiling"].value is None
    assert "less than dice" in case.result().why
    assert "swapped" in " ".join(case.result().notices)


def test_the_majority_of_three_is_right_more_often() -> None:
    """By hand: 0.9³ + 3 · 0.9² · 0.1 = 0.972."""
    assert stats.majority(0.9, 3) == pytest.approx(0.972)


def test_the_verdict_follows_the_borders_that_the_reader_sets() -> None:
    assert two((90, 5), (5, 100)).verdict == "good"
    assert two((80, 12), (12, 96)).verdict == "tentative"
    assert two((45, 15), (25, 115)).verdict == "poor"
    assert two((45, 15), (25, 115), good=0.5).verdict == "good"


def test_a_rare_label_lowers_kappa_and_is_warned_of() -> None:
    case = two((5, 10), (10, 175))
    assert figures(case)["prevalence"].value == pytest.approx(0.85)
    assert figures(case)["bias"].value == 0
    assert "far more common" in " ".join(case.result().notices)


def test_the_agreement_that_would_do_gives_the_kappa_that_is_asked_for() -> None:
    """By hand: 0.56 + 0.8 · 0.44 = 0.912."""
    assert figures(two((45, 15), (25, 115)))["enough"].value == pytest.approx(91.2)


def test_where_nobody_had_a_choice_nobody_can_tell() -> None:
    for case in (two((0, 0), (0, 0)), two((9, 0), (0, 0)), several((2, 0), (3, 0)), several((1, 0), (0, 1))):
        assert case.verdict == "unknown"
        assert case.result().answer.startswith("Nobody can tell")


def test_the_label_that_raters_least_agree_on_stands_first() -> None:
    """By hand, of label 2: 2 · 20 / (27 + 27) of those who give it find another who does."""
    table = two((30, 2, 1), (4, 20, 3), (0, 5, 12)).result().table
    assert table is not None
    assert [row[0] for row in table.rows] == ["Label 3", "Label 2", "Label 1"]
    assert table.rows[1][2] == "74.1 %"


def test_gaps_are_for_alpha_and_the_reader_is_told() -> None:
    case = several(*GAPS)
    shown = figures(case)
    assert shown["alpha"].value == pytest.approx(0.691, abs=5e-4)
    assert shown["kappa"].value is None
    assert shown["items"].value == 12
    assert "different numbers of raters" in " ".join(case.result().notices)


@pytest.mark.parametrize(
    "typed", ["20 5\n10 15", "20 5; 10 15", "20,5\r\n10,15\r\n", "20\t5\n\n10\t15", " 20 | 5 ;10|15; ", "20;5\n10;15\n"]
)
def test_a_table_is_read_however_it_is_typed_or_pasted(typed: str) -> None:
    assert table_of(typed).table == ((20, 5), (10, 15))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "nothing is typed"),
        ("yes no\n20 5", "“yes” in row 1 is not a whole number; leave out headings"),
        ("20 5\n10", "row 2 has 1 numbers where row 1 has 2"),
        ("1,000 5\n10 15", "“000” in row 1 is not a whole number"),
        ("-1 5\n10 15", "“-1” in row 1 is not a whole number"),
        ("1.5 5\n10 15", "“1.5” in row 1"),
        ("9999999 1\n1 1", "too large or not even"),
        ("1 " * 13, "too large or not even"),
        ("1 1\n" * 201, "too large or not even"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_the_row(typed: str, problem: str) -> None:
    told = Agreement.read({"table": typed}).problems["table"]
    assert told.startswith("Counts: ")
    assert problem in told
    assert "\n" not in told


def test_a_table_of_the_wrong_shape_is_refused_with_what_fits() -> None:
    with pytest.raises(Refused, match="as many rows as columns; there are 1 row and 3 columns"):
        two((1, 2, 3)).result()
    with pytest.raises(Refused, match="at least two columns"):
        several((1,), (2,)).result()


def test_a_table_goes_into_a_link_and_comes_back() -> None:
    written = Agreement.inputs()["table"].write(FLEISS)
    assert written.count("\n") == 9
    assert Agreement.inputs()["table"].read(written) == FLEISS
    assert str(FLEISS) == written


def test_either_rater_is_shown_as_a_judge_of_the_other() -> None:
    """By hand: of 60 that the first calls yes the second finds 45, 75 %; of 140 it calls no, 115, 82.1 %.

    Of 10 points it shows 10 · (0.75 + 0.821 - 1) = 5.71; it says yes to 70, 10 / 200 or 5 points more.
    """
    tables = Agreement(table=((45, 15), (25, 115))).result()
    judge = next(table for table in tables.more_tables if "judge" in table.title)
    assert judge.rows[0][0] == "The second rater"
    assert judge.rows[0][1].startswith("75")
    assert judge.rows[0][2].startswith("82.1")
    assert judge.rows[0][3] == "5.71"
    assert judge.rows[0][4].split() == ["5", "points"]
    assert judge.rows[1][3] == say_number(10 * (45 / 70 + 115 / 130 - 1))
    assert judge.rows[1][4].split() == ["-5", "points"]
