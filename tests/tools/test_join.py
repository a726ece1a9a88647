"""Joining: what follows each other in the pages is one file, in the same order, under a name that tells its content."""

from pathlib import Path

import pytest

from tools.join import CannotJoinError, join

SCRIPTS = '<script src="{0}javascripts/a.js" defer></script>\n <script src="{0}javascripts/b.js" defer></script>'
SHEETS = (
    '<link rel="stylesheet" href="{0}assets/stylesheets/t.1.css"><link rel="stylesheet" href="{0}stylesheets/x.css">'
)

OWN = '<script src="../javascripts/c.js" defer></script>'


def made(site: Path, **files: str) -> None:
    """A site of two pages, the second with a script of its own after the others."""
    contents = {
        "javascripts/a.js": "const a = 1;",
        "javascripts/b.js": "a + 1;\n",
        "javascripts/c.js": "a + 2;",
        "assets/stylesheets/t.1.css": "p { color: red }",
        "stylesheets/x.css": "p { color: blue }",
        "index.html": f"<head>{SHEETS.format('')}</head>{SCRIPTS.format('')}",
        "two/index.html": SHEETS.format("../") + SCRIPTS.format("../") + OWN,
    }
    for place, text in (contents | files).items():
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        (site / place).write_text(text)


def test_what_all_pages_carry_is_one_file_in_the_same_order(tmp_path: Path) -> None:
    made(tmp_path)
    join(tmp_path)
    (script,) = tmp_path.glob("javascripts/a-to-b.*.js")
    (sheet,) = tmp_path.glob("stylesheets/t-to-x.*.css")
    assert script.read_text() == "const a = 1;\na + 1;\n"
    assert sheet.read_text() == "p { color: red }\np { color: blue }\n"
    assert (tmp_path / "index.html").read_text() == (
        f'<head><link rel="stylesheet" href="stylesheets/{sheet.name}"></head>'
        f'<script src="javascripts/{script.name}" defer></script>'
    )
    assert (
        f'src="../javascripts/{script.name}" defer></script><script src="../javascripts/c.js" defer>'
        in (tmp_path / "two/index.html").read_text()
    )
    assert {path.name for path in tmp_path.glob("javascripts/*")} == {script.name, "c.js"}


def test_a_script_that_waits_and_one_that_does_not_stay_apart(tmp_path: Path) -> None:
    page = '<script src="javascripts/a.js"></script><script src="javascripts/b.js" defer></script>'
    made(tmp_path, **{"index.html": page, "two/index.html": ""})
    join(tmp_path)
    assert (tmp_path / "index.html").read_text() == page


def test_what_stands_between_keeps_them_apart(tmp_path: Path) -> None:
    page = '<script src="javascripts/a.js"></script>words<script src="javascripts/b.js"></script>'
    made(tmp_path, **{"index.html": page, "two/index.html": ""})
    join(tmp_path)
    assert (tmp_path / "index.html").read_text() == page


@pytest.mark.parametrize("rule", ["p { background: url(x.png) }", '@import "y.css";'])
def test_a_sheet_that_names_other_files_is_refused(tmp_path: Path, rule: str) -> None:
    made(tmp_path, **{"stylesheets/x.css": rule})
    with pytest.raises(CannotJoinError, match=r"stylesheets/x\.css cannot be joined"):
        join(tmp_path)


def test_joined_scripts_say_once_at_the_end_that_they_ran(tmp_path: Path) -> None:
    mark = 'document.currentScript?.setAttribute("data-ran", ""); // see whole.js\n'
    made(tmp_path, **{"javascripts/a.js": f"const a = 1;\n{mark}", "javascripts/b.js": f"a + 1;\n{mark}"})
    join(tmp_path)
    (script,) = tmp_path.glob("javascripts/a-to-b.*.js")
    assert script.read_text() == f"const a = 1;\na + 1;\n{mark}"


def test_the_script_that_comes_after_all_others_stays_by_itself(tmp_path: Path) -> None:
    last = '<script src="javascripts/whole.js" defer></script>'
    made(tmp_path, **{"javascripts/whole.js": "", "index.html": SCRIPTS.format("") + last})
    join(tmp_path)
    assert (tmp_path / "index.html").read_text().endswith(last)
    assert (tmp_path / "javascripts/whole.js").exists()


def test_the_same_site_gives_the_same_names(tmp_path: Path) -> None:
    for name in ("one", "other"):
        made(tmp_path / name)
        join(tmp_path / name)
    names = [sorted(path.name for path in (tmp_path / name).rglob("*")) for name in ("one", "other")]
    assert names[0] == names[1]
