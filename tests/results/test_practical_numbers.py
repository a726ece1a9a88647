"""Where the difference is next to none, no number of items is said that nobody will label."""

from calculators.before_after import BeforeAfter


def test_of_next_to_no_difference_no_number_of_items_is_a_plan() -> None:
    result = BeforeAfter(both_right=300, items_gained=50, items_lost=49, both_wrong=101).result()
    assert "no practical number of items would tell" in result.answer
    assert all("more items" not in step.title for step in result.plan)


def test_of_a_difference_that_items_can_tell_they_are_counted() -> None:
    result = BeforeAfter(both_right=300, items_gained=60, items_lost=45, both_wrong=95).result()
    assert "more items would tell" in result.answer
