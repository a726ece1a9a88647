"""What is kept from build to build is what would be said anew: a change of anything that it depends on is seen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from calculators.page import kept as module
from calculators.page.kept import kept

Asked = list[tuple[str, ...]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project; nothing of it has been read."""
    for name in ("calculators", "data", "docs/files", "overrides/partials"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").write_text("one")
    (tmp_path / "requirements.txt").write_text("one")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "CACHE", tmp_path / ".cache/kept")
    return tmp_path


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def build(project: Path, asked: Asked) -> Callable[..., str]:
    """What a build of the project says to some arguments."""

    def said(*words: str) -> str:
        asked.append(words)
        return f"{' '.join(words)}\r\n"

    def build(*words: str, more: str = "") -> str:
        module.made_of.cache_clear()
        return kept(said, more)(*words)

    return build


def test_the_same_is_asked_once(build: Callable[..., str], asked: Asked) -> None:
    assert [build("a"), build("a"), build("b"), build("b")] == ["a\r\n", "a\r\n", "b\r\n", "b\r\n"]
    assert asked == [("a",), ("b",)]


@pytest.mark.parametrize(
    "place", ["calculators/a.txt", "data/new.yaml", "overrides/partials/a.txt", "requirements.txt"]
)
def test_a_change_is_seen_and_what_was_kept_before_is_gone(
    project: Path, build: Callable[..., str], asked: Asked, place: str
) -> None:
    build("a")
    (project / place).write_text("two")
    build("a")
    assert asked == [("a",), ("a",)]
    assert len([path for path in module.CACHE.rglob("*") if path.is_file()]) == 1


def test_what_else_it_depends_on_counts(build: Callable[..., str], asked: Asked) -> None:
    build("a", more="../")
    build("a", more="../../")
    assert len(asked) == 2
