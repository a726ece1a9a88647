"""Logs of a training run, whose rows are its steps: they are refused."""

from calculators.results.cells import GUESS, score, words
from calculators.results.draft import Draft, named
from calculators.results.headings import words_of
from calculators.results.reading import Ask

AS_STEP = words("step,steps,epoch,epochs,iteration,iterations,iter,global_step,schritt,epoche,étape,époque,轮次,步数")
BESIDE_STEP = words("global,training,train,no,number,num")
OF_TRAINING = words(
    "loss,losses,lr,learning,grad,gradient,norm,wall,perplexity,ppl,runtime,throughput,samples,entropy,kl,reward"
)
"""Words of a column of steps; those that may stand beside; of what is noted of a step."""

FEWEST = 3


def refuse(draft: Draft) -> None:
    """Tell that rows are steps of a training run. Raises Ask."""
    grid, say = draft.grid, draft.told
    if say.kind != GUESS or draft.reading.tool or grid.rows < FEWEST or grid.turned:
        return
    steps = [name for name in draft.there if _steps(draft, name)]
    others = [name for name in draft.there if name not in steps and name != draft.roles.model]
    of_training = [name for name in others if words_of(name) & OF_TRAINING]
    value = {"value", "wall"} <= {word for name in others for word in words_of(name)}
    if not steps or not (of_training or value) or any(draft.text(name) and draft.there[name].filled for name in others):
        return
    asked = (
        f"File of results: each row seems to be a step of a training run (“{steps[0]}”), with {named(others, 4)}, and "
        "no item. Steps of one run hang together, and a loss says little of answers: have both models answer the same "
        "items, and choose files with a row for each."
    )
    raise Ask("file", asked)


def _steps(draft: Draft, name: str) -> bool:
    """Whether a column numbers steps one after the other, each once in a file."""
    of, column = words_of(name), draft.there[name]
    if not of & AS_STEP or not of <= AS_STEP | BESIDE_STEP or column.different < max(FEWEST, draft.grid.rows / 2):
        return False
    values = [score(cell) for cell in column.cells[1:]]
    return None not in values and values == sorted(value for value in values if value is not None)
