"""A chart's ticks are round, its texts stay inside, its lines are where its numbers say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit.chart import BOTTOM, TOP, Bar, Chart, Line, Mark, Stack, anchor, ticks, whole_ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 24, (0, 5, 10, 15, 20, 25)),
        (0, 141_557, (0, 50_000, 100_000, 150_000)),
        (-20, 90, (-50, 0, 50, 100)),
        (0, 0.0007, (0, 0.0002, 0.0004, 0.0006, 0.0008)),
        (3, 3, (3, 3.5, 4)),
    ],
)
def test_ticks_are_round_and_cover_the_range(low: float, high: float, expected: tuple[float, ...]) -> None:
    about = 6 if high == 24 else 4 if high != 3 else 2
    assert ticks(low, high, about) == pytest.approx(expected)


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.integers(2, 8))
def test_ticks_cover_any_range_with_few_steps(low: float, width: float, about: int) -> None:
    if low + width > low:
        marks = ticks(low, low + width, about)
        slack = 1e-6 * max(abs(low), width)
        assert marks[0] <= low + slack
        assert marks[-1] >= low + width - slack
        assert len(marks) <= about + 3


CHART = Chart(
    title="Total spent",
    summary="",
    x_label="Months",
    x_unit="months",
    y_unit="USD",
    lines=(Line("a", ((0, 0), (10, 100))), Line("b", ((0, 50), (10, 50)))),
    marks=(Mark(5, 50, "they meet"), Mark(10, None, "the end"), Mark(99, None, "beyond")),
)


def test_lines_and_marks_stand_in_percent_of_the_frame() -> None:
    layout = CHART.layout()
    left, right = layout.left, layout.right
    assert 0 < left < right < 100
    assert layout.paths == (f"{left:g},{BOTTOM:g} {right:g},{TOP:g}", f"{left:g},50 {right:g},50")
    middle = (left + right) / 2
    assert layout.marks == ((middle, 50, "they meet", "middle"), (right, None, "the end", "middle"))


def test_the_numbers_of_the_axis_stand_left_of_every_line() -> None:
    layout = CHART.layout()
    assert min(float(point.split(",")[0]) for path in layout.paths for point in path.split()) == layout.left


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 24, (0, 5, 10, 15, 20, 24)), (0, 10, (0, 2, 4, 6, 8, 10)), (0, 26, (0, 5, 10, 15, 20, 26))],
)
def test_the_last_tick_says_where_the_axis_ends(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert whole_ticks(low, high, 6) == pytest.approx(expected)


def test_parts_of_a_stack_stand_end_to_end_against_the_room() -> None:
    stack = Stack("Memory", "", "GB", (Bar("a", 3), Bar("b", 5)), Bar("In all", 8, 7, 9), Bar("Card", 16))
    layout = stack.layout()
    assert [(part.begin, part.width) for part in layout.parts] == [(0, 18.75), (18.75, 31.25)]
    assert (layout.whole.width, layout.whole.span, layout.room) == (50, (43.75, 56.25), 100)


def test_only_the_top_tick_carries_the_unit() -> None:
    texts = [text for _, text in CHART.layout().y_ticks]
    assert texts[-1] == "100 USD"
    assert all("USD" not in text for text in texts[:-1])


def test_the_table_says_what_the_lines_show() -> None:
    table = CHART.table()
    assert table[0] == ("Months", "a (USD)", "b (USD)")
    assert table[1:] == (("0", "0", "50"), ("2", "20", "50"), ("4", "40", "50"), ("6", "60", "50"), ("8", "80", "50"),
                         ("10", "100", "50"))  # fmt: skip


@pytest.mark.parametrize(("across", "where"), [(0, "start"), (50, "middle"), (100, "end")])
def test_texts_are_anchored_so_that_they_stay_inside(across: float, where: str) -> None:
    assert anchor(across) == where


def test_a_line_is_straight_between_its_points_and_flat_beyond() -> None:
    line = Line("a", ((0, 0), (2, 10), (2, 20), (4, 20)))
    assert [line.at(x) for x in (0, 1, 2, 3, 9)] == [0, 5, 10, 20, 20]
