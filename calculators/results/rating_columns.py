"""Which column of a file of labels holds what, as its name or its cells suggest."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from calculators.files.given_table import first_cells
from calculators.kit.given_file import GivenFile
from calculators.results.cells import empty, words
from calculators.results.columns import item_of, words_of

AS_RATER = words("rater,annotator,coder,judge,reviewer,labeler,labeller,worker,expert,assessor,grader,user,person,r")
AS_LABEL = words("label,category,class,rating,answer,score,code,value,annotation,verdict,choice,grade,result")
AS_TEXT = words(
    "text,comment,note,notes,url,date,time,timestamp,prompt,content,sentence,explanation,reason,document,doc,source,split,language,lang,topic,model"
)

LONG = 60
"""Texts longer than so many characters are no labels."""


class Columns(NamedTuple):
    """Which column holds what: a column for each of several raters, or one of the rater and one of the label."""

    item: str = ""
    raters: tuple[str, ...] = ()
    rater: str = ""
    label: str = ""


@lru_cache(maxsize=4)
def guessed(file: GivenFile) -> Columns:
    """Which columns of a file likely hold what; none where it cannot be read."""
    cells = first_cells(file)
    return _guess(cells) if cells else Columns()


def _guess(columns: Mapping[str, Sequence[str]]) -> Columns:
    named = {name: words_of(name) for name in columns}
    item = item_of(columns, AS_RATER | AS_LABEL)
    others = [name for name in columns if name != item and _short(columns[name]) and not named[name] & AS_TEXT]
    raters = [name for name in others if named[name] & AS_RATER]
    labels = [name for name in others if named[name] & AS_LABEL and name not in raters]
    if len(raters) == 1 and len(others) > 1 and _repeats(columns[raters[0]]):
        label = next(iter(labels), next(name for name in others if name != raters[0]))
        item = item or next((name for name in columns if name not in (raters[0], label)), "")
        return Columns(item, (), raters[0], label)
    if len(raters) > 1:
        return Columns(item, tuple(raters))
    return Columns(item, tuple(name for name in others if _repeats(columns[name])))


def _short(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if not empty(cell)]
    return bool(filled) and max(map(len, filled)) <= LONG


def _repeats(cells: Sequence[str]) -> bool:
    """Whether labels come again, as they do and texts do not; of few rows one cannot tell."""
    filled = [cell for cell in cells if not empty(cell)]
    return len(filled) < 6 or len(set(filled)) <= len(filled) / 2
