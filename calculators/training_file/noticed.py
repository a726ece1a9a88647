"""What is noticed of a training file as a whole, in words."""

from collections.abc import Iterator

from calculators.bills.fields import listing
from calculators.training_file.recognise import COHERE
from calculators.training_file.survey import Survey


def of_the_whole(found: Survey) -> Iterator[str]:
    """What is odd about a file whatever is done with it: what numbers its rows, its marks, its ends of lines."""
    use = found.form.use
    if before := [f"“{name}”" for name in (use.system, use.history) if name]:
        yield f"{listing(before)} {'stand' if len(before) > 1 else 'stands'} before the input."
    if found.form.numbers:
        names = listing([f"“{name}”" for name in found.form.numbers])
        yield f"{names} only numbers the rows: it is neither read nor compared."
    if use.link:
        yield f"“{use.link}” says that rows are turns of conversations; each is read alone, without those before it."
    if found.marked:
        yield (
            "The file begins with a byte order mark. Azure’s page asks for one; some programs stumble over it. "
            "The cleaned file has none."
        )
    if found.form.shape == COHERE:
        yield (
            "The roles are those of Cohere, whose tuning ended on 15 September 2025. Choose Chat as the shape of the "
            "cleaned file for those who train today: it has system, user, assistant."
        )
    if found.returned:
        yield "Its lines end with a carriage return alone, which some read as one line; the cleaned file has others."
    if found.bounded:
        yield (
            f"{found.bounded:,} examples are made from one template; not all were compared with each other, "
            "so there may be more near copies than are told here."
        )
