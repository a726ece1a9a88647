"""Writes a release into dist/release/: `make release`.

The offline zip, the wheel of the command line, a bill of materials in CycloneDX, a changelog, the SHA-256 of each. The
clock is the last commit's, so that one commit gives the same bytes on any day; files that are not committed stop it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from calculators.macros.edition import version
from tools.build import CACHE, ROOT, BuildError, build
from tools.changelog import changelog, commits
from tools.offline import DIST, SUMS, offline, sums
from tools.wheel import build_wheel

FOLDER = DIST / "release"
SBOM = "sbom.cdx.json"


class NotCommitted(Exception):
    """There is no commit that the release could be made of; the message says why."""


def commit_time(root: Path) -> int:
    """When the last commit was made, in seconds since 1970; raises NotCommitted where files differ from it."""
    try:
        changed = _git(root, "status", "--porcelain")
        if changed:
            raise NotCommitted(f"A release is made of a commit, and these files differ from the last:\n{changed}")
        return int(_git(root, "log", "-1", "--format=%ct"))
    except (OSError, subprocess.CalledProcessError) as problem:
        raise NotCommitted("A release is made of a commit, and there is no git, or no commit, here.") from problem


def _git(root: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True, encoding="utf-8")
    return run.stdout.rstrip()


def release(site: Path, root: Path, folder: Path) -> list[Path]:
    """Write the release of a built site and of the log of a project into a new folder; its files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    packed = offline(site, folder)
    (folder / SUMS).unlink()
    with zipfile.ZipFile(packed) as opened:
        (folder / SBOM).write_bytes(opened.read(f"{packed.stem}/{SBOM}"))
    build_wheel(str(folder))
    (folder / "CHANGELOG.md").write_text(changelog(commits(root), version()), "utf-8")
    (folder / SUMS).write_text(sums(folder), "utf-8")
    return sorted(folder.iterdir())


def main() -> None:
    """Build the site as of the last commit, and write the release."""
    try:
        os.environ["SOURCE_DATE_EPOCH"] = str(commit_time(ROOT))
        site = CACHE / "release"
        build(site)
    except (NotCommitted, BuildError) as problem:
        sys.exit(str(problem))
    for path in release(site, ROOT, FOLDER):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}…  {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
