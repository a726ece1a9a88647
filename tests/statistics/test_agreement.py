"""Coefficients of agreement against those of krippendorff 0.9.0 or statsmodels 0.15.0."""

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.statistics import agreement as stats
from calculators.statistics.agreement import INTERVAL, NOMINAL, ORDINAL, Unit
from tests.statistics import reference_agreement as known

LABELS = st.lists(st.lists(st.integers(0, 4), max_size=5), min_size=1, max_size=30)


def units(ratings: Sequence[Sequence[float | None]]) -> tuple[list[Unit], list[float]]:
    """Items and values, from a row for each rater."""
    values = sorted({value for row in ratings for value in row if value is not None})
    counted = (
        Counter(values.index(value) for value in item if value is not None) for item in zip(*ratings, strict=True)
    )
    return [tuple(sorted(one.items())) for one in counted], values


def of_places(items: Sequence[Sequence[int]]) -> list[Unit]:
    return [tuple(sorted(Counter(item).items())) for item in items]


@pytest.mark.parametrize(
    ("ratings", "nominal", "ordinal", "interval"), [pytest.param(*case[1:], id=case[0]) for case in known.ALPHAS]
)
def test_alpha_on_every_scale_is_that_of_the_package(
    ratings: Sequence[Sequence[float | None]], nominal: float, ordinal: float, interval: float
) -> None:
    """The first is Krippendorff's own example of 2011, 0.743 without order, 0.815 with, 0.849 for distances."""
    of, values = units(ratings)
    for scale, expected in ((NOMINAL, nominal), (ORDINAL, ordinal), (INTERVAL, interval)):
        found = stats.alpha(of, values, scale)
        assert found is not None
        assert found.coefficient == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("table", "plain", "error", "linear", "of_linear", "squared", "of_squared"), known.KAPPAS)
def test_kappa_with_and_without_weights_is_that_of_statsmodels(
    table: stats.Table, plain: float, error: float, linear: float, of_linear: float, squared: float, of_squared: float
) -> None:
    values = list(range(len(table)))
    for scale, kappa, its_error in (
        (NOMINAL, plain, error),
        (ORDINAL, linear, of_linear),
        (INTERVAL, squared, of_squared),
    ):
        found = stats.cohen(table, stats.credit(scale, values))
        assert found.coefficient == pytest.approx(kappa, rel=1e-9)
        assert found.error == pytest.approx(its_error, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize(("table", "kappa"), known.FLEISS)
def test_fleiss_kappa_is_that_of_statsmodels(table: stats.Table, kappa: float) -> None:
    found = stats.fleiss(table)
    assert found is not None
    assert found.coefficient == pytest.approx(kappa, rel=1e-9)


@given(LABELS)
def test_both_ways_to_alpha_without_order_give_the_same(items: list[list[int]]) -> None:
    table = [[item.count(label) for label in range(5)] for item in items]
    one, other = stats.krippendorff(table), stats.alpha(of_places(items), range(5), NOMINAL)
    assert (one is None) == (other is None)
    if one and other:
        assert other.raw == pytest.approx(one.raw)
        assert other.chance == pytest.approx(one.chance)
        assert other.coefficient == (None if one.coefficient is None else pytest.approx(one.coefficient, abs=1e-9))
        assert other.error == (None if one.error is None else pytest.approx(one.error, abs=1e-9))


@given(LABELS, st.sampled_from((NOMINAL, ORDINAL, INTERVAL)))
def test_alpha_is_1_where_raters_agree_and_never_more(items: list[list[int]], scale: str) -> None:
    found = stats.alpha(of_places(items), range(5), scale)
    if found and found.coefficient is not None:
        assert found.coefficient <= 1 + 1e-12
        agreed = stats.alpha(of_places([item[:1] * len(item) for item in items]), range(5), scale)
        assert agreed is None or agreed.coefficient is None or agreed.coefficient == pytest.approx(1)


@given(LABELS, st.floats(-100, 100), st.floats(0.01, 100))
def test_alpha_of_numbers_does_not_depend_on_their_unit(items: list[list[int]], shift: float, unit: float) -> None:
    one = stats.alpha(of_places(items), range(5), INTERVAL)
    other = stats.alpha(of_places(items), [shift + unit * value for value in range(5)], INTERVAL)
    if one and other and one.coefficient is not None and other.coefficient is not None:
        assert other.coefficient == pytest.approx(one.coefficient, abs=1e-6)


def test_two_labels_are_on_every_scale_the_same_two() -> None:
    items = of_places([[0, 0, 1], [1, 1], [0, 0], [0, 1, 1], [1, 1, 1]])
    found = [stats.alpha(items, (0, 1), scale) for scale in (NOMINAL, ORDINAL, INTERVAL)]
    coefficients = [one.coefficient for one in found if one]
    assert coefficients == pytest.approx([coefficients[0]] * 3)


def test_many_different_items_are_left_out_in_groups_with_nearly_the_same_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = of_places([[n % 5, (n * n) % 5, (n // 3) % 5] for n in range(400)])
    exact = stats.alpha(items, range(5), ORDINAL)
    monkeypatch.setattr(stats, "MOST_PATTERNS", 20)
    grouped = stats.alpha(items, range(5), ORDINAL)
    assert exact is not None
    assert grouped is not None
    assert exact.error is not None
    assert grouped.error == pytest.approx(exact.error, rel=0.25)


def test_the_error_is_what_leaving_each_item_out_gives() -> None:
    items = of_places([[0, 0], [0, 1], [1, 1], [2, 2, 1], [2, 2], [0, 2], [1, 2]])
    without = [stats.alpha(items[:place] + items[place + 1 :], range(3), ORDINAL) for place in range(7)]
    known = [one.coefficient for one in without if one and one.coefficient is not None]
    mean = math.fsum(known) / 7
    found = stats.alpha(items, range(3), ORDINAL)
    assert found is not None
    assert found.error == pytest.approx(math.sqrt(6 / 7 * math.fsum((one - mean) ** 2 for one in known)))


def test_an_interval_of_agreement_is_all_that_the_items_do_not_rule_out() -> None:
    """By numpy, from the variance of Fleiss, Cohen and Everitt at each kappa for the pooled shares of labels."""
    for table, low, high in (
        (((8, 1), (1, 10)), 0.3931724276084645, 0.9437030264409552),
        (((8, 1, 0), (1, 10, 2), (0, 3, 9)), 0.44143983112948193, 0.842812123322315),
    ):
        assert stats.cohen(table).interval(0.95) == pytest.approx((low, high), abs=1e-8)


@pytest.mark.parametrize("table", [((9, 0), (1, 0)), ((10, 0), (0, 10)), ((0, 5), (5, 0)), ((1, 0), (0, 1))])
def test_no_interval_of_agreement_is_without_width(table: tuple[tuple[int, int], ...]) -> None:
    found = stats.cohen(table)
    low, high = found.interval(0.95) or (0, 0)
    assert -1 <= low < high <= 1
    assert low <= (found.coefficient or 0) <= high


def test_raters_who_never_differ_may_yet_on_other_items() -> None:
    for units in ([((0, 3),)] * 5 + [((1, 3),)] * 5, [((0, 2),)] * 9 + [((1, 2),)]):
        low, high = stats.alpha(units, (0.0, 1.0), "nominal").interval(0.95)  # type: ignore[union-attr,misc]
        assert low < 0.8
        assert high == 1
