"""Results of people beside those of a judge are two metrics, whose mean is none."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, pressed, said, table

LANGFUSE = "id,traceId,datasetItemId,datasetRunName,name,value,source,dataType"


@pytest.mark.parametrize("words", [("ANNOTATION", "EVAL")])
def test_scores_of_langfuse_by_people_and_a_judge_are_asked_about(words: tuple[str, str], tmp_path: Path) -> None:
    rows = [
        (f"{n}{by}", f"{run}{n}", f"item-{n}", run, "correctness", pair[at] if by == words[0] else at, by, "NUMERIC")
        for at, run in enumerate(("base", "tuned"))
        for n, pair in enumerate(PAIRS)
        for by in words
    ]
    file = given(tmp_path, "scores.csv", table(LANGFUSE, rows))
    _, asked = said(file)
    assert asked is not None
    assert [one.words for one in asked.choices] == [f"correctness ({by})" for by in words]
    told, again = said(file, **pressed(asked, words[0]))
    assert again is None, again
    assert "75 % right after, 60 % before" in told


@pytest.mark.parametrize("heading", ["rater_type", "source", "scored_by"])
def test_people_beside_a_judge_are_asked_about_in_any_table(heading: str, tmp_path: Path) -> None:
    rows = [
        (n, model, by, pair[at] if by == "human" else at)
        for at, model in enumerate(("base", "tuned"))
        for n, pair in enumerate(PAIRS)
        for by in ("human", "llm-judge")
    ]
    file = given(tmp_path, "scores.csv", table(f"id,model,{heading},correct", rows))
    _, asked = said(file)
    assert asked is not None
    assert [one.words for one in asked.choices] == ["human", "llm-judge"]
    told, again = said(file, **pressed(asked, "human"))
    assert again is None, again
    assert "75 % right after, 60 % before" in told
