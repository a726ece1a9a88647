"""Further tries of an item after a failure: it is asked which one counts."""

from pathlib import Path

import pytest

from calculators.before_after import BeforeAfter
from calculators.kit.given_file import GivenFile
from tests.results.made import given, pressed, said, table


def _tries(name: str, yes: object = 1, no: object = 0, *, turned: bool = False, both: bool = False) -> str:
    """Of 60 items “old” passes 20 at once, 20 at the second try; “new” passes 35 at once, and hardly tries again."""
    rows: list[tuple[object, ...]] = []
    for n in range(60):
        old = [n < 20] if n < 20 else [False, n < 40]
        new = [n % 12 < 7, *([True] if both else [])] if n % 12 < 7 or n > 3 else [False, True]
        for model, tries in (("old", old), ("new", new)):
            rows += [(f"q{n}", model, at, yes if right else no) for at, right in enumerate(tries, 1)]
    return table(f"id,model,{name},result", rows[::-1] if turned else rows)


def _of(file: GivenFile, way: str) -> tuple[float, ...]:
    case = BeforeAfter(file=file, repeats=way)
    assert case.found is not None
    return case.found.means


@pytest.mark.parametrize("name", ["attempt", "try", "Versuch", "retry_no", "tentative", "run", "trial"])
@pytest.mark.parametrize(("yes", "no"), [(1, 0), ("pass", "FAIL"), ("true", "false")])
@pytest.mark.parametrize("turned", [False, True])
def test_where_only_failures_are_tried_again_it_is_asked_which_counts(
    name: str, yes: object, no: object, turned: bool, tmp_path: Path
) -> None:
    file = given(tmp_path, "tries.csv", _tries(name, yes, no, turned=turned))
    told, refused = said(file)
    assert refused is not None, told
    assert set(refused.problems) == {"repeats"}
    assert [one.fills["repeats"] for one in refused.choices] == ["last", "first", "mean"]
    told, again = said(file, **pressed(refused, "The last"))
    assert again is None, again
    assert "the last result of an item and model counts" in told
    assert _of(file, "first")[0] == pytest.approx(20 / 60)
    assert _of(file, "last")[0] == pytest.approx(40 / 60)
    assert _of(file, "mean")[0] == pytest.approx(30 / 60)


def test_attempts_that_not_all_items_have_are_asked_about(tmp_path: Path) -> None:
    told, refused = said(given(tmp_path, "tries.csv", _tries("attempt", both=True)))
    assert refused is not None, told
    assert set(refused.problems) == {"repeats"}


def test_as_many_runs_of_every_item_are_no_retries(tmp_path: Path) -> None:
    rows = [
        (f"q{n}", model, run, int((n * run + (model == "new")) % 3 > 0))
        for n in range(40)
        for model in ("old", "new")
        for run in (1, 2, 3)
    ]
    told, refused = said(given(tmp_path, "runs.csv", table("id,model,attempt,correct", rows)))
    assert refused is None, refused
    assert "their mean counts" in told
