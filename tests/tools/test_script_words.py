"""The words of scripts: read strictly, put in front of their script, said in the form that a number asks for."""

import json
import subprocess
from pathlib import Path

import pytest

from calculators.kit.strict import DataError
from calculators.page.bundle import node
from tools.build import ROOT
from tools.script_words import Words, line, put, words

SAYS = (ROOT / "docs/javascripts/words.js").read_text("utf-8")


def made(folder: Path, **files: str) -> Path:
    """A folder of data with some files of words."""
    (folder / "words").mkdir()
    for name, rows in files.items():
        (folder / "words" / f"{name}.yaml").write_text(f"units: {{}}\nrows:\n  {rows}\n", "utf-8")
    return folder


def said(lang: str, rows: list[Words], *asked: str) -> list[str]:
    """What docs/javascripts/words.js says in a page of a language."""
    page = f"globalThis.document = {{ documentElement: {{ lang: {json.dumps(lang)} }} }}; globalThis.Node = class {{}};"
    code = f"{page}\n{SAYS}\n{line({row.key: row for row in rows})}\nconst words = courseWords;"
    code += f"\nconsole.log(JSON.stringify([{', '.join(asked)}]));"
    run = subprocess.run([node(), "-e", code], capture_output=True, text=True, encoding="utf-8", check=True)
    found: list[str] = json.loads(run.stdout)
    return found


def test_each_script_carries_its_own_words(tmp_path: Path) -> None:
    data = made(tmp_path, save='saved: {says: "{name} is downloaded."}', age='old: {says: "„Old“ </script>"}')
    scripts = tmp_path / "javascripts"
    scripts.mkdir()
    for name in ("save", "age", "lost"):
        (scripts / f"{name}.js").write_text(f"// {name}\n")
    put(tmp_path, words(data))
    assert (scripts / "save.js").read_text() == 'courseWords.add({"saved":"{name} is downloaded."});\n// save\n'
    assert (scripts / "age.js").read_text("utf-8") == 'courseWords.add({"old":"„Old“ </script>"});\n// age\n'
    assert (scripts / "lost.js").read_text() == "// lost\n"


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ({"save": "saved: {}"}, "words/save.yaml, row 'saved', line 3: either says is needed, or other"),
        ({"save": "saved: {one: A file}"}, "either says is needed, or other"),
        ({"save": "saved: {says: Saved, one: A file}"}, "either says is needed, or other"),
        ({"save": "saved: {says: Saved, other: Files}"}, "either says is needed, or other"),
        (
            {"save": 'saved: {one: "{name}", other: "{count} files"}'},
            "one: {name} stands in none of the braces of other",
        ),
        ({"save": "saved: {said: Saved}"}, "'said' is not a key here"),
        ({"save": "saved: {says: Saved}", "age": "saved: {says: Old}"}, "row 'saved': words/age.yaml has this key too"),
    ],
)
def test_words_that_are_not_as_they_must_be_are_refused(tmp_path: Path, rows: dict[str, str], problem: str) -> None:
    with pytest.raises(DataError) as refused:
        words(made(tmp_path, **rows))
    assert problem in str(refused.value)


def test_words_without_a_script_stop_the_build(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"words/nobody\.yaml: there is no script docs/javascripts/nobody\.js"):
        put(tmp_path, words(made(tmp_path, nobody="a: {says: b}")))


def test_a_sentence_is_said_with_what_goes_between_its_braces() -> None:
    rows = [Words(key="kept", says="{name} of {name} has {size} bytes.")]
    assert said("en", rows, 'words("kept", { name: "{size}", size: 12 })', 'words("nothing")') == [
        "{size} of {size} has 12 bytes.",
        "nothing",
    ]


def test_a_sentence_comes_in_pieces_for_a_page_to_put_elements_among_them() -> None:
    rows = [Words(key="meant", says="Did you mean {link}?")]
    (found,) = said("en", rows, 'words.parts("meant", { link: new Node() }).map((part) => typeof part)')
    assert found == ["string", "object", "string"]


@pytest.mark.parametrize(
    ("lang", "rows", "spoken"),
    [
        ("en", {"one": "one row", "other": "{count} rows"}, ["0 rows", "one row", "3 rows", "5 rows"]),
        ("fr", {"one": "{count} ligne", "other": "{count} lignes"}, ["0 ligne", "1 ligne", "3 lignes", "5 lignes"]),
        (
            "pl",
            {"one": "{count} wiersz", "few": "{count} wiersze", "other": "{count} wierszy"},
            ["0 wierszy", "1 wiersz", "3 wiersze", "5 wierszy"],
        ),
    ],
)
def test_the_language_of_the_page_tells_which_form_a_number_takes(
    lang: str, rows: dict[str, str], spoken: list[str]
) -> None:
    asked = [f'words("rows", {{ count: {count} }})' for count in (0, 1, 3, 5)]
    assert said(lang, [Words(key="rows", **rows)], *asked) == spoken
