"""The cheapest of several bills: ties are ties, whatever rounding does."""

from calculators.bills.comparing import SAME, cheapest, same


def test_the_cheapest_is_one_or_all_that_cost_the_same() -> None:
    assert cheapest({"a": 2.0, "b": 1.0, "c": 3.0}) == ("b",)
    assert cheapest({"a": 0.1 + 0.2, "b": 0.3, "c": 0.4}) == ("a", "b")
    assert cheapest({"a": 0.0, "b": 0.0}) == ("a", "b")
    assert cheapest({}) == ()


def test_two_bills_are_the_same_within_a_share_of_the_larger() -> None:
    assert same(0.0, 0.0)
    assert same(1e9, 1e9 * (1 + SAME / 2))
    assert not same(1e9, 1e9 + 2)
    assert same(100, 101, 0.01)
    assert not same(100, 101, 0.009)
