"""A question names its reason, a metric rather than a model; what it proposes first is what is likely meant."""

from pathlib import Path

import pytest

from calculators.agreement import Agreement
from calculators.kit.inputs import Refused
from tests.exports import samples
from tests.exports.samples import lines
from tests.results.made import PAIRS, given, said, table

SHARES = [(n, 0.3 - 0.1 * before, 0.3 - 0.1 * after) for n, (before, after) in enumerate(PAIRS)]


@pytest.mark.parametrize(
    "heading",
    [
        "utterance (WER),whisper_base,whisper_ft",
        "file WER,before,after",
        "id,whisper_base WER,whisper_ft WER",
        "WER id,alt,neu",
    ],
)
def test_the_metric_is_the_reason_whichever_heading_names_it(heading: str, tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "wer.csv", table(heading, SHARES)))
    assert asked is not None
    assert "the name speaks of “wer”. Is less better" in str(asked)
    assert asked.choices[0].words == "Less is better"


def test_a_word_that_may_be_a_model_is_not_called_a_metric(tmp_path: Path) -> None:
    _, asked = said(given(tmp_path, "asr.csv", table("id,parakeet_base,parakeet_ft", SHARES)))
    assert asked is not None
    assert "“parakeet” in the name is no metric that is known" in str(asked)
    assert asked.choices[0].words == "More is better"


@pytest.mark.parametrize(
    ("word", "first"),
    [("partiel", "half right"), ("teilweise richtig", "half right"), ("sin respuesta", "wrong"), ("hmm", "wrong")],
)
def test_an_unknown_word_is_likely_wrong_and_a_partial_one_half_right(word: str, first: str, tmp_path: Path) -> None:
    rows = [(n, word if n % 9 == 0 else before, after) for n, (before, after) in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "words.csv", table("id,before,after", rows)))
    assert asked is not None
    assert asked.choices[0].words == f"“{word}” counts as {first}"


@pytest.mark.parametrize(("word", "first"), [("error", "left out"), ("unclear", "left out"), ("hmm", "a tie")])
def test_a_winner_that_is_an_error_is_likely_left_out(word: str, first: str, tmp_path: Path) -> None:
    rows = [(n, word if n % 9 == 0 else "before" if n % 2 else "after") for n in range(60)]
    _, asked = said(given(tmp_path, "votes.csv", table("id,winner", rows)))
    assert asked is not None
    assert first in asked.choices[0].words


def test_the_model_by_whose_name_others_begin_is_likely_before(tmp_path: Path) -> None:
    rows = [(n, m, p[0]) for m in ("owl-7b-rank", "owl-7b", "owl-7b-long") for n, p in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "runs.csv", table("id,model,correct", rows)))
    assert asked is not None
    assert asked.choices[0].fills == {"before_column": "owl-7b"}


@pytest.mark.parametrize(("name", "told_of"), [("none", "Metric: “exact_match”."), ("strict", "“filter” is “strict”")])
def test_the_metric_is_named_and_a_filter_is_none(name: str, told_of: str, tmp_path: Path) -> None:
    runs = [[one | {"filter": name} for one in samples.lm_eval(at)] for at in (0, 1)]
    told, asked = said(*(given(tmp_path, f"{at}.jsonl", lines(run)) for at, run in enumerate(runs)))
    assert asked is None, asked
    assert "Metric: “exact_match”" in told
    assert told_of in told


def test_raters_that_share_no_label_are_told_so_at_once(tmp_path: Path) -> None:
    rows = [(n, "yes" if n % 3 else "no", "toxic" if n % 4 else "harmless") for n in range(40)]

    with pytest.raises(Refused, match="no label is in both"):
        Agreement(file=given(tmp_path, "labels.csv", table("id,coder_1,coder_2", rows))).result()


def test_texts_and_times_are_not_offered_as_metrics(tmp_path: Path) -> None:
    heading = "id,model,output,start,status,correct,tone"
    rows = [
        (f"q{n}", m, "yn"[n % 2], 17, "success", p[at], n % 2)
        for at, m in enumerate(("base", "tuned"))
        for n, p in enumerate(PAIRS)
    ]
    _, asked = said(given(tmp_path, "runs.csv", table(heading, rows)))
    assert asked is not None
    assert [one.words for one in asked.choices] == ["correct", "tone"]


def test_an_empty_list_in_each_row_is_no_conversation_that_items_share(tmp_path: Path) -> None:
    rows = [(n, "[]", *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "runs.csv", table("id,conversation_history,before,after", rows)))
    assert asked is None, asked
    assert "Document" not in told


def test_marks_of_model_a_are_no_names_of_models(tmp_path: Path) -> None:
    heads = "time,How good is answer 1 [Model A],How good is answer 1 [Model B],answer 2 [Model A],answer 2 [Model B]"
    rows = [(n, *(1 + (n * k) % 5 for k in (1, 2, 3, 4))) for n in range(30)]
    _, asked = said(given(tmp_path, "form.csv", table(heads, rows)))
    assert asked is not None
    assert asked.choices[0].fills == {"metric": "how good is answer 1"}
    _, asked = said(given(tmp_path, "form.csv", table(heads, rows)), metric="how good is answer 1")
    assert asked is not None
    assert asked.choices[0].fills == {
        "before_column": "How good is answer 1 [Model A]",
        "after_columns": "How good is answer 1 [Model B]",
    }


@pytest.mark.parametrize("metric", ["contains_pii", "bugs", "fails", "escalated", "durée", "regret", "schulnote"])
def test_a_metric_of_which_less_may_be_better_is_asked_about(metric: str, tmp_path: Path) -> None:
    rows = [(n, "yes" if before else "no", "yes" if after else "no") for n, (before, after) in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "flags.csv", table(f"id,{metric}_before,{metric}_after", rows)))
    assert asked is not None
    assert set(asked.problems) == {"better"}
    assert "less is better" in asked.choices[0].words


@pytest.mark.parametrize(("good", "bad"), [("safe", "unsafe"), ("grounded", "hallucinated"), ("harmless", "harmful")])
def test_of_two_words_the_one_that_speaks_of_nothing_bad_is_likely_right(good: str, bad: str, tmp_path: Path) -> None:
    rows = [(n, *(good if right else bad for right in pair)) for n, pair in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "runs.csv", table("id,before,after", rows)))
    assert asked is not None
    assert asked.choices[0].words.startswith(f"“{good}” is right")
