"""Results of 0, or none, of calls that failed, as a column such as “status” says: each counts as the word error."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import NamedTuple

from calculators.files.grid import Column, Grid
from calculators.results import headings
from calculators.results.cells import ERRORS, RIGHT, SCORES, empty, looks, plain, right_or_wrong, score, words
from calculators.results.directions import MORE
from calculators.results.headings import words_of

ERROR = "error"
AS_ERROR = words(
    "error,errors,exception,exceptions,traceback,failure,timeout,timeouts,timed,crash,crashed,fehler,fehlertyp",
    "fehlermeldung,erreur,erreurs,errore,erro,fout,problem,abbruch,错误,エラー",
)
AS_STATUS = AS_ERROR | words("status,state,finish,statut,état,estado,stato,zustand,http,状态,ステータス")
"""Words of columns that say whether a call came to an end."""

BESIDE = words(
    "type,message,msg,out,text,info,name,kind,class,run,call,api,request,response,is,has,had,did,in,of,the,reason,code",
    "typ,art,meldung,codes,detail,details,job,execution,eval,task,sample",
)
"""Words beside those that tell no model."""

FAILED = re.compile(
    r"error|exception|timed?[ _-]?out|rate[ _-]?limit|crash|http[ _-]?[45]\d\d|^[45]\d\d\b|abort|cancel|killed|\boom\b"
    r"|out of memory|overload|unavailable|quota|connection|unreachable|failed to|could not|no response|did not finish"
    r"|fehler|zeitüberschreitung|abgebrochen|abbruch|abgestürzt|erreur|délai dépassé|échec d|tiempo agotado|超时"
    r"|タイムアウト|エラー|错误",
    re.IGNORECASE,
)
NONE = re.compile(r"(no|kein|keine|sans|sin|0|without)[ _-]*\w*|none|ok|okay|success\w*|succeeded|done|false|nein")
WEAK = words("failed,failure,fail,incomplete,missing,not run,fehlgeschlagen,gescheitert,échoué,échec,fallido,fallito")
"""Words of what failed, or was judged wrong."""

NEVER = (
    headings.AS_NAME | headings.AS_RUN | headings.AS_MEASURE | headings.AS_SPLIT | headings.AS_CLUSTER
    | headings.AS_GOLD | headings.AS_ORDER
) - MORE  # fmt: skip
"""Words of columns of numbers that are no results."""

HALF, NEARLY_ALL = 0.5, 0.95


class Said(NamedTuple):
    """What a column says of calls: the words beside its status, the rows that failed, whether that is sure."""

    name: str
    of: frozenset[str]
    rows: frozenset[int]
    sure: bool


def marked(grid: Grid) -> Grid:
    """The table with the word error in the place of each 0, or nothing, that a call reached which failed.

    The columns that say which calls failed are then no results.
    """
    found = list(_said(grid))
    made, told = copy(grid), []
    made.columns, used = dict(grid.columns), {one.name for one in found if one.sure}
    for name, column in grid.columns.items() if found else ():
        by = [one for one in _of(name, found, grid) if one.name != name]
        rows = frozenset[int]().union(*(one.rows for one in by))
        if not rows or not _is_result(name, column):
            continue
        lost = [row for row in rows if _nothing(column.cells[column.codes[row]])]
        sure = any(one.sure for one in by)
        if len(lost) < (HALF if sure else NEARLY_ALL) * len(rows) or not (sure or _wrong_too(column, rows)):
            continue
        made.columns[name] = _with_errors(column, frozenset(lost))
        used |= {one.name for one in by}
        told.append(f"{len(lost):,} of “{name[:60]}” of calls that failed by “{by[0].name[:60]}” taken for “{ERROR}”")
    made.notes, made.failing = (*grid.notes, *told), tuple(name for name in grid.columns if name in used)
    return made


def _said(grid: Grid) -> Iterator[Said]:
    """What the columns of statuses say."""
    for name, column in grid.columns.items():
        of = words_of(name)
        if not of & AS_STATUS:
            continue
        cells = [cell for cell, _ in column.tally()]
        flags = bool(cells) and all(right_or_wrong(cell) is not None for cell in cells)
        if flags and not of & AS_ERROR:
            continue
        if not flags and cells and all(score(cell) is not None and not _sure(cell) for cell in cells):
            continue  # as an error rate
        failed = {cell: _failed(cell, flags=flags, errors=bool(of & AS_ERROR)) for cell in cells}
        rows = frozenset(row for row, code in enumerate(column.codes) if code and failed.get(column.cells[code]))
        if rows and len(rows) < grid.rows:
            yield Said(name, of - AS_STATUS - BESIDE, rows, not flags and any(map(_sure, cells)))


def _sure(cell: str) -> bool:
    """Whether a cell names what only a call runs into, as a time-out is."""
    return bool(plain(cell) in ERRORS or (FAILED.search(cell) and not NONE.fullmatch(plain(cell))))


def _failed(cell: str, *, flags: bool, errors: bool) -> bool:
    """Whether a cell says that a call failed; below a heading of errors every text does that does not deny it."""
    word = plain(cell)
    if flags:
        return right_or_wrong(cell) == 1.0
    if empty(cell) or NONE.fullmatch(word):
        return False
    return _sure(cell) or word in WEAK or (errors and right_or_wrong(cell) is None)


def _of(name: str, found: Sequence[Said], grid: Grid) -> list[Said]:
    """The statuses that are of the same model as a column: those that share most words with its heading."""
    of = words_of(name)
    near = [one for one in found if one.of and one.of <= of]
    if near:
        most = max(len(one.of) for one in near)
        return [one for one in near if len(one.of) == most]
    if headings.side(name):
        return []
    # A word that stands in no other heading tells no model.
    others = frozenset[str]().union(*(words_of(one) for one in grid.columns if not words_of(one) & AS_STATUS))
    return [one for one in found if not one.of & others and not any(map(str.isdigit, one.of))]


def _is_result(name: str, column: Column) -> bool:
    of = words_of(name)
    if (of & NEVER and not (of & MORE or headings.side(name))) or of & AS_STATUS:
        return False
    return looks(column).kind in (RIGHT, SCORES)


def _nothing(cell: str) -> bool:
    return empty(cell) or right_or_wrong(cell) == 0.0 or score(cell) == 0.0


def _wrong_too(column: Column, rows: frozenset[int]) -> bool:
    """Whether calls that did not fail came to 0 as well, so that those that failed are not merely the wrong ones."""
    lost: Mapping[int, bool] = {code: not empty(cell) and _nothing(cell) for code, cell in enumerate(column.cells)}
    return any(lost[code] for row, code in enumerate(column.codes) if row not in rows) or not any(
        lost[column.codes[row]] for row in rows
    )


def _with_errors(column: Column, rows: frozenset[int]) -> Column:
    made = Column(column.name)
    for row, code in enumerate(column.codes):
        made.add(ERROR if row in rows else column.cells[code])
    made.close()
    return made
