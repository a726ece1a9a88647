"""Orders such as “tuned > base > gpt”: a rank of each model, or who is first of two; which way is better is asked."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given, pressed, said, table

ORDERS = [("tuned", "base", "gpt"), ("tuned", "gpt", "base"), ("base", "tuned", "gpt")] * 10
"""The ranks: tuned 1, 1, 2; base 2, 3, 1."""


@pytest.mark.parametrize(
    ("heading", "mark"), [("ranking", " > "), ("judgement", ">"), ("Rangfolge", " ≻ "), ("verdict", " » ")]
)
def test_orders_of_several_models_are_their_ranks(heading: str, mark: str, tmp_path: Path) -> None:
    file = given(tmp_path, "orders.csv", table(f"id,{heading}", [(n, mark.join(o)) for n, o in enumerate(ORDERS)]))
    _, asked = said(file)
    assert asked is not None
    assert set(asked.problems) == {"better"}
    answer, _ = said(file, **pressed(asked, "Less is better"))
    assert "Better: a mean score of 1.33 after, 2 before" in answer
    assert f"“{heading}” holds orders: the rank of each, 1 the best" in answer


def test_lists_under_a_heading_of_ranks(tmp_path: Path) -> None:
    rows = [(n, '"' + str(list(order)) + '"') for n, order in enumerate(ORDERS)]
    _, asked = said(given(tmp_path, "orders.csv", table("id,ranking", rows)))
    assert asked is not None
    assert set(asked.problems) == {"better"}


def test_of_two_models_the_first_is_preferred(tmp_path: Path) -> None:
    cells = ["tuned > base"] * 14 + ["base > tuned"] * 5 + ["base = tuned"] * 3
    answer, _ = said(given(tmp_path, "orders.csv", table("id,ranking", list(enumerate(cells)))))
    assert "“tuned” for after (14), “base” for before (5), “tie” a tie (3)" in answer


def test_letters_are_asked_about(tmp_path: Path) -> None:
    cells = ["A > B"] * 14 + ["B > A"] * 5 + ["A = B"] * 3
    answer, asked = said(given(tmp_path, "orders.csv", table("id,ranking", list(enumerate(cells)))))
    assert not answer
    assert asked is not None
    assert set(asked.problems) == {"cells"}


def test_what_stood_first_is_no_order_of_quality(tmp_path: Path) -> None:
    rows = [(n, ("base > tuned", "tuned > base")[n % 2], ("base", "tuned", "tuned")[n % 3]) for n in range(30)]
    answer, _ = said(given(tmp_path, "votes.csv", table("id,order,winner", rows)))
    assert "holds orders" not in answer


def test_orders_as_labels_of_raters_are_asked_about(tmp_path: Path) -> None:
    rows = [(n, " > ".join(order), " > ".join(ORDERS[n // 2])) for n, order in enumerate(ORDERS)]
    file = given(tmp_path, "orders.csv", table("id,rater 1,rater 2", rows))
    with pytest.raises(Refused, match="Kendall’s W") as refused:
        Agreement(file=file).result()
    assert Agreement(file=file, **refused.value.choices[0].fills).result()  # type: ignore[arg-type]
