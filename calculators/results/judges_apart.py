"""Results of people beside those of a judge, told apart by a column, which are no runs of one metric."""

from copy import copy

from calculators.exports.table import Export
from calculators.files.grid import Column, Grid
from calculators.results import headings
from calculators.results.cells import words
from calculators.results.headings import words_of

AS_SOURCE = headings.AS_VOTER | words("source,type,kind,origin,by,scored,graded,labeled,labelled,method,quelle,fuente")
"""Words of columns that say who gave a result."""

PEOPLE = headings.AS_PEOPLE | words("annotation,annotations,annotator,labeler,labeller,crowd,mensch,menschen,humain")
JUDGES = headings.AS_JUDGE | words("eval,evals,evaluator,model,automatisch,richter,juge")
MOST = 6


def of_judges(column: Column) -> bool:
    """Whether a column says of results which are people's and which a judge's."""
    if not words_of(column.name) & AS_SOURCE or not 2 <= column.different <= MOST:
        return False
    said = [words_of(cell) for cell, _ in column.tally()]
    return any(of & PEOPLE for of in said) and any(of & JUDGES and not of & PEOPLE for of in said)


def apart(export: Export) -> Export:
    """The table whose metrics also say who gave them, where people and a judge gave results of the same one."""
    grid, roles = export.grid, export.roles
    source = next((one for one in grid.columns.values() if of_judges(one)), None)
    metric = grid.columns.get(roles.metric) or next((one for one in grid.columns.values() if _of_metrics(one)), None)
    if source is None or metric is None or metric is source or not _has_models(export, source.name):
        return export
    given: dict[int, set[int]] = {}
    for one, by in zip(metric.codes, source.codes, strict=True):
        given.setdefault(one, set()).add(by)
    several = {one for one, by in given.items() if len(by - {0}) > 1}
    if not several:
        return export
    made = copy(grid)
    told = Column(metric.name)
    for one, by in zip(metric.codes, source.codes, strict=True):
        told.add(f"{metric.cells[one]} ({source.cells[by]})" if one in several and by else metric.cells[one])
    made.columns = {name: told if name == metric.name else column for name, column in grid.columns.items()}
    return export._replace(grid=made)


def _of_metrics(column: Column) -> bool:
    return bool(words_of(column.name) & headings.AS_METRIC) and 1 <= column.different <= MOST * MOST


def _has_models(export: Export, source: str) -> bool:
    """Whether another column tells the models apart, so that people and judges are none."""
    grid: Grid = export.grid
    if export.roles.model in grid.columns:
        return True
    others = (one for name, one in grid.columns.items() if name != source and words_of(name) & headings.AS_MODEL)
    return any(2 <= one.different <= 2 * MOST for one in others)
