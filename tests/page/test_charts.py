"""The words of a chart cover nothing; its numbers are taken along as they are."""

import dataclasses
import itertools

from hypothesis import given
from hypothesis import strategies as st

from calculators.kit.chart import BOTTOM, Bar, Bars, Line, Mark
from calculators.page.charts import LINE, apart, chart_csv, covers, names, text_box
from tests.kit.test_chart import CHART


@given(
    st.lists(st.tuples(st.text("abc def", min_size=1, max_size=40), st.floats(0, 1e6)), min_size=2, max_size=6),
    st.floats(1, 1e6),
)
def test_the_names_of_lines_stand_at_their_ends_and_none_covers_another(
    ends: list[tuple[str, float]], reach: float
) -> None:
    lines = tuple(Line(name, ((0, 0), (reach, value))) for name, value in ends)
    layout = dataclasses.replace(CHART, lines=lines, marks=()).layout()
    placed = names(layout.names)
    spans = sorted((y - LINE * len(words) / 2, y + LINE * len(words) / 2) for _, y, words in placed)
    assert all(low >= high - 1e-3 for (_, high), (low, _) in itertools.pairwise(spans))
    assert spans[-1][1] <= 100
    for path, (end, _, _) in zip(layout.paths, placed, strict=True):
        assert path.endswith(f",{end:g}")


def test_marks_that_would_cover_each_other_stand_one_below_the_other() -> None:
    marks = (Mark(5, None, "one moment"), Mark(5.1, None, "another moment"), Mark(0, None, "far away"))
    belows = [below for *_, below, _ in apart(dataclasses.replace(CHART, marks=marks).layout().marks)]
    assert belows[0] == belows[2] == 0
    assert belows[1] >= LINE


def test_marks_beside_each_other_at_the_foot_of_the_plot_cover_neither_each_other_nor_the_axis() -> None:
    marks = tuple(Mark(at / 10, 0.5, "overtakes") for at in range(4))
    placed = apart(dataclasses.replace(CHART, marks=marks).layout().marks)
    texts = [text_box(x, y + below, label, side, foot) for x, y, label, side, below, foot in placed if y is not None]
    assert not [pair for pair in itertools.combinations(texts, 2) if covers(*pair)]
    assert max(bottom for *_, bottom in texts) <= BOTTOM


def test_numbers_are_taken_along_unrounded() -> None:
    assert chart_csv(CHART) == "line,Months,USD\na,0,0\na,10,100\nb,0,50\nb,10,50\n"
    bars = Bars("Bill", "", "USD", (Bar("Calls, all", 1 / 3, 0.25, None),))
    assert chart_csv(bars) == 'name,USD,low,high\n"Calls, all",0.3333333333333333,0.25,\n'
