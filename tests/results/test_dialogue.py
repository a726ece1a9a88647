"""Questions that lead to an answer: whoever presses what is offered is never asked in a circle."""

import itertools
import json
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from calculators.__main__ import main
from calculators.agreement import Agreement
from calculators.before_after import BeforeAfter
from calculators.kit.given_file import GivenFile
from calculators.kit.inputs import Refused
from tests.exports import samples
from tests.exports.samples import lines
from tests.results.made import PAIRS, VOTES, given, long, said, table, votes, wide

MOST_QUESTIONS = 8


def of_words(words: Sequence[str], heading: str = "verdict") -> str:
    """Sixty verdicts, each word about as often."""
    return table(f"id,{heading}", [(n, words[n * 7 % len(words)]) for n in range(60)])


def in_two(values: Iterable[object], heading: str = "id,before,after") -> str:
    """Two columns of values, the second in another order."""
    given_ = list(itertools.islice(itertools.cycle(values), 60))
    return table(heading, [(n, one, given_[n * 7 % 60]) for n, one in enumerate(given_)])


FILES = {
    "five words": of_words(["A much better", "A slightly better", "about the same", "B slightly better", "B better"]),
    "signs": of_words(["A>B", "B>A", "A=B"]),
    "doubled signs": of_words(["A>>B", "A>B", "A=B", "B>A", "B>>A"]),
    "brackets": of_words(["[[A]]", "[[B]]", "[[C]]"]),
    "letters of wins": of_words(["W", "L", "T"]),
    "words with commas": of_words(['"A, clearly"', '"B, clearly"', '"neither, really"', '"B, perhaps"']),
    "names of many models": of_words(["opal", "beryl", "onyx", "agate"], "winner"),
    "numbers of a winner": of_words(["0", "1", "2"], "winner"),
    "numbers to three": of_words(["1", "2", "3"], "winner"),
    "only one side named": of_words(["B", ""], "winner"),
    "crosses": in_two(["x", "", "x"]),
    "crosses of unknown sides": in_two(["x", "", "x"], "case,first bot,second bot"),
    "right or empty": in_two(["right", "", ""]),
    "unknown words": in_two(["splendid", "dire", "splendid", "so-so"]),
    "grades": in_two(["good", "fair", "poor", "excellent"]),
    "errors": in_two(["pass", "fail", "ERROR", "TIMEOUT", "skip this"]),
    "agreement in words": in_two(["agree", "strongly agree", "neutral", "disagree"]),
    "stars": in_two(["★", "★★★", "★★★★★", "★★"]),
    "columns of three models": table("id,opal,beryl,onyx", [(n, *pair, n % 2) for n, pair in enumerate(PAIRS)]),
    "codes": in_two([1, 4, 3, 99, 5, -9]),
    "two scales": table("id,before,after", [(n, 1 + n % 5, 50 + n % 40) for n in range(60)]),
    "metrics of models": in_two([0.5, 0.25, 0.75], "id,tone,depth"),
    "a column of prompts": long("prompt", ("opal", "beryl")),
    "a column of commits": long("sha", ("0a1b2c", "3d4e5f")),
    "losses": wide("loss_before", "loss_after", 0.5, 0.25),
    "negative perplexity": wide("perplexity_before", "perplexity_after", -1.5, -2.25),
}


def follow(case: type[BeforeAfter] | type[Agreement], file: GivenFile, pick: int) -> list[dict[str, str]]:
    """What was pressed until an answer came: each time the choice of this place, or the last there is."""
    told: dict[str, str] = {}
    steps: list[dict[str, str]] = []
    while len(steps) < MOST_QUESTIONS:
        try:
            case(file=file, **told).result()  # type: ignore[arg-type]
        except Refused as refused:
            assert refused.choices, (steps, refused.problems)
            told = told | dict(refused.choices[min(pick, len(refused.choices) - 1)].fills)
            assert told not in steps, f"asked again what was answered: {refused.problems}"
            steps.append(told)
        else:
            return steps
    raise AssertionError(f"no answer after {MOST_QUESTIONS} questions: {steps}")


@pytest.mark.parametrize("pick", range(4))
@pytest.mark.parametrize("name", FILES)
def test_following_what_is_offered_ends_in_an_answer(name: str, pick: int, tmp_path: Path) -> None:
    assert follow(BeforeAfter, given(tmp_path, "results.csv", FILES[name]), pick)


@pytest.mark.parametrize("name", FILES)
def test_the_whole_command_that_is_offered_leads_on(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each refusal on the command line tells one command that repeats what was answered."""
    file = given(tmp_path, "results.csv", FILES[name])
    command = ["before-after", "--file", str(file.path)]
    for _ in range(MOST_QUESTIONS):
        if not main(command):
            return
        last = capsys.readouterr().err.strip().splitlines()[-1]
        assert last.startswith("The whole command with the first: "), last
        longer = shlex.split(last.partition("python -m calculators ")[2])
        assert longer != command
        command = longer
    raise AssertionError(command)


WORDS = (
    ("B>A", "A>B", "A=B"),
    ("B slightly better", "A much better", "the same"),
    ("[[B]]", "[[A]]", "tie"),
    ("W", "L", "T"),
    ("B better than A", "A better than B", "equal"),
    ("answer 2 wins", "answer 1 wins", "draw"),
)


@pytest.mark.parametrize("words", WORDS)
def test_one_press_says_for_whom_every_word_of_a_verdict_is(words: tuple[str, str, str], tmp_path: Path) -> None:
    file = given(tmp_path, "votes.csv", votes(*words, heading="verdict"))
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **dict(asked.choices[0].fills))
    assert again is None, again
    assert VOTES in told


def test_two_metrics_of_two_models_are_not_offered_as_four_models(tmp_path: Path) -> None:
    rows = [(n, before, 1, after, 1) for n, (before, after) in enumerate(PAIRS)]
    heading = "id,opal-1 correct,opal-1 status,beryl-2 correct,beryl-2 status"
    _, asked = said(given(tmp_path, "runs.csv", table(heading, rows)))
    assert asked is not None
    assert asked.choices
    for press in asked.choices:
        assert press.fills["before_column"].split()[-1] == press.fills["after_columns"].split()[-1]


def test_a_press_forgets_nothing_that_was_said(tmp_path: Path) -> None:
    file = given(tmp_path, "votes.csv", of_words(["A much better", "A slightly better", "B better", "hm"]))
    _, asked = said(file, cells="A much better=before, hm=out")
    assert asked is not None
    assert all("hm=out" in press.fills["cells"] for press in asked.choices)
    assert all("A slightly better=before" in press.fills["cells"] for press in asked.choices)


def test_what_an_empty_cell_says_is_asked_beside_one_word(tmp_path: Path) -> None:
    for yes in ("x", "right", "✓", "1"):
        file = given(tmp_path, "list.csv", wide("before", "after", yes, ""))
        told, asked = said(file)
        assert not told, yes
        assert asked is not None
        assert "empty" in " ".join(press.words for press in asked.choices)
        told, _ = said(file, **dict(asked.choices[0].fills))
        assert "75 % right after, 60 % before" in told


@pytest.mark.parametrize("code", ["999", "-99", "9999", "-1", "-9"])
def test_a_number_far_from_all_scores_is_asked_about(code: str, tmp_path: Path) -> None:
    rows = [(n, 1 + n % 5, code if n % 6 == 1 else 1 + n * 3 % 5) for n in range(60)]
    file = given(tmp_path, "scores.csv", table("id,before,after", rows))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert f"“{code}” in 10 cells" in asked.problems["cells"]
    assert "50 of 60 items take part" in said(file, **dict(asked.choices[0].fills))[0]


@pytest.mark.parametrize("scores", [(-1, 0, 1), (0, 50, 99), (-3, -1, 4), (90, 97, 99)])
def test_scores_that_are_near_others_are_no_codes(scores: Sequence[int], tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "scores.csv", in_two(scores)))
    assert asked is None, asked
    assert told


@pytest.mark.parametrize("tops", [(5, 95), (10, 100), (1, 5), (1, 100)])
def test_two_scales_side_by_side_are_asked_about(tops: tuple[int, int], tmp_path: Path) -> None:
    small, large = tops
    rows = [(n, n % (small + 1), large - n % max(2, large // 2)) for n in range(60)]
    columns = table("id,before,after", rows)
    down = table("id,model,score", [(n, m, v) for n, b, a in rows for m, v in (("old", b), ("new", a))])
    for text in (columns, down):
        told, asked = said(given(tmp_path, "scores.csv", text))
        assert not told
        assert asked is not None
        assert "two scales" in str(asked)


@pytest.mark.parametrize("name", ["traceName", "prompt", "bot", "template", "setting", "commit", "arm", "group"])
def test_a_column_that_may_tell_models_apart_is_asked_about_by_name(name: str, tmp_path: Path) -> None:
    file = given(tmp_path, "runs.csv", long(name, ("opal", "beryl")))
    told, asked = said(file)
    if asked is not None and "model_column" in asked.problems:
        assert "--model-column" in str(asked)
        told, asked = said(file, **dict(asked.choices[0].fills))
    assert not told
    assert asked is not None
    assert [press.words for press in asked.choices] == ["“opal” is before", "“beryl” is before"]


def test_a_last_row_without_a_name_that_sums_up_is_no_item(tmp_path: Path) -> None:
    text = wide("before", "after")
    for last in (",36,45", ",0.6,0.75", ",60 %,75 %"):
        told, asked = said(given(tmp_path, "sums.csv", f"{text}{last}\n"))
        assert asked is None, asked
        assert "75 % right after, 60 % before" in told


def test_a_list_of_runs_each_with_its_rows_is_read(tmp_path: Path) -> None:
    runs = [
        {"model": name, "results": [{"id": n, "correct": pair[side]} for n, pair in enumerate(PAIRS)]}
        for side, name in enumerate(("base", "tuned"))
    ]
    told, asked = said(given(tmp_path, "runs.json", json.dumps(runs, indent=1)))
    assert asked is None, asked
    assert "75 % right after, 60 % before" in told


def lm_eval(side: int, **metrics: object) -> str:
    """Samples of a task with these metrics, the second run a little more likely."""
    rows = []
    for n in range(40):
        values = {
            name: [-100.0 - n + (10 + n % 3) * side, of] if of else -100.0 - n + (10 + n % 3) * side
            for name, of in metrics.items()
        }
        rows.append({"doc_id": n, "resps": [], "filtered_resps": [], "metrics": list(metrics), **values})
    return lines(rows)


@pytest.mark.parametrize("metrics", [{"word_perplexity": 50}, {"bits_per_byte": 200}, {"perplexity": 0}, {"ll": True}])
def test_perplexities_of_samples_are_log_likelihoods_of_which_more_is_better(
    metrics: dict[str, object], tmp_path: Path
) -> None:
    files = [given(tmp_path, f"{side}.jsonl", lm_eval(side, **metrics)) for side in (0, 1)]
    told, asked = said(*files)
    assert asked is None, asked
    assert "Better" in told
    assert "more is better" in told


def test_metrics_that_lm_eval_only_knows_of_all_samples_are_refused(tmp_path: Path) -> None:
    _, asked = said(
        given(
            tmp_path, "f1.jsonl", lines([{"doc_id": n, "resps": [], "f1": [1, 0], "metrics": ["f1"]} for n in range(9)])
        )
    )
    assert asked is not None
    assert "only known of all samples together" in str(asked)


def test_the_hash_of_an_item_is_no_document(tmp_path: Path) -> None:
    files = [given(tmp_path, f"{at}.jsonl", lines(samples.lm_eval(at))) for at in (0, 1)]
    assert "doc_hash" not in said(*files)[0]


SPANS = {
    "Label Studio": [
        {"id": n, "data": {"text": "t"}, "annotations": [
            {"id": 2 * n + by, "completed_by": by, "result": [
                {"from_name": "ner", "type": "labels", "value": {"start": n, "end": n + by + 4, "labels": ["X"]}}
            ]} for by in (0, 1)
        ]} for n in range(20)
    ],
    "Prodigy": [
        {"text": "t", "_task_hash": n, "answer": "accept", "_annotator_id": by, "_view_id": "ner_manual", "spans": []}
        for n in range(20) for by in ("a", "b")
    ],
    "doccano": [{"id": n, "annotator": by, "label": [[0, n + 4, "X"]]} for n in range(20) for by in ("a", "b")],
}  # fmt: skip


@pytest.mark.parametrize("name", SPANS)
def test_marked_places_are_not_taken_for_labels(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="mark places"):
        Agreement(file=given(tmp_path, "labels.json", json.dumps(SPANS[name]))).result()


def test_columns_named_like_raters_are_offered_though_their_labels_differ(tmp_path: Path) -> None:
    rows = [(n, "ab"[n % 2], "a|b" if n % 3 else "c") for n in range(40)]
    assert follow(Agreement, given(tmp_path, "labels.csv", table("id,rater_a,rater_b", rows)), 0)
