"""The command line gives the answer of the library, as text or as JSON, or refuses in one line."""

import json
import re
import subprocess
import sys
from datetime import date

import pytest

from calculators import calculators
from calculators.__main__ import main
from calculators.kit.inputs import Choice
from calculators.kit.model import Calculator, Example
from calculators.proof.examples import examples

EXAMPLES = [pytest.param(kind, example, id=example.title) for kind in calculators() for example in examples(kind)]


def arguments(kind: type[Calculator], example: Example) -> list[str]:
    inputs = kind.inputs()
    return [text for name, value in example.inputs.items() for text in (f"--{name}", inputs[name].write(value))]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_json_holds_the_case_and_its_answer(
    kind: type[Calculator], example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([kind.slug, *arguments(kind, example), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    result = kind(**example.inputs).result()
    assert record["calculator"] == kind.slug
    assert list(record["inputs"]) == list(kind.inputs())
    assert (record["answer"], record["why"]) == (result.answer, result.why)
    assert record["figures"] == {
        figure.key: {"value": figure.value, "unit": figure.unit, "low": figure.low, "high": figure.high}
        for figure in result.figures
    }
    for source in record["sources"]:
        assert source["source"]
        assert source["as_of"]


def test_without_a_calculator_they_are_listed_and_none_is_loaded() -> None:
    told = "import sys; from calculators.__main__ import main; main([]); print(*sys.modules)"
    *lines, loaded = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert lines == [f"{kind.slug:20} {kind.question}" for kind in calculators()]
    modules = {f"calculators.{kind.slug.replace('-', '_')}" for kind in calculators()}
    assert not modules & set(loaded.split())
    assert sum(name.startswith("calculators.") for name in loaded.split()) <= 40


def test_the_answer_as_text_names_every_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["break-even", "--calls-per-day", "100k"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("At 100,000 calls a day the tuned model pays back after")
    assert "GPT-6.1 Sol, input: 2 USD/Mtok" in text


def test_a_late_figure_is_marked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculators.kit.facts.build_date", lambda: date(2026, 11, 22))
    assert main(["api-cost"]) == 0
    assert "review was due" not in capsys.readouterr().out
    monkeypatch.setattr("calculators.kit.facts.build_date", lambda: date(2099, 1, 1))
    assert main(["api-cost"]) == 0
    assert re.search(r"GPT-6.1 Sol, input: 2 USD/Mtok \(.*, review was due \d{4}-\d\d-\d\d\)", capsys.readouterr().out)
    assert main(["api-cost", "--json"]) == 0
    assert all(source["overdue"] for source in json.loads(capsys.readouterr().out)["sources"])


def test_the_advisor_gives_both_lines_as_text_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["advisor", "--task", "answers", "--falls-short", "facts", "--facts-in", "private"]
    assert main([*typed, "--corpus-tokens", "3,000 pages", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["inputs"]["corpus_tokens"] == 1_950_000
    assert record["certainty"] in ("clear", "likely", "close", "too little is known")
    for key in ("this_week", "likely_end", "rival"):
        assert {"class", "title", "words", "option"} <= record[key].keys()
    assert (record["likely_end"]["class"], record["likely_end"]["option"]) == ("rag", record["verdict"])
    assert 1 > record["likely_end"]["likelihood"] >= record["rival"]["likelihood"] > 0
    assert list(record["this_week"]["details"]) == ["Count", "Stop when", "It takes"]
    assert set(record["asks"]) <= record["inputs"].keys() - set(record["given"])
    assert main(typed) == 0
    lines = capsys.readouterr().out.splitlines()
    for begun in ("This week: ", "  Stop when: ", "Likely end: retrieval (RAG). ", "Its rival: "):
        assert any(line.startswith(begun) for line in lines), begun
    (asked,) = (line for line in lines if line.startswith("Answer next, it would tell most: "))
    assert "(--" in asked


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            ["break-even", "--calls_per_day", "many"],
            "Calls per day: “many” is not a number; type a whole number from 1",
        ),
        (["break-even", "--calls_per_day", "-5"], "Calls per day: -5 is not allowed; type a whole number from 1"),
        (["break-even", "--calls_per_day", "333333333333333333"], "Calls per day: 333333333333333333 is not allowed;"),
        (
            ["break-even", "--cache_hits", "101"],
            "Calls that hit the cache: 101 is not allowed; type a number from 0 to",
        ),
        (["break-even", "--base_model", "gpt-99"], "API model: “gpt-99” is not in the list"),
        (["break-even", "--horizon", ""], "Horizon: nothing is typed"),
        (["break-even", "--no-such-input", "1"], "Unrecognized arguments: --no-such-input 1"),
        (["sample-size", "pilot.csv"], "it takes no file; before-after reads one with results"),
        (["no-such-calculator"], "invalid choice: 'no-such-calculator'"),
    ],
)
def test_bad_input_ends_with_2_and_one_line_that_names_it(typed: list[str], told: str) -> None:
    ended = subprocess.run([sys.executable, "-m", "calculators", *typed], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert told in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "calculators", "api-cost", "--from", "tests/use_cases.csv", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.parametrize("kind", calculators(), ids=lambda kind: kind.slug)
def test_every_choice_can_be_learned_from_the_help(kind: type[Calculator], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([kind.slug, "--help"])
    told = "".join(capsys.readouterr().out.split())
    for declared in kind.inputs().values():
        if isinstance(declared, Choice):
            assert f"Chooseoneof:{''.join(','.join(declared.options()).split())}." in told


def test_a_wrong_choice_tells_all_of_a_short_list_and_where_a_long_one_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["memory", "--optimiser", "x"]) == 2
    assert "mixed, mixed-32, states-32, bf16, 8-bit, fp32, unknown)." in capsys.readouterr().err
    assert main(["memory", "--gpu", "x"]) == 2
    assert capsys.readouterr().err.endswith("…). --help lists them all.\n")
