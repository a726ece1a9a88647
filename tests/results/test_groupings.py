"""Items that may hang together by a column of any heading: the verdict by it is the same, or it is asked about."""

from pathlib import Path

import pytest

from tests.results.made import given, pressed, said, table


def grouped(heading: str, *, together: bool) -> str:
    """Of 120 items in 20 groups 24 are gained, 6 lost: in five whole groups, or spread over all."""
    rows = []
    for n in range(120):
        place = n // 6 if together else n % 20
        change = 1 if n < 24 else -1 if n < 30 else 0
        rows.append((f"q{n}", f"v{place}", int(change < 0 or n % 2), int(change > 0 or (change == 0 and n % 2))))
        if change > 0:
            rows[-1] = (*rows[-1][:2], 0, 1)
    return table(f"id,{heading},before,after", rows)


@pytest.mark.parametrize("heading", ["Mandant", "dossier médical", "case_file", "案件", "zzz"])
def test_where_the_verdict_hangs_on_it_it_is_asked(heading: str, tmp_path: Path) -> None:
    file = given(tmp_path, "results.csv", grouped(heading, together=True))
    told, asked = said(file)
    if asked:
        assert set(asked.problems) == {"cluster_column"}
        told, again = said(file, **pressed(asked, "Every item"))
        assert again is None, again
        assert "Better" in told
        told, again = said(file, **pressed(asked, "hang together"))
        assert again is None, again
    assert f"“{heading}”: its items count together" in told
    assert "Cannot tell" in told


def test_where_it_does_not_a_note_says_so(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", grouped("Mandant", together=False)))
    assert asked is None, asked
    assert "Better" in told
    assert "Several items share a value of “Mandant”" in told


@pytest.mark.parametrize("heading", ["Owner", "tester", "Assigned to"])
def test_who_looks_after_an_item_makes_none_hang_together(heading: str, tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", grouped(heading, together=True)))
    assert asked is None, asked
    assert "Better" in told
    assert heading not in told


def test_none_says_that_there_are_no_documents(tmp_path: Path) -> None:
    told, asked = said(given(tmp_path, "results.csv", grouped("document", together=True)), cluster_column="none")
    assert asked is None, asked
    assert "Better" in told
    assert "count together" not in told
