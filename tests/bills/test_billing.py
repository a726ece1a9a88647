"""A call costs what its tokens cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.bills.billing import TokenBill, known_bill


def test_a_plain_call_is_input_and_output_at_their_prices() -> None:
    """Published for GPT-4.1 at 2 and 8 USD/Mtok: 0.006 USD for 1,000 tokens in and 500 out, 1,800 USD for 10,000 calls
    a day over 30 days (deploybase.ai, GPT-4.1 pricing, 2026).
    """
    bill = TokenBill(0, 1_000, 500, 0, 2, 8)
    assert bill.cost == pytest.approx(0.006)
    assert 10_000 * 30 * bill.cost == pytest.approx(1_800)


def test_hits_read_the_cache_and_misses_write_it() -> None:
    bill = TokenBill(1_000, 200, 100, 0.9, 1, 5, 0.1, 1.25)
    assert bill.cost == pytest.approx((0.9 * 1_000 * 0.1 + 0.1 * 1_000 * 1.25 + 200 + 500) / 1e6)
    assert bill.reckoning == "(0.9 × 1,000 × 0.1 + 0.1 × 1,000 × 1.25 + 200 × 1 + 100 × 5) / 1,000,000"


def test_without_a_cache_the_prefix_is_plain_input() -> None:
    assert TokenBill(1_000, 0, 0, 0, 1, 5, 0.1, 1.25).cost == pytest.approx(0.001)


def test_a_price_that_is_not_known_matters_only_where_it_plays_a_part() -> None:
    assert known_bill(1_000, 200, 100, 0, 1, None, None, 5) == TokenBill(1_000, 200, 100, 0, 1, 5)
    assert known_bill(1_000, 200, 100, 1, 1, 0.1, None, 5) == TokenBill(1_000, 200, 100, 1, 1, 5, 0.1)
    assert known_bill(1_000, 200, 100, 0.9, 1, 0.1, None, 5) is None
    assert known_bill(1_000, 200, 100, 0, None, 0.1, 1.25, 5) is None


@given(reads=st.integers(1, 50), read_price=st.floats(0.01, 0.99), write_price=st.floats(1, 3))
def test_caching_a_prefix_pays_exactly_when_write_and_reads_cost_less_than_sending_it_again(
    reads: int, read_price: float, write_price: float
) -> None:
    """One write and k reads against k + 1 plain sends: w + r·k < 1 + k."""
    cached = TokenBill(1_000, 0, 0, reads / (reads + 1), 1, 0, read_price, write_price).cost * (reads + 1)
    plain = TokenBill(1_000, 0, 0, 0, 1, 0).cost * (reads + 1)
    assert (cached < plain) == (write_price + read_price * reads < 1 + reads) or cached == pytest.approx(plain)
