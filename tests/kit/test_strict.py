"""What a checkout keeps of its tables is what their texts say: never older, never for others to come upon half."""

from pathlib import Path

import pytest

from calculators.kit import strict
from calculators.kit.facts import Source

ROW = "units: {{}}\nrows:\n  page: {{title: {title}, label: L, licence: CC0, accessed: 2026-11-22}}\n"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of one table, with a folder for what can be made again."""
    monkeypatch.setattr(strict, "CACHE", tmp_path / ".cache")
    strict.CACHE.mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/sources.yaml").write_text(ROW.format(title="One"), "utf-8")
    return tmp_path


def title(checkout: Path) -> str:
    return strict.table(checkout / "data/sources.yaml", Source)["page"].title


def test_a_text_is_parsed_once_and_again_when_it_has_changed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = strict.parse
    monkeypatch.setattr(strict, "parse", lambda text, file: parsed.append(file) or parse(text, file))
    assert [title(checkout), title(checkout)] == ["One", "One"]
    (checkout / "data/sources.yaml").write_text(ROW.format(title="Two"), "utf-8")
    assert [title(checkout), title(checkout)] == ["Two", "Two"]
    assert parsed == ["data/sources.yaml"] * 2
    assert [path.name for path in strict.CACHE.rglob("*.*")] == ["sources.pickle"]


def test_a_mistake_in_what_was_kept_is_told_with_its_line(checkout: Path) -> None:
    (checkout / "data/sources.yaml").write_text(ROW.format(title="2"), "utf-8")
    for _ in range(2):
        with pytest.raises(strict.DataError, match=r"data/sources\.yaml, row 'page', line 3: title: text is needed"):
            title(checkout)


def test_without_a_folder_to_keep_it_in_nothing_is_kept(checkout: Path) -> None:
    strict.CACHE.rmdir()
    assert title(checkout) == "One"
    assert not strict.CACHE.exists()
