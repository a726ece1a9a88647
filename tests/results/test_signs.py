"""A minus is read however bookkeeping, spreadsheets or typesetting write it: in brackets, behind, as a dash."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.results.made import PAIRS, given, said, table

SCORES = [(n, 0.25 * (n % 9 - 4), 0.25 * (n % 9 - 4) + 0.75 * b - 0.25) for n, (_, b) in enumerate(PAIRS)]


def _brackets(value: float) -> str:
    return f"({-value:.2f})" if value < 0 else f"{value:.2f}"


def _spaced(value: float) -> str:
    return f"( {-value:.2f} )" if value < 0 else f" {value:.2f} "


def _behind(value: float) -> str:
    return f"{-value:.2f}-" if value < 0 else f"{value:.2f}"


def _behind_with_plus(value: float) -> str:
    return f"{-value:.2f}-" if value < 0 else f"{value:.2f}+"


def _minus(value: float) -> str:
    return f"−{-value:.2f}" if value < 0 else f"{value:.2f}"


def _dash(value: float) -> str:
    return f"–{-value:.2f}" if value < 0 else f"{value:.2f}"


def _apart(value: float) -> str:
    return f"- {-value:.2f}" if value < 0 else f"{value:.2f}"


def _money(value: float) -> str:
    return f"($ {-value:.2f})" if value < 0 else f"$ {value:.2f}"


def _money_first(value: float) -> str:
    return f"$({-value:.2f})" if value < 0 else f"${value:.2f}"


WAYS = (_brackets, _spaced, _behind, _behind_with_plus, _minus, _dash, _apart, _money, _money_first)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mark", [",", ";"])
def test_a_minus_is_read_however_it_is_written(way: Callable[[float], str], mark: str, tmp_path: Path) -> None:
    plain, _ = said(given(tmp_path, "plain.csv", table("id,score_before,score_after", SCORES)), better="more")
    rows = [(n, way(a), way(b)) for n, a, b in SCORES]
    text = table("id,score_before,score_after", rows, mark)
    text = text.replace(".", ",") if mark == ";" else text
    told, asked = said(given(tmp_path, "scores.csv", text), better="more")
    assert asked is None, asked
    assert plain.partition("Metric")[2] in told.replace("$ ", "")
    assert "fewer" in told or "more" in told


def test_a_percentage_in_brackets_is_below_zero(tmp_path: Path) -> None:
    rows = [(n, _brackets(10 * a).replace(")", "%)"), _brackets(10 * b).replace(")", "%)")) for n, a, b in SCORES]
    told, asked = said(given(tmp_path, "scores.csv", table("id,score_before,score_after", rows)))
    assert asked is None, asked
    assert "a minus" in told


@pytest.mark.parametrize("cells", [("2-", "2", "1+"), ("3-", "2-", "1-"), ("(1)", "(2)", "(3)"), ("B-", "B", "A")])
def test_what_is_no_minus_is_asked_about(cells: tuple[str, ...], tmp_path: Path) -> None:
    rows = [(n, cells[n % 3], cells[n // 2 % 3]) for n in range(60)]
    told, asked = said(given(tmp_path, "grades.csv", table("id,before,after", rows)))
    assert not told
    assert asked is not None
    assert cells[0] in str(asked)
