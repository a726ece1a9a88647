"""The weights of tokens can be fitted anew, from any texts to any tokenizers."""

import random
from pathlib import Path
from typing import Any

import pytest

from calculators.training_file import exact
from calculators.training_file import token_weights as now
from calculators.training_file.tokens import PIECE
from tools.fit_tokens import fitted, kinds, main, solution, told

SAID = (
    "the of and to in that with letters passengers railway timetable carriage reservation platform Northwick was "
    "delayed because trains were cancelled on Tuesday please write again when you have found your ticket"
)
WORDS = SAID.split()


def by_length(text: str) -> int:
    """A tokenizer that gives each piece one token for every four characters."""
    return sum((len(piece) + 3) // 4 for piece in PIECE.findall(text))


def by_piece(text: str) -> int:
    """A tokenizer to which every piece is one token."""
    return len(PIECE.findall(text))


@pytest.fixture(autouse=True)
def weights_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(now, "HAN", now.HAN)
    monkeypatch.setattr(exact, "chosen", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    chance = random.Random(5)
    place = tmp_path / "texts"
    place.mkdir()
    (place / "letters.txt").write_text(" ".join(chance.choices(WORDS, k=6_000)))
    (place / "numbers.txt").write_text("\n".join(f"{chance.random():.6f},{chance.random():.3f}" for _ in range(2_000)))
    (place / "chinese.txt").write_text("".join(chance.choices("我们今天坐火车去北京看朋友，他说天气很好。", k=10_000)))
    return place


def test_the_estimate_is_near_on_the_halves_that_were_not_fitted(folder: Path) -> None:
    texts = kinds(folder)
    lines = list(told(fitted(texts, [by_length, by_piece]), texts, [by_length, by_piece]))
    assert [line.split()[0] for line in lines] == ["chinese", "letters", "numbers"]
    assert all(float(share) == pytest.approx(1, abs=0.03) for line in lines for share in line.split()[1:])


def test_what_is_measured_was_not_fitted(folder: Path) -> None:
    for kind in kinds(folder):
        whole = (folder / f"{kind.name}.txt").read_text()
        assert "".join(kind.fitted + kind.measured) == whole
        assert 0 <= len(kind.fitted) - len(kind.measured) <= 1


def test_the_module_that_is_written_holds_the_weights(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counters = {"four": exact.Counter("four", by_length), "one": exact.Counter("one", by_piece)}
    monkeypatch.setattr(exact, "count_with", lambda name: setattr(exact, "chosen", counters[name]))
    out = tmp_path / "weights.py"
    main([str(folder), str(out), "new=four", "plain=one"])
    assert capsys.readouterr().out.split()[:2] == ["new", "plain"]
    made: dict[str, Any] = {}
    exec(out.read_text(), made)
    assert made["FAMILIES"] == ("new", "plain")
    assert made["SIGNS"] == now.SIGNS
    assert made["__doc__"] == now.__doc__
    assert made["HAN"] == set("我们今天坐火车去北京看朋友他说天气很好")
    fit = fitted(kinds(folder), [by_length, by_piece])
    written = {name: [one / 1_000 for one in own] for name, own in made["WEIGHTS"].items()}
    assert written == {name: pytest.approx(own) for name, own in fit.weights.items() if name[0] != "b"}
    at = made["FIRST"].index("t") * len(made["SECOND"]) + made["SECOND"].index("h")
    pair = [(made["SIGNS"].index(pairs[at]) - made["ZERO"]) * made["STEP"] for pairs in made["PAIRS"]]
    assert pair == pytest.approx(fit.weights["bth"])
    assert {code: list(own) for code, own in made["LANGUAGES"].items()} == fit.languages


def test_equations_are_solved() -> None:
    # 4x + 2y = 2 and 2x + 3y = 7: x = -1, y = 3; with 8 and 8: x = 1, y = 2.
    found = solution([[4.0, 2.0], [2.0, 3.0]], [[2.0, 8.0], [7.0, 8.0]])
    assert found == [pytest.approx([-1, 1]), pytest.approx([3, 2])]


@pytest.mark.parametrize(("family", "told_so"), [("x=gpt-0", "gpt-0"), ("x", "name what counts")])
def test_a_family_without_a_tokenizer_is_refused(
    family: str, told_so: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(name: str) -> None:
        if name:
            raise exact.NoCounter(f"there is no {name}")

    monkeypatch.setattr(exact, "count_with", none)
    with pytest.raises(SystemExit) as ended:
        main([str(folder), str(folder / "out.py"), family])
    assert ended.value.code == 2
    assert told_so in capsys.readouterr().err
