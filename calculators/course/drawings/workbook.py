"""The drawings of the workbook."""

from itertools import pairwise
from math import log10

from calculators.course.drawing import LEADING, NAME, TEXT, Scale, Sheet, Tone, Words, drawing
from calculators.course.worked import worked_case

STAGES = (
    ("1 Question", "0 to 3", "nothing is missing"),
    ("2 Advisor", "3 to 6", "nothing is measured"),
    ("3 Trust", "6 to 10", "clerks disagree"),
    ("4 Labels", "10 to 13", "nobody signs them"),
    ("5 Training", "13 to 16", "nobody sells it"),
    ("6 Plan, result", "16 to 20", "the gain is too small"),
    ("7 Worth", "20 to 24", "it never pays"),
    ("8 Upkeep", "24 to 27", "nobody owns it"),
    ("9 Record", "27 to 30", ""),
)
"""The stages of the workbook, in which minutes each stands, why a case may end there."""


@drawing
def chain(sheet: Sheet) -> Words:
    """The nine stages of the workbook with their minutes, each with the door by which a case may leave."""
    across = 1 if sheet.narrow else 3
    y = 0.0
    for start in range(0, len(STAGES), across):
        row = STAGES[start : start + across]
        areas = sheet.boxes(
            0, y, sheet.width, [(name, f"Minutes {minutes}", "prompt" if out else "soft") for name, minutes, out in row]
        )
        for one, two in pairwise(areas):
            sheet.arrow((one.right + 4, one.middle), (two.x - 4, two.middle))
        bottom = areas[0].bottom
        for area, (_, _, out) in zip(areas, row, strict=True):
            if out:
                at = area.x + 14
                sheet.arrow((at, area.bottom), (at, area.bottom + 20), tone="trouble")
                sheet.words(at + 12, area.bottom + 4, f"Out: {out}", room=area.width - 30, tone="soft")
                bottom = max(bottom, area.bottom + 4 + 2 * TEXT * LEADING)
        y = bottom + 10
    return Words(
        title="Nine stages and eight doors",
        says="The stages run from the question to the record. Below each of the first eight stands a door by which a "
        "case may leave, because nothing is missing, nothing is measured, the clerks disagree, and so on.",
        caption="Most stages have a door. A case that leaves early is finished, and not failed.",
    )


@drawing
def turning_line(sheet: Sheet) -> Words:
    """For which gain, for which worth of a message, the tuned model pays; where the case stands."""
    alone, paid, gain = worked_case("desk-cost-alone"), worked_case("desk-worth"), worked_case("desk-tuned-result")
    enough = alone.value("monthly_fixed_cost") / alone.value("saving_per_call")  # calls a month that would just pay
    calls = enough * float(alone.texts["calls_per_day"]) / alone.value("break_even_calls_per_day")
    short = alone.value("monthly_fixed_cost") - alone.value("saving_per_call") * calls
    in_time = short + alone.value("up_front_cost") / float(alone.texts["horizon"])
    left, right, top, high = 62.0, sheet.width - 12.0, 34.0, 240.0
    across = Scale(0, 25, left, right)
    down = Scale(-3, 0, top + high, top)
    for worth in (0.001, 0.01, 0.1, 1):
        sheet.rule(left, right, down(log10(worth)))
        sheet.words(left - 8, down(log10(worth)) - 9, f"{worth:g}", tone="soft", align="end")
    sheet.words(0, 0, "USD a message at the right desk", tone="soft")
    lines: tuple[tuple[float, Tone, bool], ...] = ((short, "soft", True), (in_time, "ink", False))
    for need, tone, dashed in lines:
        points = [
            (across(half / 2), down(log10(worth)))
            for half in range(1, 51)
            if 0.001 <= (worth := need / (calls * half / 200)) <= 1
        ]
        sheet.line(*points, tone=tone, dashed=dashed)
    at = down(log10(float(paid.texts["good_call_value"])))
    low, value, most = map(
        across, (gain.value("difference", "low"), gain.value("difference"), gain.value("difference", "high"))
    )
    sheet.interval(low, value, most, at, tone="weights")
    sheet.words(value, at - 28, "the desk", tone="weights", align="middle", size=NAME, bold=True, behind=True)
    sheet.words(across(17), down(-1.35), "pays back in time", align="middle", behind=True)
    sheet.words(across(5), down(-2.7), "never", tone="soft", align="middle", behind=True)
    sheet.axis(across, top + high, [(0, "0"), (5, "5"), (10, "10"), (15, "15"), (20, "20")], label="points gained")
    return Words(
        title="Two numbers that decide",
        says="Across, the gain in points; upwards, what a message at the right desk is worth. Below the dashed line "
        "tuning never pays, above the full line it pays back within the horizon. The desk stands far above both.",
        caption="Dashed: below it, tuning never pays. Full: above it, it pays back within two years. The desk, with "
        "the range of its gain, is far from both lines, so its worth need not be known exactly.",
    )
