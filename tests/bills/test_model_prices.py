"""The prices of a model's cache: what may be missing, what is asked for where it may not."""

import pytest

from calculators.api_cost import ApiCost
from calculators.bills.fields import TYPED
from calculators.bills.model_prices import base_bill, cache_prices, unused_cache_prices
from calculators.kit.inputs import Refused

PLAIN = ApiCost(base_model=TYPED, base_input=1, base_output=5, cache_hits=0)


@pytest.mark.parametrize(
    ("hits", "prefix", "unused"),
    [
        (0, 1_000, {"base_cached_input", "base_cache_write"}),
        (0.9, 0, {"base_cached_input", "base_cache_write"}),
        (1, 1_000, {"base_cache_write"}),
        (0.9, 1_000, set()),
    ],
)
def test_a_price_of_the_cache_that_plays_no_part_may_be_missing_and_no_other(
    hits: float, prefix: float, unused: set[str]
) -> None:
    assert unused_cache_prices(hits, prefix) == unused
    known = {"base_cached_input": 0.1, "base_cache_write": 1.25}
    needed = tuple(0.0 if field in unused else value for field, value in known.items())
    assert (
        cache_prices(PLAIN.replace(**{field: known[field] for field in known if field not in unused}), hits, prefix)
        == needed
    )
    for field in known.keys() - unused:
        rest = {other: value for other, value in known.items() if other != field}
        with pytest.raises(Refused) as refused:
            cache_prices(PLAIN.replace(**rest), hits, prefix, ", or do without")
        assert refused.value.problems[field].endswith("no price is known here; type one, or do without.")


def test_a_call_is_billed_at_the_base_prices_of_its_case() -> None:
    bill = base_bill(PLAIN.replace(base_cached_input=0.1, base_cache_write=1.25), 1_000, 200, 100, 0.9)
    assert bill.cost == pytest.approx((0.9 * 1_000 * 0.1 + 0.1 * 1_000 * 1.25 + 200 + 500) / 1e6)
