"""A further column that holds the same words as the results is never passed over, nor taken for a run."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, pressed, said, table

ANSWERS = ("yes", "no")
HELD = "75 % right after, 60 % before"


def held(heading: str, names: tuple[str, str], words: tuple[str, str]) -> str:
    """Answers of both models beside the right ones, under this heading."""
    rows = []
    for n, (before, after) in enumerate(PAIRS):
        gold = n // 2 % 2
        rows.append((n, words[gold], *(words[gold if right else 1 - gold] for right in (before, after))))
    return table(f"id,{heading},{names[0]},{names[1]}", rows)


@pytest.mark.parametrize("heading", ["wahrer Wert", "sollwert", "attendue", "spam", "y_star", "reference", "label"])
@pytest.mark.parametrize("words", [ANSWERS, ("0", "1"), ("vrai", "faux"), ("pos", "neg")])
def test_a_column_of_the_same_words_is_asked_about(heading: str, words: tuple[str, str], tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", held(heading, ("base", "tuned"), words))
    told, asked = said(file)
    if asked:
        assert set(asked.problems) == {"gold_column"}
        told, asked = said(file, **pressed(asked, f"Answers: hold them against “{heading}”"))
    assert asked is None, asked
    assert HELD in told
    assert f"“{heading}”: an answer is right" in told


def test_a_column_given_as_the_right_answer_is_no_run(tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", held("reference", ("before", "after"), ANSWERS))
    told, asked = said(file, gold_column="reference")
    assert asked is None, asked
    assert "Before: “before”" in told
    assert HELD in told


def test_such_a_column_may_be_another_model_or_neither(tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", held("granite", ("base", "tuned"), ("0", "1")))
    _, asked = said(file)
    assert asked is not None
    told, again = said(file, **pressed(asked, "another model"))
    assert again is None, again
    assert "After: “tuned”, “granite”" in told
    told, again = said(file, **pressed(asked, "right or wrong"))
    assert again is None, again
    assert "After: “tuned”." in told
    assert "Right answers" not in told


def test_two_columns_that_may_both_be_before_are_asked_about(tmp_path: Path) -> None:
    rows = [(n, before, 1 - before, after) for n, (before, after) in enumerate(PAIRS)]
    _, asked = said(given(tmp_path, "results.csv", table("id,old,baseline,tuned", rows)))
    assert asked is not None
    assert set(asked.problems) == {"before_column"}


@pytest.mark.parametrize("name", ["label", "gold", "expected"])
def test_one_right_answer_to_all_questions_is_asked_about(name: str, tmp_path: Path) -> None:
    """By hand: right is "no", which the model before says of half, the one after always."""
    rows = [(n, "no", "yes" if n % 2 else "no", "no") for n in range(40)]
    file = given(tmp_path, "traps.csv", table(f"id,{name},base,tuned", rows))
    told, asked = said(file)
    assert not told
    assert asked is not None
    told, again = said(file, **pressed(asked, f"hold them against “{name}”"))
    assert again is None, again
    assert "100 % right after, 50 % before" in told


METRICS = {
    "ragas": ("user_input,response,reference,faithfulness,answer_correctness", "faithfulness"),
    "ragas, by a name of the reference": (
        "user_input,response,reference,faithfulness,llm_context_precision_with_reference",
        "faithfulness",
    ),
    "a table": ("question,answer,ground_truth,answer_relevancy,faithfulness", "faithfulness"),
    "a label beside": ("id,label_score,tone", "tone"),
}


@pytest.mark.parametrize("name", METRICS)
def test_one_metric_is_not_held_against_another(name: str, tmp_path: Path) -> None:
    heading, metric = METRICS[name]
    texts = heading.count(",") - 1
    runs = [
        [
            (f"q{n}", *["text"] * (texts - 1), *[round(0.3 + 0.2 * pair[at] + (n - 29.5) / 1000, 4)] * 2)
            for n, pair in enumerate(PAIRS)
        ]
        for at in (0, 1)
    ]
    files = [given(tmp_path, f"{at}.csv", table(heading, run)) for at, run in enumerate(runs)]
    told, asked = said(*files, result_column=metric, better="more")
    assert asked is None, asked
    assert "Right answers" not in told
    assert "a mean score of 0.45 after, 0.42 before" in told


def test_numbers_of_a_metric_are_no_answers(tmp_path: Path) -> None:
    rows = [(n, n % 2, *pair) for n, pair in enumerate(PAIRS)]
    told, asked = said(given(tmp_path, "recall.csv", table("id,ground_truth,recall_base,recall_tuned", rows)))
    assert asked is None, asked
    assert HELD in told
    assert "Right answers" not in told


@pytest.mark.parametrize("gold", ["true_price", ""])
def test_numbers_that_models_predicted_are_no_scores(gold: str, tmp_path: Path) -> None:
    rows = [(n, 100.5 + 3 * n, 90 + 3.7 * n, 99 + 3.1 * n)[0 if gold else 1 :] for n in range(40)]
    head = f"id,{gold},pred_base,pred_tuned" if gold else "pred_base,pred_tuned,other"
    text = table(head, rows if gold else [(a, b, f"x{a}") for _, a, b in rows])
    _, asked = said(given(tmp_path, "prices.csv", text))
    assert asked is not None
    assert ("write how far each is off" if gold else "are predictions, and these are no scores") in str(asked)


@pytest.mark.parametrize("heading", ["expected", "gold", "truth", "Musterlösung"])
def test_answers_that_are_often_right_and_else_something_new_are_asked_about(heading: str, tmp_path: Path) -> None:
    rows = [(n, n % 7, *(n % 7 if right else 9 for right in pair)) for n, pair in enumerate(PAIRS)]
    file = given(tmp_path, "numbers.csv", table(f"id,{heading},baseline,candidate", rows))
    told, asked = said(file)
    assert not told
    assert asked is not None
    assert HELD in said(file, **pressed(asked, f"Answers: hold them against “{heading}”"))[0]


WORDS = [
    ("oui", "non", "Yes", "No"),
    ("ja", "nein", "yes", "no"),
    ("1", "0", "yes", "no"),
    ("correct", "incorrect", "true", "false"),
]


def _in_words(yes: str, no: str, more: str, less: str, heading: str, *, both: bool) -> str:
    """Right answers half yes; of 60 items the model before says 36 rightly, the one after 48, in other words."""
    rows = []
    for n in range(60):
        gold = n % 2 == 0
        before, after = (gold if n % 5 < 3 else not gold), (gold if n % 5 < 4 else not gold)
        words = (more, less) if both else (yes, no)
        rows.append((n, yes if gold else no, words[not before], more if after else less))
    return table(heading, rows)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("both", [True, False])
def test_yes_in_other_words_is_held_against_the_right_answer(
    words: tuple[str, ...], both: bool, tmp_path: Path
) -> None:
    text = _in_words(*words, "id,gold,pred_before,pred_after", both=both)
    told, asked = said(given(tmp_path, "answers.csv", text))
    assert asked is None, asked
    assert "80 % right after, 60 % before" in told
    assert "“gold”: yes and no count in whatever word they are said" in told


@pytest.mark.parametrize("words", WORDS)
def test_where_headings_say_nothing_of_answers_it_is_asked(words: tuple[str, ...], tmp_path: Path) -> None:
    file = given(tmp_path, "answers.csv", _in_words(*words, "id,expected,before,after", both=True))
    told, asked = said(file)
    assert asked is not None, told
    assert set(asked.problems) == {"gold_column"}
    told, again = said(file, **pressed(asked, "hold them against"))
    assert again is None, again
    assert "80 % right after, 60 % before" in told


def test_flags_of_what_is_correct_are_no_answers(tmp_path: Path) -> None:
    text = _in_words("yes", "no", "1", "0", "id,expected,correct before,correct after", both=True)
    told, asked = said(given(tmp_path, "flags.csv", text))
    assert asked is None, asked
    assert "held against" not in told


def test_answers_without_one_word_of_the_right_ones_are_asked_about(tmp_path: Path) -> None:
    rows = [
        (n, "positiv" if n % 2 else "negativ", "positiv" if n % 3 else "negativ", "positive" if n % 2 else "negative")
        for n in range(60)
    ]
    file = given(tmp_path, "answers.csv", table("id,gold,pred_before,pred_after", rows))
    told, asked = said(file, gold_column="gold")
    assert asked is not None, told
    assert "“pred_after” never says a word of “gold”" in asked.problems["answers"]
