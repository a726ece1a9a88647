"""Of two runs the one that was likely first is proposed as the one before, whichever stands first in the file."""

from itertools import permutations
from pathlib import Path

import pytest

from calculators.results.earlier import in_order
from tests.results.made import given, long, said, wide

EARLIER_FIRST = [
    ("v3", "v4"),
    ("prompt-v9", "prompt-v10"),
    ("1.2", "1.10"),
    ("release 3.9.2", "release 3.10.0"),
    ("2026-05-01", "2026-06-01"),
    ("checkpoint-800", "checkpoint-1600"),
    ("ckpt-500", "ckpt-1k"),
    ("epoch2", "epoch 4"),
    ("retriever_v1", "retriever_v2 (reranked)"),
    ("prompt_v6_short", "prompt_v7_long"),
    ("v2", "v2-cot"),
    ("Q4 2025", "Q1 2026"),
    ("week 9", "week 10"),
    ("März", "Oktober"),
    ("enero", "septiembre"),
    ("février 2026", "avril 2026"),
    ("bright-sun-9", "calm-lake-12"),
    ("gpt-3.5-turbo", "gpt-4o"),
    ("ckpt-500", "final"),
    ("main-17f", "feature-04c"),
]


@pytest.mark.parametrize("names", EARLIER_FIRST)
def test_the_earlier_of_two_runs_stands_first(names: tuple[str, str]) -> None:
    assert [tuple(in_order(way)) for way in permutations(names)] == [names, names]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("names", [names for names in EARLIER_FIRST if not names[0].startswith("2026")])
def test_it_is_proposed_first_whether_runs_are_rows_or_columns(
    names: tuple[str, str], turned: bool, tmp_path: Path
) -> None:
    one, other = names[::-1] if turned else names
    for at, text in enumerate((long("version", (one, other)), wide(f"correct {one}", f"correct {other}"))):
        _, asked = said(given(tmp_path, f"{at}.csv", text))
        assert asked is not None
        assert names[0] in asked.choices[0].fills["before_column"]
        assert names[1] not in asked.choices[0].fills["before_column"] or names[1] in names[0]
