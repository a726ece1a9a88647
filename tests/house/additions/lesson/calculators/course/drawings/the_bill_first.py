"""The drawing of the lesson that the how-to adds."""

from calculators.course.drawing import Sheet, Words, drawing
from calculators.course.worked import worked_case


@drawing
def bill_in_two_parts(sheet: Sheet) -> Words:
    """What goes in, what comes out, and what both cost in a month."""
    left, right = sheet.columns(2, 20)
    for (x, width), name in zip((left, right), ("What is sent", "What is written"), strict=True):
        sheet.words(x + width / 2, 0, name, bold=True, align="middle")
    return Words(
        title="A bill in two parts",
        says=f"What is sent and what is written cost {worked_case('bill-of-a-month').text('monthly_cost')} together.",
        caption="Both parts are counted in tokens.",
    )
