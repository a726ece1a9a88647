"""What a calculator asks of a file of results, or of two, with how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused, choice, text, upload
from calculators.kit.model import Calculator
from calculators.results.answers import CONTAINS, EXACT, TRUTH
from calculators.results.cells import GUESS, PREFERENCE, RIGHT, SCORES, WIN_RATE
from calculators.results.column_fields import ACCEPTS, FILE, column
from calculators.results.gathered import paired, reading
from calculators.results.numerals import DECIMAL, THOUSANDS
from calculators.results.paired import Paired
from calculators.results.people import Beside, beside
from calculators.results.rating_shapes import ROWS_ITEMS, ROWS_RATERS
from calculators.results.reading import LESS, MORE, Reading, Told
from calculators.results.set_aside import UNMARKED

WAYS: Mapping[str, tuple[str, str]] = {
    GUESS: ("More, unless the names speak of losses, errors, costs", ""),
    MORE: ("More", ""),
    LESS: ("Less: a loss, an error, a latency, a cost", ""),
}

REPEATS: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the file looks", ""),
    "mean": ("Another result of it: the mean counts", ""),
    "first": ("A slip: the first counts", ""),
    "last": ("A further try: the last counts", ""),
}

PLACES: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the file looks", ""),
    "first": ("A place: A is the answer that stood first", ""),
    "model": ("A model: A is the one before, wherever it stood", ""),
}

NUMBERS: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the column looks", ""),
    THOUSANDS: ("Thousands: 1,234 is one thousand and more", ""),
    DECIMAL: ("A decimal number: 1,234 is a little more than one", ""),
}

ANSWERS: Mapping[str, tuple[str, str]] = {
    GUESS: ("It says the same, or it is asked", ""),
    EXACT: ("It says the same, but for capitals and marks around it", ""),
    TRUTH: ("It says yes or no as the right one does, in whatever word", ""),
    CONTAINS: ("The right answer stands in it as a word of its own", ""),
}

ROWS: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the file looks", ""),
    ROWS_ITEMS: ("An item", ""),
    ROWS_RATERS: ("A rater, with a column for each item", ""),
    UNMARKED: ("An item, but for rows marked to be left out", ""),
}

KINDS: Mapping[str, tuple[str, str]] = {
    GUESS: ("As the cells look", ""),
    RIGHT: ("Right or wrong: true or false, 1 or 0, yes or no, pass or fail", ""),
    SCORES: ("Scores: the higher, the better", ""),
    PREFERENCE: ("Which is preferred: before (A), after (B) or tie", ""),
    WIN_RATE: ("Win-rate of the model after, from 0 to 1 or in %", ""),
}

NEEDS = "What you need"

SAID = {
    "item": "item_column", "before": "before_column", "after": "after_columns", "cluster": "cluster_column",
    "model": "model_column", "result": "result_column", "run": "run_column", "gold": "gold_column", "metric": "metric",
    "people": "people_columns", "order": "order_column", "weight": "weight_column",
}  # fmt: skip
NONE = frozenset({"item", "cluster", "model", "run", "gold", "weight"})
"""What a file need not have; “none” says so."""

WAYS_SAID = {
    "kind": "results", "cells": "cells", "better": "better", "repeats": "repeats", "places": "places",
    "numbers": "numbers", "answers": "answers", "rows": "rows_are",
}  # fmt: skip
"""What the reader may say of a file, and the input that says it."""


@dataclass(frozen=True)
class ResultsFile(Calculator):
    """A calculator that takes results of models from a file."""

    file: GivenFile | None = upload(
        "File of results",
        help="CSV, JSON, JSON Lines, also as evaluation tools export it: a row for each item, with its results before "
        "and after; one for each item and model; or the run before. With a file, counts play no part.",
        accepts=ACCEPTS,
        called="before_file",
    )
    after_file: GivenFile | None = upload(
        "File of the run after",
        help="Only where the run after stands in a second file: the two are joined by what names their items.",
        accepts=ACCEPTS,
    )
    results: str = choice(GUESS, "Results", lambda: KINDS, FILE, "What the cells of the results say.")
    cells: str = text(
        "", "How cells count", FILE, "Such as “ERROR=wrong, fair=half”: right, wrong, half, a number, out; of "
        "preferences after, before, tie; “(empty)=wrong” for empty cells.", most=2_000,
    )  # fmt: skip
    better: str = choice(GUESS, "Better is", lambda: WAYS, NEEDS, "Of losses, errors, costs less is better.")
    item_column: str = column(
        "item",
        "Column of the item",
        "The item’s name, the same in every row of the item; “task + id” for two.",
        shown="item_name",
    )
    before_column: str = column(
        "before", "Result before", "The column, or in a file with a column of the model the name of the model before; "
        "of several runs “run1 + run2”, whose mean counts.",
    )  # fmt: skip
    after_columns: str = column(
        "after", "Results after", "One or several, with commas between; or the column that says which is preferred."
    )
    cluster_column: str = column(
        "cluster",
        "Column of the document",
        "Items that share a document, a conversation or a topic count together; “none” for none.",
    )
    weight_column: str = column(
        "weight",
        "Column of the weight",
        "How many items a row stands for, or how much it counts; “none” where all count alike.",
    )
    model_column: str = column("model", "Column of the model", "Only where each row holds the result of one model.")
    result_column: str = column("result", "Column of the results", "Only where each row holds the result of one model.")
    metric: str = column("metric", "Metric", "Its name, where the file holds several.", shown="only")
    gold_column: str = column(
        "gold", "Column of the right answers", "Where the results are answers to be held against."
    )
    answers: str = choice(GUESS, "An answer is right where", lambda: ANSWERS, FILE, "Beside a column of right answers.")
    run_column: str = column("run", "Column of the run", "Where an item was tried several times: the mean counts.")
    repeats: str = choice(GUESS, "An item again", lambda: REPEATS, FILE, "What a second row of an item and model is.")
    rows_are: str = choice(
        GUESS, "Each row is", lambda: ROWS, FILE, "A form has a row for each person; some files mark rows to leave out."
    )
    people_columns: str = text(
        "",
        "People’s labels",
        FILE,
        "Where a judge gave the results, and people labelled some items too: their column, or two, before and after.",
    )
    order_column: str = column(
        "order", "Column of the order", "Of two answers, which stood first: AB (before first) or BA, or swapped or not."
    )
    places: str = choice(GUESS, "A winner’s name is", lambda: PLACES, FILE, "What “A” stands for where places change.")
    numbers: str = choice(GUESS, "A number such as 1,234", lambda: NUMBERS, FILE, "Or 1.234, by points.")
    slice_column: str = text("", "Column of the slices", FILE, "A topic, a language: each is compared by itself, too.")
    metrics: str = text("", "Further metrics", FILE, "Commas between, such as “faith, cost: less”.")

    @property
    def said(self) -> Told:
        """What the reader says of the file; what is not said is proposed."""
        said = {**SAID, **WAYS_SAID}
        values = {part: getattr(self, name) for part, name in said.items() if name in self.told}
        return Told(**{part: "" if part in NONE and value == "none" else value for part, value in values.items()})

    def guess(self, but: str = "") -> Reading:
        """What the file likely holds under what the reader says, but for one part; nothing without a file to read."""
        try:
            # The parts that have a default of their own are None where nothing is said; mypy sees all of them.
            told = self.said._replace(**{but: None}) if but else self.said  # type: ignore[arg-type]
            return reading(self.file, self.after_file, told) if self.file else Reading()
        except Refused:
            return Reading()

    @property
    def reading(self) -> Reading:
        """How the file is read. Raises Refused where it cannot be."""
        assert self.file
        return reading(self.file, self.after_file, self.said)

    @property
    def paired(self) -> Paired | None:
        """The results in the file. Raises Refused where a question is open, or a column is named that is not there."""
        if not self.file:
            if self.after_file:
                raise Refused({"file": "File of results: choose the file of the run before as well."})
            return None
        return paired(self.file, self.after_file, self.said, self.as_shown)

    @property
    def beside(self) -> Beside | None:
        """The results with people's labels beside them; None where none are named. Raises Refused."""
        if not self.file or not self.said.people:
            return None
        return beside(self.file, self.after_file, self.said, self.as_shown)

    @property
    def as_shown(self) -> float | None:
        """What doubtful words count as in the answer."""
        return self.reading.as_shown
