"""The drawings of a lesson on two years of a tuned model."""

from calculators.course.drawing import NAME, Scale, Sheet, Words, drawing
from calculators.course.worked import worked_case
from calculators.kit.numbers import say


@drawing
def a_month_of_keeping(sheet: Sheet) -> Words:
    """What a month of keeping costs, the tuned model beside RAG's store, to one scale."""
    case = worked_case("eight-releases")
    tuned, store = case.value("monthly_cost"), case.value("rag_monthly_cost")
    side = 0.0 if sheet.narrow else 150.0  # beside the bars there is room for names; on a telephone they stand above
    scale = Scale(0, max(tuned, store), side, sheet.width - 90)
    y = 0.0
    for name, amount in (("A tuned model", tuned), ("RAG’s store", store)):
        place = sheet.words(0, y if sheet.narrow else y + 3, name, size=NAME, bold=True)
        bar = sheet.bar(side, place.bottom + 4 if sheet.narrow else y, scale(amount) - side, tone="weights")
        sheet.words(bar.right + 8, bar.y + 3, say(round(amount), "USD"))
        y = bar.bottom + 20
    return Words(
        title="What a month of keeping costs",
        says=f"A month of the tuned model costs {say(round(tuned), 'USD')}, of the store {say(round(store), 'USD')}.",
        caption="To scale: retrainings, watching and releases on one side, the store and its upkeep on the other.",
    )
