"""What the pages on contributing say is so: each how-to, done in a copy of the project, keeps its promise."""

import ast
import compileall
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from py_compile import PycInvalidationMode

import pytest

from calculators import CLASSES
from calculators.macros.house import wing_table, wings_drawing
from calculators.macros.wings import CALCULATORS, WINGS, house, wings
from tests.house import additions
from tests.house.additions import FILES
from tests.house.project import TEXTS
from tests.house.promises import PROMISES
from tools.build import ROOT
from tools.wings import lines

PAGES = {path.stem: text for path, text in TEXTS.items() if path.parent == Path("docs/contributing")}
HOW_TOS = sorted({file.partition("/")[0] for file in FILES})
CALL = re.compile(r'\{\{ addition\("([\w-]+)", "([^"]+)"\) \}\}')

SHOWN = {
    "calculators/budget": [
        'data-calculator="budget"',
        "The budget is enough for 10,000 calls a month.",
        "A hundred dollars and GPT-4.1",
        'href="#budget?wanted=20%2C000"',
    ],
    "embed/budget": ['data-calculator="budget"', "The budget is enough for 10,000 calls a month."],
    "calculators": ['href="budget/"', "For how many calls does a monthly budget last?"],
    "the-bill-first": [
        *('data-calculator="api-cost"', 'data-case="base_model=', 'title="GPT-4.1 mini, input: ', 'class="term"'),
        *("5 minutes", "Prices as of", 'data-check="half-the-prompt"', "A bill in two parts", "A bill is a sum"),
    ],
    "course": ["Lesson 7: The Bill First"],
    "glossary": ["token bill"],
    "data/rag-and-labels": ['<tbody id="example-embed-1">', "sources/#example-prices"],
    "data/sources": ['id="example-prices"', "https://example.org/prices"],
    "data/reasons": ["A grammar that is enforced lets no query through that does not parse."],
    "walk": ["The answers are slow, and nobody has counted them yet."],
    "checked-against": ["GPT-4.1 nano, 1,000 tokens in and 100 out, 1,000 calls on one day"],
    "how-often-right": ['id="outcome-orders-as-json"'],
    "calculators/memory": ["The KV cache of 8,192 tokens with Llama 3.1 8B: one GiB"],
}
"""What stands on the pages of a site with all additions, and on no page of ours."""

GENERAL = (
    "tests/calculators/test_every_calculator.py",
    "tests/calculators/test_every_figure.py",
    "tests/calculators/test_advisor.py",
    "tests/course/test_lessons.py",
    "tests/page/test_render.py",
    "tests/page/test_command_line.py",
    "tests/page/test_case_file.py",
    "tests/proof",
    "tests/record/test_walk.py",
)
"""The tests that hold for every calculator, reason, case, example: they hold for those that are added too."""

PICKED = {
    "budget": "[Budget]",
    "hundred": "A hundred dollars and GPT-4.1",
    "twice": "Twice the calls",
    "gib": "The KV cache of 8,192 tokens with Llama 3.1 8B: one GiB",
    "sql-form-enforced": "test_a_reason_asks_for_answers_that_can_be_given[sql-form-enforced]",
    "call-gpt41-nano": "test_the_published_result_is_reproduced[call-gpt41-nano]",
    "orders-as-json": "test_the_advisor_takes_every_answer_of_a_case[orders-as-json]",
    "reached_in_its_order": "test_every_rule_is_reached_in_its_order",
    "bill-first": "test_the_minutes_at_the_head_of_a_lesson_are_those_it_takes[the-bill-first]",
    "file_has_a_calculator": "test_every_calculator_has_examples_and_every_file_has_a_calculator",
}
"""Words in the names of the tests to run, each with what must be found among those that pass."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, to which every how-to was done."""
    folder = tmp_path_factory.mktemp("project")
    additions.copy(folder)
    additions.add(folder)
    (folder / ".cache").mkdir()
    # Asked for by content: within one second a file would not be seen to be newer.
    compileall.compile_dir(folder / "calculators", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python in a project."""
    # No other compiled files: they would not be seen to be old.
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-m", *arguments], cwd=project, env=env, capture_output=True, text=True)


def test_every_how_to_has_a_promise_and_a_page_that_shows_its_files() -> None:
    assert set(HOW_TOS) == set(PROMISES)
    calls = [f"{how_to}/{file}" for text in PAGES.values() for how_to, file in CALL.findall(text)]
    assert sorted(calls) == FILES


@pytest.mark.parametrize("how_to", HOW_TOS)
def test_a_how_to_keeps_its_promise(project: Path, how_to: str) -> None:
    done = run(project, "tests.house.promises", how_to)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def without(project: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The same project, but for one file that was left out."""
    additions.add(project, without=request.param)
    yield project
    additions.add(project)


@pytest.mark.parametrize(("without", "file"), [(file, file) for file in FILES], indirect=["without"], ids=FILES)
def test_no_promise_is_kept_where_a_step_is_left_out(without: Path, file: str) -> None:
    done = run(without, "tests.house.promises", file.partition("/")[0])
    assert done.returncode != 0
    assert re.search(r"(Error|SystemExit)", done.stderr), done.stderr


def test_a_site_with_all_additions_is_built_and_shows_them(project: Path, tmp_path: Path) -> None:
    built = run(project, "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path))
    assert built.returncode == 0, built.stdout + built.stderr
    for page, words in SHOWN.items():
        html = (tmp_path / page / "index.html").read_text("utf-8")
        assert [word for word in words if word not in html] == [], page


def test_what_holds_for_all_holds_for_what_is_added(project: Path) -> None:
    done = run(project, "pytest", "-p", "no:xdist", "--verbose", "-k", " or ".join(PICKED), *GENERAL)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    passed = [line for line in done.stdout.splitlines() if " PASSED" in line]
    assert not [name for name in PICKED.values() if not any(name in line for line in passed)], done.stdout[-4000:]
    assert sum("[Budget]" in line for line in passed) > 5


def test_what_is_added_is_as_clean_as_the_rest(project: Path) -> None:
    new = [additions.place(file) for file in FILES if file.endswith(".py")]
    for check in (("check",), ("format", "--check")):
        done = run(project, "ruff", *check, *new)
        assert done.returncode == 0, done.stdout


def test_a_line_that_stands_nowhere_or_twice_is_no_place() -> None:
    assert additions.with_lines("a\nb\n", "# Below: a\nc\n") == "a\nc\nb\n"
    assert additions.with_lines("a\nb\n", "# At the end:\nc\n") == "a\nb\nc\n"
    for text in ("b\n", "a\na\n"):
        with pytest.raises(AssertionError, match="so nobody knows which is meant"):
            additions.with_lines(text, "# Below: a\nc\n")


@pytest.mark.parametrize("slug", CLASSES)
def test_every_calculator_has_a_page_and_a_frame(slug: str) -> None:
    for folder in ("calculators", "embed"):
        assert f'{{{{ calculator("{slug}") }}}}' in TEXTS[Path("docs", folder, f"{slug}.md")]


# The wings


def test_the_wings_are_the_folders_of_the_house() -> None:
    folders = {path.parts[1] for path in TEXTS if path.parts[0] == "calculators" and len(path.parts) > 2}
    assert folders | {CALCULATORS} == set(WINGS)
    assert all(one.says.endswith(".") for one in house())


def test_the_table_says_what_each_wing_says_of_itself() -> None:
    rows = wing_table().splitlines()[2:]
    assert len(rows) == len(WINGS)
    for name, row in zip(WINGS, rows, strict=True):
        folder = "" if name == CALCULATORS else name
        docstring = ast.get_docstring(ast.parse(TEXTS[Path("calculators", folder, "__init__.py")])) or ""
        assert f" {docstring.splitlines()[0]} " in row


def test_the_readme_lists_the_same_wings_in_the_same_words() -> None:
    rows = [row.rpartition("| ")[0] for row in wing_table().splitlines()[2:]]
    listed = re.findall(r"^(\| `calculators/[\w*]+[/.].*)\|$", TEXTS[Path("README.md")], re.MULTILINE)
    assert listed == rows


def test_the_drawing_has_an_arrow_for_every_import_between_wings_and_words_for_it() -> None:
    html, found = wings_drawing(), house()
    pairs = [(one.name, name) for one in found for name in one.imports]
    assert len(pairs) > 30
    assert html.count('<path class="wings__line"') == html.count('<path class="wings__arrow"') == len(pairs)
    assert re.findall(r'<text class="wings__name"[^>]*>([^<]+)', html) == list(WINGS)
    rows = dict(re.findall(r'<tr><th scope="row">([^<]+)</th><td>[\d,]+</td><td>([^<]+)</td>', html))
    for one in found:
        said = ", ".join(f"{name} {count}" for name, count in one.imports.items())
        assert rows[one.name] == (said or "nothing of ours")


def test_an_import_that_comes_or_goes_changes_the_drawing_and_the_text() -> None:
    files = {
        "calculators/kit/model.py": '"""A model."""\n',
        "calculators/page/render.py": "def f():\n    from calculators.kit.model import A, B\n",
    }
    assert [one.imports for one in wings(files) if one.name == "page"] == [{"kit": 1}]
    assert "page                 2  kit 1" in lines(wings(files))
    files["calculators/page/render.py"] = ""
    assert "page                 0  nothing of ours" in lines(wings(files))


def test_the_command_prints_the_wings_as_they_stand() -> None:
    assert run(ROOT, "tools.wings").stdout.splitlines() == list(lines(house()))
