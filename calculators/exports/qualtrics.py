"""Responses as Qualtrics exports them: three lines of headings, columns of who answered when.

Source: https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/understanding-your-dataset/
(names of columns, the line of questions, the line of import ids; Status says what is a preview).
"""

from collections import Counter
from collections.abc import Sequence

from calculators.files.reading import Row

IMPORT = '{"ImportId"'
OF_RESPONSE = frozenset(
    {"StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
     "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference", "LocationLatitude",
     "LocationLongitude", "DistributionChannel", "UserLanguage"}
)  # fmt: skip
PREVIEWS = frozenset({"Survey Preview", "1", "Survey Test", "Spam", "8", "9"})
"""What Status says of responses that are none: previews, tests, spam, by word or by number."""

PARTS = " - "
LONGEST = 80


def below(rows: Sequence[Row]) -> int:
    """How many of the rows below the first line are further headings; 0 of a file that is none of Qualtrics'."""
    for place, row in enumerate(rows[:2]):
        if any(cell.strip().startswith(IMPORT) for cell in row.cells):
            return place + 1
    return 0


def kept(columns: Sequence[str]) -> list[int]:
    """The places of the columns of answers, with the id of the response."""
    return [place for place, name in enumerate(columns) if name not in OF_RESPONSE]


def names(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The names of the columns with what was asked, of the lines of headings below.

    Of a question on several things, asked as “question - thing”, only the thing is told, which tells its columns apart.
    """
    asked = rows[0].cells if below(rows) > 1 else ()
    texts = [" ".join(asked[place].split()) if place < len(asked) else "" for place in range(len(columns))]
    questions = Counter(text.rpartition(PARTS)[0] for text in texts)
    made = []
    for name, text in zip(columns, texts, strict=True):
        question, _, thing = text.rpartition(PARTS)
        told = (thing if question and questions[question] > 1 else text).replace(",", ";")  # a comma parts names
        short = told if len(told) <= LONGEST else f"{told[:LONGEST]}…"
        known = not text or "".join(text.split()).lower() == "".join(name.split()).lower()
        made.append(name if known else f"{name}: {short}")
    return made


def preview(columns: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row is a preview or a test, and no response."""
    return "Status" in columns and cells[columns.index("Status")].strip() in PREVIEWS
