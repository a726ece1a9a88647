"""Writes what changed, from the log of git: by version, then by what a commit touches most, latest first.

A version begins at a tag such as v1.0.0; what no tag holds yet belongs to the version in pyproject.toml. The subject of
a commit is its line here, as nobody writes a second text that could say otherwise.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

GROUPS = {
    "Lessons, pages": r"docs/.*\.md|data/(?:checks|glossary|course|worked|examples)[/.].*",
    "Figures, sources": r"data/.*",
    "Calculators, checks of files": r"calculators/.*",
    "How pages look, how Python runs in them": r"(?:docs|overrides|runtime)/.*|mkdocs\.yml",
    "Behind the scenes": r".*",
}
"""What a file belongs to: the first whose pattern it matches."""
BEHIND = list(GROUPS)[-1]
TAG = re.compile(r"\btag: v(\d+\.\d+\.\d+)\b")
FORM = "%x1e%H%x1f%cs%x1f%D%x1f%s%x1f"


@dataclass(frozen=True)
class Commit:
    """One line of the log."""

    hash: str
    day: str
    version: str
    """The version whose tag it bears, else empty."""
    subject: str
    files: tuple[str, ...]

    @property
    def group(self) -> str:
        """The group of most of its files; tests, which come with all that changes, count only where they are alone."""
        files = [file for file in self.files if not file.startswith("tests/")]
        seen = Counter(next(name for name, pattern in GROUPS.items() if re.fullmatch(pattern, file)) for file in files)
        return max(GROUPS, key=lambda group: seen[group]) if seen else BEHIND


def commits(root: Path) -> Iterator[Commit]:
    """The commits of a project, latest first, without those that only merge."""
    command = ["git", "log", "--no-merges", "--decorate=full", "--name-only", f"--format={FORM}"]
    log = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    for entry in log.split("\x1e")[1:]:
        identity, day, names, subject, files = entry.split("\x1f")
        tag = TAG.search(names.replace("refs/tags/", ""))
        yield Commit(identity[:10], day, tag[1] if tag else "", subject, tuple(files.split("\n")[2:-1]))


def changelog(log: Iterable[Commit], version: str) -> str:
    """The changelog as Markdown; commits that no tag holds are listed under `version`."""
    versions: dict[str, list[Commit]] = {}
    for commit in log:
        version = commit.version or version
        versions.setdefault(version, []).append(commit)
    lines = ["# Changelog", "", "Made from the log of git. The latest change stands first."]
    for name, held in versions.items():
        lines += ["", f"## {name} ({held[0].day})"]
        for group in GROUPS:
            if own := [commit for commit in held if commit.group == group]:
                lines += ["", f"### {group}", ""]
                lines += [f"- {commit.day}: {commit.subject} ({commit.hash})" for commit in own]
    return "\n".join(lines) + "\n"
