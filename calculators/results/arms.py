"""Columns that say in which arm of a test a row was, by a letter or a flag that could be a result as well."""

from collections.abc import Iterator

from calculators.results import headings
from calculators.results.cells import PREFERENCE, RIGHT, SCORES, words
from calculators.results.directions import LESS, MORE
from calculators.results.draft import Draft
from calculators.results.headings import AS_JUDGED, words_of
from calculators.results.structure import crossing, item_names

AS_ARM = words(
    "group,arm,bucket,cohort,condition,treatment,treated,variant,variation,experiment,exposed,exposure,assignment",
    "assigned,allocation,allocated,branch,cell,ab,abtest,gruppe,testgruppe,groupe,grupo,gruppo,groep,组,分组,グループ",
)
"""Words of the arms of a test."""

AS_TECHNIQUE = words("rag,lora,qlora,sft,dpo,tuned,finetuned,prompt,cot,reranker,rerank,retrieval,cache,tools,agent")
"""Words of what one of two models has, and the other has not."""

BESIDE = words("is,in,was,has,with,uses,used,test,user,users,id,name,label,number,no,nr,new,a,b,enabled,on")
"""Words that may stand beside those."""

FEW, NEARLY_ALL = 6, 0.9
"""So many arms there are at most; the share of rows whose item stands in both."""


def found(draft: Draft) -> Iterator[str]:
    """Columns that look like results, and say by their names or by the items that they tell two models apart."""
    for name in draft.results:
        column, looks = draft.there[name], draft.looks(name)
        few = 2 <= column.different <= (2 if looks.kind == RIGHT else FEW) and column.filled == draft.grid.rows
        if not few or looks.different == draft.grid.rows or _decimal(draft, name):
            continue
        if _named(draft, name) or (len(draft.results) > 1 and _crossed(draft, name)):
            yield name


def letters(draft: Draft) -> list[str]:
    """The column of the letters A and B beside results, of which no heading says whether they are arms or votes."""
    names = [name for name in draft.results if draft.looks(name).kind == PREFERENCE]
    if len(names) != 1 or len(draft.results) < 2:
        return []
    column = draft.there[names[0]]
    letters = column.different == 2 and column.filled == draft.grid.rows
    return names if letters and not words_of(names[0]) & AS_JUDGED and not headings.side(names[0]) else []


def _decimal(draft: Draft, name: str) -> bool:
    return draft.looks(name).kind == SCORES and not all(cell.isdigit() for cell in draft.there[name].cells[1:])


def _named(draft: Draft, name: str) -> bool:
    of = words_of(name)
    if of & AS_ARM and of <= AS_ARM | BESIDE | headings.AS_MODEL:
        return True
    if draft.looks(name).kind != RIGHT or not of & AS_TECHNIQUE or not of <= AS_TECHNIQUE | BESIDE:
        return False
    others = [other for other in draft.results if other != name]
    return all(words_of(other) & (MORE | LESS) for other in others)


def _crossed(draft: Draft, name: str) -> bool:
    """Whether every item has one row for each value of a flag."""
    if draft.looks(name).kind not in (RIGHT, PREFERENCE):
        return False
    codes = draft.there[name].codes
    for other in item_names(draft.grid, {name}):
        column = draft.there.get(other)
        if column and column.filled == draft.grid.rows and 2 * column.different == draft.grid.rows:
            met = crossing(column.codes, codes)
            if not met.repeated and met.shared >= NEARLY_ALL:
                return True
    return False
