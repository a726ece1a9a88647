"""Whether each model has items of its own, as the two arms of a test with users: ids that never meet tell so."""

import re
from collections.abc import Iterable, Sequence

from calculators.files.grid import Column, Grid
from calculators.kit.inputs import Press
from calculators.results import headings
from calculators.results.cells import empty, words
from calculators.results.draft import Draft
from calculators.results.headings import words_of
from calculators.results.reading import Ask
from calculators.results.structure import crossing, keys

AS_TIME = words(
    "date,datetime,day,weekday,week,month,hour,minute,time,timestamp,datum,zeit,uhrzeit,wochentag,woche,monat,stunde",
    "jour,semaine,mois,heure,fecha,día,dia,semana,mes,hora,giorno,settimana,mese,ora,dag,日期,日付,时间,時間,曜日",
)
"""Words of columns that say when something was, which names no item where it comes again."""

DATE = re.compile(
    r"(\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.)"
    r"([T ,]+\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?"
    r"|(\d{1,2}\.? )?(jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*\.?( \d{1,2})?(,? \d{4})?"
    r"|(mon|tue|wed|thu|fri|sat|sun)[a-z]*|(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)",
    re.IGNORECASE,
)
WHO = words(
    "user,users,visitor,customer,client,participant,respondent,subject,session,person,player,member,patient,worker",
    "nutzer,nutzerin,kunde,kundin,besucher,teilnehmer,sitzung,utilisateur,client,visiteur,usuario,cliente,utente",
)
"""Words of whoever was in one arm of a test."""

FEWEST_SHARED = 0.02
HALF, NEARLY_ALL = 0.5, 0.9
LOOKED_AT = 300


def of_time(column: Column) -> bool:
    """Whether a column says when something was, by its name or by its cells."""
    of = words_of(column.name)
    if of & AS_TIME and not of & (headings.AS_NAME | headings.AS_ITEM):
        return True
    some = [cell for cell in column.cells[1:LOOKED_AT] if not empty(cell)]
    return bool(some) and all(DATE.fullmatch(cell.strip()) for cell in some)


def own_id(grid: Grid, taken: Iterable[str], models: Sequence[int]) -> str:
    """The column of ids of which none has results of two models; empty where there is none."""
    for name, column in grid.columns.items():
        if name in set(taken) or not words_of(name) & (headings.AS_NAME | WHO):
            continue
        if column.filled < NEARLY_ALL * grid.rows or column.different < HALF * grid.rows:
            continue
        if crossing(column.codes, models).shared <= FEWEST_SHARED:
            return name
    return ""


def settled(draft: Draft, model: str, item: tuple[str, ...]) -> tuple[str, ...]:
    """The item of a table with a row for each result, or the ids of separate items. Raises Ask where that is open.

    No two arms are paired by a day that comes again. By what else comes again beside ids that never meet they are only
    if the reader says so.
    """
    if draft.told.item is not None or draft.reading.tool or draft.told.run:
        return item
    grid = draft.grid
    codes = grid.columns[model].codes
    own = own_id(grid, {model, *item}, codes)
    if not item:
        return (own,) if own else ()
    met = crossing(keys(grid, item), codes)
    times = [name for name in item if of_time(grid.columns[name])]
    if len(times) == len(item) and (met.repeated or own):
        return (own,) if own else ()
    named_so = any(words_of(name) & (headings.AS_NAME | headings.AS_ITEM - headings.AS_SPLIT) for name in item)
    if own and met.repeated and not named_so and not _run(draft, item, codes):
        _ask(
            own, item, texts=any(" " in cell.strip() for name in item for cell in grid.columns[name].cells[1:LOOKED_AT])
        )
    return item


def _run(draft: Draft, item: tuple[str, ...], codes: Sequence[int]) -> bool:
    """Whether a column of runs tells the rows of an item and a model apart."""
    return any(
        words_of(name) & headings.AS_RUN and not crossing(keys(draft.grid, (*item, name)), codes).repeated
        for name in draft.grid.columns
    )


def _ask(own: str, item: tuple[str, ...], *, texts: bool) -> None:
    name = " + ".join(item)
    words = (
        f"Column of the item: no “{own}” has results of both models, so that each seems to have items of its own, "
        f"while “{name}” comes again with both. Are the items separate, or are they those that “{name}” names?"
    )
    choices = [
        Press(f"Separate items, one for each “{own}”", {"item_column": own}),
        Press(f"“{name}” names the items of both models", {"item_column": name}),
    ]
    raise Ask("item_column", words, choices[::-1] if texts else choices)  # texts are likelier what was asked
