"""The site is built only when something it is made of has changed; a failed build harms nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools import build as building

Steps = list[tuple[str, ...]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of its own, on which the real steps of the build would fail."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home")
    (tmp_path / "mkdocs.yml").write_text("site_name: Small")
    monkeypatch.setattr(building, "ROOT", tmp_path)
    monkeypatch.setattr(building, "CACHE", tmp_path / ".cache")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """What the build ran; each step writes the page that MkDocs would."""
    ran: Steps = []

    def run(module: str, *arguments: str) -> None:
        ran.append((module, *arguments))
        folder = Path(arguments[-1])
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text((building.ROOT / "docs/index.md").read_text())

    monkeypatch.setattr(building, "_run", run)
    return ran


def test_a_second_build_does_nothing(project: Path, steps: Steps) -> None:
    site = project / "site"
    assert building.build(site)
    ran = [step[0] for step in steps]
    assert ran[0] == "mkdocs"
    assert not building.build(site)
    assert [step[0] for step in steps] == ran


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "docs/index.md").write_text("# Changed"),
        lambda project: (project / "docs/new.md").write_text("# New"),
        lambda project: (project / "mkdocs.yml").unlink(),
        lambda project: (project / "site/index.html").write_text("by another hand"),
        lambda project: (project / "site/index.html").unlink(),
    ],
    ids=["changed", "added", "removed", "built by another hand", "gone"],
)
def test_a_change_leads_to_a_new_site(project: Path, steps: Steps, change: Callable[[Path], object]) -> None:
    building.build(project / "site")
    change(project)
    assert building.build(project / "site")
    assert (project / "site/index.html").read_text() == (project / "docs/index.md").read_text()


def test_figures_of_a_company_are_a_change_too(
    project: Path, steps: Steps, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path_factory.mktemp("acme")
    building.build(project / "site")
    monkeypatch.setenv("DATA", str(own))
    with pytest.raises(building.BuildError, match=r"there is no table in this folder.*\n\nThe site was not built"):
        building.build(project / "site")
    (own / "api_models.yaml").write_text("rows: {}")
    assert building.build(project / "site")
    (own / "api_models.yaml").write_text("rows: {other: {}}")
    assert building.build(project / "site")
    assert not building.build(project / "site")
    monkeypatch.delenv("DATA")
    assert building.build(project / "site")


def test_what_python_and_editors_leave_behind_is_no_change(project: Path, steps: Steps) -> None:
    building.build(project / "site")
    (project / "docs/index.md~").write_text("# An older Home")
    (project / "docs/__pycache__").mkdir()
    (project / "docs/__pycache__/x.pyc").write_bytes(b"")
    assert not building.build(project / "site")


def test_a_failed_build_leaves_the_last_good_site(project: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    site = project / "site"
    building.build(site)
    (project / "docs/index.md").write_text("# Changed")

    def fail(module: str, *arguments: str) -> None:
        raise building.BuildError(module)

    monkeypatch.setattr(building, "_run", fail)
    with pytest.raises(building.BuildError):
        building.build(site)
    assert (site / "index.html").read_text() == "# Home"


def test_a_step_that_fails_says_why() -> None:
    with pytest.raises(building.BuildError, match=r"(?s)nowhere\.yml.*not built, because of the above \(mkdocs\)"):
        building._run("mkdocs", "build", "--config-file", "nowhere.yml")


def test_a_step_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PATIENCE", 0.5)
    with pytest.raises(building.BuildError, match=r"hung for 0\.5 s"):
        building._run("http.server", "0", "--bind", "127.0.0.1")


def test_an_author_waits_for_a_draft_alone(project: Path, steps: Steps) -> None:
    building.build(project / "draft", draft=True)
    building.build(project / "whole")
    assert [step[1:-1] for step in steps if step[0] == "tools.finish"] == [("--draft",), ()]
