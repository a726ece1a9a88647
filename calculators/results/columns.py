"""Which column of a file of results holds what, as its name or its cells suggest."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from calculators.files.given_table import first_cells
from calculators.kit.given_file import GivenFile
from calculators.results.cells import PARSERS, PREFERENCE, empty, kind_of, preference, right_or_wrong, score, words

MOST_CELLS = 0.6
"""The share of cells that must be readable as results."""

MOST_MODELS = 12
"""A column with more names than so many does not name models."""

AS_BEFORE = words("before,baseline,base,old,control,reference,previous,prior,original,untuned,a")
AS_AFTER = words("after,tuned,finetuned,fine,ft,new,treatment,candidate,challenger,b")
AS_NAME = words("id,itemid,qid,uid,uuid,key,idx,index")
AS_ITEM = AS_NAME | words("item,example,question,case,test,task,prompt,sample")
AS_MEASURE = words("latency,time,ms,seconds,duration,tokens,cost,price,usd,length,chars,size")
AS_CLUSTER = words("document,doc,cluster,conversation,thread,passage,article,session,story,page,chapter")
AS_JUDGED = words("winner,preferred,preference,chosen,choice,judgement,judgment,verdict")
AS_MODEL = words("model,variant,system,version,run,arm,condition,checkpoint")


class Columns(NamedTuple):
    """Which column holds what; where rows hold one result each, `model` tells the two apart by the names before, after.

    An empty name is a column that is not there.
    """

    item: str = ""
    before: str = ""
    after: tuple[str, ...] = ()
    cluster: str = ""
    model: str = ""
    result: str = ""


def words_of(column: str) -> frozenset[str]:
    """The words that a column's name is made of: "isCorrect_after" is "is", "correct", "after"."""
    return frozenset(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", column).lower()))


def listed(columns: str) -> tuple[str, ...]:
    """The names of a list of columns as a person types them."""
    return tuple(name.strip() for name in columns.split(",") if name.strip())


@lru_cache(maxsize=4)
def guessed(file: GivenFile) -> Columns:
    """Which columns of a file likely hold what; none where it cannot be read."""
    return _guess(first_cells(file))


def _guess(columns: Mapping[str, Sequence[str]]) -> Columns:
    named = {name: words_of(name) for name in columns}
    repeating = {name for name, cells in columns.items() if 1 < len(set(cells)) < len(cells)}
    item = item_of(columns, AS_BEFORE | AS_AFTER | AS_CLUSTER | AS_MODEL)
    cluster = next((name for name, of in named.items() if of & AS_CLUSTER and name in repeating - {item}), "")
    models = [
        name
        for name, of in named.items()
        if of & AS_MODEL and not of & (AS_BEFORE | AS_AFTER) and name in repeating - {item, cluster}
        if len(set(columns[name])) <= MOST_MODELS and not _holds_values(columns[name])
    ]
    taken = {item, cluster, *models[:1]}
    results = [
        name
        for name, cells in columns.items()
        if name not in taken and not named[name] & AS_MEASURE and _holds_results(cells, named[name])
    ]
    judged = next((name for name in results if named[name] & AS_JUDGED and kind_of(columns[name]) == PREFERENCE), "")
    if judged:
        sides = [name for name, of in named.items() if of & AS_MODEL and of & (AS_BEFORE | AS_AFTER)]
        return Columns(item, "", (judged,) if _stay(sides, columns, named) else (), cluster)
    before = next((name for name in results if named[name] & AS_BEFORE), "")
    if models and results and not before:
        names = list(dict.fromkeys(cell.strip() for cell in columns[models[0]] if cell.strip()))
        first = next((name for name in names if words_of(name) & AS_BEFORE), names[0])
        others = tuple(name for name in names if name != first)
        return Columns(item, first, others, cluster, models[0], results[0])
    rest = [name for name in results if name != before]
    after = [name for name in rest if named[name] & AS_AFTER]
    if before and after:
        stem = named[before] - AS_BEFORE
        like = [name for name in after if named[name] - AS_AFTER - {"v"} >= stem]
        return Columns(item, before, tuple(like or after), cluster)
    if before:
        kind = kind_of(columns[before])
        return Columns(item, before, tuple(name for name in rest if kind_of(columns[name]) == kind), cluster)
    compared = [name for name in results if kind_of(columns[name]) == PREFERENCE or {"win", "rate"} <= named[name]]
    if compared or len(results) < 2:
        return Columns(item, "", tuple((compared or results)[:1]), cluster)
    kind = kind_of(columns[results[0]])
    return Columns(item, results[0], tuple(name for name in rest[1:] if kind_of(columns[name]) == kind), cluster)


def _stay(sides: Sequence[str], columns: Mapping[str, Sequence[str]], named: Mapping[str, frozenset[str]]) -> bool:
    """Whether columns that name the models on two sides (model_a, model_b) have the same one there in each row.

    And not the one after on the side of the one before; else a judgement of the sides is none of the models.
    """
    for side in sides:
        models = set(columns[side])
        turned = -1.0 if named[side] & AS_AFTER else 1.0
        if len(models) > 1 or preference(next(iter(models), "")) == turned:
            return False
    return True


def item_of(columns: Mapping[str, Sequence[str]], others: frozenset[str]) -> str:
    """The column that names the items: by its own name, or because no cell of it comes twice; empty for none.

    `others` are the words of columns that hold something else.
    """
    named = {name: words_of(name) for name in columns}
    for wanted in (AS_NAME, AS_ITEM):
        for name, of in named.items():
            if of & wanted and not of & others and (wanted is AS_NAME or not _looks_scored(columns[name])):
                return name
    for name, cells in columns.items():
        single = len(cells) > 1 and len(set(cells)) == len(cells)
        if single and not named[name] & (others - AS_CLUSTER) and not any(empty(cell) or "." in cell for cell in cells):
            return name
    return ""


def _looks_scored(cells: Sequence[str]) -> bool:
    """Whether cells are right, wrong or fractions, which a number of an item is not."""
    return _holds_values(cells) and (len(set(cells)) <= 2 or any("." in cell for cell in cells))


def _holds_values(cells: Sequence[str]) -> bool:
    """Whether most cells are right, wrong or numbers, and so name nothing."""
    filled = [cell for cell in cells if not empty(cell)]
    return sum(right_or_wrong(cell) is not None or score(cell) is not None for cell in filled) > len(filled) / 2


def _holds_results(cells: Sequence[str], named: frozenset[str]) -> bool:
    """Whether most cells of a column can be read as results; of a column without any its name decides."""
    filled = [cell for cell in cells if not empty(cell)]
    if not filled:
        return bool(named & (AS_BEFORE | AS_AFTER))
    kind = kind_of(filled)
    return sum(PARSERS[kind](cell) is not None for cell in filled) >= MOST_CELLS * len(filled)
