"""Several labels in one cell are a set, whose order does not count; a name that holds a comma or a slash is one."""

import json
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from tests.results.made import given

SETS = [
    (("insult", "toxicity"), ("toxicity", "insult")),
    (("insult",), ("insult",)),
    (("threat", "toxicity"), ("toxicity", "threat")),
    (("none",), ("none",)),
    (("toxicity",), ("toxicity", "insult")),
] * 4
"""Of each item what either rater gave: they agree on four of five."""


def written(mark: str, chosen: tuple[str, ...]) -> str:
    """A cell with several labels, in quotes as CSV wants it."""
    if mark == "json":
        return '"' + json.dumps(list(chosen)).replace('"', '""') + '"'
    if mark == "python":
        return f'"{list(chosen)}"'
    if mark == "forms":
        return "".join(f"{one};" for one in chosen)
    return f'"{mark.join(chosen)}"'


@pytest.mark.parametrize("mark", ["|", ";", " ; ", ", ", ",", " + ", "\n", "json", "python", "forms"])
@pytest.mark.parametrize("long", [False, True])
def test_the_order_of_several_labels_does_not_count(mark: str, long: bool, tmp_path: Path) -> None:
    cells = [[written(mark, one) for one in both] for both in SETS]
    if long:
        rows = [f"{n},{name},{cell}" for n, both in enumerate(cells) for name, cell in zip("ab", both, strict=True)]
    else:
        rows = [f"{n},{','.join(both)}" for n, both in enumerate(cells)]
    heading = "id,annotator,label" if long else "id,annotator_1,annotator_2"
    case = Agreement(file=given(tmp_path, "labels.csv", "\n".join([heading, *rows])))
    assert case.items == len(SETS)
    assert case.labels == 5
    assert case.raw == pytest.approx(0.8)
    assert "their order does not count" in " ".join(line.words for line in case.result().read)


@pytest.mark.parametrize(
    "labels",
    [
        ("hardware, network", "billing, refund", "other"),  # no part stands elsewhere
        ("n/a or unclear", "true/false", "false/true"),
        ("3,5", "4,5", "3", "4", "5"),  # decimals
        ("A, B, C", "B, A, C", "C, B, A"),  # ranks
        ("B|I|O", "B|O|O", "O"),  # a label for each word
    ],
)
def test_other_labels_stay_as_they_are(labels: tuple[str, ...], tmp_path: Path) -> None:
    cells = [f'"{labels[n % len(labels)]}"' for n in range(30)]
    rows = [f"{n},{cell},{cells[n - (n % 5 == 0)]}" for n, cell in enumerate(cells)]
    file = given(tmp_path, "labels.csv", "\n".join(["id,annotator_1,annotator_2", *rows]))
    case = Agreement(file=file, scale="nominal", left_out="")
    assert case.ratings is not None
    assert {*case.ratings.labels} == {*labels}
    assert "order does not count" not in " ".join(line.words for line in case.result().read)
