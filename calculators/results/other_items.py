"""What differs between two runs beside the model: what items of one name say, who judged them."""

from collections.abc import Sequence

from calculators.files.grid import Grid
from calculators.kit.inputs import Press
from calculators.results.cells import TEXT, words
from calculators.results.directions import MEASURES
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask, Reading
from calculators.results.structure import keys

OF_ITEMS = words(
    "question,query,problem,instruction,input,frage,aufgabe,domanda,pregunta,pergunta,vraag,问题,题目,質問,問題"
)
OF_ANSWERS = words(
    "gold,golden,target,expected,reference,groundtruth,ideal,musterlösung,gabarito,标准答案,参考答案,正解"
)
"""Words of columns that say the same for an item, whichever model answers it."""

OF_RUNS = words(
    "judge,grader,scorer,autorater,evaluator,rater,annotator,rubric,dataset,split,subset,language,lang,shots,shot",
    "fewshot,temperature,template,bewerter,prüfer",
)
"""Words of columns of what should be one for both models."""

OTHERWISE = words("id,score,scores,time,ms,latency,tokens,cost,reason,explanation,comment,model,length")
SAID = words("output,response,answer,completion,prediction")
MOST, MOST_ANSWERS = 0.5, 0.3
"""The share of the items of both from which on they are likely others, if they say other things: of few right answers
some are the same for other items as well."""

FEWEST = 5


def ask(draft: Draft) -> None:
    """Ask whether items of one name are the same where most say something else for either model. Raises Ask."""
    reading, grid = draft.reading, draft.grid
    if draft.told.item is not None or not reading.item or not reading.before:
        return
    numbers = keys(grid, reading.item)
    taken = {*reading.item, reading.model, reading.result, reading.metric, reading.cluster, reading.run}
    for name in grid.columns:
        of_item, of_answer = words_of(name) & OF_ITEMS, words_of(name) & OF_ANSWERS
        if name in taken or not (of_item or of_answer) or words_of(name) & (OTHERWISE | MEASURES):
            continue
        if not of_answer and (words_of(name) & SAID or draft.looks(name).kind != TEXT):
            continue
        both, apart = _apart(grid, numbers, name, reading)
        if both < FEWEST or apart <= (MOST_ANSWERS if of_answer else MOST) * both:
            continue
        told = (
            f"Column of the item: {apart:,} of {both:,} items of one “{reading.item_name}” differ in “{name}” from "
            f"“{reading.before}” to “{reading.after[0]}”. Are they the same items all the same, or did each model "
            "answer items of its own?"
        )
        choices = [
            Press("The same items", {"item_column": reading.item_name}),
            Press("Separate items", {"item_column": "none"}),
        ]
        raise Ask("item_column", told, choices)


def _apart(grid: Grid, numbers: Sequence[int], name: str, reading: Reading) -> tuple[int, int]:
    """How many items both models have, and how many of them say something else of the one than of the other."""
    models, column = grid.columns[reading.model], grid.columns[name]
    plain: dict[str, int] = {}
    same = [plain.setdefault(" ".join(cell.casefold().split()), len(plain)) for cell in column.cells]
    sides: list[dict[int, int]] = [{}, {}]
    wanted = {models.cells.index(one): at for at, one in enumerate((reading.before, reading.after[0]))}
    for number, model, code in zip(numbers, models.codes, column.codes, strict=True):
        at = wanted.get(model)
        if number and code and at is not None:
            sides[at].setdefault(number, same[code])
    both = sides[0].keys() & sides[1].keys()
    return len(both), sum(sides[0][one] != sides[1][one] for one in both)


def differing(grid: Grid, reading: Reading, after: str) -> str:
    """What else differs, where all rows of a model say one thing and all of the other another; empty for nothing."""
    if not reading.model or not {reading.before, after} <= set(grid.columns[reading.model].cells):
        return ""
    models = grid.columns[reading.model]
    wanted = [models.cells.index(one) for one in (reading.before, after)]
    found = []
    for name, column in grid.columns.items():
        if name == reading.model or not words_of(name) & OF_RUNS or words_of(name) & OTHERWISE:
            continue
        says: list[set[int]] = [set(), set()]
        for model, code in zip(models.codes, column.codes, strict=True):
            if code and model in wanted:
                says[wanted.index(model)].add(code)
        (one, *more), (other, *further) = (sorted(side) or [0] for side in says)
        if one and other and one != other and not more and not further:
            found.append(f"“{name}” is {named([column.cells[one]])} before, {named([column.cells[other]])} after")
    if not found:
        return ""
    return f"Not only the model differs: {'; '.join(found)}. The effect of that counts as the model’s here."
