"""The strokes of the drawings: what they promise to whoever draws, whoever reads."""

import re
from xml.etree import ElementTree

import pytest

from calculators.course import gallery
from calculators.course.drawing import DRAWINGS, NARROW, TEXT, WIDE, DrawingError, Scale, Sheet, Words, drawing
from calculators.course.lettering import lines, width

SAID = Words("A title", "A message.", "A caption.")
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
EVERY = pytest.mark.parametrize("name", sorted(gallery.gallery()))


def sheet(size: int = WIDE) -> Sheet:
    return Sheet("trial", size)


@EVERY
def test_a_drawing_says_its_message_to_those_who_do_not_see_it(name: str) -> None:
    words, sheets = gallery.drawn(name)
    assert words.title
    assert not words.title.endswith(".")
    assert len(words.says) > 60
    assert words.says.endswith(".")
    assert words.caption.endswith(".")
    assert words.caption != words.says
    for svg in sheets:
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        named = {part.get("id"): part.text for part in root}
        assert [named[key] for key in (root.get("aria-labelledby") or "").split()] == [words.title, words.says]


@EVERY
def test_letters_are_never_smaller_than_those_of_a_telephone(name: str) -> None:
    for svg in gallery.drawn(name)[1]:
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
        assert sizes
        assert min(sizes) >= TEXT
    # A page of 320 pixels leaves a column of 288; that of a lesson is never shown under 600.
    assert TEXT * 288 / NARROW >= 11
    assert TEXT * 600 / WIDE >= 11


@EVERY
def test_a_drawing_takes_its_colours_from_the_style_sheet(name: str) -> None:
    for svg in gallery.drawn(name)[1]:
        assert not re.findall(r'style=|#[0-9a-f]{3,6}\b"|rgb|stroke="|stroke-width=', svg)
        fills = re.findall(r'fill="([^"]*)"', svg)
        assert all(fill.startswith("url(#drawing-") for fill in fills)


def test_ids_stand_once_on_a_page_that_shows_every_drawing() -> None:
    ids = [
        one for name in gallery.gallery() for svg in gallery.drawn(name)[1] for one in re.findall(r' id="([^"]+)', svg)
    ]
    assert len(ids) == len(set(ids)) > 2


def test_an_unknown_drawing_is_told_with_those_there_are() -> None:
    with pytest.raises(DrawingError, match=r"There is no drawing “pocket”; there are: .*prompt-or-weights"):
        gallery.drawn("pocket")


def test_a_name_is_used_once() -> None:
    def trial(sheet: Sheet) -> Words:
        sheet.words(0, 0, "One")
        return SAID

    try:
        drawing(trial)
        with pytest.raises(DrawingError, match="two drawings named “trial”"):
            drawing(trial)
    finally:
        del DRAWINGS["trial"]


@SIZES
def test_what_leaves_the_sheet_is_told(size: int) -> None:
    with pytest.raises(DrawingError, match="“trial” leaves its sheet"):
        sheet(size).words(size - 20, 0, "Too long for what is left")
    with pytest.raises(DrawingError, match="by 5"):
        sheet(size).frame(-5, 0, 40, 40)


def test_words_that_cover_others_are_told() -> None:
    drawn = sheet()
    drawn.words(0, 0, "Below")
    drawn.words(10, 6, "Above")
    with pytest.raises(DrawingError, match="“Above” covers “Below”"):
        drawn.svg(SAID)


@SIZES
def test_a_box_grows_with_its_words_and_holds_them(size: int) -> None:
    drawn = sheet(size)
    small = drawn.box(0, 0, 120, "Few")
    large = drawn.box(140, 0, 120, "Few", "and a text that needs more than one line in a box so narrow")
    assert large.height > small.height
    assert large.height == drawn.box_height(120, "Few", "and a text that needs more than one line in a box so narrow")
    row = drawn.boxes(0, 200, size, [("One", "", "plain"), ("Two", "with much more to say than the other", "facts")])
    assert row[0].height == row[1].height
    assert row[-1].right == size
    drawn.svg(SAID)


def test_lines_break_evenly_and_lose_no_word() -> None:
    text = "Of the forty drafts nine are left over"
    broken = lines(text, 13, 150)
    assert " ".join(broken) == text
    assert len(broken) == 2
    assert all(width(line, 13) <= 150 for line in broken)
    assert abs(width(broken[0], 13) - width(broken[1], 13)) < 40
    assert lines("one\ntwo", 13, None) == ("one", "two")
    assert lines("Donaudampfschifffahrt", 13, 20) == ("Donaudampfschifffahrt",)


def test_widths_are_those_of_a_common_sans_serif_with_room_to_spare() -> None:
    assert 100 < width("Fine-tuning LLM", 14) < 130  # Helvetica sets it at 102
    assert width("WWW", 13) > width("iii", 13)
    assert width("weights", 13, bold=True) > width("weights", 13)


def test_a_scale_puts_values_where_they_belong() -> None:
    scale = Scale(60, 100, 20, 220)
    assert (scale(60), scale(80), scale(100)) == (20, 120, 220)


def test_amounts_are_to_scale_and_a_hatch_is_defined_once() -> None:
    drawn = sheet()
    assert drawn.bar(0, 0, 200, tone="prompt", hatched=True).width == 2 * drawn.bar(0, 30, 100, tone="prompt").width
    drawn.bar(0, 60, 50, tone="prompt", hatched=True)
    svg = drawn.svg(SAID)
    assert svg.count("<pattern") == 1
    assert svg.count('fill="url(#drawing-trial-wide-prompt)"') == 2


def test_dots_are_counted() -> None:
    drawn = sheet()
    area = drawn.dots(0, 0, 40, 10, marked=31)
    svg = drawn.svg(SAID)
    assert svg.count("<circle") == 40
    assert svg.count("drawing__dot--ring") == 9
    assert area.height < area.width < WIDE


def test_an_arrow_is_level_or_upright_and_points_where_it_ends() -> None:
    drawn = sheet()
    drawn.arrow((10, 10), (10, 40), (90, 40))
    assert "M84.5 34.5L90 40L84.5 45.5" in drawn.svg(SAID)
    with pytest.raises(DrawingError, match="level or upright"):
        drawn.arrow((0, 0), (30, 40))


@SIZES
def test_every_stroke_stays_on_the_sheet(size: int) -> None:
    drawn = sheet(size)
    y = drawn.model(0, 0, 120, 90).bottom + 10
    y = drawn.page(0, y, 60, 70, lines=4).bottom + 40
    drawn.arrow((0, y), (120, y), label="then")
    scale = Scale(0, 1, 20, size - 20)
    y = drawn.axis(scale, y + 40, [(0, "0 %"), (1, "100 %")], label="Share").bottom + 20
    y = drawn.interval(scale(0.2), scale(0.4), scale(0.5), y + 10).bottom + 10
    y = drawn.brace(0, 200, y, "All of it").bottom + 30
    drawn.brace(0, 200, y + 30, "Above", up=True)
    drawn.ring(60, y + 100, 40)
    for at, form in enumerate(("full", "ring", "half", "square", "dash")):
        drawn.dot(20 + at * 20, y + 160, form=form)  # type: ignore[arg-type]
    root = ElementTree.fromstring(drawn.svg(SAID))
    assert float((root.get("viewBox") or "").split()[-1]) > y + 160
