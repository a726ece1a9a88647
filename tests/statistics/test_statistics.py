"""The statistics in plain Python against those of scipy 1.17.1 or statsmodels 0.15.0."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.sample_size import SampleSize
from calculators.statistics import proportions as stats
from calculators.statistics import student
from calculators.statistics.comparison import Apart, Comparison, Counted, Scored, ScoredApart
from calculators.statistics.judging import judged, least_units
from calculators.statistics.samples import Sample
from calculators.statistics.several import holm_adjusted, holm_steps, ranks
from calculators.statistics.tosses import mcnemar
from tests.statistics import reference_values as known

VALUES = st.lists(st.floats(-1, 1, allow_subnormal=False), min_size=1, max_size=40).map(tuple)
COUNTS = st.integers(0, 300)


@pytest.mark.parametrize(("t", "freedom", "expected"), known.T_TAILS)
def test_students_tail_is_that_of_scipy(t: float, freedom: float, expected: float) -> None:
    assert student.tail(t, freedom) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("confidence", "freedom", "expected"), known.T_QUANTILES)
def test_students_quantile_is_that_of_scipy(confidence: float, freedom: float, expected: float) -> None:
    assert student.two_sided(confidence, freedom) == pytest.approx(expected, rel=1e-9)


@given(confidence=st.floats(0.5, 0.9999), freedom=st.integers(1, 100_000))
def test_students_quantile_leaves_what_the_confidence_does_and_is_above_the_normal_one(
    confidence: float, freedom: int
) -> None:
    t = student.two_sided(confidence, freedom)
    assert 2 * student.tail(t, freedom) == pytest.approx(1 - confidence, rel=1e-6)
    assert t >= stats.two_sided(confidence) * (1 - 1e-9)


@pytest.mark.parametrize(("gained", "lost", "expected"), known.BINOMIAL_TESTS)
def test_the_exact_test_is_scipys_binomial_test(gained: int, lost: int, expected: float) -> None:
    assert mcnemar(gained, lost) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("right", "items", "confidence", "low", "high"), known.WILSON)
def test_wilsons_interval_is_that_of_statsmodels(
    right: int, items: int, confidence: float, low: float, high: float
) -> None:
    assert stats.wilson(right, items, stats.two_sided(confidence)) == pytest.approx((low, high), rel=1e-7, abs=1e-12)


@pytest.mark.parametrize(("before", "of", "after", "of_after", "confidence", "low", "high"), known.NEWCOMBE)
def test_newcombes_interval_is_that_of_statsmodels(
    before: int, of: int, after: int, of_after: int, confidence: float, low: float, high: float
) -> None:
    found = Apart((before, of), (after, of_after)).interval(confidence)
    assert found == pytest.approx((low, high), rel=1e-7)


@pytest.mark.parametrize(("before", "of", "after", "of_after", "z", "p"), known.TWO_GROUPS)
def test_two_separate_groups_are_tested_as_by_statsmodels(
    before: int, of: int, after: int, of_after: int, z: float, p: float
) -> None:
    found = Apart((before, of), (after, of_after))
    assert (found.z_score, found.p_value) == pytest.approx((z, p), rel=1e-9)


@pytest.mark.parametrize(("before", "after", "confidence", "power", "items"), known.ARCSINE)
def test_the_arcsine_formula_is_that_of_statsmodels(
    before: float, after: float, confidence: float, power: float, items: float
) -> None:
    z = stats.two_sided(confidence), stats.quantile(power)
    assert stats.arcsine_items(before, after, *z) == pytest.approx(items, rel=1e-4)


@pytest.mark.parametrize(("difference", "spread", "confidence", "power", "items"), known.SCORES)
def test_items_for_scores_are_those_of_statsmodels(
    difference: float, spread: float, confidence: float, power: float, items: float
) -> None:
    z = stats.two_sided(confidence), stats.quantile(power)
    assert stats.score_items(spread * spread, difference, *z) == pytest.approx(items, rel=1e-5)


@pytest.mark.parametrize(("before", "after", "items", "confidence", "power"), known.GROUP_POWERS)
def test_what_separate_items_show_is_what_statsmodels_says(
    before: float, after: float, items: int, confidence: float, power: float
) -> None:
    """Theirs also counts the differences found in the wrong direction, which are few."""
    assert stats.separate_power(before, after, items, stats.two_sided(confidence)) == pytest.approx(power, abs=1e-3)


@pytest.mark.parametrize(("difference", "spread", "items", "confidence", "power"), known.SCORE_POWERS)
def test_what_scores_show_is_what_statsmodels_says(
    difference: float, spread: float, items: int, confidence: float, power: float
) -> None:
    found = stats.score_power(spread * spread, difference, items, stats.two_sided(confidence))
    assert found == pytest.approx(power, abs=1e-3)


@pytest.mark.parametrize(("share", "margin", "confidence", "items"), known.MARGINS)
def test_the_textbook_formula_of_one_score_is_that_of_statsmodels(
    share: float, margin: float, confidence: float, items: float
) -> None:
    case = SampleSize(design="single", right_before=100 * share, margin=100 * margin, confidence=100 * confidence)
    textbook = next(figure for figure in case.result().figures if figure.key == "items_textbook")
    assert textbook.value == math.ceil(items)
    assert case.needed == pytest.approx(items, rel=0.2)


@pytest.mark.parametrize(("given_p", "expected"), known.HOLM)
def test_holms_p_values_are_those_of_statsmodels(given_p: tuple[float, ...], expected: tuple[float, ...]) -> None:
    assert holm_adjusted(given_p) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "clusters", "p", "ends", "error", "p_robust", "robust"),
    [pytest.param(*case[1:], id=case[0]) for case in known.PAIRED],
)
def test_the_paired_t_test_is_scipys_and_over_clusters_that_of_bell_and_mccaffrey(
    values: tuple[float, ...],
    clusters: tuple[int, ...],
    p: float,
    ends: tuple[float, float],
    error: float,
    p_robust: float,
    robust: tuple[float, float],
) -> None:
    alone, clustered = Sample(values), Sample(values, clusters)
    assert alone.p_value == pytest.approx(p, rel=1e-9)
    assert alone.interval(0.95) == pytest.approx(ends, rel=1e-9)
    assert clustered.error == pytest.approx(error, rel=1e-9)
    assert clustered.p_value == pytest.approx(p_robust, rel=1e-9)
    assert clustered.interval(0.95) == pytest.approx(robust, rel=1e-9)


@pytest.mark.parametrize(("before", "after", "p", "low", "high"), known.WELCH)
def test_separate_scores_are_tested_as_by_scipys_welch_test(
    before: tuple[float, ...], after: tuple[float, ...], p: float, low: float, high: float
) -> None:
    found = ScoredApart(Sample(before), Sample(after))
    assert found.p_value == pytest.approx(p, rel=1e-9)
    assert found.interval(0.95) == pytest.approx((low, high), rel=1e-9)


@given(values=VALUES, groups=st.integers(1, 5))
def test_clusters_of_one_item_are_no_clusters(values: tuple[float, ...], groups: int) -> None:
    alone, each = Sample(values), Sample(values, tuple(range(len(values))))
    assert each.error == pytest.approx(alone.error, abs=1e-15)
    clustered = Sample(values, tuple(place % groups for place in range(len(values))))
    assert clustered.groups == min(groups, len(values))
    assert 0 <= clustered.p_value <= 1


@given(
    both=COUNTS, gained=COUNTS, lost=COUNTS, wrong=COUNTS, groups=st.integers(2, 50), confidence=st.floats(0.8, 0.99)
)
def test_clusters_never_make_the_answer_surer(
    both: int, gained: int, lost: int, wrong: int, groups: int, confidence: float
) -> None:
    changes = (0.0,) * both + (1.0,) * gained + (-1.0,) * lost + (0.0,) * wrong
    if len(changes) < 2:
        return
    sample = Sample(changes, tuple(place % groups for place in range(len(changes))))
    alone, clustered = Counted(both, gained, lost, wrong), Counted(both, gained, lost, wrong, sample)
    assert clustered.p_value >= alone.p_value
    assert clustered.interval(confidence)[0] <= alone.interval(confidence)[0]
    assert clustered.interval(confidence)[1] >= alone.interval(confidence)[1]
    assert alone.clear(confidence) or not clustered.clear(confidence)


def test_ten_questions_about_each_document_are_worth_fewer() -> None:
    """By hand: 3 documents gained whole, 2 lost whole, 10 items each. As if each were one item: design effect 12.25."""
    changes = (1.0,) * 30 + (-1.0,) * 20
    sample = Sample(changes, tuple(place // 10 for place in range(50)))
    # Variance of the mean over documents: Σ(10·(±1 − 0.2))² · 5/4 / 50² = 0.24; over items 0.96 · 50/49 / 50.
    assert sample.error == pytest.approx(math.sqrt(0.24))
    assert sample.design_effect == pytest.approx(0.24 / (0.96 * 50 / 49 / 50))


def test_one_document_tells_nothing() -> None:
    sample = Sample((1.0,) * 40, ("a",) * 40)
    found = Counted(0, 40, 0, 0, sample)
    assert found.p_value == 1
    assert found.interval(0.95) == (-1, 1)
    assert judged({"": found}, 0.05, 1, 1)[0].verdict == "unclear"


def test_items_that_all_changed_alike_need_to_be_so_many_that_others_cannot_turn_the_mean() -> None:
    """By hand: of 31 alike up to 9.21 % of others may differ, and lose 1 each: 0.1 - 0.0921 · 1.1 < 0; of 32, not."""
    for count, verdict in ((31, "unclear"), (32, "better")):
        found = Scored((0.5, 0.6), Sample((0.1,) * count, limits=(-1, 1)))
        assert judged({"": found}, 0.05, 1, 1)[0].verdict == verdict
    assert least_units(0.95) == 6


def variant(gained: int, lost: int) -> Comparison:
    return Counted(100, gained, lost, 100)


def test_holm_steps_down_and_stops_at_the_first_that_fails() -> None:
    """Of p = 0.0347, 0.0118, 0.0309 the least passes 0.05 / 3, the next fails 0.05 / 2, so the last fails, too."""
    found = judged({"a": variant(17, 6), "b": variant(16, 4), "c": variant(14, 4)}, 0.05, 3, 1)
    assert [one.verdict for one in found] == ["unclear", "better", "unclear"]
    assert [round(1 - one.confidence, 6) for one in found] == [0.05, 0.016667, 0.025]
    alone = judged({"a": variant(17, 6)}, 0.05, 1, 1)
    assert alone[0].verdict == "better"


def test_variants_given_up_count_in_the_family() -> None:
    assert judged({"a": variant(25, 10)}, 0.05, 2, 1)[0].verdict == "better"
    assert judged({"a": variant(25, 10)}, 0.05, 3, 1)[0].verdict == "unclear"
    assert holm_steps(5, 9) == 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_lies_between_the_p_value_and_bonferronis_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm_adjusted(p_values)
    for p, by_holm in zip(p_values, adjusted, strict=True):
        assert p <= by_holm <= min(1.0, len(p_values) * p) + 1e-12 or by_holm >= p
    order = ranks(p_values)
    ordered = [by_holm for _, by_holm in sorted(zip(order, adjusted, strict=True))]
    assert ordered == sorted(ordered)
    assert sorted(order) == list(range(1, len(p_values) + 1))


def test_units_that_are_all_alike_leave_a_width() -> None:
    """By hand: of 6 alike up to 1 - 0.05^(1/6) = 39.3 % of others may differ, and all of those lie at one end."""
    for clusters in (None, ("a", "a", "b", "c", "d", "e", "f")):
        values = (0.1,) * (6 if clusters is None else 7)
        low, high = Sample(values, clusters, (-1.0, 1.0)).interval(0.95)
        other = 1 - 0.05 ** (1 / 6)
        assert (low, high) == pytest.approx((0.1 - other * 1.1, 0.1 + other * 0.9))
    assert Sample((0.1,) * 6).p_value == 2 / 2**6
    assert Sample((0.1,)).interval(0.95) == (-math.inf, math.inf)
    assert Sample((0.1,), limits=(-1, 1)).interval(0.95) == (-1, 1)


def test_a_group_of_one_item_leaves_all_that_can_be() -> None:
    one, many = Sample((0.5,), limits=(0, 1)), Sample((0.5, 0.7, 0.6), limits=(0, 1))
    assert ScoredApart(one, many).interval(0.95) == (-1, 1)


@pytest.mark.parametrize(("shift", "freedom", "expected"), known.NONCENTRAL_T)
def test_the_power_of_the_t_test_is_that_of_scipys_noncentral_t(shift: float, freedom: float, expected: float) -> None:
    assert student.power(shift, freedom, 0.95) == pytest.approx(expected, abs=5e-6)


@pytest.mark.parametrize(
    ("spread", "difference", "items"), [(0.3, 0.1, 73), (0.3, 0.05, 285), (1, 1, 10), (1, 0.01, 78_491)]
)
def test_items_for_the_t_test_are_those_of_statsmodels(spread: float, difference: float, items: int) -> None:
    assert student.items_for(spread, difference, 0.95, 0.8) == items


def test_clusters_of_one_size_have_a_degree_less_than_they_are_and_uneven_ones_fewer() -> None:
    sizes = (1, 1, 2, 2, 3, 4, 6, 8, 12, 20)
    names = tuple(name for name, size in enumerate(sizes) for _ in range(size))
    values = tuple((-1.0) ** place for place in range(len(names)))
    assert Sample(values, names).degrees == pytest.approx(4.273980926509621)  # numpy, from (I - H)^(-1/2)
    assert Sample(values[:50], tuple(place // 5 for place in range(50))).degrees == 9


@given(before=VALUES, after=VALUES, groups=st.integers(1, 5), shared=st.booleans())
def test_documents_never_make_separate_items_surer(
    before: tuple[float, ...], after: tuple[float, ...], groups: int, *, shared: bool
) -> None:
    alone = ScoredApart(Sample(before), Sample(after))
    of = [
        tuple(f"{side * (not shared)}{n % groups}" for n in range(len(one))) for side, one in enumerate((before, after))
    ]
    found = ScoredApart(Sample(before, of[0]), Sample(after, of[1]))
    assert found.difference == alone.difference
    assert found.error >= alone.error * (1 - 1e-12)
    assert 0 <= found.p_value <= 1


def test_documents_whose_items_differ_with_the_model_widen_the_difference() -> None:
    before, after = (0.1, 0.2, 0.8, 0.9) * 4, (0.9, 0.8, 0.2, 0.3) * 4
    apart, both = (
        ScoredApart(Sample(before, tuple("abcd" * 4)), Sample(after, tuple(names * 4))) for names in ("efgh", "abcd")
    )
    assert both.error > apart.error
