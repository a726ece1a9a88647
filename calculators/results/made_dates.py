"""Results that a spreadsheet made dates of, as 5-Mar of 3/5: what they were is no longer in the file."""

import re
from collections.abc import Iterable

from calculators.results.cells import empty
from calculators.results.draft import named
from calculators.results.reading import Ask

MONTH = (
    r"(?:jan|feb|mar|mär|maer|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|janv|févr|mars|avr|juin|juil|août|déc"
    r"|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out|mei)[a-zäûé]*\.?"
)
DATE = re.compile(
    rf"\d{{1,2}}[. -]{{1,2}}{MONTH}(?:[ -]\d{{2,4}})?|{MONTH}[ -]\d{{1,4}}"
    r"|(?:19|20)\d\d-\d\d-\d\d(?:[ T]00:00(?::00)?)?|\d{1,2}/\d{1,2}/(?:19|20)?\d\d",
    re.IGNORECASE,
)
FEWEST, FEW = 2, 0.02


def refuse(names: Iterable[str], cells: Iterable[str]) -> None:
    """Tell that among the cells of columns of results are dates. Raises Ask."""
    filled = [cell.strip() for cell in cells if not empty(cell)]
    found = [cell for cell in filled if DATE.fullmatch(cell)]
    if len(found) < FEWEST or len(found) < FEW * len(filled):
        return
    words = (
        f"File of results: {named(names, 4)} hold dates such as “{found[0][:30]}”. A spreadsheet makes them of results "
        "such as 3/5, 3-5 or 1.5, and what they were cannot be told. Set these columns to text there before the "
        "results come in, and save the file again."
    )
    raise Ask("file", words)
