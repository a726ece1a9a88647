"""Names of models that say the opposite of the dates beside their results: which one was before is asked."""

from collections.abc import Sequence

from calculators.kit.inputs import Press
from calculators.results.draft import Draft
from calculators.results.own_items import of_time
from calculators.results.reading import Ask
from calculators.results.revisions import Moment, moments

FEWEST = 0.9
"""The share of rows that must say when they were."""


def against_dates(draft: Draft, before: str, after: Sequence[str]) -> None:
    """Ask which model was before where all results of the one called so are later than those after. Raises Ask."""
    models = draft.grid.columns[draft.reading.model]
    for name, column in draft.there.items():
        if not of_time(column) or column.filled < FEWEST * draft.grid.rows:
            continue
        when = moments(column)
        if not when:
            continue
        first = [_when(when, column.codes, models.codes, models.cells.index(before))]
        others = [_when(when, column.codes, models.codes, models.cells.index(one)) for one in after]
        if not all((*first, *others)) or min(first[0]) <= max(max(one) for one in others):
            continue
        asked = (
            f"Result before: the names in “{draft.reading.model}” say that “{before[:60]}” was before, and “{name}” "
            "that it was run after the others. Which one is before?"
        )
        fills = [{"before_column": one} for one in (*after, before)]
        raise Ask("before_column", asked, [Press(f"“{one['before_column'][:60]}” is before", one) for one in fills])


def _when(when: Sequence[Moment | None], codes: Sequence[int], models: Sequence[int], wanted: int) -> list[Moment]:
    """When the results of one model were."""
    return [moment for code, model in zip(codes, models, strict=True) if model == wanted and (moment := when[code])]
