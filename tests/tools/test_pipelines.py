"""What pipelines take from the project does what it says: GitHub's action step by step, the hook of pre-commit."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from calculators.__main__ import main
from tools.build import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}

GOOD = '{"messages":[{"role":"user","content":"Name river %s."},{"role":"assistant","content":"The Rhine."}]}\n'
BAD = GOOD.replace("The Rhine.", "")


def step(name: str, folder: Path, runner: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: its script with bash, its inputs put in where the action names them."""
    about = STEPS[name]
    given = {key: told.get("default", "") for key, told in ACTION["inputs"].items()}
    given |= {key.replace("_", "-"): value for key, value in inputs.items()}
    assert about["shell"] == "bash"
    environment = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for key, value in about.get("env", {}).items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", about["run"]],
        cwd=folder,
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(runner),
            # So that it builds with the PyYAML that is here, and asks no registry for one.
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_NO_INDEX": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runner")
    ran = step("Install", folder, folder)
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data" / "more").mkdir(parents=True)
    (tmp_path / "data" / "good one.jsonl").write_text("".join(GOOD % number for number in range(12)), "utf-8")
    (tmp_path / "data" / "more" / "bad.jsonl").write_text(BAD % 1, "utf-8")
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action's steps are scripts for bash")
@pytest.mark.parametrize(
    ("files", "more", "ended", "told"),
    [
        ("data/good one.jsonl", {}, 0, ["data/good one.jsonl: "]),
        ("data/**/*.jsonl\n", {}, 1, ["::error file=data/more/bad.jsonl,line=1::", "data/good one.jsonl: "]),
        ("data/more/*.jsonl\ndata/*.jsonl", {}, 1, ["::error file=data/more/bad.jsonl,line=1::"]),
        ("data/good one.jsonl", {"fail_on": "note"}, 1, ["::notice file=data/good one.jsonl,line=1::"]),
        ("data/good one.jsonl", {"arguments": "--validation data/more/bad.jsonl"}, 0, ["data/good one.jsonl: "]),
        ("data/none.jsonl", {}, 2, ["::error::Training file: there is no file"]),
        ("$(touch bad)", {"arguments": "; touch bad"}, 2, []),
    ],
)
def test_the_action_tells_each_finding_and_ends_as_the_check_does(
    runner: Path, folder: Path, files: str, more: dict[str, str], ended: int, told: list[str]
) -> None:
    ran = step("Check", folder, runner, files=files, **more)
    assert ran.returncode == ended, ran.stderr
    assert not [words for words in told if words not in ran.stdout]
    assert not (folder / "bad").exists()


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action's steps are scripts for bash")
def test_the_action_writes_sarif_where_it_is_asked_to(runner: Path, folder: Path) -> None:
    ran = step("Check", folder, runner, files="data/more/bad.jsonl", sarif="report.sarif")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert '"version": "2.1.0"' in (folder / "report.sarif").read_text("utf-8")


def test_what_the_action_asks_is_what_its_steps_read() -> None:
    named = set(re.findall(r"inputs\.([\w-]+)", str(STEPS)))
    assert named == set(ACTION["inputs"])


def test_the_hook_runs_the_command_with_every_file_that_is_committed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (hook,) = HOOKS
    program, *arguments = shlex.split(hook["entry"])
    assert program == "tune-or-not"
    assert (hook["language"], hook["require_serial"]) == ("python", True)
    assert re.search(hook["files"], "data/train.jsonl")
    assert not re.search(hook["files"], "data/train.json")
    monkeypatch.chdir(folder)
    assert main([*arguments, "data/good one.jsonl", "data/more/bad.jsonl"]) == 1
    assert "data/more/bad.jsonl:1: error: Empty answer" in capsys.readouterr().out
