"""Counts before tuning against those after: the test as published, the verdict in words, the warnings."""

from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.before_after import CHOSEN_BY, SCORED, SEPARATE, BeforeAfter
from calculators.kit.model import Figure
from calculators.sample_size import SEPARATE as SAMPLES_APART
from calculators.sample_size import SampleSize
from calculators.statistics import proportions as stats
from calculators.statistics.tosses import MID, mcnemar

Z = stats.two_sided(0.95)
COUNTS = st.integers(0, 400)


def paired(gained: int, lost: int, items: int = 200, **changes: object) -> BeforeAfter:
    both = (items - gained - lost) // 2
    counts = {"both_right": both, "both_wrong": items - gained - lost - both}
    return BeforeAfter(items_gained=gained, items_lost=lost, **counts, **changes)  # type: ignore[arg-type]


def separate(before: tuple[int, int], after: tuple[int, int], **changes: object) -> BeforeAfter:
    counts = dict(zip(("before_right", "before_wrong", "after_right", "after_wrong"), before + after, strict=True))
    return BeforeAfter(design=SEPARATE, **counts, **changes)  # type: ignore[arg-type]


def figures(case: BeforeAfter) -> dict[str, Figure]:
    return {figure.key: figure for figure in case.result().figures}


def notices(case: BeforeAfter) -> str:
    return " ".join(case.result().notices)


def test_the_exact_test_counts_every_outcome() -> None:
    for gained, lost in product(range(13), repeat=2):
        tosses = gained + lost
        outcomes = sum(comb(tosses, heads) for heads in range(min(gained, lost) + 1))
        assert mcnemar(gained, lost) == pytest.approx(min(1, 2 * outcomes / 2**tosses))


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [(11, 1, 0.00634765625), (16, 6, 0.052478790283203125), (150, 86, 3.715936139571442e-05), (0, 0, 1.0)],
)
def test_the_exact_test_gives_what_scipy_gives(gained: int, lost: int, p: float) -> None:
    """Scipy 1.17, binomtest(gained, gained + lost).pvalue; the first is the one that a notebook prints wrongly."""
    assert mcnemar(gained, lost) == pytest.approx(p, rel=1e-11)
    assert mcnemar(lost, gained) == mcnemar(gained, lost)


@pytest.mark.parametrize(
    ("gained", "lost", "p"), [(30_000, 29_000, 3.9070209678302163e-05), (500_400, 500_000, 0.6899520075556926)]
)
def test_a_million_changed_items_are_tested_exactly_too(gained: int, lost: int, p: float) -> None:
    """scipy.stats.binomtest."""
    assert mcnemar(gained, lost) == pytest.approx(p, rel=1e-11)


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [(25, 10, 0.011330984183587134), (700, 600, 0.005543558709501221), (1, 0, 0.5), (3, 3, 1.0), (0, 0, 1.0)],
)
def test_the_mid_p_value_counts_the_outcome_seen_by_half(gained: int, lost: int, p: float) -> None:
    """2 · scipy.stats.binom.cdf(fewer, changed, 1/2) - binom.pmf(fewer, changed, 1/2)."""
    assert mcnemar(gained, lost, mid=True) == pytest.approx(p, rel=1e-11)


@pytest.mark.parametrize(
    ("gained", "lost", "items", "low", "high"),
    [(16, 6, 161, 0.0054, 0.1240), (1, 7, 21, -0.5172, -0.0260), (86, 150, 1600, -0.0590, -0.0214)],
)
def test_tangos_interval_is_the_published_one(gained: int, lost: int, items: int, low: float, high: float) -> None:
    """Cavo 2012 and Bentur 2009 as in the R package contingencytables; Agresti's survey."""
    assert stats.tango(gained, lost, items, Z) == pytest.approx((low, high), abs=6e-5)


@given(gained=COUNTS, lost=COUNTS, rest=st.integers(0, 1_000), confidence=st.floats(0.5, 0.999))
def test_tangos_interval_holds_the_difference_and_turns_with_the_models(
    gained: int, lost: int, rest: int, confidence: float
) -> None:
    items, z = gained + lost + rest, stats.two_sided(confidence)
    if items:
        low, high = stats.tango(gained, lost, items, z)
        assert -1 <= low <= (gained - lost) / items <= high <= 1
        assert stats.tango(lost, gained, items, z) == pytest.approx((-high, -low), abs=1e-9)
        # It leaves out 0 exactly where the score of no difference exceeds z.
        if gained + lost and abs(abs(gained - lost) / (gained + lost) ** 0.5 - z) > 1e-6:
            assert (low > 0 or high < 0) == (abs(gained - lost) / (gained + lost) ** 0.5 > z)


def test_newcombes_interval_is_the_published_one() -> None:
    """Newcombe 1998, Table II, method 10: 56/70 - 48/80."""
    assert stats.newcombe((48, 80), (56, 70), Z) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_none_against_none_is_no_difference_with_an_interval_of_its_own() -> None:
    """Newcombe 1998: 0/10 - 0/20 gives -0.1611 to 0.2775."""
    assert stats.newcombe((0, 20), (0, 10), Z) == pytest.approx((-0.1611, 0.2775), abs=5e-5)
    assert stats.separate_test((0, 20), (0, 10)) == 0


def test_better_worse_and_cannot_tell_are_said_with_the_effect_before_any_p() -> None:
    for case, verdict in ((paired(25, 10), "better"), (paired(10, 25), "worse"), (paired(12, 10), "unclear")):
        assert case.verdict == verdict
        result = case.result()
        assert "right after" in result.answer
        assert "p = " not in result.answer
        assert result.figures[0].key == "difference"
        assert result.figures[0].low is not None


def test_what_would_tell_is_reckoned_by_the_formula_of_items_to_evaluate() -> None:
    case = paired(20, 10)
    other = SampleSize(items=200, gained=10, lost=5, confidence=97.5)
    assert case.needed(80) == other.items_needed == 593
    assert figures(case)["more_items"].value == 393
    assert "about 393 more items would tell when all are compared again" in case.result().answer
    step = case.result().plan[0]
    assert step.title == "Label and score 393 more items, then compare all of them again"
    assert "look 2 at the results: say so under “Looks at the results”" in step.words
    assert (step.calculator, step.query) == ("sample-size", "items=200&gained=10&lost=5&confidence=97.5")
    assert not SampleSize.read(dict(part.split("=") for part in step.query.split("&"))).problems


def test_where_as_many_are_lost_as_gained_no_number_would_tell() -> None:
    case = paired(10, 10)
    assert case.more(80) is None
    assert figures(case)["more_items"].value is None
    assert not case.result().plan


def test_a_test_and_an_interval_that_disagree_make_a_close_case() -> None:
    case = paired(16, 6, 161)
    assert case.verdict == "unclear"
    assert "the interval alone would call it a difference, the test does not" in notices(case)


def test_without_five_changes_nothing_can_be_told() -> None:
    assert "the test needs 6" in notices(paired(5, 0))
    assert "the test needs 6" not in notices(paired(6, 0))
    assert paired(6, 0).verdict == "better"


def test_variants_share_the_error_by_holm() -> None:
    """Three variants: 5 / 3 %, then 5 / 2 %, then 5 %."""
    levels = [paired(25, 10, variants=3, rank=rank).level for rank in (1, 2, 3)]
    assert levels == pytest.approx([1 - 0.05 / 3, 1 - 0.05 / 2, 0.95])
    assert paired(25, 10, variants=2).verdict == "better"
    assert paired(25, 10, variants=3).verdict == "unclear"  # p = 0.016674 just misses 0.05 / 3
    assert "Holm" in notices(paired(25, 10, variants=3))
    assert paired(25, 10, variants=3, rank=9).level == pytest.approx(0.95)


def test_peeking_is_warned_of_and_paid_for() -> None:
    case = paired(25, 10, looks=4)
    assert case.verdict == "unclear"
    assert "18.5 %" in notices(case)  # 1 - 0.95^4
    assert "must pass a p value of 0.0125" in notices(case)
    assert case.result().plan[0].query.endswith("&confidence=99")  # five looks share 5 %


def test_items_that_chose_the_variant_are_warned_of() -> None:
    assert "fresh items" in notices(paired(25, 10, item_use=CHOSEN_BY))


def test_separate_items_are_warned_of_and_few_in_a_group_too() -> None:
    assert "different items" in notices(separate((48, 32), (56, 14)))
    assert "the p value is rough" in notices(separate((48, 2), (56, 14)))
    assert separate((48, 32), (56, 14)).verdict == "better"
    assert separate((56, 14), (48, 32)).verdict == "worse"


def test_separate_groups_say_how_many_items_of_both_are_missing() -> None:
    case = separate((160, 40), (170, 30))
    other = SampleSize(design=SAMPLES_APART, right_before=80, right_after=85, confidence=97.5)
    assert case.needed(80) == other.items_needed == 1_097
    assert case.more(80) == 2 * 897


def test_nothing_counted_is_nothing_to_compare() -> None:
    assert paired(0, 0, 0).verdict == "none"
    assert "no items are counted" in paired(0, 0, 0).result().answer
    assert separate((0, 0), (5, 5)).verdict == "none"


@given(gained=COUNTS, lost=COUNTS, more=st.integers(1, 50))
def test_one_more_gained_never_makes_it_worse(gained: int, lost: int, more: int) -> None:
    order = ("worse", "unclear", "better")
    now, then = paired(gained, lost, 2_000), paired(gained + more, lost, 2_000)
    assert order.index(then.verdict) >= order.index(now.verdict)
    assert then.difference > now.difference


def test_the_chart_shows_the_interval_beside_no_difference() -> None:
    chart = paired(25, 10).result().chart
    assert chart is not None
    layout = chart.layout()
    assert layout.zero == 0  # type: ignore[union-attr]
    *_, at, low, high = layout.rows[0]  # type: ignore[union-attr]
    assert 0 < low < at < high <= 100


@pytest.mark.parametrize(("gained", "confidence"), [(1, 95), (1, 90), (3, 99)])
def test_no_fewer_items_would_tell_than_the_test_needs(gained: int, confidence: float) -> None:
    """Of n items that all got better the exact test takes 2 / 2^n for luck; at the second look 7 at 95 %, 6, 9."""
    case = BeforeAfter(both_right=0, items_gained=gained, items_lost=0, both_wrong=0, confidence=confidence)
    least = {95: 7, 90: 6, 99: 9}[confidence]
    assert case.needed(80) == least
    assert f"{least - gained} more items" in case.result().answer


def test_ties_alone_are_called_ties() -> None:
    case = BeforeAfter(design="preferred", after_preferred=0, before_preferred=0, ties=10)
    assert case.result().why.startswith("Every item is a tie.")


def test_one_item_or_no_spread_is_not_told_as_knowledge() -> None:
    """Scores may have any size here, so that with one of them, or with none that differs, any difference fits."""
    for case in (BeforeAfter(design=SCORED, scored_items=1), BeforeAfter(design=SCORED, spread=0)):
        result = case.result()
        assert case.verdict == "unclear"
        assert "any difference fits the scores" in result.answer
        assert (result.figures[0].low, result.figures[0].high) == (None, None)
        assert "inf" not in str(result)


def test_a_model_that_may_lose_a_little_can_be_shown_to_do() -> None:
    """Tango's interval of 200 items that all stayed right goes from -1.88 to 1.88 points."""
    case = BeforeAfter(both_right=200, items_gained=0, items_lost=0, both_wrong=0, margin=2)
    assert case.verdict == "not-worse"
    assert "Not worse than by 2:" in case.result().answer
    assert "1.88 points fewer" in case.result().answer
    assert "nothing can be told" not in notices(case)
    assert "error_before" not in figures(case)  # who is always right has no error that a formula could tell
    assert case.replace(margin=1.5).verdict == "unclear"
    assert "nothing can be told" in notices(case.replace(margin=1.5))


def test_a_difference_below_the_one_that_matters_is_neither_better_nor_worse() -> None:
    assert paired(25, 10, least=7.5).verdict == "better"
    case = paired(25, 10, least=8)
    assert case.verdict == "slight"
    assert case.result().answer.startswith("Too small to matter:")
    assert BeforeAfter(design=SCORED, mean_before=0.5, mean_after=0.5 + 3e-10, spread=1e-11).verdict == "slight"


def test_the_mid_p_test_is_taken_where_it_is_asked_for() -> None:
    """16 gained, 6 lost of 161: exact p = 0.0525, mid-p 0.0347, and Tango's interval leaves out 0."""
    case = paired(16, 6, 161)
    assert case.verdict == "unclear"
    mid = case.replace(test=MID)
    assert mid.verdict == "better"
    assert mid.p_value == pytest.approx(0.0346903, abs=1e-6)
    assert "mid-p" in " ".join(figure.label for figure in mid.result().figures)
    assert "test" in separate((160, 40), (170, 30)).unused


def test_each_model_has_a_standard_error_with_their_correlation() -> None:
    """By hand: 127 and 140 of 200; √(0.635 · 0.365 / 199); phi (122 · 55 - 18 · 5) / √(127 · 140 · 73 · 60)."""
    shown = figures(BeforeAfter(both_right=122, items_gained=18, items_lost=5, both_wrong=55))
    assert shown["error_before"].value == pytest.approx(3.41278, rel=1e-5)
    assert shown["correlation"].value == pytest.approx((122 * 55 - 18 * 5) / (127 * 140 * 73 * 60) ** 0.5)


@pytest.mark.parametrize(
    ("gained", "lost", "told"), [(6, 0, "had one of the 6"), (25, 10, "had 2 of the 35"), (40, 5, "")]
)
def test_a_verdict_that_few_items_would_turn_says_so(gained: int, lost: int, told: str) -> None:
    """Scipy's binomtest: 5 to 1 p = 0.219; 24 to 11 p = 0.0410, 23 to 12 p = 0.0895; 37 to 8 p = 0.00002."""
    said = notices(paired(gained, lost))
    assert (told in said) if told else ("This is thin" not in said)


def test_the_counts_of_the_example_are_never_taken_for_a_verdict_on_ones_own() -> None:
    assert "counts of an example" in BeforeAfter().result().why
    assert "counts of an example" in BeforeAfter(design=SEPARATE, items_gained=26).result().why
    assert "example" not in BeforeAfter(items_gained=26).result().why
