"""An author who changes prose waits for its page alone, which is as a build of the whole makes it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import additions
from tests.tools.test_reproducible import hashes
from tools import dev
from tools.build import BuildError
from tools.prose import prose_alone

PAGE = """---
title: A page
---

# A page { #page }

Some *words*, a [link](other.md#place), a {{ term("rag") }}.

<div class="box" markdown>

Words in a box.[^1]

</div>

[^1]: A note.
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Some *words*", "Other **words**, and more"),
        ("Words in a box.", "Words in a box.\n\n- and a list\n- of two\n"),
        ("A note.", "Another note."),
        ("a [link]", "a [better link]"),
    ],
)
def test_words_and_their_marks_are_prose(old: str, new: str) -> None:
    assert prose_alone(PAGE, PAGE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A page", "title: Another"),
        ("# A page", "# Another page"),
        ("{ #page }", "{ #other }"),
        ("other.md#place", "other.md#elsewhere"),
        ('"rag"', '"prompt"'),
        ("Some *words*", '{{ term(\n  "rag") }}'),
        ("Some *words*", "[see][1]"),
        ("Some *words*", "![a picture](images/x.svg)"),
        ("Some *words*", "## Another heading"),
        ("[^1]: A note.", "A heading\n---"),
        ('<div class="box" markdown>', '<div class="box" id="box" markdown>'),
        ("Words in a box.", "```\nWords in a box.\n```"),
        ("[^1]: A note.", "[one]: other.md"),
        ("Words in a box.", "<!-- Words in a box. -->"),
    ],
)
def test_what_other_pages_may_depend_on_is_more_than_prose(old: str, new: str) -> None:
    assert PAGE.replace(old, new) != PAGE
    assert not prose_alone(PAGE, PAGE.replace(old, new))


def test_the_words_of_an_underlined_heading_are_more_than_prose() -> None:
    assert not prose_alone("One heading\n===\n", "Another heading\n===\n")


BY_PAGE = """
import sys
for line in sys.stdin:
    with open(sys.argv[1], "a") as log:
        log.write(line)
    if sys.argv[2:] == ["fails"]:
        sys.exit("a warning")
    print("built", flush=True)
"""


class Builds:
    """A draft, and a log of what it had built, page by page or whole."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, project: Path, log: Path) -> None:
        self.log = log
        monkeypatch.setattr(dev, "DOCS", project / "docs")
        monkeypatch.setattr(dev, "files", lambda: sorted(path for path in project.rglob("*") if path.is_file()))
        monkeypatch.setattr(dev, "build", self.whole)
        self.draft = dev.Draft((sys.executable, "-c", BY_PAGE, str(log)))

    def whole(self, *_: object, **__: object) -> bool:
        with self.log.open("a") as log:
            log.write("whole\n")
        return True

    @property
    def done(self) -> list[str]:
        return self.log.read_text().splitlines()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "docs/embed").mkdir(parents=True)
    (folder / "docs/page.md").write_text(PAGE)
    (folder / "docs/embed/other.md").write_text(PAGE)
    (folder / "prices.yaml").write_text("rows: {}")
    return folder


@pytest.fixture
def builds(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Builds]:
    found = Builds(monkeypatch, project, tmp_path / "log")
    yield found
    found.draft.close()


def test_of_changed_prose_its_pages_alone_are_built(project: Path, builds: Builds) -> None:
    builds.draft.renew()
    for text in ("Other words", "Again others"):
        (project / "docs/page.md").write_text(PAGE.replace("Some", text))
        assert builds.draft.renew() == "docs/page.md"
    (project / "docs/page.md").write_text(PAGE)
    (project / "docs/embed/other.md").write_text(PAGE.replace("Some", "Other"))
    builds.draft.renew()
    assert builds.done == ["whole", "page.md", "page.md", "embed/other.md page.md"]


@pytest.mark.parametrize("change", ["figure", "new page", "page gone", "heading", "nothing"])
def test_of_any_other_change_the_whole_is_built(project: Path, builds: Builds, change: str) -> None:
    builds.draft.renew()
    (project / "docs/page.md").write_text(PAGE.replace("Some", "Other"))
    match change:
        case "figure":
            (project / "prices.yaml").write_text("rows: {other: {}}")
        case "new page":
            (project / "docs/new.md").write_text(PAGE)
        case "page gone":
            (project / "docs/embed/other.md").unlink()
        case "heading":
            (project / "docs/embed/other.md").write_text(PAGE.replace("# A page", "# Another"))
        case "nothing":  # as where a build by another hand has taken the place of ours
            (project / "docs/page.md").write_text(PAGE)
    builds.draft.renew()
    assert builds.done == ["whole", "whole"]


def test_where_a_page_cannot_be_built_alone_the_whole_says_why(project: Path, builds: Builds) -> None:
    builds.draft = dev.Draft((*builds.draft.by_page, "fails"))
    builds.draft.renew()
    (project / "docs/page.md").write_text(PAGE.replace("Some", "Other"))
    builds.draft.renew()
    assert builds.done == ["whole", "page.md", "whole"]


def test_after_a_failed_build_the_whole_is_built(
    project: Path, builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bool:
        raise BuildError("a wrong price")

    builds.draft.renew()
    with monkeypatch.context() as broken:
        broken.setattr(dev, "build", fail)
        (project / "prices.yaml").write_text("rows: [")
        with pytest.raises(BuildError):
            builds.draft.renew()
    (project / "docs/page.md").write_text(PAGE.replace("Some", "Other"))
    builds.draft.renew()
    assert builds.done == ["whole", "whole"]


DRIVE = """
import sys
from pathlib import Path
from tools.build import made_pages
from tools.dev import FOLDER, Draft

if __name__ == "__main__":
    page, draft = Path("docs/why-fine-tune.md"), Draft()
    print(draft.renew())
    made = {path: path.stat().st_mtime_ns for path in made_pages(FOLDER).rglob("index.html")}
    page.write_text(page.read_text("utf-8").replace("Heads nod.", "Heads shake, every one."), "utf-8")
    print(draft.renew())
    print(*(path.parent.name for path, then in made.items() if path.stat().st_mtime_ns != then))
    draft.close()
    FOLDER.rename("by-page")
    draft = Draft()
    print(draft.renew())
    draft.close()
"""


def test_one_page_built_anew_gives_the_same_site_as_all(tmp_path: Path) -> None:
    additions.copy(tmp_path)
    (tmp_path / "runtime/node_modules").symlink_to(additions.ROOT / "runtime/node_modules")
    (tmp_path / ".cache").mkdir()
    for name in ("bundle", "tables"):  # what takes long, and depends on nothing that this test changes
        (tmp_path / ".cache" / name).symlink_to(additions.ROOT / ".cache" / name)
    shutil.copy(additions.ROOT / "requirements.txt", tmp_path)
    (tmp_path / "drive.py").write_text(DRIVE, "utf-8")
    run = subprocess.run([sys.executable, "drive.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    said = ["the whole site", "docs/why-fine-tune.md", "why-fine-tune", "the whole site"]
    assert run.stdout.splitlines() == said, run.stderr
    page, all_pages = tmp_path / "by-page", tmp_path / ".cache/dev"
    assert "Heads shake, every one." in (page / "why-fine-tune/index.html").read_text("utf-8")
    found = json.loads((page / "search/search_index.json").read_text("utf-8"))["docs"]
    assert [one["location"] for one in found if "Heads shake" in one["text"]] == ["why-fine-tune/"]
    first, second = hashes(page), hashes(all_pages)
    assert {name for name in {*first, *second} if first.get(name) != second.get(name)} == set()
