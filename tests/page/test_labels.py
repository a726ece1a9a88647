"""The texts at a chart's points: beside every line, beside each other, within the frame."""

from calculators.kit.chart import BOTTOM
from calculators.page.charts import ABOVE, BELOW, apart

RISING = "10,80 40,50 70,20"  # y counts from the top
LABEL = "pays back after 12 days"


def test_the_text_of_a_point_on_a_rising_line_stands_where_the_line_does_not_go() -> None:
    (mark,) = apart([(40, 50, LABEL, "middle")], [RISING])
    assert mark[3:] == ("end", 0.0, ABOVE)
    (falling,) = apart([(40, 50, LABEL, "middle")], ["10,20 40,50 70,80"])
    assert falling[3:] == ("start", 0.0, ABOVE)


def test_near_the_left_edge_it_goes_below_and_never_out_of_the_frame() -> None:
    (mark,) = apart([(14, 70, LABEL, "start")], ["10,80 14,70 40,10"])
    assert mark[3:] == ("start", 0.0, BELOW)
    (low,) = apart([(14, BOTTOM - 1, LABEL, "start")], [])
    assert low[3:] == ("start", 0.0, ABOVE)


def test_where_no_line_is_near_it_stands_above_as_usual() -> None:
    (mark,) = apart([(40, 50, LABEL, "middle")], ["10,80 40,80"])
    assert mark[3:] == ("middle", 0.0, ABOVE)


def test_texts_of_two_moments_at_one_place_stand_below_each_other() -> None:
    first, second = apart([(40, None, "one price ends", "middle"), (42, None, "another begins", "middle")])
    assert first[4] == 0
    assert second[4] > 4
