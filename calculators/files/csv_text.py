"""A table as CSV text that a spreadsheet shows as it is."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

NUMBER = re.compile(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?", re.IGNORECASE)
FORMULA = ("=", "+", "-", "@")
UNSEEN = ("\t", "\r", "\n", "\0")


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV in which no text is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(cell) for cell in heading])
    writer.writerows([[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what begins like one and is no number.

    The signs of a formula count in full width too, and behind whatever no eye sees: spaces, controls, joiners.
    Source: OWASP ASVS 5.0, 1.2.10.
    """
    seen = next((one for one in unicodedata.normalize("NFKC", cell) if unicodedata.category(one)[0] not in "ZC"), "")
    risky = seen in FORMULA or cell.startswith(UNSEEN)
    return f"'{cell}" if risky and not NUMBER.fullmatch(cell) else cell
