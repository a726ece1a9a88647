"""Several labels in one cell are a set, whose order does not count; a name that holds a comma or a slash is one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.results.made import given

SETS = [
    (("insult", "toxicity"), ("toxicity", "insult")),
    (("insult",), ("insult",)),
    (("threat", "toxicity"), ("toxicity", "threat")),
    (("none",), ("none",)),
    (("toxicity",), ("toxicity", "insult")),
] * 4
"""Of each item what either rater gave: they agree on four of five."""


EDGED: dict[str, Callable[[tuple[str, ...]], str]] = {
    "tuple": str,
    "set": lambda chosen: "{" + ", ".join(map(repr, chosen)) + "}",
    "braces": lambda chosen: "{" + ",".join(chosen) + "}",
    "brackets": lambda chosen: "[" + ", ".join(chosen) + "]",
    "numpy": lambda chosen: "[" + " ".join(map(repr, chosen)) + "]",
    "choices": lambda chosen: json.dumps({"choices": list(chosen)}).replace('"', '""') if chosen[1:] else chosen[0],
    "marked": lambda chosen: json.dumps(dict.fromkeys(chosen, 1) | {"spam": 0}).replace('"', '""'),
}
"""How several labels stand in one cell within marks."""

MARKS = ("|", ";", " ; ", ", ", ",", " + ", "/", "\n", ";;", "::", " ~ ", "<br>", " & ", " and ", " ")
MARKS += ("json", "python", "forms")


def written(mark: str, chosen: tuple[str, ...]) -> str:
    """A cell with several labels, in quotes as CSV wants it."""
    if mark == "json":
        return '"' + json.dumps(list(chosen)).replace('"', '""') + '"'
    if mark == "python":
        return f'"{list(chosen)}"'
    if mark in EDGED:
        return f'"{EDGED[mark](chosen)}"'
    if mark == "forms":
        return "".join(f"{one};" for one in chosen)
    return f'"{mark.join(chosen)}"'


@pytest.mark.parametrize("mark", [*MARKS, *EDGED])
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


@pytest.mark.parametrize("raters", [2, 3])
def test_each_label_of_sets_is_told_by_itself(raters: int, tmp_path: Path) -> None:
    """By hand: either rater gives insult to 2 and to 3 of 5, both or none of them to 4: (0.8 - 0.48) / 0.52."""
    rows = [f"{n},{','.join(['|'.join(one) for one in both] + ['|'.join(both[1])] * (raters - 2))}"
            for n, both in enumerate(SETS)]  # fmt: skip
    heading = ",".join(["id", *(f"annotator_{n + 1}" for n in range(raters))])
    result = Agreement(file=given(tmp_path, "labels.csv", "\n".join([heading, *rows]))).result()
    [found] = [one for one in (result.table, *result.more_tables) if one and one.title == "Label by label"]
    told = {row[0]: row[1:4] for row in found.rows}
    assert found.heads[3] == ("Kappa" if raters == 2 else "Alpha")
    assert told["toxicity"][2] == told["none"][2] == "1"
    if raters == 2:
        assert told["insult"] == ("50 %", "80 %", "0.615")


@pytest.mark.parametrize(
    "labels",
    [
        ("hardware, network", "billing, refund", "other"),  # no part stands elsewhere
        ("n/a or unclear", "true/false", "false/true"),
        ("pass/fail", "pass", "fail", "and/or"),
        ("3,5", "4,5", "3", "4", "5"),  # decimals
        ("A, B, C", "B, A, C", "C, B, A"),  # ranks
        ("B|I|O", "B|O|O", "O"),  # a label for each word
        ("spam", "not spam", "toxic", "not toxic"),
        ("arts & crafts", "music", "food & drink"),
        ("black and white", "colour", "black"),
        ("[[A]]", "[[B]]", "[[C]]"),
        ("(a) never", "(b) often", "(c) always"),
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


@pytest.mark.parametrize(("heading", "sets"), [("annotator", True), ("ranking_annotator", False)])
def test_pairs_are_sets_but_for_ranks(heading: str, sets: bool, tmp_path: Path) -> None:
    rows = ["1,a|b,b|a", "2,a|c,a|c", "3,b|c,c|b", "4,a|b,a|b", "5,a|c,c|a"] + [f"{n},b|c,b|c" for n in range(6, 20)]
    case = Agreement(file=given(tmp_path, "labels.csv", "\n".join([f"id,{heading}_1,{heading}_2", *rows])))
    assert case.raw == pytest.approx(1 if sets else 16 / 19)


@pytest.mark.parametrize("wide", [False, True])
def test_lists_of_json_are_sets(wide: bool, tmp_path: Path) -> None:
    rows = [{"id": n, "human": list(a), "judge": list(b)} for n, (a, b) in enumerate(SETS)] if wide else [
        {"id": n, "text": f"t{n}", "annotator": rater, "labels": list(chosen)}
        for n, both in enumerate(SETS) for rater, chosen in zip(("x", "y"), both, strict=True)
    ]  # fmt: skip
    case = Agreement(file=given(tmp_path, "labels.jsonl", "\n".join(map(json.dumps, rows))))
    assert case.raw == pytest.approx(0.8)


def test_rows_of_one_rater_may_be_several_labels_at_once(tmp_path: Path) -> None:
    rows = [f"{n},{rater},{label}" for n, both in enumerate(SETS) for rater, chosen in zip("ab", both, strict=True)
            for label in chosen]  # fmt: skip
    file = given(tmp_path, "labels.csv", "\n".join(["id,annotator,label", *rows]))
    with pytest.raises(Refused, match="raters gave some items several labels") as refused:
        Agreement(file=file).result()
    fills = next(one.fills for one in refused.value.choices if "at once" in one.words)
    case = Agreement(file=file, **fills)  # type: ignore[arg-type]
    assert case.raw == pytest.approx(0.8)
    assert "Label by label" in [one.title for one in case.result().more_tables]


def test_questions_in_which_a_word_comes_twice_are_no_lists_of_labels(tmp_path: Path) -> None:
    rows = [f"how kind is reply {n} (1 = is not),{1 + n % 5},{1 + n * 3 % 5}" for n in range(30)]
    read = (
        Agreement(file=given(tmp_path, "replies.csv", "\n".join(["reply,anna,ben", *rows]) + "\n"), scale="ordinal")
        .result()
        .read
    )
    assert "“anna”, “ben”" in " ".join(one.words for one in read)
