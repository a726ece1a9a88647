"""What stands beside a verdict: judges put right, places, correlation, runs, margins, what no variant beats."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.statistics.comparison import Counted, Summed
from calculators.statistics.correction import Errors, prediction_powered
from calculators.statistics.judging import Judged, Wanted, judged
from calculators.statistics.places import AFTER, BEFORE, TIE, swapped
from calculators.statistics.samples import Sample
from calculators.statistics.standing import repeated, together, together_counted, undominated


def test_a_judge_with_known_errors_is_put_right_as_by_rogan_and_gladen() -> None:
    """By hand: (0.4 + 0.8 - 1) / 0.7 = 0.2857; error √(0.0012 + 0.2857² · 0.0009 + 0.7143² · 0.0016) / 0.7 = 0.0653."""
    errors = Errors((90, 100), (80, 100))
    found = errors.true_share(80, 200)
    assert found is not None
    assert (found.mean, found.error) == pytest.approx((0.2 / 0.7, 0.0653043), rel=1e-4)
    assert errors.youden == pytest.approx(0.7)


@pytest.mark.parametrize("errors", [Errors((50, 100), (50, 100)), Errors((1, 10), (1, 10)), Errors((0, 0), (3, 4))])
def test_a_judge_who_guesses_tells_nothing(errors: Errors) -> None:
    assert errors.true_share(3, 10) is None


def test_a_judge_beside_people_gives_the_mean_of_ppi() -> None:
    """By hand. People: 1, 0, 1, 1; judge on the same: 1, 0, 0, 1, on others: 1, 1, 0, 1, 0, 1, 1, 1.

    The weight is cov 0.1667 / ((1 + 4/8) · 0.2424) = 0.4583; 0.75 + 0.4583 · (0.75 - 0.5) = 0.8646.
    """
    found = prediction_powered((1, 1, 0, 1, 0, 1, 1, 1), (1, 0, 0, 1), (1, 0, 1, 1))
    assert found is not None
    assert found.trust == pytest.approx(11 / 24)
    assert found.mean == pytest.approx(0.75 + 11 / 24 * 0.25)


def test_a_judge_that_knows_nothing_is_not_listened_to() -> None:
    found = prediction_powered((1.0,) * 8, (1.0,) * 4, (1, 0, 1, 1))
    assert found is not None
    assert (found.mean, found.error, found.trust) == pytest.approx((0.75, 0.5 / 2, 0))
    assert prediction_powered((1.0,), (1.0,), (1.0,)) is None


def test_an_interval_from_judge_with_people_holds_what_it_promises() -> None:
    """30 labelled items, 300 others, a judge who errs on 15 % and is too kind: 95 % of intervals hold the truth."""
    chance, held, narrower = random.Random(7), 0, 0
    for _ in range(500):
        true = [float(chance.random() < 0.6) for _ in range(330)]
        kind = [one if chance.random() < 0.85 else float(chance.random() < 0.8) for one in true]
        found = prediction_powered(kind[30:], kind[:30], true[:30])
        assert found is not None
        low, high = found.interval(0.95)
        held += low <= 0.6 <= high
        narrower += high - low < 2 * 2.045 * math.sqrt(0.24 / 30)
    assert 462 <= held <= 490
    assert narrower > 400


def test_documents_widen_what_labels_put_right() -> None:
    """20 documents of 4 items with labels, 60 without, alike within: 95 % of intervals hold the truth."""
    chance, held, short = random.Random(11), 0, 0
    for _ in range(400):
        true, kind, of = [], [], []
        for document in range(80):
            level = chance.gauss(0.2, 0.3)
            for _ in range(4):
                value = level + chance.gauss(0, 0.3)
                true.append(value)
                kind.append(value + chance.gauss(0.1, 0.3))
                of.append(document)
        parts = kind[80:], kind[:80], true[:80]
        found, alone = prediction_powered(*parts, (of[80:], of[:80])), prediction_powered(*parts)
        assert found is not None
        assert alone is not None
        assert (found.mean, found.trust) == (alone.mean, alone.trust)
        low, high = found.interval(0.95)
        held += low <= 0.2 <= high
        low, high = alone.interval(0.95)
        short += low <= 0.2 <= high
    assert 368 <= held <= 392
    assert short < 340


def test_documents_of_one_item_are_no_documents() -> None:
    chance = random.Random(5)
    true = [chance.gauss(0.2, 1) for _ in range(400)]
    kind = [one + chance.gauss(0, 0.5) for one in true]
    parts = kind[100:], kind[:100], true[:100]
    found, alone = prediction_powered(*parts, (range(100, 400), range(100))), prediction_powered(*parts)
    assert found is not None
    assert alone is not None
    assert found.error == pytest.approx(alone.error, rel=0.02)
    assert prediction_powered(kind[100:], kind[:100], true[:100], ([0] * 300, [0] * 50 + [1] * 50)) is None


def test_pairs_judged_in_both_orders_tell_the_favourite_place() -> None:
    first = (AFTER, AFTER, BEFORE, TIE, AFTER, AFTER, AFTER, AFTER, AFTER, AFTER, TIE)
    second = (AFTER, AFTER, BEFORE, TIE, BEFORE, BEFORE, BEFORE, BEFORE, BEFORE, BEFORE, AFTER)
    found = swapped(first, second)
    assert (found.after, found.before, found.ties, found.first, found.second, found.other) == (2, 1, 1, 6, 0, 1)
    assert found.consistent == pytest.approx(4 / 11)
    assert found.bias == pytest.approx(6 / 11)
    assert found.p_value == pytest.approx(2 / 2**6)


def test_errors_with_correlation_make_the_error_of_the_difference() -> None:
    """Miller 2024: Var(B - A) = Var(A) + Var(B) - 2 Cov(A, B)."""
    before, after = (1.0, 0, 1, 1, 0, 1, 0, 1), (1.0, 1, 1, 1, 0, 1, 0, 0)
    found = together(Sample(before), Sample(after))
    assert found.correlation is not None
    variance = found.before**2 + found.after**2 - 2 * found.correlation * found.before * found.after
    changes = Sample(tuple(two - one for one, two in zip(before, after, strict=True)))
    assert math.sqrt(variance) == pytest.approx(changes.error)
    counted = together_counted(4, 1, 1, 2)
    assert (counted.before, counted.after, counted.correlation) == pytest.approx(
        (found.before, found.after, found.correlation)
    )
    assert together_counted(5, 2, 0, 0).correlation is None


def test_runs_of_an_item_are_its_mean_with_the_noise_of_one_answer() -> None:
    """By hand: item means 1, 1/3, 2/3, 0; the answers of two items vary by 2/3 in sum, over 8 degrees of freedom."""
    found = repeated(((1, 1, 1), (0, 1, 0), (1, 0, 1), (0, 0, 0)))
    assert found.means == pytest.approx((1, 1 / 3, 2 / 3, 0))
    assert found.noise**2 == pytest.approx((2 / 3 + 2 / 3) / 8)
    assert found.answers == 3
    assert found.spread**2 == pytest.approx(5 / 27 - found.noise**2 / 3)
    assert repeated(((1.0,), (0.0,))).noise == 0


def test_a_variant_that_another_beats_in_all_is_left_behind() -> None:
    front = undominated({"a": (0.9, 5.0), "b": (0.8, 1.0), "c": (0.8, 2.0), "d": (0.9, 5.0)}, (True, False))
    assert front == {"a", "b", "d"}


@given(st.dictionaries(st.text(max_size=2), st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_one_variant_at_least_is_never_beaten(variants: dict[str, tuple[int, int]]) -> None:
    front = undominated({name: tuple(map(float, values)) for name, values in variants.items()}, (True, True))
    assert front
    assert max(variants.values()) in {variants[name] for name in front}


def one(found: Counted | Summed, **wanted: float) -> Judged:
    return judged({"": found}, 0.05, 1, 1, wanted=Wanted(**wanted))[0]


def test_all_right_both_times_is_not_worse_than_by_two_points() -> None:
    """Tango's interval of 200 items of which none changed goes from -1.88 to 1.88 points."""
    same = Counted(200, 0, 0, 0)
    assert one(same).verdict == "unclear"
    assert one(same, margin=0.02).verdict == "not-worse"
    assert one(same, margin=0.018).verdict == "unclear"


def test_worse_by_less_than_the_margin_is_not_worse() -> None:
    """3,000 items, 40 lost, 15 gained: 0.83 points fewer (0.35 to 1.35), luck alone in 0.1 %."""
    few = Counted(2_000, 15, 40, 945)
    assert one(few).verdict == "worse"
    assert one(few, margin=0.02).verdict == "not-worse"
    assert one(few, margin=0.01).verdict == "worse"
    assert one(Counted(100, 40, 10, 50), margin=0.02).verdict == "better"


def test_a_difference_too_small_to_matter_is_never_better() -> None:
    many = Counted(60_000, 2_400, 2_000, 35_600)
    assert one(many).verdict == "better"
    assert one(many, least=0.01).verdict == "slight"
    assert one(Summed((0.5, 0.5 + 3e-10), 1e-11, 200)).verdict == "slight"
