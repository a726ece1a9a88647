"""What other tools say of one pair of runs: their formulas against values reckoned elsewhere."""

import pytest

from calculators.proof.peers import PAIR, corrected, effect, own_error, peers, unpaired
from calculators.statistics.comparison import Counted


def test_the_comparator_takes_the_same_items_for_separate_ones() -> None:
    """By hand: √(0.635 · 0.365 / 199) = 0.03413, √(0.7 · 0.3 / 199) = 0.03248; 0.065 / 0.04712 = 1.3795; scipy's p."""
    assert own_error(127, 200) == pytest.approx(0.0341278, rel=1e-5)
    assert unpaired(PAIR) == pytest.approx((1.3795560, 0.1677234), rel=1e-4)


def test_the_proposed_comparison_is_the_one_of_its_own_example() -> None:
    """Pull request 3511: of 10 aligned samples 2 got worse and none better; p = 0.480, Cohen's d = -0.47."""
    example = Counted(8, 0, 2, 0)
    assert corrected(example)[1] == pytest.approx(0.480, abs=5e-4)
    assert effect(example) == pytest.approx(-0.47, abs=5e-3)


def test_the_corrected_test_is_that_of_statsmodels() -> None:
    """Statsmodels' mcnemar([[122, 5], [18, 55]], exact=False, correction=True): 6.26087, p = 0.01234336."""
    assert corrected(PAIR) == pytest.approx((6.2608696, 0.01234336), rel=1e-5)
    assert corrected(Counted(5, 0, 0, 5)) == (0, 1)


@pytest.mark.parametrize(("gained", "p"), [(6, 0.0412), (5, 0.0736)])
def test_the_page_names_what_the_corrected_test_gives(gained: int, p: float) -> None:
    assert corrected(Counted(0, gained, 0, 10))[1] == pytest.approx(p, abs=5e-5)


def test_the_tools_do_not_agree_on_the_pair() -> None:
    told = [peer.tells for peer in peers()]
    assert told == [None, None, False, True, True]
