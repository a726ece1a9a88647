"""Items of one document count together: of turns the conversation, of separate items too; a count names none."""

import random
from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.statistics.comparison import ScoredApart
from tests.results.made import PAIRS, given, said, table


def _turns(item: str, turn: str) -> str:
    """Twenty conversations of six turns, the fewer of which decide nearly all turns."""
    rows = []
    for talk in range(20):
        better = 1 if talk % 3 else 0
        for number in range(6):
            rows.append((f"c{talk}", number + 1, "v1", int(number % 2 == 0)))
            rows.append((f"c{talk}", number + 1, "v2", int(number % 2 == 0 or (better and number == 1))))
    return table(f"{item},{turn},model,correct", rows)


@pytest.mark.parametrize(
    ("item", "turn"),
    [("conversation_id", "turn"), ("dialog", "step"), ("id", "turn"), ("thread", "message no"), ("talk", "Runde")],
)
@pytest.mark.parametrize("turned", [True, False])
def test_where_turns_are_items_the_conversation_is_the_document(
    item: str, turn: str, turned: bool, tmp_path: Path
) -> None:
    named = f"{turn} + {item}" if turned else f"{item} + {turn}"
    told, refused = said(given(tmp_path, "turns.csv", _turns(item, turn)), item_column=named, before_column="v1")
    assert refused is None, refused
    assert f"Document: “{item}”" in told


def test_numbers_that_begin_again_in_each_task_are_no_document(tmp_path: Path) -> None:
    rows = [(f"t{n % 4}", n // 4, *pair) for n, pair in enumerate(PAIRS)]
    told, refused = said(
        given(tmp_path, "tasks.csv", table("task,doc_id,before,after", rows)), item_column="task + doc_id"
    )
    assert refused is None
    assert "Document:" not in told


@pytest.mark.parametrize("heading", ["conversation_turns", "thread_messages", "session pages", "document_words"])
def test_a_count_names_no_document(heading: str, tmp_path: Path) -> None:
    rows = [(f"q{n}", 1 + n % 3, *pair) for n, pair in enumerate(PAIRS)]
    told, refused = said(given(tmp_path, "counts.csv", table(f"id,{heading},before,after", rows)))
    assert refused is None
    assert "Document:" not in told
    assert heading not in told


def _sessions(who: str) -> str:
    """Sessions of two arms: a user’s sessions are alike, so that many of them tell little."""
    draw = random.Random(3)
    rows = []
    for n in range(80):
        arm = "control" if n % 2 else "treatment"
        right = draw.random() < (0.5 if arm == "control" else 0.35)
        rows += [(f"u{n}", f"s{n}-{k}", arm, int(right)) for k in range(draw.randrange(2, 9))]
    return table(f"{who},session_id,variant,converted", rows)


@pytest.mark.parametrize("who", ["user_id", "customer", "patient"])
@pytest.mark.parametrize("told", [True, False])
def test_separate_items_of_one_user_count_together(who: str, told: bool, tmp_path: Path) -> None:
    file = given(tmp_path, "sessions.csv", _sessions(who))
    more = {"cluster_column": who} if told else {}
    case = BeforeAfter(file=file, before_column="control", better="more", item_column="session_id", **more)  # type: ignore[arg-type]
    found = case.found
    assert isinstance(found, ScoredApart)
    assert found.clustered
    assert (found.before.groups, found.after.groups) == (40, 40)
    alone = BeforeAfter(
        file=file, before_column="control", better="more", item_column="session_id", cluster_column="none"
    ).found
    assert alone is not None
    assert found.difference == pytest.approx(alone.difference)
    assert found.p_value > 2 * alone.p_value
    words = " ".join([case.result().answer, *case.result().notices])
    assert "Documents do not count" not in words
