"""The wheel is one command that answers as the project does: with no other package, no network, no site."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from calculators import calculators
from calculators.__main__ import main
from calculators.proof.examples import examples
from tools import wheel
from tools.build import ROOT

ALONE = """
import json, sys
def watch(event, about):
    if event.startswith("socket."):
        raise RuntimeError(f"{event}: the command reaches for the network")
sys.addaudithook(watch)
from io import StringIO
from tune_or_not.__main__ import main
told = []
for typed in json.load(sys.stdin):
    sys.argv, sys.stdout = ["tune-or-not", *typed], StringIO()
    told.append([main(), sys.stdout.getvalue()])
sys.stdout = sys.__stdout__
print(json.dumps(told))
print(sorted({str(module.__file__) for module in sys.modules.values() if getattr(module, "__file__", None)}))
"""


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a package installer has it built."""
    folder = tmp_path_factory.mktemp("wheel")
    return folder / wheel.build_wheel(str(folder))


@pytest.fixture(scope="module")
def installed(packed: Path) -> Path:
    """The folder into which it is installed, without any other package."""
    folder = packed.parent / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([*install, "--target", str(folder), str(packed)], check=True)
    return folder


def run(
    installed: Path, *arguments: str, typed: str = "", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python with the wheel and the standard library, and nothing else."""
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        env={**os.environ, "PYTHONPATH": str(installed)},
        input=typed,
        cwd=folder or installed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_example_is_answered_as_the_project_answers_it(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [
        [
            kind.slug,
            *(text for name, value in one.inputs.items() for text in (f"--{name}", kind.inputs()[name].write(value))),
        ]
        for kind in calculators()
        for one in examples(kind)
    ]
    cases = [[*case, form] for case in cases for form in ("--json", "--csv")]
    ran = run(installed, "-c", ALONE, typed=json.dumps(cases))
    assert ran.returncode == 0, ran.stderr
    answers, loaded = ran.stdout.splitlines()
    for case, (ended, told) in zip(cases, json.loads(answers), strict=True):
        assert ended == main(case) == 0
        assert told == capsys.readouterr().out
    assert "site-packages" not in loaded
    assert str(ROOT / "calculators") not in loaded


def test_the_command_checks_a_training_file(installed: Path, tmp_path: Path) -> None:
    line = {"messages": [{"role": "user", "content": "Name a river."}, {"role": "assistant", "content": ""}]}
    (tmp_path / "train.jsonl").write_text(json.dumps(line), "utf-8")
    command = str(installed / "bin" / "tune-or-not")
    ran = run(installed, command, "dataset-check", "train.jsonl", "--format", "lines", folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.startswith("train.jsonl:1: error: Empty answer")
    ran = run(installed, command, "dataset-check", "none.jsonl", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1


def test_it_calls_itself_by_its_name(installed: Path) -> None:
    assert run(installed, "-m", "tune_or_not", "--help").stdout.startswith("usage: tune-or-not ")


def test_figures_of_ones_own_say_what_they_need(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA", str(ROOT / "tests/figures/own_data"))
    ran = run(installed, "-m", "tune_or_not", "break-even")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "own_data/sources.yaml: reading YAML needs the package PyYAML, which is not installed\n"


def test_the_same_project_gives_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    again = tmp_path / wheel.build_wheel(str(tmp_path))
    assert (again.name, again.read_bytes()) == (packed.name, packed.read_bytes())


def test_it_takes_two_names_only_and_the_licence(packed: Path) -> None:
    with zipfile.ZipFile(packed) as opened:
        names = opened.namelist()
        assert opened.testzip() is None
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"tune_or_not", packed.name.removesuffix("-py3-none-any.whl") + ".dist-info"}
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not [name for name in names if "/macros/" in name or name.endswith("/bundle.py")]


@pytest.mark.parametrize("extra", ["own-figures", "parquet", "tiktoken", "tokenizers"])
def test_what_more_it_can_read_is_an_extra(packed: Path, extra: str) -> None:
    with zipfile.ZipFile(packed) as opened:
        (about,) = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        lines = opened.read(about).decode().splitlines()
    assert f"Provides-Extra: {extra}" in lines
    assert all("; extra == " in line for line in lines if line.startswith("Requires-Dist: "))
