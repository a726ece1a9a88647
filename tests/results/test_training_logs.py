"""Steps of a training run are no items: neither of one log nor of two is there a verdict."""

from pathlib import Path

import pytest

from tests.results.made import given, said, table

LOGS = {
    "Wall time,Step,Value": lambda n: (1700000000 + 60 * n, 10 * n, round(2 - n / 40, 3)),
    "step,epoch,loss,eval_loss,learning_rate": lambda n: (n * 50, n / 10, 2 - n / 40, 2.1 - n / 50, 1e-4),
    "global_step,train_loss,grad_norm": lambda n: (n * 50, 2 - n / 40, 1 + n % 3),
    "Epoche,Loss": lambda n: (n + 1, 2 - n / 40),
}


@pytest.mark.parametrize("heading", LOGS)
@pytest.mark.parametrize("files", [1, 2])
def test_a_log_is_refused(heading: str, files: int, tmp_path: Path) -> None:
    texts = [table(heading, [LOGS[heading](n) for n in range(30 - which)]) for which in range(files)]
    told, asked = said(*(given(tmp_path, f"run{n}.csv", text) for n, text in enumerate(texts)))
    assert asked is not None, told
    assert "step of a training run" in next(iter(asked.problems.values()))


@pytest.mark.parametrize("heading", ["question,step,before,after", "step,loss_before,loss_after,question"])
def test_steps_of_a_task_are_items(heading: str, tmp_path: Path) -> None:
    rows = [(f"what is {n} of it?", n, 1.0 + n % 3, 0.5 + n % 4) for n in range(30)]
    order = heading.split(",")
    at = {
        "question": 0,
        "step": 1,
        order[-1 if order[0] == "question" else 2]: 3,
        order[2 if order[0] == "question" else 1]: 2,
    }
    file = given(tmp_path, "steps.csv", table(heading, [[row[at[name]] for name in order] for row in rows]))
    _, asked = said(file, better="less")
    assert asked is None, asked
