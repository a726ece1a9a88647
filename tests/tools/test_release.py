"""A release: one version everywhere, the log told in groups, the same commit giving the same bytes."""

import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from calculators.figures.tables import catalogue
from calculators.kit.build_date import build_date
from calculators.macros.edition import version
from tools.changelog import changelog, commits
from tools.release import NotCommitted, commit_time, release

DAY = 1_764_000_000  # 2025-11-24


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with a log: one tag, commits of several kinds."""
    root = tmp_path / "project"
    root.mkdir()
    git(root, "init", "--quiet")
    commit(root, 0, "Tell what tuning is", "docs/lesson.md", "tests/test_lesson.py", "tests/test_more.py")
    commit(root, 1, "Raise a price", "data/prices.yaml", "docs/lesson.md", "data/sources.yaml")
    git(root, "tag", "v0.9.0")
    commit(root, 2, "Reckon with a lower price", "calculators/cost.py")
    commit(root, 3, "Try it twice", "tests/test_cost.py")
    commit(root, 3, "Pack it", "tools/pack.py", "tools/sums.py", "docs/lesson.md")
    return root


def git(root: Path, *arguments: str, day: int = 0) -> None:
    when = f"{DAY + 86_400 * day} +0000"
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {"PATH": "/usr/bin:/bin", **names, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True)


def commit(root: Path, day: int, subject: str, *files: str) -> None:
    for file in files:
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(subject)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", subject, day=day)


def test_the_changelog_tells_each_commit_once_by_version_then_by_what_it_touches(project: Path) -> None:
    told = changelog(commits(project), "1.0.0")
    assert re.sub(r" \([0-9a-f]{10}\)$", "", told, flags=re.MULTILINE).split("\n\n")[2:] == [
        "## 1.0.0 (2025-11-27)",
        "### Calculators, checks of files",
        "- 2025-11-26: Reckon with a lower price",
        "### Behind the scenes",
        "- 2025-11-27: Pack it\n- 2025-11-27: Try it twice",
        "## 0.9.0 (2025-11-25)",
        "### Lessons, pages",
        "- 2025-11-24: Tell what tuning is",
        "### Figures, sources",
        "- 2025-11-25: Raise a price\n",
    ]


def test_the_clock_is_that_of_the_last_commit_and_other_files_stop_it(project: Path, tmp_path: Path) -> None:
    assert commit_time(project) == DAY + 3 * 86_400
    (project / "docs/lesson.md").write_text("changed")
    with pytest.raises(NotCommitted, match=r"docs/lesson\.md"):
        commit_time(project)
    (tmp_path / "bare").mkdir()
    git(tmp_path / "bare", "init", "--quiet")
    with pytest.raises(NotCommitted, match="no commit"):
        commit_time(tmp_path / "bare")


def test_a_release_holds_what_it_promises_and_the_same_zip_as_anywhere(
    site: Path, project: Path, tmp_path: Path, offline_zip: Path
) -> None:
    first = {path.name: path.read_bytes() for path in release(site, project, tmp_path / "first")}
    (packed,) = [name for name in first if name.endswith(".zip")]
    (wheel,) = [name for name in first if name.endswith(".whl")]
    assert (packed, first[packed]) == (offline_zip.name, offline_zip.read_bytes())
    assert set(first) == {packed, wheel, "sbom.cdx.json", "CHANGELOG.md", "SHA256SUMS"}
    listed = dict(reversed(line.split("  ")) for line in first["SHA256SUMS"].decode().splitlines())
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in first.items() if name != "SHA256SUMS"
    }
    assert packed.startswith(f"fine-tuning-lessons-{version()}-")
    assert wheel.startswith(f"tune_or_not-{version()}+")
    stem = packed.removesuffix(".zip")
    assert json.loads(first["sbom.cdx.json"])["metadata"]["component"]["version"] == stem.partition("lessons-")[2]
    with zipfile.ZipFile(tmp_path / "first" / packed) as opened:
        assert f"Version {version()}-" in opened.read(f"{stem}/readme.txt").decode()


def test_the_about_page_says_which_edition_it_is(site: Path) -> None:
    said = f"Edition {version()}, with figures as of {catalogue().as_of}, built as of {build_date()}."
    assert said in (site / "about/index.html").read_text("utf-8")
