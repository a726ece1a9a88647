"""A column of differences of two models, without what they are differences of: what it comes to can be typed."""

import math
import statistics

from calculators.kit.numbers import write_number
from calculators.results import numerals
from calculators.results.cells import empty, words
from calculators.results.draft import Draft
from calculators.results.headings import words_of
from calculators.results.reading import Ask

AS_DIFFERENCE = words(
    "delta,diff,difference,differences,differenz,change,gain,lift,uplift,improvement,veränderung,verbesserung,écart",
    "différence,diferencia,mejora,differenza,δ,差",
)
FEWEST = 2


def refuse(draft: Draft, name: str) -> None:
    """Tell what to type instead where a column holds such differences. Raises Ask."""
    if not words_of(name) & AS_DIFFERENCE:
        return
    read = numerals.reader(draft.told.numbers)
    cells = draft.tally([name])
    values = [
        value for cell, n in cells.items() if not empty(cell) and (value := read(cell)) is not None for _ in range(n)
    ]
    if len(values) < FEWEST:
        return
    mean = math.fsum(values) / len(values)
    spread = statistics.stdev(values)
    typed = f"--mean_after {write_number(float(f'{mean:.6g}'))} --spread {write_number(float(f'{spread:.6g}'))}"
    asked = (
        f"File of the run after: “{name}” seems to say of each item by how much two models differ, and the file does "
        "not hold what each reached. If it is after less before, give what it comes to instead of the file (--design "
        f"scored --mean_before 0 {typed} --scored_items {len(values)}); else choose a file with the results of both."
    )
    raise Ask("after_file", asked)
