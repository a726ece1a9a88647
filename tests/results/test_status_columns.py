"""Status columns of two versions beside columns of text: where no date tells, it is asked which one is before."""

from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, pressed, said, table


def _sheet(first: str, second: str, right: str, wrong: str, label: str = "") -> str:
    rows = [
        (f"K-{n}", f"The answer to question {n * 7} is checked", "Ann", label if n % 9 == 0 else "",
         *(right if one else wrong for one in pair), f"Seen on day {n} by hand")
        for n, pair in enumerate(PAIRS)
    ]  # fmt: skip
    return table(f"key,Summary,Owner,Labels,{first},{second},Last change", rows)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("v1 passed", "v2 passed"),
        ("Run status (Release 24.10)", "Run status (Release 24.11)"),
        ("Result 2026-10-01", "Result 2026-11-01"),
        ("Status V7", "Status V8"),
    ],
)
@pytest.mark.parametrize(("right", "wrong"), [("checked", ""), ("PASSED", "FAILED"), ("☑", ""), ("PASSED", "BLOCKED")])
def test_status_columns_are_found_beside_texts(first: str, second: str, right: str, wrong: str, tmp_path: Path) -> None:
    file = given(tmp_path, "sheet.csv", _sheet(first, second, right, wrong))
    told, refused = said(file)
    if refused is None:
        assert f"Before: “{first}”" in told
        assert "2026" in first
        return
    if "before_column" in refused.problems:
        told, refused = said(file, **pressed(refused, f"“{first}” is before"))
    assert refused is None or set(refused.problems) <= {"cells"} or refused.choices, refused
    assert refused is None or "judged first" not in str(refused.problems)


def test_a_label_of_some_rows_does_not_turn_what_passed(tmp_path: Path) -> None:
    file = given(tmp_path, "sheet.csv", _sheet("status 1", "status 2", "PASSED", "FAILED", label="regression"))
    told, refused = said(file, before_column="status 1", after_columns="status 2")
    assert refused is None, refused
    assert "“PASSED” right" in told
