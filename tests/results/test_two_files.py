"""The run before in one file, the run after in another: joined by their items, what has no partner told."""

import io
import json
from pathlib import Path

import pytest

from calculators.__main__ import main
from calculators.before_after import BeforeAfter
from tests.results.made import ANSWER, PAIRS, given, said, table

BEFORE = table("id,question,correct", [(n, f"Why {n}?", a) for n, (a, _) in enumerate(PAIRS)])
AFTER = table("id,question,correct", [(n, f"Why {n}?", b) for n, (_, b) in reversed(list(enumerate(PAIRS)))])


def test_two_files_are_joined_by_their_ids_in_any_order(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "base.csv", BEFORE), given(tmp_path, "tuned.csv", AFTER))
    assert asked is None
    assert ANSWER in told
    assert "“base.csv” and “tuned.csv”, joined by “id”" in told


def test_without_ids_they_are_joined_by_the_text_and_that_is_said(tmp_path: Path) -> None:
    lines = [json.dumps({"question": f"Why {n}?", "passed": bool(b)}) for n, (_, b) in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "base.csv", BEFORE), given(tmp_path, "tuned.jsonl", "\n".join(lines)))
    assert asked is None
    assert ANSWER in told
    assert "joined by “question”" in told


def test_items_of_one_file_alone_are_counted_and_saved(tmp_path: Path) -> None:
    shorter = "\n".join(AFTER.splitlines()[:-6]) + "\n"
    case = BeforeAfter(file=given(tmp_path, "base.csv", BEFORE), after_file=given(tmp_path, "tuned.csv", shorter))
    result = case.result()
    assert "54 of 60 items take part" in next(one.words for one in result.read if one.label == "Item")
    out = io.BytesIO()
    case.write("left-out", out)
    assert len(out.getvalue().decode().splitlines()) == 7


@pytest.mark.parametrize(
    ("after", "words"),
    [(BEFORE, "the very same rows"), (AFTER.replace("Why", "How").replace("\n", "\nx"), "in common")],
    ids=["the same", "other items"],
)
def test_files_that_do_not_belong_together_are_refused(after: str, words: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "base.csv", BEFORE), given(tmp_path, "tuned.csv", after))
    assert not told
    assert words in str(asked)


def test_the_command_line_takes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "base.csv", tmp_path / "tuned.csv"
    before.write_text(BEFORE)
    after.write_text(AFTER)
    assert main(["before-after", "--before-file", str(before), "--after-file", str(after)]) == 0
    assert ANSWER in capsys.readouterr().out


def test_the_command_line_asks_with_the_option_that_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.csv"
    path.write_text(table("id,wer_before,wer_after", [(n, 0.5, 0.4) for n in range(9)]))
    assert main(["before-after", str(path)]) == 2
    assert "--better less" in capsys.readouterr().err
    assert main(["before-after", str(path), "--better", "less"]) == 0


def test_a_topic_of_many_kinds_takes_no_place_of_the_ids_though_a_few_have_no_partner(tmp_path: Path) -> None:
    topics = [f"topic {n % 10}" for n in range(65)]
    runs = [
        [(f"q{n}", topics[n], pair[side]) for n, pair in enumerate(PAIRS)] + [(f"q{60 + side}", topics[60], 1)]
        for side in (0, 1)
    ]
    files = [given(tmp_path, f"{at}.csv", table("question_id,topic,correct", run)) for at, run in enumerate(runs)]
    told, asked = said(*files)
    assert asked is None, asked
    assert ANSWER in told
    assert "joined by “question_id”" in told


@pytest.mark.parametrize("way", ["Why  {}?", "“why {}”", " WHY {}? "])
def test_texts_meet_though_spaces_capitals_or_marks_differ(way: str, tmp_path: Path) -> None:
    after = table("question,correct", [(way.format(n), b) for n, (_, b) in enumerate(PAIRS)])
    before = table("question,correct", [(f"Why {n}?", a) for n, (a, _) in enumerate(PAIRS)])
    told, asked = said(given(tmp_path, "base.csv", before), given(tmp_path, "tuned.csv", after))
    assert asked is None, asked
    assert ANSWER in told
    assert "but for how it is written" in told


def test_numbers_of_rows_without_a_heading_are_no_metric(tmp_path: Path) -> None:
    files = []
    for side, order in ((0, 1), (1, -1)):
        rows = [(at, f"p{n}", pair[side]) for at, (n, pair) in enumerate(list(enumerate(PAIRS))[::order])]
        files.append(given(tmp_path, f"{side}.csv", table(",prompt_id,score", rows)))
    told, asked = said(*files)
    assert asked is None, asked
    assert ANSWER in told


def test_files_whose_names_say_the_opposite_are_told(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "after.csv", BEFORE), given(tmp_path, "before.csv", AFTER))
    assert asked is None, asked
    assert "“after.csv”; the names of the files say the opposite" in told


def test_files_that_nothing_joins_are_told_what_would(tmp_path: Path) -> None:
    files = [given(tmp_path, f"{side}.csv", table("correct,ms", [(p[side], n / 7 + side) for n, p in enumerate(PAIRS)]))
             for side in (0, 1)]  # fmt: skip
    assert "such as the number of its row where both have the same items in the same order" in str(said(*files)[1])


def test_files_without_a_shared_item_may_be_of_separate_items(tmp_path: Path) -> None:
    files = []
    for side in (0, 1):
        rows = [(f"T{side}{n}", pair[side]) for n, pair in enumerate(PAIRS)]
        files.append(given(tmp_path, f"{side}.csv", table("ticket_id,solved", rows)))
    _, asked = said(*files)
    assert asked is not None
    assert "no item in common (compared by “ticket_id”)" in str(asked)
    told, asked = said(*files, **asked.choices[0].fills)  # type: ignore[arg-type]
    assert asked is None, asked
    assert "each with items of its own" in told
    assert ANSWER in told


@pytest.mark.parametrize("many", [False, True])
def test_items_again_with_another_result_are_told_and_asked_about_where_the_verdict_hangs(
    many: bool, tmp_path: Path
) -> None:
    """Of 60 items 12 are gained, 3 lost; by the mean of the 6 that stand there again half as much is gained."""
    pairs = [(0, 1)] * 12 + [(1, 0)] * 3 + [(1, 1)] * 45
    again = [(n, 0) for n in range(6 if many else 1)]
    before = table("id,correct", [(n, a) for n, (a, _) in enumerate(pairs)])
    after = table("id,correct", [*((n, b) for n, (_, b) in enumerate(pairs)), *again])
    told, asked = said(given(tmp_path, "base.csv", before), given(tmp_path, "tuned.csv", after))
    if many:
        assert asked is not None
        assert set(asked.problems) == {"repeats"}
        return
    assert asked is None, asked
    assert "1 row repeats an item that stands above with another result" in told


@pytest.mark.parametrize(
    "way", ["base-{}|tuned-{}", "q{}_before|q{}_after", "/runs/base/clip{}.wav|/runs/tuned/clip{}.wav"]
)
def test_ids_that_only_the_model_parts_meet(way: str, tmp_path: Path) -> None:
    files = []
    for side, form in enumerate(way.split("|")):
        rows = [(form.format(n), pair[side]) for n, pair in enumerate(PAIRS)]
        files.append(given(tmp_path, f"{side}.csv", table("item id,solved", rows)))
    told, asked = said(*files)
    assert asked is None, asked
    assert ANSWER in told
    assert "60 of 60 items" in told


@pytest.mark.parametrize("way", ["June-{}|July-{}", "T1{:03}|T2{:03}"])
def test_ids_of_other_items_do_not_meet(way: str, tmp_path: Path) -> None:
    files = []
    for side, form in enumerate(way.split("|")):
        rows = [(form.format(n), pair[side]) for n, pair in enumerate(PAIRS)]
        files.append(given(tmp_path, f"{side}.csv", table("item id,solved", rows)))
    assert "no item in common" in str(said(*files)[1])
